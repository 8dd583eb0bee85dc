import axios = require('axios');
import core = require('meeting-join-flow');
import overAxios = require('meeting-join-flow/axios');
import simulator = require('meeting-join-flow/simulator');

// One declaration of the type, whichever way it is reached.
export type Handle = import('meeting-join-flow', { with: { 'resolution-mode': 'import' } }).Secret;
export const handle: Handle = core.secret('a');
export const transport = overAxios.axiosTransport(axios.create());
export const others = [simulator.createSimulator];
