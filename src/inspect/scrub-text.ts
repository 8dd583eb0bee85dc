import { REDACTED, type KeyJudge } from './secret-keys.js';

const looksLoaded = /[=:]|bearer|basic/i;
// Each word is looked at once, whether a value follows or not: a text may be one word of a million letters.
const assignment = /([\w-]+)(=[^&#\s;,"'<>]+)?/g;
const jsonMember = /("([\w-]+)"\s*:\s*)("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*)/g;
const scheme = /\b(bearer|basic)\s+[\w.~+/=-]{4,}/gi;
const userInfo = /(\/\/)[^\s/@?#]+@/g;

/** Masks secrets that were written into a text: query parameters, JSON members, `Authorization` schemes, `user:pass@`. */
export function scrubText(text: string, judge: KeyJudge): string {
  if (!looksLoaded.test(text)) return text;
  return text
    .replace(assignment, (all, key: string, value?: string) =>
      value === undefined || judge(key) === 'open' ? all : `${key}=${REDACTED}`,
    )
    .replace(jsonMember, (all, head: string, key: string) => (textHides(judge, key) ? `${head}"${REDACTED}"` : all))
    .replace(scheme, (_all, name: string) => `${name} ${REDACTED}`)
    .replace(userInfo, `$1${REDACTED}@`);
}

/** In a piece of JSON a bare `code` is as a rule the service's own; in a query it is an authorization code. */
function textHides(judge: KeyJudge, key: string): boolean {
  const kind = judge(key);
  return kind === 'secret' || kind === 'hidden';
}
