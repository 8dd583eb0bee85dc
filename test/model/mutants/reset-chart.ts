// Stands in for the reset chart while its mutants are tested: scripts/chart-mutants.mjs puts it there.
import * as sound from '../../../src/machines/password-reset.machine.js';
import { damageable } from './damaged.js';

export const passwordResetMachine = damageable(sound.passwordResetMachine);
export const provideResetServices: typeof sound.provideResetServices = (services) =>
  damageable(sound.provideResetServices(services));
