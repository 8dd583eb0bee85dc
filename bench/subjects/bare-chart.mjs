// The join flow as a small XState chart without anything of ours: the same states and commands, an `invoke` for each of
// the two requests, and `after` for its time limit. No secrets, no repeats, no restore, no view, no announcements.
const nothing = { failure: null, needs: null, captcha: null, code: null, password: null, answer: null };

export function createBareChart({ setup, assign, fromPromise }, services) {
  const remember = assign(({ event }) => {
    const { failure, needs, captcha } = event.output;
    return { failure, needs, captcha, code: failure.code, password: null, answer: null };
  });
  const tooLate = { 15000: { target: 'error', actions: assign({ failure: { kind: 'timeout', field: null } }) } };
  return setup({
    actors: {
      fetchMeetingInfo: fromPromise(({ input, signal }) => services.fetchMeetingInfo(input, signal)),
      refreshCaptcha: fromPromise(({ input, signal }) => services.refreshCaptcha(input, signal)),
    },
    guards: {
      isJoined: ({ event }) => event.output.ok,
      wantsCaptcha: ({ event }) => event.output.needs.captcha,
      wantsPassword: ({ event }) => event.output.needs.password,
      hasPassword: ({ event }) => event.password !== '',
      hasAll: ({ event }) => event.password !== '' && event.code !== '',
    },
  }).createMachine({
    id: 'bareJoin',
    context: { destination: null, meetingInfo: null, ...nothing },
    initial: 'idle',
    states: {
      idle: {
        on: { join: { target: 'fetching', actions: assign({ destination: ({ event }) => event.destination }) } },
      },
      fetching: {
        invoke: {
          src: 'fetchMeetingInfo',
          input: ({ context: { destination, password, answer, captcha, code } }) => ({
            destination,
            password,
            captcha: answer && { id: captcha.id, code: answer },
            previousCode: code,
          }),
          onDone: [
            {
              guard: 'isJoined',
              target: 'success',
              actions: assign({ meetingInfo: ({ event }) => event.output.meetingInfo }),
            },
            { guard: 'wantsCaptcha', target: 'captchaRequired', actions: remember },
            { guard: 'wantsPassword', target: 'passwordRequired', actions: remember },
            { target: 'error', actions: remember },
          ],
          onError: 'error',
        },
        after: tooLate,
        on: { cancel: { target: 'idle', actions: assign(nothing) } },
      },
      passwordRequired: {
        on: {
          'password.submit': [
            {
              guard: 'hasPassword',
              target: 'fetching',
              actions: assign({ password: ({ event }) => event.password, failure: null }),
            },
            { actions: assign({ failure: { kind: 'passwordMissing', field: 'password' } }) },
          ],
          cancel: { target: 'idle', actions: assign(nothing) },
        },
      },
      captchaRequired: {
        on: {
          'captcha.submit': [
            {
              guard: 'hasAll',
              target: 'fetching',
              actions: assign(({ event }) => ({ password: event.password, answer: event.code, failure: null })),
            },
            {
              actions: assign(({ event }) => ({
                failure: event.code
                  ? { kind: 'passwordMissing', field: 'password' }
                  : { kind: 'captchaMissing', field: 'captcha' },
              })),
            },
          ],
          'captcha.refresh': 'refreshing',
          cancel: { target: 'idle', actions: assign(nothing) },
        },
      },
      refreshing: {
        invoke: {
          src: 'refreshCaptcha',
          input: ({ context }) => context.captcha,
          onDone: { target: 'captchaRequired', actions: assign({ captcha: ({ event }) => event.output.captcha }) },
          onError: 'captchaRequired',
        },
        after: { 15000: 'captchaRequired' },
        on: { cancel: { target: 'idle', actions: assign(nothing) } },
      },
      success: { type: 'final' },
      error: { on: { cancel: { target: 'idle', actions: assign(nothing) } } },
    },
  });
}
