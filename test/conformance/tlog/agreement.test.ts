// Goal: an independent verifier in Go comes to the same judgement as ours, on published vectors, on random trees, on texts
// with one byte changed, and on whole logs, sound and damaged.
import { strict as assert } from 'node:assert'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, test } from 'bun:test'

import { encodeUtf8, formatHex } from '../../../packages/tlog/src/format/bytes.ts'
import { parseCheckpoint } from '../../../packages/tlog/src/format/checkpoint.ts'
import { Malformed } from '../../../packages/tlog/src/format/malformed.ts'
import { formatVerifierKey, parseNote, parseVerifierKey } from '../../../packages/tlog/src/format/note.ts'
import type { ReadHashes } from '../../../packages/tlog/src/format/proof.ts'
import {
  consistencyProof,
  inclusionProof,
  ProofRefused,
  verifyConsistency,
  verifyInclusion,
} from '../../../packages/tlog/src/format/proof.ts'
import { checkpointPath, parseTilePath } from '../../../packages/tlog/src/format/tile.ts'
import { parseTlogProof } from '../../../packages/tlog/src/format/tlog-proof.ts'
import { parsePolicy } from '../../../packages/tlog/src/format/tlog-policy.ts'
import { leafHash, nodeHash, rootOf } from '../../../packages/tlog/src/format/tree.ts'
import { verifyEntry, verifyTlogProof } from '../../../packages/tlog/src/verify/entry.ts'
import { verifyLog } from '../../../packages/tlog/src/verify/log.ts'
import type { Report } from '../../../packages/tlog/src/verify/report.ts'
import { parseTrust } from '../../../packages/tlog/src/verify/signed-checkpoint.ts'
import { askGoVerifier, buildGoVerifier, findGo, runGoVerifier } from './go-verifier.ts'
import type { Files } from './written-log.ts'
import {
  checkEd25519,
  numberedEntries,
  random,
  sha256,
  signCheckpoint,
  testLog,
  testWitness,
  writeLog,
} from './written-log.ts'

const go = findGo()
if (go !== undefined) defineTests(buildGoVerifier(go))
else if (process.env['CI'] === 'true') test('Go is installed in CI', () => assert.fail('there is no Go here'))
else process.stdout.write('There is no Go here, so the second verifier was not asked.\n')

