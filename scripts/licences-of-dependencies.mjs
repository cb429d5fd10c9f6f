// Which licences, install scripts and how many dependencies an operator gets with `npm ci --omit=dev`.
// Prints what is wrong, one line each, and then ends with 1.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { root } from './bun.mjs'

/** Licences under which a part may ship beside Apache-2.0 without further thought. Another one is a decision record. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
])

/** Few dependencies are a security feature here. */
const serverDependenciesMax = 15

/** Packages that may bring an install script. The set-up runs none, not even Bun's; a plain `npm ci` may. */
const installScripts = new Set(['node_modules/bun'])

const packages = Object.entries(readJson('package-lock.json').packages)
const shipped = packages.filter(([path, entry]) => path.includes('node_modules/') && !entry.dev && !entry.link)
const problems = [...shipped.flatMap(problemsOf), ...problemsOfLock(), ...problemsOfServer()]

process.stdout.write(problems.map((problem) => `${problem}\n`).join(''))
process.stdout.write(`${shipped.length} packages in the runtime tree\n`)
process.exitCode = problems.length === 0 ? 0 : 1

function problemsOf([path, entry]) {
  const manifest = existsSync(join(root, path, 'package.json')) ? readJson(join(path, 'package.json')) : undefined
  const found = new Set([entry.license, licenceOf(manifest)].filter((licence) => licence !== undefined))
  const licences = [...found].map((licence) =>
    isAllowed(licence) ? undefined : `${path}: licence ${licence} is not on the list`,
  )
  return [
    found.size === 0 ? `${path}: states no licence` : undefined,
    found.size > 1 ? `${path}: lock and package disagree (${[...found].join(', ')})` : undefined,
    ...licences,
    entry.hasInstallScript && !installScripts.has(path) ? `${path}: has an install script` : undefined,
  ].filter((problem) => problem !== undefined)
}

/** The old forms `{ type }` and `licenses: [{ type }]` are still about. */
function licenceOf(manifest) {
  const stated = manifest?.license ?? manifest?.licenses?.map((licence) => licence.type ?? licence).join(' OR ')
  return typeof stated === 'object' ? stated.type : stated
}

/** Of an SPDX expression, each part of an AND and one part of an OR. AND binds closer; parentheses are resolved first. */
function isAllowed(expression) {
  const inner = /\(([^()]*)\)/.exec(expression)
  if (inner !== null) return isAllowed(expression.replace(inner[0], isAllowed(inner[1]) ? '0BSD' : 'forbidden'))
  return expression.split(/\s+OR\s+/).some((part) => part.split(/\s+AND\s+/).every((id) => allowed.has(id.trim())))
}

/** Each package has a checksum, and none names the address from which this lock was made. */
function problemsOfLock() {
  const fetched = packages.filter(([path, entry]) => path.includes('node_modules/') && !entry.link)
  return [
    ...fetched
      .filter(([, entry]) => entry.integrity === undefined)
      .map(([path]) => `${path}: has no checksum in the lock`),
    ...fetched
      .filter(([, entry]) => entry.resolved !== undefined)
      .map(([path]) => `${path}: the lock names an address`),
    ...fetched.flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !packages.some(([other]) => other.endsWith(`node_modules/${name}`)))
        .map((name) => `${path}: the lock lacks its optional part ${name}, so npm ci refuses it`),
    ),
  ]
}

function problemsOfServer() {
  const names = Object.keys(readJson('packages/server/package.json').dependencies ?? {})
  const direct = names.filter((name) => !name.startsWith('@stellwerk/'))
  return direct.length <= serverDependenciesMax
    ? []
    : [`packages/server: ${direct.length} direct dependencies, at most ${serverDependenciesMax}`]
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}
