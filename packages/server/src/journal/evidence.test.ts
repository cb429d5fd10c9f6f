import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { parseConfig } from '@stellwerk/contract/config'

import type { AttemptFacts, IntentFacts, Receipt } from '../house.ts'
import { createEvidence, type PlainRecords } from './evidence.ts'
import { keepingByUseCase } from './keeping.ts'
import type { JournalItem } from './messages.ts'

const lastDay = Date.parse('2027-01-31T23:59:59.999Z')
const nextDay = lastDay + 1
const clear = { state: 'clear', obligations: [] } as const
const lamps = {
  licence: clear,
  dataProtection: clear,
  governance: clear,
  security: clear,
} as unknown as AttemptFacts['lamps']

const plain: PlainRecords = {
  unidentified: () => undefined,
  refused: async () => undefined,
  outcome: async () => undefined,
  refusedAgain: () => undefined,
  refusedOften: () => undefined,
  dropped: () => undefined,
  fault: () => undefined,
}

/** Evidence over a journal in memory and a clock that a test holds. */
function newCase() {
  const record = { class: 'full', reason: 'acceptance', until: '2027-01-31' } as const
  const { useCases, limits } = parseConfig({ useCases: [{ id: 'test', title: 'Test', state: 'active', record }] })
  const items: JournalItem[] = []
  const world = { now: lastDay, isRefusing: false }
  const append = async (item: JournalItem): Promise<Receipt> => {
    if (world.isRefusing) throw new Error('refused')
    items.push(item)
    return { origin: 'test', index: items.length - 1 }
  }
  const now = (): number => world.now
  const evidence = createEvidence({
    append,
    plain,
    configuration: 'until 2027-01-31',
    configurationOn: (day) => (day <= '2027-01-31' ? 'until 2027-01-31' : 'afterwards'),
    keepingOf: keepingByUseCase({
      records: new Map(useCases.map((useCase) => [useCase.id, useCase.record])),
      bytesMax: limits.recordBytesMax,
      now,
    }),
    now,
  })
  const { records } = evidence
  const facts = (): IntentFacts => ({
    requestId: 'req_1',
    endpoint: 'chat/completions',
    useCaseId: 'test',
    keyId: 'k',
    epoch: 1,
    validUntil: 1,
    deploymentId: 'd',
    model: 'm',
    attempt: 1,
    sequences: 1,
    isStream: false,
    lamps,
    keeping: records.keepingOf('test'),
    contents: { request: 'asked', sentRequest: 'asked' },
  })
  const told = () =>
    items.map(({ draft }) => {
      if (draft.type === 'configuration') return [draft.type, draft.configuration]
      return draft.type === 'intent' ? [draft.retention.class, draft.configuration] : [draft.type]
    })
  return { world, items, records, facts, told, close: () => evidence.close() }
}

test('evidence: on the day after the term an entry says what governs, once, and then nothing more is kept in full', async () => {
  const { world, records, facts, told, close } = newCase()
  await records.intent(facts())
  world.now = nextDay
  await Promise.all([records.intent(facts()), records.intent(facts())])
  await records.intent(facts())
  assert.deepEqual(told(), [
    ['full', 'until 2027-01-31'],
    ['configuration', 'afterwards'],
    ['metadata', 'afterwards'],
    ['metadata', 'afterwards'],
    ['metadata', 'afterwards'],
  ])
  await close()
})

test('evidence: while the journal does not take that entry, no intent passes, and then both are written', async () => {
  const { world, records, facts, told, close } = newCase()
  world.now = nextDay
  world.isRefusing = true
  await assert.rejects(records.intent(facts()), /refused/)
  world.isRefusing = false
  await records.intent(facts())
  assert.deepEqual(told(), [
    ['configuration', 'afterwards'],
    ['metadata', 'afterwards'],
  ])
  await close()
})

