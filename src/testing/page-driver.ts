import { createAnswerDesk } from './desk.js';
import type { AnswerDesk } from './desk.js';
import type { FlowDriver, Seen } from './driver.types.js';
import type { AllowedStep, Expectation, JoinDeed, PathStep, ResetDeed } from './path.types.js';
import { requestOf } from './scenario.js';
import { differences, shown } from './test-path.js';
import { captchaIn, wrongPost } from './wrong-post.js';

type DeedType<Deed> = Deed extends { readonly type: infer Type extends string } ? Type : never;

export interface PageDriverOptions<Deed> {
  /** Opens the page anew, with the flow in `idle`. What was open before is gone: its requests would be counted to this one. */
  readonly open: () => unknown;
  /** What a person does, in clicks and keys. What is left out, the page cannot do: see `allows`. */
  readonly deeds: {
    readonly [Type in DeedType<Deed>]?: (deed: Extract<Deed, { readonly type: Type }>) => unknown;
  };
  /** What the page shows: the state at least. Asked again until it is as expected, or `patienceMs` is over. */
  readonly sees: () => Seen | Promise<Seen>;
  /** Moves the page's clock, as `page.clock.runFor(ms)` does. Left out: paths in which time passes are not for this page. */
  readonly waits?: (ms: number) => unknown;
  /** Answers the page's requests, plugged in by `routeHandler` or `mswResolver`. */
  readonly desk?: AnswerDesk;
  /** How long a page may take to show what it should, and to send its request (ms). 5,000 unless given. */
  readonly patienceMs?: number;
}

export interface PageDriver<Deed> extends FlowDriver<Deed> {
  readonly desk: AnswerDesk;
  /** For the option of that name of `getJoinPaths` and `getResetPaths`: what this page can do. */
  readonly allows: (step: Omit<AllowedStep<Deed>, 'state' | 'failure'>) => boolean;
}

const pollMs = 10;
/** How long a page is watched after the last step: it may show what it should before one request too many is sent (ms). */
const watchMs = 100;
// The runtime's own, whatever a test that fakes timers puts in their place later.
const { setTimeout: later } = globalThis;
const now = /* @__PURE__ */ performance.now.bind(performance);
const pause = (): Promise<void> => new Promise((resolve) => later(resolve, pollMs));

/** A deed of another name would be in no path, and the deeds that it was meant for in none either. */
const deedNames: Readonly<Record<(JoinDeed | ResetDeed)['type'], true>> = {
  ...{ join: true, submitPassword: true, submitCaptcha: true, submitRegistrationId: true, refreshCaptcha: true },
  ...{ start: true, submitSlider: true, submitCode: true, refreshSlider: true, resendCode: true },
  ...{ cancel: true, retry: true, reset: true },
};

/** The states of both flows in which such a request is under way. */
const sending: readonly string[] = ['fetching', 'refreshing', 'checkingSlider', 'checkingCode', 'resetting'];

/**
 * Walks paths through a page of yours: in a browser or in jsdom, with whatever drives it.
 * @throws TypeError without `deeds`.
 * @throws RangeError for a deed that there is not.
 */
