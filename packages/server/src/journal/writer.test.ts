import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { parseEntry } from '@stellwerk/contract/journal/parse'
import { DiskError } from '@stellwerk/tlog/write/disk'
import type { LogEntry } from '@stellwerk/tlog/write/frame'
import { LogDiskFull } from '@stellwerk/tlog/write/refusal'

import type { JournalItem } from './messages.ts'
import { Writer } from './writer.ts'

type Fault = 'none' | 'full' | 'failed'

/** A writer over frames in memory, and everything that it says. */
function newWriter({ frameBytesMax = 67_108_864, counter = 0 } = {}) {
  const entries: LogEntry[] = []
  const said: (readonly [what: string, first: number, count: number])[] = []
  const world = { fault: 'none' as Fault, frameCount: 0, now: 1_000 }
  const writer = new Writer(
    {
      frames: {
        get size() {
          return entries.length
        },
        needsSpare: false,
        frameBytesMax,
        append: (more) => {
          if (world.fault === 'full') throw new LogDiskFull({})
          if (world.fault === 'failed') throw new DiskError({ fault: 'failed', call: 'sync', path: 'x' })
          entries.push(...more)
          world.frameCount++
          return new Uint8Array()
        },
      },
      seal: ({ values }) => ({ id: new Uint8Array(16), ciphertext: new Uint8Array(values['key']?.length ?? 0) }),
      now: () => world.now,
      written: ({ first, count, firstIndex }) => void said.push([`written at ${firstIndex}`, first, count]),
      refused: ({ first, count, why }) => void said.push([why, first, count]),
      publish: () => undefined,
      needSpare: () => undefined,
    },
    { replica: '00112233445566aa', counter, timeMs: 0, version: '0.0.0' },
  )
  const commitAll = (): void => {
    while (writer.hasQueued) writer.commit()
  }
  return { writer, world, entries, said, commitAll, stamps: () => entries.map(({ leaf }) => parseEntry(leaf).stamp) }
}

const clear = { dataProtection: 'clear', governance: 'clear', licence: 'clear', security: 'clear' } as const

const event: JournalItem = {
  draft: { type: 'diskFull' },
  subjects: [],
  identities: {},
  keeping: { class: 'none', deleteOnDay: 0 },
}
const unfit: JournalItem = { ...event, draft: { type: 'configuration', configuration: 'no digest' } }
const intent: JournalItem = {
  ...event,
  draft: {
    type: 'intent',
    requestId: 'req_1',
    operation: 'chat/completions',
    useCase: 'test',
    model: 'm',
    deployment: 'd',
    attempt: 1,
    isStream: false,
    lamps: clear,
    epoch: 1,
    validUntil: 1,
    configuration: 'a'.repeat(64),
    retention: { class: 'metadata', deleteOn: '2027-05-01' },
    commitments: {},
    bytes: {},
  },
}

test('writer: what is queued is one frame, and counters go on from the last life', () => {
  const { writer, world, said, commitAll, stamps } = newWriter({ counter: 41 })
  writer.take(1, [event, event])
  writer.take(3, [event])
  commitAll()
  assert.equal(world.frameCount, 1)
  assert.deepEqual(said, [['written at 0', 1, 3]])
  assert.deepEqual(
    stamps().map(({ counter }) => counter),
    [42, 43, 44],
  )
})

test('writer: a frame holds no more than 1,024 entries', () => {
  const { writer, said, commitAll } = newWriter()
  writer.take(
    1,
    Array.from({ length: 1_500 }, () => event),
  )
  commitAll()
  assert.deepEqual(said, [
    ['written at 0', 1, 1_024],
    ['written at 1024', 1_025, 476],
  ])
})

test('writer: an entry that does not fit is refused alone, in its turn, and leaves no gap in the counters', () => {
  const { writer, said, commitAll, stamps } = newWriter()
  writer.take(1, [event, unfit, event, unfit])
  commitAll()
  assert.deepEqual(said, [
    ['written at 0', 1, 1],
    ['unfit', 2, 1],
    ['written at 1', 3, 1],
    ['unfit', 4, 1],
  ])
  assert.deepEqual(
    stamps().map(({ counter }) => counter),
    [1, 2],
  )
})

test('writer: an entry larger than half a segment is refused instead of stopping everybody', () => {
  const { writer, said, commitAll } = newWriter({ frameBytesMax: 65_536 })
  writer.take(1, [
    { ...event, keeping: { class: 'metadata', deleteOnDay: 1 }, identities: { key: 'x'.repeat(60_000) } },
  ])
  commitAll()
  assert.deepEqual(said, [['unfit', 1, 1]])
})

test('writer: wall time never counts below the newest entry', () => {
  const { writer, world, commitAll, stamps } = newWriter()
  for (const now of [1_000, 400, 1_200]) {
    world.now = now
    writer.take(1, [event])
    commitAll()
  }
  assert.deepEqual(
    stamps().map(({ timeMs }) => timeMs),
    [1_000, 1_000, 1_200],
  )
})

test('writer: without room for a segment the batch is refused whole, and the next one has its counters', () => {
  const { writer, world, said, commitAll, stamps } = newWriter()
  world.fault = 'full'
  writer.take(1, [event, event])
  commitAll()
  world.fault = 'none'
  writer.take(3, [event])
  commitAll()
  assert.deepEqual(said, [
    ['disk_full', 1, 2],
    ['written at 0', 3, 1],
  ])
  assert.deepEqual(
    stamps().map(({ counter }) => counter),
    [1],
  )
})

test('writer: a disk that failed is not tried again', () => {
  const { writer, world, said } = newWriter()
  world.fault = 'failed'
  writer.take(1, [event])
  assert.throws(() => writer.commit(), DiskError)
  assert.deepEqual(said, [])
})

// Goal: when tiles and vault have no room or fall behind, nothing new begins, and what runs may still say how it ended.
const held: readonly [why: string, code: string, hold: (writer: Writer) => void, free: (writer: Writer) => void][] = [
  ['the disk is full', 'disk_full', (writer) => writer.diskIsFull(true), (writer) => writer.diskIsFull(false)],
  ['the publisher is behind', 'backlog', (writer) => writer.integrated(-100_001), (writer) => writer.integrated(0)],
]
for (const [why, code, hold, free] of held) {
  test(`writer: while ${why}, intents are refused and events written`, () => {
    const { writer, said, commitAll } = newWriter()
    hold(writer)
    writer.take(1, [intent, event])
    commitAll()
    free(writer)
    writer.take(3, [intent])
    commitAll()
    assert.deepEqual(said, [
      [code, 1, 1],
      ['written at 0', 2, 1],
      ['written at 1', 3, 1],
    ])
  })
}
