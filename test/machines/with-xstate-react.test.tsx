/** @jest-environment jsdom */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, render } from '@testing-library/react';
import { useActor } from '@xstate/react';
import {
  createJoinFlow,
  createPasswordReset,
  joinFlowMachine,
  passwordResetMachine,
  provideJoinServices,
  provideResetServices,
} from 'meeting-join-flow';
import type { JoinServices, ResetServices } from 'meeting-join-flow';
import { createActor } from 'xstate';
import { asksPassword, deferredServices } from '../support/join-services.js';
import { meeting } from '../support/start-join.js';
import { settle } from '../support/moved-clock.js';
import { deferredReset } from '../support/reset-services.js';
import { person } from '../support/start-reset.js';

function Join({ services }: { readonly services?: JoinServices }) {
  const [snapshot] = useActor(services ? provideJoinServices(services) : joinFlowMachine);
  return <output>{snapshot.value}</output>;
}

function Reset({ services }: { readonly services?: ResetServices }) {
  const [snapshot] = useActor(services ? provideResetServices(services) : passwordResetMachine);
  return <output>{snapshot.value}</output>;
}

afterEach(cleanup);

// A hook puts the implementations of the machine that it is given into the machine that it has, where both are of one config.
describe('A component over XState’s own hooks that changes its services', () => {
  test('leaves flows of the first services with the first', async () => {
    const [first, second] = [deferredServices(), deferredServices()];
    const flow = createJoinFlow({ services: first.services });
    flow.join(meeting);
    await settle();
    const { rerender } = render(<Join services={first.services} />);
    rerender(<Join services={second.services} />);

    first.fetches[0]!.resolve(asksPassword);
    await settle();
    flow.submitPassword('for the first alone');
    await settle();

    expect(flow.getView().state).toBe('fetching');
    expect(first.fetches).toHaveLength(2);
    expect(second.fetches).toHaveLength(0);
    flow.stop();
  });

  test('leaves resets of the first services with the first', async () => {
    const [first, second] = [deferredReset(), deferredReset()];
    const { rerender } = render(<Reset services={first.services} />);
    rerender(<Reset services={second.services} />);

    const flow = createPasswordReset({ services: first.services });
    flow.start(person);
    await settle();

    expect([first.calls.length, second.calls.length]).toEqual([1, 0]);
    flow.stop();
  });

  test('leaves the charts without services as they are', async () => {
    const reported = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const [join, reset] = [deferredServices(), deferredReset()];
    const page = render(<Join />);
    page.rerender(<Join services={join.services} />);
    const other = render(<Reset />);
    other.rerender(<Reset services={reset.services} />);

    const bare = [createActor(joinFlowMachine).start(), createActor(passwordResetMachine).start()] as const;
    bare[0].send({ type: 'join', ...meeting });
    bare[1].send({ type: 'start', ...person });
    await act(settle);

    reported.mockRestore();
    expect(bare.map((actor) => actor.getSnapshot().context.failure?.kind)).toEqual([
      'unexpectedReply',
      'unexpectedReply',
    ]);
    expect([join.fetches.length, reset.calls.length]).toEqual([0, 0]);
  });
});
