// Brings node_modules in line with package-lock.json, and does nothing (in a few milliseconds) when it already is.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { fail, findBun, root } from './bun.mjs'

const nodeMajorMin = 20

/**
 * Installs what package-lock.json asks for, unless it is there.
 *
 * The measure is npm's own record of what it installed, so an install by hand counts as well. An install with the
 * development dependencies is never reduced to one without.
 */
export function setUp({ withDev }) {
  const nodeMajor = Number(process.versions.node.split('.')[0])
  if (nodeMajor < nodeMajorMin) fail(`Node ${nodeMajorMin} or newer is needed; this is ${process.versions.node}.`)

  const installed = readPackages('node_modules/.package-lock.json')
  const wantsDev = withDev || Object.values(installed).some((entry) => entry.dev)
  if (isInstalled({ wanted: readPackages('package-lock.json'), installed, wantsDev }) && findBun() !== undefined) return

  process.stderr.write(`Installing dependencies${wantsDev ? ' for development' : ''} (once, about a minute) …\n`)
  install(wantsDev ? ['--include=dev'] : ['--omit=dev'])
  if (findBun() === undefined) {
    fail(
      `npm installed no Bun for ${process.platform}/${process.arch}. Are optional dependencies switched off (npm config get omit)?`,
    )
  }
}

function readPackages(path) {
  const file = join(root, path)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

/** Optional packages are for other platforms as often as not; the one that matters is Bun, and that is looked for. */
function isInstalled({ wanted, installed, wantsDev }) {
  return Object.entries(wanted)
    .filter(
      ([path, entry]) =>
        path.startsWith('node_modules/') && !entry.optional && !entry.devOptional && (wantsDev || !entry.dev),
    )
    .every(([path, entry]) => installed[path]?.version === entry.version && existsSync(join(root, path)))
}

/** No install script runs: Bun is started from its platform package, and nothing else may need one. */
function install(which) {
  const arguments_ = [
    'ci',
    ...which,
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const npm = process.env.npm_execpath
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }
  const result =
    npm !== undefined && /\.c?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...arguments_], options)
      : spawnSync('npm', arguments_, { ...options, shell: process.platform === 'win32' })
  if (result.error !== undefined) fail(`npm did not start: ${result.error.message}`)
  if (result.status !== 0) fail(`npm ${arguments_.slice(0, 2).join(' ')} failed; its message stands above.`)
}
