import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import type { Files } from '../../../../test/conformance/tlog/written-log.ts'
import {
  checkEd25519,
  numberedEntries,
  random,
  sha256,
  signCheckpoint,
  testLog,
  testWitness,
  writeLog,
} from '../../../../test/conformance/tlog/written-log.ts'
import { encodeUtf8 } from '../format/bytes.ts'
import { formatVerifierKey } from '../format/note.ts'
import { checkpointPath, formatEntryBundle, tileWidth } from '../format/tile.ts'
import { hashBytes, leafHash, rootOf } from '../format/tree.ts'
import type { LogToVerify } from './log.ts'
import { verifyLog } from './log.ts'
import type { CheckName, Outcome, Problem, Report } from './report.ts'
import { parseTrust } from './signed-checkpoint.ts'

const size = 600
const entries = numberedEntries(size)
const files = writeLog(entries)
const primitives = { sha256, checkEd25519 }
const nowSeconds = 1_800_000_000
const vkey = formatVerifierKey(testLog.key)
const trustNobodyElse = parseTrust({ vkey, policy: encodeUtf8('quorum none\n') }, primitives)

const logOf = (held: Files, changed: Partial<LogToVerify> = {}): LogToVerify => ({
  read: async (path) => held.get(path),
  list: () => [...held.keys()].filter((path) => path.startsWith('tile/')),
  trust: trustNobodyElse,
  primitives,
  clock: { nowSeconds },
  ...changed,
})

const without = (path: string, held = files): Files => new Map([...held].filter(([name]) => name !== path))
const altered = (path: string, alter: (bytes: Uint8Array) => Uint8Array, held = files): Files =>
  new Map([...held, [path, alter((held.get(path) ?? new Uint8Array()).slice())]])
const flipped =
  (position: number, bit: number) =>
  (bytes: Uint8Array): Uint8Array =>
    bytes.with(position, (bytes[position] ?? 0) ^ (1 << bit))

const problemsOf = (report: Report): readonly (Problem & { readonly check: CheckName })[] =>
  report.checks.flatMap((check) =>
    check.state === 'failed' ? check.problems.map((problem) => ({ check: check.name, ...problem })) : [],
  )

test('a log as written is verified, and the report counts what was read', async () => {
  const report = await verifyLog(logOf(files))
  assert.deepEqual(report.checks, [
    { name: 'checkpoint', state: 'ok', count: 1 },
    { name: 'origin', state: 'ok', count: 1 },
    { name: 'logSignature', state: 'ok', count: 1 },
    { name: 'cosignatures', state: 'ok', count: 0 },
    { name: 'cosignatureTimes', state: 'ok', count: 0 },
    { name: 'entries', state: 'ok', count: 600 },
    { name: 'tiles', state: 'ok', count: 4 },
    { name: 'nothingBeyond', state: 'ok', count: 7 },
  ])
  assert.deepEqual([report.outcome, report.origin, report.size], ['verified', 'log.example/a', 600])
})

for (const count of [0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537]) {
  test(`a log of ${count} entries is verified`, async () => {
    assert.equal((await verifyLog(logOf(writeLog(numberedEntries(count))))).outcome, 'verified')
  })
}

