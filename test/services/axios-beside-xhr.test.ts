import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CreateAxiosDefaults } from 'axios';
import { json, startServer } from './real-server.js';
import type { RealServer } from './real-server.js';

let server: RealServer;
const XMLHttpRequest = jest.fn();

beforeEach(async () => {
  server = await startServer((_seen, response) => json(response, 403, { code: 403004 }));
  Object.assign(globalThis, { XMLHttpRequest });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'XMLHttpRequest');
  return server.close();
});

describe('axios where there is an XHR, which would follow redirects', () => {
  it.each([{ adapter: 'xhr' }, { adapter: 'XHR' }, { adapter: ['xhr', 'fetch'] }, {}])(
    'does not ask by it: %j',
    async (config) => {
      // axios looks for it when it is loaded.
      await jest.isolateModulesAsync(async () => {
        const { default: axios } = await import('axios');
        const { axiosTransport } = await import('../../src/services/axios-transport.js');
        expect(axios.getAdapter('xhr')).toBeInstanceOf(Function);
        const transport = axiosTransport(axios.create(config as CreateAxiosDefaults));
        const { signal } = new AbortController();
        const reply = await transport({
          method: 'POST',
          url: server.url,
          headers: {},
          body: {},
          signal,
          timeoutMs: 5000,
        });
        expect(reply).toMatchObject({ status: 403 });
      });
      expect(XMLHttpRequest).not.toHaveBeenCalled();
    },
  );
});
