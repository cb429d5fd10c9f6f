// Goal: the witness that others run answers as C2SP tlog-witness v1.0.0 says, byte for byte where there is a vector.
import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { requestsPerMinute } from '../../../packages/server/src/witness/request-allowance.ts'
import { parseLogFamily, parseTrustedLog, parseTrustedLogs } from '../../../packages/server/src/witness/trusted-logs.ts'
import { originHash } from '../../../packages/server/src/witness/witness-state.ts'
import { concatBytes, encodeUtf8 } from '../../../packages/tlog/src/format/bytes.ts'
import { cosignatureVerifier, parseCosignature } from '../../../packages/tlog/src/format/cosignature.ts'
import { formatVerifierKey, parseNote, parseVerifierKey, verifyNote } from '../../../packages/tlog/src/format/note.ts'
import { addCheckpointBytesMax, formatAddCheckpoint } from '../../../packages/tlog/src/format/witness.ts'
import { grownLog, text, withProof } from './grown-log.ts'
import {
  hash,
  logVkey,
  endWitnesses,
  newFolder,
  open,
  post,
  refusedCode,
  roots,
  shown,
  startedAt,
  vectors,
  writeVectorKey,
} from './running-witness.ts'
import { checkEd25519, sha256, signCheckpoint, signer, testLog } from './written-log.ts'

endWitnesses()

test('the published request is cosigned and shown byte for byte', async () => {
  const folder = newFolder()
  writeVectorKey(folder)
  const { name, seed_hex: seed, vkey } = vectors.log_key
  const log = signer({ name, type: 'ed25519', seed: new Uint8Array(Buffer.from(seed, 'hex')) })
  const witness = await open({ folder, logs: [parseTrustedLog(vkey)], now: () => 1_767_225_600_999 })
  assert.equal(witness.vkey, vectors.witness_key.vkey)

  const first = roots.find(({ size }: { size: number }) => size === 65_537)
  const root = new Uint8Array(Buffer.from(first.root, 'hex'))
  const before = signCheckpoint({ size: 65_537, root }, log)
  assert.equal((await post(witness, formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: before }))).status, 200)

  const type = 'text/plain; charset=utf-8'
  const answer = await post(witness, vectors.add_checkpoint_request)
  assert.deepEqual(answer, { status: 200, type, body: vectors.cosignature_line })
  assert.equal(originHash(name), vectors.origin_hash)
  assert.deepEqual(await shown(witness, name), { status: 200, type, body: vectors.checkpoint_cosigned })
})

const trunk = grownLog()
const fork = grownLog({ branch: 'fork', forkAt: 5 })
const stranger = signer({ name: testLog.key.name, type: 'ed25519', seed: sha256(encodeUtf8('a stranger')) })
const otherLog = signer({ name: 'log.example/b', type: 'ed25519', seed: sha256(encodeUtf8('seed of the log')) })
const wrongEmpty = signCheckpoint({ size: 0, root: new Uint8Array(32) })
const longText = (lines: number): string => `${text(trunk.note(12)).split('\n\n')[0] ?? ''}\n${'x\n'.repeat(lines)}`
const signedText = (body: string): Uint8Array => {
  const { name, keyId } = testLog.key
  const payload = concatBytes(new Uint8Array(4), testLog.sign(encodeUtf8(body)))
  new DataView(payload.buffer).setUint32(0, keyId)
  return encodeUtf8(`${body}\n— ${name} ${Buffer.from(payload).toString('base64')}\n`)
}

