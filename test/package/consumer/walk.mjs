// A join as an app would write it: a look-up, a question, an answer. Gives what the service was sent as a password, so
// that a caller sees whether the secret that one entry wrapped could be opened by another.
export async function walk({ createJoinFlow, secret }, { createWebexServices }, { fetchTransport }) {
  const bodies = [];
  let answered;
  const answer = new Promise((resolve) => (answered = resolve));
  const reply = { code: 403004, message: 'Meeting is not allow to access since require password', data: {} };
  const services = createWebexServices({
    transport: fetchTransport(async (_url, { body }) => {
      bodies.push(JSON.parse(body));
      if (bodies.length === 2) answered();
      return new Response(JSON.stringify(reply), { status: 403, headers: { 'content-type': 'application/json' } });
    }),
  });
  const flow = createJoinFlow({ services });
  const asked = new Promise((resolve) => {
    flow.subscribe(() => flow.getView().state === 'passwordRequired' && resolve());
  });
  flow.join({ destination: 'https://acme.webex.com/meet/jane' });
  await asked;
  flow.submitPassword(secret('correct horse'));
  await answer;
  flow.stop();
  return bodies[1].password;
}
