import { createActor } from 'xstate';
import { createJoinFlow, getJoinView, provideJoinServices, reveal, secret } from 'meeting-join-flow';
import type { JoinServices, JoinView, ResetServices } from 'meeting-join-flow';
import { seededRandom } from '../../src/testing/random.js';
import { asksPassword, joined, refused } from './join-services.js';
import type { MovedClock } from './moved-clock.js';
import { createMovedClock, settle } from './moved-clock.js';
import { changed, known, passed, refusal, sent, slider } from './reset-services.js';
import { restore, runController, store, stored, storedNames, ways } from './restore-ways.js';
import type { How, RunningReset } from './restore-ways.js';

const hour = 3_600_000;
/** A deadline is met within this much of its true time (ms). */
const tolerance = 1000;
const never = new Promise<never>(() => undefined);

const check = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

function rollDice(seed: number) {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const of = <Value>(values: readonly Value[]): Value => values[below(values.length)]!;
  const how = (): How => ({ way: of(ways), as: of(storedNames) });
  return { below, of, how, oneIn: (times: number): boolean => below(times) === 0 };
}

/** Counts what was posted by the value that was typed, or by the token that was used up: none may be posted twice. */
function countPosts() {
  const posts = new Map<string, number>();
  return {
    count: (answer: string): void => void posts.set(answer, (posts.get(answer) ?? 0) + 1),
    twice: (): string[] => [...posts].filter(([, times]) => times > 1).map(([answer]) => answer),
  };
}

/** When a deadline ought to fire, in ms that passed since the beginning: by the wall clock, or by the time that was left. */
function expectDeadline(at: number, now: number) {
  let left = at - now;
  let passed = 0;
  let fired: number | null = null;
  return {
    /** Armed anew, by the wall clock. */
    arm: (wall: number): void => void (left = at - wall),
    pass(ms: number, wall: number): void {
      const wait = Math.max(0, Math.min(left, at - wall));
      if (wait <= ms) fired ??= passed + wait;
      left -= ms;
      passed += ms;
    },
    /** Nobody is there to notice, not even one that ended less than a look at the clock ago. */
    sleep(ms: number, wasSeen: boolean): void {
      if (fired !== null && !wasSeen && passed - fired < tolerance) fired = null;
      passed += ms;
    },
    isDue: (): boolean => fired !== null,
    left: (wall: number): number => Math.max(0, Math.min(left, at - wall)),
    fired: (): number => fired ?? Infinity,
  };
}

/** Goes to `codeRequired` without a detour. */
async function reachCode(running: RunningReset): Promise<void> {
  running.start();
  await settle();
  running.submitSlider();
  await settle(6);
  check(running.view().state === 'codeRequired', `no code: ${JSON.stringify(running.view())}`);
}

/**
 * A code is sent; the flow is stored and restored at random moments, at times with the code's check in flight, on a
 * clock that is set an hour forward or back at times; then time passes until both deadlines of the code are over.
 * @returns how many restores there were
 */
