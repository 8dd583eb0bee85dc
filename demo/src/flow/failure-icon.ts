import type { Failure } from 'meeting-join-flow';
import type { IconName } from '../icons';

/** A picture for what a person can do about a failure; it repeats what the words say. */
export function failureIcon({ kind, action }: Failure): IconName {
  if (kind === 'network' || kind === 'timeout' || kind === 'serverFault') return 'cloudOff';
  switch (action) {
    case 'wait':
      return 'clock';
    case 'signIn':
      return 'lock';
    case 'register':
      return 'person';
    case 'openWebcast':
      return 'screen';
    case 'contactHost':
      return 'ban';
    default:
      return 'alert';
  }
}
