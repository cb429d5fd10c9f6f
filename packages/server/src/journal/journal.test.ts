import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import type { Thread } from './journal.ts'
import { Journal, JournalClosed, NotRecorded } from './journal.ts'
import { taskErrorOf, TaskFailed } from './tasks.ts'
import type { FromPublisher, FromWriter, JournalItem, OpenMessage, ThreadError } from './messages.ts'

/** A thread that says what a test tells it to say. Posting to it always succeeds, as it does to a dead one in Bun. */
class PlayedThread implements Thread {
  readonly posted: { readonly kind: string; readonly first?: number; readonly items?: string }[] = []
  readonly #listeners: { readonly kind: string; readonly listen: (event: Event) => void }[] = []
  isTerminated = false

  postMessage(message: unknown): void {
    this.posted.push(message as { kind: string })
  }

  addEventListener(kind: string, listen: (event: Event) => void): void {
    this.#listeners.push({ kind, listen })
  }

  terminate(): void {
    this.isTerminated = true
  }

  says(message: FromWriter | FromPublisher): void {
    this.#tell('message', new MessageEvent('message', { data: message }))
  }

  has(kind: 'error' | 'close' | 'messageerror'): void {
    this.#tell(kind, new Event(kind))
  }

  #tell(kind: string, event: Event): void {
    for (const one of this.#listeners) if (one.kind === kind) one.listen(event)
  }
}

const opening: OpenMessage = {
  kind: 'open',
  places: {
    dataDirectory: 'data',
    folder: 'data/journal/2026h2',
    origin: 'log.example/log/2026h2',
    floorCopyPath: undefined,
    segmentBytes: undefined,
  },
  vault: { key: {} },
  version: '0.0.0',
  configuration: 'a'.repeat(64),
  remembered: [],
  newReplica: '0'.repeat(16),
  now: 0,
}
const { origin } = opening.places

const item: JournalItem = {
  draft: { type: 'diskFull' },
  subjects: [],
  identities: {},
  keeping: { class: 'none', deleteOnDay: 0 },
}

async function opened() {
  const [writer, publisher] = [new PlayedThread(), new PlayedThread()]
  const stops: ThreadError[] = []
  const clock = { elapsed: 0 }
  const events = {
    onStopped: (error: ThreadError) => void stops.push(error),
    onPublished: () => undefined,
    onTurned: () => undefined,
  }
  const opening_ = Journal.open(opening, { writer, publisher }, events, () => clock.elapsed)
  writer.says({ kind: 'ready' })
  const journal = await opening_
  return { journal, writer, publisher, stops, clock }
}

/** What became of an entry. */
const fateOf = (entry: Promise<unknown>): Promise<unknown> =>
  entry.catch((error: unknown) => (error instanceof NotRecorded ? error.code : error))

const fateOfTask = (task: Promise<unknown>): Promise<unknown> =>
  task.catch((error: unknown) => (error instanceof TaskFailed ? error.code : error))

const sent = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

test('journal: entries of one turn go out together, and each gets its own receipt', async () => {
  const { journal, writer } = await opened()
  const entries = [journal.append(item), journal.append(item), journal.append(item)]
  await sent()
  assert.deepEqual(
    writer.posted.map(({ kind, first }) => [kind, first]),
    [
      ['open', undefined],
      ['append', 1],
    ],
  )
  writer.says({ kind: 'written', origin, first: 1, count: 2, firstIndex: 7 })
  writer.says({ kind: 'refused', first: 3, count: 1, why: 'disk_full' })
  assert.deepEqual(await Promise.all(entries.map(fateOf)), [{ origin, index: 7 }, { origin, index: 8 }, 'disk_full'])
})

// Goal: however a thread ends or goes silent, whoever waits is refused, and so is everybody after that.
const ends: readonly [why: string, act: (of: Awaited<ReturnType<typeof opened>>) => unknown][] = [
  [
    'the writer says that its disk failed',
    ({ writer }) => writer.says({ kind: 'stopped', error: { name: 'LogStopped', message: 'EIO' } }),
  ],
  [
    'the publisher says so',
    ({ publisher }) => publisher.says({ kind: 'stopped', error: { name: 'LogStopped', message: 'EIO' } }),
  ],
  ['the writer throws', ({ writer }) => writer.has('error')],
  ['the publisher throws', ({ publisher }) => publisher.has('error')],
  ['the writer is gone', ({ writer }) => writer.has('close')],
  ['the publisher is gone', ({ publisher }) => publisher.has('close')],
  ['a message was lost', ({ writer }) => writer.has('messageerror')],
  [
    'an answer is for somebody else',
    ({ writer }) => writer.says({ kind: 'written', origin, first: 2, count: 1, firstIndex: 7 }),
  ],
  [
    'an answer is for more than wait',
    ({ writer }) => writer.says({ kind: 'written', origin, first: 1, count: 2, firstIndex: 7 }),
  ],
  [
    'the writer hangs past its lease',
    async ({ clock, stops }) => {
      clock.elapsed = 60_000
      while (stops.length === 0) await Bun.sleep(10)
    },
  ],
]
for (const [why, act] of ends) {
  test(`journal: ${why}: all waiters are refused`, async () => {
    const world = await opened()
    const waiting = fateOf(world.journal.append(item))
    const task = fateOfTask(world.journal.task({ kind: 'holds' }))
    await sent()
    await act(world)
    assert.equal(await waiting, 'stopped')
    assert.equal(await task, 'stopped')
    assert.equal(await fateOfTask(world.journal.task({ kind: 'holds' })), 'stopped')
    assert.equal(await fateOf(world.journal.append(item)), 'stopped')
    assert.equal(world.stops.length, 1)
    assert.notEqual(world.journal.stoppedBy, undefined)
    await world.journal.close()
    assert.ok(world.writer.isTerminated && world.publisher.isTerminated)
  })
}

