import { describe, expect, it } from '@jest/globals';
import { expectServable } from '../../demo/served-folder.js';

describe('The folder that the page is served from', () => {
  it.each(['/home/a#b/demo', '/home/feature%2Fjoin/demo', '/home/why?/demo'])('is refused by name: %j', (folder) => {
    expect(() => expectServable(folder)).toThrow(folder);
  });

  it.each(['/home/a b/demo', '/home/a+b (2)/demo', '/home/[x]/{y}/demo', '/home/会议 ü/demo'])(
    'may be called %j',
    (folder) => {
      expect(() => expectServable(folder)).not.toThrow();
    },
  );
});
