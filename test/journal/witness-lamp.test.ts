import { strict as assert } from 'node:assert'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'

import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import { parseLogFamily } from '../../packages/server/src/witness/trusted-logs.ts'
import { type OpenWitness, openWitness } from '../../packages/server/src/witness/witness.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { formatAddCheckpoint } from '../../packages/tlog/src/format/witness.ts'
import { sha256, signCheckpoint, signer } from '../conformance/tlog/written-log.ts'
import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { newestLog } from './audited.ts'

// Goal: once a witness has seen another journal than ours, nothing new passes on any route, the record says why, and what
// was granted before may end.
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-disputed-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/**
 * A door in front of a witness. The first checkpoint that comes to it waits until the test has shown the witness something
 * else, as an attacker with the key of the log could at any time.
 */
function doorTo(witness: OpenWitness, meanwhile: (checkpoint: Uint8Array) => Promise<void>): string {
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const { pathname } = new URL(request.url)
      if (request.method === 'GET') return fetch(witness.url + pathname)
      const body = await request.bytes()
      // The note stands behind the first empty line, after the old size and the proof.
      await meanwhile(body.subarray(Buffer.from(body).indexOf('\n\n') + 2))
      return fetch(witness.url + pathname, { method: 'POST', body })
    },
  })
  closers.push(() => server.stop(true))
  return `http://127.0.0.1:${server.port}`
}

async function openDisputed(sizeOf: (ours: number) => number): Promise<Inside> {
  const data = newFolder()
  const keyPath = join(data, 'keys', 'log.key')
  const { vkey } = openLogKey({ path: keyPath, origin: 'gateway.example/log/2026h2', mayCreate: true })
  const witness = await openWitness({
    folder: newFolder(),
    host: '127.0.0.1',
    port: 0,
    logs: [parseLogFamily(vkey)],
    name: 'witness.example',
    now: () => Date.now(),
  })
  closers.push(() => witness.stop())
  const url = doorTo(witness, async (checkpoint) => {
    const { origin, size } = parseCheckpoint(parseNote(checkpoint).text)
    const seed = new Uint8Array(Buffer.from(readFileSync(keyPath, 'utf8'), 'base64'))
    const thief = signer({ name: origin, type: 'ed25519', seed })
    const forged = signCheckpoint({ size: sizeOf(size), root: sha256(seed) }, thief)
    const body = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: forged })
    await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body: new Uint8Array(body) })
  })
  const inside = await openInside([{ id: 'a', kind: 'mirror' }], {
    data,
    journal: { name: 'gateway.example', witnesses: [{ vkey: witness.vkey, url }] },
  })
  closers.push(() => inside.close())
  return inside
}

const rows: readonly [why: string, sizeOf: (ours: number) => number, code: string, says: RegExp][] = [
  ['has seen more entries', (ours) => ours + 7, 'journal_behind_witness', /has seen more entries/],
  ['has seen other entries', (ours) => ours, 'journal_forked', /has seen other entries/],
]
for (const [why, sizeOf, code, says] of rows) {
  test(`witness that ${why}: the security lamp is shut, and nothing passes`, async () => {
    const inside = await openDisputed(sizeOf)
    while (!inside.log().includes('witness.disputes')) await Bun.sleep(10)
    const answer = await inside.post('/v1/chat/completions', chat())
    assert.equal(answer.status, 403)
    const said = await answer.text()
    assert.match(said, says)
    assert.match(said, new RegExp(code))
    assert.match(inside.log(), /"level":"error","event":"witness.disputes","witness":"witness.example"/)
    assert.match(await (await fetch(`${inside.url}/readyz`)).text(), says)
    // What it has seen is kept: signed with our key, and of another tree.
    while (!inside.log().includes('witness.seen')) await Bun.sleep(10)
    const disputes = join(newestLog(inside.data), 'disputes')
    const [kept = '', ...others] = readdirSync(disputes)
    assert.deepEqual(others, [])
    const note = parseNote(readFileSync(join(disputes, kept)))
    assert.deepEqual(
      note.signatures.map(({ name }) => name),
      [parseCheckpoint(note.text).origin, 'witness.example'],
    )
    await inside.opened.stop()
    // The witness goes on to remember it, so a start refuses.
    await assert.rejects(
      inside.again(),
      (failure) => failure instanceof Error && /witness remembers/.test(failure.message),
    )
  })
}