export function createPageDriver<Deed extends { readonly type: string }>(
  options: PageDriverOptions<Deed>,
): PageDriver<Deed> {
  const { open, waits, sees, desk = createAnswerDesk(), patienceMs = 5000 } = options;
  // Each entry takes the deeds of its own name only.
  const deeds = options.deeds as Readonly<Record<string, ((deed: Deed) => unknown) | undefined>> | undefined;
  if (!deeds) throw new TypeError('deeds must say what the page can do, such as { join: ({ destination }) => … }.');
  const unknown = Object.keys(deeds).find((name) => !Object.hasOwn(deedNames, name));
  if (unknown !== undefined) throw new RangeError(`There is no deed "${unknown}".`);
  /** How many requests there were when the service answered last, and how many the chart has sent since. */
  let [before, due] = [0, 0];
  /** How many there were before the chart's last one. */
  let fresh = 0;
  /** How many there were before the last deed, while the service has not answered it. */
  let asked: number | null = null;
  /** Whether the last step sends a request, which may still be on its way when the page already shows it. */
  let isLeaving = false;
  /** How long that is waited for. */
  let leavesUntil = 0;
  /** What was done since the page was opened. */
  let done: readonly Deed[] = [];
  /** The id of the captcha that the service gave last. */
  let captcha: unknown;
  const sends = (step: PathStep<Deed>): boolean => {
    const operation = requestOf(step);
    // A repeat waits for its back-off: it is not on its way yet.
    isLeaving =
      operation !== null && (step.by === 'user' || (step.by === 'service' && step.answer.operation !== operation));
    if (operation === null) return false;
    fresh = desk.seen.length;
    leavesUntil = now() + patienceMs;
    return true;
  };
  const answered = (next: number): void => {
    [before, due, asked] = [desk.seen.length, next, null];
  };
  /** @throws Error when more was sent than the chart sends. */
  const countPosts = (): void => {
    const sent = desk.seen.slice(before).map(({ operation }) => operation);
    if (sent.length > due)
      throw new Error(`the page sent too many requests, ${sent.length} and not ${due}: ${sent.join(', ')}`);
  };
  const matches = (seen: Seen, expected: Expectation): boolean => differences(seen, expected).length === 0;
  /** What the page shows as soon as it is right, or when `until` is over. */
  const seesWithin = async (until: number, isRight: (seen: Seen) => boolean): Promise<Seen> => {
    let seen = shown(await sees());
    while (!isRight(seen) && now() < until) {
      await pause();
      seen = shown(await sees());
    }
    return seen;
  };
  return {
    desk,
    allows: ({ by, does }) => (by === 'user' ? does !== undefined && does.type in deeds : by === 'service' || !!waits),
    async begin() {
      desk.clear();
      await open();
      const { state } = await seesWithin(now() + patienceMs, (seen) => seen.state === 'idle');
      if (state !== 'idle') throw new Error(`the page opens with the state ${JSON.stringify(state)}, not "idle"`);
      // What the page before it sent at the last moment must not take the first answer of this one.
      desk.clear();
      [fresh, captcha, isLeaving, done] = [0, undefined, false, []];
      answered(0);
    },
    async does(deed, step) {
      const act = deeds[deed.type];
      if (!act) throw new Error(`this page has no "${deed.type}"`);
      if (sends(step)) due++;
      asked = desk.seen.length;
      done = [...done, deed];
      try {
        await act(deed);
      } catch (error) {
        // What could not be done sends nothing that would have to be waited for.
        isLeaving = false;
        throw error;
      }
    },
    async answers(answer, step) {
      const until = now() + patienceMs;
      // A request that the page has given up may still wait: nobody tells the desk of that.
      while (desk.seen.length <= fresh || !desk.answer(answer)) {
        if (now() > until) throw new Error(`the page asked nothing that "${answer.operation}" answers`);
        await pause();
        // A repeat waits for its back-off, on a clock that may stand still.
        await waits?.(pollMs);
      }
      countPosts();
      captcha = captchaIn(answer) ?? captcha;
      answered(sends(step) ? 1 : 0);
    },
    async waits(ms, step) {
      if (!waits) throw new Error('this page has no clock to move');
      if (sends(step)) due++;
      await waits(ms);
    },
    async sees(expected) {
      const until = now() + patienceMs;
      const seen = await seesWithin(until, (one) => {
        if (matches(one, expected)) return true;
        // What it shows may be the doing of a request too many, which no patience mends.
        countPosts();
        return false;
      });
      const deed = done.at(-1);
      const from = asked;
      if (deed && from !== null && sending.includes(expected.state) && matches(seen, expected)) {
        const wrong = () => wrongPost(deed, desk.seen.slice(from), captcha, done.slice(0, -1));
        while (wrong() === undefined && now() < until) await pause();
        const says = wrong();
        const nothing = `the page sent nothing ${deed.type.startsWith('submit') ? 'of what was typed' : `for a ${deed.type}`}`;
        if (says !== null) throw new Error(says ?? nothing);
      }
      return seen;
    },
    async end() {
      // Another page would be taken to task for a request of this one that comes after it was opened.
      // One that was given up may come all the same, or never.
      const until = now() + Math.min(patienceMs, watchMs) - pollMs;
      while (now() < until || (isLeaving && desk.seen.length <= fresh && now() < leavesUntil)) await pause();
      // Where the machine stood still, time is over, and the page has had none of it: what is due has its turn now.
      await pause();
      countPosts();
    },
  };
}
