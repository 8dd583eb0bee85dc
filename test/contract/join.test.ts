import { describe, expect, test } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import * as core from 'meeting-join-flow';
import type * as Ours from 'meeting-join-flow';
import { createActor } from 'xstate';
import type { SnapshotFrom } from 'xstate';
import type * as Contract from './contract.js';

/** Names of the contract's join half, and of what both flows share. */
const names = [
  'secret',
  'reveal',
  'failureKinds',
  'TransportError',
  'createJoinFlow',
  'joinFlowMachine',
  'provideJoinServices',
  'getJoinView',
  'classifyMeetingInfoReply',
] as const satisfies readonly (keyof typeof Contract & keyof typeof Ours)[];

describe('the contract, join half (types are checked by the compiler)', () => {
  test('every name is exported', () => {
    for (const name of names) expect([name, typeof core[name]]).not.toEqual([name, 'undefined']);
  });

  test('failures and their parts are the same', () => {
    expectTypeOf<Ours.FailureKind>().toEqualTypeOf<Contract.FailureKind>();
    expectTypeOf<Ours.FailureField>().toEqualTypeOf<Contract.FailureField>();
    expectTypeOf<Ours.FailureAction>().toEqualTypeOf<Contract.FailureAction>();
    expectTypeOf<Ours.Failure>().toEqualTypeOf<Contract.Failure>();
    expectTypeOf(core.failureKinds).toExtend<typeof Contract.failureKinds>();
  });

  test('secrets, transports and clocks are interchangeable', () => {
    expectTypeOf<Ours.Secret>().toEqualTypeOf<Contract.Secret>();
    expectTypeOf<Ours.HttpRequest>().toEqualTypeOf<Contract.HttpRequest>();
    expectTypeOf<Ours.HttpReply>().toEqualTypeOf<Contract.HttpReply>();
    expectTypeOf<Ours.Transport>().toEqualTypeOf<Contract.Transport>();
    expectTypeOf<Ours.Clock>().toEqualTypeOf<Contract.Clock>();
    expectTypeOf<InstanceType<typeof core.TransportError>>().toExtend<Contract.TransportError>();
    expectTypeOf(core.reveal).toEqualTypeOf<typeof Contract.reveal>();
    expectTypeOf(core.secret).toExtend<typeof Contract.secret>();
  });

  test('commands, states, captchas and needs are the same', () => {
    expectTypeOf<Ours.Destination>().toEqualTypeOf<Contract.Destination>();
    expectTypeOf<Ours.DestinationType>().toEqualTypeOf<Contract.DestinationType>();
    expectTypeOf<Ours.JoinCommand>().toEqualTypeOf<Contract.JoinCommand>();
    expectTypeOf<Ours.JoinState>().toEqualTypeOf<Contract.JoinState>();
    expectTypeOf<Ours.Captcha>().toEqualTypeOf<Contract.Captcha>();
    expectTypeOf<Ours.Needs>().toEqualTypeOf<Contract.Needs>();
  });

  test('a view has at least the fields of the contract, in each state', () => {
    type Theirs<State extends Contract.JoinState> = Extract<Contract.JoinView, { state: State }>;
    type View<State extends Contract.JoinState> = Extract<Ours.JoinView, { state: State }>;
    expectTypeOf<View<'idle'>>().toExtend<Theirs<'idle'>>();
    expectTypeOf<View<'fetching'>>().toExtend<Theirs<'fetching'>>();
    expectTypeOf<View<'passwordRequired'>>().toExtend<Theirs<'passwordRequired'>>();
    expectTypeOf<View<'captchaRequired'>>().toExtend<Theirs<'captchaRequired'>>();
    expectTypeOf<View<'registrationRequired'>>().toExtend<Theirs<'registrationRequired'>>();
    expectTypeOf<View<'refreshing'>>().toExtend<Theirs<'refreshing'>>();
    expectTypeOf<View<'success'>>().toExtend<Theirs<'success'>>();
    expectTypeOf<View<'error'>>().toExtend<Theirs<'error'>>();
    expectTypeOf<Ours.MeetingInfo>().toExtend<Contract.MeetingInfo>();
    type Named = 'permissionToken' | 'meetingNumber' | 'meetingJoinUrl' | 'sipUrl';
    expectTypeOf<Pick<Ours.MeetingInfo, Named>>().toEqualTypeOf<Pick<Contract.MeetingInfo, Named>>();
  });

  test('the controller and the classifier take what the contract says', () => {
    type Commands = 'join' | 'submitPassword' | 'submitCaptcha' | 'submitRegistrationId' | 'refreshCaptcha';
    type Plain = Commands | 'cancel' | 'retry' | 'reset' | 'persist' | 'stop' | 'subscribe' | 'on';
    expectTypeOf<Pick<Ours.JoinFlow, Plain>>().toExtend<Pick<Contract.JoinFlow, Plain>>();
    // A type that is known only when the app runs, as the contract takes it.
    const type = ['challenge'].join();
    expectTypeOf<Ours.JoinFlow['on']>().toBeCallableWith(type, () => undefined);
    expectTypeOf<Ours.PasswordReset['on']>().toBeCallableWith(type, () => undefined);
    expectTypeOf<Parameters<typeof Contract.classifyMeetingInfoReply>[0]>().toExtend<Ours.MeetingInfoReply>();
    expectTypeOf<Ours.MeetingInfoVerdict>().toEqualTypeOf<ReturnType<typeof Contract.classifyMeetingInfoReply>>();
    type Options = Omit<Parameters<typeof Contract.createJoinFlow>[0], 'services'>;
    expectTypeOf<Options>().toExtend<Omit<Ours.JoinFlowOptions, 'services'>>();
  });
});

describe('wrong programs do not compile', () => {
  test('the states of the chart are texts of a closed set', () => {
    expectTypeOf<SnapshotFrom<typeof core.joinFlowMachine>['value']>().toEqualTypeOf<Contract.JoinState>();
  });

  test('a plain text is no secret, an event has to exist, and a state of the view has its own fields', () => {
    const actor = createActor(core.joinFlowMachine);
    const wrong = (flow: Ours.JoinFlow): void => {
      // @ts-expect-error a plain text is no secret
      actor.send({ type: 'password.submit', password: 'open-sesame' });
      // @ts-expect-error there is no such event
      actor.send({ type: 'password.forget' });
      // @ts-expect-error a captcha answer is needed
      flow.submitCaptcha({ password: 'p' });
      // @ts-expect-error a join needs a destination
      flow.join({});
      // @ts-expect-error only `captchaRequired` and `refreshing` have a captcha
      expect(flow.getView().captcha).toBeUndefined();
      // @ts-expect-error there is no such telemetry
      flow.on('answer.posted', () => undefined);
      flow.on('failed', (event) => {
        expectTypeOf(event.kind).toEqualTypeOf<Contract.FailureKind>();
      });
    };

    expect(wrong).toBeInstanceOf(Function);
  });
});
