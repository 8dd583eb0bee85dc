import { secret, type Secret } from 'meeting-join-flow';
import { createSimulator } from 'meeting-join-flow/simulator';
import * as inspect from 'meeting-join-flow/inspect';
import * as testing from 'meeting-join-flow/testing';

export const handle: Secret = secret('a');
export const others = [createSimulator, inspect, testing];
