import { expect, test } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { createJoinFlow, createMessages, createPasswordReset } from 'meeting-join-flow';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import type { JoinFlow, PasswordReset } from 'meeting-join-flow/react';
import { createAdhocMeeting, createWebexServices } from 'meeting-join-flow/webex';
import type { AdhocMeetingRequest } from 'meeting-join-flow/webex';
import type { ComponentProps } from 'react';
import { deferredServices } from '../support/join-services.js';
import { deferredReset } from '../support/reset-services.js';

/** What an app reads from its own settings is often there or not. The compiler checks this with exactOptionalPropertyTypes. */
const unset = undefined;
const lost = async (): Promise<never> => Promise.reject(new Error('no network'));

test('an option that is undefined is one that was left out', async () => {
  const limits = { attemptMs: unset, totalMs: unset };
  const flowOptions = { snapshot: unset, clock: unset, inspect: unset };
  const join = createJoinFlow({ services: deferredServices().services, ...flowOptions, timeouts: limits });
  const reset = createPasswordReset({
    services: deferredReset().services,
    ...flowOptions,
    timeouts: unset,
    passwordMode: unset,
  });

  expect(join.actor.getSnapshot().context.timeouts).toEqual({ attemptMs: 15_000, totalMs: 60_000 });
  expect(reset.actor.getSnapshot().context).toMatchObject({
    timeouts: { attemptMs: 15_000, totalMs: 60_000 },
    passwordMode: 'strict',
  });
  expect(createMessages({ locale: unset, catalogues: unset, overrides: unset }).locale).toBe('en');
  createHuaweiServices({ transport: lost, baseUrl: unset, language: unset, codes: unset });
  const webex = { transport: lost, accessToken: unset, trustedHosts: unset, codes: unset };
  createWebexServices({ ...webex, siteUrl: unset });
  const request: AdhocMeetingRequest = {
    conversationUrl: 'https://conv.wbx2.com/conversation/api/v1/conversations/1',
    installedOrgID: unset,
    classificationId: unset,
    timeoutMs: unset,
    signal: unset,
  };
  expect(await createAdhocMeeting({ ...webex, siteUrl: 'https://acme.webex.com' }, request)).toMatchObject({
    ok: false,
    failure: { kind: 'network' },
  });
});

test('a part of a form takes such options too', () => {
  type JoinProps = ComponentProps<typeof JoinFlow.Root>;
  type ResetProps = ComponentProps<typeof PasswordReset.Root>;
  expectTypeOf<{ onAction: undefined; command: undefined }>().toExtend<Partial<JoinProps>>();
  expectTypeOf<{ command: undefined; temporary: undefined }>().toExtend<Partial<ResetProps>>();
});
