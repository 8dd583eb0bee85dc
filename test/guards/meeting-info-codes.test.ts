import { describe, expect, test } from '@jest/globals';
import { classifyMeetingInfoReply } from 'meeting-join-flow';
import type { JoinFailureKind, SharedFailureKind, WebexCodes } from 'meeting-join-flow';
import { webexCodeSources } from '../../src/guards/code-sources.js';
import { acceptedPasswords, webexCodes } from '../../src/guards/webex-codes.js';

type Kind = JoinFailureKind | SharedFailureKind;
type Asks = '' | 'password' | 'captcha' | 'registrationId' | 'password+captcha' | 'captcha+registrationId';
type Cell = readonly [Kind, Asks];

const captcha = {
  captchaID: 'Captcha_1',
  verificationImageURL: 'https://acme.webex.com/captchaservice/v1/captchas/Captcha_1/verificationCodeImage',
  verificationAudioURL: 'https://acme.webex.com/captchaservice/v1/captchas/Captcha_1/verificationCodeAudio',
  refreshURL: 'https://acme.webex.com/captchaservice/v1/captchas/refresh?siteurl=acme&captchaID=Captcha_1',
};

/** Written by hand from the source documents, a row a code: nothing sent, password sent, id sent, all with a captcha. */
const table: readonly (readonly [codes: readonly number[], nothing: Cell, password: Cell, id: Cell, captcha: Cell])[] =
  [
    row([403004, 403036, 403025, 403041], ['passwordMissing', 'password']),
    row([403028, 403038, 403125, 403043], ['passwordWrong', 'password'], {
      captcha: ['passwordWrong', 'password+captcha'],
    }),
    row([403037], ['registrationIdMissing', 'registrationId']),
    row([403137], ['registrationIdWrong', 'registrationId'], {
      captcha: ['registrationIdWrong', 'captcha+registrationId'],
    }),
    row([403999, 403500, 403000], ['passwordMissing', 'password'], {
      captcha: ['passwordMissing', 'password+captcha'],
    }),
    row([423001, 423013, 423999], ['captchaMissing', 'captcha'], { captcha: ['captchaWrong', 'captcha'] }),
    row([423005, 423006], ['captchaMissing', 'password+captcha'], {
      password: ['passwordWrong', 'password+captcha'],
      captcha: ['captchaWrong', 'password+captcha'],
    }),
    row([423007], ['captchaMissing', 'captcha+registrationId'], {
      id: ['registrationIdWrong', 'captcha+registrationId'],
      captcha: ['captchaWrong', 'captcha+registrationId'],
    }),
    row([423010, 423012], ['captchaMissing', 'password+captcha'], {
      password: ['passwordWrong', 'password+captcha'],
      captcha: ['passwordWrong', 'password+captcha'],
    }),
    row([403034, 403100, 403101, 403102, 403103], ['signInRequired', '']),
    row([403048, 403049, 403104], ['policyDenied', '']),
    row([403047, 403408], ['accessDenied', '']),
    row([403030], ['emailRequired', '']),
    row([403040], ['unsupportedMeeting', '']),
    row([403003], ['notStarted', '']),
    row([403021], ['registrationMissing', '']),
    row([403022], ['registrationPending', '']),
    row([403024], ['registrationRejected', '']),
    row([403026], ['webcastOnly', '']),
    row([403032], ['tokenExpired', '']),
    row([404001, 404006, 404100, 58400, 58500, 99002, 99009, 400001], ['meetingNotFound', '']),
    row([429005], ['rateLimited', '']),
    row([480001, 2423005, 2423017, 1, 500123], ['unknownCode', '']),
  ];

function row(
  codes: readonly number[],
  always: Cell,
  but: { readonly password?: Cell; readonly id?: Cell; readonly captcha?: Cell } = {},
): (typeof table)[number] {
  return [codes, always, but.password ?? always, but.id ?? always, but.captcha ?? always];
}

const carried = [
  ['nothing', {}],
  ['a password', { password: true }],
  ['a registration id', { registrationId: true }],
  ['a captcha answer with a password and an id', { password: true, registrationId: true, captcha: true }],
] as const;

const cases = table.flatMap(([codes, ...cells]) =>
  codes.flatMap((code) => carried.map(([what, sent], index) => ({ code, what, sent, cell: cells[index]! }))),
);

