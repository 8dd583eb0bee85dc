import { act, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMessages } from '../../src/messages/messages.js';
import * as JoinFlow from '../../src/react/join-flow-parts.js';
import { refused, scriptServices } from './scripted-services.js';

export const destination = 'https://acme.webex.com/meet/ada';
export const messages = createMessages();
export const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 5)));

export const wholePage = (
  <>
    <JoinFlow.Title />
    <JoinFlow.Status data-testid="live" />
    <JoinFlow.Destination />
    <JoinFlow.Password />
    <JoinFlow.RegistrationId />
    <JoinFlow.Captcha />
    <JoinFlow.Failure data-testid="failure" />
    <JoinFlow.Success data-testid="success">{(meeting) => meeting.meetingNumber}</JoinFlow.Success>
    <JoinFlow.Submit data-testid="submit" />
    <JoinFlow.Action data-testid="action" />
    <JoinFlow.Cancel />
    <JoinFlow.StartOver />
  </>
);

type More = Partial<Pick<JoinFlow.JoinFlowRootProps, 'messages' | 'onAction' | 'command'>>;

export function openPage(children: ReactNode = wholePage, more: More = {}) {
  const script = scriptServices();
  render(
    <JoinFlow.Root services={script.services} messages={messages} {...more}>
      {children}
    </JoinFlow.Root>,
  );
  const reply = async (outcome: Parameters<(typeof script.asked)[0]['reply']>[0]) => {
    await act(async () => script.asked.at(-1)!.reply(outcome));
    await settle();
  };
  return { ...script, reply };
}

export const type = (label: string, text: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
export const press = async () => {
  await act(async () => {
    fireEvent.click(screen.getByTestId('submit'));
  });
};
export const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);

export async function openAtPassword(children?: ReactNode, more?: More) {
  const page = openPage(children, more);
  type('Meeting link or number', destination);
  await press();
  await page.reply(refused('passwordMissing'));
  return page;
}
