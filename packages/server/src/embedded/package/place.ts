// Where llama.cpp lies. It is no dependency of the gateway: 80 MB that most installations never need.
import { join } from 'node:path'

import { versionIn } from '../../npm-package.ts'
import manifest from './package.json'

/** Folder of the package, beside the program or in the data directory. */
const folderName = 'stellwerk-engine'

/** The version that this program was made for. */
export const packageVersion = manifest.dependencies['node-llama-cpp']

/** Where the package is looked for, the first place first. */
export function packageFolders(programFolder: string, dataDirectory: string): readonly [string, string] {
  return [join(programFolder, folderName), join(dataDirectory, folderName)]
}

/** What runs on this machine, as part of a package name; undefined where there is none. */
export function platformOf(platform: NodeJS.Platform, machine: NodeJS.Architecture): string | undefined {
  return platform === 'linux' && (machine === 'x64' || machine === 'arm64') ? `linux-${machine}` : undefined
}

/** The first folder that holds the package in the right version, with a build for this machine. */
export function findPackage(folders: readonly string[]): string | undefined {
  const platform = platformOf(process.platform, process.arch)
  const names = platform === undefined ? [] : ['node-llama-cpp', `@node-llama-cpp/${platform}`]
  return folders.find((folder) => names.length > 0 && names.every((name) => versionIn(folder, name) === packageVersion))
}

/** What is imported. */
export function bindingEntry(folder: string): string {
  return join(folder, 'node_modules/node-llama-cpp/dist/index.js')
}
