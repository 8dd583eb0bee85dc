import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  captchaFields,
  coverageOf,
  createMemoryJoinDriver,
  createMemoryResetDriver,
  createPageDriver,
  createTestClock,
  getJoinPaths,
  getResetPaths,
  PathError,
  scenarioOf,
  tellPath,
  testPath,
  webexAnswers,
} from 'meeting-join-flow/testing';
import type { FlowDriver, JoinDeed, JoinPath, ServiceStep, UserStep } from 'meeting-join-flow/testing';

const walks = { strategy: 'random', seed: 7, count: 5, maxLength: 12 } as const;

describe('paths', () => {
  test('are the same for the same options, and random ones follow from their seed', () => {
    const texts = (paths: readonly JoinPath[]): string[] => paths.map((path) => tellPath(path));
    const first = getJoinPaths(walks);

    expect(texts(getJoinPaths(walks))).toEqual(texts(first));
    expect(texts(getJoinPaths({ ...walks, seed: 9, count: 1 }))).toEqual([texts(first)[2]]);
    expect(new Set(texts(first)).size).toBe(5);
  });

  test('of a page that can do less leave out what it cannot do', () => {
    const allows = ({ by, does }: { by: string; does?: JoinDeed }): boolean =>
      by !== 'time' && does?.type !== 'refreshCaptcha';
    const steps = getJoinPaths({ allows }).flatMap((path) => path.steps);

    expect(steps.length).toBeGreaterThan(40);
    expect(steps.filter(({ by }) => by === 'time')).toEqual([]);
    expect(steps.filter((step) => step.by === 'user' && step.does.type === 'refreshCaptcha')).toEqual([]);
  });

  test('of a page whose buttons follow its failures leave a button out where the failure names another way', () => {
    for (const getPaths of [getJoinPaths, getResetPaths] as const) {
      const steps = getPaths({
        strategy: 'random',
        allows: ({ failure, does }) => does?.type !== 'retry' || /^(retry|wait)$/.test(failure?.action ?? ''),
      }).flatMap((path) => path.steps.map((step, at) => [path.steps[at - 1], step] as const));
      const retried = steps.flatMap(([before, step]) =>
        step.by === 'user' && step.does.type === 'retry' ? [before!.expect.failure] : [],
      );

      expect(retried).toContain('unexpectedReply');
      expect(retried).not.toContain('userUnknown');
      expect(retried).not.toContain('policyDenied');
    }
  });

  test('simple ones are within their length and end where they should', () => {
    const paths = getJoinPaths({ strategy: 'simple', to: 'success', maxLength: 5, count: 30 });

    expect(paths.length).toBe(30);
    for (const { steps } of paths) {
      expect(steps.length).toBeLessThanOrEqual(5);
      expect(steps.at(-1)?.expect.state).toBe('success');
    }
  });

  test('random walks go through the controllers as through the charts', async () => {
    for (const path of getJoinPaths({ ...walks, count: 15, maxLength: 20 }))
      await testPath(path, createMemoryJoinDriver());
    for (const path of getResetPaths({ ...walks, count: 15, maxLength: 20 }))
      await testPath(path, createMemoryResetDriver());
    expect.assertions(0);
  });

  test('every documented reply of both services leads where the charts say', async () => {
    const [join, reset] = [getJoinPaths({ strategy: 'answers' }), getResetPaths({ strategy: 'answers' })];
    for (const path of join) await testPath(path, createMemoryJoinDriver());
    for (const path of reset) await testPath(path, createMemoryResetDriver());

    const kindsOf = (report: ReturnType<typeof coverageOf>) => report.failureKinds.missing;
    // Only an app's own mistake, its own rows of codes, or the ad-hoc call of another entry bring these about.
    expect(kindsOf(coverageOf([...join, ...getJoinPaths({ strategy: 'shortest' })]))).toEqual([
      'adhocFailed',
      'inputInvalid',
    ]);
    expect(kindsOf(coverageOf([...reset, ...getResetPaths({ strategy: 'shortest' })]))).toEqual([
      'sliderMissing',
      'codeMissing',
      'untrustedHost',
    ]);
  }, 60_000);
});

