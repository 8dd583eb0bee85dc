import type { Fault } from '../simulator/index.js';
import type { Operation, ServiceAnswer } from './answers.types.js';
import { isLost } from './answers.types.js';
import type { FlowPath, PathStep } from './path.types.js';

/** A part of the path of each operation's address, which no other operation's has. */
const partOf: Readonly<Record<Operation, string>> = {
  meetingInfo: '/meetingInfo',
  refreshCaptcha: '/captchas/refresh',
  sendSlider: '/slideverifycode/send',
  checkSlider: '/slideverifycode/check',
  sendCode: '/verifycode/send',
  checkCode: '/verifycode/check',
  reset: '/password/reset',
};

const requestIn: Readonly<Record<string, Operation>> = {
  fetching: 'meetingInfo',
  refreshing: 'refreshCaptcha',
  requestingSlider: 'sendSlider',
  checkingSlider: 'checkSlider',
  sendingCode: 'sendCode',
  checkingCode: 'checkCode',
  resetting: 'reset',
};

function faultOf(answer: ServiceAnswer, origin: string): Fault {
  const match = partOf[answer.operation];
  if (isLost(answer)) return { kind: 'reset', match };
  const { status, headers, body } = answer;
  // The addresses in a reply lead back to where the simulator listens.
  const local: unknown =
    typeof body === 'object' ? JSON.parse(JSON.stringify(body).replaceAll('https://acme.webex.com', origin)) : body;
  return { kind: 'reply', match, reply: { status, headers, body: local } };
}

/** The operation whose request a step sends, or `null` when it sends none. */
export function requestOf<Deed>({ expect, takes }: PathStep<Deed>): Operation | null {
  // A step that stays busy without entering its state anew has sent nothing.
  const entered = takes.some((name) => name.endsWith(`→ ${expect.state}`));
  return (entered ? requestIn[expect.state] : undefined) ?? null;
}

/**
 * The faults that make a simulator answer as the path says, in the path's order: `simulator.faults.push(...faults)`, or
 * `POST` them one by one to its control path. A request that the path leaves without an answer hangs.
 * @param origin Where the simulator listens: captchas lead there.
 */
export function scenarioOf<Deed>(path: FlowPath<Deed>, origin: string): readonly Fault[] {
  return path.steps.flatMap((step, index) => {
    const operation = requestOf(step);
    if (operation === null) return [];
    const next = path.steps[index + 1];
    return next?.by === 'service' ? [faultOf(next.answer, origin)] : [{ kind: 'hang', match: partOf[operation] }];
  });
}
