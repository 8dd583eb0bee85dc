import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createJoinFlow } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createSimulator } from 'meeting-join-flow/simulator';
import {
  captchaFields,
  createAnswerDesk,
  mswResolver,
  operationOf,
  refreshAnswers,
  routeHandler,
  webexAnswers,
} from 'meeting-join-flow/testing';
import type { RouteLike } from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { answerSoon } from '../support/answer-soon.js';

const site = 'https://acme.webex.com';
const meetingInfo = `${site}/wbxappapi/v1/meetingInfo`;
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const post = (url: string, body: object = {}) => fetch(url, { method: 'POST', body: JSON.stringify(body) });

describe('with MSW', () => {
  test('a request waits until the desk answers, as real HTTP', async () => {
    const desk = createAnswerDesk();
    server.use(http.all('*', mswResolver(desk.fetch)));
    const services = createWebexServices({ transport: fetchTransport(), siteUrl: site });
    const flow = createJoinFlow({ services });

    flow.join({ destination: '123456789' });
    await answerSoon(desk, webexAnswers.captchaMissing);
    await new Promise<void>((done) => {
      const stop = flow.subscribe(() => {
        if (flow.getView().state !== 'captchaRequired') return;
        stop();
        done();
      });
    });

    expect(flow.getView()).toMatchObject({ captcha: { id: 'Captcha_first' } });
    expect(desk.seen).toEqual([
      {
        operation: 'meetingInfo',
        url: 'https://acme.webex.com/wbxappapi/v1/meetingInfo',
        body: expect.objectContaining({ meetingKey: '123456789' }),
      },
    ]);
    flow.stop();
  });

  test('the simulator answers in the service’s place', async () => {
    server.use(http.all(`${site}/*`, mswResolver(createSimulator().fetch)));

    const reply = await post(meetingInfo, { meetingKey: '300400101' });

    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ code: 403004 });
  });

  test('other requests go on to the handlers below', async () => {
    server.use(
      http.all('*', mswResolver(createAnswerDesk().fetch)),
      http.get('https://example.com/', () => HttpResponse.text('mine')),
    );

    expect(await (await fetch('https://example.com/')).text()).toBe('mine');
  });

  test('what was posted can be read by the listeners of MSW afterwards', async () => {
    server.use(http.all(`${site}/*`, mswResolver(createSimulator().fetch)));
    const told = new Promise<string>((resolve, reject) => {
      server.events.on('response:mocked', ({ request }) => void request.text().then(resolve, reject));
    });

    await post(meetingInfo, { meetingKey: '300400101' });

    expect(await told).toBe('{"meetingKey":"300400101"}');
    server.events.removeAllListeners();
  });

  test.each(['reset', 'truncate'] as const)('a fault of the simulator is a broken connection: %s', async (kind) => {
    const simulator = createSimulator();
    server.use(http.all(`${site}/*`, mswResolver(simulator.fetch)));
    simulator.faults.push({ kind });

    await expect(post(meetingInfo, { meetingKey: '300400101' }).then((reply) => reply.text())).rejects.toThrow();
  });

  test('a lost reply is a broken connection, and a captcha has a picture', async () => {
    const desk = createAnswerDesk();
    server.use(http.all('*', mswResolver(desk.fetch)));
    const lost = post(meetingInfo);
    await answerSoon(desk, webexAnswers.lost);
    await expect(lost).rejects.toThrow(TypeError);

    const picture = await fetch(captchaFields('first')['verificationImageURL']!);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(50);
  });
});

