// Where ONNX Runtime lies. It is no dependency of the gateway: 290 MB for all machines, which most installations never need.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { versionIn } from '../../npm-package.ts'
import manifest from './package.json'

/** Folder of the packages, beside the program or in the data directory. */
const folderName = 'stellwerk-onnx'

/** The versions that this program was made for. */
const versions = manifest.dependencies
export const runtimeVersion = versions['onnxruntime-node']

/** Where the packages are looked for, the first place first. */
export function runtimeFolders(programFolder: string, dataDirectory: string): readonly [string, string] {
  return [join(programFolder, folderName), join(dataDirectory, folderName)]
}

/** Folder with the builds of the machines, and that of this one in it. */
export const buildsFolder = 'node_modules/onnxruntime-node/bin/napi-v6'
export const ownBuild = join(process.platform, process.arch)

/** The first folder that holds all packages in the right versions, with a build for this machine. */
export function findRuntime(folders: readonly string[]): string | undefined {
  return folders.find(
    (folder) =>
      existsSync(join(folder, buildsFolder, ownBuild, 'onnxruntime_binding.node')) &&
      Object.entries(versions).every(([name, version]) => versionIn(folder, name) === version),
  )
}

/** What is imported. */
export function runtimeEntries(folder: string): { readonly runtime: string; readonly tokenizers: string } {
  return {
    runtime: join(folder, 'node_modules/onnxruntime-node/dist/index.js'),
    tokenizers: join(folder, 'node_modules/@huggingface/tokenizers/dist/tokenizers.mjs'),
  }
}