// Goal: each way to damage a log is found in the file where it is, and an incomplete look is never called verified.
const bundle = 'tile/entries/001'
const tile = 'tile/0/001'
const partial = 'tile/0/002.p/88'
const above = 'tile/1/000.p/2'
const cases: readonly [why: string, held: Files, first: Partial<Problem> & { readonly check: CheckName }][] = [
  ['no checkpoint', without(checkpointPath), { check: 'checkpoint', code: 'checkpoint_missing' }],
  ['a bundle is missing', without(bundle), { check: 'entries', code: 'tile_missing', path: bundle }],
  ['a tile is missing', without(tile), { check: 'tiles', code: 'tile_missing', path: tile }],
  ['a partial tile is missing', without(partial), { check: 'tiles', code: 'tile_missing', path: partial }],
  ['the tile above is missing', without(above), { check: 'tiles', code: 'tile_missing', path: above }],
  [
    'a tile is cut',
    altered(tile, (bytes) => bytes.subarray(1)),
    { check: 'tiles', code: 'malformed_tile', path: tile },
  ],
  [
    'a tile is longer than its width',
    altered(partial, (bytes) => new Uint8Array([...bytes, ...new Uint8Array(hashBytes)])),
    { check: 'tiles', code: 'malformed_tile', path: partial },
  ],
  [
    'a bundle has an entry more',
    altered(bundle, (bytes) => new Uint8Array([...bytes, 0, 0])),
    { check: 'entries', code: 'malformed_entry_bundle', path: bundle },
  ],
  [
    'an entry is changed',
    altered(bundle, flipped(3, 0)),
    { check: 'entries', code: 'entry_differs', path: bundle, index: 256 },
  ],
  [
    'two entries have changed places',
    altered(bundle, () =>
      formatEntryBundle(
        [entries[257], entries[256], ...entries.slice(258, 512)].filter((entry) => entry !== undefined),
      ),
    ),
    { check: 'entries', code: 'entry_differs', path: bundle, index: 256 },
  ],
  [
    'a hash is changed',
    altered(tile, flipped(2 * hashBytes, 0)),
    { check: 'tiles', code: 'tile_differs', path: tile, index: 258 },
  ],
  [
    'a hash is changed in the tile above',
    altered(above, flipped(hashBytes, 7)),
    { check: 'tiles', code: 'tile_differs', path: above, index: 1 },
  ],
  [
    'another entry, with its tiles made to match',
    new Map([...writeLog(entries.with(300, encodeUtf8('another'))), [checkpointPath, files.get(checkpointPath)!]]),
    { check: 'entries', code: 'root_differs' },
  ],
  [
    'a bundle beyond the size',
    new Map([...files, ['tile/entries/003.p/1', Uint8Array.of(0, 0)]]),
    { check: 'nothingBeyond', code: 'beyond_size', path: 'tile/entries/003.p/1' },
  ],
  [
    'a wider partial tile than the size has',
    new Map([...files, ['tile/0/002.p/89', new Uint8Array(89 * hashBytes)]]),
    { check: 'nothingBeyond', code: 'beyond_size', path: 'tile/0/002.p/89' },
  ],
  [
    'a level beyond the size',
    new Map([...files, ['tile/2/000.p/1', new Uint8Array(hashBytes)]]),
    { check: 'nothingBeyond', code: 'beyond_size', path: 'tile/2/000.p/1' },
  ],
  [
    'an older partial tile of another tree',
    new Map([...files, ['tile/0/000.p/3', new Uint8Array(3 * hashBytes)]]),
    { check: 'nothingBeyond', code: 'tile_differs', path: 'tile/0/000.p/3' },
  ],
  [
    'a file that is no tile',
    new Map([...files, ['tile/0/2', new Uint8Array(1)]]),
    { check: 'nothingBeyond', code: 'unexpected_file', path: 'tile/0/2' },
  ],
]
for (const [why, held, { check, ...first }] of cases) {
  test(`refused: ${why}`, async () => {
    const report = await verifyLog(logOf(held))
    assert.equal(report.outcome, 'refused')
    const [problem] = problemsOf(report)
    assert.ok(problem !== undefined)
    assert.deepEqual(
      Object.fromEntries(Object.keys({ check, ...first }).map((key) => [key, Reflect.get(problem, key)])),
      { check, ...first },
    )
  })
}

test('an older partial tile may stay if it is the beginning of its successor', async () => {
  const older = new Map([...writeLog(entries.slice(0, 300)), ...files])
  assert.equal((await verifyLog(logOf(older))).outcome, 'verified')
})

test('a full tile may stand for the partial one, as long as the log is at work', async () => {
  const held = new Map([...writeLog(numberedEntries(800)), ...files])
  for (const path of [partial, 'tile/entries/002.p/88']) held.delete(path)
  const report = await verifyLog(logOf(held, { isGrowing: true }))
  assert.deepEqual(
    [report.outcome, problemsOf(report), report.checks.find(({ name }) => name === 'nothingBeyond')],
    ['partial', [], { name: 'nothingBeyond', state: 'notChecked', because: 'growing' }],
  )
  assert.equal((await verifyLog(logOf(held))).outcome, 'refused')
})

