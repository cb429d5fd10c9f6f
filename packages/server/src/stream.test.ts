// Goal: where the end has to be on record first, the reader gets everything but the closing event, and that only then.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { GatewayError } from '@stellwerk/contract/error'

import { ChatEvents } from './chat-events.ts'
import type { EventReader } from './house.ts'
import { ClientGone, RunningCall } from './running.ts'
import { AnswerStream, type StreamEnd } from './stream.ts'

const done = 'data: [DONE]\n\n'
const words = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'words' } }], model: 'm' })}\n\n`

/** Each chunk holds whole events. */
const reader: EventReader = {
  push: (bytes) =>
    new TextDecoder()
      .decode(bytes)
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => ({ name: undefined, data: event.slice('data: '.length) })),
  end: () => ({ isTruncated: false }),
}

/** A stream of these pieces whose record a test makes or refuses. */
function newStream(pieces: readonly string[]) {
  const record = Promise.withResolvers<void>()
  const ends: StreamEnd[] = []
  const said: string[] = []
  const call = new RunningCall('req_1', 0, () => undefined)
  call.begin({ withinMs: 1_000, at: 0, late: () => new GatewayError('internal') })
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      controller.close()
    },
  })
  const events = new ChatEvents({
    model: 'm',
    rebuild: (answer) => ({ ...answer }),
    dropped: () => undefined,
    namesModel: true,
    showsSeen: false,
    wantsUsage: false,
    choiceCount: 1,
    engineMessageOf: () => undefined,
  })
  const mustBeRecorded = (end: StreamEnd): Promise<void> => {
    ends.push(end)
    return record.promise
  }
  const opening = { body, events, idleMs: 1, endsAt: 1, mustStand: () => undefined, release: () => undefined }
  const stream = new AnswerStream(Promise.resolve({ ...opening, mustBeRecorded }), {
    call,
    clock: { now: () => 0, elapsed: () => 0 },
    keepAliveMs: 1_000,
    isLate: false,
    readerStallMs: 1_000,
    model: 'm',
    keepAlive: ': keep-alive\n\n',
    reader,
    heard: { add: () => undefined },
    said: { add: (text) => void said.push(text) },
    allowIdle: () => undefined,
    errorEvent: (error) => `error ${error.code}\n\n`,
  })
  return { record, ends, said, call, stream, texts: stream.body[Symbol.asyncIterator]() }
}

const cases: readonly [why: string, pieces: readonly string[], first: readonly string[]][] = [
  ['behind everything else', [words, done], [words]],
  ['together with the last words', [words + done], [words]],
  ['alone', [done], []],
]
for (const [why, pieces, first] of cases) {
  test(`stream: a closing event ${why} waits until the end is on record`, async () => {
    const { record, ends, said, stream, texts } = newStream(pieces)
    for (const text of first) assert.equal((await texts.next()).value, text)
    let isTold = false
    const closing = texts.next().then((next) => {
      isTold = true
      return next
    })
    while (ends.length === 0) await Bun.sleep(0)
    await Bun.sleep(0)
    assert.equal(isTold, false)
    // The commitment covers the closing event already: what is on record is the whole answer.
    assert.equal(said.join(''), first.join('') + done)
    record.resolve()
    assert.equal((await closing).value, done)
    assert.equal((await texts.next()).done, true)
    assert.deepEqual(await stream.ended, { ...ends[0], isRecorded: true, ending: 'finished' })
  })
}

test('stream: a reader that leaves while the end is recorded does not make it another end', async () => {
  const { record, ends, call, stream, texts } = newStream([done])
  void texts.next()
  while (ends.length === 0) await Bun.sleep(0)
  call.end(new ClientGone())
  record.resolve()
  assert.equal((await stream.ended).ending, 'finished')
  assert.equal(ends.length, 1)
})

test('stream: an end that cannot be recorded is told as an error, and never as complete', async () => {
  const { record, stream, texts } = newStream([words, done])
  assert.equal((await texts.next()).value, words)
  record.reject(new GatewayError('answer_unrecorded'))
  assert.equal((await texts.next()).value, 'error answer_unrecorded\n\n')
  assert.equal((await texts.next()).done, true)
  assert.equal((await stream.ended).isRecorded, true)
})
