// Model files and the package for them, for commands. No running server is asked: it looks by itself.
import { resolve } from 'node:path'

import { systemClock } from './clock.ts'
import type { LoadedConfig } from './config.ts'
import { installRuntime } from './classifier/package/install.ts'
import { runtimeFolders } from './classifier/package/place.ts'
import { listModels, removeModel } from './embedded/files/models.ts'
import { pullModel } from './embedded/files/pull.ts'
import { installPackage } from './embedded/package/install.ts'
import { packageFolders } from './embedded/package/place.ts'
import type { EngineOffice } from './engine-office.ts'
import { programFolder } from './program.ts'

/** @param from where relative paths begin, and with which environment npm runs */
export function openEngineOffice(
  { config: { data } }: LoadedConfig,
  from: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): EngineOffice {
  const world = {
    dataDirectory: data,
    cwd: from.cwd,
    now: () => systemClock.now(),
    pause: (ms: number) => Bun.sleep(ms),
  }
  return {
    pull: (wish) => pullModel(wish, world),
    list: () => listModels(data),
    remove: (name) => removeModel(data, name),
    install: (folder) => {
      const [, inData] = packageFolders(programFolder, data)
      return installPackage(folder === undefined ? inData : resolve(from.cwd, folder), { env: from.env })
    },
    installOnnx: (folder) => {
      const [, inData] = runtimeFolders(programFolder, data)
      return installRuntime(folder === undefined ? inData : resolve(from.cwd, folder), { env: from.env })
    },
  }
}
