/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { Activity } from 'react';
import { destination, Meeting, settle } from './probed-meeting.js';
import type { Probe } from './probed-meeting.js';
import { refused, scriptServices } from './scripted-services.js';

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