describe('a path that goes wrong', () => {
  let path: JoinPath | undefined;
  beforeAll(() => {
    [path] = getJoinPaths({ strategy: 'shortest', to: 'passwordRequired' });
  });
  const sound = createMemoryJoinDriver();
  const failing = (more: Partial<FlowDriver<JoinDeed>>) =>
    testPath(path!, { ...sound, ...more }).catch((error: unknown) => error);

  test('is told as a story, with the step that went wrong', async () => {
    const error = await failing({ sees: () => ({ state: 'idle' }) });

    expect(error).toBeInstanceOf(PathError);
    expect(error).toMatchObject({ step: 0 });
    expect(String(error)).toContain('1. The person joins the meeting. Then: fetching');
    expect(String(error)).toContain('^ here: state is "idle", not "fetching"');
  });

  test('is told word for word, with what went wrong below its step', async () => {
    const seen = { state: 'error', failure: 'passwordMissing', can: {}, needs: null } as const;
    let ended = 0;
    const error = await failing({
      sees: (expected) => (expected.state === 'fetching' ? { state: 'fetching' } : seen),
      end: () => {
        ended++;
      },
    });

    expect((error as Error).message).toBe(
      `join: the shortest path to ${path!.name.slice('the shortest path to '.length)}
  1. The person joins the meeting. Then: fetching
  2. The service answers: ${webexAnswers.passwordMissing.name}. Then: passwordRequired (passwordMissing)
     ^ here: state is "error", not "passwordRequired"; can.submit is undefined, not true; can.refreshCaptcha is undefined, not false; can.retry is undefined, not false; can.cancel is undefined, not true; needs is null, not ${JSON.stringify(path!.steps[1]!.expect.needs)}`,
    );
    expect(error).toMatchObject({ name: 'PathError', step: 1, cause: undefined });
    expect(ended).toBe(1);
  });

  test('is not one where only the order of what is offered differs', async () => {
    const turned = (of: object) => Object.fromEntries(Object.entries(of).reverse());

    expect(await failing({ sees: ({ can, ...rest }) => ({ ...rest, can: turned(can) }) })).toBe(undefined);
    const error = await failing({ sees: ({ can, ...rest }) => ({ ...rest, can: { ...can, submit: !can['submit'] } }) });
    expect(String(error)).toContain('^ here: can.submit is true, not false\n');
  });

  test('is one where another captcha is shown than the last one, as far as a page tells of it', async () => {
    const [again] = getJoinPaths({ strategy: 'shortest', to: 'captchaRequired' }).filter(({ steps }) =>
      steps.some(({ answer }) => answer?.name === 'another captcha'),
    );
    const image = (name: string) => captchaFields(name)['verificationImageURL']!;
    const showing = (imageUrl: string) =>
      testPath(again!, {
        ...createMemoryJoinDriver(),
        sees: ({ captcha, ...rest }) => ({ ...rest, captcha: captcha && { imageUrl } }),
      }).then(String, String);

    expect(again!.steps.at(-1)?.expect.captcha?.imageUrl).toBe(image('second'));
    expect(await showing(image('first'))).toContain(
      `^ here: captcha.imageUrl is "${image('first')}", not "${image('second')}"`,
    );
    const quiet = (imageUrl: string) =>
      testPath(again!, {
        ...createMemoryJoinDriver(),
        // As TypeScript takes it without exactOptionalPropertyTypes.
        sees: ({ captcha, ...rest }) => ({ ...rest, captcha: captcha && { imageUrl, audioUrl: undefined as never } }),
      }).then(String, String);
    expect(await quiet(image('first'))).toMatch(/\^ here: captcha\.imageUrl is "[^"]*", not "[^"]*"$/);
    const pictures = again!.steps.map(({ expect: { captcha } }) => captcha?.imageUrl);
    const right = createMemoryJoinDriver();
    const seen = testPath(again!, { ...right, sees: ({ state, captcha }) => ({ state, captcha }) });
    await expect(seen).resolves.toBeUndefined();
    expect(new Set(pictures)).toEqual(new Set([undefined, image('first'), image('second')]));
  });

  test('has the cause, and the last step where something is left running', async () => {
    const cause = new Error('no such button');
    const left = new Error('a timer is left');

    expect(await failing({ does: () => Promise.reject(cause) })).toMatchObject({ step: 0, cause });
    expect(await failing({ end: () => Promise.reject(left) })).toMatchObject({ step: 1, cause: left });
    expect(await failing({ view: () => ({ state: 'idle', can: {}, failure: null, destination: null }) })).toMatchObject(
      {
        message: expect.stringContaining(
          'it is not true that every state but idle and success can be cancelled; it is',
        ),
      },
    );
    const { does, answers, waits, sees } = createMemoryJoinDriver();
    await testPath({ ...path!, steps: [] }, { does, answers, waits, sees });
    await expect(testPath(path!, { does, answers, waits, sees })).rejects.toThrow('The driver has not begun a path.');
  });

  test('is one that a driver cannot see the end of, as one whose `sees` lacks its `return`', async () => {
    const page = createPageDriver<JoinDeed>({
      open: () => undefined,
      deeds: { join: () => undefined },
      sees: () => undefined as never,
    });

    for (const [walked, seen] of [
      [failing({ sees: () => undefined as never }), 'undefined'],
      [failing({ sees: () => 'fetching' as never }), 'fetching'],
      [testPath(path!, page).catch((error: unknown) => error), 'undefined'],
    ] as const)
      expect(await walked).toMatchObject({
        message: expect.stringContaining(
          `^ here: sees must return what is shown, such as { state: 'idle' }, not ${seen}\n`,
        ),
        cause: expect.any(TypeError),
      });
  });

  test('is one of the other flow', async () => {
    const [reset] = getResetPaths({ strategy: 'shortest', to: 'codeRequired' });
    const here = '^ here: this driver walks paths of the';

    const error = await testPath(reset as never, createMemoryJoinDriver()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: expect.stringContaining(`${here} join flow, and this one is of the reset flow\n`),
      cause: expect.any(TypeError),
    });
    await expect(testPath(path as never, createMemoryResetDriver())).rejects.toThrow(
      `${here} reset flow, and this one is of the join flow\n`,
    );
  });

  test('says the seed that walks it again', async () => {
    const [walk] = getJoinPaths({ ...walks, count: 1 });
    const error = await testPath(walk!, { ...sound, sees: () => ({ state: 'nowhere' }) }).catch(String);

    expect(error).toContain('join: a random walk (seed 7), seed 7\n');
    expect(error).toContain("\nTo walk it again: strategy 'random', seed 7, count 1, and the same options.");
  });

  test('is told for a deed that throws, a promise that the view breaks, and something left running', async () => {
    const broken = { does: () => Promise.reject(new Error('no such button')) };
    const idleForEver = {
      view: () => ({ state: 'error', failure: null, can: { cancel: true, retry: false, submit: false } }),
    };

    expect(String(await failing(broken))).toContain('^ here: no such button');
    expect(String(await failing(idleForEver))).toContain('it is not true that an asking state and an error say why');
    expect(String(await failing({ end: () => Promise.reject(new Error('2 timers are left')) }))).toContain(
      '2 timers are left',
    );
    expect(String(await failing({ answers: () => undefined }))).toContain(
      'state is "fetching", not "passwordRequired"',
    );
  });
});

