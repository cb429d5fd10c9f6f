// Goal: a stop sequence of the client ends the answer where it stands in the text that the client reads, also where it stands in a value that
// the engine never saw; and one that stands within a pseudonym ends nothing.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'

import { chunk, events, wholeAnswer } from '../gateway/inside.ts'
import { type Asked, openAnswerWorld } from './answering.ts'
import { letter } from './golds.ts'

const world = openAnswerWorld()

/** Where the client wants its answer to end, and what is left of the letter. */
const stops: readonly [why: string, stop: string, read: string][] = [
  ['a part of a name', 'gerber', 'Bitte an Frau Anna Weiß'],
  ['words before a name and its beginning', 'Frau An', 'Bitte an '],
  ['a number and what follows', '3000, anna', letter.slice(0, letter.indexOf('3000, anna'))],
  ['a character of an address', '@', letter.slice(0, letter.indexOf('@'))],
  ['a part of a pseudonym', '_F_', letter],
  ['a label of a pseudonym', 'IBAN_', letter],
  ['nothing that is there', '###', letter],
]

const piecesOf = (text: string): readonly string[] => text.match(/.{1,5}/gsu) ?? []
const data = (event: JsonObject): string => `data: ${JSON.stringify(event)}\n\n`
const named = (event: JsonObject): string =>
  `event: ${typeof event['type'] === 'string' ? event['type'] : ''}\n${data(event)}`
const done = 'data: [DONE]\n\n'

/** The data of each event. */
function eventsIn({ text, status }: Asked): readonly JsonObject[] {
  assert.equal(status, 200, text)
  assert.ok(!text.includes('"error"'), text)
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith('data: {') ? [JSON.parse(line.slice(6)) as JsonObject] : [])) // The gateway sends objects.
}

function inside(value: unknown, ...path: readonly (string | number)[]): unknown {
  // A path through JSON; what is not there is undefined.
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value)
}

function joined(all: readonly unknown[]): string {
  return all.filter((text) => typeof text === 'string').join('')
}