function defineTests(program: string): void {
  const seed = 20_261_123
  const fixture = (name: string): string => readFileSync(join(import.meta.dir, '../../fixtures/audit', name), 'utf8')
  const notes = JSON.parse(fixture('notes.json'))
  const primitives = { sha256, checkEd25519 }
  const vkey = formatVerifierKey(testLog.key)

  const scratch = mkdtempSync(join(tmpdir(), 'tlog-agreement-'))
  afterAll(() => rmSync(scratch, { recursive: true }))
  let written = 0
  const write = (files: Files): string => {
    const folder = join(scratch, String(written++))
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    return folder
  }

  test(`10,000 random trees have the same roots and proofs (seed ${seed})`, async () => {
    const chance = random(seed)
    const questions = Array.from({ length: 10_000 }, (_, number) => {
      // Small sizes are as likely as large ones: that is where every shape of a right edge comes up.
      const size = 1 + chance(2 ** (1 + chance(9)))
      return { prefix: `${number}-`, size, inclusion: [chance(size)], consistency: [1 + chance(size)] }
    })
    const answers = askGoVerifier(program, 'roots', questions)
    assert.equal(answers.length, questions.length)
    for (const [number, question] of questions.entries()) {
      assert.deepEqual(await answerOurselves(question), answers[number], JSON.stringify(question))
    }
  }, 60_000)

  test('the roots of the numbered entries agree', () => {
    const { roots } = JSON.parse(fixture('entry-tree.json'))
    const questions = roots.map(({ size }: { size: number }) => ({ prefix: 'entry-', size }))
    const answers = askGoVerifier<{ root: string }>(program, 'roots', [{ prefix: '', size: 0 }, ...questions])
    const [empty, ...others] = answers.map(({ root }) => root)
    assert.equal(empty, formatHex(sha256(new Uint8Array(0))))
    assert.deepEqual(
      others,
      roots.map(({ root }: { root: string }) => root),
    )
  })

  for (const kind of ['inclusion', 'consistency'] as const) {
    test(`the 98 probes of ${kind} are judged as published`, () => {
      // Numbers go over as they stand in the file: one is larger than a number of ours can hold.
      const lines = fixture(`transparency-dev-merkle.${kind}.jsonl`).trim().split('\n')
      const input = lines.map((line) => `${line.replace('{', `{"kind":"${kind}",`)}\n`).join('')
      const answers = runGoVerifier(program, ['judge'], input).trim().split('\n')
      const accepted = answers.map((answer) => JSON.parse(answer).accepted)
      assert.deepEqual(
        accepted,
        lines.map((line) => !JSON.parse(line).wantErr),
      )
    })
  }

  const proofs = (count: number): { kind: string; [field: string]: unknown }[] => {
    const chance = random(seed + 1)
    const leaves = numberedEntries(64).map((entry) => leafHash(sha256, entry))
    const base64 = (hash: Uint8Array | undefined): string => Buffer.from(hash ?? []).toString('base64')
    return Array.from({ length: count }, () => {
      // Sizes and proofs that hardly ever fit each other: both sides must refuse alike, and accept alike when they do.
      const [size1, size2] = [chance(9), chance(9)]
      const proof = Array.from({ length: chance(4) }, () => base64(leaves[chance(8)]))
      const [root1, root2] = [rootOf(sha256, leaves.slice(0, size1)), rootOf(sha256, leaves.slice(0, size2))]
      const pair = base64(nodeHash(sha256, leaves[0] ?? root1, leaves[1] ?? root1))
      const kinds = [
        { kind: 'inclusion', leafIdx: size1, treeSize: size2, root: base64(root2), leafHash: base64(leaves[size1]) },
        { kind: 'consistency', size1, size2, root1: base64(root1), root2: base64(root2) },
      ] as const
      return { ...(kinds[chance(2)] ?? kinds[0]), proof: chance(3) === 0 ? [...proof, pair] : proof }
    })
  }

  test(`20,000 random claims are judged alike (seed ${seed})`, () => {
    const questions = proofs(20_000)
    const answers = askGoVerifier<{ accepted: boolean }>(program, 'judge', questions)
    const accepted = answers.filter((answer) => answer.accepted).length
    assert.ok(accepted > 100, `${accepted} accepted`)
    for (const [number, question] of questions.entries()) {
      assert.equal(answers[number]?.accepted, isClaimAccepted(question), JSON.stringify(question))
    }
  })

  const policy = [
    `log ${vkey} https://log.example/`,
    `witness one ${formatVerifierKey(testWitness('one.example').key)}`,
    `witness two ${formatVerifierKey(testWitness('two.example').key)}`,
    'group g 2 one two',
    'quorum g',
    '',
  ].join('\n')
  const texts: readonly [kind: string, text: string, parse: (bytes: Uint8Array) => unknown][] = [
    ['note', notes.checkpoint_cosigned, parseNote],
    ['checkpoint', notes.checkpoint_body, (bytes) => parseCheckpoint(Buffer.from(bytes).toString('latin1'))],
    ['vkey', vkey, (bytes) => parseVerifierKey(Buffer.from(bytes).toString('latin1'), sha256)],
    ['tlogProof', notes.tlog_proof, parseTlogProof],
    ['policy', policy, (bytes) => parsePolicy(bytes, sha256)],
    ['path', 'tile/3/x001/x234/067.p/25', (bytes) => parseTilePath(Buffer.from(bytes).toString('latin1'))],
    ['path', 'tile/entries/273', (bytes) => parseTilePath(Buffer.from(bytes).toString('latin1'))],
  ]
  for (const [kind, text, parse] of texts) {
    test(`a ${kind} with a byte changed is judged alike, 3,000 times (seed ${seed})`, () => {
      const chance = random(seed + text.length)
      const changed = [encodeUtf8(text), ...Array.from({ length: 3000 }, () => mutated(encodeUtf8(text), chance))]
      // Some take text, not bytes; what is no ASCII would be read differently before it is judged.
      const takesText = ['checkpoint', 'vkey', 'path'].includes(kind)
      const inputs = changed.filter((bytes) => !takesText || bytes.every((byte) => byte < 0x80))
      const questions = inputs.map((bytes) => ({ kind, text: Buffer.from(bytes).toString('base64') }))
      const answers = askGoVerifier<{ accepted: boolean }>(program, 'judge', questions)
      assert.equal(answers[0]?.accepted, true)
      for (const [number, bytes] of inputs.entries()) {
        assert.equal(answers[number]?.accepted, isAccepted(parse, bytes), JSON.stringify(Buffer.from(bytes).toString()))
      }
    })
  }

  for (const size of [0, 1, 255, 256, 257, 600, 65_537, 70_000]) {
    test(`a log of ${size} entries holds for both, root and all`, async () => {
      const folder = write(writeLog(numberedEntries(size)))
      const theirs = JSON.parse(runGoVerifier(program, ['verify', folder, '--vkey', vkey]))
      const ours = await verifyFolder(folder)
      assert.deepEqual(theirs, { ok: true, origin: ours.origin, size: ours.size, root: ours.root, problems: [] })
      assert.equal(ours.outcome, 'verified')
    })
  }

  test('the log of Tessera holds for both', async () => {
    const { vkey: tesseraKey, files_base64: files } = JSON.parse(fixture('tessera-testdata-log.json'))
    const folder = write(
      new Map(Object.entries(files).map(([path, text]) => [path, new Uint8Array(Buffer.from(String(text), 'base64'))])),
    )
    assert.equal(JSON.parse(runGoVerifier(program, ['verify', folder, '--vkey', tesseraKey])).ok, true)
    assert.equal((await verifyFolder(folder, { key: tesseraKey })).outcome, 'verified')
  })

  test(`200 damaged logs are refused by both, for the same first reason (seed ${seed})`, async () => {
    const chance = random(seed + 3)
    const sound = writeLog(numberedEntries(600))
    for (let round = 0; round < 200; round++) {
      const { files, how } = damaged(sound, chance)
      const folder = write(files)
      const theirs = JSON.parse(runGoVerifier(program, ['verify', folder, '--vkey', vkey]))
      const ours = await verifyFolder(folder)
      assert.deepEqual([theirs.ok, ours.outcome], [false, 'refused'], how)
      assert.equal(firstProblem(ours)?.code, theirs.problems[0].code, how)
      assert.equal(firstProblem(ours)?.path, theirs.problems[0].path, how)
      rmSync(folder, { recursive: true })
    }
  }, 60_000)

  test('proofs are the same bytes, and hold for the other side', async () => {
    const files = writeLog(numberedEntries(600))
    const folder = write(files)
    const trust = parseTrust({ vkey, policy: encodeUtf8('quorum none\n') }, primitives)
    for (const index of [0, 255, 256, 511, 512, 599]) {
      const theirs = JSON.parse(runGoVerifier(program, ['prove', folder, '--vkey', vkey, '--index', String(index)]))
      const { shown } = await verifyEntry({ index, read: readFrom(folder), trust, primitives })
      assert.ok(shown !== undefined)
      assert.deepEqual([theirs.leafHash, theirs.proof], [shown.leafHash, Buffer.from(shown.proof).toString()])
    }
  })

  const cosignedAt = 1_767_225_600
  const proofRows: readonly [why: string, change: { proof?: string; entry?: string; policy?: string; now?: number }][] =
    [
      ['as published', {}],
      ['another entry', { entry: 'entry-69998' }],
      ['another index', { proof: notes.tlog_proof.replace('index 69999', 'index 69998') }],
      ['another checkpoint', { proof: notes.tlog_proof.replace('\n70000\n', '\n70001\n') }],
      ['another cosignature', { proof: notes.tlog_proof.replace('BNLYMwAAAABpVbkA', 'BNLYMwAAAABpVbkB') }],
      ['a cosignature of a stranger', { proof: notes.tlog_proof.replace('w1 BNLYMwAAAAB', 'w1 BNLYNwAAAAB') }],
      ['nobody asked', { policy: 'quorum none\n' }],
      ['as early as clocks may differ', { now: cosignedAt - 300 }],
      ['a second earlier', { now: cosignedAt - 301 }],
    ]
  for (const [why, change] of proofRows) {
    test(`a published proof, ${why}, is judged alike`, async () => {
      const what = { proof: notes.tlog_proof, entry: 'entry-69999', now: cosignedAt, ...change }
      const policyText = change.policy ?? `witness w ${notes.witness_key.vkey}\nquorum w\n`
      const folder = write(
        new Map(
          Object.entries({ proof: what.proof, entry: what.entry, policy: policyText }).map(([name, text]) => [
            name,
            encodeUtf8(text),
          ]),
        ),
      )
      const options = ['--vkey', notes.log_key.vkey, '--entry', join(folder, 'entry'), '--now', String(what.now)]
      const withPolicy = [...options, '--policy', join(folder, 'policy')]
      const theirs = JSON.parse(runGoVerifier(program, ['check-proof', join(folder, 'proof'), ...withPolicy]))
      const ours = await verifyTlogProof({
        proof: encodeUtf8(what.proof),
        entry: encodeUtf8(what.entry),
        trust: parseTrust({ vkey: notes.log_key.vkey, policy: encodeUtf8(policyText) }, primitives),
        primitives,
        clock: { nowSeconds: what.now },
      })
      assert.equal(ours.outcome, theirs.ok ? 'verified' : 'refused')
      assert.equal(firstProblem(ours)?.code, theirs.problems[0]?.code)
    })
  }

  const entries = numberedEntries(600)
  const rootAt = (count: number): Uint8Array =>
    rootOf(
      sha256,
      entries.slice(0, count).map((entry) => leafHash(sha256, entry)),
    )
  const [one, two] = [testWitness('one.example'), testWitness('two.example')]
  const keptRows: readonly [why: string, older: Uint8Array][] = [
    ['the first entry', signCheckpoint({ size: 1, root: rootAt(1) })],
    ['the empty tree', signCheckpoint({ size: 0, root: rootAt(0) })],
    ['the same', signCheckpoint({ size: 600, root: rootAt(600) })],
    ['another tree', signCheckpoint({ size: 300, root: rootAt(299) })],
    ['a larger tree', signCheckpoint({ size: 601, root: rootAt(600) })],
    [
      'a later time',
      signCheckpoint({ size: 5, root: rootAt(5) }, testLog, [{ witness: one, timeSeconds: cosignedAt + 1 }]),
    ],
    [
      'the same time',
      signCheckpoint({ size: 5, root: rootAt(5) }, testLog, [{ witness: one, timeSeconds: cosignedAt }]),
    ],
  ]
  for (const [why, older] of keptRows) {
    test(`a kept checkpoint of ${why} is judged alike, with a policy`, async () => {
      const cosigned = [one, two].map((witness) => ({ witness, timeSeconds: cosignedAt }))
      const checkpoint = signCheckpoint({ size: 600, root: rootAt(600) }, testLog, cosigned)
      const folder = write(new Map([...writeLog(entries), [checkpointPath, checkpoint]]))
      const beside = write(
        new Map([
          ['older', older],
          ['policy', encodeUtf8(policy)],
        ]),
      )
      const options = ['--vkey', vkey, '--policy', join(beside, 'policy'), '--older', join(beside, 'older')]
      const theirs = JSON.parse(runGoVerifier(program, ['verify', folder, ...options, '--now', String(cosignedAt)]))
      const ours = await verifyFolder(folder, { policy, older: [older], nowSeconds: cosignedAt })
      assert.equal(ours.outcome, theirs.ok ? 'verified' : 'refused')
      assert.equal(firstProblem(ours)?.code, theirs.problems[0]?.code)
    })
  }

  async function verifyFolder(
    folder: string,
    how: { key?: string; policy?: string; older?: readonly Uint8Array[]; nowSeconds?: number } = {},
  ): Promise<Report> {
    const list = (): string[] =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .filter((path) => path.startsWith('tile/'))
    const trust = parseTrust({ vkey: how.key ?? vkey, policy: encodeUtf8(how.policy ?? 'quorum none\n') }, primitives)
    const clock = { nowSeconds: how.nowSeconds }
    return verifyLog({ read: readFrom(folder), list, trust, primitives, clock, older: how.older })
  }
}

const readFrom =
  (folder: string) =>
  async (path: string): Promise<Uint8Array | undefined> => {
    try {
      return new Uint8Array(await readFile(join(folder, path)))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  }

const firstProblem = (report: Report): { code: string; path?: string } | undefined => {
  const check = report.checks.find(({ state }) => state === 'failed')
  return check?.state === 'failed' ? check.problems[0] : undefined
}

async function answerOurselves(question: {
  prefix: string
  size: number
  inclusion: readonly number[]
  consistency: readonly number[]
}): Promise<unknown> {
  const { prefix, size } = question
  const leaves = Array.from({ length: size }, (_, index) => leafHash(sha256, encodeUtf8(`${prefix}${index}`)))
  const read: ReadHashes = (nodes) =>
    nodes.map(({ level, index }) => rootOf(sha256, leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)))
  const each = <T>(items: readonly T[], build: (item: T) => Promise<Uint8Array[]>): Promise<string[][]> =>
    Promise.all(items.map(async (item) => (await build(item)).map(formatHex)))
  return {
    root: formatHex(rootOf(sha256, leaves)),
    inclusion: await each(question.inclusion, (index) => inclusionProof({ index, size }, read, sha256)),
    consistency: await each(question.consistency, (oldSize) => consistencyProof({ oldSize, size }, read, sha256)),
  }
}

function isClaimAccepted(claim: { kind: string; [field: string]: unknown }): boolean {
  const bytes = (text: unknown): Uint8Array => new Uint8Array(Buffer.from(String(text), 'base64'))
  const proof = (claim['proof'] as readonly string[]).map(bytes)
  try {
    if (claim.kind === 'inclusion') {
      const [index, size] = [Number(claim['leafIdx']), Number(claim['treeSize'])]
      verifyInclusion({ index, size, leafHash: bytes(claim['leafHash']), root: bytes(claim['root']), proof }, sha256)
    } else {
      const [oldSize, size] = [Number(claim['size1']), Number(claim['size2'])]
      const [oldRoot, root] = [bytes(claim['root1']), bytes(claim['root2'])]
      verifyConsistency({ oldSize, size, oldRoot, root, proof }, sha256)
    }
    return true
  } catch (error) {
    if (error instanceof ProofRefused) return false
    throw error
  }
}

function isAccepted(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): boolean {
  try {
    parse(bytes)
    return true
  } catch (error) {
    if (error instanceof Malformed) return false
    throw error
  }
}

/** One byte changed, left out, doubled or put in; more often one that means something in these formats. */
function mutated(bytes: Uint8Array, chance: (bound: number) => number): Uint8Array {
  const telling = encodeUtf8('\n\r\t +=#0x/.p-—aA9')
  const at = chance(bytes.length)
  const byte = chance(4) === 0 ? chance(256) : (telling[chance(telling.length)] ?? 0)
  const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at + 1)]
  const middles = [[byte], [], [bytes[at] ?? 0, bytes[at] ?? 0], [byte, bytes[at] ?? 0]]
  return new Uint8Array([...before, ...(middles[chance(middles.length)] ?? []), ...behind])
}

/** A copy with one thing wrong in one file. */
function damaged(sound: Files, chance: (bound: number) => number): { readonly files: Files; readonly how: string } {
  const files = new Map(sound)
  const paths = [...files.keys()]
  const path = paths[chance(paths.length)] ?? checkpointPath
  const bytes = files.get(path) ?? new Uint8Array()
  const at = chance(bytes.length)
  switch (chance(5)) {
    case 0:
      files.delete(path)
      return { files, how: `without ${path}` }
    case 1:
      files.set(path, bytes.slice(0, at))
      return { files, how: `${path} cut at ${at}` }
    case 2:
      files.set(path, new Uint8Array([...bytes, 0]))
      return { files, how: `${path} with a byte more` }
    case 3:
      files.set('tile/0/003.p/1', new Uint8Array(32))
      return { files, how: 'a tile beyond the size' }
    default:
      files.set(path, bytes.with(at, (bytes[at] ?? 0) ^ (1 << chance(8))))
      return { files, how: `${path} with a bit of byte ${at} flipped` }
  }
}
