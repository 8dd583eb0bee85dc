import { expect, test } from '@jest/globals';
import { createRequestId } from '../../src/services/request-id.js';

test('A request id has the form of a UUID, and is another one each time', () => {
  const ids = Array.from({ length: 1000 }, createRequestId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
  // Every digit of the sixteen comes.
  expect(new Set(ids.join('')).size).toBe(17);
});
