// What the service says to each request of one whole visit, at once: asks for a password, refuses two (the second with a
// captcha), hands out another captcha, lets in. All subjects hear the same words.
const noNeeds = { password: false, captcha: false, registrationId: false };
const captcha = (id) => ({
  id,
  imageUrl: `https://acme.webex.com/${id}.png`,
  audioUrl: null,
  refreshUrl: 'https://acme.webex.com/refresh',
});
const refusal = (kind, code, needs, shown = null) => ({
  ok: false,
  failure: {
    kind,
    field: 'password',
    action: 'enterPassword',
    recoverable: true,
    code,
    status: 403,
    serverMessage: null,
    retryAt: null,
    requestId: null,
  },
  needs: { ...noNeeds, ...needs },
  captcha: shown,
  meeting: null,
});

const missing = refusal('passwordMissing', 403004, { password: true });
const wrong = refusal('passwordWrong', 403028, { password: true });
const tooOften = refusal('passwordWrong', 423005, { password: true, captcha: true }, captcha('first'));
const joined = { ok: true, meetingInfo: { permissionToken: null, meetingNumber: '123456789' } };
const refreshed = { ok: true, captcha: captcha('second') };

/** The ports of `createJoinFlow`; the other subjects call the same two functions. */
export const instantReplies = {
  async fetchMeetingInfo({ password, captcha, previousCode }) {
    if (captcha) return joined;
    if (!password) return missing;
    return previousCode === 403004 ? wrong : tooOften;
  },
  refreshCaptcha: async () => refreshed,
};

/** Ports that never answer: for events that start a request and give it up. */
export const noReplies = {
  fetchMeetingInfo: () => new Promise(() => undefined),
  refreshCaptcha: () => new Promise(() => undefined),
};

export const destination = '123456789';
