// Goal: the thread says the digest of one file, of several as `sha256sum` would list them, and what it could not read.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { temporaryFolders } from '../../../test/temporary-folders.ts'
import type { WeightsAnswer } from './weights-worker.ts'

const newFolder = temporaryFolders('weights')
const sha256 = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex')

function ask(files: readonly string[]): Promise<WeightsAnswer> {
  const thread = new Worker(new URL('./weights-worker.ts', import.meta.url).href)
  const { promise, resolve } = Promise.withResolvers<WeightsAnswer>()
  thread.addEventListener('message', ({ data }: MessageEvent<WeightsAnswer>) => resolve(data))
  thread.postMessage({ files }, [])
  return promise.finally(() => thread.terminate())
}

test('weights: one file', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'a.gguf'), 'a')
  assert.deepEqual(await ask([join(folder, 'a.gguf')]), { digest: sha256('a') })
})

test('weights: several files', async () => {
  const folder = newFolder()
  for (const name of ['a', 'b']) writeFileSync(join(folder, name), name)
  const lines = `${sha256('a')}  a\n${sha256('b')}  b\n`
  assert.deepEqual(await ask([join(folder, 'a'), join(folder, 'b')]), { digest: sha256(lines) })
})

test('weights: a file that is gone', async () => {
  assert.deepEqual(await ask([join(newFolder(), 'gone')]), { code: 'ENOENT' })
})
