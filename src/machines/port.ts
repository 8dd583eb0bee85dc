import type { PromiseActorLogic } from 'xstate';
import type { SharedFailureKind } from '../guards/failure.js';
import { asRecord } from '../guards/reply-body.js';
import { countDown } from './clock.js';
import { onceActor } from './once-actor.js';
import { report } from './report.js';
import type { TimeLimit } from './repeat.js';

/** The outcome of a request whose answer was posted before, by this flow or by the one it was restored from. */
export const INTERRUPTED = /* @__PURE__ */ Object.freeze({ ok: false, interrupted: true }) as Interrupted;
declare const one: unique symbol;
/** Known by its identity, so that nothing else may pass for it. */
export interface Interrupted {
  readonly ok: false;
  readonly interrupted: true;
  readonly [one]: never;
}

/** What the chart hands to a port's actor. */
export interface PortInput<Request> extends TimeLimit {
  readonly request: Request;
  /** Epoch ms before which nothing is sent: the back-off of a repeat. */
  readonly startAt: number;
  /** Whether a person's answer is in it: it needs a ticket then. */
  readonly carriesAnswer: boolean;
}

/** Inputs that may still be sent. Identity is the proof: no copy, clone or JSON of an input is in here. */
const tickets = /* @__PURE__ */ new WeakSet<object>();

/** Makes the input of one request. One that carries an answer can be sent once, whoever restores or repeats it. */
export function issueRequest<Request>(input: PortInput<Request>): PortInput<Request> {
  if (input.carriesAnswer) tickets.add(input);
  return input;
}

/** What stands for each port of a chart without services. */
export const unprovidedPort = (provide: string) => (): never => {
  const mistake = new TypeError(`This chart has no services yet: use ${provide}(services).`);
  // What a port throws is told to nobody: it might hold what was typed.
  report(mistake);
  throw mistake;
};

/** @throws TypeError that names the port which the services of an app lack. */
export function requirePorts(services: unknown, ports: object): void {
  for (const name in ports)
    if (typeof asRecord(services)[name] !== 'function') throw new TypeError(`services.${name} must be a function.`);
}

/** What a port's rejection means. Ports should not reject; a transport's error is still told apart from a crash. */
function kindOfCrash(error: unknown): SharedFailureKind {
  const { reason } = asRecord(error);
  return reason === 'network' || reason === 'timeout' ? reason : 'unexpectedReply';
}

/** Whether a port kept its word: success, or a failure that says which. One without a kind could not be told to anyone. */
function isOutcome<Outcome>(outcome: Outcome | null): outcome is Outcome {
  const { ok, failure } = asRecord(outcome);
  return ok === true || (ok === false && typeof asRecord(failure)['kind'] === 'string');
}

/**
 * Why a signal is aborted. One for all, since an exception with a stack for each request costs as much as the request;
 * frozen, so that nothing of one request is left on it for the next.
 */
const givenUp = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ Object.assign(/* @__PURE__ */ new Error('The request was given up.'), { name: 'AbortError' }),
);

/** What comes of each port's request when its time is over. */
const outcomesAtLimit = /* @__PURE__ */ new WeakMap<object, () => unknown>();

/** What an actor says when its time is over; `undefined` for one that has no time limit of its own. */
export const outcomeAtLimit = (logic: unknown): (() => unknown) | undefined =>
  // Whatever is no object is no key either.
  outcomesAtLimit.get(logic as object);

/**
 * A port as an actor: spends the ticket, waits for the back-off, asks once, and ends in time whatever the service does.
 * A crash is an outcome, so that nothing secret rides on an exception.
 * @param call Gives `null` for what no port may say.
 */
export function portActor<Request, Outcome>(
  call: (request: Request, signal: AbortSignal) => Promise<Outcome | null>,
  crash: (kind: SharedFailureKind) => Outcome,
): PromiseActorLogic<Outcome | Interrupted, PortInput<Request>> {
  const logic = onceActor<Outcome | Interrupted, PortInput<Request>>((input, clock, done) => {
    const { request, startAt, endsAt, mostMs, carriesAnswer } = input;
    const controller = new AbortController();
    let stopWait = (): void => undefined;
    let stopLimit = stopWait;
    const giveUp = (): void => {
      stopLimit();
      stopWait();
      controller.abort(givenUp);
    };
    if (carriesAnswer && !tickets.delete(input)) {
      done(INTERRUPTED);
      return giveUp;
    }
    const ask = async (): Promise<void> => {
      let outcome: Outcome;
      try {
        const said = await call(request, controller.signal);
        outcome = isOutcome(said) ? said : crash('unexpectedReply');
      } catch (error) {
        outcome = crash(kindOfCrash(error));
      }
      stopLimit();
      done(outcome);
    };
    // No wait is longer: on a clock that was set back since, the request begins now.
    const ahead = startAt - clock.now();
    const shift = ahead > mostMs ? ahead : 0;
    stopLimit = countDown(clock, Math.min(endsAt - shift, clock.now() + mostMs), () => {
      giveUp();
      done(crash('timeout'));
    });
    // Time that is over by now has said so already.
    if (!controller.signal.aborted) {
      if (ahead > shift) stopWait = countDown(clock, startAt, () => void ask());
      else void ask();
    }
    return giveUp;
  });
  outcomesAtLimit.set(logic, () => crash('timeout'));
  return logic;
}
