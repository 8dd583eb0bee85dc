import { createJoinFlow, createPasswordReset, isBusy, TransportError } from 'meeting-join-flow';
import type { HttpReply, HttpRequest, JoinServices, ResetServices } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import {
  allHuaweiAnswers,
  allWebexAnswers,
  brokenInvariants,
  createTestClock,
  operationOf,
  settle,
} from 'meeting-join-flow/testing';
import type { ServiceAnswer } from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';
import { seededRandom } from '../../../src/testing/random.js';

/** Every secret that is typed, and every token of a reply, has this in it. */
const mark = 'S3CR3T';
const answers: readonly ServiceAnswer[] = [...allWebexAnswers, ...allHuaweiAnswers].map(
  (answer) =>
    JSON.parse(
      JSON.stringify(answer)
        .replaceAll('-token-of-thirty-three-chars', `-${mark}-of-thirty-three-chars`)
        .replaceAll('eyJhbGciOiJub25lIn0.e30.c2lt', `${mark}.e30.c2lt`),
    ) as ServiceAnswer,
);
const meetingStates = 'idle fetching passwordRequired captchaRequired registrationRequired refreshing success error';
const resetStates =
  'idle requestingSlider sliderRequired checkingSlider sendingCode codeRequired checkingCode newPasswordRequired resetting success error';
const oddities: readonly unknown[] = [
  ...[undefined, null, 0, -1, NaN, '', 'text', true, [], {}, { code: '403004' }, { code: 1e20 }, { code: {} }],
  ...[
    { ok: true },
    { ok: false },
    { ok: false, failure: {} },
    { ok: true, captcha: null },
    { ok: true, meetingInfo: 7 },
  ],
  ...[{ permissionToken: 5 }, { token: 't', expire: -1 }, { token: 't', expire: 1e300 }, { expire: 'soon' }],
  ...[{ error_code: 5, error_msg: [] }, { returnCode: '000000000' }, { data: { siteFullUrl: 'x y' }, code: 404100 }],
];

