/** @jest-environment jsdom */
import { describe, expect, test } from '@jest/globals';
import { act, fireEvent, render, screen } from '@testing-library/react';
import * as JoinFlow from '../../src/react/join-flow-parts.js';
import { destination, field, messages, openAtPassword, openPage, press, settle, type, wholePage } from './join-page.js';
import { allowNoComplaints } from './no-complaints.js';
import * as reset from './reset-page.js';
import { picture, refused, scriptServices, wantsBoth } from './scripted-services.js';

allowNoComplaints();

/** At a password that was refused, beside a captcha. */
async function openAtBoth() {
  const page = await openAtPassword();
  type('Meeting password', 'wrong');
  await press();
  await page.reply(wantsBoth('passwordWrong', 'one'));
  return page;
}

describe('The focus', () => {
  test('goes to the heading when nothing that is typed is to blame', async () => {
    const { reply } = openPage();
    type('Meeting link or number', destination);
    await press();
    await reply(refused('signInRequired'));

    expect(document.activeElement?.tagName).toBe('H2');
    // The Tab key does not stop there.
    expect(document.activeElement?.getAttribute('tabindex')).toBe('-1');
  });

  test('goes to the field where no heading is drawn', async () => {
    const { reply } = openPage(
      <>
        <JoinFlow.Destination />
        <JoinFlow.Submit data-testid="submit" />
      </>,
    );
    type('Meeting link or number', destination);
    await press();
    await reply(refused('signInRequired'));

    expect(document.activeElement).toBe(field('Meeting link or number'));
  });

  test('goes to the captcha with a picture that was asked for, though the password is to blame', async () => {
    const { refreshes } = await openAtBoth();
    fireEvent.click(screen.getByText('New picture'));
    await act(async () => refreshes[0]!({ ok: true, captcha: picture('two') }));

    expect(document.activeElement).toBe(field('Characters in the picture'));
  });

  test('goes to the refused password when the new picture came by itself, and that is emptied', async () => {
    const { refreshes, reply } = await openAtBoth();
    type('Meeting password', 'wrong again');
    type('Characters in the picture', 'abc');
    screen.getByTestId('submit').focus();
    await press();
    await reply({ ...wantsBoth('passwordWrong', 'one'), captcha: null } as never);
    await act(async () => refreshes[0]!({ ok: true, captcha: picture('two') }));

    expect(document.activeElement).toBe(field('Meeting password'));
    expect([field('Meeting password').value, field('Characters in the picture').value]).toEqual(['', '']);
  });

  test('stays on the button while the answer is on its way, also where one was refused before', async () => {
    await openAtBoth();
    type('Meeting password', 'right');
    type('Characters in the picture', 'abc');
    const submit = screen.getByTestId('submit');
    submit.focus();
    await press();

    expect(document.activeElement).toBe(submit);
  });

  test('and the text stay where they are when the page is drawn again while the service thinks', async () => {
    const { services, asked } = scriptServices();
    const page = (title: string) => (
      <JoinFlow.Root services={services} messages={messages} title={title}>
        {wholePage}
      </JoinFlow.Root>
    );
    const { rerender } = render(page('one'));
    type('Meeting link or number', destination);
    await press();
    await act(async () => asked[0]!.reply(refused('passwordMissing')));
    type('Meeting password', 'open sesame');
    const submit = screen.getByTestId('submit');
    submit.focus();
    await press();
    rerender(page('two'));
    await settle();

    expect(field('Meeting password').value).toBe('open sesame');
    expect(document.activeElement).toBe(submit);
  });

  test('stays where it is when another code comes within reach', async () => {
    const { pass } = await reset.openAtCode(600);
    screen.getByTestId('resend').focus();
    await pass(181_000);

    expect(document.activeElement).toBe(screen.getByTestId('resend'));
    await reset.settle();
  });
});
