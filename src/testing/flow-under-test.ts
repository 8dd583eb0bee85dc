import { createJoinFlow } from '../machines/join-flow.controller.js';
import type { JoinFlow } from '../machines/join-flow.controller.js';
import { createPasswordReset } from '../machines/password-reset.controller.js';
import type { PasswordReset } from '../machines/password-reset.controller.js';
import { createHuaweiServices } from '../services/huawei/services.js';
import type { Transport } from '../services/transport.js';
import { createWebexServices } from '../services/webex/services.js';
import type { TestClock } from './clock.js';
import type { FlowPath, JoinDeed, ResetDeed } from './path.types.js';
import type { Seen } from './driver.types.js';

export interface FlowUnderTest<Deed> {
  does(deed: Deed): void;
  readonly view: () => { readonly state: string };
  /** Called after each visible change. */
  readonly subscribe: (listener: () => void) => () => void;
  stop(): void;
}

/** Both flows have deeds of one name: a path of the other one would go wrong late, and say nothing of it. */
export function holdToFlow(flow: FlowPath<never>['flow'], path: Pick<FlowPath<never>, 'flow'>): void {
  if (path.flow !== flow)
    throw new TypeError(`this driver walks paths of the ${flow} flow, and this one is of the ${path.flow} flow`);
}

export interface FlowUnderTestOptions {
  readonly transport: Transport;
  readonly clock: TestClock;
  /** Where the services are. Webex's and Huawei's own addresses unless given. */
  readonly url?: string;
  readonly timeouts?: { readonly attemptMs?: number; readonly totalMs?: number };
}

function doesJoin(flow: JoinFlow, deed: JoinDeed): void {
  switch (deed.type) {
    case 'join': {
      const { destination, password, permissionToken } = deed;
      flow.join({
        destination,
        ...(password !== undefined && { password }),
        ...(permissionToken !== undefined && { extraParams: { permissionToken } }),
      });
      return;
    }
    case 'submitPassword':
      flow.submitPassword(deed.password, deed);
      return;
    case 'submitCaptcha':
      flow.submitCaptcha(deed);
      return;
    case 'submitRegistrationId':
      flow.submitRegistrationId(deed.registrationId, deed);
      return;
    default:
      flow[deed.type]();
  }
}

function doesReset(flow: PasswordReset, deed: ResetDeed): void {
  switch (deed.type) {
    case 'start':
      flow.start({ user: deed.user });
      return;
    case 'submitSlider':
      flow.submitSlider(deed);
      return;
    case 'submitCode':
      flow.submitCode(deed.code);
      return;
    case 'submitPassword':
      flow.submitPassword(deed.password);
      return;
    default:
      flow[deed.type]();
  }
}

export function startJoinUnderTest(options: FlowUnderTestOptions): FlowUnderTest<JoinDeed> {
  const { transport, clock, url, timeouts } = options;
  const services = createWebexServices({ transport, siteUrl: url ?? 'https://acme.webex.com' });
  const flow = createJoinFlow({ services, clock, ...(timeouts && { timeouts }) });
  return { does: (deed) => doesJoin(flow, deed), view: flow.getView, subscribe: flow.subscribe, stop: flow.stop };
}

export function startResetUnderTest(options: FlowUnderTestOptions): FlowUnderTest<ResetDeed> {
  const { transport, clock, url, timeouts } = options;
  const services = createHuaweiServices({ transport, ...(url !== undefined && { baseUrl: url }) });
  const flow = createPasswordReset({ services, clock, ...(timeouts && { timeouts }) });
  return { does: (deed) => doesReset(flow, deed), view: flow.getView, subscribe: flow.subscribe, stop: flow.stop };
}

/** What a path is held to, read from a view of either flow. */
export function seenIn(view: object): Seen {
  const { state, failure, can, needs } = view as Pick<Seen, 'state' | 'can' | 'needs'> & {
    readonly failure: { readonly kind: NonNullable<Seen['failure']> } | null;
  };
  return { state, failure: failure?.kind ?? null, can: { ...can }, needs: needs ? { ...needs } : null };
}
