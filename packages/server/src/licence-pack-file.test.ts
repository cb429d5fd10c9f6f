// Goal: only what a trusted key signed is ever read, whatever byte of it is changed, and a huge file is not even read.
import { strict as assert } from 'node:assert'
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { ftruncateSync, openSync, closeSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'
import fc from 'fast-check'

import { mit } from '@stellwerk/licences/catalogue/mit'
import { noLicence } from '@stellwerk/licences/catalogue/no-licence'
import { formatPack, inPackOrder, type Pack } from '@stellwerk/licences/pack/pack'
import { PackRefused } from '@stellwerk/licences/pack/refused'
import { formatVerifierKey, verifierKey } from '@stellwerk/tlog/format/note'

import { temporaryFolders } from '../../../test/temporary-folders.ts'
import { openPack, packBytes, publisherKeys, sealPack } from './licence-pack-file.ts'
import { sha256 } from './primitives.ts'
import { publicKeyOf } from './signing-key-file.ts'

const newFolder = temporaryFolders('licence-pack-file')

interface Publisher {
  readonly name: string
  readonly vkey: string
  readonly keyId: number
  readonly secret: KeyObject
}

function publisher(name: string): Publisher {
  const secret = generateKeyPairSync('ed25519').privateKey
  const key = verifierKey({ name, type: 'ed25519', publicKey: publicKeyOf(secret) }, sha256)
  return { name, vkey: formatVerifierKey(key), keyId: key.keyId, secret }
}

const [ours, others] = [publisher('licences.example/catalogue'), publisher('licences.example/catalogue')]
const pack: Pack = { asOf: '2026-12-01', serial: 1, entries: inPackOrder([mit, noLicence]) }

function sealed(by: Publisher, content = formatPack(pack)): Uint8Array {
  const { name, keyId, secret } = by
  return sealPack(content, (text) => ({
    name,
    keyId,
    signature: new Uint8Array(sign(null, Buffer.from(text), secret)),
  }))
}

async function refusal(bytes: Uint8Array, trusted: readonly string[] = [ours.vkey]): Promise<PackRefused['code']> {
  try {
    await openPack(bytes, publisherKeys(trusted))
  } catch (error) {
    if (error instanceof PackRefused) return error.code
    throw error
  }
  throw new assert.AssertionError({ message: 'it was taken' })
}

const good = sealed(ours)

test('a signed pack opens under its key, and says who signed', async () => {
  const opened = await openPack(good, publisherKeys([others.vkey, ours.vkey, ours.vkey]))
  assert.deepEqual(opened.pack, pack)
  assert.equal(opened.publisher, ours.name)
})

test('every change of one byte is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const changed = Uint8Array.from(good)
      changed[at] = (changed[at] ?? 0) ^ by
      await refusal(changed)
    }),
    { numRuns: 300 },
  )
})

// The note is short: each of its bytes, and each of its bits.
test('every change of one bit of the signature is refused', async () => {
  const noteEnd = Buffer.from(good).indexOf('\n\n{') + 2
  for (let bit = 0; bit < noteEnd * 8; bit++) {
    const changed = Uint8Array.from(good)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    await refusal(changed)
  }
})

test('every shorter file is refused, and a longer one', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(good.length - 1), async (size) => void (await refusal(good.slice(0, size)))))
  assert.equal(await refusal(Buffer.concat([good, Buffer.from('\n')])), 'pack_untrusted')
})

const text = Buffer.from(good).toString('utf8')
const lineOf = (start: string): string => text.split('\n').find((line) => line.startsWith(start)) ?? ''
const twice = `${lineOf('— ')}\n${lineOf('— ')}\n`
const rows: readonly [why: string, bytes: Uint8Array, trusted: readonly string[], code: PackRefused['code']][] = [
  ['nobody is trusted', good, [], 'pack_untrusted'],
  ['another key of the same name', good, [others.vkey], 'pack_untrusted'],
  ['signed by another key of the same name', sealed(others), [ours.vkey], 'pack_untrusted'],
  ['empty', new Uint8Array(), [ours.vkey], 'pack_malformed'],
  ['no pack', Buffer.from('hello\n'), [ours.vkey], 'pack_malformed'],
  ['JSON alone', formatPack(pack), [ours.vkey], 'pack_malformed'],
  ['two signatures', Buffer.from(text.replace(`${lineOf('— ')}\n`, twice)), [ours.vkey], 'pack_malformed'],
  ['Windows line breaks', Buffer.from(text.replaceAll('\n', '\r\n')), [ours.vkey], 'pack_malformed'],
  ['another format', Buffer.from(text.replace('licences/1', 'licences/2')), [ours.vkey], 'pack_malformed'],
  ['signed nonsense', sealed(ours, Buffer.from('{}\n')), [ours.vkey], 'pack_malformed'],
  ['signed depth', sealed(ours, Buffer.from('['.repeat(1_000_000))), [ours.vkey], 'pack_too_large'],
]
for (const [why, bytes, trusted, code] of rows) {
  test(`refused: ${why}`, async () => assert.equal(await refusal(bytes, trusted), code))
}

test('a file of 100 MB is not read', () => {
  const path = join(newFolder(), 'huge.stellwerk-licences')
  const file = openSync(path, 'w')
  ftruncateSync(file, 100_000_000)
  closeSync(file)
  assert.throws(() => packBytes(path), { code: 'pack_too_large' })
})

test('a folder is no pack, and a file is read whole', () => {
  const folder = newFolder()
  assert.throws(() => packBytes(folder), { code: 'pack_malformed' })
  writeFileSync(join(folder, 'a'), good)
  assert.deepEqual(Buffer.from(packBytes(join(folder, 'a'))), Buffer.from(good))
})

const keys: readonly [why: string, vkey: string][] = [
  ['no key', 'nonsense'],
  [
    'a witness',
    formatVerifierKey(verifierKey({ name: 'w', type: 'cosignature/v1', publicKey: publicKeyOf(ours.secret) }, sha256)),
  ],
]
for (const [why, vkey] of keys) {
  test(`key of a publisher refused: ${why}`, () =>
    assert.throws(() => publisherKeys([vkey]), { code: 'pack_untrusted' }))
}