for (const [why, stop, read] of stops) {
  const isCut = read !== letter
  test(`chat, whole: ${why}`, async () => {
    const { text, status } = await world.ask(
      'chat/completions',
      'native',
      (masked) => Response.json(wholeAnswer(masked)),
      { stop },
    )
    assert.equal(status, 200, text)
    const choice = inside(JSON.parse(text), 'choices', 0)
    assert.equal(inside(choice, 'message', 'content'), read)
    assert.equal(inside(choice, 'finish_reason'), 'stop')
    assert.equal(inside(choice, 'stop_reason'), isCut ? stop : undefined)
  })

  test(`chat, streamed: ${why}`, async () => {
    const saying = (masked: string) =>
      events([...piecesOf(masked).map((piece) => chunk(piece)), chunk('', 'length'), done])
    const asked = await world.ask('chat/completions', 'native', saying, { stop: [stop], stream: true })
    const told = eventsIn(asked)
    assert.equal(joined(told.map((event) => inside(event, 'choices', 0, 'delta', 'content'))), read)
    const ends = told
      .map((event) => inside(event, 'choices', 0, 'finish_reason'))
      .filter((end) => typeof end === 'string')
    assert.deepEqual(ends, [isCut ? 'stop' : 'length'])
    assert.ok(asked.text.endsWith(done))
  })

  test(`completions, streamed, two choices: ${why}`, async () => {
    const piece = (index: number, text: string, end: string | null = null) =>
      data({ choices: [{ index, text, finish_reason: end }] })
    const saying = (masked: string) =>
      events([
        ...piecesOf(masked).flatMap((text) => [piece(0, text), piece(1, text)]),
        piece(0, '', 'length'),
        piece(1, '', 'length'),
        done,
      ])
    const told = eventsIn(await world.ask('completions', 'native', saying, { stop, n: 2, stream: true }))
    for (const index of [0, 1]) {
      const own = told
        .flatMap((event) => inside(event, 'choices') as readonly unknown[])
        .filter((choice) => inside(choice, 'index') === index)
      assert.equal(joined(own.map((choice) => inside(choice, 'text'))), read)
      assert.equal(own.filter((choice) => typeof inside(choice, 'finish_reason') === 'string').length, 1)
    }
  })

  test(`messages, whole: ${why}`, async () => {
    const said = (masked: string) => ({
      id: 'm',
      content: [
        { type: 'text', text: masked },
        { type: 'tool_use', id: 't', name: 'f', input: {} },
      ],
      stop_reason: 'tool_use',
    })
    const { text } = await world.ask('messages', 'native', (masked) => Response.json(said(masked)), {
      stop_sequences: [stop],
    })
    const told: unknown = JSON.parse(text)
    assert.equal(inside(told, 'content', 0, 'text'), read)
    assert.equal(inside(told, 'content', 'length'), isCut ? 1 : 2)
    assert.deepEqual(
      [inside(told, 'stop_reason'), inside(told, 'stop_sequence') ?? null],
      isCut ? ['stop_sequence', stop] : ['tool_use', null],
    )
  })

  for (const way of ['native', 'chat'] as const) {
    test(`messages, streamed, ${way}: ${why}`, async () => {
      const saying = (masked: string) =>
        way === 'chat'
          ? events([...piecesOf(masked).map((piece) => chunk(piece)), chunk('', 'length'), done])
          : events(messageOf(masked).map(named))
      const told = eventsIn(await world.ask('messages', way, saying, { stop_sequences: [stop], stream: true }))
      assert.equal(joined(told.map((event) => inside(event, 'delta', 'text'))), read)
      const types = told.map((event) => inside(event, 'type'))
      const starts = types.filter((type) => type === 'content_block_start').length
      assert.equal(types.filter((type) => type === 'content_block_stop').length, starts, 'each block ends')
      assert.equal(types.at(-1), 'message_stop')
      const end = told.find((event) => inside(event, 'type') === 'message_delta')
      const sequence = [inside(end, 'delta', 'stop_reason'), inside(end, 'delta', 'stop_sequence') ?? null]
      assert.deepEqual(sequence, isCut ? ['stop_sequence', stop] : ['max_tokens', null])
    })
  }
}

function messageOf(masked: string): readonly JsonObject[] {
  return [
    { type: 'message_start', message: { id: 'm', type: 'message', role: 'assistant', content: [] } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...piecesOf(masked).map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 't', name: 'f', input: {} } },
    { type: 'content_block_stop', index: 1 },
    { type: 'message_delta', delta: { stop_reason: 'max_tokens' }, usage: { output_tokens: 1 } },
    { type: 'message_stop' },
  ]
}

test('an engine that goes on for nobody is stopped, unless the client waits to hear what it took', async () => {
  for (const wantsUsage of [false, true]) {
    const { promise: gone, resolve } = Promise.withResolvers<void>()
    let sent = 0
    const saying = (masked: string): Response => {
      const first = piecesOf(masked).map((piece) => chunk(piece))
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const text = sent < first.length ? first[sent] : sent < first.length + 200 ? chunk('weiter ') : undefined
          sent++
          if (text === undefined) {
            controller.enqueue(
              new TextEncoder().encode(
                `${chunk('', 'stop')}${data({ choices: [], usage: { total_tokens: 9 } })}${done}`,
              ),
            )
            controller.close()
            resolve()
          } else {
            controller.enqueue(new TextEncoder().encode(text))
            await Bun.sleep(1)
          }
        },
        cancel: () => resolve(),
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    }
    sent = 0
    const stream = { stream: true, stop: 'gerber', ...(wantsUsage ? { stream_options: { include_usage: true } } : {}) }
    const asked = await world.ask('chat/completions', 'native', saying, stream)
    await gone
    assert.ok(!asked.text.includes('weiter'))
    assert.equal(
      eventsIn(asked).some((event) => isJsonObject(event) && isJsonObject(event['usage'])),
      wantsUsage,
    )
    assert.equal(sent > 200, wantsUsage)
  }
})
