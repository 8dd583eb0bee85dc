// The simulator in a process of its own, so that its work is not taken for the client's.
import { loadFrom } from './load.mjs';

const { createSimulator } = loadFrom(process.argv[2] || undefined)('meeting-join-flow/simulator');
// One wrong password is only refused; the next one brings a captcha.
const simulator = createSimulator({ webex: { wrongAnswersBeforeCaptcha: 1 } });
const { url, close } = await simulator.listen();

process.on('message', ({ id, set, solve, count }) => {
  if (set !== undefined) {
    simulator.reset();
    simulator.delayMs = set;
  }
  const answer = solve ? simulator.captchaAnswer(solve) : count ? simulator.requests.length : null;
  process.send({ id, answer });
});
process.on('disconnect', close);
process.send({ url });