describe('with Playwright’s page.route', () => {
  const routeOf = (method: string, url: string, postData: string | null) => {
    const calls: [string, unknown?][] = [];
    const done = (name: string) => async (value?: unknown) =>
      void calls.push(value === undefined ? [name] : [name, value]);
    const request = {
      method: () => method,
      url: () => url,
      headers: () => ({ accept: '*/*' }),
      postData: () => postData,
    };
    const route: RouteLike = {
      request: () => request,
      fulfill: done('fulfill'),
      abort: done('abort'),
      fallback: done('fallback'),
    };
    return { route, calls };
  };

  test('fulfils with the desk’s answer', async () => {
    const desk = createAnswerDesk();
    const { route, calls } = routeOf('POST', meetingInfo, '{"meetingKey":"1"}');
    const handled = routeHandler(desk.fetch)(route);
    await answerSoon(desk, webexAnswers.passwordMissing);
    await handled;

    const [[name, reply]] = calls as [[string, { status: number; body: Buffer }]];
    expect([name, reply.status, JSON.parse(String(reply.body))]).toEqual([
      'fulfill',
      403,
      expect.objectContaining({ code: 403004 }),
    ]);
  });

  test('lets a GET through that has a body, which `fetch` may not send', async () => {
    const { route, calls } = routeOf('GET', 'https://example.com/', 'a body');
    await routeHandler(createAnswerDesk().fetch)(route);

    expect(calls).toEqual([['fallback']]);
  });

  test.each(['reset', 'truncate'] as const)('breaks the connection for a fault of the simulator: %s', async (kind) => {
    const simulator = createSimulator();
    simulator.faults.push({ kind });
    const { route, calls } = routeOf('POST', meetingInfo, '{"meetingKey":"300400101"}');
    await routeHandler(simulator.fetch)(route);

    expect(calls).toEqual([['abort']]);
  });

  test('lets a page of another origin read the headers of an answer', async () => {
    const desk = createAnswerDesk();
    const { route, calls } = routeOf('POST', meetingInfo, '{}');
    const handled = routeHandler(desk.fetch)(route);
    await answerSoon(desk, webexAnswers.rateLimited);
    await handled;

    const [[, reply]] = calls as [[string, { headers: Record<string, string> }]];
    expect(reply.headers['access-control-expose-headers']).toContain('retry-after');
  });

  test('breaks the connection for a lost reply, lets other requests through, and outlives a closed page', async () => {
    const desk = createAnswerDesk();
    const lost = routeOf('POST', meetingInfo, null);
    const handled = routeHandler(desk.fetch)(lost.route);
    await answerSoon(desk, webexAnswers.lost);
    await handled;
    const other = routeOf('GET', 'https://example.com/', null);
    await routeHandler(desk.fetch)(other.route);
    const closed = routeOf('GET', captchaFields('first')['verificationImageURL']!, null);

    expect(lost.calls).toEqual([['abort']]);
    expect(other.calls).toEqual([['fallback']]);
    await expect(
      routeHandler(desk.fetch)({ ...closed.route, fulfill: () => Promise.reject(new Error('The page is closed.')) }),
    ).resolves.toBeUndefined();
  });
});

test('each of the seven operations is known by its address, and nothing else is', () => {
  expect(operationOf('POST', meetingInfo)).toBe('meetingInfo');
  expect(operationOf('POST', captchaFields('x')['refreshURL']!)).toBe('refreshCaptcha');
  const huawei = 'https://api.meeting.huaweicloud.com/v1/usg/acs';
  expect(operationOf('POST', `${huawei}/auth/slideverifycode/send`)).toBe('sendSlider');
  expect(operationOf('PUT', `${huawei}/auth/slideverifycode/check`)).toBe('checkSlider');
  expect(operationOf('POST', `${huawei}/verifycode/send`)).toBe('sendCode');
  expect(operationOf('PUT', `${huawei}/verifycode/check`)).toBe('checkCode');
  expect(operationOf('PUT', `${huawei}/password/reset`)).toBe('reset');
  expect(operationOf('GET', meetingInfo)).toBeNull();
  expect(operationOf('POST', `${site}/other`)).toBeNull();
});

test('the newest request of an operation is answered, and one that was aborted is forgotten', async () => {
  const desk = createAnswerDesk();
  const ask = (url: string, signal = new AbortController().signal) =>
    desk.transport({ method: 'POST', url, headers: {}, body: {}, signal, timeoutMs: 1000 });
  const abort = new AbortController();
  const first = ask(meetingInfo);
  const second = ask(meetingInfo, abort.signal);
  abort.abort();

  await expect(second).rejects.toMatchObject({ reason: 'aborted' });
  expect(desk.waiting).toEqual(['meetingInfo']);
  expect(desk.answer(refreshAnswers.captcha)).toBe(false);
  const third = ask(meetingInfo);
  expect(desk.answer(webexAnswers.passwordMissing)).toBe(true);
  await expect(third).resolves.toMatchObject({ status: 403 });
  expect(desk.answer(webexAnswers.meeting)).toBe(true);
  await expect(first).resolves.toMatchObject({ status: 200 });
  await expect(ask('https://acme.webex.com/elsewhere')).rejects.toMatchObject({ reason: 'network' });
});
