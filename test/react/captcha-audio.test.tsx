/** @jest-environment jsdom */
import { describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createMessages } from '../../src/messages/messages.js';
import * as JoinFlow from '../../src/react/join-flow-parts.js';
import { allowNoComplaints } from './no-complaints.js';
import { picture, scriptServices, wantsBoth } from './scripted-services.js';

allowNoComplaints();

/** A recording as browsers play it: what is stopped before it began has failed to begin. */
function recordings() {
  const made: {
    readonly url: string;
    begin(): void;
    fail(error: Error): void;
    onended(): void;
    onerror(): void;
    paused: boolean;
  }[] = [];
  jest.spyOn(globalThis, 'Audio').mockImplementation(((url: string) => {
    let begin!: () => void;
    let fail!: (error: Error) => void;
    const begun = new Promise<void>((resolve, reject) => ([begin, fail] = [resolve, reject]));
    const audio = {
      url,
      paused: false,
      begin,
      fail,
      onended: () => undefined,
      onerror: () => undefined,
      play: () => begun,
      pause() {
        this.paused = true;
        fail(new DOMException('', 'AbortError'));
      },
    };
    made.push(audio);
    return audio;
  }) as never);
  return made;
}

/** The form where a captcha is asked for. */
async function openAtCaptcha() {
  const made = recordings();
  const { services, asked, refreshes } = scriptServices();
  render(
    <JoinFlow.Root services={services} messages={createMessages()} command={{ destination: '123456789' }}>
      <JoinFlow.Captcha />
      <JoinFlow.Submit />
    </JoinFlow.Root>,
  );
  const click = (text: string) => act(async () => void fireEvent.click(screen.getByText(text)));
  await click('Continue');
  await act(async () => asked[0]!.reply(wantsBoth('captchaMissing', 'one')));
  const button = () => screen.getByText<HTMLButtonElement>(/^Listen to the characters|recording/);
  return {
    made,
    listen: () => act(async () => button().click()),
    state: () => button().dataset['state'],
    label: () => button().textContent,
    async renew() {
      await click('New picture');
      await act(async () => refreshes[0]!({ ok: true, captcha: picture('two') }));
    },
  };
}

describe('The button that plays the captcha', () => {
  test('plays the recording, and is idle when it is over', async () => {
    const { made, listen, state } = await openAtCaptcha();
    expect(state()).toBe('idle');
    await listen();
    await act(async () => made[0]!.begin());
    expect([made[0]!.url, state()]).toEqual(['https://acme.webex.com/captcha/one.wav', 'playing']);
    // Neither with the page's cookies, nor only where the service sends CORS headers.
    expect(made[0]).not.toHaveProperty('crossOrigin');
    await act(async () => made[0]!.onended());

    expect(state()).toBe('idle');
  });

  test('says when the recording cannot be played, and plays it when pressed again', async () => {
    const { made, listen, state, label } = await openAtCaptcha();
    await listen();
    await act(async () => made[0]!.fail(new TypeError('no codec')));
    expect([state(), label()]).toEqual(['failed', 'The recording cannot be played. Try again']);

    await listen();
    await act(async () => made[1]!.begin());
    expect([state(), label()]).toEqual(['playing', 'Listen to the characters']);
  });

  test('says so too of one that breaks off', async () => {
    const { made, listen, state } = await openAtCaptcha();
    await listen();
    await act(async () => made[0]!.begin());
    await act(async () => made[0]!.onerror());

    expect(state()).toBe('failed');
  });

  test('is not spoken of where there is none', () => {
    const { label } = createMessages();

    expect(`${label('captchaImage')} ${label('captchaHint')}`).not.toMatch(/listen/i);
  });

  test('pressed again, plays from the start and says nothing of the one before', async () => {
    const { made, listen, state } = await openAtCaptcha();
    await listen();
    await listen();

    expect(made.map(({ paused }) => paused)).toEqual([true, false]);
    expect(state()).toBe('playing');
  });

  test.each(['begun', 'not begun'])('is idle beside a new picture: the old recording, %s, is stopped', async (how) => {
    const { made, listen, state, renew } = await openAtCaptcha();
    await listen();
    if (how === 'begun') await act(async () => made[0]!.begin());
    await renew();

    expect(made[0]!.paused).toBe(true);
    expect(state()).toBe('idle');
  });

  test('goes silent when the form is gone', async () => {
    const { made, listen } = await openAtCaptcha();
    await listen();
    cleanup();

    expect(made[0]!.paused).toBe(true);
  });
});
