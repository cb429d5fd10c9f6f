// Goal: the vault keeps of each field exactly what the use case says, never more, and the journal says what was kept.
import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'
import type { ConfigInput } from '@stellwerk/contract/config'

import {
  chat,
  chunk,
  clearLamps,
  events,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from '../gateway/inside.ts'
import { audited } from './audited.ts'
import { type OpenedRecord, vaultOpened } from './vault-opened.ts'

type RecordInput = NonNullable<NonNullable<ConfigInput['useCases']>[number]['record']>

const open: { inside: Inside; engine: PlayedEngine }[] = []
afterEach(async () => {
  for (const { inside, engine } of open.splice(0)) await Promise.all([inside.close(), engine.close()])
})

async function openWith(
  record: RecordInput,
  answer: Parameters<typeof playEngine>[0] = () => Response.json(wholeAnswer('word-answered')),
): Promise<Inside> {
  const engine = playEngine(answer)
  const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }], {
    limits: { drainTimeoutMs: 50, recordBytesMax: 4_096 },
    useCases: [{ id: 'test', title: 'Test', state: 'active', deployments: ['a'], lamps: clearLamps, record }],
  })
  open.push({ inside, engine })
  return inside
}

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
const today = Math.floor(Date.now() / 86_400_000)
const reason = 'acceptance of the new model'
const full = { class: 'full', reason, until: day(30) } as const
const metadata = { intent: ['key', 'request', 'sentRequest', 'user'], outcome: ['deliveredResponse', 'response'] }
const withReason = ['key', 'recordReason', 'request', 'sentRequest', 'user']

interface Expected {
  readonly class: string
  readonly intent: readonly string[]
  readonly intentValues: readonly string[]
  readonly outcome: readonly string[]
  readonly outcomeValues: readonly string[]
  readonly subjectCount: number
  readonly days: number
}

const nothing = { intent: [], intentValues: [], outcome: [], outcomeValues: [], subjectCount: 0, days: 0 }
const cases: readonly [why: string, record: RecordInput, expected: Expected][] = [
  [
    'metadata, where nothing is said',
    {},
    { class: 'metadata', ...metadata, intentValues: ['key', 'user'], outcomeValues: [], subjectCount: 2, days: 184 },
  ],
  ['nothing', { class: 'none' }, { class: 'none', ...nothing }],
  [
    'neither user nor request, for ten days',
    { fields: { user: 'none', request: 'none' }, days: 10 },
    {
      class: 'metadata',
      intent: ['key', 'sentRequest'],
      intentValues: ['key'],
      outcome: metadata.outcome,
      outcomeValues: [],
      subjectCount: 1,
      days: 10,
    },
  ],
  [
    'everything',
    full,
    {
      class: 'full',
      intent: withReason,
      intentValues: withReason,
      outcome: metadata.outcome,
      outcomeValues: metadata.outcome,
      subjectCount: 2,
      days: 184,
    },
  ],
  [
    'the answer alone, without the user',
    { class: 'none', fields: { response: 'full', key: 'metadata' }, reason, until: day(0), days: 1 },
    {
      class: 'full',
      intent: ['key', 'recordReason'],
      intentValues: ['key', 'recordReason'],
      outcome: ['response'],
      outcomeValues: ['response'],
      subjectCount: 1,
      days: 1,
    },
  ],
  [
    'everything until yesterday, so metadata',
    { ...full, until: day(-1) },
    { class: 'metadata', ...metadata, intentValues: ['key', 'user'], outcomeValues: [], subjectCount: 2, days: 184 },
  ],
]
for (const [why, record, expected] of cases) {
  test(`retention: ${why}`, async () => {
    const inside = await openWith(record)
    const asked = chat('word-asked', { user: 'somebody' })
    const answer = await inside.post('/v1/chat/completions', asked)
    const delivered = await answer.text()
    const [, intent] = (await audited(inside)).map(({ draft }) => draft)
    assert.ok(intent?.type === 'intent')
    // Whatever is kept, the journal commits to every field and says what is kept and until when.
    assert.deepEqual(intent.retention, { class: expected.class, deleteOn: day(expected.days) })
    const committed = expected.class === 'full' ? withReason : metadata.intent
    assert.deepEqual(Object.keys(intent.commitments), committed)
    const [, kept, outcome] = await vaultOpened(inside.data)
    assert.ok(kept && outcome)
    assert.deepEqual(kept.openings, expected.intent)
    assert.deepEqual(Object.keys(kept.values), expected.intentValues)
    assert.deepEqual(outcome.openings, expected.outcome)
    assert.deepEqual(Object.keys(outcome.values), expected.outcomeValues)
    for (const one of [kept, outcome]) {
      assert.equal(one.subjectCount, expected.subjectCount)
      assert.equal(one.deleteOnDay, expected.class === 'none' ? 0 : today + expected.days)
    }
    if (kept.values['request'] !== undefined) assert.deepEqual(JSON.parse(kept.values['request']), asked)
    if (kept.values['recordReason'] !== undefined) assert.equal(kept.values['recordReason'], reason)
    if (outcome.values['deliveredResponse'] !== undefined) assert.equal(outcome.values['deliveredResponse'], delivered)
    assert.deepEqual(wordsInFiles(inside.data, ['word-asked', 'word-answered', 'somebody', reason]), [])
  })
}

