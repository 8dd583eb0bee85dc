import { expect, jest, test } from '@jest/globals';
import { reveal, secret } from '../../src/guards/secret.js';

test('a secret of another copy of the package is a copy: the values are in no place that both can reach', async () => {
  const handle = secret('open-sesame');

  await jest.isolateModulesAsync(async () => {
    const other = await import('../../src/guards/secret.js');
    expect(() => other.reveal(handle)).toThrow(TypeError);
    expect(() => reveal(other.secret('open-sesame'))).toThrow(TypeError);
  });
});
