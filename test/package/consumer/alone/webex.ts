// An app's file that makes its services and names no type: with this entry alone in the program, each must have a name.
import { createWebexServices } from 'meeting-join-flow/webex';

export const servicesOf = (options: Parameters<typeof createWebexServices>[0]) => createWebexServices(options);
export const transportOf = (options: Parameters<typeof createWebexServices>[0]) => options.transport;
export const lookUp = (services: ReturnType<typeof servicesOf>) => services.fetchMeetingInfo;