test('retention: a streamed answer is kept as the engine said it and as it was delivered', async () => {
  const said = [chunk('word-'), chunk('answered'), chunk('', 'stop'), 'data: [DONE]\n\n']
  const inside = await openWith(full, () => events(said))
  const delivered = await (await inside.post('/v1/chat/completions', chat('x', { stream: true }))).text()
  await audited(inside)
  const { values } = (await vaultOpened(inside.data))[2]!
  assert.equal(values['deliveredResponse'], delivered)
  assert.equal(values['response'], said.map((event) => event.replace(/^data: /, '').replace('\n\n', '\n')).join(''))
})

// Goal: what is too long is left out whole and named, and the rest of the record is there.
const lengths: readonly [
  why: string,
  asked: string,
  answered: string,
  unkept: readonly [intent: string, outcome: string],
][] = [
  ['a request', 'x'.repeat(5_000), 'ok', ['request sentRequest', '']],
  ['an answer', 'x', 'y'.repeat(5_000), ['', 'deliveredResponse response']],
]
for (const [why, asked, answered, [ofIntent, ofOutcome]] of lengths) {
  for (const stream of [false, true]) {
    test(`retention: ${why} that is too long${stream ? ', streamed' : ''}`, async () => {
      const inside = await openWith(full, () =>
        stream
          ? events([chunk(answered), chunk('', 'stop'), 'data: [DONE]\n\n'])
          : Response.json(wholeAnswer(answered)),
      )
      await (await inside.post('/v1/chat/completions', chat(asked, { stream }))).text()
      await audited(inside)
      const [, intent, outcome] = (await vaultOpened(inside.data)) as [unknown, OpenedRecord, OpenedRecord]
      assert.equal(intent.values['unkept'] ?? '', ofIntent)
      assert.equal(outcome.values['unkept'] ?? '', ofOutcome)
      for (const [record, fields] of [
        [intent, ['request', 'sentRequest']],
        [outcome, metadata.outcome],
      ] as const) {
        for (const field of fields) {
          assert.ok(record.openings.includes(field))
          assert.notEqual(field in record.values, (record.values['unkept'] ?? '').split(' ').includes(field))
        }
      }
    })
  }
}

function wordsInFiles(data: string, words: readonly string[]): readonly string[] {
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).map((path) => join(data, path))
  return files
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => {
      const bytes = readFileSync(path)
      return words.filter((word) => bytes.includes(word)).map((word) => `${path} holds ${word}`)
    })
}
