import { describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import ts from 'typescript';

const root = resolve(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const samples = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);

function optionsOf(file: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, file), (path) => ts.sys.readFile(path)) as { config: object };
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

/** What the compiler says about a sample, as if it were a module at the root of the project. */
function problemsOf(samplesByPath: ReadonlyMap<string, string>): string[] {
  const options = { ...optionsOf('tsconfig.json'), noUnusedLocals: false };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => samplesByPath.has(path) || fileExists.call(host, path);
  host.readFile = (path) => samplesByPath.get(path) ?? readFile.call(host, path);
  host.getSourceFile = (path, language) => {
    const text = samplesByPath.get(path);
    return text === undefined ? getSourceFile.call(host, path, language) : ts.createSourceFile(path, text, language);
  };
  const program = ts.createProgram([...samplesByPath.keys()], options, host);
  return [...samplesByPath.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, '\n'),
    );
  });
}

describe('the README', () => {
  test('opens with what it is, the two commands, and code of about twenty lines', () => {
    expect(readme.split('\n')[0]).toBe('# meeting-join-flow');
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
    const lines = samples[0]!.split('\n').filter((line) => line.trim() !== '');
    expect(lines.length).toBeLessThanOrEqual(22);
  });

  test('has samples that compile', () => {
    expect(samples.length).toBeGreaterThanOrEqual(2);
    const files = new Map(samples.map((code, index) => [join(root, `readme-sample-${index}.ts`), code]));
    expect(problemsOf(files)).toEqual([]);
  }, 60_000);

  test('would not compile if a sample were wrong', () => {
    expect(problemsOf(new Map([[join(root, 'readme-sample-wrong.ts'), `${samples[0]!}\nflow.jion();`]]))).toEqual([
      expect.stringContaining('jion'),
    ]);
  }, 60_000);

  test('has a first sample that works when pasted', async () => {
    const lines: string[] = [];
    const log = jest.spyOn(console, 'log').mockImplementation((...texts: unknown[]) => {
      lines.push(texts.join(' ').trim());
    });
    const { outputText } = ts.transpileModule(samples[0]!, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    // Top-level await is for modules; what is run here is the same code in a function.
    const body = `return (async () => {${outputText}})();`;
    const run = compileFunction(body, ['require', 'exports', 'console']) as (...given: unknown[]) => Promise<void>;
    const done = new Promise<void>((resolveDone) => {
      const waiting = setInterval(() => {
        if (!lines.some((line) => line.startsWith('In:'))) return;
        clearInterval(waiting);
        resolveDone();
      }, 5);
    });

    await run(require, {}, console);
    await done;
    log.mockRestore();

    expect(lines).toEqual(['fetching', 'passwordRequired passwordMissing', 'fetching', 'success', 'In: 300400101']);
  });

  test('points only at files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);

    expect(links.length).toBeGreaterThan(5);
    for (const path of links)
      expect([path, ts.sys.fileExists(join(root, path)) || ts.sys.directoryExists(join(root, path))]).toEqual([
        path,
        true,
      ]);
  });
});
