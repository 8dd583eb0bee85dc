import { describeError } from './huawei-errors.js';
import type { HuaweiError } from './huawei-errors.js';
import { huaweiDefaults } from './huawei-options.js';
import type { HuaweiChoices, HuaweiSimulatorOptions } from './huawei-options.js';
import { createHuaweiRules } from './huawei-rules.js';
import type { HuaweiOperation, HuaweiState } from './huawei-rules.js';
import type { SimulatorClock, SimulatorPart, SimulatorReply, SimulatorRequest } from './part.types.js';

export type { HuaweiSimulatorOptions, HuaweiUser } from './huawei-options.js';
export type { DeliveredCode } from './huawei-rules.js';

/** The Huawei half of the simulator, and what a test or the page may look up behind the service's back. */
export type HuaweiPart = SimulatorPart &
  Pick<HuaweiState, 'outbox' | 'sliderAnswer' | 'passwordOf' | 'mustChangePassword'> & {
    /** Forgets every token, code and changed password. */
    readonly reset: () => void;
    /** Turns choices while it runs, until `reset`. */
    readonly choose: (options: HuaweiSimulatorOptions) => void;
  };

const operations: Readonly<Record<string, readonly [method: string, operation: HuaweiOperation]>> = {
  'auth/slideverifycode/send': ['POST', 'sendSlider'],
  'auth/slideverifycode/check': ['PUT', 'checkSlider'],
  'verifycode/send': ['POST', 'sendCode'],
  'verifycode/check': ['PUT', 'checkCode'],
  'password/reset': ['PUT', 'reset'],
};

/**
 * The second is of 2019: docs/protocols/huawei-password-reset.md, "Error bodies". That the rest of such a path equals
 * today's is a choice.
 */
const prefix = /^\/(v1\/usg\/acs|rest\/usg\/ap\/v1)\/(.+)$/;

const fixedHeaders = {
  'content-type': 'application/json;charset=UTF-8',
  'cache-control': 'no-cache',
  pragma: 'no-cache',
};

/** The five operations of the password reset, with everything checked that the service is documented to check. */
export function createHuaweiPart(options: HuaweiSimulatorOptions, clock: SimulatorClock): HuaweiPart {
  const choices: { -readonly [Name in keyof HuaweiChoices]: HuaweiChoices[Name] } = { ...huaweiDefaults, ...options };
  const { perform, state } = createHuaweiRules(choices, clock);

  const unknownCode = (): string => `USG.2${String(Math.floor(choices.random() * 1e5)).padStart(5, '0')}999`;
  const hidden = (code: string): boolean =>
    choices.unknownCodes === 'all' || (choices.unknownCodes === 'undocumented' && code.startsWith('SIM.'));

  function answer(request: SimulatorRequest, legacy: boolean, requestId: string): SimulatorReply {
    const headers = { ...fixedHeaders, 'x-request-id': requestId };
    const [method, operation] = operations[prefix.exec(request.url.pathname)?.[2] ?? ''] ?? [];
    const started = clock.now();
    const result: HuaweiError | Record<string, unknown> | null =
      operation === undefined || method !== request.method ? 'wrongMethod' : perform(operation, request);

    if (typeof result === 'string') {
      const error = describeError(result, request.headers['accept-language']);
      const code = hidden(error.code) ? unknownCode() : error.code;
      return legacy
        ? {
            status: 200,
            headers,
            body: { returnCode: code.replace('USG.', ''), returnMessage: error.message, requestId },
          }
        : { status: error.status, headers, body: { error_code: code, error_msg: error.message } };
    }
    if (legacy) {
      const body = {
        returnCode: '000000000',
        returnMessage: 'SUCCESS',
        achievementTime: clock.now() - started,
        requestId,
      };
      return { status: 200, headers, body: { ...body, data: result } };
    }
    return { status: 200, headers, body: result ?? undefined };
  }

  return {
    outbox: state.outbox,
    sliderAnswer: state.sliderAnswer,
    passwordOf: state.passwordOf,
    mustChangePassword: state.mustChangePassword,
    choose: (more) => {
      Object.assign(choices, more);
    },
    reset: () => {
      Object.assign(choices, huaweiDefaults, options);
      state.reset();
    },
    handle: (request) => {
      const [, base, rest] = prefix.exec(request.url.pathname) ?? [];
      if (rest === undefined || !Object.hasOwn(operations, rest) || request.method === 'OPTIONS') return null;
      const legacy = base === 'rest/usg/ap/v1' || choices.envelope === 'legacy';
      return answer(request, legacy, request.headers['x-request-id'] ?? state.newToken());
    },
  };
}
