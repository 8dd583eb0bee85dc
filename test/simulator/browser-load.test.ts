import { expect, it, jest } from '@jest/globals';
import { createSimulator } from '../../src/simulator/index.js';

jest.mock('node:http', () => {
  throw new Error('There is no node:http in a browser.');
});

it('answers without a socket where there is no node:http, as in a page', async () => {
  const response = await createSimulator().fetch('https://acme.webex.com/wbxappapi/v1/meetingInfo', {
    method: 'POST',
    body: JSON.stringify({ meetingKey: '300400100' }),
  });
  expect(response.status).toBe(200);
});

it('says so when it is told to listen there', async () => {
  const { getBuiltinModule } = process;
  Object.assign(process, { getBuiltinModule: undefined });
  try {
    await expect(createSimulator().listen()).rejects.toThrow(
      new Error('listen() needs Node: anywhere else, simulator.fetch answers.'),
    );
  } finally {
    Object.assign(process, { getBuiltinModule });
  }
});