export async function runResetDeadlines(seed: number): Promise<number> {
  const { below, of, how, oneIn } = rollDice(seed);
  const clock = createMovedClock();
  const { count, twice } = countPosts();
  const life = 20 + below(300);
  let sliders = 0;
  const services: ResetServices = {
    sendSlider: async () => slider(`T1 ${++sliders}`, 1_000_000),
    checkSlider: async ({ token }) => (count(reveal(token)), passed()),
    sendCode: async ({ token }) => (count(reveal(token)), sent(life)),
    checkCode: async ({ code }) => (count(reveal(code)), oneIn(2) ? refusal('codeWrong') : never),
    reset: () => never,
  };
  let running = runController(services, clock);
  await reachCode(running);

  const begin = clock.now();
  let jumped = 0;
  const seen = { over: Infinity, resend: Infinity, left: Infinity };
  const note = (): void => {
    const { state, can } = running.view();
    const now = clock.now() - begin - jumped;
    if (state === 'requestingSlider') seen.left = Math.min(seen.left, now);
    if (state === 'codeRequired' && can.resendCode) seen.resend = Math.min(seen.resend, now);
    if (state === 'codeRequired' && !can.submit) seen.over = Math.min(seen.over, now);
  };
  const watch = async (): Promise<void> => {
    running.onChange(note);
    await settle();
    note();
  };
  await watch();

  const ends = {
    code: expectDeadline(begin + life * 1000, begin),
    resend: expectDeadline(begin + 180_000, begin),
  };
  const both = [ends.code, ends.resend];
  const pass = async (ms: number): Promise<void> => {
    for (const end of both) end.pass(ms, clock.now());
    await clock.advance(ms);
    await settle();
  };
  const jump = (): void => {
    const ms = oneIn(4) ? of([hour, -hour]) : 0;
    clock.jump(ms);
    jumped += ms;
  };

  let restores = 0;
  for (let rounds = 1 + below(3); rounds > 0 && running.view().state === 'codeRequired'; rounds--) {
    await pass(below(life * 500));
    jump();
    await pass(below(20_000));
    if (running.view().state !== 'codeRequired') break;
    if (oneIn(3)) running.submitCode(`code ${seed} ${rounds}`);
    const chosen = how();
    const snapshot = store(running, chosen);
    // The same snapshot, started somewhere else as well.
    if (oneIn(3)) {
      const other = restore(snapshot, chosen, { ...services, sendSlider: () => never }, clock);
      await settle();
      other.stop();
      restores++;
    }
    const away = oneIn(2) ? below(100_000) : 0;
    ends.code.sleep(away, seen.over < Infinity);
    ends.resend.sleep(away, seen.resend < Infinity);
    await clock.advance(away);
    jump();
    running = restore(snapshot, chosen, services, clock);
    restores++;
    for (const end of both) end.arm(clock.now());
    await watch();
    await pass(0);
  }
  await pass(Math.max(...both.map((end) => (end.isDue() ? 0 : end.left(clock.now())))) + 2 * tolerance);

  const [codeDue, resendDue] = [ends.code.fired(), ends.resend.fired()];
  const due = { over: codeDue, resend: resendDue, left: Math.max(codeDue, resendDue) };
  const story = `seed ${seed}: ${JSON.stringify({ life, due, seen, restores })}`;
  const isMet = (name: keyof typeof due): boolean => seen[name] >= due[name] - 1 && seen[name] <= due[name] + tolerance;
  check(twice().length === 0, `posted twice: ${twice().join()}, ${story}`);
  check(sliders === 2, `${sliders - 1} more sliders were asked for, ${story}`);
  check(isMet('left'), `the next slider was not asked for in time, ${story}`);
  // Of two deadlines that end together only the last one shows.
  if (codeDue + tolerance < resendDue) check(isMet('over'), `the code did not end in time, ${story}`);
  if (resendDue + tolerance < codeDue) check(isMet('resend'), `the cool-down did not end in time, ${story}`);
  running.stop();
  check(clock.waiting === 0, `timers are left, ${story}`);
  return restores;
}

/** A service that takes its time, on the clock of the flow. */
const after = <Outcome>(clock: MovedClock, ms: number, outcome: () => Outcome): Promise<Outcome> =>
  new Promise((resolve) => void clock.setTimeout(() => resolve(outcome()), ms));

/**
 * A whole password reset, stored and restored in any state; each answer is another value, so that the service can tell
 * whether one comes twice. It has to come to `success` in the end.
 */
