import type { Page } from 'playwright-core';

/** From now on, writes down what the flow's live region says: each text once, as a screen reader would hear it. */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const region = document.querySelector('form[data-part="root"] [role="status"]');
    if (!region) throw new Error('There is no live region to listen to.');
    let last = region.textContent;
    new MutationObserver(() => {
      const text = region.textContent;
      if (text !== last && text !== '') said.push(text);
      last = text;
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}
