// Every entry loads by `import` and by `require`, with the same names and the very same values.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
for (const entry of process.argv.slice(2)) {
  const imported = await import(entry);
  const required = require(entry);
  const names = Object.keys(required).sort();
  if (names.length === 0) throw new Error(`${entry} exports nothing.`);
  // Node adds these two to each CommonJS file that is imported.
  const byName = Object.keys(imported).filter((name) => name !== 'default' && name !== 'module.exports');
  if (names.join() !== byName.sort().join()) throw new Error(`${entry} differs by the way it is loaded.`);
  for (const name of names) if (imported[name] !== required[name]) throw new Error(`${entry} has two of ${name}.`);
}
console.log('sent: correct horse');
