import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { chromiumPlaces } from './chromium.js';

test('a browser is looked for where Windows installs it for one person, and for everyone', () => {
  const folders = { LOCALAPPDATA: 'own', ProgramFiles: 'programs', 'ProgramFiles(x86)': 'older' };
  const places = Object.values(folders).map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe'));

  expect(chromiumPlaces(folders)).toEqual(expect.arrayContaining(places));
});

test('the one that CHROMIUM_PATH names is the only one', () => {
  expect(chromiumPlaces({ CHROMIUM_PATH: '/my/browser', PATH: '/usr/bin' })).toEqual(['/my/browser']);
});
