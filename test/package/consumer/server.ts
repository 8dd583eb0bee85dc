// A project of Node alone, whose TypeScript knows no page: every entry but React's, which is for pages, has to compile.
import { createJoinFlow } from 'meeting-join-flow';
import { fetchTransport } from 'meeting-join-flow/fetch';
import { createHuaweiServices } from 'meeting-join-flow/huawei';
import { connectInspectorPage, createRecorder, createStatelyInspector, formatTrace } from 'meeting-join-flow/inspect';
import { createSimulator } from 'meeting-join-flow/simulator';
import { getJoinPaths } from 'meeting-join-flow/testing';
import { createWebexServices } from 'meeting-join-flow/webex';

const simulator = createSimulator();
const transport = fetchTransport(simulator.fetch);
const recorder = createRecorder();
createJoinFlow({
  services: createWebexServices({ transport, siteUrl: 'https://acme.webex.com' }),
  inspect: recorder.inspect,
}).join({ destination: '300400101' });
createHuaweiServices({ transport, baseUrl: 'https://api.meeting.huaweicloud.com' });
console.log(formatTrace(recorder.records()), getJoinPaths().length);
export { connectInspectorPage, createStatelyInspector };