// The witness has cosigned size 10 before each row.
const cases: readonly [
  why: string,
  status: number,
  body: string | undefined,
  request: Promise<Uint8Array> | Uint8Array,
][] = [
  ['the next size', 200, undefined, trunk.request(10, 12)],
  ['the same size again', 200, undefined, trunk.request(10, 10)],
  ['one more entry', 200, undefined, trunk.request(10, 11)],
  ['signature lines of strangers beside that of the log', 200, undefined, withStrangers(50)],
  ['extension lines', 200, undefined, extended(3)],
  ['text above the bound', 400, 'malformed request\n', extended(5000)],
  ['nothing', 400, 'malformed request\n', new Uint8Array(0)],
  ['no UTF-8', 400, 'malformed request\n', Uint8Array.of(0x6f, 0x6c, 0x64, 0x20, 0xff)],
  ['an old size with a leading zero', 400, 'malformed request\n', encodeUtf8(`old 010\n\n${text(trunk.note(10))}`)],
  ['a proof of 64 hashes', 400, 'malformed request\n', tooLongProof(64)],
  ['a note without a signature', 400, 'malformed request\n', encodeUtf8(`old 10\n\n${longText(0)}`)],
  ['CR LF', 400, 'malformed request\n', encodeUtf8(text(withProof(10, 0, trunk.note(10))).replaceAll('\n', '\r\n'))],
  ['old above new', 400, 'the old size is above that of the checkpoint\n', withProof(10, 0, trunk.note(9))],
  [
    'old above new and not the latest',
    400,
    'the old size is above that of the checkpoint\n',
    withProof(3, 0, trunk.note(2)),
  ],
  ['a log nobody named', 404, 'unknown log\n', grownLog({ log: otherLog }).request(0, 3)],
  ['a key nobody trusts', 403, 'no valid signature of the log\n', grownLog({ log: stranger }).request(10, 12)],
  ['a wrong signature', 403, 'no valid signature of the log\n', wrongSignature()],
  ['old 0, as after a loss', 409, '10\n', trunk.request(0, 12)],
  ['an old size that was passed', 409, '10\n', trunk.request(9, 12)],
  ['an old size not reached', 409, '10\n', trunk.request(11, 12)],
  ['a smaller size', 409, '10\n', trunk.request(4, 8)],
  ['a smaller size, the same twice', 409, '10\n', trunk.request(8, 8)],
  ['size 0', 409, '10\n', trunk.request(0, 0)],
  ['another root at the same size', 422, 'the checkpoint does not continue the last one\n', fork.request(10, 10)],
  ['another root that has grown', 422, 'the checkpoint does not continue the last one\n', fork.request(10, 12)],
  ['no proof', 422, 'the checkpoint does not continue the last one\n', withProof(10, 0, trunk.note(12))],
  ['a proof of zeros', 422, 'the checkpoint does not continue the last one\n', withProof(10, 4, trunk.note(12))],
  ['a proof too long by one', 422, 'the checkpoint does not continue the last one\n', overlong()],
  [
    'a proof where there is nothing to prove',
    422,
    'the checkpoint does not continue the last one\n',
    withProof(10, 1, trunk.note(10)),
  ],
]

function withStrangers(lines: number): Uint8Array {
  const line = `— stranger.example ${Buffer.alloc(200).toString('base64')}\n`
  return withProof(10, 0, concatBytes(trunk.note(10), encodeUtf8(line.repeat(lines))))
}

function tooLongProof(hashes: number): Uint8Array {
  const line = `${Buffer.alloc(32).toString('base64')}\n`
  return encodeUtf8(`old 10\n${line.repeat(hashes)}\n${text(trunk.note(12))}`)
}

async function extended(lines: number): Promise<Uint8Array> {
  const checkpoint = signedText(longText(lines))
  return formatAddCheckpoint({ oldSize: 10, proof: await trunk.proof(10, 12), checkpoint })
}

function wrongSignature(): Uint8Array {
  const note = text(trunk.note(10))
  const body = note.replace(`\n10\n`, `\n11\n`)
  return withProof(10, 0, encodeUtf8(body))
}

async function overlong(): Promise<Uint8Array> {
  const proof = [...(await trunk.proof(10, 12)), new Uint8Array(32)]
  return formatAddCheckpoint({ oldSize: 10, proof, checkpoint: trunk.note(12) })
}

for (const [why, status, body, request] of cases) {
  test(`${status}: ${why}`, async () => {
    const witness = await open()
    assert.equal((await post(witness, await trunk.request(0, 10))).status, 200)
    const before = await shown(witness)
    const answer = await post(witness, await request)
    assert.equal(answer.status, status, answer.body)
    assert.equal(answer.type, status === 409 ? 'text/x.tlog.size' : 'text/plain; charset=utf-8')
    if (body !== undefined) assert.equal(answer.body, body)
    // What is refused changes nothing, and what is accepted is shown with the cosignature that was given.
    const after = await shown(witness)
    if (status === 200) assert.ok(after.body.endsWith(answer.body))
    else assert.deepEqual(after, before)
    assert.ok(!after.body.includes('stranger'))
  })
}

// With nothing seen yet.
const firsts: readonly [why: string, status: number, request: Promise<Uint8Array> | Uint8Array][] = [
  ['size 0', 200, trunk.request(0, 0)],
  ['size 0 with another root', 422, withProof(0, 0, wrongEmpty)],
  ['a proof from nothing', 422, withProof(0, 1, trunk.note(3))],
  ['an old size', 409, trunk.request(3, 4)],
  ['any size', 200, trunk.request(0, 7)],
]
for (const [why, status, request] of firsts) {
  test(`a first checkpoint: ${why} is ${status}`, async () => {
    const witness = await open()
    const answer = await post(witness, await request)
    assert.equal(answer.status, status)
    if (status === 409) assert.equal(answer.body, '0\n')
    assert.equal((await shown(witness)).status, status === 200 ? 200 : 404)
  })
}

test('a log that began empty grows without a proof', async () => {
  const witness = await open()
  for (const [oldSize, size] of [
    [0, 0],
    [0, 5],
    [5, 5],
    [5, 9],
  ] as const) {
    assert.equal((await post(witness, await trunk.request(oldSize, size))).status, 200)
  }
})

