import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Agent } from 'node:http';
import { inspect } from 'node:util';
import axios from 'axios';
import type { AxiosAdapter, AxiosRequestConfig, CreateAxiosDefaults, InternalAxiosRequestConfig } from 'axios';
import { axiosTransport } from 'meeting-join-flow/axios';
import { TransportError } from '../../src/services/transport.js';
import type { HttpRequest } from '../../src/services/transport.js';
import { json, startServer } from './real-server.js';
import type { RealServer } from './real-server.js';

const canary = 'canary-2b9c';
let server: RealServer;

beforeEach(async () => {
  server = await startServer((_seen, response) => json(response, 403, { code: 403004, token: canary }));
});
afterEach(() => server.close());

const ask = (): HttpRequest => ({
  method: 'POST',
  url: `${server.url}/wbxappapi/v1/meetingInfo`,
  headers: { authorization: `Bearer ${canary}` },
  body: { password: canary },
  signal: new AbortController().signal,
  timeoutMs: 5_000,
});
const expected = { status: 403, body: { code: 403004, token: canary } };

describe("An app's own axios instance", () => {
  it('keeps its defaults, which are meant for the app, out of the request', async () => {
    const instance = axios.create({
      baseURL: 'http://127.0.0.1:9/app',
      allowAbsoluteUrls: false,
      params: { appKey: 'app-key' },
      auth: { username: 'app', password: 'app-pass' },
      headers: { common: { 'x-app': 'app-secret' }, post: { 'content-type': 'text/plain' } },
      timeout: 1,
      maxRedirects: 5,
      responseType: 'arraybuffer',
      transformRequest: (data: { required: string }) => data.required.trim(),
      transformResponse: (data: { required: string }) => data.required.trim(),
      validateStatus: () => false,
    });
    expect(await axiosTransport(instance)(ask())).toMatchObject(expected);
    const [seen] = server.seen;
    expect(seen).toMatchObject({
      url: '/wbxappapi/v1/meetingInfo',
      body: { password: canary },
      headers: { authorization: `Bearer ${canary}`, 'content-type': 'application/json' },
    });
    expect(JSON.stringify(seen)).not.toMatch(/app-key|app-pass|app-secret/);
  });

  it('uses its agent', async () => {
    const agent = new Agent();
    let connections = 0;
    const create = agent.createConnection.bind(agent);
    agent.createConnection = (...args: Parameters<typeof create>) => {
      connections += 1;
      return create(...args);
    };
    await axiosTransport(axios.create({ httpAgent: agent }))(ask());
    expect(connections).toBe(1);
  });

  it('uses its adapter function', async () => {
    const instance = axios.create({
      adapter: async (config) => ({ status: 200, statusText: '', data: '{"ok":1}', headers: { A: 'b' }, config }),
    });
    expect(await axiosTransport(instance)(ask())).toEqual({ status: 200, headers: { a: 'b' }, body: { ok: 1 } });
    expect(server.seen).toHaveLength(0);
  });

  it('gives its adapter the ways of its network, and nothing else of its defaults', async () => {
    const seen: InternalAxiosRequestConfig[] = [];
    const ways = {
      env: { FormData },
      family: 4,
      httpAgent: new Agent(),
      http2Options: {},
      httpVersion: 1,
      httpsAgent: new Agent(),
      lookup: () => undefined,
      proxy: { host: '127.0.0.1', port: 9 },
      socketPath: '/run/app.sock',
      transport: {},
    };
    const adapter: AxiosAdapter = async (config) => {
      seen.push(config);
      return { status: 200, statusText: '', data: '', headers: {}, config };
    };
    const others = { params: { appKey: 'app-key' }, withCredentials: true, timeout: 1, maxRedirects: 5 };
    const instance = axios.create({ adapter, ...others });
    Object.assign(instance.defaults, ways);
    await axiosTransport(instance)(ask());
    const { headers, signal, validateStatus, ...config } = seen[0]!;
    expect(config).toEqual({
      ...ways,
      method: 'POST',
      url: `${server.url}/wbxappapi/v1/meetingInfo`,
      data: JSON.stringify({ password: canary }),
      timeout: 0,
      maxRedirects: 0,
      fetchOptions: { redirect: 'manual', cache: 'no-store', referrerPolicy: 'no-referrer' },
      withCredentials: false,
      withXSRFToken: false,
      maxContentLength: 2 ** 21,
      responseType: 'text',
      responseEncoding: 'utf8',
    });
    expect(headers.toJSON()).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Bearer ${canary}`,
    });
    expect([(signal as AbortSignal).aborted, validateStatus!(500)]).toEqual([false, true]);
  });

  it.each([[undefined], [axios], [axios.create()]])(
    'asks no proxy that the environment names: it sees requests to this machine in clear, and all of old versions',
    async (instance) => {
      const proxy = await startServer((_seen, response) => json(response, 502, {}));
      jest.replaceProperty(process, 'env', { ...process.env, http_proxy: proxy.url, no_proxy: '', NO_PROXY: '' });
      const reply = await axiosTransport(instance)(ask());
      jest.restoreAllMocks();
      await proxy.close();
      expect(proxy.seen).toEqual([]);
      expect(reply).toMatchObject(expected);
    },
  );

  it('goes by way of a proxy that its instance names', async () => {
    const proxy = await startServer((_seen, response) => json(response, 502, {}));
    const { hostname: host, port } = new URL(proxy.url);
    const instance = axios.create({ proxy: { host, port: Number(port) } });
    expect(await axiosTransport(instance)(ask())).toMatchObject({ status: 502 });
    await proxy.close();
    expect(server.seen).toEqual([]);
  });

  it('leaves out the ways that its instance has none of', async () => {
    const names: string[][] = [];
    const adapter: AxiosAdapter = async (config) => {
      names.push(Object.entries(config).flatMap(([name, value]) => (value === undefined ? name : [])));
      return { status: 200, statusText: '', data: '', headers: {}, config };
    };
    await axiosTransport(axios.create({ adapter }))(ask());
    expect(names).toEqual([[]]);
  });

  it('tells its interceptors the address, the method and the status, or that there was no reply', async () => {
    const told: unknown[] = [];
    const instance = axios.create({ baseURL: 'http://127.0.0.1:9/app' });
    instance.interceptors.request.use((config) => {
      told.push([config.method, config.url, config.baseURL, config.data]);
      return config;
    });
    instance.interceptors.response.use(
      ({ status, statusText, headers, data }) =>
        told.push([status, statusText, JSON.stringify(headers), data]) as never,
      (error: unknown) => {
        told.push(error);
        throw error;
      },
    );
    const transport = axiosTransport(instance);
    await transport(ask());
    await new Promise((resolve) => setImmediate(resolve));
    const url = `${server.url}/wbxappapi/v1/meetingInfo`;
    expect(told).toEqual([
      ['post', url, '', undefined],
      [403, 'Forbidden', '{}', undefined],
    ]);
    await server.close();
    await expect(transport(ask())).rejects.toMatchObject({ reason: 'network' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(told.at(-1)).toBeInstanceOf(TransportError);
    expect(told.at(-1)).toMatchObject({ reason: 'network' });
    server = await startServer((_seen, response) => json(response, 200, {}));
  });

  it('tells interceptors that try again that there is no reply for them', async () => {
    const told: unknown[] = [];
    const instance = axios.create();
    instance.interceptors.response.use(
      ({ config }) => instance.request(config),
      (error: unknown) => {
        told.push(error);
        throw error;
      },
    );
    await axiosTransport(instance)(ask());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told[0]).toMatchObject({ reason: 'network' });
  });

  it('reads headers that are texts or lists, and the status that a browser hides', async () => {
    const instance = axios.create({
      adapter: async (config) => ({
        status: 0,
        statusText: '',
        data: { parsed: true },
        headers: { 'Set-Cookie': ['a=1', 'b=2'], Age: 5, none: null } as never,
        config,
      }),
    });
    expect(await axiosTransport(instance)(ask())).toEqual({
      status: 302,
      headers: { 'set-cookie': 'a=1,b=2' },
      body: { parsed: true },
    });
  });

  it('takes a reply without headers, as adapters that mock give', async () => {
    const adapter = async (config: InternalAxiosRequestConfig) => ({ status: 403, data: { code: 403004 }, config });
    expect(await axiosTransport(axios.create({ adapter: adapter as never }))(ask())).toEqual({
      status: 403,
      headers: {},
      body: { code: 403004 },
    });
  });

  it('uses its adapter by name, and takes the names in their order', async () => {
    const fetched = jest.spyOn(globalThis, 'fetch');
    const asked = async (config: AxiosRequestConfig): Promise<number> => {
      fetched.mockClear();
      expect(await axiosTransport(axios.create(config as CreateAxiosDefaults))(ask())).toMatchObject(expected);
      return fetched.mock.calls.length;
    };
    expect(await asked({ adapter: 'fetch' })).toBe(1);
    expect(await asked({ adapter: ['fetch', 'http'] })).toBe(1);
    expect(await asked({ adapter: ['xhr', 'http', 'fetch'] })).toBe(0);
    expect(await asked({})).toBe(0);
    fetched.mockRestore();
  });

  it.each([{ adapter: 'xhr' }, { adapter: 'XHR' }, { adapter: ['xhr', 'fetch'] }, {}])(
    'never asks for XHR, which would follow redirects: %j',
    async (config) => {
      const chosen = jest.spyOn(axios, 'getAdapter');
      expect(await axiosTransport(axios.create(config as CreateAxiosDefaults))(ask())).toMatchObject(expected);
      const names = [chosen.mock.calls[0]?.[0]].flat();
      chosen.mockRestore();
      expect(names.slice(-2)).toEqual(['http', 'fetch']);
      expect(names.join()).not.toMatch(/xhr/i);
    },
  );

  it('says network when its adapter or an interceptor throws, with nothing of what was thrown', async () => {
    const broken = axios.create({ adapter: () => Promise.reject(new Error(canary)) });
    const refusing = axios.create();
    refusing.interceptors.request.use(() => {
      throw new Error(canary);
    });
    for (const instance of [broken, refusing]) {
      const error: unknown = await axiosTransport(instance)(ask()).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ reason: 'network' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(canary);
    }
    expect(server.seen).toHaveLength(0);
  });

  it('shows its interceptors that there is a request, and nothing that is in it or in the reply', async () => {
    const instance = axios.create();
    const shown: unknown[] = [];
    instance.interceptors.request.use((config) => {
      shown.push(inspect(config, { depth: 9 }));
      return config;
    });
    instance.interceptors.response.use((response) => {
      shown.push(inspect(response, { depth: 9 }));
      return response;
    });
    expect(await axiosTransport(instance)(ask())).toMatchObject(expected);
    // Interceptors get their turn after the reply has been taken.
    await new Promise((resolve) => setImmediate(resolve));
    expect(shown).toHaveLength(2);
    expect(shown.join()).toContain('/wbxappapi/v1/meetingInfo');
    expect(shown.join()).not.toContain(canary);
  });

  it('is not disturbed by interceptors that unwrap, throw, redirect or add credentials', async () => {
    const instance = axios.create();
    instance.interceptors.request.use((config) => {
      config.headers.set('authorization', 'Bearer app-secret');
      config.url = 'http://127.0.0.1:9/elsewhere';
      return config;
    });
    instance.interceptors.response.use((response) => (response.data as { deep: { field: never } }).deep.field);
    expect(await axiosTransport(instance)(ask())).toMatchObject(expected);
    expect(server.seen[0]!.headers.authorization).toBe(`Bearer ${canary}`);
  });

  it('posts once, however often its interceptors try again', async () => {
    const instance = axios.create();
    instance.interceptors.response.use(async ({ config }) => instance.request(config));
    expect(await axiosTransport(instance)(ask())).toMatchObject(expected);
    // Time enough for a second post to arrive.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.seen).toHaveLength(1);
  });

  it('does not post when an interceptor lets go after the time is over', async () => {
    const instance = axios.create();
    let letGo = (): void => undefined;
    instance.interceptors.request.use((config) => new Promise((resolve) => (letGo = () => resolve(config))));
    await expect(axiosTransport(instance)({ ...ask(), timeoutMs: 30 })).rejects.toMatchObject({ reason: 'timeout' });
    letGo();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.seen).toHaveLength(0);
  });
});
