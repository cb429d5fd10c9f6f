import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'

import {
  checkEd25519,
  numberedEntries,
  sha256,
  testLog,
  testWitness,
  writeLog,
} from '../../../../test/conformance/tlog/written-log.ts'
import { encodeUtf8, formatHex } from '../format/bytes.ts'
import { formatVerifierKey } from '../format/note.ts'
import { leafHash } from '../format/tree.ts'
import { formatTlogProof, parseTlogProof } from '../format/tlog-proof.ts'
import { verifyEntry, verifyTlogProof } from './entry.ts'
import type { CheckName, ProblemCode, Report } from './report.ts'
import { parseTrust } from './signed-checkpoint.ts'
import { webPrimitives } from './web-primitives.ts'

const primitives = { sha256, checkEd25519 }
const notes = JSON.parse(readFileSync(join(import.meta.dir, '../../../../test/fixtures/audit/notes.json'), 'utf8'))
const proof = encodeUtf8(notes.tlog_proof)
const entry = encodeUtf8('entry-69999')
const policyText = [
  `log ${notes.log_key.vkey}`,
  `witness w1 ${notes.witness_key.vkey}`,
  `witness w2 ${formatVerifierKey(testWitness('two.example').key)}`,
  'group any-of-us any w1 w2',
  'quorum any-of-us',
  '',
].join('\n')
const policy = encodeUtf8(policyText)
const clock = { nowSeconds: 1_767_225_600 }

const failureOf = (report: Report): readonly [CheckName, ProblemCode] | undefined => {
  const check = report.checks.find(({ state }) => state === 'failed')
  return check?.state === 'failed' ? [check.name, check.problems[0].code] : undefined
}

test('the published proof is verified, with the checks in the order of the specification', async () => {
  const report = await verifyTlogProof({ proof, entry, trust: parseTrust({ policy }, primitives), primitives, clock })
  assert.deepEqual(
    report.checks.map(({ name, state }) => `${name} ${state}`),
    [
      'proof ok',
      'checkpoint ok',
      'origin ok',
      'logSignature ok',
      'cosignatures ok',
      'cosignatureTimes ok',
      'inclusion ok',
    ],
  )
  assert.equal(report.outcome, 'verified')
  assert.deepEqual(report.cosignedBy, [{ witness: 'w1', timeSeconds: 1_767_225_600 }])
})

test('a browser comes to the same report with its own primitives', async () => {
  const report = await verifyTlogProof({
    proof,
    entry,
    trust: parseTrust({ policy }, webPrimitives),
    primitives: webPrimitives,
    clock,
  })
  assert.equal(report.outcome, 'verified')
  const forged = encodeUtf8(notes.tlog_proof.replace('GdWSWmh686', 'GdWSWmh687'))
  const what = { proof: forged, entry, trust: parseTrust({ policy }, webPrimitives), primitives: webPrimitives, clock }
  assert.deepEqual(failureOf(await verifyTlogProof(what)), ['logSignature', 'signature_refused'])
})

const parsed = parseTlogProof(proof)
const [first = new Uint8Array(32), ...others] = parsed.proof
// Goal: one defect a row, refused by the check whose task it is.
const rows: readonly [
  why: string,
  what: Partial<{ proof: Uint8Array; entry: Uint8Array; policy: string }>,
  failure: readonly [CheckName, ProblemCode],
][] = [
  ['another entry', { entry: encodeUtf8('entry-69998') }, ['inclusion', 'proof_refused']],
  ['another index', { proof: formatTlogProof({ ...parsed, index: 69_998 }) }, ['inclusion', 'proof_refused']],
  [
    'an index beyond the tree',
    { proof: formatTlogProof({ ...parsed, index: 70_000 }) },
    ['inclusion', 'proof_refused'],
  ],
  ['a hash less', { proof: formatTlogProof({ ...parsed, proof: others }) }, ['inclusion', 'proof_refused']],
  [
    'a hash more',
    { proof: formatTlogProof({ ...parsed, proof: [first, ...parsed.proof] }) },
    ['inclusion', 'proof_refused'],
  ],
  [
    'another log',
    { policy: policyText.replace(/^log .*/, `log ${formatVerifierKey(testLog.key)}`) },
    ['origin', 'origin_unknown'],
  ],
  ['no log', { policy: policyText.replace(/^log .*/, '') }, ['origin', 'origin_unknown']],
  [
    'another witness',
    { policy: policyText.replace('quorum any-of-us', 'quorum w2') },
    ['cosignatures', 'quorum_missed'],
  ],
  ['cut', { proof: proof.subarray(0, -1) }, ['checkpoint', 'malformed_note']],
  ['another version', { proof: encodeUtf8(notes.tlog_proof.replace('@v1', '@v2')) }, ['proof', 'malformed_tlog_proof']],
]
for (const [why, what, failure] of rows) {
  test(`refused: ${why}`, async () => {
    const trust = parseTrust({ policy: encodeUtf8(what.policy ?? policyText) }, primitives)
    const report = await verifyTlogProof({ proof, entry, ...what, trust, primitives, clock })
    assert.deepEqual([report.outcome, failureOf(report)], ['refused', failure])
  })
}

test('extra data changes nothing', async () => {
  const extra = formatTlogProof({ ...parsed, extra: encodeUtf8('anything') })
  const trust = parseTrust({ policy }, primitives)
  assert.equal((await verifyTlogProof({ proof: extra, entry, trust, primitives, clock })).outcome, 'verified')
})

const files = writeLog(numberedEntries(600))
const vkey = formatVerifierKey(testLog.key)
const trust = parseTrust({ vkey, policy: encodeUtf8('quorum none\n') }, primitives)
const read = async (path: string): Promise<Uint8Array | undefined> => files.get(path)

for (const index of [0, 255, 256, 511, 512, 599]) {
  test(`entry ${index} is read out of the log with a proof that stands alone`, async () => {
    const { shown, outcome } = await verifyEntry({ index, read, trust, primitives })
    assert.equal(outcome, 'verified')
    assert.deepEqual(shown?.entry, encodeUtf8(`entry-${index}`))
    assert.equal(shown.leafHash, formatHex(leafHash(sha256, shown.entry)))
    const alone = await verifyTlogProof({ proof: shown.proof, entry: shown.entry, trust, primitives })
    assert.equal(alone.outcome, 'verified')
  })
}

for (const index of [-1, 600, 1.5, Number.MAX_SAFE_INTEGER]) {
  test(`there is no entry ${index}`, async () => {
    const report = await verifyEntry({ index, read, trust, primitives })
    assert.deepEqual([failureOf(report), report.shown], [['inclusion', 'index_beyond_size'], undefined])
  })
}

const broken: readonly [why: string, path: string, failure: readonly [CheckName, ProblemCode]][] = [
  ['its bundle is gone', 'tile/entries/001', ['inclusion', 'tile_missing']],
  ['its tile is gone', 'tile/0/001', ['inclusion', 'tile_missing']],
  ['there is no checkpoint', 'checkpoint', ['checkpoint', 'checkpoint_missing']],
]
for (const [why, path, failure] of broken) {
  test(`no proof of entry 300 if ${why}`, async () => {
    const readMost = async (name: string): Promise<Uint8Array | undefined> =>
      name === path ? undefined : files.get(name)
    const report = await verifyEntry({ index: 300, read: readMost, trust, primitives })
    assert.deepEqual([report.outcome, failureOf(report), report.shown], ['refused', failure, undefined])
  })
}