test('a page driver says what its page can do, and waits for what it shows', async () => {
  let state = 'idle';
  const driver = createPageDriver<JoinDeed>({
    open: () => {
      state = 'idle';
    },
    deeds: { join: () => void setTimeout(() => (state = 'fetching'), 30), cancel: () => void (state = 'idle') },
    sees: () => ({ state }),
    patienceMs: 300,
  });
  const paths = getJoinPaths({ allows: driver.allows });
  const cancelled = paths.find(({ steps }) => steps.length === 2 && steps[1]!.text === 'cancels');

  await testPath(cancelled!, driver);
  expect(paths.flatMap(({ steps }) => steps).filter(({ by }) => by === 'time')).toEqual([]);
  await expect(driver.does({ type: 'retry' }, {} as never)).rejects.toThrow('this page has no "retry"');
  await expect(driver.waits(5, {} as never)).rejects.toThrow('no clock');
  const answered = paths.find(({ steps }) => steps[1]?.by === 'service');
  await expect(testPath(answered!, driver)).rejects.toThrow('the page asked nothing that "meetingInfo" answers');
});

test('a driver whose end throws too does not hide the step that went wrong', async () => {
  const driver: FlowDriver<JoinDeed> = {
    does: () => undefined,
    answers: () => undefined,
    waits: () => undefined,
    sees: () => ({ state: 'nowhere' }),
    end: () => {
      throw new Error('left running');
    },
  };

  await expect(testPath(getJoinPaths()[0]!, driver)).rejects.toThrow('state is "nowhere", not "fetching"');
});

