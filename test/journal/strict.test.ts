// Goal: in a strict use case nobody is told that an answer is complete before that is on record.
import { strict as assert } from 'node:assert'

import { afterEach, test } from 'bun:test'

import {
  chat,
  chunk,
  clearLamps,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from '../gateway/inside.ts'
import { audited, typesOf } from './audited.ts'

const open: { inside: Inside; engine: PlayedEngine }[] = []
afterEach(async () => {
  for (const { inside, engine } of open.splice(0)) await Promise.all([inside.close(), engine.close()])
})

async function openWith(strict: boolean, answer: Parameters<typeof playEngine>[0]): Promise<Inside> {
  const engine = playEngine(answer)
  const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }], {
    limits: { drainTimeoutMs: 50 },
    useCases: [{ id: 'test', title: 'Test', state: 'active', deployments: ['a'], lamps: clearLamps, strict }],
  })
  open.push({ inside, engine })
  return inside
}

/** Texts of an engine of which each waits until it is let go. */
function gatedEvents(texts: readonly string[]) {
  const gates = texts.map(() => Promise.withResolvers<void>())
  let next = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const at = next++
      await gates[at]?.promise
      const text = texts[at]
      if (text === undefined) controller.close()
      else controller.enqueue(new TextEncoder().encode(text))
    },
  })
  const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  return { response, letGo: (at: number) => gates[at]?.resolve() }
}

const said = [chunk('words'), chunk('', 'stop') + 'data: [DONE]\n\n']

for (const strict of [false, true]) {
  test(`strict: with a journal that takes the outcome, ${strict ? 'a strict' : 'another'} use case answers the same`, async () => {
    const inside = await openWith(strict, (_, count) => {
      if (count === 1) return Response.json(wholeAnswer('words'))
      const { response, letGo } = gatedEvents(said)
      for (const at of said.keys()) letGo(at)
      return response
    })
    const whole = await inside.post('/v1/chat/completions', chat())
    assert.equal(whole.status, 200)
    assert.match(await whole.text(), /words/)
    const stream = await (await inside.post('/v1/chat/completions', chat('x', { stream: true }))).text()
    assert.match(stream, /words[^]*data: \[DONE\]\n\n$/)
    const entries = await audited(inside)
    assert.deepEqual(typesOf(entries), ['start', 'intent', 'outcome', 'intent', 'outcome', 'stop'])
    for (const { draft } of entries) if (draft.type === 'outcome') assert.equal(draft.ending, 'finished')
  })

  const end = strict ? 'ends with the error instead of [DONE]' : 'ends as ever'
  test(`strict: when the journal dies behind the intent, a stream of ${strict ? 'a strict' : 'another'} use case ${end}`, async () => {
    const { response, letGo } = gatedEvents(said)
    const inside = await openWith(strict, () => response)
    letGo(0)
    const answer = await inside.post('/v1/chat/completions', chat('x', { stream: true }))
    const reader = answer.body!.getReader()
    let text = await nextText(reader)
    assert.match(text, /words/)
    inside.stopJournal()
    letGo(1)
    for (let more = await nextText(reader); more !== ''; more = await nextText(reader)) text += more
    assert.match(text, /"finish_reason":"stop"/)
    assert.equal(text.includes('[DONE]'), !strict)
    assert.equal(text.includes('answer_unrecorded'), strict)
  })

  test(`strict: when the journal dies behind the intent, an answer in one piece is ${strict ? 'withheld' : 'given'}`, async () => {
    const inside = await openWith(strict, () => {
      inside.stopJournal()
      return Response.json(wholeAnswer('words'))
    })
    const answer = await inside.post('/v1/chat/completions', chat())
    const text = await answer.text()
    assert.equal(answer.status, strict ? 503 : 200)
    assert.equal(text.includes('words'), !strict)
    if (!strict) return
    assert.equal((JSON.parse(text) as { error: { code: string } }).error.code, 'answer_unrecorded')
    assert.equal(answer.headers.get('x-should-retry'), 'false')
  })
}

test('strict: what could not be recorded is closed by the next start, and nothing says that it was delivered', async () => {
  const inside = await openWith(true, () => {
    inside.stopJournal()
    return Response.json(wholeAnswer('words'))
  })
  await (await inside.post('/v1/chat/completions', chat())).text()
  await inside.opened.stop()
  const again = await inside.again()
  await again.stop()
  assert.deepEqual(typesOf(await audited(inside)), ['start', 'intent', 'recovery', 'start', 'stop'])
})

async function nextText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read()
  return new TextDecoder().decode(value)
}
