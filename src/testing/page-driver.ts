import type { Operation } from './answers.types.js';
import { createAnswerDesk } from './desk.js';
import type { AnswerDesk } from './desk.js';
import type { FlowDriver, Seen } from './driver.types.js';
import type { AllowedStep, Expectation } from './path.types.js';

type DeedType<Deed> = Deed extends { readonly type: infer Type extends string } ? Type : never;

export interface PageDriverOptions<Deed> {
  /** Opens the page anew, with the flow in `idle`. */
  readonly open: () => void | Promise<void>;
  /** What a person does, in clicks and keys. What is left out, the page cannot do: see `allows`. */
  readonly deeds: {
    readonly [Type in DeedType<Deed>]?: (deed: Extract<Deed, { readonly type: Type }>) => void | Promise<void>;
  };
  /** What the page shows: the state at least. Asked again until it is as expected, or `patienceMs` is over. */
  readonly sees: () => Seen | Promise<Seen>;
  /** Moves the page's clock, as `page.clock.runFor(ms)` does. Left out: paths in which time passes are not for this page. */
  readonly waits?: (ms: number) => void | Promise<void>;
  /** Answers the page's requests, plugged in by `routeHandler` or `mswResolver`. */
  readonly desk?: AnswerDesk;
  /** How long a page may take to show what it should, and to send its request (ms). 5,000 unless given. */
  readonly patienceMs?: number;
}

export interface PageDriver<Deed> extends FlowDriver<Deed> {
  readonly desk: AnswerDesk;
  /** For the option of that name of `getJoinPaths` and `getResetPaths`: what this page can do. */
  readonly allows: (step: Omit<AllowedStep<Deed>, 'state'>) => boolean;
}

const pollMs = 10;
// The runtime's own, whatever a test that fakes timers puts in their place later.
const { setTimeout: later } = globalThis;
const now = /* @__PURE__ */ performance.now.bind(performance);
const pause = (): Promise<void> => new Promise((resolve) => later(resolve, pollMs));

/** Where an answer stands in a deed, and under which name which request tells the service of it. */
const answers: Readonly<Record<string, readonly [field: string, names: Partial<Record<Operation, string>>]>> = {
  submitPassword: ['password', { meetingInfo: 'password', reset: 'newPwd' }],
  submitCaptcha: ['code', { meetingInfo: 'captchaVerifyCode' }],
  submitRegistrationId: ['registrationId', { meetingInfo: 'registrationId' }],
  submitCode: ['code', { checkCode: 'code' }],
};

/** The states of both flows in which such a request is under way. */
const sending: readonly string[] = ['fetching', 'checkingCode', 'resetting'];

/** What is wrong with the request for an answer; `null`: nothing; `undefined`: it has not come yet. */
function wrongPost(deed: { readonly type: string }, sent: AnswerDesk['seen']): string | null | undefined {
  const [field, names] = answers[deed.type] ?? [];
  const typed = field && (deed as Readonly<Record<string, unknown>>)[field];
  if (!names || !typed) return null;
  for (const { operation, body } of sent) {
    const name = names[operation];
    if (!name) continue;
    const posted = (body as Readonly<Record<string, unknown>> | null)?.[name];
    const [is, not] = [posted, typed].map((value) => JSON.stringify(value));
    return posted === typed ? null : `the request does not carry what was typed: "${name}" is ${is}, not ${not}`;
  }
  return undefined;
}

/** Walks paths through a page of yours: in a browser or in jsdom, with whatever drives it. */
export function createPageDriver<Deed extends { readonly type: string }>(
  options: PageDriverOptions<Deed>,
): PageDriver<Deed> {
  const { open, waits, sees, desk = createAnswerDesk(), patienceMs = 5000 } = options;
  // Each entry takes the deeds of its own name only.
  const deeds = options.deeds as Readonly<Record<string, ((deed: Deed) => void | Promise<void>) | undefined>>;
  /** What was sent when the service answered last, and what a person has done since. */
  let [before, deedsSince, hasWaited] = [0, 0, false];
  let last: { readonly deed: Deed; readonly from: number } | null = null;
  const answered = (): void => {
    [before, deedsSince, hasWaited, last] = [desk.seen.length, 0, false, null];
  };
  /** @throws Error when more was sent than one request for each deed, or one that the flow sends by itself. */
  const countPosts = (): void => {
    const sent = desk.seen.slice(before).map(({ operation }) => operation);
    const due = Math.max(deedsSince, 1);
    // Repeats come as time passes: how many are due is the chart's business.
    if (sent.length > due && !hasWaited)
      throw new Error(`the page sent too many requests, ${sent.length} and not ${due}: ${sent.join(', ')}`);
  };
  const matches = (seen: Seen, { state, failure }: Expectation): boolean =>
    seen.state === state && (seen.failure === undefined || seen.failure === failure);
  return {
    desk,
    allows: ({ by, does }) => (by === 'user' ? does !== undefined && does.type in deeds : by === 'service' || !!waits),
    async begin() {
      desk.clear();
      await open();
      // What the page before it sent at the last moment must not take the first answer of this one.
      desk.clear();
      answered();
    },
    async does(deed) {
      const act = deeds[deed.type];
      if (!act) throw new Error(`this page has no "${deed.type}"`);
      deedsSince++;
      last = { deed, from: desk.seen.length };
      await act(deed);
    },
    async answers(answer) {
      const until = now() + patienceMs;
      while (!desk.answer(answer)) {
        if (now() > until) throw new Error(`the page asked nothing that "${answer.operation}" answers`);
        await pause();
        // A repeat waits for its back-off, on a clock that may stand still.
        await waits?.(pollMs);
      }
      countPosts();
      answered();
    },
    async waits(ms) {
      if (!waits) throw new Error('this page has no clock to move');
      hasWaited = true;
      await waits(ms);
    },
    async sees(expected) {
      const until = now() + patienceMs;
      let seen = await sees();
      while (!matches(seen, expected) && now() < until) {
        await pause();
        seen = await sees();
      }
      if (last && sending.includes(expected.state) && matches(seen, expected)) {
        const { deed, from } = last;
        const wrong = () => wrongPost(deed, desk.seen.slice(from));
        while (wrong() === undefined && now() < until) await pause();
        const says = wrong();
        if (says !== null) throw new Error(says ?? 'the page sent nothing of what was typed');
      }
      return seen;
    },
    end: countPosts,
  };
}
