/**
 * What an inspector costs: the time of one event, beside the same event without an inspector, all in one run.
 * `in the tick` is what the flow waits for; `in all` is the processor's time with the deferred work in it. Run: `npm run bench:inspect`.
 */
import { createActor, setup, type InspectionEvent } from 'xstate';

import { secret } from '../src/guards/secret.js';
import {
  connectInspectorPage,
  connectReduxDevTools,
  connectXStateInspect,
  createRecorder,
  createStatelyInspector,
} from '../src/inspect/index.js';

/** As large as a flow's: a context of a dozen fields, some of them secret. */
const machine = setup({}).createMachine({
  id: 'bench',
  context: {
    destination: '123456789@site.webex.com',
    password: secret('x'),
    captcha: {
      id: 'c',
      imageUrl: 'https://site.webex.com/c.png',
      audioUrl: null,
      refreshUrl: 'https://site.webex.com/r',
    },
    needs: { password: true, captcha: true, registrationId: false },
    attempts: { password: 1, captcha: 0, registrationId: 0 },
    failure: { kind: 'passwordWrong', field: 'password', action: 'enterPassword', code: 403028, status: 403 },
    extraParams: { supportHostKey: true, supportCountryList: true },
  },
  initial: 'a',
  states: { a: { on: { go: 'b' } }, b: { on: { go: 'a' } } },
});

const events = 4_000;
const rounds = 9;

interface Subject {
  readonly name: string;
  connect(): { inspect?: (event: InspectionEvent) => void; end(): void };
}

const none = () => undefined;
const subjects: readonly Subject[] = [
  { name: 'plain actor', connect: () => ({ end: none }) },
  {
    name: 'our recorder',
    connect: () => {
      const recorder = createRecorder();
      return { inspect: recorder.inspect, end: () => void recorder.records() };
    },
  },
  {
    name: 'Redux DevTools',
    connect: () => {
      const extension = { connect: () => ({ init: none, send: none }) };
      const { inspect, disconnect } = connectReduxDevTools({ extension });
      return { inspect, end: disconnect };
    },
  },
  {
    name: '@statelyai/inspect',
    connect: () => {
      const create = () => ({ adapter: { send: none }, inspect: { next: none }, start: none, stop: none });
      const { inspect, disconnect } = createStatelyInspector({ create, url: 'http://127.0.0.1/' });
      return { inspect, end: disconnect };
    },
  },
  {
    name: '@xstate/inspect',
    connect: () => {
      const { inspect, disconnect } = connectXStateInspect({ inspect: listenLikeTheTool, url: 'http://127.0.0.1/' });
      return { inspect, end: disconnect };
    },
  },
  {
    name: 'inspector page',
    connect: () => {
      const { inspect, disconnect } = connectInspectorPage();
      return { inspect, end: disconnect };
    },
  },
];

interface ClassicService {
  readonly state: unknown;
  send(event: unknown): void;
  subscribe(listener: (state: unknown) => void): unknown;
}
/** The tool writes each event and each state as JSON; the window or socket behind it is not ours to measure. */
function listenLikeTheTool(options: {
  devTools(): { onRegister(listener: (service: ClassicService) => void): unknown };
}): undefined {
  options.devTools().onRegister((service) => {
    service.send = (event) => void JSON.stringify(event);
    service.subscribe((state) => JSON.stringify(state));
  });
}

/** Lets deferred batches run. */
const drain = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
/** The best of the rounds: whatever else the machine does only adds. */
const best = (values: readonly number[]): number => Math.min(...values);
/** The processor's time of this process: a clock would also count the waiting between bursts. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

async function measure(subject: Subject): Promise<{ tick: number; all: number }> {
  const { inspect, end } = subject.connect();
  const actor = createActor(machine, { ...(inspect && { inspect }) }).start();
  await drain();
  const start = cpu();
  let inTick = 0;
  // In small bursts, as events come: one burst would run into the outboxes' limits.
  for (let burst = 0; burst < events / 100; burst += 1) {
    const before = cpu();
    for (let count = 0; count < 100; count += 1) actor.send({ type: 'go' });
    inTick += cpu() - before;
    await drain();
  }
  const all = (cpu() - start) / events;
  actor.stop();
  end();
  return { tick: inTick / events, all };
}

const results = new Map(subjects.map(({ name }) => [name, { tick: [] as number[], all: [] as number[] }]));
for (let round = 0; round <= rounds; round += 1) {
  for (const subject of subjects) {
    const { tick, all } = await measure(subject);
    // The first round warms up.
    if (round === 0) continue;
    results.get(subject.name)?.tick.push(tick);
    results.get(subject.name)?.all.push(all);
  }
}

const plain = results.get('plain actor');
const base = { tick: best(plain?.tick ?? []), all: best(plain?.all ?? []) };
const cell = (value: number, of: number) =>
  `${value.toFixed(1).padStart(7)} µs ${(value / of).toFixed(2).padStart(6)}x`;
console.log(`${'per event'.padEnd(20)}${'in the tick'.padStart(18)}${'in all'.padStart(18)}`);
for (const [name, { tick, all }] of results) {
  console.log(`${name.padEnd(20)}${cell(best(tick), base.tick)}${cell(best(all), base.all)}`);
}
const recorder = best(results.get('our recorder')?.all ?? []) / base.all;
const slowestTick = Math.max(...[...results.values()].map(({ tick }) => best(tick))) / base.tick;
console.log(`recorder in all ${recorder.toFixed(2)}x, slowest in the tick ${slowestTick.toFixed(2)}x; the gate is 3x`);
if (recorder > 3 || slowestTick > 3) process.exitCode = 1;
process.exit();
