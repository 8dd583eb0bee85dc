import { compileFunction } from 'node:vm';
import ts from 'typescript';

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

/** How long a sample may be silent (ms) before what it has printed so far is all. */
const patienceMs = 10_000;

/**
 * Runs a sample as Node would, and gives what it prints, line by line, once it has printed `count` lines.
 * @throws what the sample throws.
 */
export async function runSample(code: string, count: number): Promise<readonly string[]> {
  const lines: string[] = [];
  const log = (...values: unknown[]): void => {
    lines.push(...values.map(String).join(' ').trimEnd().split('\n'));
  };
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.ReactJSX,
      esModuleInterop: true,
    },
  });
  // Top-level await is for modules; what is run here is the same code in a function.
  const body = `return (async () => {${outputText}\n})();`;
  const run = compileFunction(body, ['require', 'exports', 'console']) as (...given: unknown[]) => Promise<void>;
  await run(require, {}, { ...console, log });
  const until = performance.now() + patienceMs;
  while (lines.length < count && performance.now() < until) await pause();
  // One line too many shows, too.
  await pause();
  return lines;
}
