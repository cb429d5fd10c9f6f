// npm run build: one executable, dist/stellwerk. `npm run build -- verifier`: the verifier alone, dist/stellwerk-verify.mjs, one
// file for Node. Further arguments go to `bun build`. Like the launcher they read no .env and no bunfig.toml where they start.
import { root, runBun } from './bun.mjs'
import { setUp } from './set-up.mjs'

const executable = [
  '--compile',
  '--no-compile-autoload-dotenv',
  '--no-compile-autoload-bunfig',
  '--sourcemap',
  'packages/server/src/main.ts',
  // The threads of the journal start from files of their own.
  'packages/server/src/writer-worker.ts',
  'packages/server/src/publisher-worker.ts',
  '--outfile=dist/stellwerk',
]

// Not minified: whoever relies on it may want to read it. The same source gives the same bytes.
const verifier = [
  '--target=node',
  'packages/server/src/verifier-main.ts',
  '--outdir=dist',
  '--entry-naming=stellwerk-verify.mjs',
]

setUp({ withDev: true })
const words = process.argv.slice(2)
const [what, options] = words[0] === 'verifier' ? [verifier, words.slice(1)] : [executable, words]
runBun(['build', ...what, ...options], { cwd: root })
