/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { Activity, StrictMode, useEffect } from 'react';
import { reveal } from '../../src/guards/secret.js';
import type { PasswordReset } from '../../src/machines/password-reset.controller.js';
import type { UsePasswordResetOptions } from '../../src/react/use-password-reset.js';
import { usePasswordReset } from '../../src/react/use-password-reset.js';
import { createMovedClock } from '../support/moved-clock.js';
import { deferredReset, known, refusal, sent, slider } from '../support/reset-services.js';
import { askingStates, busyStates, goTo, place } from '../support/start-reset.js';

afterEach(() => cleanup());

const minutes = 60_000;

function Page(props: { readonly hear: (flow: PasswordReset) => void; readonly options: UsePasswordResetOptions }) {
  const { hear, options } = props;
  const { view, flow } = usePasswordReset(options);
  useEffect(() => hear(flow));
  return (
    <p>
      {view.state}, {view.failure?.kind ?? 'nothing wrong'}
    </p>
  );
}

/** A reset on a page that can be hidden and shown, in a state along the straight way. */
async function openIn(state: Parameters<typeof goTo>[1]) {
  const deferred = deferredReset();
  const clock = createMovedClock();
  let flow!: PasswordReset;
  const hear = (next: PasswordReset): void => {
    flow = next;
  };
  const options = { services: deferred.services, clock };
  const page = (mode: 'visible' | 'hidden') => (
    <StrictMode>
      <Activity mode={mode}>
        <Page hear={hear} options={options} />
      </Activity>
    </StrictMode>
  );
  const { rerender, unmount } = render(page('visible'));
  /** The stop of a flow waits for a task. */
  const aTask = () => act(async () => new Promise((done) => setTimeout(done, 5)));
  const started = {
    ...deferred,
    clock,
    get flow() {
      return flow;
    },
  };
  await act(() => goTo(started, state));
  return {
    ...deferred,
    clock,
    getFlow: () => flow,
    goTo: (next: typeof state) => act(() => goTo(started, next)),
    said: () => screen.getByText(/, /).textContent,
    pass: (ms: number) => act(() => clock.advance(ms)),
    answer: (give: () => void) =>
      act(async () => {
        give();
        await clock.advance(0);
      }),
    async hide() {
      rerender(page('hidden'));
      await aTask();
    },
    async show() {
      rerender(page('visible'));
      await aTask();
    },
    async unmount() {
      unmount();
      await aTask();
    },
  };
}