const asksOf = (needs: Readonly<Record<string, boolean>>): string =>
  Object.keys(needs)
    .filter((name) => needs[name])
    .join('+');

describe('every code, whatever the request carried', () => {
  test.each(cases)('$code after $what', ({ code, sent, cell: [kind, asks] }) => {
    for (const spelt of [code, String(code)]) {
      for (const status of [403, 423, 200, 500]) {
        const verdict = classifyMeetingInfoReply({ status, body: { code: spelt, ...captcha }, sent });

        expect(verdict).toMatchObject({ ok: false, failure: { kind, code: spelt, status } });
        expect('needs' in verdict && asksOf(verdict.needs)).toBe(asks);
      }
    }
  });

  test('the table above and the one of the package have the same codes', () => {
    const unlisted = [403999, 403500, 403000, 423999, 480001, 2423005, 2423017, 1, 500123];
    const tested = table.flatMap(([codes]) => codes).filter((code) => !unlisted.includes(code));

    expect(tested.sort((a, b) => a - b)).toEqual(Object.keys(webexCodes).map(Number));
  });

  test('every row has its source, and every source its row', () => {
    expect(Object.keys(webexCodeSources)).toEqual(Object.keys(webexCodes));
  });
});

describe('what the password field takes', () => {
  test.each([
    [403004, ['password']],
    ['403028', ['password']],
    [423005, ['password']],
    [403036, ['password', 'hostKey']],
    [423012, ['password', 'hostKey']],
    [403025, ['panelistPassword']],
    [403043, ['panelistPassword']],
    [403999, ['password', 'hostKey']],
    [423007, ['password', 'hostKey']],
    [null, ['password', 'hostKey']],
  ])('after %p is %p', (code, accepts) => {
    expect(acceptedPasswords(code)).toEqual(accepts);
  });
});

describe('a captcha that is wanted beside a password', () => {
  test('is what the failure is about, and what is to be done', () => {
    expect(classifyMeetingInfoReply({ status: 423, body: { code: 423005, ...captcha } })).toMatchObject({
      failure: { kind: 'captchaMissing', field: 'captcha', action: 'enterCaptcha', recoverable: true },
      needs: { password: true, captcha: true, registrationId: false },
    });
  });
});

describe('a hard refusal', () => {
  test('leaves no field open', () => {
    expect(classifyMeetingInfoReply({ status: 403, body: { code: 403047 }, sent: { password: true } })).toMatchObject({
      failure: { kind: 'accessDenied', field: null, recoverable: false },
      needs: { password: false, captcha: false, registrationId: false },
    });
  });
});

describe('an unlisted 403xxx', () => {
  const again = { status: 403, body: { code: 403999 }, previousCode: 403999 };

  test('denies access when it comes again after a password, and still asks', () => {
    for (const previousCode of [403999, '403999'] as const) {
      const verdict = classifyMeetingInfoReply({ ...again, previousCode, sent: { password: true } });

      expect(verdict).toMatchObject({
        ok: false,
        failure: { kind: 'accessDenied', code: 403999, field: 'password', recoverable: true },
        needs: { password: true, captcha: false },
      });
    }
  });

  test('asks for another captcha too when one was used up by it', () => {
    expect(classifyMeetingInfoReply({ ...again, sent: { password: true, captcha: true } })).toMatchObject({
      failure: { kind: 'accessDenied' },
      needs: { password: true, captcha: true },
    });
  });

  test('is the only one that does: a code that is known keeps its meaning, and one of another family stays unknown', () => {
    const repeated = (code: number) =>
      classifyMeetingInfoReply({ status: 403, body: { code }, previousCode: code, sent: { password: true } });

    expect(repeated(403004)).toMatchObject({ failure: { kind: 'passwordMissing' } });
    expect(repeated(403028)).toMatchObject({ failure: { kind: 'passwordWrong' } });
    expect(repeated(403037)).toMatchObject({ failure: { kind: 'registrationIdMissing', field: 'registrationId' } });
    expect(repeated(480001)).toMatchObject({ failure: { kind: 'unknownCode', field: null } });
  });

  test('only asks when no password was sent, or when another code came before', () => {
    expect(classifyMeetingInfoReply(again)).toMatchObject({ failure: { kind: 'passwordMissing' } });
    expect(classifyMeetingInfoReply({ ...again, sent: { password: true }, previousCode: 403998 })).toMatchObject({
      failure: { kind: 'passwordMissing' },
    });
  });
});

