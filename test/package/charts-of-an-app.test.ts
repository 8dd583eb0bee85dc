import { describe, expect, jest, test } from '@jest/globals';
import * as xstate from 'xstate';
import type * as Core from '../../src/index.js';

/** The core as a page loads it, and which charts it has set up since. */
function load() {
  const charts: string[] = [];
  let core: typeof Core | undefined;
  jest.isolateModules(() => {
    jest.doMock('xstate', () => ({
      ...xstate,
      setup(given: { readonly actors: object }) {
        charts.push(String(Object.keys(given.actors)[0]));
        return xstate.setup(given);
      },
    }));
    core = jest.requireActual<typeof Core>('../../src/index.js');
    jest.dontMock('xstate');
  });
  return { core: core!, charts };
}
const never = () => new Promise<never>(() => undefined);
const joinServices = () => ({ fetchMeetingInfo: never, refreshCaptcha: never });

describe('an app pays for the charts that it shows', () => {
  test('importing the core builds none', () => {
    const { core, charts } = load();
    expect(core.joinFlowMachine).toBeInstanceOf(xstate.StateMachine);
    expect(core.passwordResetMachine).toBeInstanceOf(xstate.StateMachine);
    expect(charts).toEqual([]);
  });

  test('a join flow builds its own, once for each services object', () => {
    const { core, charts } = load();
    const services = joinServices();
    for (const each of [services, services, joinServices()]) core.createJoinFlow({ services: each }).stop();
    expect(charts).toEqual(['fetchMeetingInfo', 'fetchMeetingInfo']);
  });

  test('a reset builds its own', () => {
    const { core, charts } = load();
    const services = { sendSlider: never, checkSlider: never, sendCode: never, checkCode: never, reset: never };
    for (let flows = 0; flows < 2; flows++) core.createPasswordReset({ services }).stop();
    expect(charts).toEqual(['sendSlider']);
  });

  test('the exported machines are built when they are looked into', () => {
    const { core, charts } = load();
    expect(core.passwordResetMachine.id).toBe('passwordReset');
    expect(charts).toEqual(['sendSlider']);
    expect(core.joinFlowMachine.id).toBe('joinFlow');
    expect(charts).toEqual(['sendSlider', 'fetchMeetingInfo']);
  });
});
