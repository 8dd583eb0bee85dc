import { fetchTransport } from 'meeting-join-flow/fetch';
import { createWebexServices } from 'meeting-join-flow/webex';
import type { WebexOptions } from 'meeting-join-flow/webex';
import type { CaptchaRefreshRequest, MeetingInfoRequest } from '../../../src/machines/join-flow.types.js';

/** A look-up without answers; a test adds what it is about. */
export const lookup = (more: Partial<MeetingInfoRequest> = {}): MeetingInfoRequest => ({
  destination: '123456789',
  destinationType: null,
  password: null,
  registrationId: null,
  captcha: null,
  extraParams: {},
  previousCode: null,
  sentAt: 1_700_000_000_000,
  timeoutMs: 5_000,
  ...more,
});

export const refresh = (more: Partial<CaptchaRefreshRequest> = {}): CaptchaRefreshRequest => ({
  id: 'Captcha_1',
  imageUrl: 'https://acme.webex.com/image',
  audioUrl: null,
  refreshUrl: 'https://acme.webex.com/refresh?siteurl=acme&captchaID=Captcha_1',
  sentAt: 1_700_000_000_000,
  timeoutMs: 5_000,
  ...more,
});

export const live = (): AbortSignal => new AbortController().signal;

export const servicesFor = (siteUrl: string, more: Partial<WebexOptions> = {}) =>
  createWebexServices({ transport: fetchTransport(), siteUrl, ...more });

/** A reply that lets in. */
export const meeting = {
  permissionToken: 'canary.token',
  meetingNumber: 123456789,
  meetingJoinUrl: 'https://acme.webex.com/m/1',
  confID: 7,
  supportVoIP: true,
  video: { maxFps: 30 },
  unheardOf: 'dropped',
};
export const nothing = { password: false, captcha: false, registrationId: false };
