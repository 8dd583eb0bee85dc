import { describe, expect, test } from '@jest/globals';
import type { PasswordResetEmitted } from 'meeting-join-flow';
import { settle } from '../support/moved-clock.js';
import type { Port } from '../support/reset-services.js';
import { refusal, sent, slider } from '../support/reset-services.js';
import { busyStates, goodPassword, goTo, place, startReset, startResetIn } from '../support/start-reset.js';
import type { StartedReset } from '../support/start-reset.js';

/** Everything that the flow tells from now on. */
function hear({ flow }: StartedReset): PasswordResetEmitted[] {
  const heard: PasswordResetEmitted[] = [];
  flow.on('*', (event) => heard.push(event));
  return heard;
}

type Kind = Parameters<typeof refusal>[0];
const code = 'USG.206010001';
async function refuse({ last }: StartedReset, port: Port, kind: Kind): Promise<void> {
  last(port).resolve(refusal(kind, { code }));
  await settle();
}

const challenge = (wants: string, kind: string | null = null) => ({ type: 'challenge', wants, kind });
const answered = (answer: string) => ({ type: 'answer.sent', answer });
const refused = (kind: string, attempts: object) => ({
  type: 'answer.refused',
  kind,
  attempts: { slider: 0, code: 0, password: 0, ...attempts },
});
const failed = (kind: string, its: string | null = code) => ({ type: 'failed', kind, code: its });

const portOf = {
  requestingSlider: 'sendSlider',
  checkingSlider: 'checkSlider',
  sendingCode: 'sendCode',
  checkingCode: 'checkCode',
  resetting: 'reset',
} as const;