test('evidence: a call is kept as it was when it came, also when its answer ends a day later', async () => {
  const { world, records, facts, items, close } = newCase()
  const { contents: _, ...attempt } = facts()
  const receipt = await records.intent({ ...attempt, contents: { request: 'x', sentRequest: 'x' } })
  world.now = nextDay
  const response = records.committing('response', attempt.keeping)
  response.add('answered')
  const answered = {
    response: response.end(),
    deliveredResponse: records.committing('deliveredResponse', attempt.keeping).end(),
  }
  await records.outcome({ ...attempt, receipt, ending: 'finished', totalMs: 1, droppedFieldCount: 0, answered })
  const [intent, outcome] = items
  assert.deepEqual(outcome?.keeping, intent?.keeping)
  assert.equal(outcome?.committed?.['response']?.text, 'answered')
  await close()
})

test('evidence: what stands for several refusals of a front end’s key names none of its people', async () => {
  const { records, items, close } = newCase()
  const by = { frontEnd: 'chat', method: 'oidc', signature: 'signed' } as const
  const refusal = { endpoint: 'chat/completions', useCaseId: 'test', keyId: 'k', code: 'requests_per_minute' } as const
  for (const person of ['user-1', 'user-2', 'user-3'])
    await records.refused({ ...refusal, requestId: `req_${person}`, asserted: { by, person } })
  await close()
  assert.deepEqual(
    items.map(({ draft, identities, subjects }) => [
      draft.type === 'refusal' && draft.assertedBy,
      identities,
      subjects,
    ]),
    [
      [by, { key: 'k', user: 'user-1' }, ['key:k', 'user:user-1']],
      [by, { key: 'k' }, ['key:k']],
    ],
  )
})

test('evidence: a key that floods is refused once by an entry of its own, and then counted', async () => {
  const { records, items, close } = newCase()
  const refusal = { endpoint: 'chat/completions', useCaseId: 'test', keyId: 'k', code: 'requests_per_minute' } as const
  for (let count = 0; count < 1_000; count++) await records.refused({ ...refusal, requestId: `req_${count}` })
  await records.refused({ ...refusal, requestId: 'req_other', code: 'lamps_shut' })
  await records.refused({ ...refusal, requestId: 'req_again', code: 'lamps_shut' })
  await close()
  assert.deepEqual(
    items.map(({ draft }) => draft.type === 'refusal' && [draft.requestId, draft.code, draft.repeated]),
    [
      ['req_0', 'requests_per_minute', undefined],
      ['req_other', 'lamps_shut', undefined],
      ['req_again', 'lamps_shut', undefined],
      ['req_999', 'requests_per_minute', { count: 999, from: lastDay, to: lastDay }],
    ],
  )
  // Whose it is, is committed to as in any other refusal, and can be erased with it.
  assert.deepEqual(items[3]?.identities, { key: 'k' })
  assert.deepEqual(items[3]?.subjects, ['key:k'])
})

// Goal: an entry says how much was found, of which kind and by whom, and what nobody could look into; never what was found.
test('evidence: what was found stands with the intent and with the refusal, what was put back with the outcome', async () => {
  const { records, facts, items, close } = newCase()
  const found = {
    counts: { PERSON: 2, ID: 1 },
    kinds: [
      { category: 'PERSON', kind: 'PERSON', count: 2 },
      { category: 'ID', kind: 'DE_KVNR', count: 1 },
    ],
    detector: 'builtIn-1',
    policy: '0123456789abcdef',
    notInspected: ['image'],
  } as const
  const { contents, ...attempt } = { ...facts(), found }
  const receipt = await records.intent({ ...attempt, contents })
  const refusal = { requestId: 'req_2', endpoint: 'chat/completions', useCaseId: 'test', keyId: 'k' } as const
  await records.refused({ ...refusal, code: 'personal_data_blocked', found })
  const restored = { restored: 3, unknown: 1 }
  await records.outcome({ ...attempt, receipt, ending: 'finished', totalMs: 1, droppedFieldCount: 0, restored })
  await close()
  const [intent, refused, outcome] = items.map(({ draft }) => draft)
  const { kinds: _, ...rest } = found
  const personalData = { ...rest, kinds: { DE_KVNR: 1 } }
  assert.ok(intent?.type === 'intent' && refused?.type === 'refusal' && outcome?.type === 'outcome')
  assert.deepEqual(intent.personalData, personalData)
  assert.deepEqual(refused.personalData, personalData)
  assert.deepEqual(outcome.restored, restored)
})