interface Call {
  readonly request: unknown;
  readonly operation: string;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

export interface FuzzReport {
  events: number;
  walks: number;
  states: Record<string, number>;
  kinds: Record<string, number>;
  problems: string[];
}

export const newReport = (): FuzzReport => ({ events: 0, walks: 0, states: {}, kinds: {}, problems: [] });

/** The deed, by its place in the list, that leads on from a state: without it walks would rarely get far. */
const nextDeed: Readonly<Record<string, number>> = {
  ...{ idle: 0, error: 6, sliderRequired: 1, codeRequired: 3, newPasswordRequired: 5 },
  ...{ passwordRequired: 2, captchaRequired: 3, registrationRequired: 4 },
};

const anyone = Symbol('a deed that an app in plain JavaScript could do');

/** One walk: so many random events through one flow, then an orderly end. Everything follows from the seed. */
export async function fuzzWalk(
  which: 'join' | 'reset',
  seed: number,
  length: number,
  report: FuzzReport,
): Promise<void> {
  const random = seededRandom(seed);
  const chance = (share: number): boolean => random() < share;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const clock = createTestClock(undefined, 1);
  const calls: Call[] = [];
  const bodies: string[] = [];
  const overHttp = chance(0.7);
  const emitted: unknown[] = [];
  let presses = 0;
  const secret = (): string => `${mark}-${seed}-${++presses}-aA1!`;
  const problem = (what: string): void => {
    if (report.problems.length < 50) report.problems.push(`${which}, seed ${seed}, length ${length}: ${what}`);
  };

  const transport = (request: HttpRequest): Promise<HttpReply> => {
    bodies.push(JSON.stringify(request.body));
    if (request.url.includes(mark)) problem('a secret is in an address');
    return new Promise<HttpReply>((resolve, reject) => {
      calls.push({ request, operation: operationOf(request.method, request.url) ?? '', resolve, reject });
    });
  };
  const port =
    (operation: string) =>
    (request: unknown): Promise<never> =>
      new Promise<never>((resolve, reject) => void calls.push({ request, operation, resolve, reject }));
  const ports = Object.fromEntries(
    ['fetchMeetingInfo', 'refreshCaptcha', 'sendSlider', 'checkSlider', 'sendCode', 'checkCode', 'reset'].map(
      (name) => [name, port(name)],
    ),
  );

  const start = (snapshot?: unknown) => {
    const options = { clock, ...(snapshot !== undefined && { snapshot }) };
    if (which === 'join') {
      const services = overHttp
        ? createWebexServices({ transport, siteUrl: 'https://acme.webex.com' })
        : (ports as unknown as JoinServices);
      const flow = createJoinFlow({ ...options, services });
      const typed = (): string => (chance(0.15) ? '' : secret());
      const deeds: (() => void)[] = [
        () => flow.join({ destination: pick(['123456789', 'https://acme.webex.com/meet/x', ' ', 'nobody']) }),
        () => flow.join({ destination: '123456789', password: typed(), extraParams: { permissionToken: typed() } }),
        () => flow.submitPassword(typed(), chance(0.3) ? { registrationId: typed() } : undefined),
        () => flow.submitCaptcha({ code: typed(), ...(chance(0.6) && { password: typed(), registrationId: typed() }) }),
        () => flow.submitRegistrationId(typed(), chance(0.3) ? { password: typed() } : undefined),
        () => flow.refreshCaptcha(),
        () => flow.retry(),
        ...(chance(0.2) ? [() => flow.cancel(), () => flow.reset()] : []),
      ];
      return { flow, deeds, names: ['join', 'submitPassword', 'submitCaptcha', 'submitRegistrationId'] };
    }
    const services = overHttp ? createHuaweiServices({ transport }) : (ports as unknown as ResetServices);
    const flow = createPasswordReset({ ...options, services });
    const typed = (): string => (chance(0.15) ? '' : secret());
    const deeds: (() => void)[] = [
      () => flow.start({ user: pick(['+8613800138000', '+8613800138000', 'demo', '']) }),
      () => flow.submitSlider({ pointX: pick([120, 120, 120, 0, NaN, 299]), slideTime: pick([900, 900, 900, 0]) }),
      () => flow.refreshSlider(),
      () => flow.submitCode(typed()),
      () => flow.resendCode(),
      () => flow.submitPassword(typed()),
      () => flow.retry(),
      ...(chance(0.2) ? [() => flow.cancel(), () => flow.reset()] : []),
    ];
    return { flow, deeds, names: ['start', 'submitSlider', 'submitCode', 'submitPassword'] };
  };

  let { flow, deeds, names } = start();
  const listen = (): void => {
    // Both flows have it; TypeScript cannot call a union of generic functions.
    const { on } = flow as { on: (type: '*', listener: (event: unknown) => void) => unknown };
    on('*', (event) => void emitted.push(event));
  };
  listen();

  const reply = (): void => {
    const call = chance(0.7) ? calls.at(-1) : pick(calls);
    if (!call) return;
    if (chance(0.08)) {
      call.reject(
        pick([new TransportError('network'), new TransportError('timeout'), new Error(mark), undefined, 'no']),
      );
      return;
    }
    const asked = call.operation === 'fetchMeetingInfo' ? 'meetingInfo' : call.operation;
    const fitting = chance(0.05) ? [] : answers.filter(({ operation }) => operation === asked);
    // The first of the reset's answers is the good one.
    const leadsOn = which === 'reset' && fitting.length > 0 && chance(0.6);
    const answer = leadsOn ? fitting[0]! : pick(fitting.length > 0 ? fitting : answers);
    if (!overHttp) {
      // A port of an app: it should give outcomes, and gives anything.
      call.resolve((chance(0.5) ? pick(oddities) : outcomeLike(random, which)) as never);
      return;
    }
    if ('lost' in answer) call.reject(new TransportError('network'));
    else if (chance(0.1)) call.resolve({ ...answer, body: pick(oddities) } as never);
    else if (chance(0.02)) call.resolve(pick(oddities) as never);
    else call.resolve(answer as never);
    // Once more, as a fault of a proxy may have it: nothing may come of it.
    if (chance(0.2)) call.resolve(answer as never);
  };

  const look = (): void => {
    const view = flow.getView();
    report.states[view.state] = (report.states[view.state] ?? 0) + 1;
    if (view.failure && typeof view.failure.kind !== 'string') problem(`a failure without a kind in ${view.state}`);
    if (view.failure) report.kinds[view.failure.kind] = (report.kinds[view.failure.kind] ?? 0) + 1;
    if (!(which === 'join' ? meetingStates : resetStates).split(' ').includes(view.state))
      problem(`no such state: ${view.state}`);
    if (overHttp)
      for (const says of brokenInvariants(which, view)) problem(`in ${view.state} it is not true that ${says}`);
    const { status } = flow.actor.getSnapshot();
    if (status !== 'active' && status !== 'done') problem(`the actor is ${status}`);
  };
  const search = (): void => {
    const everything = [flow.getView(), flow.persist(), flow.actor.getPersistedSnapshot(), emitted.splice(0)];
    if (JSON.stringify(everything).includes(mark)) problem(`a secret shows in ${flow.getView().state}`);
  };

  for (let event = 0; event < length; event++) {
    report.events++;
    try {
      const dice = random();
      const fitting = nextDeed[flow.getView().state];
      if (dice < 0.4) (fitting !== undefined && chance(0.7) ? deeds[fitting]! : pick(deeds))();
      else if (dice < 0.78) reply();
      else if (dice < 0.9) await clock.advance(pick([1, 300, 2000, 15_000, 16_000, 61_000, 181_000]));
      else if (dice < 0.92) clock.jump(pick([3_600_000, -3_600_000, 86_400_000]));
      else if (dice < 0.94) {
        const stored = chance(0.8) ? flow.persist() : pick(oddities);
        search();
        flow.stop();
        ({ flow, deeds, names } = start(JSON.parse(JSON.stringify(stored ?? null))));
        listen();
      } else {
        const method = (flow as unknown as Record<string, (value: unknown) => void>)[pick(names)]!;
        method(pick([undefined, null, 7, {}, [], anyone, { destination: 5 }, { code: {} }]));
      }
    } catch (error) {
      problem(`an exception: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    await settle(1);
    look();
  }

  search();
  // Nobody answers any more: a request ends within its minute. What a deadline then begins has a minute of its own.
  await clock.advance(61_000);
  for (let minute = 0; minute < 4 && isBusy(flow.getView()); minute++) await clock.advance(61_000);
  if (isBusy(flow.getView())) problem(`stuck in ${flow.getView().state}`);
  flow.cancel();
  flow.cancel();
  await settle(1);
  const left = flow.getView().state;
  if (left !== 'idle' && left !== 'success') problem(`cancel leads to ${left}`);
  flow.stop();
  await settle(1);
  if (clock.waiting > 0) problem(`${clock.waiting} timers are left`);
  if (overHttp) {
    const answering = bodies.filter((body) => body.includes(mark) && !/permissionToken/.test(body));
    const again = answering.filter((body, index) => answering.indexOf(body) !== index && !body.includes(`${mark}-of`));
    if (again.length > 0) problem(`posted twice: ${again[0] ?? ''}`);
  }
  report.walks++;
}

/** Something like an outcome, right in part. */
function outcomeLike(random: () => number, which: 'join' | 'reset'): unknown {
  const chance = (): boolean => random() < 0.5;
  const kinds =
    which === 'join'
      ? ['passwordMissing', 'passwordWrong', 'captchaWrong', 'network', 'rateLimited', 'tokenExpired', 'policyDenied']
      : [
          'sliderWrong',
          'sliderExpired',
          'codeWrong',
          'codeExpired',
          'network',
          'outcomeUnknown',
          'tokenExpired',
          'unknownCode',
        ];
  const kind = kinds[Math.floor(random() * kinds.length)];
  const captcha = {
    id: 'c',
    imageUrl: 'https://acme.webex.com/c',
    audioUrl: null,
    refreshUrl: 'https://acme.webex.com/r',
  };
  if (chance())
    return {
      ok: true,
      meetingInfo: {},
      captcha,
      expiresInS: 60,
      backgroundUrl: 'b',
      pieceUrl: 'p',
      pointY: 1,
      phone: null,
      email: null,
    };
  return {
    ok: false,
    failure: {
      kind,
      field: null,
      action: 'retry',
      recoverable: chance(),
      code: null,
      status: 403,
      retryAt: chance() ? null : NaN,
    },
    ...(chance() && { needs: { password: chance(), captcha: chance(), registrationId: chance() } }),
    ...(chance() && { captcha }),
  };
}