export async function runResetToSuccess(seed: number): Promise<number> {
  const { below, of, how, oneIn } = rollDice(seed);
  const clock = createMovedClock();
  const { count, twice } = countPosts();
  let made = 0;
  const take = () => below(4000);
  const services: ResetServices = {
    sendSlider: () => after(clock, take(), () => (oneIn(6) ? refusal('network') : slider(`T1 ${++made}`))),
    checkSlider: ({ token }) => {
      count(reveal(token));
      return after(clock, take(), () => (oneIn(6) ? refusal('sliderWrong') : passed(`T2 ${++made}`)));
    },
    sendCode: ({ token }) => {
      count(reveal(token));
      return after(clock, take(), () => (oneIn(6) ? refusal('codeTooSoon') : sent()));
    },
    checkCode: ({ code }) => {
      count(reveal(code));
      return after(clock, take(), () => (oneIn(4) ? refusal('codeWrong') : known(`T4 ${++made}`)));
    },
    reset: ({ newPassword }) => {
      count(reveal(newPassword));
      return after(clock, take(), () => (oneIn(4) ? refusal(of(['passwordNotAcceptable', 'network'])) : changed));
    },
  };
  let running = runController(services, clock);
  let restores = 0;
  for (let turns = 0; running.view().state !== 'success'; turns++) {
    check(turns < 600, `seed ${seed}: no way to success: ${JSON.stringify(running.view())}`);
    const view = running.view();
    const { state, can } = view;
    if (state === 'idle') running.start();
    else if (state === 'error') (can.retry ? running.retry : running.start)();
    else if (state === 'sliderRequired') running.submitSlider();
    else if (state === 'codeRequired' && can.submit) running.submitCode(`code ${++made}`);
    else if (state === 'newPasswordRequired') running.submitPassword(`Brand-new-${7000 + ++made}`);
    // Stored and started again on clocks that were set back, a cool-down may last for hours: it is an absolute time.
    const wait = view.state === 'codeRequired' && !can.submit ? Math.max(60_000, view.resendAt - clock.now()) : 5000;
    await clock.advance(below(wait));
    if (turns < 40 && oneIn(3)) {
      const chosen = how();
      const snapshot = store(running, chosen);
      if (oneIn(4)) {
        const other = restore(snapshot, chosen, services, clock);
        await settle();
        other.stop();
        restores++;
      }
      if (oneIn(6)) clock.jump(of([hour, -hour]));
      running = restore(snapshot, chosen, services, clock);
      restores++;
      await clock.advance(below(3000));
    }
  }
  check(twice().length === 0, `seed ${seed}: posted twice: ${twice().join()}`);
  running.stop();
  return restores;
}

interface RunningJoin {
  view(): JoinView;
  submitPassword(password: string): void;
  retry(): void;
  join(): void;
  raw(): unknown;
  persisted(): unknown;
  stop(): void;
}

/** A whole join, stored and restored in any state, with passwords that are each another value. */
export async function runJoinToSuccess(seed: number): Promise<number> {
  const { below, how, oneIn, of } = rollDice(seed);
  const clock = createMovedClock();
  const { count, twice } = countPosts();
  let made = 0;
  const services: JoinServices = {
    fetchMeetingInfo: ({ password }) => {
      if (password) count(reveal(password));
      return after(clock, below(4000), () => {
        if (oneIn(6)) return refused('network');
        if (!password) return asksPassword;
        return oneIn(3) ? refused('passwordWrong', { password: true }) : joined;
      });
    },
    refreshCaptcha: () => never,
  };
  const machine = provideJoinServices(services);
  const run = (snapshot?: unknown, bare = false): RunningJoin => {
    if (bare) {
      // A stored snapshot is of no type.
      const actor = createActor(machine, { snapshot: snapshot as never, clock });
      actor.start();
      return {
        view: () => getJoinView(actor.getSnapshot()),
        submitPassword: (password) => actor.send({ type: 'password.submit', password: secret(password) }),
        retry: () => actor.send({ type: 'retry' }),
        join: () => actor.send({ type: 'join', destination: '123456789' }),
        raw: () => actor.getPersistedSnapshot(),
        persisted: () => actor.getPersistedSnapshot(),
        stop: () => void actor.stop(),
      };
    }
    const flow = createJoinFlow({ services, clock, snapshot });
    return {
      view: flow.getView,
      submitPassword: (password) => flow.submitPassword(password),
      retry: flow.retry,
      join: () => flow.join({ destination: '123456789' }),
      raw: () => flow.actor.getPersistedSnapshot(),
      persisted: flow.persist,
      stop: flow.stop,
    };
  };
  let running = run();
  let restores = 0;
  for (let turns = 0; running.view().state !== 'success'; turns++) {
    check(turns < 600, `seed ${seed}: no way to success: ${JSON.stringify(running.view())}`);
    const { state } = running.view();
    if (state === 'idle') running.join();
    else if (state === 'error') running.retry();
    else if (state === 'passwordRequired') running.submitPassword(`password ${++made}`);
    await clock.advance(below(5000));
    if (turns < 40 && oneIn(3)) {
      const { way, as } = how();
      const snapshot = stored[as](way === 'persisted' ? running.persisted() : running.raw());
      running.stop();
      if (oneIn(4)) {
        const other = run(snapshot, way === 'raw in an actor');
        await settle();
        other.stop();
        restores++;
      }
      if (oneIn(6)) clock.jump(of([hour, -hour]));
      running = run(snapshot, way === 'raw in an actor');
      restores++;
      await clock.advance(below(3000));
    }
  }
  check(twice().length === 0, `seed ${seed}: posted twice: ${twice().join()}`);
  running.stop();
  return restores;
}
