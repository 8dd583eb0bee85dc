/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Activity } from 'react';
import { createMessages } from '../../src/messages/messages.js';
import * as JoinFlow from '../../src/react/join-flow-parts.js';
import { destination, Meeting, settle } from './probed-meeting.js';
import type { Probe } from './probed-meeting.js';
import { picture, refused, scriptServices } from './scripted-services.js';

afterEach(() => cleanup());

/** A meeting that wants a password, on a page that can be hidden. */
async function openPage() {
  const { services, asked } = scriptServices();
  const probe: Probe = { renders: [] };
  const page = (mode: 'visible' | 'hidden') => (
    <Activity mode={mode}>
      <Meeting services={services} probe={probe} />
    </Activity>
  );
  const { rerender } = render(page('visible'));
  await act(async () => probe.flow!.join({ destination }));
  await act(async () => asked[0]!.reply(refused('passwordMissing')));
  return {
    probe,
    asked,
    async hideAndShow() {
      rerender(page('hidden'));
      await settle();
      rerender(page('visible'));
      await settle();
    },
  };
}

// Apart: React has it from 19.2 on.
describe('The join flow as a hook, hidden by Activity', () => {
  test('posts no answer again when it is hidden and shown in the middle of a check', async () => {
    const { probe, asked, hideAndShow } = await openPage();
    await act(async () => probe.flow!.submitPassword('first'));
    await hideAndShow();

    expect(asked.filter(({ request }) => request.password !== null)).toHaveLength(1);
    expect(asked[1]!.signal.aborted).toBe(true);
    expect(asked).toHaveLength(3);
    await act(async () => asked[2]!.reply(refused('passwordMissing')));
    expect(screen.getByText(/^passwordRequired/)).toBeTruthy();
  });

  test('keeps its place and asks nothing when it is hidden while it waits for the person', async () => {
    const { probe, asked, hideAndShow } = await openPage();
    await hideAndShow();

    expect(asked).toHaveLength(1);
    await act(async () => probe.flow!.submitPassword('first'));
    expect(asked).toHaveLength(2);
  });
});

describe('The parts of the join flow, hidden by Activity', () => {
  test('keep what is typed into the captcha, and clean up a ref in its own way', async () => {
    const { services, asked } = scriptServices();
    const messages = createMessages();
    const given: string[] = [];
    const page = (mode: 'visible' | 'hidden') => (
      <Activity mode={mode}>
        <JoinFlow.Root services={services} messages={messages} command={{ destination }}>
          <JoinFlow.Title asChild>
            <h1
              ref={(node) => {
                given.push(node!.tagName);
                return () => void given.push('gone');
              }}
            />
          </JoinFlow.Title>
          <JoinFlow.Captcha />
          <JoinFlow.Submit />
        </JoinFlow.Root>
      </Activity>
    );
    const { rerender, unmount } = render(page('visible'));
    await act(async () => {
      fireEvent.click(screen.getByRole('button'));
    });
    const needs = { password: false, registrationId: false, captcha: true };
    await act(async () => asked[0]!.reply(refused('captchaMissing', { needs, captcha: picture('one') })));
    const input = document.querySelector<HTMLInputElement>('[data-field=captcha]')!;
    fireEvent.input(input, { target: { value: '12' } });
    rerender(page('hidden'));
    await settle();
    rerender(page('visible'));
    await settle();

    expect(input.value).toBe('12');
    unmount();
    expect(new Set(given)).toEqual(new Set(['H1', 'gone']));
    expect(given.at(-1)).toBe('gone');
  });
});
