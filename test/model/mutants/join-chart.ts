// Stands in for the join chart while its mutants are tested: scripts/chart-mutants.mjs puts it there.
import * as sound from '../../../src/machines/join-flow.machine.js';
import { damageable } from './damaged.js';

export const joinFlowMachine = damageable(sound.joinFlowMachine);
export const provideJoinServices: typeof sound.provideJoinServices = (services) =>
  damageable(sound.provideJoinServices(services));
