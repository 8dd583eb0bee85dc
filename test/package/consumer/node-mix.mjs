// `import` and `require` in one Node process: both must reach the same map of secrets.
import { createRequire } from 'node:module';
import * as core from 'meeting-join-flow';
import * as fetchEntry from 'meeting-join-flow/fetch';
import * as webex from 'meeting-join-flow/webex';
import { walk } from './walk.mjs';

const require = createRequire(import.meta.url);
const sent = [
  await walk(core, webex, fetchEntry),
  await walk(require('meeting-join-flow'), webex, require('meeting-join-flow/fetch')),
  await walk(core, require('meeting-join-flow/webex'), fetchEntry),
  require('meeting-join-flow').reveal(core.secret('correct horse')),
  core.reveal(require('meeting-join-flow').secret('correct horse')),
];
if (require('meeting-join-flow').TransportError !== core.TransportError) throw new Error('Two classes of one error.');
if (new Set(sent).size !== 1) throw new Error(`The copies differ: ${sent.join(', ')}`);
console.log(`sent: ${sent[0]}`);
