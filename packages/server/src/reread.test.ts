import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { temporaryFolders } from '../../../test/temporary-folders.ts'
import { rereading } from './reread.ts'
import { resolveSecretText } from './secret.ts'

// Goal: whatever makes a file usable is found at the next look, and nothing is read twice for nothing.
const newFolder = temporaryFolders('reread')

test('a file is read again when it was written over or exchanged, and not before', () => {
  const file = join(newFolder(), 'file')
  writeFileSync(file, 'one')
  const source = rereading(
    [file],
    () => readFileSync(file, 'utf8'),
    (error) => assert.fail(String(error)),
  )
  assert.equal(source.refresh(), false)
  writeFileSync(file, 'other')
  assert.equal(source.refresh(), true)
  assert.equal(source.current(), 'other')
  writeFileSync(`${file}.new`, 'third')
  renameSync(`${file}.new`, file)
  assert.equal(source.refresh(), true)
  assert.equal(source.current(), 'third')
  assert.equal(source.refresh(), false)
})

test('a file that others could read is read once they no longer can, as the message asks for', () => {
  const file = join(newFolder(), 'key')
  writeFileSync(file, 'old', { mode: 0o600 })
  const told: unknown[] = []
  // A reference as the configuration has it.
  const ref = `file:${file}` as Parameters<typeof resolveSecretText>[0]
  const source = rereading(
    [file],
    () => resolveSecretText(ref, {}),
    (error) => told.push(error),
  )
  writeFileSync(file, 'renewed')
  chmodSync(file, 0o644)
  assert.equal(source.refresh(), false)
  assert.equal(source.current(), 'old')
  assert.match(String(told[0]), /chmod 600/)
  chmodSync(file, 0o600)
  assert.equal(source.refresh(), true)
  assert.equal(source.current(), 'renewed')
  assert.equal(told.length, 1)
})
