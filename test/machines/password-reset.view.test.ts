import { describe, expect, test } from '@jest/globals';
import type { ResetState } from 'meeting-join-flow';
import { settle } from '../support/moved-clock.js';
import { sent } from '../support/reset-services.js';
import { goTo, goodPassword, person, place, startReset, startResetIn, wayStates } from '../support/start-reset.js';

type Can = 'submit' | 'refreshSlider' | 'resendCode' | 'retry' | 'cancel';
const possible: Readonly<Record<ResetState, readonly Can[]>> = {
  idle: [],
  requestingSlider: ['cancel'],
  sliderRequired: ['submit', 'refreshSlider', 'cancel'],
  checkingSlider: ['cancel'],
  sendingCode: ['cancel'],
  codeRequired: ['submit', 'cancel'],
  checkingCode: ['cancel'],
  newPasswordRequired: ['submit', 'cancel'],
  resetting: ['cancel'],
  success: [],
  error: ['retry', 'cancel'],
};

describe('the view of the password reset', () => {
  test.each(wayStates)('in %s says what can be done, and nothing else', async (state) => {
    const { flow } = await startResetIn(state);

    expect(flow.getView().state).toBe(state);
    const { can } = flow.getView();
    expect(Object.keys(can).filter((name) => can[name as Can])).toEqual(possible[state]);
  });

  test('shows the slider, where the code went, and until when a password is taken', async () => {
    const started = await startResetIn('sliderRequired');
    const { flow, clock } = started;
    const now = clock.now();
    expect(flow.getView()).toMatchObject({
      user: person.user,
      failure: null,
      attempts: { slider: 0, code: 0, password: 0 },
      slider: {
        backgroundUrl: 'data:image/png;base64,AAAA',
        pieceUrl: 'data:image/png;base64,BBBB',
        pointY: 31,
        expiresAt: now + 60_000,
      },
    });
    await goTo(started, 'codeRequired');
    expect(flow.getView()).toMatchObject({
      sentTo: { phone: '+86138****8000', email: null },
      expiresAt: now + 180_000,
      resendAt: now + 180_000,
    });
    await goTo(started, 'newPasswordRequired');
    expect(flow.getView()).toMatchObject({ expiresAt: now + 180_000 });
  });
});

describe('the controller of the password reset', () => {
  test('asks for another slider, and for another code once that is allowed', async () => {
    const started = await startResetIn('sliderRequired');
    const { flow, of, clock } = started;
    flow.refreshSlider();
    await settle();
    expect([flow.getView().state, of('sendSlider').length]).toEqual(['requestingSlider', 2]);

    await goTo(started, 'sendingCode');
    started.last('sendCode').resolve(sent(600));
    await settle();
    flow.resendCode();
    await settle();
    expect(flow.getView()).toMatchObject({ state: 'codeRequired', can: { submit: true, resendCode: false } });
    await clock.advance(180_000);
    expect(flow.getView()).toMatchObject({ state: 'codeRequired', can: { submit: true, resendCode: true } });
    flow.resendCode();
    await settle();
    expect([flow.getView().state, of('sendSlider').length]).toEqual(['requestingSlider', 3]);
    expect(flow.getView().can.resendCode).toBe(false);
  });

  test.each([
    ['requestingSlider', 'requestingSlider', null],
    ['sliderRequired', 'requestingSlider', null],
    ['newPasswordRequired', 'requestingSlider', null],
    ['sendingCode', 'codeRequired', null],
    ['codeRequired', 'codeRequired', null],
    ['resetting', 'error', 'outcomeUnknown'],
    ['error', 'error', 'network'],
    ['idle', 'idle', null],
  ] as const)('goes on from %s with %s', async (state, next, kind) => {
    const { flow, clock } = await startResetIn(state);
    const restored = startReset({ snapshot: JSON.parse(JSON.stringify(flow.persist())) as unknown, clock });
    await settle();
    const view = restored.flow.getView();
    expect([view.state, view.failure?.kind ?? null]).toEqual([next, kind]);
    expect(view.user).toBe(state === 'idle' ? null : person.user);
    expect(restored.calls.map(({ port }) => port)).toEqual(next === 'requestingSlider' ? ['sendSlider'] : []);
  });

  test.each([
    [undefined, false],
    [{}, false],
    [{ temporary: false }, false],
    [{ temporary: true }, true],
    [{ temporary: 'yes' as never }, false],
  ])('sets a password with the options %p: temporary is %p', async (more, temporary) => {
    const { flow, last } = await startResetIn('newPasswordRequired');
    flow.submitPassword(goodPassword, more);
    await settle();
    expect(last('reset').request.temporary).toBe(temporary);
  });

  test('sends what was chosen at the start with each step', async () => {
    const chosen = { user: 'annalise', sendMethod: 'email', clientType: 'pc', accountName: 'annalise' } as const;
    const started = startReset();
    const { flow, last } = started;
    flow.start(chosen);
    await settle();
    expect(last('sendSlider').request).toMatchObject({ user: 'annalise', clientType: 'pc' });
    await goTo(started, 'sendingCode');
    expect(last('sendCode').request).toMatchObject({ user: 'annalise', clientType: 'pc', sendMethod: 'email' });
    await goTo(started, 'newPasswordRequired');
    flow.submitPassword('x-Annalise-9');
    expect(flow.getView()).toMatchObject({
      state: 'newPasswordRequired',
      failure: { kind: 'passwordNotAcceptable', field: 'newPassword' },
    });
  });

  test('takes the loose reading of the password rules where it is told so', async () => {
    const loose = await startResetIn('newPasswordRequired', { passwordMode: 'lenient' });
    loose.flow.submitPassword('Aaa-bbb-77 ü');
    await settle();
    expect(loose.flow.getView().state).toBe('resetting');
    const strict = await startResetIn('newPasswordRequired');
    strict.flow.submitPassword('Aaa-bbb-77 ü');
    expect(strict.flow.getView()).toMatchObject({ failure: { kind: 'passwordNotAcceptable' } });
  });

  test('keeps the time limits that it is given', async () => {
    const { flow, clock, calls } = await startResetIn('checkingSlider', {
      timeouts: { attemptMs: 2000, totalMs: 5000 },
    });
    expect(calls.at(-1)?.request.timeoutMs).toBe(2000);
    await clock.advance(2000);
    expect(flow.getView()).toMatchObject({ state: 'error', failure: { kind: 'timeout' } });
  });

  test.each([undefined, null])('begins anew where %p was stored', (snapshot) => {
    expect(startReset({ snapshot }).flow.getView()).toMatchObject({ state: 'idle', user: null, failure: null });
  });

  test('tells of each step by its name, until the listener is taken off', async () => {
    const started = startReset();
    const all: string[] = [];
    const off = started.flow.on('*', ({ type }) => all.push(type));
    await goTo(started, 'codeRequired');
    expect(all.length).toBeGreaterThan(0);
    const before = all.length;
    off();
    started.flow.submitCode('1');
    await goTo(started, 'success');
    expect(all).toHaveLength(before);
  });

  test('starts over after a success, and with nothing after a reset', async () => {
    const started = await startResetIn('success');
    started.flow.reset();
    expect(started.flow.getView()).toMatchObject({ state: 'idle', user: null });
    started.flow.start(person);
    await settle();
    expect(started.flow.getView().state).toBe('requestingSlider');
    started.flow.submitSlider(place);
    expect(started.flow.getView().state).toBe('requestingSlider');
  });
});
