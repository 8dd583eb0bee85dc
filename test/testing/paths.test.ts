import { describe, expect, test } from '@jest/globals';
import {
  coverageOf,
  createMemoryJoinDriver,
  createMemoryResetDriver,
  getJoinPaths,
  getResetPaths,
  testPath,
} from 'meeting-join-flow/testing';
import type { FlowDriver, FlowPath } from 'meeting-join-flow/testing';

/** Walks every path, and tells all that go wrong at once. */
async function walkAll<Deed>(paths: readonly FlowPath<Deed>[], driver: FlowDriver<Deed>): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const path of paths) await testPath(path, driver).catch((error: unknown) => wrong.push(String(error)));
  return wrong;
}

/** Everything is taken, and little is called beyond reach. */
function holdCoverage<Deed>(paths: readonly FlowPath<Deed>[]): void {
  const { states, transitions } = coverageOf(paths);

  expect(states.missing).toEqual([]);
  expect(transitions.missing).toEqual([]);
  expect(Object.keys(transitions.beyond).length).toBeLessThan(transitions.reached.length / 5);
}

describe('paths from the production charts take every transition that a person, the service or time can bring about', () => {
  test('join', async () => {
    const paths = getJoinPaths();

    holdCoverage(paths);
    expect(await walkAll(paths, createMemoryJoinDriver())).toEqual([]);
  });

  test('password reset', async () => {
    const paths = getResetPaths();

    holdCoverage(paths);
    expect(await walkAll(paths, createMemoryResetDriver())).toEqual([]);
  });
});

/** The last steps of paths, by state, what happened, and what came of it. */
const lastSteps = <Deed>(paths: readonly FlowPath<Deed>[]): readonly string[] =>
  paths.map(({ steps }) => `${steps.at(-2)?.expect.state} ${steps.at(-1)?.text} ${steps.at(-1)?.expect.state}`);

describe('the paths that are the default have the end of a request that no reply ends', () => {
  test('an answer that is lost, which a transport may post again, on a page that takes it in its own step', () => {
    const paths = getJoinPaths({
      allows: ({ by, does }) => by !== 'time' && !(does?.type === 'join' && does.password),
    });
    const lost = paths.filter(({ name }) => name.startsWith('takes fetching: an answer is lost → error'));

    // What comes then, a join or another try, must not carry it.
    expect(lost.map(({ steps }) => steps.at(-1)?.does?.type).sort()).toEqual(['join', 'retry']);
    for (const { steps } of lost) {
      expect(steps.at(-3)).toMatchObject({ does: { type: 'submitPassword' } });
      expect(steps.at(-2)).toMatchObject({ answer: { lost: true }, expect: { failure: 'network' } });
      expect(steps.at(-1)?.expect.state).toBe('fetching');
    }
  });

  test('an answer that is lost, also where a page can neither try again nor join then', () => {
    const paths = getJoinPaths({ allows: ({ state, by }) => state !== 'error' || by !== 'user' });

    expect(paths.map(({ name }) => name)).toContain('takes fetching: an answer is lost → error');
  });

  test('the time limit of each state that has one', () => {
    expect(lastSteps(getJoinPaths())).toEqual(
      expect.arrayContaining([
        'fetching the time of fetchMeetingInfo is over error',
        'refreshing the time of refreshCaptcha is over captchaRequired',
      ]),
    );
    const ofReset = lastSteps(getResetPaths());
    for (const [state, actor] of [
      ['requestingSlider', 'sendSlider'],
      ['checkingSlider', 'checkSlider'],
      ['sendingCode', 'sendCode'],
      ['checkingCode', 'checkCode'],
      ['resetting', 'resetPassword'],
    ])
      expect(ofReset).toContain(`${state} the time of ${actor} is over error`);
  });
});
