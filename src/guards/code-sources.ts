// Where each row of the two code tables comes from. Apps load the rows; these are for the docs and the test kit.

/** The vendor's page on passwords and captchas, its SDK's telemetry table, or the SDK's source. */
export type WebexCodeSource = 'seed' | 'metrics' | 'read';

/**
 * `page`: a page of Huawei's client SDKs prints it. `fragment`: a row of Huawei's error centre whose start or end is cut
 * off. `inferred`: the number is documented, what it means here is our reading.
 */
export type HuaweiCodeSource = 'page' | 'fragment' | 'inferred';

/** The source of each code, out of the codes of each source. */
const sourcesOf = <Source extends string>(codes: Readonly<Record<Source, string>>): Readonly<Record<string, Source>> =>
  Object.fromEntries(
    // The keys of the record, which Object.keys does not tell.
    (Object.keys(codes) as Source[]).flatMap((source) => codes[source].split(/\s+/).map((code) => [code, source])),
  );

export const webexCodeSources = /* @__PURE__ */ sourcesOf<WebexCodeSource>({
  seed: `403036 403004 403028 423001 423005 423006`,
  metrics: `403025 403041 403038 403125 403043 423013 423010 423012 403034 403100 403101 403102 403103 403048 403049
    403104 403047 403408 403030 403040 403032 404001 404006 58400 58500 99002 99009 400001 429005`,
  read: `423007 403037 403137 403003 403021 403022 403024 403026 404100`,
});

export const huaweiCodeSources = /* @__PURE__ */ sourcesOf<HuaweiCodeSource>({
  page: `206030000 206010007 100000429 206010000`,
  fragment: `206010012 206030014 206030005 211030050 211030052 000000001 000000002 000000010 000000003 206010023 201040020`,
  inferred: `206030015 206030018 206030006 201040014 000000004`,
});
