import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { random, sha256 } from '../../../../test/conformance/tlog/written-log.ts'
import { concatBytes } from '../format/bytes.ts'
import { entryBytesMax } from '../format/tile.ts'
import type { LogEntry, Tail } from './frame.ts'
import { decodeFrame, encodeFrame, entryIdBytes, frameEntriesMax, noFrame, scanFrames, sectorBytes } from './frame.ts'

const entry = (leafBytes: number, ciphertextBytes = 5): LogEntry => ({
  leaf: new Uint8Array(leafBytes).fill(0x61),
  record: { id: new Uint8Array(entryIdBytes).fill(7), ciphertext: new Uint8Array(ciphertextBytes).fill(0x7a) },
})
const entries = (count: number, leafBytes = 10): LogEntry[] => Array.from({ length: count }, () => entry(leafBytes))

// Goal: what is written is read, at both sides of each bound, with anything behind it.
const written: readonly [why: string, entries: readonly LogEntry[]][] = [
  ['one entry', entries(1)],
  ['an empty leaf with an empty record', [entry(0, 0)]],
  ['the longest leaf', [entry(entryBytesMax)]],
  ['the most entries', entries(frameEntriesMax)],
  ['a frame that fills its sector', [entry(sectorBytes - 60 - 2 - 20, 0)]],
  ['a frame of one byte more', [entry(sectorBytes - 60 - 2 - 20 + 1, 0)]],
  ['entries of many lengths', Array.from({ length: 40 }, (_, at) => entry(at * 31, at * 17))],
]
for (const [why, held] of written) {
  test(`frame: ${why}`, () => {
    const { bytes, hash } = encodeFrame({ firstIndex: 7_000_000_000, entries: held, previous: noFrame }, sha256)
    assert.equal(bytes.length % sectorBytes, 0)
    const segment = concatBytes(new Uint8Array(sectorBytes), bytes, new Uint8Array(sectorBytes).fill(1))
    const read = decodeFrame(segment, sectorBytes, sha256)
    assert.deepEqual(read, { firstIndex: 7_000_000_000, entries: held, previous: noFrame, hash, bytes: bytes.length })
  })
}

const refused: readonly [why: string, entries: readonly LogEntry[]][] = [
  ['no entry', []],
  ['an entry too many', entries(frameEntriesMax + 1)],
  ['a leaf too long', [entry(entryBytesMax + 1)]],
  ['a short id', [{ ...entry(1), record: { id: new Uint8Array(15), ciphertext: new Uint8Array() } }]],
  ['a record too long', [entry(1, 16_777_217)]],
]
for (const [why, held] of refused) {
  test(`frame: ${why} is refused`, () => {
    assert.throws(() => encodeFrame({ firstIndex: 0, entries: held, previous: noFrame }, sha256), RangeError)
  })
}

test('frame: no bit of it, padding included, can flip unseen', () => {
  const { bytes } = encodeFrame({ firstIndex: 3, entries: entries(9), previous: noFrame }, sha256)
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
    assert.equal(decodeFrame(flipped, 0, sha256), undefined, `bit ${bit}`)
  }
})

test('frame: cut anywhere, it is none', () => {
  const { bytes } = encodeFrame({ firstIndex: 3, entries: entries(30), previous: noFrame }, sha256)
  for (let length = 0; length < bytes.length; length++) {
    assert.equal(decodeFrame(bytes.subarray(0, length), 0, sha256), undefined, `length ${length}`)
  }
})

// Goal: a torn tail is told from rot by what follows it.
const three = ((): readonly Uint8Array[] => {
  const made: Uint8Array[] = []
  let previous = noFrame
  for (const firstIndex of [0, 20, 40]) {
    const { bytes, hash } = encodeFrame({ firstIndex, entries: entries(20, 50), previous }, sha256)
    made.push(bytes)
    previous = hash
  }
  return made
})()
const zeros = new Uint8Array(4 * sectorBytes)
const [one = zeros, two = zeros, last = zeros] = three
const spoilt = (bytes: Uint8Array, at: number): Uint8Array => bytes.with(at, (bytes[at] ?? 0) ^ 1)
const scans: readonly [why: string, segment: Uint8Array, frames: number, tail: Tail][] = [
  ['nothing', zeros, 0, 'clean'],
  ['no byte at all', new Uint8Array(), 0, 'clean'],
  ['three frames', concatBytes(...three, zeros), 3, 'clean'],
  ['three frames to the last byte', concatBytes(...three), 3, 'clean'],
  ['the last is damaged in its head', concatBytes(one, two, spoilt(last, 0), zeros), 2, 'torn'],
  ['the last is damaged at its end', concatBytes(one, two, spoilt(last, last.length - 1), zeros), 2, 'torn'],
  ['only the head of the last is there', concatBytes(one, two, last.subarray(0, sectorBytes), zeros), 2, 'torn'],
  [
    'only the end of the last is there',
    concatBytes(one, two, new Uint8Array(sectorBytes), last.subarray(sectorBytes), zeros),
    2,
    'torn',
  ],
  ['a frame in the middle is damaged', concatBytes(one, spoilt(two, 100), last, zeros), 1, 'rotten'],
  ['a length in the middle is damaged', concatBytes(one, spoilt(two, 21), last, zeros), 1, 'rotten'],
  ['a frame in the middle is all zeros', concatBytes(one, new Uint8Array(two.length), last, zeros), 1, 'rotten'],
  ['the first is damaged', concatBytes(spoilt(one, 30), two, last), 0, 'rotten'],
  ['a frame is missing', concatBytes(one, last, zeros), 1, 'rotten'],
  ['a frame is there twice', concatBytes(one, two, two, zeros), 2, 'rotten'],
]
for (const [why, segment, frames, tail] of scans) {
  test(`scan: ${why}`, () => {
    const scan = scanFrames(segment, { from: 0, chain: { nextIndex: 0, previous: noFrame }, sha256 })
    assert.deepEqual([scan.frames.length, scan.tail], [frames, tail])
    assert.equal(
      scan.end,
      three.slice(0, frames).reduce((sum, { length }) => sum + length, 0),
    )
  })
}

test('scan: whatever part of the sectors of the last frame is there, it is torn or whole', () => {
  const chance = random(11)
  for (let round = 0; round < 500; round++) {
    const part = last.slice()
    let isWhole = true
    for (let at = 0; at < part.length; at += sectorBytes) {
      if (chance(2) === 0) continue
      part.fill(0, at, at + sectorBytes)
      isWhole = false
    }
    const scan = scanFrames(concatBytes(one, two, part, zeros), {
      from: 0,
      chain: { nextIndex: 0, previous: noFrame },
      sha256,
    })
    assert.equal(scan.frames.length, isWhole ? 3 : 2)
    assert.notEqual(scan.tail, 'rotten')
  }
})
