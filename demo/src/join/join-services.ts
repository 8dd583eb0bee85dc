import type { JoinServices } from 'meeting-join-flow';
import { createAdhocMeeting, createWebexServices } from 'meeting-join-flow/webex';
import { demoTransport, simulatorUrl, twinUrl } from '../simulator';

const nothing = { password: false, captcha: false, registrationId: false } as const;

/**
 * Webex's services as an app would set them up, but for the transport, which leads to the simulator. A space has no
 * password and no captcha: its meeting is started by one call, here behind the same port, so that the same page shows it.
 */
export function createDemoJoinServices(accessToken: () => string | null): JoinServices {
  const options = { transport: demoTransport, siteUrl: simulatorUrl, trustedHosts: [twinUrl], accessToken };
  const services = createWebexServices(options);
  return {
    ...services,
    async fetchMeetingInfo(request, signal) {
      if (request.destinationType !== 'CONVERSATION_URL' || typeof request.destination !== 'string') {
        return services.fetchMeetingInfo(request, signal);
      }
      const { destination: conversationUrl, timeoutMs } = request;
      const outcome = await createAdhocMeeting(options, { conversationUrl, timeoutMs, signal });
      return outcome.ok ? outcome : { ...outcome, needs: nothing, captcha: null, meeting: null };
    },
  };
}