test('other addresses and methods get nothing', async () => {
  const witness = await open()
  await post(witness, await trunk.request(0, 3))
  for (const [method, path, status] of [
    ['GET', '/', 404],
    ['GET', '/add-checkpoint', 404],
    ['PUT', '/add-checkpoint', 404],
    ['POST', `/${hash}/checkpoint`, 404],
    ['GET', `/${hash.toUpperCase()}/checkpoint`, 404],
    ['GET', `/${'0'.repeat(64)}/checkpoint`, 404],
    ['GET', `/..%2f..%2fwitness.key/checkpoint`, 404],
    ['GET', `/${hash}/checkpoint`, 200],
  ] as const) {
    assert.equal((await fetch(witness.url + path, { method })).status, status, `${method} ${path}`)
  }
})

test('a body above the bound is not read', async () => {
  const witness = await open()
  const answer = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    body: new Uint8Array(addCheckpointBytesMax + 1),
  }).then(
    ({ status }) => status,
    () => 'closed',
  )
  assert.ok([400, 413, 'closed'].includes(answer), String(answer))
  assert.equal((await post(witness, await trunk.request(0, 3))).status, 200)
})

test('one address gets so many requests a minute', async () => {
  let now = startedAt
  const witness = await open({ now: () => now })
  for (let count = 0; count < requestsPerMinute; count++) assert.equal((await shown(witness)).status, 404)
  const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body: 'x' })
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '60'])
  now += 60_000
  assert.equal((await shown(witness)).status, 404)
})

test('times never fall, and a cosignature is what every verifier checks', async () => {
  let now = startedAt
  const witness = await open({ now: () => now })
  const key = parseVerifierKey(witness.vkey, sha256)
  const times: number[] = []
  for (const [size, at] of [
    [3, startedAt],
    [4, startedAt - 86_400_000],
    [5, startedAt + 2000],
  ] as const) {
    now = at
    const oldSize = size === 3 ? 0 : size - 1
    assert.equal((await post(witness, await trunk.request(oldSize, size))).status, 200)
    const [line] = await verifyNote(parseNote(encodeUtf8((await shown(witness)).body)), [
      cosignatureVerifier(key, checkEd25519),
    ])
    times.push(parseCosignature(line?.signature ?? new Uint8Array(0)).timeSeconds)
  }
  assert.deepEqual(times, [startedAt / 1000, startedAt / 1000, startedAt / 1000 + 2])
})

// Which logs a family takes in.
const family = `gateway.example=${Buffer.from(testLog.key.publicKey).toString('base64')}`
const familyCases: readonly [origin: string, status: number][] = [
  ['gateway.example/log/2026h2', 200],
  ['gateway.example/log/2026h2-r1', 200],
  ['gateway.example/log/2026w48', 200],
  ['gateway.example/log/', 404],
  ['gateway.example/log/2026H2', 404],
  ['gateway.example/log/a/b', 404],
  ['gateway.example/log/..', 404],
  [`gateway.example/log/${'x'.repeat(33)}`, 404],
  ['gateway.example/log2026', 404],
  ['gateway.example', 404],
  ['other.example/gateway.example/log/2026h2', 404],
]
for (const [name, status] of familyCases) {
  test(`a family: ${name} is ${status}`, async () => {
    const log = signer({ name, type: 'ed25519', seed: sha256(encodeUtf8('seed of the log')) })
    const witness = await open({ logs: [parseLogFamily(family), parseLogFamily(family)] })
    assert.equal((await post(witness, await grownLog({ log }).request(0, 3))).status, status)
    const strange = signer({ name, type: 'ed25519', seed: sha256(encodeUtf8('another seed')) })
    const refused = await post(witness, await grownLog({ log: strange }).request(status === 200 ? 3 : 0, 4))
    assert.equal(refused.status, status === 200 ? 403 : 404)
  })
}

test('a family may be given by the vkey of one of its logs', () => {
  const log = signer({
    name: 'gateway.example/log/2026h2',
    type: 'ed25519',
    seed: sha256(encodeUtf8('seed of the log')),
  })
  assert.deepEqual(parseLogFamily(formatVerifierKey(log.key)), parseLogFamily(family))
})

for (const malformed of [
  '',
  'gateway.example',
  'gateway.example=',
  `=${'A'.repeat(43)}=`,
  `a b=${'A'.repeat(43)}=`,
  logVkey,
]) {
  test(`no family: ${JSON.stringify(malformed)}`, async () => {
    assert.equal(await refusedCode(async () => parseLogFamily(malformed)), 'log')
  })
}

test('both options take several values, and together at least one', async () => {
  const two = parseTrustedLogs({ log: ` ${logVkey}\n${vectors.log_key.vkey} `, family })
  assert.deepEqual(two, [parseTrustedLog(logVkey), parseTrustedLog(vectors.log_key.vkey), parseLogFamily(family)])
  for (const log of [undefined, '', ' ', `${logVkey} x`, `${logVkey} `.repeat(101)]) {
    assert.equal(await refusedCode(async () => parseTrustedLogs({ log, family: undefined })), 'log')
  }
})

for (const malformed of ['', `${logVkey}x`, vectors.witness_key.vkey, family]) {
  test(`no log: ${JSON.stringify(malformed)}`, async () => {
    assert.equal(await refusedCode(async () => parseTrustedLog(malformed)), 'log')
  })
}
