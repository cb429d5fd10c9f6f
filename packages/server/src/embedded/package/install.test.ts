import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { test } from 'bun:test'

import { temporaryFolders } from '../../../../../test/temporary-folders.ts'
import { EngineRefused } from '../../engine-office.ts'
import { installPackage, lockFor } from './install.ts'
import lock from './package-lock.json'
import { findPackage, packageVersion, platformOf } from './place.ts'

// Goal: what npm is told to fetch is pinned, comes without scripts, and is for this machine alone.

const newFolder = temporaryFolders('engine-package')

test('the lock pins every package by digest, and names none for a graphics card', () => {
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue
    assert.match((entry as { integrity?: string }).integrity ?? '', /^sha512-/, path)
    assert.doesNotMatch(path, /cuda|vulkan|metal/)
  }
  assert.equal(lock.packages['node_modules/node-llama-cpp'].version, packageVersion)
})

test('of the builds only the one for the machine is fetched', () => {
  const builds = (platform: string): readonly string[] =>
    JSON.stringify(lockFor(platform)).match(/@node-llama-cpp\/[a-z0-9-]+/g) ?? []
  assert.deepEqual(new Set(builds('linux-x64')), new Set(['@node-llama-cpp/linux-x64']))
  assert.deepEqual(new Set(builds('linux-arm64')), new Set(['@node-llama-cpp/linux-arm64']))
})

test('machines without a build', () => {
  assert.equal(platformOf('linux', 'x64'), 'linux-x64')
  assert.equal(platformOf('darwin', 'arm64'), undefined)
  assert.equal(platformOf('linux', 'ppc64'), undefined)
})

function installed(version: string): string {
  const folder = newFolder()
  const platform = platformOf(process.platform, process.arch) ?? 'none'
  for (const name of ['node-llama-cpp', `@node-llama-cpp/${platform}`]) {
    const file = join(folder, 'node_modules', name, 'package.json')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify({ version }))
  }
  return folder
}

if (platformOf(process.platform, process.arch) !== undefined) {
  test('the first folder with the right version', () => {
    const [old, right] = [installed('3.0.0'), installed(packageVersion)]
    assert.equal(findPackage([newFolder(), old, right]), right)
    assert.equal(findPackage([old]), undefined)
  })

  test('what is there stays', async () => {
    const folder = installed(packageVersion)
    const { wasThere, version } = await installPackage(folder, { env: {} })
    assert.deepEqual([wasThere, version], [true, packageVersion])
  })

  test('without npm it says what else to do', async () => {
    await assert.rejects(
      installPackage(join(newFolder(), 'engine'), { env: { PATH: newFolder() } }),
      (error) => error instanceof EngineRefused && /--folder DIR/.test(error.text.en),
    )
  })
}
