import { join } from 'node:path';
import ts from 'typescript';
import { root } from './pages.js';
import type { Sample } from './pages.js';

function optionsOf(file: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, file), (path) => ts.sys.readFile(path)) as { config: object };
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

/** All that is looked at in plain JavaScript: an entry, or a name of one, that is imported and is not there. */
const isMissingImport = ({ code, messageText }: ts.Diagnostic): boolean =>
  [2305, 2307, 2724].includes(code) && ts.flattenDiagnosticMessageText(messageText, '').includes('meeting-join-flow');

/** What the compiler says about samples, each as if it were a module at the root of the project. */
export function problemsOf(samples: readonly Sample[]): string[] {
  const byPath = new Map(
    // The compiler asks for a file by its name with slashes, on every system.
    samples.map(
      (sample, index) => [join(root, `docs-sample-${index}.${sample.language}`).replaceAll('\\', '/'), sample] as const,
    ),
  );
  // A sample shows a call, not what becomes of its result.
  const options = {
    ...optionsOf('tsconfig.json'),
    noUnusedLocals: false,
    noUnusedParameters: false,
    allowJs: true,
    checkJs: true,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => byPath.has(path) || fileExists.call(host, path);
  host.readFile = (path) => byPath.get(path)?.code ?? readFile.call(host, path);
  host.getSourceFile = (path, language) => {
    const sample = byPath.get(path);
    return sample ? ts.createSourceFile(path, sample.code, language) : getSourceFile.call(host, path, language);
  };
  const program = ts.createProgram([...byPath.keys()], options, host);
  return [...byPath].flatMap(([path, { at, language }]) => {
    const file = program.getSourceFile(path);
    const meaning = program
      .getSemanticDiagnostics(file)
      .filter((problem) => language !== 'js' || isMissingImport(problem));
    return [...program.getSyntacticDiagnostics(file), ...meaning].map(({ messageText, start = 0 }) => {
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${at}, its line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}
