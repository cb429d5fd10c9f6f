// npm run build: one executable, dist/stellwerk. `npm run build -- verifier`: the verifier alone, dist/stellwerk-verify.mjs, one
// file for Node. Further arguments go to `bun build`. Like the launcher they read no .env and no bunfig.toml where they start.
// What was built is added to SHA256SUMS beside it, and its size is told.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

import { root, runBunFirst } from './bun.mjs'
import { setUp } from './set-up.mjs'

/** The same source gives the same bytes, wherever the checkout lies. */
const executable = {
  arguments: [
    '--compile',
    '--no-compile-autoload-dotenv',
    '--no-compile-autoload-bunfig',
    // Without it nothing finds its dependencies that lies beside the executable, and llama.cpp does.
    '--compile-autoload-package-json',
    '--sourcemap',
    'packages/server/src/main.ts',
    // Threads start from files of their own.
    'packages/server/src/writer-worker.ts',
    'packages/server/src/publisher-worker.ts',
    'packages/server/src/weights-worker.ts',
    'packages/server/src/detection-worker.ts',
  ],
  outfile: 'dist/stellwerk',
}

// Not minified: whoever relies on it may want to read it.
const verifier = {
  arguments: ['--target=node', 'packages/server/src/verifier-main.ts'],
  outfile: 'dist/stellwerk-verify.mjs',
}

setUp({ withDev: true })
const words = process.argv.slice(2)
const [what, options] = words[0] === 'verifier' ? [verifier, words.slice(1)] : [executable, words]
const outfile = resolve(root, optionIn(options, '--outfile') ?? what.outfile)
const others = options.filter((option) => !option.startsWith('--outfile='))
runBunFirst(['build', ...what.arguments, ...others, `--outfile=${outfile}`], { cwd: root })
addSum(outfile)
process.stdout.write(`${outfile}: ${(statSync(outfile).size / 1_000_000).toFixed(1)} MB\n`)

function optionIn(given, name) {
  return given.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1)
}

/** One line for each file that was built here, as `sha256sum --check` reads them. */
function addSum(file) {
  const sums = join(dirname(file), 'SHA256SUMS')
  const name = basename(file)
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex')
  const before = existsSync(sums) ? readFileSync(sums, 'utf8').split('\n').filter(Boolean) : []
  const kept = before.filter((line) => line.slice(66) !== name)
  const lines = [...kept, `${digest}  ${name}`].sort((one, other) => (one.slice(66) < other.slice(66) ? -1 : 1))
  writeFileSync(sums, lines.map((line) => `${line}\n`).join(''))
}
