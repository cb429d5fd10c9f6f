// Packages that most installations never need, fetched on demand with npm into a folder of their own: pinned by version and digest,
// without running any script of a package.
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { EngineRefused } from './engine-office.ts'

/** Of npm's message, enough to know what it is about. */
const messageCharactersMax = 300

export interface NpmPackage {
  /** What people call it. */
  readonly name: string
  /** The command that fetches it on another machine, but for the folder. */
  readonly command: string
  readonly manifest: object
  readonly lock: object
  /** Whether a folder holds all of it. */
  readonly isWhole: (folder: string) => boolean
  /** Takes away what this machine has no use for. */
  readonly trim?: (folder: string) => void
}

/**
 * Puts a package into a folder. It is made beside and then named, so a folder that is there is whole.
 *
 * @throws EngineRefused install_failed
 */
export async function fetchPackage(
  folder: string,
  what: NpmPackage,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const npm = Bun.which('npm', env['PATH'] === undefined ? {} : { PATH: env['PATH'] })
  if (npm === null) throw noNpm(folder, what)
  const fresh = `${folder}.unfinished`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true, mode: 0o700 })
  writeFileSync(join(fresh, 'package.json'), JSON.stringify(what.manifest))
  writeFileSync(join(fresh, 'package-lock.json'), JSON.stringify(what.lock))
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  const child = Bun.spawn([npm, 'ci', ...options], {
    cwd: fresh,
    env,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  })
  const said = await new Response(child.stderr).text()
  if ((await child.exited) !== 0 || !what.isWhole(fresh)) {
    rmSync(fresh, { recursive: true, force: true })
    throw failed(what, said)
  }
  what.trim?.(fresh)
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
}

/** Version of a package in a folder; undefined where it is not there. */
export function versionIn(folder: string, name: string): unknown {
  const file = join(folder, 'node_modules', name, 'package.json')
  if (!existsSync(file)) return undefined
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return typeof read === 'object' && read !== null && 'version' in read ? read.version : undefined
}

export function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => join(folder, entry.name))
    .reduce((sum, path) => {
      const stat = lstatSync(path)
      return sum + (stat.isDirectory() ? bytesBelow(path) : stat.size)
    }, 0)
}

function noNpm(folder: string, { command }: NpmPackage): EngineRefused {
  return new EngineRefused('install_failed', {
    de: `npm ist nicht da; auf einem anderen Rechner ${command} --folder DIR aufrufen und DIR als ${folder} hierher kopieren`,
    en: `there is no npm; on another machine call ${command} --folder DIR and copy DIR here as ${folder}`,
  })
}

function failed({ name }: NpmPackage, said: string): EngineRefused {
  const lines = said.split('\n').filter((line) => /npm error/.test(line))
  const message = (lines.find((line) => !/ code /.test(line)) ?? said).trim().slice(0, messageCharactersMax)
  return new EngineRefused('install_failed', {
    de: `npm hat ${name} nicht geholt: ${message}`,
    en: `npm did not get ${name}: ${message}`,
  })
}
