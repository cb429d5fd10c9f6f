// Goal: each thing has exactly one spelling. One defect a row; rows at both sides of each bound.
import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { refusedPart } from '../../../../test/conformance/tlog/refused.ts'
import { decodeUtf8, encodeBase64, encodeUtf8 } from './bytes.ts'
import { formatNote, MalformedNote } from './note.ts'
import { formatTlogProof, MalformedTlogProof, parseTlogProof } from './tlog-proof.ts'
import { treeSize } from './tree-size.ts'
import {
  formatAddCheckpoint,
  formatConflict,
  MalformedWitnessMessage,
  parseAddCheckpoint,
  parseConflict,
  parseCosignatures,
} from './witness.ts'

const hash = encodeBase64(new Uint8Array(32))

const note = decodeUtf8(formatNote({ text: 'a\n', signatures: [{ name: 'a', keyId: 1, signature: Uint8Array.of(1) }] }))

describe('tlog proof', () => {
  const head = 'c2sp.org/tlog-proof@v1\n'
  const hashes = (count: number): string => `${hash}\n`.repeat(count)
  const rows: readonly [why: string, text: string, part: string | undefined][] = [
    ['no hashes', `${head}index 0\n\n${note}`, undefined],
    ['63 hashes', `${head}index 5\n${hashes(63)}\n${note}`, undefined],
    ['extra', `${head}extra AAAA\nindex 5\n${hashes(1)}\n${note}`, undefined],
    ['64 hashes', `${head}index 5\n${hashes(64)}\n${note}`, 'hashes'],
    ['short hash', `${head}index 5\nAAAA\n\n${note}`, 'hashes'],
    ['empty extra', `${head}extra \nindex 5\n\n${note}`, 'extra'],
    ['extra without padding', `${head}extra AA\nindex 5\n\n${note}`, 'extra'],
    ['extra behind the index', `${head}index 5\nextra AAAA\n\n${note}`, 'hashes'],
    ['two extras', `${head}extra AAAA\nextra AAAA\nindex 5\n\n${note}`, 'index'],
    ['no index', `${head}${hashes(1)}\n${note}`, 'index'],
    ['leading zero', `${head}index 05\n\n${note}`, 'index'],
    ['two blanks', `${head}index  5\n\n${note}`, 'index'],
    ['16 digits', `${head}index 1000000000000000\n\n${note}`, 'index'],
    ['version 2', `c2sp.org/tlog-proof@v2\nindex 0\n\n${note}`, 'first line'],
    ['CR LF', `${head}index 5\r\n\n${note}`, 'index'],
    ['no empty line', `${head}index 5\n`, 'checkpoint'],
    ['byte order mark', `\ufeff${head}index 0\n\n${note}`, 'first line'],
  ]
  for (const [why, text, part] of rows) {
    test(`${why}: ${part ?? 'read and written again'}`, () => {
      const bytes = encodeUtf8(text)
      assert.equal(
        refusedPart(() => parseTlogProof(bytes), MalformedTlogProof),
        part,
      )
      if (part === undefined) assert.deepEqual(formatTlogProof(parseTlogProof(bytes)), bytes)
    })
  }

  test('what cannot be read is not written', () => {
    const proof = Array.from({ length: 64 }, () => new Uint8Array(32))
    assert.throws(() => formatTlogProof({ index: 0, proof, checkpoint: new Uint8Array(0) }), RangeError)
    assert.throws(() => formatTlogProof({ index: -1, proof: [], checkpoint: new Uint8Array(0) }), RangeError)
  })
})

describe('witness', () => {
  const rows: readonly [why: string, text: string, part: string | undefined][] = [
    ['from nothing', `old 0\n\n${note}`, undefined],
    ['63 hashes', `old 5\n${`${hash}\n`.repeat(63)}\n${note}`, undefined],
    ['64 hashes', `old 5\n${`${hash}\n`.repeat(64)}\n${note}`, 'proof'],
    ['a short hash', `old 5\nAAAA\n\n${note}`, 'proof'],
    ['leading zero', `old 05\n\n${note}`, 'old size'],
    ['16 digits', `old 1000000000000000\n\n${note}`, 'old size'],
    ['another word', `new 5\n\n${note}`, 'old size'],
    ['CR LF', `old 5\r\n\n${note}`, 'old size'],
    ['no empty line', 'old 5\n', 'checkpoint'],
  ]
  for (const [why, text, part] of rows) {
    test(`request ${why}: ${part ?? 'read and written again'}`, () => {
      const bytes = encodeUtf8(text)
      assert.equal(
        refusedPart(() => parseAddCheckpoint(bytes), MalformedWitnessMessage),
        part,
      )
      if (part === undefined) assert.deepEqual(formatAddCheckpoint(parseAddCheckpoint(bytes)), bytes)
    })
  }

  for (const [text, part] of [
    ['0\n', undefined],
    ['999999999999999\n', undefined],
    ['1000000000000000\n', 'tree size'],
    ['07\n', 'tree size'],
    ['7', 'tree size'],
    ['7\r\n', 'tree size'],
    ['7\n\n', 'tree size'],
    ['', 'tree size'],
  ] as const) {
    test(`conflict ${JSON.stringify(text)}: ${part ?? 'read and written again'}`, () => {
      assert.equal(
        refusedPart(() => parseConflict(encodeUtf8(text)), MalformedWitnessMessage),
        part,
      )
      if (part === undefined) assert.equal(decodeUtf8(formatConflict(treeSize(Number(text)))), text)
    })
  }

  test('an answer without a line is refused', () => {
    assert.throws(() => parseCosignatures(new Uint8Array(0)), MalformedNote)
    assert.throws(() => parseCosignatures(Uint8Array.of(0xff)), MalformedWitnessMessage)
  })
})
