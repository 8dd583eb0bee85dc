import { describe, expect, test } from '@jest/globals';
import { secret } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import type { ServiceAnswer } from 'meeting-join-flow/testing';
import {
  allHuaweiAnswers,
  allWebexAnswers,
  createAnswerDesk,
  refreshAnswers,
  webexAnswers,
} from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';
import { huaweiCodes } from '../../src/guards/huawei-codes.js';
import { webexCodes } from '../../src/guards/webex-codes.js';
import { readHuaweiAnswer, readMeetingInfoAnswer, readRefreshAnswer } from '../../src/testing/read-answer.js';
import { answerSoon } from '../support/answer-soon.js';

const { signal } = new AbortController();
const now = Date.UTC(2026, 0, 1);
const captcha = {
  id: 'Captcha_old',
  imageUrl: 'https://acme.webex.com/i',
  audioUrl: null,
  refreshUrl: 'https://acme.webex.com/captchas/refresh',
};

/** Ids differ from request to request, and tokens are handles: what the flow decides by is compared. */
const comparable = (outcome: unknown): unknown =>
  JSON.parse(
    JSON.stringify(outcome, (key, value: unknown) =>
      ['requestId', 'meetingLookupUrl', 'serverMessage'].includes(key) ? undefined : value,
    ),
  );

async function answered(
  answer: ServiceAnswer,
  ask: (transport: ReturnType<typeof createAnswerDesk>['transport']) => Promise<unknown>,
): Promise<unknown> {
  const desk = createAnswerDesk();
  const outcome = ask(desk.transport);
  await answerSoon(desk, answer);
  return comparable(await outcome);
}

describe('what the paths take a reply for is what the services take it for', () => {
  const sent = {
    nothing: { password: null, registrationId: null, captchaCode: null },
    'a password': { password: secret('p'), registrationId: null, captchaCode: null },
    'a password and a captcha': { password: secret('p'), registrationId: null, captchaCode: secret('c') },
    'a registration id and a captcha': { password: null, registrationId: secret('r'), captchaCode: secret('c') },
  };
  const cases = Object.entries(sent).flatMap(([what, context]) =>
    allWebexAnswers.filter(({ operation }) => operation === 'meetingInfo').map((answer) => ({ what, context, answer })),
  );

  test.each(cases)('meeting info, $what sent: $answer.name', async ({ context, answer }) => {
    const { password, registrationId, captchaCode } = context;
    const request = {
      destination: '123456789',
      destinationType: null,
      password,
      registrationId,
      captcha: captchaCode && { id: captcha.id, code: captchaCode },
      extraParams: {},
      previousCode: null,
      sentAt: now,
      timeoutMs: 5000,
    };

    const outcome = await answered(answer, (transport) =>
      createWebexServices({ transport, siteUrl: 'https://acme.webex.com' }).fetchMeetingInfo(request, signal),
    );

    expect(comparable(readMeetingInfoAnswer(answer, { ...context, refusal: null }, now))).toEqual(outcome);
  });

  test.each(Object.values(refreshAnswers))('refresh: $name', async (answer) => {
    const outcome = await answered(answer, (transport) =>
      createWebexServices({ transport }).refreshCaptcha({ ...captcha, sentAt: now, timeoutMs: 5000 }, signal),
    );

    expect(outcome).toMatchObject(comparable(readRefreshAnswer(answer, { captcha })) as object);
  });

  test.each(allHuaweiAnswers)('$operation: $name', async (answer) => {
    const request = { user: '+8613800138000', clientType: 'web' as const, sentAt: now, timeoutMs: 5000 };
    const whole = {
      ...request,
      ...{
        token: secret('t'),
        pointX: 1,
        slideTime: 1,
        sendMethod: null,
        code: secret('1'),
        newPassword: secret('A-fresh-one-42'),
        temporary: false,
      },
    };
    const { operation } = answer;
    if (operation === 'meetingInfo' || operation === 'refreshCaptcha') throw new Error('not one of the five');

    const outcome = await answered(answer, (transport) =>
      createHuaweiServices({ transport })[operation](whole, signal),
    );

    expect(comparable(readHuaweiAnswer(operation, answer, now))).toEqual(outcome);
  });
});

test('every documented code of both services has a reply', () => {
  const names = [...allWebexAnswers, ...allHuaweiAnswers].map(({ operation, name }) => `${operation}: ${name}`);

  for (const code of Object.keys(webexCodes)) expect(names.some((name) => name.includes(`(${code})`))).toBe(true);
  for (const code of Object.keys(huaweiCodes))
    expect(names.filter((name) => name.includes(`USG.${code}`))).toHaveLength(5);
  expect(new Set(names).size).toBe(names.length);
});

test("a captcha's picture and recording at the desk are files that a browser takes", async () => {
  const desk = createAnswerDesk();
  const load = async (what: string) => {
    const reply = await desk.fetch(new Request(`https://acme.webex.com/captchas/Captcha_1/verificationCode${what}`));
    const bytes = new Uint8Array(await reply!.arrayBuffer());
    return [reply!.headers.get('content-type'), String.fromCharCode(...bytes.slice(0, 4))];
  };
  expect(await load('Image')).toEqual(['image/png', '\u0089PNG']);
  expect(await load('Audio')).toEqual(['audio/wav', 'RIFF']);
});

test.each([
  ['a name that is misspelt', (webexAnswers as Readonly<Record<string, ServiceAnswer>>)['typo']],
  ['an operation that there is not', { ...webexAnswers.meeting, operation: 'toString' }],
  ['a reply without an operation', { status: 200, headers: {}, body: {} }],
])('the desk takes no answer by %s, whether or not a request waits', async (_, answer) => {
  const desk = createAnswerDesk();
  const said = new TypeError(
    'The desk answers with a reply of webexAnswers, refreshAnswers or huaweiAnswers, or with one that names its operation.',
  );
  expect(() => desk.answer(answer as never)).toThrow(said);

  const { transport } = desk;
  const url = 'https://acme.webex.com/wbxappapi/v1/meetingInfo';
  const reply = transport({ method: 'POST', url, headers: {}, body: {}, signal, timeoutMs: 5000 });

  expect(() => desk.answer(answer as never)).toThrow(said);
  expect(desk.answer(webexAnswers.meeting)).toBe(true);
  expect((await reply).status).toBe(200);
});