const looks: readonly [why: string, changed: Partial<LogToVerify>, outcome: Outcome][] = [
  ['everything was looked at', {}, 'verified'],
  ['the entries were not read', { withEntries: false }, 'partial'],
  ['nobody could list the files', { list: undefined }, 'partial'],
  ['there is no policy', { trust: parseTrust({ vkey }, primitives) }, 'partial'],
  ['another log is trusted', { trust: parseTrust({ policy: encodeUtf8('quorum none\n') }, primitives) }, 'refused'],
]
for (const [why, changed, outcome] of looks) {
  test(`${outcome}: ${why}`, async () => assert.equal((await verifyLog(logOf(files, changed))).outcome, outcome))
}

test('without the entries, a changed hash is still found', async () => {
  const report = await verifyLog(logOf(altered(tile, flipped(0, 0)), { withEntries: false }))
  assert.deepEqual(problemsOf(report)[0]?.code, 'tile_differs')
})

// Goal: no single bit of what is published can change unnoticed. One bit, drawn at random, of every hash and of every
// length and entry, and every bit of the text and of the signature line of the checkpoint.
describe('flipped bits', () => {
  const chance = random(20_261_123)
  const refused = async (path: string, position: number, bit: number): Promise<void> => {
    const report = await verifyLog(logOf(altered(path, flipped(position, bit))))
    assert.equal(report.outcome, 'refused', `${path}, byte ${position}, bit ${bit}`)
  }

  for (const path of files.keys()) {
    if (path === checkpointPath) continue
    test(`in ${path} are found`, async () => {
      const step = path.startsWith('tile/entries/') ? 5 : hashBytes
      const length = files.get(path)?.length ?? 0
      for (let start = 0; start < length; start += step) {
        await refused(path, Math.min(length - 1, start + chance(step)), chance(8))
      }
    })
  }

  test('in the checkpoint are found', async () => {
    const length = files.get(checkpointPath)?.length ?? 0
    for (let position = 0; position < length; position++) {
      for (let bit = 0; bit < 8; bit++) await refused(checkpointPath, position, bit)
    }
  })
})

// Goal: a checkpoint that somebody kept convicts a log that has changed its mind, and only such a log.
describe('older checkpoints', () => {
  const rootAt = (count: number): Uint8Array =>
    rootOf(
      sha256,
      entries.slice(0, count).map((entry) => leafHash(sha256, entry)),
    )
  const other = rootOf(
    sha256,
    [...entries.slice(0, 299), encodeUtf8('another')].map((entry) => leafHash(sha256, entry)),
  )
  const rows: readonly [why: string, older: Uint8Array, code: string | undefined, isEvidence: boolean][] = [
    ['the empty tree', signCheckpoint({ size: 0, root: rootAt(0) }), undefined, false],
    ['the first entry', signCheckpoint({ size: 1, root: rootAt(1) }), undefined, false],
    ['a full tile', signCheckpoint({ size: tileWidth, root: rootAt(tileWidth) }), undefined, false],
    ['one entry before', signCheckpoint({ size: 599, root: rootAt(599) }), undefined, false],
    ['the same', signCheckpoint({ size, root: rootAt(size) }), undefined, false],
    ['another tree', signCheckpoint({ size: 300, root: other }), 'forked', true],
    ['another tree of the same size', signCheckpoint({ size, root: other }), 'forked', true],
    ['an empty tree that is not', signCheckpoint({ size: 0, root: other }), 'forked', true],
    ['a larger tree', signCheckpoint({ size: size + 1, root: other }), 'rolled_back', true],
    [
      'signed by nobody we know',
      signCheckpoint({ size: 300, root: other }, { ...testLog, key: { ...testLog.key, keyId: 1 } }),
      'signature_refused',
      false,
    ],
    ['no checkpoint', encodeUtf8('hello\n'), 'malformed_note', false],
  ]
  for (const [why, older, code, isEvidence] of rows) {
    test(`${why}: ${code ?? 'consistent'}`, async () => {
      const report = await verifyLog(logOf(files, { older: [older] }))
      assert.equal(problemsOf(report)[0]?.code, code)
      assert.equal(report.outcome, code === undefined ? 'verified' : 'refused')
      const newer = files.get(checkpointPath) ?? new Uint8Array()
      const evidence = { older: Buffer.from(older).toString(), newer: Buffer.from(newer).toString() }
      assert.deepEqual(report.evidence, isEvidence ? evidence : undefined)
    })
  }

  test('damaged tiles are no evidence of a fork', async () => {
    const older = signCheckpoint({ size: 300, root: rootAt(300) })
    const report = await verifyLog(logOf(altered(tile, flipped(0, 0)), { older: [older] }))
    assert.equal(report.evidence, undefined)
    assert.equal(problemsOf(report).at(-1)?.code, 'proof_refused')
  })
})

