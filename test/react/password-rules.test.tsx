/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createPasswordReset } from '../../src/machines/password-reset.controller.js';
import type { PasswordReset as Flow } from '../../src/machines/password-reset.controller.js';
import type { StartCommand } from '../../src/machines/password-reset.types.js';
import { createMessages } from '../../src/messages/messages.js';
import { useFlow } from '../../src/react/flow-context.js';
import * as PasswordReset from '../../src/react/password-reset-parts.js';
import { createMovedClock, settle } from '../support/moved-clock.js';
import { deferredReset, slider } from '../support/reset-services.js';
import { goTo } from '../support/start-reset.js';
import { allowNoComplaints } from './no-complaints.js';

const messages = createMessages();

interface Page {
  readonly command: StartCommand;
  readonly mode?: 'strict' | 'lenient';
  /** The app made the flow, and the Root is told nothing of how. */
  readonly isOwn?: boolean;
}

/** A page at the step of the new password. */
async function openRules({ command, mode = 'strict', isOwn = false }: Page) {
  const deferred = deferredReset();
  const clock = createMovedClock();
  const options = { services: deferred.services, clock, passwordMode: mode };
  let flow!: Flow;
  function Catch() {
    flow = useFlow().flow as Flow;
    return null;
  }
  const made = isOwn ? { flow: createPasswordReset(options) } : options;
  render(
    <PasswordReset.Root {...made} messages={messages}>
      <Catch />
      <PasswordReset.NewPassword />
      <PasswordReset.PasswordRules data-testid="rules" />
      <PasswordReset.Submit data-testid="submit" />
    </PasswordReset.Root>,
  );
  await act(async () => {
    flow.start(command);
    await settle();
    deferred.last('sendSlider').resolve(slider());
    await settle();
    await goTo({ ...deferred, flow, clock }, 'newPasswordRequired');
  });
  return {
    flow,
    /** The places of the rules that are not ticked. */
    open: () =>
      [...screen.getByTestId('rules').children].flatMap((rule, at) =>
        (rule as HTMLElement).dataset['state'] === 'open' ? [at] : [],
      ),
    type: (text: string) => fireEvent.input(screen.getByLabelText('New password'), { target: { value: text } }),
    press: () =>
      act(async () => {
        fireEvent.click(screen.getByTestId('submit'));
        await settle();
      }),
    posted: () => deferred.of('reset').length,
  };
}

allowNoComplaints();

const phone = '+8613801380138';
/** In the order in which they are drawn. */
const [length, classes, characters, repeats, userName] = [0, 1, 2, 3, 4];

describe('The rules of the new password', () => {
  test.each<readonly [what: string, page: Page, password: string, broken: readonly number[]]>([
    [
      'the account that the app named',
      { command: { user: phone, accountName: 'zhangsan' } },
      'zhangsan-2024',
      [userName],
    ],
    ['no other word than that account', { command: { user: 'lisi', accountName: 'zhangsan' } }, 'lisi-2024', []],
    ['an account as the user', { command: { user: 'zhangsan' } }, 'ZHANGSAN-2024', [userName]],
    ['an address, which is no account', { command: { user: 'li@example.com' } }, 'li@example.com-7', []],
    ['a number, which is no account', { command: { user: phone } }, `${phone}-x`, []],
    ['the lenient reading', { command: { user: phone }, mode: 'lenient' }, 'Baaad wörd 1', []],
    ['the strict reading', { command: { user: phone } }, 'Baaad wörd 1', [characters, repeats]],
    ['all at once', { command: { user: 'aaa' } }, 'aaa', [length, classes, repeats, userName]],
  ])(
    'are ticked as the chart judges them, by the flow of the Root and by one of the app: %s',
    async (_, page, ...row) => {
      const [password, broken] = row;
      for (const isOwn of [false, true]) {
        const { flow, open, type, press, posted } = await openRules({ ...page, isOwn });
        type(password);
        expect([isOwn, open()]).toEqual([isOwn, broken]);
        await press();
        expect([isOwn, posted()]).toEqual([isOwn, broken.length === 0 ? 1 : 0]);
        expect(flow.getView().failure?.kind ?? null).toBe(broken.length === 0 ? null : 'passwordNotAcceptable');
        cleanup();
        flow.stop();
      }
    },
  );

  test('are those of the flow that is drawn now, and none is met before anything is typed', async () => {
    const flows: Flow[] = [];
    for (const accountName of ['zhangsan', 'lisi']) {
      const deferred = deferredReset();
      const clock = createMovedClock();
      const flow = createPasswordReset({ services: deferred.services, clock });
      flow.start({ user: phone, accountName });
      await settle();
      deferred.last('sendSlider').resolve(slider());
      await settle();
      await goTo({ ...deferred, flow, clock }, 'newPasswordRequired');
      flows.push(flow);
    }
    const draw = (flow: Flow) => (
      <PasswordReset.Root flow={flow} messages={messages}>
        <PasswordReset.NewPassword />
        <PasswordReset.PasswordRules data-testid="rules" />
      </PasswordReset.Root>
    );
    const states = () =>
      [...screen.getByTestId('rules').children].map((rule) => (rule as HTMLElement).dataset['state']);
    const { rerender } = render(draw(flows[0]!));
    expect(new Set(states())).toEqual(new Set(['open']));

    rerender(draw(flows[1]!));
    fireEvent.input(screen.getByLabelText('New password'), { target: { value: 'lisi-2024' } });
    expect(states()[userName]).toBe('open');
    fireEvent.input(screen.getByLabelText('New password'), { target: { value: 'zhangsan-2024' } });
    expect(states()[userName]).toBe('met');
    for (const flow of flows) flow.stop();
  });

  test('say what is met on a page that the browser has translated', async () => {
    const { type } = await openRules({ command: { user: phone } });
    // As translators of pages do: an element in the place of each text.
    const texts = document.createTreeWalker(screen.getByTestId('rules'), NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      const wrapped = document.createElement('span');
      wrapped.textContent = text.data;
      text.replaceWith(wrapped);
    }
    type('Meeting-2024');

    expect(screen.getByTestId('rules').children[length]?.textContent).toBe('8 to 32 characters (met)');
  });
});