test('a scenario breaks a connection for a lost reply, and leaves a request without an answer hanging', () => {
  const [path] = getJoinPaths({ strategy: 'answers' }).filter(
    ({ name }) => name === `is answered meetingInfo: ${webexAnswers.lost.name}`,
  );
  const [html] = getJoinPaths({ strategy: 'answers' }).filter(({ name }) => name.endsWith(webexAnswers.html.name));
  const match = '/meetingInfo';

  expect(path!.steps.at(-1)!.expect.state).toBe('fetching');
  expect(scenarioOf(path!, 'http://127.0.0.1:8080')).toEqual([
    { kind: 'reset', match },
    { kind: 'hang', match },
  ]);
  const { status, headers, body } = webexAnswers.html;
  expect(scenarioOf(html!, 'http://127.0.0.1:8080')).toEqual([
    { kind: 'reply', match, reply: { status, headers, body } },
  ]);
  const [cancelled] = getJoinPaths().filter(({ steps }) => steps.length === 2 && steps[1]!.text === 'cancels');
  expect(scenarioOf(cancelled!, 'http://127.0.0.1:8080')).toEqual([{ kind: 'hang', match }]);
});

test('a scenario has nothing for a step that sends nothing, and answers with nothing where the service does', () => {
  const [path] = getJoinPaths({ strategy: 'shortest', to: 'fetching' }).filter(({ steps }) => steps.length === 1);
  const { steps } = path!;
  const stays = { ...steps[0]!, takes: ['fetching: anything → (stays)'] };
  const { expect: after } = steps[0]!;
  const empty: ServiceStep = { by: 'service', text: '', expect: after, takes: [], answer: webexAnswers.empty };

  const [fault, ...more] = scenarioOf({ ...path!, steps: [steps[0]!, empty, stays] }, 'http://127.0.0.1:8080');

  expect(fault).toMatchObject({ kind: 'reply', reply: { status: 204, body: undefined } });
  expect(more).toEqual([]);
});

test('a scenario makes a simulator answer as the path says, with addresses that lead back to it', () => {
  const [path] = getJoinPaths({ strategy: 'shortest', to: 'captchaRequired' });
  const [fault] = scenarioOf(path!, 'http://127.0.0.1:8080');

  expect(fault).toMatchObject({ kind: 'reply', match: '/meetingInfo', reply: { status: 423 } });
  expect(JSON.stringify(fault)).toContain('http://127.0.0.1:8080/captchaservice');
  expect(JSON.stringify(fault)).not.toContain('acme.webex.com/');
});

describe('a page driver on timers that a test fakes', () => {
  afterEach(() => void jest.useRealTimers());

  test('still waits for the page, and moves its clock over the back-off of a repeat', async () => {
    jest.useFakeTimers();
    let passed = 0;
    let asksAgainAt = Infinity;
    let state = 'idle';
    const ask = (): void =>
      void driver.desk.transport({
        method: 'POST',
        url: 'https://acme.webex.com/wbxappapi/v1/meetingInfo',
        headers: {},
        body: {},
        signal: new AbortController().signal,
        timeoutMs: 5000,
      });
    const driver = createPageDriver<JoinDeed>({
      open: () => void (state = 'idle'),
      deeds: { join: () => void (state = 'fetching') },
      sees: () => ({ state }),
      waits: (ms) => {
        passed += ms;
        if (passed >= asksAgainAt) {
          asksAgainAt = Infinity;
          ask();
        }
      },
      patienceMs: 1500,
    });
    const [join, joined] = getJoinPaths({ strategy: 'shortest', to: 'success' })[0]!.steps;
    asksAgainAt = 500;
    await driver.does({ type: 'join', destination: '123456789' }, join as UserStep<JoinDeed>);
    await driver.answers(webexAnswers.meeting, joined as ServiceStep);
    expect(passed).toBeGreaterThanOrEqual(500);

    const [path] = getJoinPaths({ strategy: 'shortest', to: 'fetching' });
    state = 'error';
    await testPath(path!, driver);
  });
});

