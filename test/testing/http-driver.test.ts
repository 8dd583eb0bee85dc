import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { HttpReply, Transport } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createSimulator } from 'meeting-join-flow/simulator';
import type { Listening } from 'meeting-join-flow/simulator';
import {
  createHttpJoinDriver,
  createHttpResetDriver,
  getJoinPaths,
  getResetPaths,
  testPath,
} from 'meeting-join-flow/testing';
import type { FlowDriver, FlowPath, JoinDeed, ResetDeed } from 'meeting-join-flow/testing';

const simulator = createSimulator();
let site: Listening;
beforeAll(async () => {
  site = await simulator.listen();
});
afterAll(() => site.close());

const sound = fetchTransport();
const joinOver = (transport: Transport): FlowDriver<JoinDeed> =>
  createHttpJoinDriver({ simulator, url: site.url, transport, patienceMs: 400 });
const resetOver = (transport: Transport): FlowDriver<ResetDeed> =>
  createHttpResetDriver({ simulator, url: site.url, transport, patienceMs: 400 });

/** A transport that leaves one field of each body out, or puts something else into it. */
const withField =
  (name: string, value?: unknown): Transport =>
  (request) => {
    const body = request.body as Readonly<Record<string, unknown>>;
    return sound({ ...request, body: name in body ? { ...body, [name]: value } : body });
  };

/** The shortest path with such a deed, and after such an answer of the service. */
function pathWith<Deed extends { readonly type: string }>(
  paths: readonly FlowPath<Deed>[],
  deed: Deed['type'],
  after = '',
): FlowPath<Deed> {
  const has = ({ steps }: FlowPath<Deed>): boolean => {
    const at = steps.findIndex(({ text }) => text.includes(after));
    return at >= 0 && steps.slice(at).some((step) => step.by === 'user' && step.does.type === deed);
  };
  return paths.find(has)!;
}

async function said<Deed>(driver: FlowDriver<Deed>, path: FlowPath<Deed>): Promise<string> {
  const story = await testPath(path, driver).then(String, String);
  return /\^ here: (.*)/.exec(story)?.[1] ?? story;
}

test('an HTTP driver finds a transport that does not carry what was typed', async () => {
  const answers = /^(passwordMissing|captchaMissing|another captcha)/;
  const paths = getJoinPaths({
    strategy: 'shortest',
    to: 'fetching',
    allows: ({ by, text }) => (by === 'service' ? answers.test(text) : /^(joins the meeting|submits|asks)/.test(text)),
  });
  const [password, captcha] = [pathWith(paths, 'submitPassword'), pathWith(paths, 'submitCaptcha')];
  const refreshed = pathWith(paths, 'submitCaptcha', 'another captcha');
  const reset = pathWith(getResetPaths({ strategy: 'shortest', to: 'resetting' }), 'submitPassword');

  expect(await said(joinOver(withField('password')), password)).toBe(
    'the request does not carry what was typed: "password" is undefined, not "Open Sesame +1%"',
  );
  expect(await said(joinOver(withField('captchaVerifyCode', 'x')), captcha)).toBe(
    'the request does not carry what was typed: "captchaVerifyCode" is "x", not "aB7x"',
  );
  expect(await said(joinOver(withField('captchaID', 'Captcha_first')), refreshed)).toBe(
    'the request does not carry what was shown: "captchaID" is "Captcha_first", not "Captcha_second"',
  );
  expect(await said(resetOver(withField('newPwd')), reset)).toBe(
    'the request does not carry what was typed: "newPwd" is undefined, not "A-fresh-one-42"',
  );
  for (const path of [password, captcha, refreshed]) expect(await said(joinOver(sound), path)).toBe('undefined');
  expect(await said(resetOver(sound), reset)).toBe('undefined');
});

