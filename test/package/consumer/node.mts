import axios from 'axios';
import { secret, type Secret } from 'meeting-join-flow';
import { axiosTransport } from 'meeting-join-flow/axios';
import { createSimulator } from 'meeting-join-flow/simulator';
import * as inspect from 'meeting-join-flow/inspect';
import * as testing from 'meeting-join-flow/testing';

export const handle: Secret = secret('a');
export const transport = axiosTransport(axios.create());
export const others = [createSimulator, inspect, testing];
