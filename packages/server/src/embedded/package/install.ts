// Fetches llama.cpp with npm into a folder of its own: pinned by version and digest, without builds for graphics cards and
// without running any script of a package.
import { EngineRefused, type InstalledEngine } from '../../engine-office.ts'
import { bytesBelow, fetchPackage, type NpmPackage } from '../../npm-package.ts'
import lock from './package-lock.json'
import manifest from './package.json'
import { findPackage, packageVersion, platformOf } from './place.ts'

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
  if (!wasThere) await fetchPackage(folder, llama(platform), world.env)
  return { folder, version: packageVersion, bytes: bytesBelow(folder), wasThere }
}

function llama(platform: string): NpmPackage {
  return {
    name: 'llama.cpp',
    command: 'stellwerk engine install',
    manifest,
    lock: lockFor(platform),
    isWhole: (folder) => findPackage([folder]) !== undefined,
  }
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

function unsupported(): EngineRefused {
  return new EngineRefused('platform_unsupported', {
    de: `für ${process.platform}/${process.arch} gibt es hier keinen Bau von llama.cpp; möglich sind linux/x64 und linux/arm64`,
    en: `there is no build of llama.cpp for ${process.platform}/${process.arch} here; linux/x64 and linux/arm64 are possible`,
  })
}
