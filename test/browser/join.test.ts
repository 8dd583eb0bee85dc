import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listen } from './announcements.js';
import { hasChromium } from './chromium.js';
import { pageStates } from './states.js';
import { startDemoAndBrowser } from './visit.js';
import type { Demo, Visit } from './visit.js';

const budgetReview = '300400101';
const password = 'open-sesame';

(hasChromium() ? describe : describe.skip)('The join page', () => {
  let demo: Demo;
  let visit: Visit;

  beforeAll(async () => {
    demo = await startDemoAndBrowser();
    visit = await demo.visit();
  }, 60_000);
  afterAll(() => demo.close(), 20_000);
  beforeEach(() => visit.open('/'), 20_000);

  /** Looks a meeting up with the Enter key; `state` is where that leads. */
  async function join(destination: string, state: string): Promise<void> {
    await visit.field('destination').fill(destination);
    await visit.press('Enter');
    await visit.arrives(state);
  }

  const answersSent = async (): Promise<number> =>
    (await visit.simulator.requests()).filter(
      ({ body }) => typeof body === 'object' && body !== null && ('password' in body || 'captchaVerifyCode' in body),
    ).length;

  it('sends a password in any script as it was typed', async () => {
    await join(budgetReview, 'passwordRequired');
    const typed = ['密码 会议', 'كلمة السر', 'pässwörd', ' 🔑 '];
    for (const [at, text] of typed.entries()) {
      await visit.field('password').fill(text);
      await visit.press('Enter');
      while ((await answersSent()) <= at) await new Promise((later) => setTimeout(later, 10));
      await visit.page.locator('form[data-part=root][aria-busy=false] [data-field=password]').waitFor();
    }
    // A preflight has no body.
    const bodies = (await visit.simulator.requests()).map(({ body }) => body as { password?: string } | undefined);
    expect(bodies.flatMap((body) => body?.password ?? [])).toEqual(typed);
  }, 20_000);

  it('lets a person in by the keyboard alone, through wrong passwords, a captcha, its refresh and a wrong answer', async () => {
    await visit.tabTo('destination');
    await visit.enter(budgetReview);
    await visit.arrives('passwordRequired');
    expect(await visit.focused()).toBe('password');

    for (let wrong = 1; wrong <= 4; wrong++) {
      await visit.enter(`wrong ${wrong}`);
      await visit.page.waitForFunction(
        ([count]) =>
          document.querySelector('form[data-part=root]')?.getAttribute('aria-busy') === 'false' &&
          document.querySelector('[data-field=password]')?.getAttribute('aria-invalid') === 'true' &&
          document.querySelector<HTMLInputElement>('[data-field=password]')?.value === '' &&
          count !== 0,
        [wrong],
      );
      expect(await visit.focused()).toBe('password');
    }
    await visit.arrives('captchaRequired');
    expect(await answersSent()).toBe(4);

    const before = await visit.part('captcha-image').getAttribute('src');
    await visit.type(password);
    await visit.tabTo('captcha-refresh');
    await visit.press('Enter');
    await visit.page.waitForFunction(
      (old) => document.querySelector('[data-part=captcha-image]')?.getAttribute('src') !== old,
      before,
    );
    await visit.arrives('captchaRequired');
    expect(await visit.field('password').inputValue()).toBe(password);
    expect(await answersSent()).toBe(4);

    expect(await visit.focused()).toBe('captcha');
    await visit.enter('0000');
    await visit.part('error').waitFor();
    await visit.arrives('captchaRequired');
    expect(await visit.field('captcha').getAttribute('aria-invalid')).toBe('true');
    expect(await visit.focused()).toBe('captcha');

    await visit.enter(await visit.captchaAnswer());
    await visit.arrives('success');
    const told = await visit.part('success').innerText();
    for (const text of ['300\u202f400\u202f101', '/meet/budget', 'budget@acme.webex.com']) expect(told).toContain(text);
    expect(await answersSent()).toBe(6);
    expect(await visit.page.evaluate(() => document.activeElement?.closest('form') !== null)).toBe(true);
  }, 30_000);

  it('lets a person in by clicks alone, and starts over', async () => {
    const click = (name: string): Promise<void> => visit.part(name).click();
    await visit.field('destination').click();
    await visit.type('300400104');
    await click('submit');
    await visit.arrives('captchaRequired');
    await visit.field('captcha').click();
    await visit.type(await visit.captchaAnswer());
    await click('submit');
    await visit.arrives('passwordRequired');
    await visit.field('password').click();
    await visit.type(password);
    await click('show-password');
    expect(await visit.field('password').getAttribute('type')).toBe('text');
    await click('submit');
    await visit.arrives('success');
    await click('start-over');
    await visit.arrives('idle');
    expect(await visit.field('destination').inputValue()).toBe('');
  }, 20_000);

  it('says once what is going on, what was refused, and that the person is in', async () => {
    const said = await listen(visit.page);
    await join(budgetReview, 'passwordRequired');
    await visit.enter('wrong');
    await visit.part('error').waitFor();
    await visit.enter(password);
    await visit.arrives('success');
    const texts = await said();
    expect(texts.map((text) => text.split(/[.…]/)[0])).toEqual([
      'Looking for the meeting',
      'A password is required',
      'Checking',
      'That password is not right',
      'Checking',
      'You can go into the meeting now',
    ]);
  }, 20_000);

  it('plays the captcha aloud', async () => {
    await join('300400103', 'captchaRequired');
    const recording = visit.page.waitForResponse((reply) => reply.headers()['content-type'] === 'audio/wav');
    await visit.part('captcha-audio').click();
    expect((await recording).status()).toBeLessThan(300);
    await visit.page.locator('[data-part="captcha-audio"][data-state="playing"]').waitFor();
  }, 20_000);

  it('keeps a way out while the service thinks', async () => {
    await visit.simulator.pushFault({ kind: 'hang', match: 'meetingInfo' });
    await join('300400100', 'fetching');
    expect(await visit.part('status').innerText()).toBe('Looking for the meeting…');
    await visit.part('cancel').click();
    await visit.arrives('idle');
    expect(await visit.field('destination').inputValue()).toBe('300400100');
    await visit.part('submit').click();
    await visit.arrives('success');
  }, 20_000);

  it('signs a person in on the way, when the meeting wants that', async () => {
    await join('300400111', 'error');
    await visit.part('action').click();
    await visit.page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
    await visit.arrives('success');
  }, 20_000);

  it('leads on into the meeting, by a link where the address is https, and never by script', async () => {
    const enter = visit.form.getByTestId('enter');
    await join('300400100', 'success');
    // The simulator's meeting is an app's to open.
    await enter.click();
    await visit.page.getByRole('dialog').getByRole('heading', { name: 'Go into the meeting' }).waitFor();

    for (const [meetingJoinUrl, href] of [
      ['https://acme.webex.com/meet/ada', 'https://acme.webex.com/meet/ada'],
      ['javascript:alert(1)', null],
      ['http://acme.webex.com/meet/ada', null],
      ['data:text/html,hello', null],
    ] as const) {
      await visit.open('/');
      await visit.simulator.pushFault({
        kind: 'reply',
        match: 'meetingInfo',
        reply: { status: 200, body: { meetingNumber: '300400100', meetingJoinUrl } },
      });
      await join('300400100', 'success');
      await visit.part('start-over').waitFor();
      expect(
        await visit.form.getByRole('link').evaluateAll((links) => links.map((a) => a.getAttribute('href'))),
      ).toEqual(href === null ? [] : [href]);
      if (href === null) expect((await enter.count()) + (await visit.form.getByText('Copy the link').count())).toBe(0);
      else {
        expect(await enter.getAttribute('rel')).toBe('noreferrer');
        await visit.page.evaluate(() => {
          navigator.clipboard.writeText = async (text) => void (document.title = text);
        });
        await visit.form.getByText('Copy the link').click();
        await visit.form.getByText('Copied').waitFor();
        expect(await visit.page.title()).toBe(href);
      }
    }
  }, 30_000);

  it('says once that the person is in', async () => {
    await join('300400100', 'success');
    // In sight, or read by the focus; and what the live region says beside it.
    expect(await visit.form.getByText('Ready to join').count()).toBe(1);
    const said = visit.form.getByText('You can go into the meeting now');
    expect(await said.evaluateAll((all) => all.map(({ role }) => role))).toEqual(['status']);
  }, 20_000);

  it('speaks of a forgotten account password where one signs in, and not under a meeting’s password', async () => {
    const forgot = visit.page.getByRole('link', { name: /^Forgot/ });
    expect(await forgot.count()).toBe(1);
    await join(budgetReview, 'passwordRequired');
    await visit.enter('wrong');
    await visit.part('error').waitFor();
    expect(await forgot.count()).toBe(0);
    await visit.enter(password);
    await visit.arrives('success');
    expect(await forgot.count()).toBe(0);

    await visit.open('/');
    await join('300400111', 'error');
    expect(await forgot.count()).toBe(1);
  }, 20_000);

  it('follows a link in the page, and leaves one that is pressed with a key or the middle button to the browser', async () => {
    const { page, field, open } = await demo.visit();
    await open('/');
    const link = page.getByRole('link', { name: 'Reset password' });
    // What the page has left to the browser is written down, and stopped: each browser does something else with it.
    await page.evaluate(() => {
      document.body.dataset['left'] = '';
      for (const type of ['click', 'auxclick'])
        addEventListener(type, (event) => {
          document.body.dataset['left'] = `${document.body.dataset['left']}${event.defaultPrevented ? 'no' : 'yes'} `;
          event.preventDefault();
        });
    });
    const left = (): Promise<string | undefined> => page.evaluate(() => document.body.dataset['left']);
    for (const key of ['Control', 'Meta', 'Shift', 'Alt'] as const) await link.click({ modifiers: [key] });
    await link.click({ button: 'middle' });
    expect(await left()).toBe('yes yes yes yes yes ');
    expect(new URL(page.url()).pathname).toBe('/');

    await link.click();
    await field('user').waitFor();
    expect(new URL(page.url()).pathname).toBe('/reset');
    // Another page would not know.
    expect(await left()).toMatch(/ no $/);
    expect(await page.locator('.site-nav [aria-current=page]').allInnerTexts()).toEqual(['Reset password']);
    await page.goBack();
    await field('destination').waitFor();
  }, 20_000);

  it('says of a password that is kept that it need not be typed again', async () => {
    const { arrive } = pageStates.find(({ name }) => name === 'join captchaRequired, the password kept')!;
    await arrive(visit);
    const hint = visit.form.locator('[data-name="password"] [data-part="hint"]');
    expect(await hint.innerText()).toMatch(/kept.*empty/);
    await visit.field('captcha').fill(await visit.captchaAnswer());
    await visit.press('Enter');
    await visit.arrives('success');
  }, 30_000);

  it('asks nobody outside this machine, and complains of nothing', () => {
    expect(demo.outside).toEqual([]);
    expect(demo.complaints).toEqual([]);
    expect(demo.server.printed()).toMatch(/Join a meeting +http:\/\/127\.0\.0\.1:\d+\/\n/);
    expect(demo.server.printed()).toMatch(/Simulator +http:\/\/127\.0\.0\.1:\d+\n/);
  });
});