test('journal: one that does not open says why, and its threads are ended', async () => {
  const [writer, publisher] = [new PlayedThread(), new PlayedThread()]
  const events = { onStopped: () => undefined, onPublished: () => undefined, onTurned: () => undefined }
  const opening_ = Journal.open(opening, { writer, publisher }, events, () => 0)
  publisher.says({ kind: 'stopped', error: { name: 'LogRolledBack', message: 'the floor remembers 9 entries' } })
  await assert.rejects(opening_, (error) => error instanceof JournalClosed && /2026h2.*9 entries/.test(error.text.de))
  assert.ok(writer.isTerminated && publisher.isTerminated)
})

test('journal: no more than two messages wait for the disk, and the rest goes out together', async () => {
  const { journal, writer } = await opened()
  const entries: Promise<unknown>[] = []
  for (let turn = 0; turn < 4; turn++) {
    entries.push(journal.append(item))
    await sent()
  }
  const firsts = (): unknown[] => writer.posted.filter(({ kind }) => kind === 'append').map(({ first }) => first)
  assert.deepEqual(firsts(), [1, 2])
  writer.says({ kind: 'written', origin, first: 1, count: 1, firstIndex: 0 })
  await sent()
  assert.deepEqual(firsts(), [1, 2, 3])
  writer.says({ kind: 'written', origin, first: 2, count: 3, firstIndex: 1 })
  assert.deepEqual(
    await Promise.all(entries.map(fateOf)),
    [0, 1, 2, 3].map((index) => ({ origin, index })),
  )
})

test('journal: more than can wait are refused at once', async () => {
  const { journal, writer } = await opened()
  const fates = Array.from({ length: 50_001 }, () => fateOf(journal.append(item)))
  assert.equal(await fates.at(-1), 'backlog')
  await sent()
  writer.says({ kind: 'written', origin, first: 1, count: 50_000, firstIndex: 0 })
  assert.deepEqual(await fates[49_999], { origin: opening.places.origin, index: 49_999 })
})

test('journal: a task gives what the publisher answers to it, in whatever order', async () => {
  const { journal, publisher } = await opened()
  const tasks = [
    journal.task({ kind: 'holds' }),
    journal.task({ kind: 'lift', id: 'a' }),
    journal.task({ kind: 'holds' }),
  ]
  assert.deepEqual(publisher.posted.slice(1), [
    { kind: 'task', id: 1, task: { kind: 'holds' } },
    { kind: 'task', id: 2, task: { kind: 'lift', id: 'a' } },
    { kind: 'task', id: 3, task: { kind: 'holds' } },
  ])
  publisher.says({ kind: 'done', id: 3, result: { holds: [] } })
  publisher.says({ kind: 'failed', id: 1, error: { code: 'erasure_unwiped', message: 'somebody reads' } })
  publisher.says({ kind: 'done', id: 2, result: { isLifted: true } })
  assert.deepEqual(await Promise.all(tasks.map(fateOfTask)), ['erasure_unwiped', { isLifted: true }, { holds: [] }])
})

test('journal: more tasks than people ask for are refused', async () => {
  const { journal, publisher } = await opened()
  const fates = Array.from({ length: 33 }, () => fateOfTask(journal.task({ kind: 'holds' })))
  assert.equal(await fates.at(-1), 'busy')
  publisher.says({ kind: 'done', id: 1, result: { holds: [] } })
  assert.deepEqual(await fates[0], { holds: [] })
  publisher.has('close')
  assert.equal(await fates[1], 'stopped')
})

// Goal: what happened on the other thread is known by its code here, and an error of nobody's is told as such.
const errors: readonly [why: string, thrown: unknown, code: string][] = [
  ['an error with a code', Object.assign(new Error('no room'), { code: 'disk_full' }), 'disk_full'],
  ['one with a number', Object.assign(new Error('x'), { code: 7 }), 'internal'],
  ['one without', new Error('x'), 'internal'],
  ['something else', 'x', 'internal'],
]
for (const [why, thrown, code] of errors) {
  test(`journal: over the boundary of threads: ${why}`, () => assert.equal(taskErrorOf(thrown).code, code))
}
