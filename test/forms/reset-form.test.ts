import { describe, expect, test } from '@jest/globals';
import { resetFields, reveal, secret, submitReset } from 'meeting-join-flow';
import type { ResetAnswers, ResetState } from 'meeting-join-flow';
import { settle } from '../support/moved-clock.js';
import { refusal } from '../support/reset-services.js';
import { busyStates, goodPassword, goTo, person, place, startReset } from '../support/start-reset.js';

/** A flow on the straight way. */
async function openAt(state: ResetState) {
  const started = startReset();
  if (state !== 'idle') await goTo(started, state);
  return started;
}

describe('resetFields', () => {
  test.each([
    ['idle', ['user']],
    ['sliderRequired', ['slider']],
    ['codeRequired', ['code']],
    ['newPasswordRequired', ['newPassword']],
    ['success', []],
  ] as const)('of %s are %j', async (state, fields) => {
    const { flow } = await openAt(state);
    expect([flow.getView().state, resetFields(flow.getView())]).toEqual([state, fields]);
  });

  test('of a failure that nothing typed here helps is the person again', async () => {
    const { flow, last } = await openAt('requestingSlider');
    last('sendSlider').resolve(refusal('blocked'));
    await settle();
    expect([flow.getView().state, resetFields(flow.getView())]).toEqual(['error', ['user']]);
  });
});

describe('submitReset', () => {
  const all: ResetAnswers = {
    user: ` ${person.user} `,
    sendMethod: 'sms',
    accountName: 'ada',
    slider: place,
    code: ' 374104 ',
    newPassword: goodPassword,
    temporary: true,
  };

  test('starts with the person, without the spaces around, and with what the app adds', async () => {
    const { flow, last } = startReset();
    expect(submitReset(flow, all)).toBe(true);
    expect(last('sendSlider').request).toMatchObject({ user: person.user });
    expect(flow.actor.getSnapshot().context).toMatchObject({ sendMethod: 'sms', accountName: 'ada' });
  });

  test('takes a form as it is', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ user: ` ${person.user} `, sendMethod: 'sms', code: ' 374104 ' }))
      form.append(name, value);
    const { flow, last } = startReset();
    expect(submitReset(flow, form)).toBe(true);
    expect(last('sendSlider').request).toMatchObject({ user: person.user });
    expect(flow.actor.getSnapshot().context).toMatchObject({ sendMethod: 'sms' });

    const asking = await openAt('codeRequired');
    expect(submitReset(asking.flow, form)).toBe(true);
    expect(reveal(asking.last('checkCode').request.code)).toBe('374104');
  });

  test('says that the person is missing, when nothing was typed', () => {
    const { flow, calls } = startReset();
    submitReset(flow, {});
    expect(flow.getView().failure?.field).toBe('user');
    expect(calls).toHaveLength(0);
  });

  test('starts again after a failure', async () => {
    const { flow, last, of } = await openAt('requestingSlider');
    last('sendSlider').resolve(refusal('blocked'));
    await settle();
    submitReset(flow, { user: 'ada@example.com' });
    expect(of('sendSlider').map(({ request }) => request.user)).toEqual([person.user, 'ada@example.com']);
  });

  test('answers the slider with where the piece is', async () => {
    const { flow, last } = await openAt('sliderRequired');
    expect(submitReset(flow, all)).toBe(true);
    expect(last('checkSlider').request).toMatchObject(place);
  });

  test('posts no slider that was not moved', async () => {
    const { flow, of } = await openAt('sliderRequired');
    submitReset(flow, {});
    expect([flow.getView().failure?.field, of('checkSlider').length]).toEqual(['slider', 0]);
  });

  test('answers with the code, without the spaces around', async () => {
    const { flow, last } = await openAt('codeRequired');
    expect(submitReset(flow, all)).toBe(true);
    expect(reveal(last('checkCode').request.code)).toBe('374104');
  });

  test.each([
    ['may', { ...all, temporary: true }, true],
    ['may not', { ...all, temporary: false }, false],
    // What `FormData` has of a box that is ticked, whatever it stands for.
    ['may not', { ...all, temporary: 'on' as never }, false],
    ['may not, unless the app says so,', { newPassword: goodPassword }, false],
  ])('answers with the new password, which the service %s want changed again', async (_, answers, temporary) => {
    const { flow, last } = await openAt('newPasswordRequired');
    expect(submitReset(flow, answers)).toBe(true);
    const { request } = last('reset');
    expect([reveal(request.newPassword), request.temporary]).toEqual([goodPassword, temporary]);
  });

  test.each(['codeRequired', 'newPasswordRequired'] as const)(
    'posts nothing in %s when nothing was typed, and says what is missing',
    async (state) => {
      const { flow, calls } = await openAt(state);
      const before = calls.length;
      expect(submitReset(flow, {})).toBe(false);
      const { failure } = flow.getView();
      expect([failure?.kind, failure?.field]).toEqual(['inputInvalid', resetFields(flow.getView())[0]]);
      expect(calls).toHaveLength(before);
    },
  );

  test.each([...busyStates, 'success'] as const)('is not taken in %s', async (state) => {
    const { flow, calls } = await openAt(state);
    const { actor } = flow;
    const before = calls.length;
    expect(submitReset(flow, all)).toBe(false);
    expect([flow.getView().state, flow.actor === actor, calls.length]).toEqual([state, true, before]);
  });

  // An app in plain JavaScript may pass anything.
  const odd: readonly unknown[] = [undefined, null, 5, 'text', [], new FormData(), () => 'text', ['text', [], null]];

  test.each(['idle', 'sliderRequired', 'codeRequired', 'newPasswordRequired'] as const)(
    'in %s says what is missing when there are no answers at all',
    async (state) => {
      for (const answers of odd) {
        const { flow } = await openAt(state);
        const [field] = resetFields(flow.getView());
        expect(submitReset(flow, answers as ResetAnswers)).toBe(false);
        expect([flow.getView().state, flow.getView().failure?.field]).toEqual([state, field]);
      }
    },
  );

  test.each(['idle', 'sliderRequired', 'codeRequired', 'newPasswordRequired'] as const)(
    'in %s refuses by name what is of a wrong kind',
    async (state) => {
      for (const value of [null, true, {}, [], new File(['x'], 'x.txt'), Symbol('text')]) {
        const { flow, calls } = await openAt(state);
        const [field = 'user'] = resetFields(flow.getView());
        const before = calls.length;
        expect(submitReset(flow, { [field]: value })).toBe(false);
        expect([flow.getView().failure?.field, calls.length]).toEqual([field, before]);
      }
    },
  );

  test('takes a code that is a secret already, as it is', async () => {
    const { flow, last } = await openAt('codeRequired');
    const code = secret('374104');
    submitReset(flow, { code });
    expect(last('checkCode').request.code).toBe(code);
  });

  test('is not taken by a flow that is stopped', () => {
    const { flow, calls } = startReset();
    flow.stop();
    expect([submitReset(flow, all), calls.length]).toEqual([false, 0]);
  });
});
