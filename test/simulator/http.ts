import { createSimulator } from '../../src/simulator/index.js';
import type { Listening, Simulator, SimulatorOptions } from '../../src/simulator/index.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A simulator on a socket of its own, and the requests that the join flow would send to it. */
export interface Site extends Listening {
  readonly simulator: Simulator;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Asks for the meeting with that number. */
  ask(number: string, answers?: Record<string, unknown>, headers?: Record<string, string>): Promise<Reply>;
}

export async function openSite(options: SimulatorOptions = {}): Promise<Site> {
  const simulator = createSimulator(options);
  const listening = await simulator.listen();
  const send: Site['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(new URL(path, listening.url), {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      redirect: 'manual',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    // The tests look at one field at a time, and expect it to be a certain value.
    return { status: response.status, headers: response.headers, body: parsed as Reply['body'] };
  };
  return {
    ...listening,
    simulator,
    send,
    ask: (number, answers = {}, headers = {}) =>
      send('POST', '/wbxappapi/v1/meetingInfo', { supportHostKey: true, meetingKey: number, ...answers }, headers),
  };
}

/** The answer fields for the captcha in a reply: the right ones, unless told otherwise. */
export function captchaIn(site: Site, { body }: Reply, answer?: string): Record<string, string> {
  const captchaID = String(body['captchaID']);
  return { captchaID, captchaVerifyCode: answer ?? site.simulator.captchaAnswer(captchaID) ?? '' };
}

/** As the join flow refreshes: with the site's name in the address, and the id of the captcha on the screen. */
export function refreshCaptcha(site: Site, { body }: Reply, captchaId = String(body['captchaID'])): Promise<Reply> {
  const url = new URL(String(body['refreshURL']));
  url.searchParams.set('siteFullName', url.hostname);
  return site.send('POST', url.href, { captchaId });
}
