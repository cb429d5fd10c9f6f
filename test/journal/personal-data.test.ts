// Goal: the journal says how much was found and put back and never what, and commits to what went out; the vault of a use case that
// keeps pseudonymised texts holds no original; what a use case blocks reaches no engine.
import { strict as assert } from 'node:assert'

import { afterEach, test } from 'bun:test'
import type { ConfigInput } from '@stellwerk/contract/config'

import {
  chat,
  clearLamps,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from '../gateway/inside.ts'
import { audited } from './audited.ts'
import { vaultOpened } from './vault-opened.ts'

type UseCaseInput = NonNullable<ConfigInput['useCases']>[number]

// The example of ISO 13616 for Germany.
const iban = 'DE89370400440532013000'
const asked = `Bitte überweisen Sie auf IBAN ${iban}.`

const open: { inside: Inside; engine: PlayedEngine }[] = []
afterEach(async () => {
  for (const { inside, engine } of open.splice(0)) await Promise.all([inside.close(), engine.close()])
})

/** An engine that says again what it was told, and what it was told. */
async function openWith(changed: Partial<UseCaseInput>) {
  const told: string[] = []
  const engine: PlayedEngine = playEngine(() => {
    const body = engine.seen.at(-1)?.body as ReturnType<typeof chat> // Written by us, from such a chat.
    const content = body.messages[0]?.content ?? ''
    told.push(content)
    return Response.json(wholeAnswer(content))
  })
  const useCase = { id: 'test', title: 'Test', state: 'active', deployments: ['a'], lamps: clearLamps } as const
  const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }], {
    limits: { drainTimeoutMs: 50 },
    useCases: [{ ...useCase, ...changed }],
  })
  open.push({ inside, engine })
  return { inside, told }
}

test('counts stand in the journal, pseudonymised texts in the vault, and the value in neither', async () => {
  const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const { inside, told } = await openWith({ record: { class: 'pseudonymised', reason: 'acceptance', until } })
  const delivered = await (await inside.post('/v1/chat/completions', chat(asked))).text()
  assert.ok(delivered.includes(iban))
  assert.equal(told.length, 1)
  assert.ok(!told[0]?.includes(iban))

  const [, intent, outcome] = (await audited(inside)).map(({ draft }) => draft)
  assert.ok(intent?.type === 'intent' && outcome?.type === 'outcome')
  assert.equal(intent.retention.class, 'pseudonymised')
  assert.equal(intent.personalData?.counts['IBAN'], 1)
  assert.deepEqual(intent.personalData?.notInspected, [])
  assert.deepEqual(outcome.restored, { restored: 1, unknown: 0 })
  assert.ok(!JSON.stringify([intent, outcome]).includes(iban))

  const [, kept, answered] = await vaultOpened(inside.data)
  assert.deepEqual(Object.keys(kept?.values ?? {}), ['key', 'recordReason', 'sentRequest'])
  assert.deepEqual(Object.keys(answered?.values ?? {}), ['response'])
  assert.ok(kept?.values['sentRequest']?.includes(told[0] ?? 'nothing'))
  assert.ok(!JSON.stringify([kept, answered]).includes(iban))
})

test('what the use case does not take is refused before any engine, with its kind and its entry', async () => {
  const { inside, told } = await openWith({ personalData: { treatment: { IBAN: 'block' } } })
  const answer = await inside.post('/v1/chat/completions', chat(asked))
  const text = await answer.text()
  assert.equal(answer.status, 403)
  assert.match(text, /"code":"personal_data_blocked"/)
  assert.match(text, /IBAN/)
  assert.ok(!text.includes(iban))
  assert.deepEqual(told, [])
  const [, refusal] = (await audited(inside)).map(({ draft }) => draft)
  assert.ok(refusal?.type === 'refusal')
  assert.deepEqual(refusal.reasons, ['finding_blocked'])
  assert.equal(refusal.lamps?.dataProtection, 'blocked')
  assert.equal(refusal.personalData?.counts['IBAN'], 1)
})