describe('a 423xxx without a captcha that can be shown', () => {
  const broken = [
    ['no captcha', {}],
    ['no id', { ...captcha, captchaID: '' }],
    ['no image', { ...captcha, verificationImageURL: undefined }],
    ['no refresh address', { ...captcha, refreshURL: null }],
    ['numbers for texts', { captchaID: 1, verificationImageURL: 2, refreshURL: 3 }],
  ] as const;

  test.each(broken)('fits nothing: %s', (_, fields) => {
    for (const code of [423001, 423005, 423006, 423007, 423013, 423999]) {
      for (const sent of [{}, { password: true }, { captcha: true, password: true, registrationId: true }]) {
        expect(classifyMeetingInfoReply({ status: 423, body: { code, ...fields }, sent })).toMatchObject({
          ok: false,
          failure: { kind: 'unexpectedReply', code },
          needs: { password: false, captcha: false, registrationId: false },
        });
      }
    }
  });

  test.each(broken)('asks to refresh the captcha that was right: %s', (_, fields) => {
    for (const code of [423010, 423012]) {
      const body = { code, ...fields };

      expect(classifyMeetingInfoReply({ status: 423, body, sent: { captcha: true, password: true } })).toMatchObject({
        failure: { kind: 'passwordWrong' },
        needs: { password: true, captcha: true },
      });
      expect(classifyMeetingInfoReply({ status: 423, body, sent: { password: true } })).toMatchObject({
        failure: { kind: 'unexpectedReply' },
      });
    }
  });
});

describe('a reply without a readable code', () => {
  const statuses: readonly (readonly [number, Kind])[] = [
    [401, 'signInRequired'],
    [404, 'meetingNotFound'],
    [429, 'rateLimited'],
    ...[500, 502, 503, 504, 599].map((status) => [status, 'serverFault'] as const),
    ...[200, 201, 204, 301, 302, 304, 307, 308, 400, 402, 499, 403, 405, 409, 410, 418, 422, 423, 428, 600, 0].map(
      (status) => [status, 'unexpectedReply'] as const,
    ),
  ];
  const bodies: readonly unknown[] = [
    undefined,
    null,
    '',
    '<!doctype html><title>Sign in</title>',
    [],
    [{ code: 403004 }],
    {},
    { code: null },
    { code: '' },
    { code: 'E403004' },
    { code: '403004 ' },
    { code: 403004.5 },
    { code: -403004 },
    { code: 0 },
    { code: '0' },
    { code: NaN },
    { code: [403004] },
    { code: { value: 403004 } },
    { code: { valueOf: 1, toString: 1 } },
    { code: true },
    { code: '9'.repeat(40) },
    { code: 2 ** 60 },
    { code: 'x403004' },
    { code: ' 403004' },
    { code: '+403004' },
  ];

  test.each(statuses)('status %i is %s', (status, kind) => {
    for (const body of bodies) {
      expect(classifyMeetingInfoReply({ status, body })).toMatchObject({
        ok: false,
        // Zero is how clients write that there was none.
        failure: { kind, code: null, status: status || null },
        needs: { password: false, captcha: false, registrationId: false },
      });
    }
  });

  test.each([undefined, null, {}, 'reply', 403, [], { status: undefined, body: { meetingNumber: '1' } }])(
    'that is none at all is unexpected, and no exception: %p',
    (reply) => {
      expect(classifyMeetingInfoReply(reply as never)).toMatchObject({
        ok: false,
        failure: { kind: 'unexpectedReply', code: null, status: null, requestId: null, retryAt: null },
      });
    },
  );
});

