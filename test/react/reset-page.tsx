import { jest } from '@jest/globals';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { secret } from '../../src/guards/secret.js';
import type { ResetServices } from '../../src/machines/password-reset.types.js';
import { createMessages } from '../../src/messages/messages.js';
import * as PasswordReset from '../../src/react/password-reset-parts.js';
import { createMovedClock } from '../support/moved-clock.js';

export const messages = createMessages();
export const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 5)));

type Operation = keyof ResetServices;
type Asked = Readonly<Record<string, unknown>>;

type More = Partial<Pick<PasswordReset.PasswordResetRootProps, 'messages' | 'command' | 'temporary'>>;

export function openPage(more: More = {}, slider: ReactNode = <PasswordReset.Slider />) {
  const asked: { operation: Operation; request: Asked; reply: (outcome: unknown) => void }[] = [];
  const port = (operation: Operation) => (request: unknown) =>
    new Promise((reply) => {
      asked.push({ operation, request: request as Asked, reply });
    });
  const services = {
    sendSlider: port('sendSlider'),
    checkSlider: port('checkSlider'),
    sendCode: port('sendCode'),
    checkCode: port('checkCode'),
    reset: port('reset'),
  } as unknown as ResetServices;
  // One turn after each timer is enough for a page, and three take long in jsdom.
  const clock = createMovedClock(undefined, 1);
  render(
    <StrictMode>
      <PasswordReset.Root services={services} clock={clock} messages={messages} {...more}>
        <PasswordReset.Title />
        <PasswordReset.Status data-testid="live" />
        <PasswordReset.User />
        {slider}
        <PasswordReset.SliderRefresh />
        <PasswordReset.Code />
        <PasswordReset.Resend data-testid="resend" />
        <PasswordReset.ResendIn data-testid="resend-in" />
        <PasswordReset.NewPassword />
        <PasswordReset.PasswordRules data-testid="rules" />
        <PasswordReset.TimeLeft data-testid="left" />
        <PasswordReset.Failure data-testid="failure" />
        <PasswordReset.Submit data-testid="submit" />
        <PasswordReset.Success data-testid="success" />
      </PasswordReset.Root>
    </StrictMode>,
  );
  const reply = async (outcome: unknown) => {
    await act(async () => asked.at(-1)!.reply(outcome));
    await settle();
  };
  /** Time passes, in ms. */
  const pass = (ms: number) => act(() => clock.advance(ms));
  return { asked, clock, pass, reply };
}

const token = () => ({ ok: true, token: secret('token'), expiresInS: 180 });
export const puzzle = (name: string) => ({
  ...token(),
  backgroundUrl: `data:image/png;base64,${name}`,
  pieceUrl: 'data:image/png;base64,piece',
  pointY: 60,
});
export const press = async () => {
  await act(async () => {
    fireEvent.click(screen.getByTestId('submit'));
  });
};
export const type = (label: string, text: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
export const handle = () => screen.getByRole<HTMLInputElement>('slider');
export const at = () => handle().valueAsNumber;
/** What the browser does with the arrow keys, with Home and End, and while its handle is dragged. */
export const slideTo = (x: number) => fireEvent.input(handle(), { target: { value: String(x) } });
export const partOf = (name: string) => document.querySelector<HTMLElement>(`[data-part=${name}]`)!;

export async function openAtSlider(more?: More, slider?: ReactNode) {
  const page = openPage(more, slider);
  type('Phone, e-mail or account', '+8613600000000');
  await press();
  await page.reply(puzzle('one'));
  return page;
}

/** @param expiresInS Another code can be had after 3 minutes, or with the end of this one. */
export async function openAtCode(expiresInS = 180, more?: More) {
  const page = await openAtSlider(more);
  slideTo(258);
  await page.pass(1500);
  await press();
  await page.reply(token());
  await page.reply({ ok: true, expiresInS, phone: '+86136****0000', email: null });
  return page;
}

export async function openAtNewPassword(more?: More) {
  const page = await openAtCode(undefined, more);
  type('Verification code', '012345');
  await press();
  await page.reply(token());
  return page;
}

/** jsdom lays nothing out: the areas of the slider are as wide as the test says. */
export function drawAt(width: number) {
  jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({ left: 20, width } as DOMRect);
}
export async function openAtPart(name: string) {
  const page = await openAtSlider();
  drawAt(300);
  return { ...page, part: partOf(name) };
}
export const point = (
  type: 'down' | 'move' | 'up' | 'cancel',
  element: Element,
  clientX: number,
  pointerId = 1,
  button = 0,
) =>
  act(async () => {
    // jsdom has no PointerEvent with coordinates: a mouse event of that name carries them.
    const event = new MouseEvent(`pointer${type}`, { bubbles: true, cancelable: true, clientX, button });
    fireEvent(element, Object.assign(event, { pointerId, isPrimary: pointerId === 1 }));
  });
