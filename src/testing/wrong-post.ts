import { asRecord } from '../guards/reply-body.js';
import type { Operation, ServiceAnswer } from './answers.types.js';
import { isLost } from './answers.types.js';

/** A request to either service, as it came in. */
export interface Posted {
  readonly operation: Operation;
  readonly url: string;
  readonly body: unknown;
}

/** What is done in a path, as far as it is looked at here: its answers have the names below. */
interface Deed {
  readonly type: string;
}

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

const quoted = (all: readonly string[]): string => all.map((name) => `"${name}"`).join(', ');
const typedIn = (deed: Deed): Readonly<Record<string, unknown>> => ({ ...deed });

/** A retry asks anew, and so does a join: an answer in it is one that the page has kept. */
function keptAnswer(deed: Deed, sent: readonly Posted[], before: readonly Deed[]): string | null | undefined {
  if (sent.length === 0) return undefined;
  // In a join a page may send what it has from elsewhere, and not what was typed for the meeting before.
  const isOld = (value: unknown): boolean =>
    deed.type === 'retry' ||
    (!Object.values(deed).includes(value) && before.some((one) => Object.values(one).includes(value)));
  const kept = sent.flatMap(({ operation, body }) =>
    operation === 'meetingInfo'
      ? Object.values(names.meetingInfo ?? {}).filter((name) => asRecord(body)[name] && isOld(asRecord(body)[name]))
      : [],
  );
  const what = deed.type === 'retry' ? 'nobody typed' : 'was typed before it';
  return kept.length ? `the ${deed.type} carries what ${what}: ${quoted(kept)}` : null;
}

const notShown = (name: string, is: unknown, not: unknown): string =>
  `the request does not carry what was shown: "${name}" is ${JSON.stringify(is)}, not ${JSON.stringify(not)}`;

/** Another captcha is asked for in the place of the one that is shown. */
function otherCaptcha(sent: readonly Posted[], captcha: unknown): string | null | undefined {
  const request = sent.find(({ operation }) => operation === 'refreshCaptcha');
  if (!request) return undefined;
  const { captchaId } = asRecord(request.body);
  return captchaId === captcha ? null : notShown('captchaId', captchaId, captcha);
}

/** A form writes a blank as a plus. */
const unplussed = (text: string): string => text.replaceAll('+', ' ');

/** An address is in logs and histories: none holds an answer. */
function shownAnswer(deed: Deed, sent: readonly Posted[]): string | null {
  const typed = typedIn(deed);
  const params = sent.flatMap(({ url }) => [...new URL(url).searchParams.values()]);
  const shown = answers.filter((name) => {
    const value = typed[name];
    return typeof value === 'string' && value !== '' && params.some((one) => unplussed(one).includes(unplussed(value)));
  });
  return shown.length ? `the address of the request holds what was typed: ${quoted(shown)}` : null;
}

/**
 * What is wrong with the request for an answer; `null`: nothing; `undefined`: it has not come yet.
 * @param before What was done before it.
 */
export function wrongPost(
  deed: Deed,
  sent: readonly Posted[],
  captcha: unknown,
  before: readonly Deed[] = [],
): string | null | undefined {
  if (deed.type === 'retry' || (deed.type === 'join' && before.length > 0)) return keptAnswer(deed, sent, before);
  if (deed.type === 'refreshCaptcha') return otherCaptcha(sent, captcha);
  const typed = typedIn(deed);
  // How a page tells of the meeting is its own affair, and whether it takes a password at once.
  if (!deed.type.startsWith('submit') || !answers.some((name) => typed[name])) return null;
  const shown = shownAnswer(deed, sent);
  if (shown !== null) return shown;
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
    if (name === 'captchaID') return notShown(name, posted?.[name], value);
    const [is, not] = [posted?.[name], value].map((one) => JSON.stringify(one));
    return `the request does not carry what was typed: "${name}" is ${is}, not ${not}`;
  }
  return undefined;
}
