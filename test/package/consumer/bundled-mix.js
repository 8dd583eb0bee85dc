// A bundle in which one part uses `import` and another `require`: both must reach the same map of secrets.
import { secret } from 'meeting-join-flow';

console.log(`sent: ${require('meeting-join-flow').reveal(secret('correct horse'))}`);