test('an HTTP driver finds a transport that drops or renames a header, changes a status, or goes on after it was aborted', async () => {
  const [lookedUp] = getJoinPaths({ strategy: 'shortest', to: 'passwordRequired' });
  const reset = pathWith(getResetPaths({ strategy: 'shortest', to: 'resetting' }), 'submitPassword');
  const twisted =
    (twist: (reply: HttpReply) => Partial<HttpReply>): Transport =>
    async (request) => {
      const reply = await sound(request);
      return { ...reply, ...twist(reply) };
    };
  const capitals = twisted(({ headers }) => ({ headers: { 'Content-Type': headers['content-type'] ?? '' } }));

  expect(
    await said(
      resetOver((request) => sound({ ...request, headers: {} })),
      reset,
    ),
  ).toMatch(/^the transport does not send the header "[\w-]+" as it was given$/);
  expect(await said(joinOver(capitals), lookedUp!)).toBe(
    'the transport tells the header "content-type" as undefined, not "application/json"',
  );
  expect(await said(joinOver(twisted(() => ({ headers: undefined as never }))), lookedUp!)).toBe(
    'the transport tells the header "content-type" as undefined, not "application/json"',
  );
  expect(await said(joinOver(twisted(() => ({ status: 423 }))), lookedUp!)).toMatch(
    /^the transport tells the status as 423, not 403$/,
  );
  const [cancelled] = getJoinPaths().filter(({ steps }) => steps.length === 2 && steps[1]!.text === 'cancels');
  const deaf: Transport = (request) => sound({ ...request, signal: new AbortController().signal, timeoutMs: 900 });
  expect(await said(joinOver(deaf), cancelled!)).toBe('the transport goes on with a request whose signal was aborted');
  expect(await said(joinOver(sound), cancelled!)).toBe('undefined');
});

test('an HTTP driver lets a transport take its time before it sends', async () => {
  const slow: Transport = async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 40));
    return sound(request);
  };
  const [lookedUp] = getJoinPaths({ strategy: 'shortest', to: 'passwordRequired' });

  expect(await said(joinOver(slow), lookedUp!)).toBe('undefined');
});

test('an HTTP driver finds a transport that sends twice, or nothing', async () => {
  const [path] = getJoinPaths({ strategy: 'shortest', to: 'passwordRequired' });
  const twice: Transport = async (request) => {
    const reply = await sound(request);
    await sound(request);
    return reply;
  };
  const silent: Transport = () => new Promise(() => undefined);

  expect(await said(joinOver(twice), path!)).toBe('the transport sent too many requests, 2 and not 1');
  expect(await said(joinOver(silent), path!)).toMatch(/state is "\w+", not "passwordRequired"/);
});

const address = 'url must be the address that the simulator listens at, such as http://127.0.0.1:8787';
test.each([
  ['transport', undefined, 'transport must be a function'],
  ['transport', { request: sound }, 'transport must be a function'],
  // Without it, the requests would go to the service itself.
  ['url', undefined, address],
  ['url', '127.0.0.1:8787', address],
  ['url', 8787, address],
  ['simulator', undefined, 'simulator must be what createSimulator() gives'],
  ['simulator', { url: 'http://127.0.0.1:8787' }, 'simulator must be what createSimulator() gives'],
])('an HTTP driver says at once that its %s is none: %j', (name, value, says) => {
  const options = { simulator, url: site.url, transport: sound, [name]: value } as never;

  expect(() => createHttpJoinDriver(options)).toThrow(new TypeError(says));
  expect(() => createHttpResetDriver(options)).toThrow(new TypeError(says));
});

test('an HTTP driver takes no path of the other flow', async () => {
  const [reset] = getResetPaths({ strategy: 'shortest', to: 'codeRequired' });
  const [join] = getJoinPaths({ strategy: 'shortest', to: 'passwordRequired' });

  expect(await said(joinOver(sound), reset as never)).toBe(
    'this driver walks paths of the join flow, and this one is of the reset flow',
  );
  expect(await said(resetOver(sound), join as never)).toBe(
    'this driver walks paths of the reset flow, and this one is of the join flow',
  );
});
