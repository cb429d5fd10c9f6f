import { strict as assert } from 'node:assert'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseConfig } from '@stellwerk/contract/config'
import type { ConfigInput } from '@stellwerk/contract/config'
import { test } from 'bun:test'

import { openStore } from '../../../../test/faults/vault-records.ts'
import { temporaryFolders } from '../../../../test/temporary-folders.ts'
import { SecretUnavailable } from '../secret.ts'
import { openConfiguredKeys } from './configured-custodian.ts'
import { VaultKeyUnavailable } from './custodian.ts'

const newFolder = temporaryFolders('custodian')
const now = Date.parse('2026-11-23T12:00:00Z')

function newCase() {
  const folder = newFolder()
  const store = openStore(folder)
  const standardFile = join(folder, 'vault.kek')
  const open = (vault: NonNullable<ConfigInput['vault']>, env = {}) =>
    openConfiguredKeys({ store: store.keys, config: parseConfig({ vault }).vault, standardFile, now, env })
  return { folder, store, standardFile, open, kinds: () => store.keys.list().map(({ custodian }) => custodian) }
}

/** A program that wraps by writing backwards. */
function program(folder: string): string {
  const path = join(folder, 'kek')
  writeFileSync(path, '#!/bin/sh\ncase "$2" in wrap|unwrap) rev;; *) exit 1;; esac\n')
  chmodSync(path, 0o700)
  return path
}

test('custodian: without a word in the configuration a file in the data directory', async () => {
  const { store, standardFile, open, kinds } = newCase()
  await open({})
  assert.ok(existsSync(standardFile))
  assert.deepEqual(kinds(), ['file', 'file'])
  store.close()
})

test('custodian: a command gets its arguments and what to do, and takes over from the file', async () => {
  const { folder, store, open, kinds } = newCase()
  const { subjectTagKey } = await open({})
  const key = { command: [program(folder), '--card'] as [string, ...string[]] }
  await assert.rejects(open({ key }), /vault\.previousKey/)
  assert.deepEqual((await open({ key, previousKey: {} })).subjectTagKey, subjectTagKey)
  assert.deepEqual(kinds(), ['command', 'command'])
  assert.deepEqual((await open({ key })).subjectTagKey, subjectTagKey)
  store.close()
})

test('custodian: another file is made only to take over', async () => {
  const { folder, store, standardFile, open } = newCase()
  await open({})
  const file = join(folder, 'other.kek')
  await assert.rejects(open({ key: { file } }), VaultKeyUnavailable)
  assert.equal(existsSync(file), false)
  await open({ key: { file }, previousKey: { file: standardFile } })
  await open({ key: { file } })
  await assert.rejects(open({}), VaultKeyUnavailable)
  store.close()
})

test('custodian: a transit engine without its token or its certificate is told by what is missing', async () => {
  const { folder, store, open } = newCase()
  const transit = { url: 'http://127.0.0.1:1', key: 'stellwerk', token: 'env:BAO_TOKEN' }
  await assert.rejects(open({ key: { transit } }), SecretUnavailable)
  await assert.rejects(open({ key: { transit } }, { BAO_TOKEN: 'x' }), /127\.0\.0\.1:1 \(transit\/stellwerk\)/)
  const authority = join(folder, 'no.pem')
  await assert.rejects(open({ key: { transit: { ...transit, authority } } }), /no\.pem cannot be read/)
  assert.deepEqual(store.keys.list(), [])
  store.close()
})
