import assert from 'node:assert/strict'
import { join } from 'node:path'

import { test } from 'bun:test'

import { temporaryFolders } from '../../../../../test/temporary-folders.ts'
import { EngineRefused } from '../../engine-office.ts'
import { installRuntime } from './install.ts'
import lock from './package-lock.json'
import manifest from './package.json'

// Goal: what npm is told to fetch is pinned by digest, and a machine without npm hears what else to do.

const newFolder = temporaryFolders('onnx-package')

test('the lock pins every package by digest, in the versions of the manifest', () => {
  for (const [path, entry] of Object.entries(lock.packages))
    if (path !== '') assert.match((entry as { integrity?: string }).integrity ?? '', /^sha512-/, path) // As npm writes it.
  const { packages } = lock
  const locked = {
    '@huggingface/tokenizers': packages['node_modules/@huggingface/tokenizers'].version,
    'onnxruntime-node': packages['node_modules/onnxruntime-node'].version,
  }
  assert.deepEqual(locked, manifest.dependencies)
})

if (process.platform === 'linux') {
  test('without npm it says what else to do', async () => {
    await assert.rejects(
      installRuntime(join(newFolder(), 'onnx'), { env: { PATH: newFolder() } }),
      (error) => error instanceof EngineRefused && /stellwerk engine install --onnx --folder DIR/.test(error.text.en),
    )
  })
}