describe('A password reset that waits for the person, hidden by Activity', () => {
  test.each(askingStates)('keeps its place in %s until its deadline, and what was solved', async (state) => {
    const { calls, clock, hide, show, pass, said, goTo: go, of } = await openIn(state);
    const before = calls.length;
    for (let time = 0; time < 3; time++) {
      await hide();
      await pass(10_000);
      await show();
      expect(said()).toBe(`${state}, nothing wrong`);
    }
    expect(calls).toHaveLength(before);

    await go('success');
    expect(said()).toBe('success, nothing wrong');
    expect(reveal(of('reset')[0]!.request.token)).toBe('T4-canary');
    expect(of('sendSlider')).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });

  test.each([
    ['sliderRequired', 'sliderExpired'],
    ['codeRequired', 'codeExpired'],
    ['newPasswordRequired', 'tokenExpired'],
  ] as const)('sends nothing when a deadline of %s comes, and goes on with it once shown', async (state, kind) => {
    const { calls, clock, of, hide, show, pass, said } = await openIn(state);
    const before = calls.length;
    await hide();
    await pass(10 * minutes);
    expect(calls).toHaveLength(before);
    expect(clock.waiting).toBe(0);

    await show();
    expect(said()).toBe(`requestingSlider, ${kind}`);
    expect(of('sendSlider')).toHaveLength(2);
    expect(calls).toHaveLength(before + 1);
  });

  test('has a code that expired meanwhile wait for the next one, and asks for that while somebody looks', async () => {
    const { answer, last, of, hide, show, pass, said } = await openIn('sendingCode');
    await answer(() => last('sendCode').resolve(sent(60)));
    await hide();
    await pass(90_000);
    await show();
    expect(said()).toBe('codeRequired, codeExpired');

    await pass(89_000);
    expect(of('sendSlider')).toHaveLength(1);
    await pass(2_000);
    expect(said()).toBe('requestingSlider, codeExpired');
    expect(of('sendSlider')).toHaveLength(2);
  });

  test('allows another code that came within reach meanwhile', async () => {
    const { answer, last, hide, show, pass, getFlow } = await openIn('sendingCode');
    await answer(() => last('sendCode').resolve(sent(600)));
    await hide();
    await pass(4 * minutes);
    await show();

    expect(getFlow().getView()).toMatchObject({ state: 'codeRequired', failure: null, can: { resendCode: true } });
  });

  test('does not wait longer than before when the clock is set back meanwhile', async () => {
    const { clock, hide, show, pass, said } = await openIn('newPasswordRequired');
    await pass(170_000);
    await hide();
    clock.jump(-60 * minutes);
    await pass(5_000);
    await show();
    expect(said()).toBe('newPasswordRequired, nothing wrong');
    await pass(10_000);
    expect(said()).toBe('requestingSlider, tokenExpired');
  });

  test('takes a command of the app all the same, whose request ends in time', async () => {
    const { calls, clock, getFlow, hide, show, pass, said } = await openIn('sliderRequired');
    await hide();
    await pass(20_000);
    await act(async () => getFlow().submitSlider(place));
    expect(calls.at(-1)!.port).toBe('checkSlider');
    await pass(16_000);
    expect(getFlow().getView()).toMatchObject({ state: 'error', failure: { kind: 'timeout' } });
    expect(calls.at(-1)!.signal.aborted).toBe(true);
    expect(clock.waiting).toBe(0);
    await show();
    expect(said()).toBe('error, timeout');
    expect(clock.waiting).toBe(0);
  });

  test('takes no deadline of a step that the app has left meanwhile', async () => {
    const { calls, clock, getFlow, hide, show, pass, said } = await openIn('codeRequired');
    const before = calls.length;
    await hide();
    await pass(10 * minutes);
    await act(async () => getFlow().cancel());
    await show();

    expect(said()).toBe('idle, nothing wrong');
    expect([calls.length, clock.waiting]).toEqual([before, 0]);
  });

  test('waits for the person at the next step too, which a request of the app leads to', async () => {
    const { answer, calls, clock, getFlow, last, hide, show, pass, said } = await openIn('codeRequired');
    await hide();
    await answer(() => getFlow().submitCode('123456'));
    await answer(() => last('checkCode').resolve(known()));
    const before = calls.length;
    await pass(10 * minutes);
    expect(calls).toHaveLength(before);
    expect(clock.waiting).toBe(0);
    await show();
    expect(said()).toBe('requestingSlider, tokenExpired');
  });
});

describe('A password reset in the middle of a request, hidden by Activity', () => {
  test.each([
    ['requestingSlider', 'requestingSlider, nothing wrong', 0],
    ['checkingSlider', 'requestingSlider, nothing wrong', 0],
    ['sendingCode', 'codeRequired, nothing wrong', 1],
    ['checkingCode', 'codeRequired, nothing wrong', 1],
    ['resetting', 'error, outcomeUnknown', 0],
  ] as const)(
    'aborts what is in flight in %s, is at %s once shown, and posts no answer again',
    async (state, at, tries) => {
      const { calls, clock, getFlow, of, hide, show, pass, said } = await openIn(state);
      const before = calls.length;
      await hide();
      expect(calls.at(-1)!.signal.aborted).toBe(true);
      await pass(1 * minutes);
      expect(calls).toHaveLength(before);
      expect(clock.waiting).toBe(0);

      await show();
      expect(said()).toBe(at);
      expect(getFlow().getView().attempts.code).toBe(tries);
      for (const port of ['checkSlider', 'sendCode', 'checkCode', 'reset'] as const)
        expect(of(port).length).toBeLessThanOrEqual(1);
    },
  );
});

describe('A password reset that is shown', () => {
  test('goes on at its deadlines under StrictMode', async () => {
    const { last, answer, pass, said } = await openIn('newPasswordRequired');
    await pass(3 * minutes);
    expect(said()).toBe('requestingSlider, tokenExpired');
    await answer(() => last('sendSlider').resolve(refusal('network')));
    await answer(() => last('sendSlider').resolve(slider()));
    expect(said()).toMatch(/^(requestingSlider|sliderRequired), tokenExpired$/);
  });
});

describe('A password reset that is unmounted', () => {
  test.each([...askingStates, ...busyStates])('in %s sends nothing more, and leaves no timer', async (state) => {
    const { calls, clock, unmount, pass } = await openIn(state);
    const before = calls.length;
    await unmount();
    await pass(10 * minutes);

    expect(calls).toHaveLength(before);
    expect(clock.waiting).toBe(0);
  });
});
