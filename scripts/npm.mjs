// Runs npm from a script, by Node where npm has started the script: the `npm.cmd` of Windows needs a shell, which takes a
// path with a blank for two words.
import { execFileSync } from 'node:child_process';

const program = process.env['npm_execpath'];

/**
 * @param {readonly string[]} args
 * @param {import('node:child_process').ExecFileSyncOptionsWithStringEncoding} options
 * @returns {string} what npm prints
 */
export const npm = (args, options) =>
  program === undefined
    ? execFileSync('npm', args, options)
    : execFileSync(process.execPath, [program, ...args], options);
