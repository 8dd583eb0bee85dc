/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createJoinFlow, createMessages, createPasswordReset } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import { JoinFlow, PasswordReset, useFlow } from 'meeting-join-flow/react';
import {
  coverageOf,
  createAnswerDesk,
  createTestClock,
  getJoinPaths,
  getResetPaths,
  testPath,
} from 'meeting-join-flow/testing';
import type { FlowDriver, FlowPath, JoinDeed, ResetDeed } from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';
import type { ReactNode } from 'react';
import { StrictMode } from 'react';

jest.setTimeout(60_000);

const messages = createMessages();
let desk = createAnswerDesk();
let clock = createTestClock();

/** What the parts have been told, as a page can see it. */
function Probe() {
  const { view } = useFlow();
  const { state, failure, can, needs } = view;
  return (
    <output data-testid="view">
      {JSON.stringify({ state, failure: failure?.kind ?? null, can, needs: needs ?? null })}
    </output>
  );
}

const inAct = (work: () => void | Promise<void>) =>
  act(async () => {
    await work();
  });

/** Fills the fields, with nothing where the deed has nothing, and sends the form. */
function send(fields: Readonly<Record<string, string | undefined>>): void {
  for (const [field, text = ''] of Object.entries(fields)) {
    const input = document.querySelector(`[data-field=${field}]`);
    // Not every deed has a field for all that it may carry: what is not asked for has none.
    if (input) fireEvent.input(input, { target: { value: text } });
  }
  fireEvent.submit(document.querySelector('form')!);
}
const press = (part: string): void => void fireEvent.click(document.querySelector(`[data-part=${part}]`)!);

/** The deeds that are a press of a button. */
const buttons = {
  refreshCaptcha: 'captcha-refresh',
  refreshSlider: 'slider-refresh',
  resendCode: 'resend',
  cancel: 'cancel',
  retry: 'retry',
  reset: 'start-over',
} as const;

/** Ids that something on the page names, and that no one element, or more than one, has. */
function looseEnds(): readonly string[] {
  const named = [...document.querySelectorAll('[for],[aria-describedby],[aria-labelledby]')].flatMap((element) =>
    ['for', 'aria-describedby', 'aria-labelledby'].flatMap((name) => element.getAttribute(name)?.split(' ') ?? []),
  );
  return named.filter((id) => document.querySelectorAll(`[id="${id}"]`).length !== 1);
}

/** A page made of the package's own parts, and a driver that knows it only by its fields and buttons. */
function driverOf<Deed>(open: () => ReactNode, does: (deed: Deed) => void): FlowDriver<Deed> {
  return {
    begin() {
      cleanup();
      desk = createAnswerDesk();
      clock = createTestClock();
      render(<StrictMode>{open()}</StrictMode>);
    },
    does: (deed) => inAct(() => does(deed)),
    async answers(answer) {
      for (let waited = 0; waited < 40 && !desk.waiting.includes(answer.operation); waited++)
        await inAct(() => clock.advance(250));
      await inAct(async () => {
        if (!desk.answer(answer)) throw new Error(`nothing asked for ${answer.operation}`);
        await clock.advance(0);
      });
    },
    waits: (ms) => inAct(() => clock.advance(ms)),
    sees() {
      expect(looseEnds()).toEqual([]);
      return JSON.parse(screen.getByTestId('view').textContent) as { state: string };
    },
    end: () => cleanup(),
  };
}

const join = driverOf<JoinDeed>(
  () => {
    const services = createWebexServices({ transport: desk.transport, siteUrl: 'https://acme.webex.com' });
    return (
      <JoinFlow.Root flow={createJoinFlow({ services, clock })} messages={messages}>
        <JoinFlow.Destination />
        <JoinFlow.Password />
        <JoinFlow.RegistrationId />
        <JoinFlow.Captcha />
        <JoinFlow.Retry />
        <JoinFlow.Cancel />
        <JoinFlow.StartOver />
        <Probe />
      </JoinFlow.Root>
    );
  },
  (deed) => {
    switch (deed.type) {
      case 'join':
        send({ destination: deed.destination });
        break;
      case 'submitPassword':
        send({ password: deed.password });
        break;
      case 'submitRegistrationId':
        send({ registrationId: deed.registrationId, password: deed.password });
        break;
      case 'submitCaptcha':
        send({ captcha: deed.code, password: deed.password, registrationId: deed.registrationId });
        break;
      default:
        press(buttons[deed.type]);
    }
  },
);

const reset = driverOf<ResetDeed>(
  () => {
    const services = createHuaweiServices({ transport: desk.transport });
    return (
      <PasswordReset.Root flow={createPasswordReset({ services, clock })} messages={messages}>
        <PasswordReset.User />
        <PasswordReset.Slider />
        <PasswordReset.SliderRefresh />
        <PasswordReset.Code />
        <PasswordReset.Resend />
        <PasswordReset.ResendIn />
        <PasswordReset.NewPassword />
        <PasswordReset.Retry />
        <PasswordReset.Cancel />
        <PasswordReset.StartOver />
        <Probe />
      </PasswordReset.Root>
    );
  },
  (deed) => {
    switch (deed.type) {
      case 'start':
        send({ user: deed.user });
        break;
      case 'submitSlider': {
        const step = screen.getAllByRole('button').find((button) => button.textContent === '+10')!;
        for (let x = 0; x < deed.pointX; x += 10) fireEvent.click(step);
        send({});
        break;
      }
      case 'submitCode':
        send({ code: deed.code });
        break;
      case 'submitPassword':
        send({ newPassword: deed.password });
        break;
      default:
        press(buttons[deed.type]);
    }
  },
);

/** Walks every path, and tells all that go wrong at once. */
async function walkAll<Deed>(paths: readonly FlowPath<Deed>[], driver: FlowDriver<Deed>): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const path of paths) await testPath(path, driver).catch((error: unknown) => wrong.push(String(error)));
  return wrong;
}

/** A page that has nothing yet has nothing to start over. */
const hasButtons = ({ name }: { readonly name: string }): boolean => !name.includes('idle: reset');
/** The parts have no field for it before the service has asked. */
const beyondParts = /with a (password|permission token)/;

describe('generated paths, on the React parts under StrictMode', () => {
  test('through the join flow', async () => {
    const paths = getJoinPaths({ allows: ({ text }) => !beyondParts.test(text) }).filter(hasButtons);

    expect(await walkAll(paths, join)).toEqual([]);
    expect(coverageOf(paths).states.missing).toEqual([]);
    expect(coverageOf(paths).transitions.missing).toEqual([
      'idle: reset → (stays)',
      // A stale permission token is the app's to bring along.
      'fetching: xstate.done.actor.fetchMeetingInfo [4] → fetching',
    ]);
  });

  test('through the password reset', async () => {
    const paths = getResetPaths().filter(hasButtons);

    expect(await walkAll(paths, reset)).toEqual([]);
    expect(coverageOf(paths).states.missing).toEqual([]);
    expect(coverageOf(paths).transitions.missing).toEqual(['idle: reset → (stays)']);
  });
});