test('names of states and strategies that are misspelt are refused, since a loop over no paths passes every test', () => {
  expect(() => getJoinPaths({ to: 'sucess' })).toThrow(new RangeError('The join flow has no state "sucess".'));
  expect(() => getResetPaths({ to: 'toString' })).toThrow(new RangeError('The reset flow has no state "toString".'));
  expect(() => getJoinPaths({ strategy: 'shortests' as never })).toThrow(
    new RangeError('There is no strategy "shortests".'),
  );
});

test.each(['random', 'simple'] as const)(
  'numbers that give no %s paths, or empty ones, are refused alike',
  (strategy) => {
    for (const none of [NaN, 0, -1, 'x' as never, {} as never]) {
      expect(() => getJoinPaths({ strategy, count: none })).toThrow(new RangeError('count must be 1 or more.'));
      expect(() => getResetPaths({ strategy, maxLength: none })).toThrow(
        new RangeError('maxLength must be 1 or more.'),
      );
      if (none !== 0 && none !== -1)
        expect(() => getJoinPaths({ strategy, seed: none })).toThrow(new RangeError('seed must be a number.'));
    }
    expect(getJoinPaths({ strategy, count: 1, maxLength: 1, seed: -1 })).toHaveLength(1);
    // As Math.random() gives it.
    const walked = (): string[] => getJoinPaths({ strategy, count: 2, seed: 0.25 }).map((path) => tellPath(path));
    expect(walked()).toEqual(walked());
  },
);

test.each(['shortest', () => false])(
  'options that are none are refused, as the default paths would be walked: %p',
  (options) => {
    const said = new TypeError("Paths are chosen by options, such as { strategy: 'shortest' }.");

    expect(() => getJoinPaths(options as never)).toThrow(said);
    expect(() => getResetPaths(options as never)).toThrow(said);
  },
);

test.each(['transitions', 'shortest', 'simple', 'answers', 'random'] as const)(
  'an `allows` that answers later is refused, as it would keep every path: %s',
  (strategy) => {
    const allows = (async () => false) as never;

    expect(() => getJoinPaths({ strategy, allows })).toThrow(
      new TypeError('allows must answer at once, with true or false: it is asked while the paths are made.'),
    );
  },
);

test('an `allows` that is not there leaves every path', () => {
  expect(getJoinPaths({ allows: null as never })).toHaveLength(getJoinPaths().length);
});

test('a page driver without deeds is refused', () => {
  const page = { open: () => undefined, sees: () => ({ state: 'idle' }) };

  expect(() => createPageDriver<JoinDeed>(page as never)).toThrow(
    new TypeError('deeds must say what the page can do, such as { join: ({ destination }) => … }.'),
  );
});

describe('a test clock', () => {
  test('starts at a time or at a date', async () => {
    for (const start of [5000, new Date(5000)]) {
      const clock = createTestClock(start);
      await clock.advance(10);

      expect(clock.now()).toBe(5010);
    }
  });

  const none = [
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    ['1000', '"1000"'],
  ] as const;

  test.each([...none, [new Date('no date'), 'NaN']])('starts at nothing else: %p', (start, told) => {
    expect(() => createTestClock(start as never)).toThrow(
      new RangeError(`start must be a Date, or a number of ms, not ${told}`),
    );
  });

  test.each([...none, [-1, '-1'], [undefined, 'undefined']])(
    'moves on by no such time, and goes on: %p',
    async (ms, told) => {
      const clock = createTestClock(0);
      let rung = 0;
      clock.setTimeout(() => rung++, 10);

      await expect(clock.advance(ms as never)).rejects.toThrow(
        new RangeError(`advance takes a number of ms, 0 or more, not ${told}`),
      );
      await clock.advance(10);
      expect([clock.now(), rung]).toEqual([10, 1]);
    },
  );

  test.each([...none, [undefined, 'undefined']])('jumps by no such time: %p', (ms, told) => {
    const clock = createTestClock(0);

    expect(() => clock.jump(ms as never)).toThrow(new RangeError(`jump takes a number of ms, not ${told}`));
    clock.jump(-10);
    expect(clock.now()).toBe(-10);
  });
});
