// A page in this process, for tests of the React parts: that of jest's own jsdom, its names among Node's.
import { createRequire } from 'node:module';

/** What Node has too, but of which a page takes only its own. */
const ofPage = ['Event', 'EventTarget', 'CustomEvent', 'FormData', 'navigator'];

/**
 * To be called before React is loaded, which looks around once.
 * @param {string} root
 * @returns {() => void} takes off the page what a test left there
 */
export function openPage(root) {
  const require = createRequire(`${root}/package.json`);
  const { JSDOM, VirtualConsole } = createRequire(require.resolve('jest-environment-jsdom'))('jsdom');
  const heard = new VirtualConsole();
  heard.on('jsdomError', (error) => console.error(error));
  const { window } = new JSDOM('<!DOCTYPE html>', {
    url: 'http://localhost/',
    pretendToBeVisual: true,
    virtualConsole: heard,
  });
  for (const name of Object.getOwnPropertyNames(window))
    if (!(name in globalThis) || ofPage.includes(name))
      Object.defineProperty(globalThis, name, { value: window[name], writable: true, configurable: true });
  // The test library sets it in a hook of jest's.
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  const { cleanup } = require('@testing-library/react');
  return () => {
    try {
      cleanup();
    } catch {
      // What a mutant broke may not come off cleanly.
    }
    window.document.body.replaceChildren();
  };
}
