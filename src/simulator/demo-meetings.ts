import type { SimulatedMeeting } from './webex-meetings.types.js';

/** Asked on `127.0.0.1`, the site to go to is `localhost` on the same port; anywhere else, the Webex site `moved`. */
function twinSite(asked: URL): string | null {
  if (asked.hostname === '127.0.0.1') return asked.host.replace('127.0.0.1', 'localhost');
  return asked.hostname === 'localhost' || asked.hostname === 'moved.webex.com' ? null : 'moved.webex.com';
}

const refused = (number: string, refuseWith: number, title: string, scenario: string): SimulatedMeeting => ({
  number,
  title,
  scenario,
  refuseWith,
});

/** One meeting for each thing that joining can meet with. What no meeting here has as its number is not found. */
export const demoMeetings: readonly SimulatedMeeting[] = [
  {
    number: '300400100',
    title: 'Open stand-up',
    scenario: 'Lets everyone in at once.',
    links: ['/meet/open', '/acme/j.php?MTID=open'],
    sipUri: 'open@acme.webex.com',
    uuid: '7f3f1a52-0d5e-4c57-9a41-000000000100',
    conversationId: 'c0000000-0000-4000-8000-000000000100',
  },
  {
    number: '300400101',
    title: 'Budget review',
    scenario: 'Asks for the password “open-sesame”. More than three wrong ones bring a captcha.',
    links: ['/meet/budget'],
    sipUri: 'budget@acme.webex.com',
    uuid: '7f3f1a52-0d5e-4c57-9a41-000000000101',
    password: 'open-sesame',
  },
  {
    number: '300400102',
    title: 'Ada’s personal room',
    scenario: 'Takes the password “open-sesame” or the host key “135790”.',
    links: ['/meet/ada'],
    sipUri: 'ada@acme.webex.com',
    personalRoom: { userId: 'user-ada', orgId: 'org-acme' },
    password: 'open-sesame',
    hostKey: '135790',
  },
  {
    number: '300400103',
    title: 'Town hall',
    scenario: 'Wants a captcha at first contact, and nothing else.',
    links: ['/meet/town-hall'],
    captchaFirst: true,
  },
  {
    number: '300400104',
    title: 'Research colloquium',
    scenario: 'Wants a captcha at first contact, then the password “open-sesame”.',
    captchaFirst: true,
    password: 'open-sesame',
  },
  {
    number: '300400105',
    title: 'Product webinar',
    scenario: 'Asks for the registration id “W-2024”. More than three wrong ones bring a captcha.',
    registrationIds: ['W-2024', 'W-2025'],
  },
  {
    number: '300400106',
    title: 'Customer webinar',
    scenario: 'Asks for the registration id “W-2024”, then for the password “open-sesame”.',
    registrationIds: ['W-2024'],
    password: 'open-sesame',
  },
  {
    number: '300400107',
    title: 'Panel discussion',
    scenario: 'Asks for the panelist password “panel-7”.',
    panelistPassword: 'panel-7',
  },
  { number: '300400108', title: 'Video address', scenario: 'Asks for the PIN “2468”.', pin: '2468' },
  {
    number: '300400109',
    title: 'Board meeting',
    scenario: 'As the budget review, but a right captcha beside a wrong password brings a new captcha at once.',
    password: 'open-sesame',
    wrongAfterCaptcha: 'replaced',
  },
  {
    number: '300400110',
    title: 'Early birds',
    scenario: 'Has not begun: the host is not there.',
    waitsForHost: true,
  },
  {
    number: '300400111',
    title: 'Staff only',
    scenario: 'Asks guests to sign in. An access token is let in.',
    signIn: true,
  },
  {
    number: '300400112',
    title: 'Moved meeting',
    scenario: 'Is on another site: the service says which.',
    redirectTo: twinSite,
  },
  {
    number: '300400113',
    title: 'Endless hops',
    scenario: 'Each site says that the meeting is on the next one.',
    redirectTo: (asked) => `hop${Number(/^hop(\d+)\./.exec(asked.hostname)?.[1] ?? 0) + 1}.webex.com`,
  },
  {
    number: '300400114',
    title: 'Stranger’s site',
    scenario: 'The service names a site that is not Webex’s.',
    redirectTo: 'webex.com.evil.example',
  },
  {
    number: '300400115',
    title: 'Meeting without a token',
    scenario: 'Lets everyone in, without a permission token.',
    permissionToken: 'omit',
  },
  {
    number: '300400116',
    title: 'Expired token',
    scenario: 'Does not take a permission token that the caller brings along.',
    permissionToken: 'refuse',
  },
  refused('300400120', 403021, 'Webinar with registration', 'Wants people to register first.'),
  refused('300400122', 403022, 'Webinar, waiting', 'The registration waits for approval.'),
  refused('300400124', 403024, 'Webinar, declined', 'The registration was declined.'),
  refused('300400126', 403026, 'Webcast', 'Can only be watched as a webcast.'),
  refused('300400130', 403030, 'E-mail required', 'Wants an e-mail address, which this flow cannot give.'),
  refused('300400134', 403034, 'Login required', 'Wants this user to sign in.'),
  refused('300400135', 403100, 'Site members', 'Wants people to sign in on its own site.'),
  refused('300400136', 403102, 'Approved addresses', 'Wants people to sign in with an approved address.'),
  refused('300400137', 403103, 'Internal meeting', 'Wants guests to sign in.'),
  refused('300400140', 403040, 'Unsupported kind', 'Is not a meeting that can be joined this way.'),
  refused('300400147', 403047, 'Blocked address', 'The caller’s e-mail address is blocked.'),
  refused('300400148', 403048, 'Unknown device', 'The organisation does not know the device.'),
  refused('300400149', 403049, 'No external meetings', 'The organisation forbids meetings elsewhere.'),
  refused('300400150', 403104, 'Other accounts', 'The host’s organisation does not allow this account.'),
  refused('300400151', 403408, 'Unverified device', 'The device is not authenticated.'),
  refused('300400160', 403999, 'Unlisted refusal', 'Is refused with a code that nobody has documented.'),
  {
    number: '300400129',
    title: 'Crowded',
    scenario: 'Says that there were too many requests, and to wait for two minutes.',
    answerWith: { status: 429, code: 429005, retryAfterS: 120 },
  },
  {
    number: '300400170',
    title: 'Broken service',
    scenario: 'The service has a fault.',
    answerWith: { status: 503 },
  },
  {
    number: '300400171',
    title: 'Unknown code',
    scenario: 'Answers with a code that nobody has documented.',
    answerWith: { status: 400, code: 480001 },
  },
];
