import { sharedTraits } from './failure.js';
import type { FailureKind } from './failure.js';
import { joinTraits } from './join-failure.js';
import { resetTraits } from './reset-failure.js';

/** The closed set, in the order of the tables. */
// Object.keys cannot be typed by its object; the three tables are exhaustive records of the three kind unions.
export const failureKinds = /* @__PURE__ */ Object.keys(
  // Not spread: bundlers keep a spread, since it might run a getter.
  /* @__PURE__ */ Object.assign({}, joinTraits, resetTraits, sharedTraits),
) as FailureKind[] as readonly FailureKind[];
