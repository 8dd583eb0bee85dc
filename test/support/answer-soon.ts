import type { AnswerDesk, ServiceAnswer } from 'meeting-join-flow/testing';

/** Answers the request as soon as it is at the desk, and does not wait for ever for one that never comes. */
export async function answerSoon(desk: AnswerDesk, answer: ServiceAnswer): Promise<void> {
  for (let turn = 0; !desk.answer(answer); turn++) {
    if (turn > 400) throw new Error(`nothing asked for "${answer.name}"`);
    await new Promise<void>((next) => (turn < 20 ? setImmediate(next) : setTimeout(next, 5)));
  }
}
