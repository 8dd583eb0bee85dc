import type { HuaweiError } from './huawei-errors.js';
import type { HuaweiChoices, HuaweiUser } from './huawei-options.js';
import { breaksPasswordRules } from './huawei-password-rules.js';
import { readFields } from './huawei-fields.js';
import type { SimulatorClock, SimulatorRequest } from './part.types.js';
import { drawSlider, sliderSize } from './slider-picture.js';
import { pngDataUrl } from './png.js';

export type HuaweiOperation = 'sendSlider' | 'checkSlider' | 'sendCode' | 'checkCode' | 'reset';

/** A one-time code on its way to a phone or a mailbox. */
export interface DeliveredCode {
  /** The account name. */
  readonly user: string;
  readonly code: string;
  readonly sentTo: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface HuaweiState {
  /** Every code that was "delivered", oldest first. The same list object for good. */
  readonly outbox: readonly DeliveredCode[];
  /** The `pointX` that solves the slider of this token, or `null` when the token is not alive. */
  readonly sliderAnswer: (token: string) => number | null;
  /** Today's password of a user named by account, phone or mail, or `null`. */
  readonly passwordOf: (user: string) => string | null;
  /** Whether the password of this user was set as a temporary one. */
  readonly mustChangePassword: (user: string) => boolean;
  readonly newToken: () => string;
  readonly reset: () => void;
}

interface Grant {
  /** The `user` field exactly as it came: the service wants the same string at every step. */
  readonly user: string;
  readonly expiresAt: number;
}
type SliderGrant = Grant & { readonly purpose: number; readonly x: number };
type SolvedGrant = Grant & { readonly purpose: number };
interface SentCode {
  readonly code: string;
  readonly expiresAt: number;
  tries: number;
}

const forgottenPassword = 1;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const maskPhone = (phone: string): string => `${phone.slice(0, 6)}****${phone.slice(-4)}`;
const maskEmail = (email: string): string => {
  const at = email.indexOf('@');
  return `${email.slice(0, Math.min(3, at))}****${email.slice(at)}`;
};

/** An error's name, a body, or `null` for the empty body of the reset. */
export type HuaweiResult = HuaweiError | Record<string, unknown> | null;

/** The state and the rules behind the five addresses. `choices` is read anew at each request. */
export function createHuaweiRules(
  choices: HuaweiChoices,
  clock: SimulatorClock,
): {
  readonly perform: (operation: HuaweiOperation, request: SimulatorRequest) => HuaweiResult;
  readonly state: HuaweiState;
} {
  const sliders = new Map<string, SliderGrant>();
  const solved = new Map<string, SolvedGrant>();
  const codes = new Map<string, SentCode>();
  const lastCodeAt = new Map<string, number>();
  const resets = new Map<string, Grant>();
  const passwords = new Map<string, { password: string; temporary: boolean }>();
  const outbox: DeliveredCode[] = [];

  const pick = (below: number): number => Math.floor(choices.random() * below);
  const newToken = (): string => Array.from({ length: 33 }, () => alphabet[pick(alphabet.length)]).join('');
  const inSeconds = (seconds: number): number => clock.now() + seconds * 1000;
  const expired = (grant: { readonly expiresAt: number }): boolean => clock.now() >= grant.expiresAt;
  const findUser = (user: string): HuaweiUser | undefined =>
    choices.users.find(({ account, phone, email }) => user === account || user === phone || user === email);
  const passwordOf = (user: HuaweiUser): string => passwords.get(user.account)?.password ?? user.password;

  function sendSlider(request: SimulatorRequest): HuaweiResult {
    const fields = readFields(request, { user: 'user', clientType: 'clientType', checkType: 'checkType?' });
    if (!fields) return 'parameter';
    const user = fields.text('user');
    if (choices.unknownUser === 'sendSlider' && !findUser(user)) return 'unknownUser';
    const hole = {
      x: 60 + pick(sliderSize.width - sliderSize.body - 60 + 1),
      y: pick(sliderSize.height - sliderSize.piece + 1),
    };
    // The last seven columns hold the knob, which the picture cuts off there: allowed, since the body still fits.
    const picture = drawSlider(hole, choices.random);
    const token = newToken();
    const expire = choices.sliderTokenLifeS;
    sliders.set(token, { user, purpose: fields.number('checkType') ?? 0, x: hole.x, expiresAt: inSeconds(expire) });
    return {
      shadowImage: pngDataUrl(picture.background),
      cutImage: pngDataUrl(picture.piece),
      pointY: hole.y,
      token,
      expire,
    };
  }

  function checkSlider(request: SimulatorRequest): HuaweiResult {
    const fields = readFields(request, {
      user: 'user',
      clientType: 'clientType',
      checkType: 'checkType?',
      token: 'text',
      pointX: 'integer',
      slideTime: 'integer',
    });
    if (!fields) return 'parameter';
    const token = fields.text('token');
    const slider = sliders.get(token);
    if (!slider) return 'sliderTokenUnknown';
    sliders.delete(token);
    if (expired(slider)) return 'sliderExpired';
    if (slider.user !== fields.text('user')) return 'sliderOtherUser';
    if (slider.purpose !== (fields.number('checkType') ?? 0)) return 'sliderOtherPurpose';
    const slideTime = fields.number('slideTime') ?? 0;
    if (slideTime < 1 || slideTime > choices.sliderTokenLifeS * 1000) return 'sliderTime';
    if (Math.abs((fields.number('pointX') ?? -1) - slider.x) > choices.sliderTolerancePx) return 'sliderMismatch';
    const next = newToken();
    const expire = choices.solvedTokenLifeS;
    solved.set(next, { user: slider.user, purpose: slider.purpose, expiresAt: inSeconds(expire) });
    return { token: next, expire };
  }

  function sendCode(request: SimulatorRequest): HuaweiResult {
    const fields = readFields(request, { user: 'user', sendMethod: 'sendMethod?', token: 'text?' });
    if (!fields) return 'parameter';
    const user = fields.text('user');
    const method = fields.text('sendMethod');
    const known = findUser(user);
    if (method === '' && (known ? user === known.account : !/^\+|@/.test(user))) return 'parameter';
    const token = fields.text('token');
    if (token === '') return 'solvedTokenMissing';
    const grant = solved.get(token);
    if (!grant) return 'solvedTokenUnknown';
    if (expired(grant)) return 'solvedTokenExpired';
    if (grant.user !== user) return 'solvedTokenOtherUser';
    if (grant.purpose !== forgottenPassword) return 'solvedTokenOtherPurpose';
    const hides = choices.unknownUser === 'never';
    const account = known?.account ?? user;
    if (!known && !hides) return 'unknownUser';
    if (clock.now() < (lastCodeAt.get(account) ?? -Infinity) + choices.resendCooldownS * 1000) return 'codeTooSoon';
    const byMail = method === 'email' || (method === '' && known?.phone === undefined);
    const sentTo = byMail ? known?.email : known?.phone;
    if (sentTo === undefined && !hides) return 'noAddress';

    solved.delete(token);
    lastCodeAt.set(account, clock.now());
    if (sentTo !== undefined) {
      const code = Array.from({ length: choices.codeDigits }, () => pick(10)).join('');
      codes.set(user, { code, expiresAt: inSeconds(choices.codeLifeS), tries: 0 });
      outbox.push({ user: account, code, sentTo, at: clock.now() });
    }
    const mask = hides || sentTo === undefined ? null : byMail ? maskEmail(sentTo) : maskPhone(sentTo);
    return { expire: choices.codeLifeS, bindPhone: byMail ? null : mask, bindEmail: byMail ? mask : null };
  }

  function checkCode(request: SimulatorRequest): HuaweiResult {
    const fields = readFields(request, { user: 'user', code: 'code' });
    if (!fields) return 'parameter';
    const user = fields.text('user');
    const sent = codes.get(user);
    if (!sent) return choices.unknownUser === 'never' ? 'wrongCode' : 'noCode';
    if (expired(sent)) return 'codeExpired';
    if (sent.tries >= choices.codeTries) return 'codeTries';
    if (sent.code !== fields.text('code')) {
      sent.tries++;
      return 'wrongCode';
    }
    codes.delete(user);
    const token = newToken();
    const expire = choices.resetTokenLifeS;
    resets.set(token, { user, expiresAt: inSeconds(expire) });
    return { token, expire };
  }

  function resetPassword(request: SimulatorRequest): HuaweiResult {
    const token = request.headers['x-access-token'] ?? '';
    if (token === '') return 'resetTokenMissing';
    const fields = readFields(request, { user: 'user', newPwd: 'text', passWordType: 'integer?' });
    if (!fields) return 'parameter';
    const grant = resets.get(token);
    if (!grant) return 'resetTokenUnknown';
    if (expired(grant)) return 'resetTokenExpired';
    const user = fields.text('user');
    const known = findUser(user);
    if (grant.user !== user || !known) return 'resetTokenOtherUser';
    if (known.mayChangePassword === false) return 'mayNotChange';
    const password = fields.text('newPwd');
    if (breaksPasswordRules(password, known.account)) return 'badPassword';
    if (!choices.oldPasswordAllowed && password === passwordOf(known)) return 'oldPassword';
    resets.delete(token);
    passwords.set(known.account, { password, temporary: fields.number('passWordType') === 1 });
    return null;
  }

  const rules = { sendSlider, checkSlider, sendCode, checkCode, reset: resetPassword };
  return {
    perform: (operation, request) => rules[operation](request),
    state: {
      outbox,
      newToken,
      sliderAnswer: (token) => {
        const slider = sliders.get(token);
        return slider && !expired(slider) ? slider.x : null;
      },
      passwordOf: (user) => {
        const known = findUser(user);
        return known ? passwordOf(known) : null;
      },
      mustChangePassword: (user) => passwords.get(findUser(user)?.account ?? '')?.temporary === true,
      reset: () => {
        for (const map of [sliders, solved, codes, lastCodeAt, resets, passwords]) map.clear();
        outbox.length = 0;
      },
    },
  };
}
