import type { Visit } from './visit.js';

/** One state of the page, and the way to it. */
export interface PageState {
  readonly name: string;
  readonly path: '/' | '/reset';
  readonly arrive: (visit: Visit) => Promise<void>;
}

const phone = '+8613800138000';
export const newPassword = 'Blue-horse-42';

export const submit = (visit: Visit): Promise<void> => visit.part('submit').click();

/** Looks a meeting up; `state` is where that leads. */
async function join(visit: Visit, destination: string, state: string): Promise<void> {
  await visit.field('destination').fill(destination);
  await submit(visit);
  await visit.arrives(state);
}

/** Sends a password, and waits for the answer to it. */
async function sendPassword(visit: Visit, password: string, state: string): Promise<void> {
  await visit.field('password').fill(password);
  await submit(visit);
  await visit
    .part('error')
    .or(visit.part('title').filter({ hasText: 'Ready to join' }))
    .waitFor();
  await visit.arrives(state);
}

export async function startReset(visit: Visit, state = 'sliderRequired', user = phone): Promise<void> {
  await visit.field('user').fill(user);
  await submit(visit);
  await visit.arrives(state);
}

/** Brings the piece to a place in image px at once, and sends it. */
export async function movePieceTo(visit: Visit, target: number): Promise<void> {
  await visit.field('slider').fill(`${target}`);
  await submit(visit);
}

export async function solvePuzzle(visit: Visit, state = 'codeRequired'): Promise<void> {
  await movePieceTo(visit, await visit.sliderAnswer());
  await visit.arrives(state);
}

export async function sendCode(visit: Visit): Promise<void> {
  await visit.field('code').fill(await visit.simulator.lastCode());
  await submit(visit);
  await visit.arrives('newPasswordRequired');
}

export async function toNewPassword(visit: Visit): Promise<void> {
  await startReset(visit);
  await solvePuzzle(visit);
  await sendCode(visit);
}

export async function sendNewPassword(visit: Visit, state = 'success'): Promise<void> {
  await visit.field('newPassword').fill(newPassword);
  await submit(visit);
  await visit.arrives(state);
}

