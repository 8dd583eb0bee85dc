// Thousands of joins in one process, over real sockets: does memory stay flat, and is anything left open?
import { createJoinFlow } from 'meeting-join-flow';
import { axiosTransport } from 'meeting-join-flow/axios';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createSimulator } from 'meeting-join-flow/simulator';
import { createWebexServices } from 'meeting-join-flow/webex';

const [, , joins = '10000', transportName = 'axios'] = process.argv;
const total = Number(joins);
const simulator = createSimulator();
const site = await simulator.listen();
const transport = transportName === 'fetch' ? fetchTransport() : axiosTransport();
const services = createWebexServices({ transport, siteUrl: site.url });

/** The heap after a collection, in KB: `--expose-gc` makes it comparable. */
async function heapKb(): Promise<number> {
  // Sockets and their buffers are let go of a turn later.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((done) => setTimeout(done, 10));
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed / 1024;
}

/** A password is asked for, a wrong one is refused, the right one lets in; every third flow is given up instead. */
async function joinOnce(index: number): Promise<void> {
  const flow = createJoinFlow({ services });
  let asked = 0;
  await new Promise<void>((resolve, reject) => {
    flow.subscribe(() => {
      const { state } = flow.getView();
      if (state === 'passwordRequired') {
        asked++;
        if (index % 3 === 0) flow.cancel();
        else flow.submitPassword(asked === 1 ? 'wrong' : 'open-sesame');
      } else if (state === 'success' || state === 'idle') resolve();
      else if (state === 'error') reject(new Error(JSON.stringify(flow.getView().failure)));
    });
    flow.join({ destination: '300400101' });
  });
  flow.stop();
}

/** Least squares: what each join costs, in bytes. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const up = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return up / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

if (total < 2_000)
  throw new RangeError('At least 2,000 joins: of fewer, the slope says more about noise than about memory.');
const points: [number, number][] = [];
const step = Math.max(1, Math.round(total / 20));
// The first joins fill caches and compile code.
const warmUp = 1_000;
const began = performance.now();
for (let index = 1; index <= warmUp + total; index++) {
  await joinOnce(index);
  // The simulator keeps every request: that memory is the test's own.
  if (index % 100 === 0) simulator.reset();
  if (index >= warmUp && (index - warmUp) % step === 0) points.push([index - warmUp, await heapKb()]);
}
const seconds = (performance.now() - began) / 1000;
await site.close();
await new Promise((done) => setTimeout(done, 50));
const idle = new Set([
  'TTYWrap',
  'PipeWrap',
  'FileWrap',
  'TTYWRAP',
  'PIPEWRAP',
  'FSREQCALLBACK',
  'CloseReq',
  'Immediate',
]);
const left = process.getActiveResourcesInfo().filter((name) => !idle.has(name));
const bytesPerJoin = slopeOf(points) * 1024;
const halves = [points.slice(0, points.length / 2), points.slice(points.length / 2)] as const;
const smallest = halves.map((half) => Math.round(Math.min(...half.map(([, kb]) => kb))));
console.log(
  JSON.stringify(
    {
      joins: total,
      transport: transportName,
      seconds: Math.round(seconds),
      heapKb: { first: Math.round(points[0]?.[1] ?? 0), last: Math.round(points.at(-1)?.[1] ?? 0) },
      smallestHeapKbOfEachHalf: smallest,
      bytesPerJoin: Math.round(bytesPerJoin * 10) / 10,
      left,
    },
    null,
    2,
  ),
);
// A view alone is larger than this: no flow is kept.
process.exitCode = bytesPerJoin > 100 || left.length > 0 ? 1 : 0;
