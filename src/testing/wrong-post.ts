import { asRecord } from '../guards/reply-body.js';
import type { Operation, ServiceAnswer } from './answers.types.js';
import { isLost } from './answers.types.js';
import type { AnswerDesk } from './desk.js';

/** Under which name which request tells the service of what stands in a deed. */
const names: Partial<Record<Operation, Readonly<Record<string, string>>>> = {
  meetingInfo: { password: 'password', code: 'captchaVerifyCode', registrationId: 'registrationId' },
  checkSlider: { pointX: 'pointX' },
  checkCode: { code: 'code' },
  reset: { password: 'newPwd' },
};

const answers = ['password', 'code', 'registrationId', 'pointX'] as const;

/** The id of the captcha that an answer brings along. */
export const captchaIn = (answer: ServiceAnswer): unknown =>
  isLost(answer) ? undefined : (answer.body as { captchaID?: unknown } | undefined)?.captchaID;

/** A picture that is drawn smaller or larger has no pixel for each of its own. */
const nearPx = 3;
const agree = (is: unknown, due: unknown): boolean =>
  is === due || (typeof is === 'number' && typeof due === 'number' && Math.abs(is - due) <= nearPx);

/** A retry asks anew: an answer in it is one that the page has kept, and nobody typed. */
function keptAnswer(sent: AnswerDesk['seen']): string | null | undefined {
  if (sent.length === 0) return undefined;
  const kept = sent.flatMap(({ operation, body }) =>
    operation === 'meetingInfo' ? Object.values(names.meetingInfo ?? {}).filter((name) => asRecord(body)[name]) : [],
  );
  return kept.length ? `the retry carries what nobody typed: ${kept.map((name) => `"${name}"`).join(', ')}` : null;
}

/** What is wrong with the request for an answer; `null`: nothing; `undefined`: it has not come yet. */
export function wrongPost(
  deed: { readonly type: string },
  sent: AnswerDesk['seen'],
  captcha: unknown,
): string | null | undefined {
  if (deed.type === 'retry') return keptAnswer(sent);
  const typed = deed as Readonly<Record<string, unknown>>;
  // How a page tells of the meeting is its own affair, and whether it takes a password at once.
  if (!deed.type.startsWith('submit') || !answers.some((name) => typed[name])) return null;
  for (const { operation, body } of sent) {
    const fields = names[operation];
    if (!fields) continue;
    const posted = body as Readonly<Record<string, unknown>> | null;
    const due: [name: string, value: unknown][] = Object.entries(fields).flatMap(([field, name]) =>
      typed[field] ? [[name, typed[field]]] : [],
    );
    if (operation === 'meetingInfo' && typed['code']) due.push(['captchaID', captcha]);
    const wrong = due.find(([name, value]) => !agree(posted?.[name], value));
    if (!wrong) return null;
    const [name, value] = wrong;
    const [is, not] = [posted?.[name], value].map((one) => JSON.stringify(one));
    return `the request does not carry what was ${name === 'captchaID' ? 'shown' : 'typed'}: "${name}" is ${is}, not ${not}`;
  }
  return undefined;
}
