import { createSimulator } from '../../src/simulator/index.js';
import type { HuaweiSimulatorOptions, Listening, Simulator } from '../../src/simulator/index.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty when the body is. */
  readonly body: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** A simulator on a socket of its own, a clock that a test moves, and the five requests with any field turned. */
export interface HuaweiSite extends Listening {
  readonly simulator: Simulator;
  now: number;
  request(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  sendSlider(fields?: Fields): Promise<Reply>;
  checkSlider(token: unknown, fields?: Fields): Promise<Reply>;
  sendCode(token: unknown, fields?: Fields): Promise<Reply>;
  checkCode(code: unknown, fields?: Fields): Promise<Reply>;
  resetPassword(token: unknown, fields?: Fields): Promise<Reply>;
  /** Goes as far as the given step and gives the token that the next one wants. */
  solvedToken(fields?: Fields): Promise<unknown>;
  resetToken(): Promise<unknown>;
  lastCode(): string;
}

export const phone = '+8613800138000';

export async function openHuawei(options: HuaweiSimulatorOptions = {}, base = '/v1/usg/acs'): Promise<HuaweiSite> {
  const clock = { now: () => site.now };
  const simulator = createSimulator({ huawei: options, clock });
  const listening = await simulator.listen();
  const request: HuaweiSite['request'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${listening.url}${base}/${path}`, {
      method,
      headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (text === '' ? {} : JSON.parse(text)) as Fields,
    };
  };
  const about = { user: phone, clientType: 0, checkType: 1 };
  const field = (reply: Reply, name: string): unknown =>
    (reply.body['data'] as Fields | undefined)?.[name] ?? reply.body[name];
  const site: HuaweiSite = {
    ...listening,
    simulator,
    now: Date.UTC(2026, 0, 1),
    request,
    sendSlider: (fields) => request('POST', 'auth/slideverifycode/send', { ...about, ...fields }),
    checkSlider: (token, fields) =>
      request('PUT', 'auth/slideverifycode/check', {
        ...about,
        token,
        pointX: simulator.huawei.sliderAnswer(String(token)) ?? 0,
        slideTime: 900,
        ...fields,
      }),
    sendCode: (token, fields) => request('POST', 'verifycode/send', { user: phone, token, ...fields }),
    checkCode: (code, fields) => request('PUT', 'verifycode/check', { user: phone, code, ...fields }),
    resetPassword: (token, fields) =>
      request(
        'PUT',
        'password/reset',
        { user: phone, newPwd: 'New-pass-1', ...fields },
        { 'X-Access-Token': String(token) },
      ),
    solvedToken: async (fields = {}) => {
      const slider = await site.sendSlider(fields);
      return field(await site.checkSlider(field(slider, 'token'), fields), 'token');
    },
    resetToken: async () => {
      await site.sendCode(await site.solvedToken());
      return field(await site.checkCode(site.lastCode()), 'token');
    },
    lastCode: () => simulator.huawei.outbox.at(-1)?.code ?? '',
  };
  return site;
}
