import { coverageOf, joinInvariants } from 'meeting-join-flow/testing';

export const invariants = joinInvariants;
export const reached = (...given: Parameters<typeof coverageOf>) => coverageOf(...given).states;
