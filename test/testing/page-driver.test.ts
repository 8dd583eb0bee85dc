import { afterEach, describe, expect, test } from '@jest/globals';
import { createJoinFlow } from 'meeting-join-flow';
import type { JoinFlow } from 'meeting-join-flow';
import { createAnswerDesk, createPageDriver, getJoinPaths, testPath } from 'meeting-join-flow/testing';
import type { JoinDeed, JoinPath, PageDriver, PageDriverOptions } from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';

type Deeds = PageDriverOptions<JoinDeed>['deeds'];

const flows: JoinFlow[] = [];
afterEach(() => {
  for (const flow of flows.splice(0)) flow.stop();
});

/** A page without a browser: a flow, and what its fields and buttons do. */
function driverOf(deedsOf: (flow: JoinFlow, other: JoinFlow) => Deeds): PageDriver<JoinDeed> {
  const desk = createAnswerDesk();
  const services = createWebexServices({ transport: desk.transport, siteUrl: 'https://acme.webex.com' });
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
  submitCaptcha: ({ code }) => {
    flow.submitCaptcha({ code });
  },
  cancel: () => {
    flow.cancel();
  },
});

const pathWith = (driver: PageDriver<JoinDeed>, deed: JoinDeed['type']): JoinPath =>
  getJoinPaths({ strategy: 'simple', to: 'success', maxLength: 4, allows: driver.allows }).find(({ steps }) =>
    steps.some((step) => step.by === 'user' && step.does.type === deed),
  )!;

describe('a page driver', () => {
  test('has nothing against a page that posts once what was typed', async () => {
    const driver = driverOf(right);
    const paths = getJoinPaths({
      allows: (step) => driver.allows(step) && !(step.does && 'permissionToken' in step.does),
    });

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

  test('finds a page that posts something else than was typed, and names the field', async () => {
    const cut = driverOf((flow) => ({
      ...right(flow),
      submitPassword: ({ password }) => {
        flow.submitPassword(password.toUpperCase());
      },
    }));
    const swapped = driverOf((flow) => ({
      ...right(flow),
      submitCaptcha: ({ code }) => {
        flow.submitCaptcha({ code: 'not what was typed', password: code });
      },
    }));

    await expect(testPath(pathWith(cut, 'submitPassword'), cut)).rejects.toThrow(
      'the request does not carry what was typed: "password" is "OPEN-SESAME", not "open-sesame"',
    );
    await expect(testPath(pathWith(swapped, 'submitCaptcha'), swapped)).rejects.toThrow(
      'the request does not carry what was typed: "captchaVerifyCode" is "not what was typed", not "4711"',
    );
  });

  test('looks at the last answer of a path too, and misses a request that is not sent', async () => {
    const driver = driverOf((flow) => ({
      ...right(flow),
      submitPassword: () => {
        flow.submitPassword('');
      },
    }));
    const silent = createPageDriver<JoinDeed>({
      open: () => undefined,
      deeds: { join: () => undefined, submitPassword: () => undefined },
      sees: () => ({ state: 'fetching' }),
      patienceMs: 30,
    });
    const path = pathWith(driver, 'submitPassword');
    const cut = { ...path, steps: path.steps.slice(0, 3) };

    await expect(testPath(cut, driver)).rejects.toThrow('state is "passwordRequired", not "fetching"');
    await silent.does({ type: 'submitPassword', password: 'open-sesame' }, {} as never);
    await expect(silent.sees({ state: 'fetching' } as never)).rejects.toThrow(
      'the page sent nothing of what was typed',
    );
  });
});
