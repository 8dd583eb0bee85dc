/** Mutants that change nothing anyone could see, and why. */
export const equivalents: Readonly<Record<string, string>> = {};
