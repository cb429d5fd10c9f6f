// Goal: data of an older version opens, with every entry and every record; data of a newer version is refused, and the refusal
// names both versions. Nothing of it is changed then.
import { strict as assert } from 'node:assert'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'

import { Database } from 'bun:sqlite'
import { afterEach, setDefaultTimeout, test } from 'bun:test'

import { parseConfig } from '../../packages/contract/src/config.ts'
import { entryVersion } from '../../packages/contract/src/journal/entry.ts'
import { openVault } from '../../packages/server/src/evidence-wiring.ts'
import { mustKnowEntries } from '../../packages/server/src/journal/entry-version.ts'
import { sha256 } from '../../packages/server/src/primitives.ts'
import { LogNewer } from '../../packages/tlog/src/write/refusal.ts'
import { chat, openInside } from '../gateway/inside.ts'
import { unpackDataV1 } from './data-v1.ts'

/** Milliseconds: each starts servers and processes, beside whatever else runs. */
setDefaultTimeout(60_000)

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function unpacked(): { readonly data: string; readonly log: string } {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-v1-'))
  folders.push(folder)
  const data = join(folder, 'data')
  unpackDataV1(data)
  return { data, log: join(data, 'journal', '2026h2') }
}

const origin = 'gateway.example/log/2026h2'
const open = (data: string) => openInside([{ id: 'a', kind: 'mirror' }], { data, journal: { name: 'gateway.example' } })

test('data of the first version: records open, the server goes on, the journal verifies, the open call is closed', async () => {
  const { data, log } = unpacked()
  const vault = await openVault(parseConfig({ data }), {})
  const users = [1, 3, 5].map((index) => vault.read({ origin, index })?.values['user'])
  vault.close()
  assert.deepEqual(
    users.map((user) => Buffer.from(user ?? '').toString()),
    ['alice', 'bob', 'alice'],
  )
  const inside = await open(data)
  assert.equal((await inside.post('/v1/chat/completions', chat())).status, 200)
  await inside.opened.stop()
  assert.ok(readFileSync(join(log, 'checkpoint'), 'utf8').startsWith(`${origin}\n`))
  const command = [join(import.meta.dir, '../../bin/stellwerk'), 'journal', 'verify', '--data', data]
  const { exitCode, stdout } = Bun.spawnSync(command, { cwd: data, env: { ...process.env, LC_ALL: 'C' } })
  assert.equal(exitCode, 0, stdout.toString())
  assert.match(stdout.toString(), /^VERIFIED/)
})

function laterStep(file: string): void {
  const database = new Database(file, { readwrite: true, create: false })
  // More steps than any program of ours has: one more than the old data has is known by now.
  for (let step = 0; step < 100; step++)
    database.run("INSERT INTO schema_migration SELECT max(version) + 1, 'x', 'x', 0 FROM schema_migration")
  database.close()
}

function laterRecord(path: string, name: string): void {
  const lines = readFileSync(path, 'utf8').replace(`stellwerk.log/${name}/v1`, `stellwerk.log/${name}/v2`).split('\n')
  const text = lines.slice(0, -2).map((line) => `${line}\n`)
  const digest = Buffer.from(sha256(Buffer.from(text.join('')))).toString('base64')
  writeFileSync(path, `${text.join('')}${digest}\n`)
}

function laterSegment(frames: string): void {
  const path = join(frames, readdirSync(frames).sort()[0] ?? '')
  const bytes = readFileSync(path)
  bytes.write('SWsegmt2')
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 508)), 508)
  writeFileSync(path, bytes)
}

const newer: readonly [what: string, change: (place: { data: string; log: string }) => void, says: RegExp][] = [
  [
    'store',
    ({ data }) => laterStep(join(data, 'stellwerk.sqlite')),
    /schema version \d+, this program knows up to \d+/,
  ],
  ['vault', ({ data }) => laterStep(join(data, 'vault.sqlite')), /schema version \d+, this program knows up to \d+/],
  [
    'state',
    ({ log }) => laterRecord(join(log, 'state'), 'state'),
    /state .*format version 2, this program knows up to 1/,
  ],
  [
    'floor',
    ({ log }) => laterRecord(join(log, 'floor'), 'floor'),
    /floor .*format version 2, this program knows up to 1/,
  ],
  ['frames', ({ log }) => laterSegment(join(log, 'frames')), /frames .*format version 2, this program knows up to 1/],
]
for (const [what, change, says] of newer) {
  test(`data with a newer ${what} is refused, and both versions are named`, async () => {
    const place = unpacked()
    change(place)
    const before = readFileSync(join(place.log, 'state'))
    await assert.rejects(open(place.data), says)
    assert.deepEqual(readFileSync(join(place.log, 'state')), before)
  })
}

const leaf = (version: number): Uint8Array => Buffer.from(`{"time":1,"stellwerk":{"type":"start","v":${version}}}`)
const none = {
  segments: [],
  frames: [],
  tail: 'clean',
  end: 0,
  chain: { nextIndex: 0, previous: new Uint8Array(32) },
} as const
const edge = (...entries: Uint8Array[]) => ({ frontier: { size: entries.length, hashes: [] }, levels: [], entries })

test('entries of a newer program are refused, older ones are not', () => {
  mustKnowEntries({ edge: edge(leaf(entryVersion + 1), leaf(1)), frames: none })
  mustKnowEntries({ edge: edge(leaf(1), leaf(entryVersion)), frames: none })
  assert.throws(
    () => mustKnowEntries({ edge: edge(leaf(1), leaf(entryVersion + 3)), frames: none }),
    (error) =>
      error instanceof LogNewer &&
      error.message.includes(`format version ${entryVersion + 3}, this program knows up to ${entryVersion};`),
  )
  const record = { id: new Uint8Array(16), ciphertext: new Uint8Array() }
  const frame = { firstIndex: 0, entries: [{ leaf: leaf(entryVersion + 1), record }], previous: none.chain.previous }
  const frames = { ...none, frames: [{ ...frame, hash: new Uint8Array(32), bytes: 512 }] }
  assert.throws(() => mustKnowEntries({ edge: edge(), frames }), LogNewer)
})
