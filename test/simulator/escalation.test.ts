import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { captchaIn, openSite, refreshCaptcha } from './http.js';
import type { Reply, Site } from './http.js';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

const code = ({ body, status }: Reply): unknown => (status === 200 ? 'in' : body['code']);

async function wrongTimes(number: string, times: number, wrong: Record<string, unknown>): Promise<unknown[]> {
  const codes = [];
  for (let i = 0; i < times; i++) codes.push(code(await site.ask(number, wrong)));
  return codes;
}

const budget = '300400101';
const right = { password: 'open-sesame' };
const wrong = { password: 'sesame' };

/** A caller who has just been told to solve a captcha. */
async function reachCaptcha(number = budget, answer: Record<string, unknown> = wrong): Promise<Reply> {
  await wrongTimes(number, 3, answer);
  return site.ask(number, answer);
}

describe('a password', () => {
  it('is asked for with 403004, refused with 403028, and let in', async () => {
    expect(code(await site.ask(budget))).toBe(403004);
    expect(code(await site.ask(budget, wrong))).toBe(403028);
    expect(code(await site.ask(budget, right))).toBe('in');
  });

  it('brings a captcha when it is wrong more than three times', async () => {
    expect(await wrongTimes(budget, 4, wrong)).toEqual([403028, 403028, 403028, 423005]);
  });

  it('may be right at the fourth time', async () => {
    await wrongTimes(budget, 3, wrong);
    expect(code(await site.ask(budget, right))).toBe('in');
  });

  it('starts to count anew once it was right', async () => {
    await wrongTimes(budget, 3, wrong);
    await site.ask(budget, right);
    expect(await wrongTimes(budget, 3, wrong)).toEqual([403028, 403028, 403028]);
  });

  it('is counted for each caller and each meeting', async () => {
    await reachCaptcha();
    expect(code(await site.ask(budget, wrong, { authorization: 'Bearer someone-else' }))).toBe(403028);
    expect(code(await site.ask('300400106', { ...wrong, registrationId: 'W-2024' }))).toBe(403028);
  });

  it('is not counted when none was given', async () => {
    expect(await wrongTimes(budget, 6, {})).toEqual(Array(6).fill(403004));
  });

  it('brings a captcha as early as told', async () => {
    await site.close();
    site = await openSite({ webex: { wrongAnswersBeforeCaptcha: 0 } });
    expect(code(await site.ask(budget, wrong))).toBe(423005);
  });
});

describe('a password or host key', () => {
  const room = '300400102';

  it('has codes of its own', async () => {
    expect(code(await site.ask(room))).toBe(403036);
    expect(await wrongTimes(room, 4, wrong)).toEqual([403038, 403038, 403038, 423006]);
  });

  it.each([right, { password: '135790' }])('lets in with %j', async (answer) => {
    expect(code(await site.ask(room, answer))).toBe('in');
  });

  it('is only a password for callers that know no host keys', async () => {
    expect(code(await site.ask(room, { supportHostKey: false }))).toBe(403004);
    expect(code(await site.ask(room, { supportHostKey: false, password: '135790' }))).toBe(403028);
  });
});

it.each([
  ['300400107', 'panel-7', 403125],
  ['300400108', '2468', 403043],
])('the meeting %s takes %s and refuses anything else with %i', async (number, answer, refusedWith) => {
  expect(await wrongTimes(number, 4, wrong)).toEqual([refusedWith, refusedWith, refusedWith, 423005]);
  site.simulator.reset();
  expect(code(await site.ask(number, { password: answer }))).toBe('in');
});

describe('a password with a captcha', () => {
  it('lets in when both are right', async () => {
    const asked = await reachCaptcha();
    expect(code(await site.ask(budget, { ...right, ...captchaIn(site, asked) }))).toBe('in');
  });

  it('is not looked at without the captcha', async () => {
    await reachCaptcha();
    const again = await site.ask(budget, right);
    expect([again.status, code(again)]).toEqual([423, 423005]);
    expect(again.body['captchaID']).toMatch(/^Captcha_/);
  });

  it('meets a new captcha when the captcha is wrong', async () => {
    const asked = await reachCaptcha();
    const again = await site.ask(budget, { ...right, ...captchaIn(site, asked, 'none') });
    expect(code(again)).toBe(423005);
    expect(again.body['captchaID']).not.toBe(asked.body['captchaID']);
    expect(code(await site.ask(budget, { ...right, ...captchaIn(site, again) }))).toBe('in');
  });

  it('is refused without a new captcha when it is wrong, and the old captcha is used up', async () => {
    const asked = await reachCaptcha();
    const solved = captchaIn(site, asked);
    const refused = await site.ask(budget, { ...wrong, ...solved });
    expect([refused.status, code(refused), 'captchaID' in refused.body]).toEqual([403, 403028, false]);
    expect(code(await site.ask(budget, { ...right, ...solved }))).toBe(423005);
  });

  it('goes on after a refresh of the captcha that was used up', async () => {
    const asked = await reachCaptcha();
    await site.ask(budget, { ...wrong, ...captchaIn(site, asked) });
    const fresh = await refreshCaptcha(site, asked);
    expect(code(await site.ask(budget, { ...right, ...captchaIn(site, fresh) }))).toBe('in');
  });

  it.each([
    ['300400109', 423010],
    ['300400199', 423012],
  ])('brings a new captcha at once in meeting %s, with %i', async (number, refusedWith) => {
    site.simulator.webex.meetings.push({
      number: '300400199',
      password: 'open-sesame',
      hostKey: '1',
      wrongAfterCaptcha: 'replaced',
    });
    const asked = await reachCaptcha(number);
    const refused = await site.ask(number, { ...wrong, ...captchaIn(site, asked) });
    expect([refused.status, code(refused)]).toEqual([423, refusedWith]);
    expect(code(await site.ask(number, { ...right, ...captchaIn(site, refused) }))).toBe('in');
  });
});

