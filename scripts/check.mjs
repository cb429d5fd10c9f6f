// npm run check: everything about the code that can be judged without running it. One line for each check, the output of
// those that failed, and a sum at the end. `npm run check -- types imports` runs only these.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { fail, findBun, root } from './bun.mjs'
import { setUp } from './set-up.mjs'

/** Most checks use more than one core for a moment; two at a time keep a laptop usable. */
const lanes = 2

setUp({ withDev: true })

const node = process.execPath
const tool = (path, ...rest) => [node, join('node_modules', path), ...rest]
const tsc = (project) => tool('typescript/bin/tsc', '-p', project)

// A package with its own tsconfig is checked alone, so that a pure one sees no types of Node or of a browser.
const pure = readdirSync(join(root, 'packages'))
  .map((name) => `packages/${name}`)
  .filter((path) => existsSync(join(root, path, 'tsconfig.json')) && existsSync(join(root, path, 'src')))

const all = [
  { name: 'types', command: tsc('tsconfig.json') },
  ...pure.map((path) => ({ name: `types of ${path}`, command: tsc(path) })),
  { name: 'format', command: tool('oxfmt/bin/oxfmt', '--check', '.') },
  {
    name: 'lint',
    command: tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives'),
  },
  {
    // Under Bun, because dependency-cruiser wants Node 22 and we promise Node 20.
    name: 'imports',
    command: [
      findBun(),
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['packages', 'test', 'bench', 'scripts'].filter((folder) => existsSync(join(root, folder))),
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
  { name: 'dead code', command: tool('knip/bin/knip.js', '--no-progress', '--no-config-hints') },
  { name: 'dependencies', command: [node, 'scripts/licences-of-dependencies.mjs'] },
  // It downloads 100 MB, so not at each run on a desk.
  ...(process.env.CI === 'true' ? [{ name: 'size of the install', command: [node, 'scripts/install-size.mjs'] }] : []),
]

const wanted = process.argv.slice(2)
const checks = wanted.length === 0 ? all : all.filter(({ name }) => wanted.some((word) => name.startsWith(word)))
if (checks.length === 0) fail(`There is no such check; there are: ${all.map(({ name }) => name).join(', ')}`)

const queue = [...checks]
const results = []
await Promise.all(Array.from({ length: lanes }, work))

const failed = results.filter((ok) => !ok).length
process.stdout.write(`\n${results.length - failed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

async function work() {
  for (let check = queue.shift(); check !== undefined; check = queue.shift()) results.push(await run(check))
}

function run({ name, command: [program, ...rest] }) {
  const startedAt = Date.now()
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    const output = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
    child.on('error', (error) => output.push(Buffer.from(`${error.message}\n`)))
    child.on('close', (code) => {
      const text = Buffer.concat(output).toString().trimEnd()
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
      // A check that counts something says so in its last line, and the count is worth seeing when all is well, too.
      const ok = code === 0
      const lastLine = ok && /^\d+ (MB|packages)/.test(text.split('\n').at(-1)) ? ` (${text.split('\n').at(-1)})` : ''
      process.stdout.write(
        `${ok ? 'ok    ' : 'failed'} ${name}, ${seconds} s${lastLine}\n${ok ? '' : `${indent(text)}\n`}`,
      )
      resolve(ok)
    })
  })
}

function indent(text) {
  return text.replaceAll(/^/gm, '    ')
}
