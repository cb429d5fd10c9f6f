// Fetches ONNX Runtime and tokenizers with npm into a folder of their own, and keeps the build for this machine alone.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { EngineRefused, type InstalledEngine } from '../../engine-office.ts'
import { bytesBelow, fetchPackage, type NpmPackage } from '../../npm-package.ts'
import lock from './package-lock.json'
import manifest from './package.json'
import { buildsFolder, findRuntime, ownBuild, runtimeVersion } from './place.ts'

const runtime: NpmPackage = {
  name: 'ONNX Runtime',
  command: 'stellwerk engine install --onnx',
  manifest,
  lock,
  isWhole: (folder) => findRuntime([folder]) !== undefined,
  trim: keepOwnBuild,
}

/**
 * Puts the packages into a folder. What is there in the right versions already stays.
 *
 * @throws EngineRefused platform_unsupported, install_failed
 */
export async function installRuntime(
  folder: string,
  { env }: { readonly env: Readonly<Record<string, string | undefined>> },
): Promise<InstalledEngine> {
  if (process.platform !== 'linux' || (process.arch !== 'x64' && process.arch !== 'arm64')) throw unsupported()
  const wasThere = findRuntime([folder]) !== undefined
  if (!wasThere) await fetchPackage(folder, runtime, env)
  return { folder, version: runtimeVersion, bytes: bytesBelow(folder), wasThere }
}

/** The package brings the builds of all machines. */
function keepOwnBuild(folder: string): void {
  const builds = join(folder, buildsFolder)
  for (const platform of readdirSync(builds)) {
    for (const machine of readdirSync(join(builds, platform))) {
      if (join(platform, machine) !== ownBuild)
        rmSync(join(builds, platform, machine), { recursive: true, force: true })
    }
  }
}

function unsupported(): EngineRefused {
  return new EngineRefused('platform_unsupported', {
    de: `für ${process.platform}/${process.arch} ist ONNX Runtime hier nicht vorgesehen; möglich sind linux/x64 und linux/arm64`,
    en: `ONNX Runtime is not provided for ${process.platform}/${process.arch} here; linux/x64 and linux/arm64 are possible`,
  })
}
