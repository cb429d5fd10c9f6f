// Fetches llama.cpp with npm into a folder of its own: pinned by version and digest, without builds for graphics cards and
// without running any script of a package.
import { mkdirSync, readdirSync, lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { EngineRefused, type InstalledEngine } from '../../engine-office.ts'
import lock from './package-lock.json'
import manifest from './package.json'
import { findPackage, packageVersion, platformOf } from './place.ts'

/** Of npm's message, enough to know what it is about. */
const messageCharactersMax = 300

export interface InstallWorld {
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Puts the package into a folder. What is there in the right version already stays.
 *
 * @throws EngineRefused platform_unsupported, install_failed
 */
export async function installPackage(folder: string, world: InstallWorld): Promise<InstalledEngine> {
  const platform = platformOf(process.platform, process.arch)
  if (platform === undefined) throw unsupported()
  const wasThere = findPackage([folder]) !== undefined
  if (!wasThere) await fetchPackage(folder, platform, world)
  return { folder, version: packageVersion, bytes: bytesBelow(folder), wasThere }
}

async function fetchPackage(folder: string, platform: string, { env }: InstallWorld): Promise<void> {
  const npm = Bun.which('npm', env['PATH'] === undefined ? {} : { PATH: env['PATH'] })
  if (npm === null) throw noNpm(folder)
  // Made beside and then named: a folder that is there is whole.
  const fresh = `${folder}.unfinished`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true, mode: 0o700 })
  writeFileSync(join(fresh, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(fresh, 'package-lock.json'), JSON.stringify(lockFor(platform)))
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  const child = Bun.spawn([npm, 'ci', ...options], {
    cwd: fresh,
    env,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  })
  const said = await new Response(child.stderr).text()
  if ((await child.exited) !== 0 || findPackage([fresh]) === undefined) {
    rmSync(fresh, { recursive: true, force: true })
    throw failed(said)
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
}

/** The lock without the builds of other machines, which npm would fetch as well. */
export function lockFor(platform: string): object {
  const isOther = (name: string): boolean => name.includes('@node-llama-cpp/') && !name.endsWith(`/${platform}`)
  const without = <Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !isOther(name)))
  const main = 'node_modules/node-llama-cpp'
  const { [main]: entry, ...others } = lock.packages
  const kept = { ...entry, optionalDependencies: without(entry.optionalDependencies) }
  return { ...lock, packages: { ...without(others), [main]: kept } }
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => join(folder, entry.name))
    .reduce((sum, path) => {
      const stat = lstatSync(path)
      return sum + (stat.isDirectory() ? bytesBelow(path) : stat.size)
    }, 0)
}

function unsupported(): EngineRefused {
  return new EngineRefused('platform_unsupported', {
    de: `für ${process.platform}/${process.arch} gibt es hier keinen Bau von llama.cpp; möglich sind linux/x64 und linux/arm64`,
    en: `there is no build of llama.cpp for ${process.platform}/${process.arch} here; linux/x64 and linux/arm64 are possible`,
  })
}

function noNpm(folder: string): EngineRefused {
  return new EngineRefused('install_failed', {
    de: `npm ist nicht da; auf einem anderen Rechner stellwerk engine install --folder DIR aufrufen und DIR als ${folder} hierher kopieren`,
    en: `there is no npm; on another machine call stellwerk engine install --folder DIR and copy DIR here as ${folder}`,
  })
}

function failed(said: string): EngineRefused {
  const lines = said.split('\n').filter((line) => /npm error/.test(line))
  const message = (lines.find((line) => !/ code /.test(line)) ?? said).trim().slice(0, messageCharactersMax)
  return new EngineRefused('install_failed', {
    de: `npm hat llama.cpp nicht geholt: ${message}`,
    en: `npm did not get llama.cpp: ${message}`,
  })
}