describe('the telemetry of the password reset', () => {
  test('tells of each question, each answer and the end of the straight way, in this order', async () => {
    const started = startReset();
    const heard = hear(started);
    await goTo(started, 'success');

    expect(heard).toEqual([
      challenge('slider'),
      answered('slider'),
      { type: 'code.sent' },
      challenge('code'),
      answered('code'),
      challenge('newPassword'),
      answered('newPassword'),
      { type: 'passwordChanged' },
    ]);
  });

  test('tells a listener of one type of that type only', async () => {
    const started = startReset();
    const heard: unknown[] = [];
    const off = started.flow.on('challenge', (event) => heard.push(event));
    await goTo(started, 'codeRequired');
    expect(heard).toEqual([challenge('slider'), challenge('code')]);
    off();
    await goTo(started, 'success');
    expect(heard).toHaveLength(2);
  });

  test.each(['sliderWrong', 'sliderMissing', 'unknownCode'] as const)(
    'tells of five places refused as %s, and that the fifth is the end',
    async (kind) => {
      const started = await startResetIn('sliderRequired');
      const heard = hear(started);
      for (let tries = 1; tries <= 5; tries++) {
        await goTo(started, 'checkingSlider');
        await refuse(started, 'checkSlider', kind);
      }

      expect(heard).toEqual([
        ...[1, 2, 3, 4].flatMap((tries) => [
          answered('slider'),
          refused('sliderWrong', { slider: tries }),
          challenge('slider', 'sliderWrong'),
        ]),
        answered('slider'),
        refused('sliderWrong', { slider: 5 }),
        failed('blocked'),
      ]);
    },
  );

  test.each(['codeWrong', 'codeMissing', 'unknownCode'] as const)(
    'tells of five codes refused as %s, the last of which is over',
    async (kind) => {
      const started = await startResetIn('codeRequired');
      const heard = hear(started);
      for (let tries = 1; tries <= 5; tries++) {
        started.flow.submitCode('000000');
        await settle();
        await refuse(started, 'checkCode', kind);
      }

      expect(heard).toEqual([
        ...[1, 2, 3, 4].flatMap((tries) => [answered('code'), refused(kind, { code: tries }), challenge('code', kind)]),
        answered('code'),
        refused(kind, { code: 5 }),
        challenge('code', 'codeExpired'),
      ]);
    },
  );

  test('asks for no other code after the last one when the next one may be sent at once', async () => {
    const started = await startResetIn('sendingCode');
    started.last('sendCode').resolve(sent(600));
    await settle();
    for (let tries = 1; tries <= 4; tries++) {
      started.flow.submitCode('000000');
      await settle();
      await refuse(started, 'checkCode', 'codeWrong');
    }
    await started.clock.advance(180_000);
    const heard = hear(started);
    started.flow.submitCode('000000');
    await settle();
    await refuse(started, 'checkCode', 'codeWrong');
    started.last('sendSlider').resolve(slider());
    await settle();

    expect(heard).toEqual([answered('code'), refused('codeWrong', { code: 5 }), challenge('slider', 'codeExpired')]);
  });

  test('tells of refused passwords until a fresh start is likelier to help', async () => {
    const started = await startResetIn('newPasswordRequired');
    const heard = hear(started);
    for (const kind of ['passwordNotAcceptable', 'unknownCode', 'rateLimited', 'unknownCode'] as const) {
      started.flow.submitPassword(goodPassword);
      await settle();
      await refuse(started, 'reset', kind);
    }
    started.last('sendSlider').resolve(slider());
    await settle();

    expect(heard).toEqual([
      answered('newPassword'),
      refused('passwordNotAcceptable', { password: 1 }),
      challenge('newPassword', 'passwordNotAcceptable'),
      answered('newPassword'),
      refused('unknownCode', { password: 2 }),
      challenge('newPassword', 'unknownCode'),
      answered('newPassword'),
      challenge('newPassword', 'rateLimited'),
      answered('newPassword'),
      refused('unknownCode', { password: 3 }),
      challenge('slider', 'tokenExpired'),
    ]);
    expect(started.flow.getView()).toMatchObject({
      attempts: { password: 3 },
      failure: { kind: 'tokenExpired', code },
    });
  });

  test.each(busyStates)('tells why it came to an end in %s, with the code of the service', async (state) => {
    const started = await startResetIn(state);
    const heard = hear(started);
    await refuse(started, portOf[state], 'accountLocked');

    expect(heard).toEqual([failed('accountLocked')]);
  });

  test.each([
    ['requestingSlider', 'unexpectedReply'],
    ['checkingSlider', 'unexpectedReply'],
    ['sendingCode', 'unexpectedReply'],
    ['checkingCode', 'unexpectedReply'],
    ['resetting', 'outcomeUnknown'],
  ] as const)('tells of a service function that crashes in %s as %s, without a code', async (state, kind) => {
    const started = await startResetIn(state);
    const heard = hear(started);
    started.last(portOf[state]).reject(new Error('crash'));
    await settle();

    expect(heard).toEqual([failed(kind, null)]);
  });

  test('tells that a reset which is cancelled has an unknown outcome', async () => {
    const started = await startResetIn('resetting');
    const heard = hear(started);
    started.flow.cancel();

    expect(heard).toEqual([failed('outcomeUnknown', null)]);
  });

  test('is silent about what is refused before it is sent, and about what is cancelled or reset', async () => {
    const started = await startResetIn('sliderRequired');
    const heard = hear(started);
    started.flow.submitSlider({ pointX: 0, slideTime: 0 });
    started.flow.refreshSlider();
    started.flow.cancel();
    started.flow.start({ user: '' });
    started.flow.reset();
    await settle();

    expect(heard).toEqual([]);
  });

  test('tells of a code that is sent again, with the question for it', async () => {
    const started = await startResetIn('sendingCode');
    started.last('sendCode').resolve(sent(600));
    await settle();
    await started.clock.advance(180_000);
    const heard = hear(started);
    started.flow.resendCode();
    await settle();
    started.last('sendSlider').resolve(slider());
    await settle();
    started.flow.submitSlider(place);
    await settle();
    await goTo(started, 'codeRequired');

    expect(heard).toEqual([challenge('slider'), answered('slider'), { type: 'code.sent' }, challenge('code')]);
  });
});
