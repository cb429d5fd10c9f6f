// Who may import whom: the floor plan of docs/architecture.md. test/house proves with a bad miniature house that each rule bites.

const test = '[.]test[.]ts$'
const pure = '^packages/(contract|policy|law|licences|privacy|tlog)/'
const room = '^packages/server/src/[^/]+/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contract-stands-alone',
      comment: 'contract owns the words and imports nothing of ours.',
      severity: 'error',
      from: { path: '^packages/contract/', pathNot: test },
      to: { path: '^packages/(?!contract/)' },
    },
    {
      name: 'pure-sees-only-contract',
      comment: 'policy, law, licences and privacy import no package of ours but contract.',
      severity: 'error',
      from: { path: '^packages/(policy|law|licences|privacy)/', pathNot: test },
      to: { path: '^packages/', pathNot: '^packages/(contract|$1)/' },
    },
    {
      name: 'pure-sees-only-types',
      comment: 'policy, law, licences and privacy take types from contract; data such as the field map is passed in.',
      severity: 'error',
      from: { path: '^packages/(policy|law|licences|privacy)/', pathNot: test },
      to: { path: '^packages/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tlog-readers-see-only-format',
      comment: 'verify and write import format and themselves, nothing else of ours: an auditor installs them alone.',
      severity: 'error',
      from: { path: '^packages/tlog/src/(verify|write)\\b', pathNot: test },
      to: { path: '^packages/', pathNot: '^packages/tlog/src/(format|$1)\\b' },
    },
    {
      name: 'tlog-format-stands-alone',
      comment: 'format (and whatever else lies in tlog) imports neither verify nor write nor another package.',
      severity: 'error',
      from: { path: '^packages/tlog/', pathNot: [test, '^packages/tlog/src/(verify|write)\\b'] },
      to: { path: '^packages/', pathNot: '^packages/tlog/(?!src/(verify|write)\\b)' },
    },
    {
      name: 'pure-has-no-runtime',
      comment:
        'Pure packages run on Bun, Node and in a browser. tlog/write may use Node, but gets its file system injected.',
      severity: 'error',
      from: { path: pure, pathNot: [test, '^packages/tlog/src/write\\b'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tlog-write-has-no-files',
      comment: 'tlog/write gets its file system and its connections injected.',
      severity: 'error',
      from: { path: '^packages/tlog/src/write\\b', pathNot: test },
      to: { path: '^(node:)?(fs|net|tls|dgram|http|https|http2|child_process)(/|$)' },
    },
    {
      name: 'only-server-uses-bun',
      comment: "Bun's own modules are for the server.",
      severity: 'error',
      from: { path: '^packages/(?!server/)', pathNot: test },
      to: { path: '^bun(:|$)' },
    },
    {
      name: 'no-room-sees-another',
      comment: 'What a room needs of others it declares as a port; main.ts hands it in.',
      severity: 'error',
      from: { path: '^packages/server/src/([^/]+)/', pathNot: [test, '^packages/server/src/storage/'] },
      to: { path: room, pathNot: '^packages/server/src/$1/' },
    },
    {
      name: 'storage-sees-only-types-of-rooms',
      comment: "storage implements the rooms' ports and knows nothing else of them.",
      severity: 'error',
      from: { path: '^packages/server/src/storage/', pathNot: test },
      to: { path: room, pathNot: '^packages/server/src/storage/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-house-names-rooms',
      comment:
        'Of the files between the rooms, main.ts with safe-environment.ts, verifier-main.ts, engine-main.ts, classifier-main.ts, wiring.ts with its parts and the starts of the threads wire and house.ts names them; request.ts and the rest see the House.',
      severity: 'error',
      from: {
        path: '^packages/server/src/[^/]+$',
        pathNot: [
          test,
          '^packages/server/src/(main|safe-environment|verifier-main|engine-main|classifier-main|house|[a-z-]*wiring|writer-worker|publisher-worker|detection-worker)[.]ts$',
        ],
      },
      to: { path: room },
    },
    {
      name: 'house-is-types',
      comment: 'house.ts is a type: importing it must not pull the rooms in.',
      severity: 'error',
      from: { path: '^packages/server/src/house[.]ts$' },
      to: { path: room, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'main-is-nobodys',
      comment:
        'main.ts, verifier-main.ts, engine-main.ts and classifier-main.ts are starts of programs, not places to import from.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^packages/server/src/((verifier|engine|classifier)-)?main[.]ts$' },
    },
    {
      name: 'server-is-nobodys',
      comment: 'No package imports the server.',
      severity: 'error',
      from: { path: '^packages/(?!server/)' },
      to: { path: '^packages/server/' },
    },
    {
      name: 'console-sees-contract-and-verify',
      comment: 'The console talks to the server over the control API and verifies proofs itself.',
      severity: 'error',
      from: { path: '^packages/console/', pathNot: test },
      to: { path: '^packages/', pathNot: '^packages/(console/|contract/|tlog/src/verify\\b)' },
    },
    {
      name: 'packages-stand-without-tests',
      comment: 'Nothing that ships imports a test, a benchmark or a script.',
      severity: 'error',
      from: { path: '^packages/', pathNot: test },
      to: { path: ['^(test|bench|scripts)/', test] },
    },
    {
      name: 'no-cycle',
      comment: 'Imports flow one way, those of types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'A file that neither imports nor is imported is left over.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^packages/',
        pathNot: [
          test,
          '[.]d[.]ts$',
          '^packages/server/src/((verifier|engine|classifier)-)?main[.]ts$',
          '[.]config[.]ts$',
        ],
      },
      to: {},
    },
    {
      name: 'no-grab-bag',
      comment: 'The honest name of such a file says that the thing inside has not been understood yet (docs/style.md).',
      severity: 'error',
      from: {},
      to: { path: '/(utils?|common|shared|core|helpers?|managers?|index)(/|[.][^/]+$)', pathNot: 'node_modules/' },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that cannot be found hides from every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Under TypeScript 7 the default parser finds no API and cruises nothing, without a word.
    parser: 'swc',
    tsPreCompilationDeps: true,
    builtInModules: { add: ['bun', 'bun:ffi', 'bun:jsc', 'bun:sqlite', 'bun:test'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(test/house/bad|test/fixtures|packages/[^/]+/dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['bun', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
