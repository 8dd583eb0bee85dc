// Compiled without the types of Node: what a browser app imports must not need them.
import axios from 'axios';
import {
  createJoinFlow,
  reveal,
  secret,
  TransportError,
  type JoinFlow,
  type JoinView,
  type Secret,
} from 'meeting-join-flow';
import { axiosTransport } from 'meeting-join-flow/axios';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import { useJoinFlow } from 'meeting-join-flow/react';
import { createWebexServices } from 'meeting-join-flow/webex';
import { webexSdkTransport } from 'meeting-join-flow/webex-sdk';

const flow: JoinFlow = createJoinFlow({ services: createWebexServices({ transport: fetchTransport() }) });
flow.join({ destination: '123456789', password: secret('a') });

export function ask(view: JoinView): string {
  switch (view.state) {
    case 'captchaRequired':
      return view.captcha.imageUrl;
    case 'passwordRequired':
    case 'registrationRequired':
      return view.failure.kind;
    case 'success': {
      const token: Secret | null = view.meetingInfo.permissionToken;
      return token === null ? '' : reveal(token);
    }
    case 'error':
      return view.failure.action;
    default:
      // @ts-expect-error A state without a question has no captcha.
      return view.state === 'idle' ? view.captcha.id : view.state;
  }
}

// @ts-expect-error A number is no password.
flow.submitPassword(1);

// axios has two sets of declarations that do not fit each other: the one that the app sees is meant.
export const transports = [axiosTransport(), axiosTransport(axios), axiosTransport(axios.create({ timeout: 1 }))];
export const others = [createHuaweiServices, useJoinFlow, webexSdkTransport, TransportError];
