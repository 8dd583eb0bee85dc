// What a bundler is given.
import * as core from 'meeting-join-flow';
import * as fetchEntry from 'meeting-join-flow/fetch';
import * as webex from 'meeting-join-flow/webex';
import { walk } from './walk.mjs';

const sent = await walk(core, webex, fetchEntry);
globalThis.sent = sent;
console.log(`sent: ${sent}`);