describe('a registration id', () => {
  const webinar = '300400105';
  const id = { registrationId: 'W-2024' };

  it('is asked for, refused, and then asked for with a captcha', async () => {
    expect(code(await site.ask(webinar))).toBe(403037);
    expect(await wrongTimes(webinar, 4, { registrationId: 'X' })).toEqual([403137, 403137, 403137, 423007]);
  });

  it('lets in', async () => {
    expect(code(await site.ask(webinar, id))).toBe('in');
  });

  it('needs the captcha once there is one', async () => {
    const asked = await reachCaptcha(webinar, { registrationId: 'X' });
    expect(code(await site.ask(webinar, id))).toBe(423007);
    const solved = captchaIn(site, asked);
    expect(code(await site.ask(webinar, { registrationId: 'X', ...solved }))).toBe(403137);
    const again = await site.ask(webinar, { ...id, ...solved });
    expect(code(again)).toBe(423007);
    const fresh = await refreshCaptcha(site, again);
    expect(code(await site.ask(webinar, { ...id, ...captchaIn(site, fresh) }))).toBe('in');
  });

  it('comes before the password, and both have to be sent', async () => {
    const both = '300400106';
    expect(code(await site.ask(both))).toBe(403037);
    expect(code(await site.ask(both, id))).toBe(403004);
    expect(code(await site.ask(both, right))).toBe(403037);
    expect(code(await site.ask(both, { ...id, ...wrong }))).toBe(403028);
    expect(code(await site.ask(both, { ...id, ...right }))).toBe('in');
  });

  it('that is right at last needs no captcha while the password is asked for', async () => {
    const both = '300400106';
    const asked = await reachCaptcha(both, { registrationId: 'X' });
    expect(code(await site.ask(both, { ...id, ...captchaIn(site, asked) }))).toBe(403004);
    expect(code(await site.ask(both, { ...id, ...right }))).toBe('in');
  });
});

describe('a captcha at first contact', () => {
  it('lets in by itself', async () => {
    const asked = await site.ask('300400103');
    expect([asked.status, code(asked)]).toEqual([423, 423001]);
    expect(code(await site.ask('300400103', captchaIn(site, asked, 'none')))).toBe(423001);
    const again = await site.ask('300400103');
    expect(code(await site.ask('300400103', captchaIn(site, again)))).toBe('in');
  });

  it('is solved once, before the password', async () => {
    const asked = await site.ask('300400104');
    expect(code(await site.ask('300400104', captchaIn(site, asked)))).toBe(403004);
    expect(code(await site.ask('300400104', right))).toBe('in');
  });
});

it('a captcha that nobody asked for is told of when it is wrong', async () => {
  const asked = await site.ask('300400103');
  expect(code(await site.ask(budget, { ...right, ...captchaIn(site, asked, 'none') }))).toBe(423013);
  const other = await site.ask('300400103');
  expect(code(await site.ask(budget, { ...right, ...captchaIn(site, other) }))).toBe('in');
});

it('asks for no captcha once a meeting wants no password any more', async () => {
  await reachCaptcha();
  const { meetings } = site.simulator.webex;
  meetings.splice(0, meetings.length, { number: budget });
  expect(code(await site.ask(budget))).toBe('in');
});

it.each([
  ['a password that is missing', budget, {}, 403004],
  ['a wrong password', budget, wrong, 403028],
  ['a registration id that is missing', '300400105', {}, 403037],
  ['a wrong registration id', '300400105', { registrationId: 'X' }, 403137],
])('a refusal for %s tells which meeting it is', async (_, number, answers, refusedWith) => {
  const { body } = await site.ask(number, answers);
  expect([body['code'], body['data']]).toEqual([
    refusedWith,
    { meetingInfo: expect.objectContaining({ meetingNumber: number }) },
  ]);
});

it('a refusal beside a right captcha tells which meeting it is', async () => {
  const { body } = await site.ask(budget, { ...wrong, ...captchaIn(site, await reachCaptcha()) });
  expect(body['data']).toEqual({ meetingInfo: expect.objectContaining({ meetingNumber: budget }) });
});

describe('unknown meetings', () => {
  it('bring a captcha when there are more than five, whatever is asked for next', async () => {
    expect(await wrongTimes('999', 6, {})).toEqual([404006, 404006, 404006, 404006, 404006, 423001]);
    expect(code(await site.ask('300400100'))).toBe(423001);
  });

  it('are forgiven with the captcha', async () => {
    await wrongTimes('999', 5, {});
    const asked = await site.ask('999');
    expect(code(await site.ask('999', captchaIn(site, asked)))).toBe(404006);
    expect(code(await site.ask('300400100'))).toBe('in');
  });

  it('are forgotten when a meeting is found in between', async () => {
    await wrongTimes('999', 5, {});
    await site.ask('300400100');
    expect(code(await site.ask('999'))).toBe(404006);
  });
});

it('uses up no captcha and counts nothing at the wrong site', async () => {
  const asked = await site.ask('300400103');
  const solved = captchaIn(site, asked);
  expect(code(await site.ask('300400112', solved))).toBe(404100);
  expect(code(await site.ask('300400103', solved))).toBe('in');
});
