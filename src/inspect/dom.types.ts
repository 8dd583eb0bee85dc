/** A class of a page, where TypeScript knows pages; in a project that runs in Node alone there is none to give. */
export type Dom<Name extends string> =
  typeof globalThis extends Readonly<Record<Name, { readonly prototype: infer Type }>> ? Type : object;
