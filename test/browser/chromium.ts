import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Where Windows installs programs: for everyone, and for one person without the rights for that. */
const programFolders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'];

/** Where a browser may be, the likeliest place first. */
export function chromiumPlaces(env: NodeJS.ProcessEnv): readonly string[] {
  const given = env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') return [given];
  const folders = (env['PATH'] ?? '').split(delimiter);
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...names.map((name) => `/usr/bin/${name}`),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...programFolders.flatMap((name) => {
      const folder = env[name];
      return folder === undefined ? [] : [join(folder, 'Google/Chrome/Application/chrome.exe')];
    }),
  ];
}

const executablePath = chromiumPlaces(process.env).find((place) => existsSync(place)) ?? null;

const disabledFeatures = [
  // The list of Chromium's address bar is a page of its own for each window, and takes longer than a page of ours.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  // What Playwright disables in Chromium: a second list takes the place of its own.
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
];

/** Nothing of the browser's own may go out to the network. */
const args = [
  `--disable-features=${disabledFeatures.join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

export const launchChromium = (): Promise<Browser> => {
  if (executablePath === null) throw new Error('No Chromium was found. Install chromium, or set CHROMIUM_PATH to one.');
  return chromium.launch({ executablePath, args });
};

const sorry =
  'No Chromium was found, so the page is not tested in a real browser. Install chromium, or set CHROMIUM_PATH to one.';

/**
 * Whether a suite can run here. Where there is no Chromium it says so; in CI it then lets the suite run and fail, since
 * there a browser is owed.
 */
export function hasChromium(): boolean {
  if (executablePath !== null) return true;
  process.stderr.write(`\n${sorry}\n\n`);
  return process.env['CI'] !== undefined;
}
