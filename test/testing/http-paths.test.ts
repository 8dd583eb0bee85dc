import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { axiosTransport } from 'meeting-join-flow/axios';
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

// Hundreds of requests over real sockets.
jest.setTimeout(60_000);

const simulator = createSimulator();
let site: Listening;
beforeAll(async () => {
  site = await simulator.listen();
});
afterAll(() => site.close());

const transports = { axios: axiosTransport(), fetch: fetchTransport() };

describe.each(Object.entries(transports))('over HTTP with the %s transport, every transition', (_, transport) => {
  test('of the join flow', async () => {
    const paths = getJoinPaths();
    const driver = createHttpJoinDriver({ simulator, url: site.url, transport });

    for (const path of paths) await testPath(path, driver);

    expect(paths.length).toBeGreaterThan(20);
  });

  test('of the password reset', async () => {
    const paths = getResetPaths();
    const driver = createHttpResetDriver({ simulator, url: site.url, transport });

    for (const path of paths) await testPath(path, driver);

    expect(paths.length).toBeGreaterThan(30);
  });
});
