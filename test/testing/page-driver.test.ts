import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createJoinFlow, createPasswordReset } from 'meeting-join-flow';
import type { JoinFlow, PasswordReset, Transport } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import {
  createAnswerDesk,
  createPageDriver,
  getJoinPaths,
  getResetPaths,
  testPath,
  webexAnswers,
} from 'meeting-join-flow/testing';
import type {
  JoinDeed,
  JoinPath,
  PageDriver,
  PageDriverOptions,
  PathOptions,
  ResetDeed,
  ServiceAnswer,
  ServiceStep,
  UserStep,
} from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';

type Deeds = PageDriverOptions<JoinDeed>['deeds'];
/** What a page does to the body that it sends. */
type Twist = (body: Readonly<Record<string, unknown>>) => object;

const flows: (JoinFlow | PasswordReset)[] = [];
afterEach(() => {
  for (const flow of flows.splice(0)) flow.stop();
});

/** A page without a browser: a flow, and what its fields and buttons do. */
function driverOf(
  deedsOf: (flow: JoinFlow, other: JoinFlow) => Deeds,
  twist: Twist = (body) => body,
): PageDriver<JoinDeed> {
  const desk = createAnswerDesk();
  const transport: Transport = (request) =>
    desk.transport({ ...request, body: twist(request.body as Readonly<Record<string, unknown>>) });
  const services = createWebexServices({ transport, siteUrl: 'https://acme.webex.com' });
  const open = (): JoinFlow => {
    const flow = createJoinFlow({ services });
    flows.push(flow);
    return flow;
  };
  let [flow, other] = [open(), open()];
  // Each deed asks for the flow of the page as it was opened last.
  const deeds = Object.fromEntries(
    Object.keys(deedsOf(flow, other)).map((name) => [
      name,
      (deed: JoinDeed) => {
        const act = deedsOf(flow, other)[name as JoinDeed['type']] as (deed: JoinDeed) => void;
        act(deed);
      },
    ]),
  ) as Deeds;
  return createPageDriver<JoinDeed>({
    open: () => {
      // A page that is left asks nothing any more; repeats of its requests would come to this one.
      flow.stop();
      other.stop();
      [flow, other] = [open(), open()];
      flow.subscribe(() => undefined);
      other.subscribe(() => undefined);
    },
    deeds,
    sees: () => ({ state: flow.getView().state }),
    desk,
    patienceMs: 300,
  });
}

const right = (flow: JoinFlow): Required<Pick<Deeds, 'join' | 'submitPassword' | 'submitCaptcha' | 'cancel'>> => ({
  join: ({ destination }) => {
    flow.join({ destination });
  },
  submitPassword: ({ password }) => {
    flow.submitPassword(password);
  },
  submitCaptcha: ({ code, password }) => {
    flow.submitCaptcha({ code, ...(password !== undefined && { password }) });
  },
  cancel: () => {
    flow.cancel();
  },
});

const pathWith = (driver: PageDriver<JoinDeed>, deed: JoinDeed['type']): JoinPath =>
  getJoinPaths({ strategy: 'simple', to: 'success', maxLength: 4, allows: driver.allows }).find(({ steps }) =>
    steps.some((step) => step.by === 'user' && step.does.type === deed),
  )!;

/** The paths for a page that cannot tell of another visit's token. */
const pathsOf = (driver: PageDriver<JoinDeed>, options: PathOptions<JoinDeed> = {}): readonly JoinPath[] =>
  getJoinPaths({
    ...options,
    allows: (step) => driver.allows(step) && !(step.does && 'permissionToken' in step.does),
  });

