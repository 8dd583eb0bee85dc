import { describe, expect, test } from '@jest/globals';
import { getJoinView } from 'meeting-join-flow';
import type { JoinState } from 'meeting-join-flow';
import { joinFailure } from '../../src/guards/join-failure.js';
import { settle } from '../support/moved-clock.js';
import { captcha, joined, refused } from '../support/join-services.js';
import { meeting, startIn, startJoin } from '../support/start-join.js';
import type { Way } from '../support/start-join.js';

const can = (...names: ('submit' | 'refreshCaptcha' | 'retry' | 'cancel')[]) => ({
  submit: names.includes('submit'),
  refreshCaptcha: names.includes('refreshCaptcha'),
  retry: names.includes('retry'),
  cancel: names.includes('cancel'),
});
const possible: readonly (readonly [way: Way, state: JoinState, can: ReturnType<typeof can>])[] = [
  ['a look-up', 'fetching', can('cancel')],
  ['an answer', 'fetching', can('cancel')],
  ['a refresh that was asked for', 'refreshing', can('cancel')],
  ['a refresh by itself', 'refreshing', can('cancel')],
  ['the question for a password', 'passwordRequired', can('submit', 'cancel')],
  ['the question for a captcha', 'captchaRequired', can('submit', 'refreshCaptcha', 'cancel')],
  ['the question for a registration id', 'registrationRequired', can('submit', 'cancel')],
  ['an error', 'error', can('retry', 'cancel')],
];

describe('the view of the join flow', () => {
  test.each(possible)('after %s (%s) says what can be done, and nothing else', async (way, state, expected) => {
    expect((await startIn(way)).flow.getView()).toMatchObject({ state, can: expected });
  });

  test('offers nothing in idle and in success, and no retry of what cannot be mended', async () => {
    const { flow, fetches } = startJoin();
    expect(flow.getView()).toEqual({
      state: 'idle',
      failure: null,
      destination: null,
      attempts: { password: 0, captcha: 0, registrationId: 0 },
      can: can(),
      meeting: null,
    });
    flow.join(meeting);
    await settle();
    fetches[0]!.resolve(refused('policyDenied'));
    await settle();
    expect(flow.getView()).toMatchObject({ state: 'error', can: can('cancel') });
    flow.join(meeting);
    await settle();
    fetches[1]!.resolve(joined);
    await settle();
    expect(flow.getView()).toMatchObject({ state: 'success', failure: null, can: can() });
  });

  test('offers only another captcha where the one on the screen is used up', async () => {
    const spent = await startIn('the question for a captcha');
    const { value, context } = spent.flow.actor.getSnapshot();
    expect(getJoinView({ value, context: { ...context, captchaSpent: true } })).toMatchObject({
      state: 'captchaRequired',
      captcha: { id: 'first', spent: true },
      can: can('refreshCaptcha', 'cancel'),
    });
  });

  test('says what is fetched, what the field takes, and what is held', async () => {
    expect((await startIn('a look-up')).flow.getView()).toMatchObject({ doing: 'lookup' });
    expect((await startIn('an answer')).flow.getView()).toMatchObject({ doing: 'answer' });
    expect((await startIn('the question for a password')).flow.getView()).toMatchObject({
      needs: { password: true, captcha: false, registrationId: false },
      failure: { kind: 'passwordMissing' },
      accepts: ['password'],
    });
    expect((await startIn('the question for a registration id')).flow.getView()).toMatchObject({ accepts: [] });
    expect((await startIn('the question for a captcha')).flow.getView()).toMatchObject({
      captcha: { id: 'first', imageUrl: captcha('first').imageUrl, audioUrl: captcha('first').audioUrl, spent: false },
    });
  });

  test('says by the code what the field takes, beside a captcha too', async () => {
    const { context } = (await startIn('the question for a password')).flow.actor.getSnapshot();
    const asked = (await startIn('the question for a captcha')).flow.actor.getSnapshot();
    const needs = { ...asked.context.needs, password: true };
    const accepts = (refusal: typeof context.refusal) =>
      getJoinView({ value: 'captchaRequired', context: { ...asked.context, needs, refusal } });

    expect(accepts(context.refusal)).toMatchObject({ accepts: ['password'] });
    expect(accepts({ ...context.refusal!, code: null })).toMatchObject({ accepts: ['password', 'hostKey'] });
  });

  test.each(possible)('after %s (%s) has a captcha and needs only while they are asked for', async (way, state) => {
    const view = (await startIn(way)).flow.getView();
    expect([state, 'captcha' in view, 'needs' in view]).toEqual([
      state,
      state === 'captchaRequired' || state === 'refreshing',
      state.endsWith('Required'),
    ]);
  });

  test('keeps a damaged snapshot readable', async () => {
    const { flow } = startJoin();
    const { context } = flow.actor.getSnapshot();
    expect(getJoinView({ value: 'error', context })).toMatchObject({
      failure: { kind: 'unexpectedReply' },
      can: { retry: false },
    });
    expect(getJoinView({ value: 'passwordRequired', context })).toMatchObject({ failure: { kind: 'unexpectedReply' } });
    expect(getJoinView({ value: 'captchaRequired', context })).toMatchObject({
      captcha: { id: '', imageUrl: '', audioUrl: null, spent: true },
    });
    const failure = joinFailure('notStarted');
    expect(getJoinView({ value: 'error', context: { ...context, failure } })).toMatchObject({ can: { retry: false } });
  });
});