/** What the page can look like: every state of both charts, and the screens that failures have in common. */
export const pageStates: readonly PageState[] = [
  { name: 'join idle', path: '/', arrive: () => Promise.resolve() },
  {
    name: 'join fetching',
    path: '/',
    async arrive(visit) {
      await visit.simulator.pushFault({ kind: 'hang', match: 'meetingInfo' });
      await join(visit, '300400100', 'fetching');
    },
  },
  { name: 'join passwordRequired', path: '/', arrive: (visit) => join(visit, '300400102', 'passwordRequired') },
  {
    name: 'join passwordRequired, refused',
    path: '/',
    async arrive(visit) {
      await join(visit, '300400102', 'passwordRequired');
      await sendPassword(visit, 'wrong', 'passwordRequired');
    },
  },
  { name: 'join registrationRequired', path: '/', arrive: (visit) => join(visit, '300400106', 'registrationRequired') },
  { name: 'join captchaRequired', path: '/', arrive: (visit) => join(visit, '300400103', 'captchaRequired') },
  {
    name: 'join captchaRequired, with a password',
    path: '/',
    async arrive(visit) {
      await join(visit, '300400101', 'passwordRequired');
      for (let wrong = 1; wrong <= 4; wrong++) {
        await sendPassword(visit, `wrong ${wrong}`, wrong < 4 ? 'passwordRequired' : 'captchaRequired');
      }
    },
  },
  {
    name: 'join captchaRequired, the password kept',
    path: '/',
    async arrive(visit) {
      await join(visit, '300400101', 'passwordRequired');
      for (let wrong = 1; wrong <= 4; wrong++) {
        await sendPassword(visit, `wrong ${wrong}`, wrong < 4 ? 'passwordRequired' : 'captchaRequired');
      }
      await visit.field('captcha').fill('0000');
      await sendPassword(visit, 'open-sesame', 'captchaRequired');
    },
  },
  {
    name: 'join captchaRequired, refused',
    path: '/',
    async arrive(visit) {
      await join(visit, '300400103', 'captchaRequired');
      await visit.field('captcha').fill('0000');
      await submit(visit);
      await visit.part('error').waitFor();
      await visit.arrives('captchaRequired');
    },
  },
  {
    name: 'join captchaRequired, refresh failed',
    path: '/',
    async arrive(visit) {
      await join(visit, '300400103', 'captchaRequired');
      await visit.simulator.pushFault({ kind: 'reply', match: 'captchas/refresh', reply: { status: 404, body: {} } });
      await visit.part('captcha-refresh').click();
      await visit.part('error').waitFor();
    },
  },
  {
    name: 'join refreshing',
    path: '/',
    async arrive(visit) {
      await join(visit, '300400103', 'captchaRequired');
      await visit.simulator.pushFault({ kind: 'hang', match: 'captchas/refresh' });
      await visit.part('captcha-refresh').click();
      await visit.arrives('refreshing');
    },
  },
  { name: 'join success', path: '/', arrive: (visit) => join(visit, '300400100', 'success') },
  { name: 'join error at the field', path: '/', arrive: (visit) => join(visit, '100200300', 'error') },
  { name: 'join error to wait for', path: '/', arrive: (visit) => join(visit, '300400129', 'error') },
  { name: 'join error to retry', path: '/', arrive: (visit) => join(visit, '300400171', 'error') },
  {
    name: 'join error for the app',
    path: '/',
    async arrive(visit) {
      await join(visit, '300400149', 'error');
      await visit.part('action').click();
      await visit.page.getByRole('dialog').waitFor();
    },
  },
  { name: 'reset idle', path: '/reset', arrive: () => Promise.resolve() },
  {
    name: 'reset requestingSlider',
    path: '/reset',
    async arrive(visit) {
      await visit.simulator.pushFault({ kind: 'hang', match: 'slideverifycode/send' });
      await startReset(visit, 'requestingSlider');
    },
  },
  { name: 'reset sliderRequired', path: '/reset', arrive: (visit) => startReset(visit) },
  {
    name: 'reset sliderRequired, refused',
    path: '/reset',
    async arrive(visit) {
      await startReset(visit);
      await movePieceTo(visit, 10);
      await visit.part('error').waitFor();
      await visit.arrives('sliderRequired');
    },
  },
  {
    name: 'reset checkingSlider',
    path: '/reset',
    async arrive(visit) {
      await startReset(visit);
      await visit.simulator.pushFault({ kind: 'hang', match: 'slideverifycode/check' });
      await solvePuzzle(visit, 'checkingSlider');
    },
  },
  {
    name: 'reset codeRequired',
    path: '/reset',
    async arrive(visit) {
      await startReset(visit);
      await solvePuzzle(visit);
    },
  },
  {
    name: 'reset codeRequired, refused',
    path: '/reset',
    async arrive(visit) {
      await startReset(visit);
      await solvePuzzle(visit);
      await visit.field('code').fill('000000');
      await submit(visit);
      await visit.part('error').waitFor();
    },
  },
  { name: 'reset newPasswordRequired', path: '/reset', arrive: toNewPassword },
  {
    name: 'reset newPasswordRequired, refused',
    path: '/reset',
    async arrive(visit) {
      await toNewPassword(visit);
      await visit.field('newPassword').fill('aaaa');
      await submit(visit);
      await visit.part('error').waitFor();
    },
  },
  {
    name: 'reset resetting',
    path: '/reset',
    async arrive(visit) {
      await toNewPassword(visit);
      await visit.simulator.pushFault({ kind: 'hang', match: 'password/reset' });
      await sendNewPassword(visit, 'resetting');
    },
  },
  {
    name: 'reset success',
    path: '/reset',
    async arrive(visit) {
      await toNewPassword(visit);
      await sendNewPassword(visit);
    },
  },
  {
    name: 'reset error, outcome unknown',
    path: '/reset',
    async arrive(visit) {
      await toNewPassword(visit);
      // Not a torn connection: Chromium itself sends such a request again on a fresh one.
      await visit.simulator.pushFault({ kind: 'status', status: 500, match: 'password/reset', handled: true });
      await sendNewPassword(visit, 'error');
    },
  },
];
