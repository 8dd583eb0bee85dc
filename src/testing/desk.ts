import { asRecord } from '../guards/reply-body.js';
import type { Transport } from '../services/transport.js';
import { TransportError } from '../services/transport.js';
import type { Operation, ServiceAnswer } from './answers.types.js';
import { isLost } from './answers.types.js';
import { pixel } from './huawei-answers.js';
import type { Posted } from './wrong-post.js';

const addresses: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ['POST', /\/meetingInfo$/, 'meetingInfo'],
  ['POST', /\/captchas\/refresh$/, 'refreshCaptcha'],
  ['POST', /\/auth\/slideverifycode\/send$/, 'sendSlider'],
  ['PUT', /\/auth\/slideverifycode\/check$/, 'checkSlider'],
  ['POST', /\/verifycode\/send$/, 'sendCode'],
  ['PUT', /\/verifycode\/check$/, 'checkCode'],
  ['PUT', /\/password\/reset$/, 'reset'],
];

/** Which of the seven operations a request is for; `null` for any other request. */
export function operationOf(method: string, url: string): Operation | null {
  const { pathname } = new URL(url);
  return addresses.find(([verb, path]) => verb === method && path.test(pathname))?.[2] ?? null;
}

const fileOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
/** A WAV file without a sound: its header, and no sample. */
const silence = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=';

interface Waiting {
  readonly operation: Operation;
  readonly settle: (answer: ServiceAnswer) => void;
}

/** Requests wait here until a path says what the service answers. */
export interface AnswerDesk {
  /** For services in memory. */
  readonly transport: Transport;
  /** For `mswResolver` and `routeHandler`: a request of neither service gives `undefined`. */
  readonly fetch: (request: Request) => Promise<Response | undefined>;
  /** What is being waited for, oldest first. */
  readonly waiting: readonly Operation[];
  /** Every request that came in. */
  readonly seen: readonly Posted[];
  /**
   * Answers the newest request of the answer's operation. `false`: none is waiting.
   * @throws TypeError for what is no answer, as that of a name that is misspelt.
   */
  answer(answer: ServiceAnswer): boolean;
  clear(): void;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

const bodyOf = (body: unknown): string | null =>
  body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);

export function createAnswerDesk(): AnswerDesk {
  let queue: Waiting[] = [];
  const seen: Posted[] = [];

  const wait = (request: Posted, signal: AbortSignal | null): Promise<ServiceAnswer> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        queue = queue.filter((one) => one !== place);
        signal?.removeEventListener('abort', give);
      };
      const give = (): void => {
        leave();
        reject(new TransportError('aborted'));
      };
      const place: Waiting = {
        operation: request.operation,
        settle: (answer) => {
          leave();
          resolve(answer);
        },
      };
      seen.push(request);
      queue.push(place);
      if (signal?.aborted === true) give();
      else signal?.addEventListener('abort', give);
    });

  return {
    get waiting() {
      return queue.map(({ operation }) => operation);
    },
    seen,
    async transport({ method, url, body, signal }) {
      const operation = operationOf(method, url);
      if (operation === null) throw new TransportError('network');
      const answer = await wait({ operation, url, body }, signal);
      if (isLost(answer)) throw new TransportError('network');
      return { status: answer.status, headers: answer.headers, body: answer.body ?? '' };
    },
    async fetch(request) {
      const { pathname } = new URL(request.url);
      const [, medium] = /\/captchas\/[^/]+\/verificationCode(Image|Audio)$/.exec(pathname) ?? [];
      if (medium === 'Image') return new Response(fileOf(pixel), { headers: { 'content-type': 'image/png' } });
      if (medium === 'Audio') return new Response(fileOf(silence), { headers: { 'content-type': 'audio/wav' } });
      const operation = operationOf(request.method, request.url);
      if (operation === null) return undefined;
      const answer = await wait({ operation, url: request.url, body: parsed(await request.text()) }, request.signal);
      if (isLost(answer)) return Response.error();
      const { status, headers, body } = answer;
      // A page of another origin reads no other header without this.
      return new Response(bodyOf(body), {
        status,
        headers: { ...headers, 'access-control-expose-headers': Object.keys(headers).join(', ') },
      });
    },
    answer(answer) {
      const { operation: asked } = asRecord(answer);
      if (!addresses.some(([, , operation]) => operation === asked))
        throw new TypeError(
          'The desk answers with a reply of webexAnswers, refreshAnswers or huaweiAnswers, or with one that names its operation.',
        );
      const place = queue.findLast(({ operation }) => operation === answer.operation);
      place?.settle(answer);
      return place !== undefined;
    },
    clear() {
      queue = [];
      seen.length = 0;
    },
  };
}
