/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { resetFailure } from '../../src/guards/reset-failure.js';
import { reveal } from '../../src/guards/secret.js';
import { createPasswordReset } from '../../src/machines/password-reset.controller.js';
import * as PasswordReset from '../../src/react/password-reset-parts.js';
import { allowNoComplaints } from './no-complaints.js';
import {
  handle,
  messages,
  openAtCode,
  openAtNewPassword,
  openAtSlider,
  openPage,
  press,
  settle,
  type,
} from './reset-page.js';

allowNoComplaints();
afterEach(settle);

describe('The parts of the password reset', () => {
  test.each([
    ['a number', 8613600000000],
    ['nothing', null],
    ['a list', []],
  ])('say that the person is missing when the app gives %s for it', async (_, given) => {
    // An app in plain JavaScript may give anything.
    const { asked } = openPage({ command: { user: given as never } });
    await press();
    expect(screen.getByTestId('failure').textContent).toContain('Something is missing');
    expect(asked).toHaveLength(0);
  });

  test('lead from the account to a changed password', async () => {
    const { asked, reply } = await openAtNewPassword();
    expect(asked.map(({ operation }) => operation)).toEqual(['sendSlider', 'checkSlider', 'sendCode', 'checkCode']);
    expect(asked[0]!.request['user']).toBe('+8613600000000');
    expect(asked[1]!.request).toMatchObject({ pointX: 258, slideTime: 1500 });
    expect(reveal(asked[3]!.request['code'] as never)).toBe('012345');
    type('New password', 'correct-horse-7');
    await press();
    expect(reveal(asked[4]!.request['newPassword'] as never)).toBe('correct-horse-7');
    await reply({ ok: true });

    expect(screen.getByTestId('success').textContent).toBe('You can sign in with the new password now.');
    expect(screen.getByTestId('live').textContent).toBe('You can sign in with the new password now.');
  });

  test('keep who it is when another flow is given: that is no secret', () => {
    const never = () => new Promise<never>(() => undefined);
    const services = { sendSlider: never, checkSlider: never, sendCode: never, checkCode: never, reset: never };
    const flows = [createPasswordReset({ services }), createPasswordReset({ services })];
    const [one, other] = flows.map((flow) => (
      <PasswordReset.Root flow={flow} messages={messages}>
        <PasswordReset.User />
      </PasswordReset.Root>
    ));
    const { rerender } = render(one);
    type('Phone, e-mail or account', 'ada@example.com');
    rerender(other);

    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('ada@example.com');
    for (const flow of flows) flow.stop();
  });

  test.each([true, false, undefined])(
    'let the password be a temporary one where the app says so: %s',
    async (given) => {
      const { asked } = await openAtNewPassword(given === undefined ? {} : { temporary: given });
      type('New password', 'correct-horse-7');
      await press();

      expect(asked.at(-1)).toMatchObject({ operation: 'reset', request: { temporary: given === true } });
    },
  );

  test('carry the attributes that browsers and phones fill in by', async () => {
    openPage();
    const attributes = (label: string) => {
      const { autocomplete, inputMode, type: kind } = screen.getByLabelText<HTMLInputElement>(label);
      return [autocomplete, inputMode, kind];
    };
    expect(attributes('Phone, e-mail or account')).toEqual(['username', '', 'text']);
    // Sent before the script is there, it puts nothing into the address.
    expect(screen.getByLabelText('Phone, e-mail or account').hasAttribute('name')).toBe(false);
    cleanup();
    await openAtCode();
    expect(attributes('Verification code')[0]).toBe('one-time-code');
    expect(screen.getByLabelText('Verification code').getAttribute('inputmode')).toBe('numeric');
    // Chromium gives back what was typed by name and type: without a name, a code comes back in the field of the user.
    expect(screen.getByLabelText('Verification code').getAttribute('name')).toBe('code');
    cleanup();
    await openAtNewPassword();
    expect(attributes('New password').filter(Boolean)).toEqual(['new-password', 'password']);
    // A browser writes a field of text to disk, to restore the page with, unless this is off.
    fireEvent.click(screen.getByText('Show password'));
    expect(attributes('New password').filter(Boolean)).toEqual(['off', 'text']);
    // A form that is sent past React takes no password along.
    type('New password', 'correct-horse-7');
    expect([...new FormData(screen.getByLabelText<HTMLInputElement>('New password').form!)]).toEqual([]);
    fireEvent.click(screen.getByText('Hide password'));
    expect(attributes('New password').filter(Boolean)).toEqual(['new-password', 'password']);
  });

  test('bring the focus to each step’s field', async () => {
    await openAtSlider();
    expect(document.activeElement).toBe(handle());
    cleanup();
    await openAtCode();
    expect(document.activeElement).toBe(screen.getByLabelText('Verification code'));
  });

  test('go back to the field with the error when the code is wrong', async () => {
    const { reply } = await openAtCode();
    type('Verification code', '000000');
    await press();
    await reply({ ok: false, failure: resetFailure('codeWrong', { status: 400 }) });

    const input = screen.getByLabelText<HTMLInputElement>('Verification code');
    expect([input.value, input.getAttribute('aria-invalid')]).toEqual(['', 'true']);
    expect(document.activeElement).toBe(input);
    expect(screen.getByTestId('live').textContent).toBe('That code is not right');
  });

  test('say where the code went and when another can be had', async () => {
    const { asked, pass } = await openAtCode();
    expect(screen.getByText(/The code was sent to .*\+86136\*{4}0000/)).toBeTruthy();
    expect(screen.getByTestId('resend-in').textContent).toBe('You can ask for a new code in 3 minutes.');
    expect(screen.getByTestId('resend').textContent).toBe('Get a new code');
    expect(screen.getByTestId('resend').getAttribute('aria-describedby')).toBe(screen.getByTestId('resend-in').id);
    const before = asked.length;
    fireEvent.click(screen.getByTestId('resend'));
    expect(asked).toHaveLength(before);
    await pass(61_000);
    expect(screen.getByTestId('resend-in').textContent).toBe('You can ask for a new code in 1 minute, 59 seconds.');
    expect(screen.getByTestId('left').textContent).toBe('1 minute, 59 seconds left');
    await pass(120_000);
    expect(screen.queryByTestId('resend-in')).toBeNull();
    expect(screen.getByTestId('resend').getAttribute('aria-describedby')).toBeNull();
    fireEvent.click(screen.getByTestId('resend'));
    expect(asked).toHaveLength(before + 1);
  });

  test('promise no longer wait when the clock is set back, and another code is had in time', async () => {
    const { asked, clock, pass } = await openAtCode();
    await pass(1000);
    clock.jump(-3_600_000);
    await pass(59_000);
    expect(screen.getByTestId('resend-in').textContent).toBe('You can ask for a new code in 2 minutes.');
    expect(screen.getByTestId('left').textContent).toMatch(/^[12] minutes?(, 5\d seconds)? left$/);
    const before = asked.length;
    await pass(121_000);
    expect(screen.queryByTestId('resend-in')).toBeNull();
    expect(asked).toHaveLength(before + 1);
  });

  test('tick the rules while the password is typed', async () => {
    await openAtNewPassword();
    const met = () =>
      [...screen.getByTestId('rules').children].map((item) => (item as HTMLElement).dataset['state'] === 'met');
    expect(met()).toEqual([false, false, false, false, false]);
    type('New password', 'aaa');
    expect(met()).toEqual([false, false, true, false, true]);
    type('New password', 'correct-horse-7');
    expect(met()).toEqual([true, true, true, true, true]);
    type('New password', '');
    expect(met()).toEqual([false, false, false, false, false]);
  });

  test('keep a new password that breaks a rule in its field, and send nothing', async () => {
    const { asked } = await openAtNewPassword();
    const before = asked.length;
    type('New password', 'short');
    await press();

    expect(asked).toHaveLength(before);
    expect(screen.getByLabelText<HTMLInputElement>('New password').value).toBe('short');
    expect(screen.getByLabelText('New password').getAttribute('aria-invalid')).toBe('true');
  });
});