// Goal: a quorum counts right cosignatures of known witnesses only, at believable times.
describe('cosignatures', () => {
  const [one, two, three] = [testWitness('one.example'), testWitness('two.example'), testWitness('three.example')]
  const policy = [
    `witness operator ${formatVerifierKey(one.key)}`,
    `witness works-council ${formatVerifierKey(two.key)}`,
    'group both 2 operator works-council',
    'quorum both',
    '',
  ].join('\n')
  const trust = parseTrust({ vkey, policy: encodeUtf8(policy) }, primitives)
  const root = rootOf(
    sha256,
    entries.map((entry) => leafHash(sha256, entry)),
  )
  const signedBy = (...witnesses: Parameters<typeof signCheckpoint>[2] & object): Uint8Array =>
    signCheckpoint({ size, root }, testLog, witnesses)
  const at = (witness: typeof one, timeSeconds = nowSeconds): { witness: typeof one; timeSeconds: number } => ({
    witness,
    timeSeconds,
  })
  const forger = { ...two, sign: one.sign }
  const rows: readonly [why: string, checkpoint: Uint8Array, code: string | undefined][] = [
    ['both', signedBy(at(one), at(two)), undefined],
    ['both and a stranger', signedBy(at(one), at(two), at(three)), undefined],
    ['one of two', signedBy(at(one)), 'quorum_missed'],
    ['one twice', signedBy(at(one), at(one)), 'quorum_missed'],
    ['one and a stranger', signedBy(at(one), at(three)), 'quorum_missed'],
    ['one and a forger', signedBy(at(one), at(forger)), 'signature_refused'],
    ['as far ahead as clocks may differ', signedBy(at(one), at(two, nowSeconds + 300)), undefined],
    ['a second further ahead', signedBy(at(one), at(two, nowSeconds + 301)), 'time_ahead'],
  ]
  for (const [why, checkpoint, code] of rows) {
    test(`${why}: ${code ?? 'enough'}`, async () => {
      const report = await verifyLog(logOf(new Map([...files, [checkpointPath, checkpoint]]), { trust }))
      assert.equal(problemsOf(report)[0]?.code, code)
      assert.equal(report.outcome, code === undefined ? 'verified' : 'refused')
    })
  }

  const older = (timeSeconds: number): Uint8Array =>
    signCheckpoint({ size: 1, root: leafHash(sha256, entries[0] ?? new Uint8Array()) }, testLog, [at(one, timeSeconds)])
  for (const [why, timeSeconds, code] of [
    ['the same time', nowSeconds, undefined],
    ['a second later than on the larger tree', nowSeconds + 1, 'time_fell'],
  ] as const) {
    test(`an older checkpoint cosigned at ${why}: ${code ?? 'fine'}`, async () => {
      const held = new Map([...files, [checkpointPath, signedBy(at(one), at(two))]])
      const report = await verifyLog(logOf(held, { trust, older: [older(timeSeconds)] }))
      assert.equal(problemsOf(report)[0]?.code, code)
    })
  }

  test('the same tree may have been cosigned again later', async () => {
    const held = new Map([...files, [checkpointPath, signedBy(at(one), at(two))]])
    const report = await verifyLog(logOf(held, { trust, older: [signedBy(at(one, nowSeconds + 1))] }))
    assert.equal(report.outcome, 'verified')
  })

  test('without a clock, times are not called checked', async () => {
    const held = new Map([...files, [checkpointPath, signedBy(at(one), at(two))]])
    assert.equal((await verifyLog(logOf(held, { trust, clock: undefined }))).outcome, 'partial')
  })
})
