// The join flow as one writes it by hand for a single app: a reducer, and a store that runs its requests. It has a time
// limit and a cancel, and nothing else of what the charts promise: no secrets, no repeats, no restore.
const nothing = { failure: null, needs: null, captcha: null, code: null };
const initial = { name: 'idle', destination: null, ...nothing };

function asking(state, { failure, needs, captcha }) {
  const name = needs.captcha ? 'captchaRequired' : needs.password ? 'passwordRequired' : 'error';
  return { ...state, name, failure, needs, captcha, code: failure.code, request: null };
}

function reduce(state, event) {
  switch (event.type) {
    case 'join':
      if (state.name !== 'idle') return state;
      return { ...state, ...nothing, name: 'fetching', destination: event.destination, request: {} };
    case 'password.submit':
      if (state.name !== 'passwordRequired') return state;
      if (!event.password) return { ...state, failure: { kind: 'passwordMissing', field: 'password' } };
      return { ...state, name: 'fetching', failure: null, request: { password: event.password } };
    case 'captcha.submit': {
      if (state.name !== 'captchaRequired') return state;
      const { code, password } = event;
      if (!code) return { ...state, failure: { kind: 'captchaMissing', field: 'captcha' } };
      if (!password) return { ...state, failure: { kind: 'passwordMissing', field: 'password' } };
      return {
        ...state,
        name: 'fetching',
        failure: null,
        request: { password, captcha: { id: state.captcha.id, code } },
      };
    }
    case 'captcha.refresh':
      return state.name === 'captchaRequired' ? { ...state, name: 'refreshing' } : state;
    case 'replied':
      if (state.name !== 'fetching') return state;
      if (event.outcome.ok) return { ...state, name: 'success', meetingInfo: event.outcome.meetingInfo };
      return asking(state, event.outcome);
    case 'refreshed':
      if (state.name !== 'refreshing') return state;
      return { ...state, name: 'captchaRequired', captcha: event.outcome.captcha };
    case 'timeout':
      return { ...state, name: 'error', failure: { kind: 'timeout', field: null } };
    case 'cancel':
      return { ...state, ...nothing, name: 'idle' };
    default:
      return state;
  }
}

export function createReducerFlow(services) {
  const listeners = new Set();
  let state = initial;
  let stop = () => undefined;

  function ask(send, type) {
    const controller = new AbortController();
    const timer = setTimeout(() => dispatch({ type: 'timeout' }), 15_000);
    stop = () => {
      clearTimeout(timer);
      controller.abort();
    };
    send(controller.signal).then(
      (outcome) => controller.signal.aborted || dispatch({ type, outcome }),
      () => controller.signal.aborted || dispatch({ type: 'timeout' }),
    );
  }

  function dispatch(event) {
    const before = state;
    state = reduce(state, event);
    if (state === before) return;
    if (state.name !== before.name) {
      stop();
      stop = () => undefined;
      const { name, request, code, captcha } = state;
      if (name === 'fetching')
        ask((signal) => services.fetchMeetingInfo({ ...request, previousCode: code }, signal), 'replied');
      if (name === 'refreshing') ask((signal) => services.refreshCaptcha(captcha, signal), 'refreshed');
    }
    for (const listener of listeners) listener(state);
  }

  return {
    dispatch,
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => stop(),
  };
}