describe('success', () => {
  const named = [
    { permissionToken: 'a.b.c' },
    { meetingNumber: '123456789' },
    { meetingNumber: 123456789 },
    { meetingJoinUrl: 'https://acme.webex.com/meet/ada' },
    { meetingJoinUrl: 'HTTP://127.0.0.1:8080/meet/ada' },
    { sipUrl: 'ada@acme.webex.com' },
    { sipMeetingUri: 'ada@acme.webex.com' },
    { locusUrl: 'https://locus-a.wbx2.com/locus/api/v1/loci/1' },
  ];

  test.each(named)('is an object that names a meeting: %j', (body) => {
    expect(classifyMeetingInfoReply({ status: 200, body })).toEqual({ ok: true });
    expect(classifyMeetingInfoReply({ status: 200, body: { ...body, code: 0 } })).toEqual({ ok: true });
    for (const status of [199, 300, 404])
      expect(classifyMeetingInfoReply({ status, body })).toMatchObject({ ok: false });
    expect(classifyMeetingInfoReply({ status: 299, body })).toEqual({ ok: true });
    expect(classifyMeetingInfoReply({ status: 302, body })).toMatchObject({ failure: { kind: 'unexpectedReply' } });
    expect(classifyMeetingInfoReply({ status: 500, body })).toMatchObject({ failure: { kind: 'serverFault' } });
    expect(classifyMeetingInfoReply({ status: 200, body: { ...body, code: 403028 } })).toMatchObject({
      failure: { kind: 'passwordWrong' },
    });
  });

  test.each([
    {},
    { meetingNumber: '' },
    { meetingNumber: 0 },
    { meetingNumber: null },
    { permissionToken: true },
    { meetingNumber: [123456789] },
    { meetingNumber: true },
    { sipUrl: {} },
    { meetingJoinUrl: 'javascript:alert(1)' },
    { meetingJoinUrl: 'data:text/html,https://acme.webex.com' },
    { title: 'Stand-up' },
    'meetingNumber',
    ['meetingNumber'],
    null,
  ])('is nothing else: %j', (body) => {
    expect(classifyMeetingInfoReply({ status: 200, body })).toMatchObject({
      ok: false,
      failure: { kind: 'unexpectedReply' },
    });
  });
});

describe('what is kept beside the kind', () => {
  const now = Date.UTC(2026, 0, 1);

  test('the sentence, the request id, and the time of the next try', () => {
    const verdict = classifyMeetingInfoReply({
      status: 429,
      body: { code: '429005', message: 'Too many requests' },
      headers: { 'retry-after': '90', trackingid: 'ROUTER_1', 'x-request-id': 'other' },
      now,
    });

    expect(verdict).toEqual({
      ok: false,
      failure: {
        kind: 'rateLimited',
        field: null,
        action: 'wait',
        recoverable: true,
        code: '429005',
        status: 429,
        serverMessage: 'Too many requests',
        retryAt: now + 90_000,
        requestId: 'ROUTER_1',
      },
      needs: { password: false, captcha: false, registrationId: false },
    });
  });

  test('a request id under its other name, and no sentence that is no text', () => {
    expect(
      classifyMeetingInfoReply({ status: 403, body: { code: 403004, message: {} }, headers: { 'x-request-id': 'r' } }),
    ).toMatchObject({ failure: { requestId: 'r', serverMessage: null, retryAt: null } });
  });

  test('headers of other types than texts throw nothing', () => {
    const headers = { 'retry-after': 30, trackingid: 7, 'x-request-id': 'r' } as never;

    expect(classifyMeetingInfoReply({ status: 429, body: '', headers, now })).toMatchObject({
      failure: { kind: 'rateLimited', requestId: 'r', retryAt: now + 30_000 },
    });
    expect(classifyMeetingInfoReply({ status: 429, body: '', headers: null as never })).toMatchObject({
      failure: { requestId: null, retryAt: null },
    });
  });
});

describe('rows of an app', () => {
  test('explain codes that the package does not know', () => {
    expect(
      classifyMeetingInfoReply({ status: 400, body: { code: 480001 }, codes: { 480001: 'policyDenied' } }),
    ).toMatchObject({ failure: { kind: 'policyDenied', code: 480001 } });
    expect(
      classifyMeetingInfoReply({ status: 403, body: { code: 403999 }, codes: { 403999: 'notStarted' } }),
    ).toMatchObject({ failure: { kind: 'notStarted' }, needs: { password: false } });
  });

  test.each(['policydenied', 'constructor', 5])('of a kind that there is not (%p) leave a code unknown', (kind) => {
    const codes = { 480001: kind } as unknown as WebexCodes;
    expect(classifyMeetingInfoReply({ status: 400, body: { code: 480001 }, codes })).toMatchObject({
      failure: { kind: 'unknownCode', code: 480001, status: 400 },
    });
  });

  test('change nothing about codes that it knows', () => {
    expect(
      classifyMeetingInfoReply({ status: 403, body: { code: 403028 }, codes: { 403028: 'notStarted' } }),
    ).toMatchObject({ failure: { kind: 'passwordWrong' } });
  });
});
