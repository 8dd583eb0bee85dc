// What a page without a service is given: the simulator is in it, and its `node:http` is not.
import { createJoinFlow } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createSimulator } from 'meeting-join-flow/simulator';
import { createWebexServices } from 'meeting-join-flow/webex';

const simulator = createSimulator();
const transport = fetchTransport(simulator.fetch);
const flow = createJoinFlow({ services: createWebexServices({ transport, siteUrl: 'https://acme.webex.com' }) });
flow.on('challenge', () => console.log(`sent: ${simulator.requests[0].body.password}`));
flow.join({ destination: '300400101', password: 'correct horse' });
