// All subjects run out of one folder, so that they share one copy of XState: the project's own, or that of --root.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string} [root] where package.json and dist are */
export const loadFrom = (root = projectRoot) => createRequire(join(root, 'package.json'));
