import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { listen } from './announcements.js';
import { hasChromium } from './chromium.js';
import { newPassword, sendCode, sendNewPassword, solvePuzzle, startReset, submit, toNewPassword } from './states.js';
import { startDemoAndBrowser } from './visit.js';
import type { Demo, Visit } from './visit.js';

const phone = '+8613800138000';

/** The button that moves the piece by so many px: "-10" is what it says. */
const stepButton = (visit: Visit, by: number): Locator =>
  visit.part('slider-step').getByText(by < 0 ? `${by}` : `+${by}`, { exact: true });

/** Moves the piece with clicks alone, to a place in image px, and sends it. */
async function clickPieceTo(visit: Visit, target: number): Promise<void> {
  const slider = visit.field('slider');
  for (let left = target; left !== 0;) {
    const by = Math.abs(left) >= 10 ? Math.sign(left) * 10 : Math.sign(left);
    await stepButton(visit, by).click();
    left -= by;
  }
  if (Number(await slider.inputValue()) !== target) throw new Error('The buttons moved it elsewhere.');
  await submit(visit);
}

(hasChromium() ? describe : describe.skip)('The reset page', () => {
  let demo: Demo;
  let visit: Visit;

  beforeAll(async () => {
    demo = await startDemoAndBrowser();
    visit = await demo.visit();
  }, 60_000);
  afterAll(() => demo.close(), 20_000);
  beforeEach(() => visit.open('/reset'), 20_000);

  const operations = async (): Promise<readonly string[]> =>
    (await visit.simulator.requests()).map(({ path }) => path.replace('/v1/usg/acs/', ''));

  const wrongCode = async (): Promise<string> =>
    (await visit.simulator.lastCode()).replace(/./g, (digit) => String((Number(digit) + 1) % 10));

  it('changes the password by the keyboard alone, after a wrong place for the piece and a wrong code', async () => {
    await visit.tabTo('user');
    await visit.enter(phone);
    await visit.arrives('sliderRequired');
    expect(await visit.focused()).toBe('slider');

    expect(await visit.part('label').innerText()).toBe('Puzzle piece');

    await visit.press('ArrowRight');
    await visit.press('Enter');
    await visit.part('error').waitFor();
    await visit.arrives('sliderRequired');
    expect(await visit.focused()).toBe('slider');
    expect(await visit.field('slider').inputValue()).toBe('0');

    const target = await visit.sliderAnswer();
    for (let at = 0; at + 10 <= target; at += 10) await visit.press('PageUp');
    for (let at = 0; at < target % 10; at++) await visit.press('ArrowRight');
    expect(await visit.field('slider').getAttribute('aria-valuetext')).toContain(String(target));
    await visit.press('Enter');
    await visit.arrives('codeRequired');
    expect(await visit.focused()).toBe('code');

    await visit.enter(await wrongCode());
    await visit.part('error').waitFor();
    expect(await visit.focused()).toBe('code');
    expect(await visit.field('code').inputValue()).toBe('');
    await visit.enter(await visit.simulator.lastCode());
    await visit.arrives('newPasswordRequired');

    expect(await visit.focused()).toBe('newPassword');
    const met = visit.form.locator('[data-part="password-rules"] [data-state="met"]');
    await visit.type('aaaa');
    expect(await met.count()).toBeLessThan(5);
    await visit.press('ControlOrMeta+A');
    await visit.type(newPassword);
    expect(await met.count()).toBe(5);
    await visit.press('Enter');
    await visit.arrives('success');
    expect(await operations()).toEqual([
      'auth/slideverifycode/send',
      'auth/slideverifycode/check',
      'auth/slideverifycode/send',
      'auth/slideverifycode/check',
      'verifycode/send',
      'verifycode/check',
      'verifycode/check',
      'password/reset',
    ]);
  }, 30_000);

  it('changes the password by clicks alone, after a wrong place for the piece and a wrong code', async () => {
    await visit.field('user').click();
    await visit.type(phone);
    await submit(visit);
    await visit.arrives('sliderRequired');
    await clickPieceTo(visit, 28);
    await visit.part('error').waitFor();
    await visit.arrives('sliderRequired');

    // A click on the track brings the piece there; the buttons do the rest.
    const target = await visit.sliderAnswer();
    const track = await visit.part('slider-track').boundingBox();
    if (!track) throw new Error('The track is not on the screen.');
    await visit.page.mouse.click(track.x + ((target + 21) * track.width) / 300, track.y + track.height / 2);
    const at = Number(await visit.field('slider').inputValue());
    expect(Math.abs(at - target)).toBeLessThanOrEqual(2);
    // Back, and not on: the place may be the last of the track.
    await stepButton(visit, -1).click();
    expect(await visit.field('slider').inputValue()).toBe(String(at - 1));
    await submit(visit);
    await visit.arrives('codeRequired');

    await visit.field('code').fill(await wrongCode());
    await submit(visit);
    await visit.part('error').waitFor();
    await sendCode(visit);
    await sendNewPassword(visit);
  }, 30_000);

  it.each(['slider-puzzle', 'slider-track'])(
    'takes a drag in the %s, and answers in pixels of the picture whatever its width',
    async (name) => {
      await visit.page.setViewportSize({ width: 320, height: 800 });
      await startReset(visit);
      const target = await visit.sliderAnswer();
      const area = await visit.part(name).boundingBox();
      const piece = await visit.part('slider-piece').boundingBox();
      if (!piece || !area) throw new Error('The puzzle is not on the screen.');
      expect(area.width).toBeLessThan(290);
      const y = name === 'slider-puzzle' ? piece.y + piece.height / 2 : area.y + area.height / 2;
      const x = area.x + (21 * area.width) / 300;
      await visit.page.mouse.move(x, y);
      await visit.page.mouse.down();
      await visit.page.mouse.move(x + (target * area.width) / 300, y, { steps: 4 });
      await visit.page.mouse.up();
      await visit.arrives('codeRequired');
      await visit.page.setViewportSize({ width: 1280, height: 720 });
    },
    20_000,
  );

  it('takes a drag that begins beside the piece, where a picture would be dragged away by itself', async () => {
    await startReset(visit);
    const target = await visit.sliderAnswer();
    const area = await visit.part('slider-puzzle').boundingBox();
    if (!area) throw new Error('The puzzle is not on the screen.');
    const y = area.y + area.height - 4;
    const along = (px: number): number => area.x + (px * area.width) / 300;
    await visit.page.mouse.move(along(290), y);
    await visit.page.mouse.down();
    // The middle of the piece, which is 42 px wide, comes below the pointer.
    await visit.page.mouse.move(along(target + 21), y, { steps: 8 });
    await visit.page.mouse.up();
    await visit.arrives('codeRequired');
  }, 20_000);

  it('draws the piece as wide as its picture is in the background, and where the handle is', async () => {
    await startReset(visit);
    const boxOf = async (name: string) => {
      const box = await visit.part(name).boundingBox();
      if (!box) throw new Error(`There is no ${name} on the screen.`);
      return box;
    };
    const puzzle = await boxOf('slider-puzzle');
    const scale = puzzle.width / 300;
    const natural = await visit.part('slider-piece').evaluate(async (piece) => {
      const picture = new Image();
      picture.src = piece.getAttribute('href') ?? '';
      await picture.decode();
      return picture.naturalWidth;
    });
    for (const key of ['Home', 'End']) {
      await visit.press(key);
      const piece = await boxOf('slider-piece');
      expect(piece.width).toBeCloseTo(natural * scale, 0);
      expect(piece.x - puzzle.x).toBeCloseTo((key === 'End' ? 258 : 0) * scale, 0);
    }
  }, 20_000);

  it.each(['en', 'ar'])(
    'moves the piece by every key that a slider has, to the right of the picture, in %s',
    async (language) => {
      await visit.setLook({ theme: 'light', language });
      await startReset(visit);
      const walk = async (...keys: string[]): Promise<readonly number[]> => {
        const places: number[] = [];
        for (const key of keys) {
          await visit.press(key);
          places.push(Number(await visit.field('slider').inputValue()));
        }
        return places;
      };
      expect(
        await walk('ArrowLeft', 'ArrowRight', 'ArrowUp', 'Shift+ArrowRight', 'PageUp', 'PageDown', 'ArrowDown'),
      ).toEqual([0, 1, 2, 12, 22, 12, 11]);
      expect(await walk('ArrowLeft', 'End', 'ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowLeft', 'Home')).toEqual([
        10, 258, 258, 258, 248, 0,
      ]);
      await visit.setLook({ theme: 'light', language: 'en' });
    },
    20_000,
  );

  it('says once what is going on', async () => {
    const said = await listen(visit.page);
    await toNewPassword(visit);
    await sendNewPassword(visit);
    expect(await said()).toEqual([
      'Loading the puzzle…',
      'Checking…',
      'Sending the code…',
      'Checking…',
      'Changing the password…',
      'You can sign in with the new password now.',
    ]);
  }, 20_000);

  it('sends the code to an account in the way that the person chooses', async () => {
    await visit.page.getByLabel('E-mail', { exact: true }).check();
    await startReset(visit, 'sliderRequired', 'demo');
    await solvePuzzle(visit);
    await visit.form.getByText('****@example.com').waitFor();
  }, 20_000);

  it.each([
    ['zh-CN', 'zh-CN'],
    ['de', 'en-US'],
  ])('asks the service, which knows two languages, for the nearest one to the page’s: %s', async (language, asked) => {
    await visit.setLook({ theme: 'light', language });
    await visit.open('/reset');
    await startReset(visit);
    await visit.setLook({ theme: 'light', language: 'en' });
    const [sent] = (await visit.simulator.requests()).filter(({ method }) => method === 'POST');
    expect(sent?.headers['accept-language']).toBe(asked);
  });

  it('tells where the person is, how long the code lives, and behind the scenes which came last', async () => {
    const { page } = visit;
    const at = (): Promise<readonly string[]> => page.locator('.progress [aria-current=step]').allInnerTexts();
    const codes = page.locator('.outbox output');
    await startReset(visit);
    expect(await at()).toEqual(['Puzzle piece']);
    await solvePuzzle(visit);
    const first = await visit.simulator.lastCode();
    await codes.filter({ hasText: first }).waitFor();
    await visit.part('cancel').click();
    await visit.arrives('idle');

    await startReset(visit, 'sliderRequired', 'mail-only@example.com');
    await solvePuzzle(visit);
    const second = await visit.simulator.lastCode();
    await codes.filter({ hasText: second }).waitFor();
    expect(await codes.allInnerTexts()).toEqual([second, first]);
    // As long as it takes until another can be had: that is said beside the button for it.
    expect(await visit.part('time-left').count()).toBe(0);
    await visit.part('cancel').click();
    await visit.arrives('idle');

    await visit.simulator.pushFault({
      kind: 'reply',
      match: 'usg/acs/verifycode/send',
      reply: { status: 200, body: { expire: 60, bindPhone: null, bindEmail: null } },
    });
    await startReset(visit);
    await solvePuzzle(visit);
    await visit.part('time-left').waitFor();
  }, 30_000);

  it('has one link to joining at the end', async () => {
    await toNewPassword(visit);
    await sendNewPassword(visit);
    expect(await visit.page.locator('.card a[href="/"]').count()).toBe(1);
  }, 20_000);

  it('lets the phone fill in the code, and offers a strong new password', async () => {
    await startReset(visit);
    await solvePuzzle(visit);
    const code = visit.field('code');
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await code.getAttribute('inputmode')).toBe('numeric');
    const resend = visit.part('resend');
    expect(await resend.getAttribute('aria-disabled')).toBe('true');
    expect(await resend.innerText()).toBe('Get a new code');
    const countdown = visit.part('resend-in');
    expect(await countdown.innerText()).toMatch(/^You can ask for a new code in \d/);
    expect(await resend.getAttribute('aria-describedby')).toBe(await countdown.getAttribute('id'));
    expect((await visit.form.innerText()).match(/\d minute/g)).toHaveLength(1);
    // Said when asked, not every second.
    expect(await visit.form.locator('[role="timer"], [aria-live]').count()).toBe(1);
    await sendCode(visit);
    expect(await visit.field('newPassword').getAttribute('autocomplete')).toBe('new-password');
  }, 20_000);

  it('asks nobody outside this machine, and complains of nothing', () => {
    expect(demo.outside).toEqual([]);
    expect(demo.complaints).toEqual([]);
  });
});