describe('a page driver', () => {
  test('has nothing against a page that posts once what was typed', async () => {
    const driver = driverOf(right);
    const paths = pathsOf(driver);

    for (const path of paths) await testPath(path, driver);

    expect(paths.length).toBeGreaterThan(5);
  });

  test('finds a page that posts an answer twice', async () => {
    const driver = driverOf((flow, other) => ({
      ...right(flow),
      join: ({ destination }) => {
        flow.join({ destination });
        other.join({ destination });
      },
    }));

    await expect(testPath(pathWith(driver, 'submitPassword'), driver)).rejects.toThrow(
      'the page sent too many requests, 2 and not 1: meetingInfo, meetingInfo',
    );
  });

  test('says so at once where the second post keeps the page from showing what the first brought', async () => {
    const desk = createAnswerDesk();
    const again: Transport = async (request) => {
      const reply = await desk.transport(request);
      return reply.status === 403 ? desk.transport(request) : reply;
    };
    const services = createWebexServices({ transport: again, siteUrl: 'https://acme.webex.com' });
    const flow = createJoinFlow({ services });
    const driver = createPageDriver<JoinDeed>({
      open: () => undefined,
      deeds: right(flow),
      sees: () => ({ state: flow.getView().state }),
      desk,
      patienceMs: 60_000,
    });

    await expect(testPath(pathWith(driver, 'submitPassword'), driver)).rejects.toThrow(
      'the page sent too many requests, 1 and not 0: meetingInfo',
    );
    flow.stop();
  });

  test('finds a page that posts something else than was typed, and names the field', async () => {
    const cut = driverOf((flow) => ({
      ...right(flow),
      submitPassword: ({ password }) => {
        flow.submitPassword(password.toUpperCase());
      },
    }));
    const folded = driverOf((flow) => ({
      ...right(flow),
      submitPassword: ({ password }) => {
        flow.submitPassword(password.toLowerCase());
      },
      submitCaptcha: ({ code }) => {
        flow.submitCaptcha({ code: code.toUpperCase() });
      },
    }));
    const encoded = driverOf((flow) => ({
      ...right(flow),
      submitPassword: ({ password }) => {
        flow.submitPassword(encodeURIComponent(password));
      },
    }));
    const swapped = driverOf((flow) => ({
      ...right(flow),
      submitCaptcha: ({ code }) => {
        flow.submitCaptcha({ code: 'not what was typed', password: code });
      },
    }));

    await expect(testPath(pathWith(cut, 'submitPassword'), cut)).rejects.toThrow(
      'the request does not carry what was typed: "password" is "OPEN SESAME +1%", not "Open Sesame +1%"',
    );
    for (const [driver, deed] of [
      [folded, 'submitPassword'],
      [folded, 'submitCaptcha'],
      [encoded, 'submitPassword'],
    ] as const)
      await expect(testPath(pathWith(driver, deed), driver)).rejects.toThrow(
        'the request does not carry what was typed',
      );
    await expect(testPath(pathWith(swapped, 'submitCaptcha'), swapped)).rejects.toThrow(
      'the request does not carry what was typed: "captchaVerifyCode" is "not what was typed", not "aB7x"',
    );
  });

  test('finds a page that posts where the chart posts nothing', async () => {
    const driver = driverOf((flow, other) => ({
      ...right(flow),
      cancel: () => {
        flow.cancel();
        other.join({ destination: '123456789' });
      },
    }));

    const said: string[] = [];
    for (const path of pathsOf(driver)) said.push(await testPath(path, driver).then(String, String));

    expect(said.join()).toMatch(/cancel[^]*the page sent too many requests, 1 and not 0: meetingInfo/);
  });

  test('finds a page that answers another captcha, or puts an answer where another belongs', async () => {
    const walk = async (twist: Twist): Promise<void> => {
      const driver = driverOf(right, (body) => ('captchaVerifyCode' in body ? twist(body) : body));
      const path = pathsOf(driver, { strategy: 'random', count: 60 }).find(({ steps }) =>
        steps.some((step) => step.by === 'user' && 'code' in step.does && step.does.password !== undefined),
      );
      await testPath(path!, driver);
    };

    await expect(walk((body) => ({ ...body, captchaID: 'Captcha_of_before' }))).rejects.toThrow(
      'the request does not carry what was shown: "captchaID" is "Captcha_of_before", not "Captcha_first"',
    );
    await expect(walk((body) => ({ ...body, password: body['captchaVerifyCode'] }))).rejects.toThrow(
      'the request does not carry what was typed: "password" is "aB7x", not "Open Sesame +1%"',
    );
  });

  test('finds a page that sends another place of the slider than was set, and takes a pixel for a neighbour', async () => {
    const walk = async (scale: number): Promise<void> => {
      const desk = createAnswerDesk();
      const services = createHuaweiServices({ transport: desk.transport });
      let flow: PasswordReset;
      const driver = createPageDriver<ResetDeed>({
        open: () => {
          flow = createPasswordReset({ services });
          flow.subscribe(() => undefined);
          flows.push(flow);
        },
        deeds: {
          start: ({ user }) => flow.start({ user }),
          submitSlider: ({ pointX, slideTime }) => flow.submitSlider({ pointX: pointX * scale + 1, slideTime }),
        },
        sees: () => ({ state: flow.getView().state }),
        desk,
        patienceMs: 300,
      });
      const [path] = getResetPaths({ strategy: 'shortest', to: 'codeRequired', allows: driver.allows });
      await testPath(path!, driver);
    };

    await walk(1);
    await expect(walk(0.5)).rejects.toThrow(/does not carry what was typed: "pointX" is \d+, not \d+/);
  });

  test('answers the request of the step, and not one that the page has given up', async () => {
    const desk = createAnswerDesk();
    let asked = 0;
    // As over Playwright's routes: nobody tells of an abort, and a request takes a while.
    const transport: Transport = async (request) => {
      const isLate = asked++ > 0;
      if (isLate) await new Promise((next) => setTimeout(next, 40));
      return desk.transport({ ...request, signal: new AbortController().signal });
    };
    const flow = createJoinFlow({ services: createWebexServices({ transport, siteUrl: 'https://acme.webex.com' }) });
    flows.push(flow);
    const driver = createPageDriver<JoinDeed>({
      open: () => undefined,
      deeds: right(flow),
      sees: () => ({ state: flow.getView().state }),
      desk,
      patienceMs: 500,
    });
    const [join, asks] = getJoinPaths({ strategy: 'shortest', to: 'passwordRequired' })[0]!.steps;
    const cancelled = getJoinPaths()
      .flatMap(({ steps }) => steps)
      .find((step) => step.by === 'user' && step.does.type === 'cancel')!;
    const user = (step: unknown): UserStep<JoinDeed> => step as UserStep<JoinDeed>;
    await driver.does({ type: 'join', destination: '300400101' }, user(join));
    await driver.does({ type: 'cancel' }, user(cancelled));
    await driver.does({ type: 'join', destination: '300400101' }, user(join));
    await driver.answers((asks as ServiceStep).answer, asks as ServiceStep);

    expect(await driver.sees((asks as ServiceStep).expect)).toEqual({ state: 'passwordRequired' });
  });

  test('waits for the buttons of a state as well as for the state', async () => {
    const offers = [{}, {}, { submit: true }];
    const { expect: expected } = getJoinPaths({ strategy: 'shortest', to: 'passwordRequired' })[0]!.steps.at(-1)!;
    const driver = createPageDriver<JoinDeed>({
      open: () => undefined,
      deeds: {},
      sees: () => ({ state: 'passwordRequired', can: offers.length > 1 ? offers.shift()! : offers[0]! }),
    });

    expect((await driver.sees({ ...expected, can: { submit: true } })).can).toEqual({ submit: true });
  });

  describe('on a page whose requests take a while, as through a service worker or MSW in Node,', () => {
    const late = (patienceMs: number) => {
      const desk = createAnswerDesk();
      const transport: Transport = async (request) => {
        await new Promise((next) => setTimeout(next, 160));
        return desk.transport(request);
      };
      const services = createWebexServices({ transport, siteUrl: 'https://acme.webex.com' });
      let flow = createJoinFlow({ services });
      const driver = createPageDriver<JoinDeed>({
        open: () => {
          flow.stop();
          flow = createJoinFlow({ services });
          flows.push(flow);
          flow.subscribe(() => undefined);
        },
        deeds: {
          join: ({ destination }) => flow.join({ destination }),
          submitPassword: ({ password }) => flow.submitPassword(password),
          cancel: () => flow.cancel(),
        },
        sees: () => ({ state: flow.getView().state }),
        desk,
        patienceMs,
      });
      return { driver, state: () => flow.getView().state };
    };

    test('waits for the last one when a path ends, so that the next page is not blamed for it', async () => {
      const { driver, state } = late(1000);
      const [path] = getJoinPaths({ strategy: 'shortest', to: 'success', allows: driver.allows });
      const cut = { ...path!, steps: path!.steps.slice(0, 1) };

      await testPath(cut, driver);
      expect(driver.desk.seen).toHaveLength(1);
      await testPath(path!, driver);

      expect(state()).toBe('success');
    });

    test('waits for what was typed, and no longer than it is patient', async () => {
      const { driver } = late(1000);
      const path = pathWith(driver, 'submitPassword');

      await testPath({ ...path, steps: path.steps.slice(0, 3) }, driver);
      expect(driver.desk.seen).toHaveLength(2);
      const hasty = late(60).driver;
      await expect(testPath(path, hasty)).rejects.toThrow('the page asked nothing that "meetingInfo" answers');
    });

    test('waits for none that the chart does not send, nor for a repeat', async () => {
      // More patience than a test has time (60 s).
      const { driver } = late(90_000);
      const answered = getJoinPaths({
        strategy: 'answers',
        allows: ({ state }) => ['idle', 'fetching'].includes(state),
      });
      const of = ({ name }: ServiceAnswer) =>
        answered.find((path) => path.name === `is answered meetingInfo: ${name}`)!;

      await expect(testPath(of(webexAnswers.meeting), driver)).resolves.toBeUndefined();
      await expect(testPath(of(webexAnswers.serverFault), driver)).resolves.toBeUndefined();
    });
  });

  test('waits for no request of what a page cannot do', async () => {
    const patient = createPageDriver<JoinDeed>({
      open: () => undefined,
      deeds: {
        join: () => {
          throw new Error('there is no such field');
        },
      },
      sees: () => ({ state: 'idle' }),
      // More patience than a test has time (60 s).
      patienceMs: 90_000,
    });

    await expect(testPath(pathWith(patient, 'join'), patient)).rejects.toThrow('there is no such field');
  });

  test('looks again by the real clock, where a test has put another in its place', async () => {
    let looks = 0;
    const page = createPageDriver<JoinDeed>({
      open: () => undefined,
      deeds: {},
      sees: () => ({ state: ++looks < 3 ? 'loading' : 'idle' }),
    });
    jest.useFakeTimers();
    try {
      await page.begin?.(getJoinPaths()[0]!);
    } finally {
      jest.useRealTimers();
    }

    expect(looks).toBe(3);
  }, 10_000);

  test('looks at the last answer of a path too, and misses a request that is not sent', async () => {
    const driver = driverOf((flow) => ({
      ...right(flow),
      submitPassword: () => {
        flow.submitPassword('');
      },
    }));
    const silent = createPageDriver<JoinDeed>({
      open: () => undefined,
      deeds: { join: () => undefined, submitPassword: () => undefined, retry: () => undefined },
      sees: () => ({ state: 'fetching' }),
      patienceMs: 30,
    });
    const path = pathWith(driver, 'submitPassword');
    const cut = { ...path, steps: path.steps.slice(0, 3) };

    await expect(testPath(cut, driver)).rejects.toThrow('state is "passwordRequired", not "fetching"');
    const submit = path.steps[2] as UserStep<JoinDeed>;
    await silent.does(submit.does, submit);
    await expect(silent.sees(submit.expect)).rejects.toThrow('the page sent nothing of what was typed');
    await silent.does({ type: 'retry' }, submit);
    await expect(silent.sees(submit.expect)).rejects.toThrow('the page sent nothing for a retry');
  });
});
