// How many MB `npm ci --omit=dev` puts on an operator's disk, in a copy of this checkout's manifests. Ends with 1 above
// the limit of docs/decisions/0001.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { fail, root } from './bun.mjs'

const megabytesMax = 300

const copy = mkdtempSync(join(tmpdir(), 'stellwerk-install-'))
try {
  const manifests = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`)
  for (const path of ['package.json', 'package-lock.json', '.npmrc', ...manifests]) {
    if (existsSync(join(root, path))) cpSync(join(root, path), join(copy, path), { recursive: true })
  }
  const options = { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' }
  const run = spawnSync(
    'npm',
    ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    options,
  )
  if (run.status !== 0) fail('npm ci --omit=dev failed; its message stands above.')
  const megabytes = Math.ceil(bytesBelow(join(copy, 'node_modules')) / 1_000_000)
  process.stdout.write(`${megabytes} MB of at most ${megabytesMax} MB\n`)
  process.exitCode = megabytes <= megabytesMax ? 0 : 1
} finally {
  rmSync(copy, { recursive: true, force: true })
}

function bytesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => join(folder, entry.name))
    .reduce((sum, path) => {
      const stat = lstatSync(path)
      return sum + (stat.isDirectory() ? bytesBelow(path) : stat.size)
    }, 0)
}
