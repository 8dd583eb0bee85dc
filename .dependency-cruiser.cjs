/** The arrows of docs/architecture.md, held by a tool. Type-only imports are free where the comment says so. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'A file that needs itself has two jobs.', {}, { circular: true }),
    rule(
      'guards-import-nothing',
      'Pure rules: they know no room but their own.',
      { path: '^src/guards' },
      { pathNot: '^src/guards' },
    ),
    rule(
      'machines-know-no-world',
      'Charts declare ports; they never import what is plugged in.',
      { path: '^src/machines' },
      { path: ['^src/(services|forms|messages|react|inspect|testing|simulator)', 'node_modules/(axios|zod|react)'] },
    ),
    rule(
      'services-run-no-machine',
      'Services know the types of machines only.',
      { path: '^src/services' },
      {
        path: ['^src/(machines|forms|messages|react|inspect|testing|simulator)', 'node_modules/xstate'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'axios-behind-its-entry',
      'axios is an optional peer.',
      { path: '^src', pathNot: '^src/services/axios-transport' },
      { path: 'node_modules/axios' },
    ),
    rule(
      'no-page-has-node',
      'Every entry is for pages too. What one needs of Node it asks for at run time, or as a type.',
      { path: '^src' },
      { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'tools-stay-at-home',
      'Who installs the package does not get what only its development needs, in types no more than in code.',
      { path: '^src' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm', 'npm-peer'] },
    ),
    rule(
      'zod-only-in-services',
      'Schemas stand at the edge.',
      { path: '^src', pathNot: '^src/services' },
      { path: 'node_modules/zod' },
    ),
    rule(
      'zod-by-its-small-half',
      'The classic half costs a page sixteen KB, and no row of the sizes has the reset with zod in it.',
      { path: '^src' },
      { path: 'node_modules/zod/(?!mini/)' },
    ),
    rule(
      'simulator-imports-nothing',
      'It speaks HTTP and knows nothing of the package.',
      { path: '^src/simulator' },
      { path: '^src/(?!simulator)' },
    ),
    rule(
      'messages-know-guards',
      'Words are looked up by kind.',
      { path: '^src/messages' },
      { path: '^src/(?!messages|guards)' },
    ),
    rule(
      'forms-know-controllers',
      'What a form of any framework needs: guards, and of charts the views and the commands.',
      { path: '^src/forms' },
      { path: '^src/(?!forms|guards)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'react-knows-the-core',
      'Bindings know machines, forms and messages.',
      { path: '^src/react' },
      { path: '^src/(services|inspect|testing|simulator)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'inspect-knows-the-core',
      'Inspectors know machines and guards.',
      { path: '^src/inspect' },
      { path: '^src/(services|forms|messages|react|testing|simulator)' },
    ),
    rule(
      'core-imports-no-room',
      'The core entry pulls in no other entry.',
      { path: '^src/index.ts' },
      { path: '^src/(react|inspect|testing|simulator|services/(webex|huawei|axios|fetch|webex-sdk))' },
    ),
    rule(
      'no-orphans',
      'A file that nobody imports is dead, unless it is an entry.',
      { orphan: true, pathNot: '(index|-transport)\\.ts$|^src/messages/locales' },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
