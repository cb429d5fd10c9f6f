import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'

import {
  chat,
  chunk,
  events,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from '../gateway/inside.ts'
import { audited, newestLog, typesOf } from './audited.ts'

const open: { inside: Inside; engine: PlayedEngine }[] = []
afterEach(async () => {
  for (const { inside, engine } of open.splice(0)) await Promise.all([inside.close(), engine.close()])
})

async function openWith(answer: Parameters<typeof playEngine>[0]): Promise<Inside> {
  const engine = playEngine(answer)
  const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }], {
    limits: { drainTimeoutMs: 50 },
  })
  open.push({ inside, engine })
  return inside
}

test('evidence: an answered call is an intent and an outcome that points to it', async () => {
  const inside = await openWith(() => Response.json(wholeAnswer()))
  const answer = await inside.post('/v1/chat/completions', chat('Guten Morgen', { user: 'user-7' }))
  assert.equal(answer.status, 200)
  await answer.text()
  const entries = await audited(inside)
  assert.deepEqual(typesOf(entries), ['start', 'intent', 'outcome', 'stop'])
  const [, intent, outcome] = entries.map(({ draft }) => draft)
  assert.ok(intent?.type === 'intent' && outcome?.type === 'outcome')
  assert.deepEqual(Object.keys(intent.commitments), ['key', 'request', 'sentRequest', 'user'])
  assert.deepEqual(Object.keys(outcome.commitments), ['deliveredResponse', 'response'])
  assert.equal(outcome.about.index, 1)
  assert.equal(outcome.ending, 'finished')
  assert.deepEqual(outcome.tokens, { prompt: 1, completion: 1, total: 2 })
  assert.equal(intent.requestId, answer.headers.get('x-request-id'))
})

test('evidence: nothing of what was said or who said it lies in any file', async () => {
  const inside = await openWith(() => Response.json(wholeAnswer('the-word-that-was-answered')))
  await (await inside.post('/v1/chat/completions', chat('the-word-that-was-asked', { user: 'somebody-known' }))).text()
  await audited(inside)
  const files = readdirSync(inside.data, { recursive: true, encoding: 'utf8' }).map((path) => join(inside.data, path))
  const words = ['the-word-that-was', 'somebody-known']
  for (const file of files.filter((path) => statSync(path).isFile())) {
    const bytes = readFileSync(file)
    for (const word of words) assert.ok(!bytes.includes(word), `${file} holds ${word}`)
  }
})

test('evidence: a streamed call ends with an outcome, and a cut one with what cut it', async () => {
  const inside = await openWith((_, count) =>
    events(count === 1 ? [chunk('a'), chunk('', 'stop'), 'data: [DONE]\n\n'] : [chunk('a')]),
  )
  for (let times = 0; times < 2; times++) {
    await (await inside.post('/v1/chat/completions', chat('x', { stream: true }))).text()
  }
  const entries = await audited(inside)
  assert.deepEqual(
    entries.flatMap(({ draft }) => ('ending' in draft ? [[draft.type, draft.ending, draft.code]] : [])),
    [
      ['outcome', 'finished', undefined],
      ['outcome', 'engineError', 'engine_stream_cut'],
    ],
  )
})

test('evidence: a refusal of a known caller is one complete entry, strangers are counted together', async () => {
  const inside = await openWith(() => Response.json(wholeAnswer()))
  await (await inside.post('/v1/chat/completions', chat('x', { nonsense: 1 }))).text()
  for (let times = 0; times < 3; times++) {
    await (await inside.post('/v1/chat/completions', chat(), { headers: { authorization: 'Bearer nobody' } })).text()
  }
  const drafts = (await audited(inside)).map(({ draft }) => draft)
  const [start, refusal, strangers] = drafts
  assert.equal(drafts.length, 4)
  assert.equal(start?.type, 'start')
  assert.ok(refusal?.type === 'refusal' && refusal.code === 'field_unknown', JSON.stringify(refusal))
  assert.ok(strangers?.type === 'unidentified')
  assert.deepEqual(strangers.counts, { key_malformed: 3 })
})

test('evidence: a second route that cannot take the request is on record, though the client hears of the first', async () => {
  const engine = playEngine(() => new Response('busy', { status: 503 }))
  const { url } = engine
  const inside = await openInside([
    { id: 'a', kind: 'openaiCompatible', url, allowFields: ['only_here'] },
    { id: 'b', kind: 'openaiCompatible', url },
  ])
  open.push({ inside, engine })
  const answer = await inside.post('/v1/chat/completions', chat('x', { only_here: 1 }))
  assert.equal(answer.status, 502)
  const drafts = (await audited(inside)).map(({ draft }) => draft)
  assert.deepEqual(
    drafts.map((draft) => [draft.type, 'code' in draft ? draft.code : undefined]),
    [
      ['start', undefined],
      ['intent', undefined],
      ['outcome', 'engine_error'],
      ['refusal', 'field_unknown'],
      ['stop', undefined],
    ],
  )
})

test('evidence: without a journal nothing reaches an engine, and the server says that it is not ready', async () => {
  const asked: unknown[] = []
  const inside = await openWith((request) => {
    asked.push(request)
    return Response.json(wholeAnswer())
  })
  inside.stopJournal()
  const answer = await inside.post('/v1/chat/completions', chat())
  assert.equal(answer.status, 503)
  assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'record_failed')
  assert.equal((await fetch(`${inside.url}/readyz`)).status, 503)
  assert.equal((await fetch(`${inside.url}/healthz`)).status, 200)
  assert.equal(asked.length, 0)
  await inside.opened.stop()
  assert.match(inside.log(), /journal\.stopped/)
})

test('evidence: a log that is damaged does not start, and says where', async () => {
  const inside = await openWith(() => Response.json(wholeAnswer()))
  await (await inside.post('/v1/chat/completions', chat())).text()
  await inside.opened.stop()
  const floor = join(newestLog(inside.data), 'floor')
  const whole = readFileSync(floor, 'utf8')
  writeFileSync(floor, whole.replace(/\n4\n/, '\n5\n'))
  await assert.rejects(inside.again(), /the floor of the log: it is damaged/)
  writeFileSync(floor, whole)
  const state = join(newestLog(inside.data), 'state')
  truncateSync(state, 10)
  await assert.rejects(inside.again(), /the state of the log: it is damaged/)
  rmSync(state)
  await assert.rejects(inside.again(), /the state of the log: it is missing/)
})

test('evidence: what a killed process left open is closed by the next start', async () => {
  const inside = await openWith(() => events([chunk('a')], 60_000))
  const running = inside.post('/v1/chat/completions', chat('x', { stream: true })).catch(() => undefined)
  while (open[0]?.engine.seen.length === 0) await Bun.sleep(5)
  inside.stopJournal()
  await inside.opened.stop()
  const again = await inside.again()
  await again.stop()
  await running
  const entries = await audited(inside)
  assert.deepEqual(typesOf(entries), ['start', 'intent', 'recovery', 'start', 'stop'])
  assert.deepEqual(entries[2]?.draft.type === 'recovery' && entries[2].draft.about.index, 1)
})
