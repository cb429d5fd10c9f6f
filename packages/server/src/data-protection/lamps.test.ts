// Goal: what darkens shows at once and is recorded then; what lights up shows once the journal holds it, whatever fails on the way; and
// what the journal holds already is not told again.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import { parseConfig } from '@stellwerk/contract/config'
import type { DataProtectionLampDraft } from '@stellwerk/contract/journal/governance'
import type { Clearance } from '@stellwerk/contract/lamp'
import { dataProtectionOf } from '@stellwerk/policy/data-protection'

import { dataProtectionFacts } from '../data-protection-wiring.ts'
import { DataProtectionLamps, type Judged } from './lamps.ts'
import type { RecordedLamp } from './stores.ts'

const text = { de: 'x', en: 'x' }
const clear: Clearance = { state: 'clear', obligations: [] }
const blocked: Clearance = {
  state: 'blocked',
  reasons: ['transfer_basis_missing', 'processor_contract_missing'].map((code) => ({
    code,
    lamp: 'dataProtection' as const,
    basis: 'statute' as const,
    source: 's',
    clearedBy: text,
    text,
  })) as [never, never], // Two of them.
}
const unknown: Clearance = {
  state: 'unknown',
  missing: [{ name: 'dataProtection.legalBasis', text, suppliedBy: text }],
}
const name = { useCaseId: 'u', deploymentId: 'd' }

const config = parseConfig({
  upstreams: [{ id: 'here', kind: 'mirror' }],
  deployments: [{ id: 'd', model: 'm', upstream: 'here' }],
  useCases: [{ id: 'u', title: 'u', state: 'active', deployments: ['d'] }],
})
const { rules } = dataProtectionOf(dataProtectionFacts(config)(name), clear, 0)

function judged(clearance: Clearance, facts = 'f', validUntil = Infinity): Judged {
  return { protection: { clearance, rules, validUntil }, facts }
}

const told = (state: RecordedLamp['state'], facts = 'f', reasons: readonly string[] = []): RecordedLamp => ({
  ...name,
  state,
  facts,
  reasons,
})

/** A world in which a test decides what is judged, and what the journal takes. */
function worldWith(first: Judged, recorded: readonly RecordedLamp[] = []) {
  const world = {
    now: 1_000,
    next: first,
    entries: [] as DataProtectionLampDraft[], // Filled below.
    stored: new Map(recorded.map((lamp) => [lamp.deploymentId, lamp])),
    recorded: 0,
    troubles: 0,
    append: (): Promise<void> => Promise.resolve(),
    put: (): Promise<void> => Promise.resolve(),
  }
  const lamps = new DataProtectionLamps([name], recorded, {
    now: () => world.now,
    judge: () => world.next,
    append: async (draft) => {
      await world.append()
      world.entries.push(draft)
    },
    store: {
      putLamp: async (lamp) => {
        await world.put()
        world.stored.set(lamp.deploymentId, lamp)
      },
      removeLamp: async ({ deploymentId }) => void world.stored.delete(deploymentId),
    },
    onRecorded: () => world.recorded++,
    onTrouble: () => world.troubles++,
  })
  const shown = (): string => lamps.lampOf(name).clearance.state
  const turns = (): readonly string[] => world.entries.map(({ from, to }) => `${from} ${to}`)
  return { world, lamps, shown, turns }
}

/** A start over what the last one left. */
const starts: readonly [
  why: string,
  first: Judged,
  recorded: readonly RecordedLamp[],
  before: string,
  turns: readonly string[],
][] = [
  ['nobody told of it yet: the digest of the configuration has', judged(clear), [], 'clear', []],
  ['the same', judged(clear), [told('clear')], 'clear', []],
  ['it was lit and is not', judged(blocked), [told('clear')], 'blocked', ['clear blocked']],
  ['it was dark and is not', judged(clear), [told('blocked')], 'unknown', ['blocked clear']],
  ['the same for other facts', judged(clear, 'g'), [told('clear')], 'clear', ['clear clear']],
  ['it is unknown', judged(unknown), [told('clear')], 'unknown', ['clear unknown']],
  [
    'a route is gone',
    judged(clear),
    [told('clear'), { ...told('clear'), deploymentId: 'gone' }],
    'clear',
    ['clear unknown'],
  ],
]
for (const [why, first, recorded, before, expected] of starts) {
  test(`a start: ${why}`, async () => {
    const { world, lamps, shown, turns } = worldWith(first, recorded)
    assert.equal(shown(), before)
    await lamps.settled()
    assert.equal(shown(), first.protection.clearance.state)
    assert.deepEqual(turns(), expected)
    assert.deepEqual([...world.stored.keys()], ['d'])
    // The next start has nothing to tell.
    const again = worldWith(first, [...world.stored.values()])
    await again.lamps.settled()
    assert.deepEqual(again.turns(), [])
  })
}

test('an entry names reasons and what is missing, by code and in order', async () => {
  for (const [clearance, reasons] of [
    [blocked, ['processor_contract_missing', 'transfer_basis_missing']],
    [unknown, ['dataProtection_legalBasis']],
  ] as const) {
    const { world, lamps } = worldWith(judged(clearance), [told('clear')])
    await lamps.settled()
    assert.deepEqual(world.entries, [
      {
        type: 'dataProtectionLamp',
        useCase: 'u',
        deployment: 'd',
        from: 'clear',
        to: clearance.state,
        facts: 'f',
        reasons,
      },
    ])
  }
})

test('by date: what goes dark is dark at its moment, and told', async () => {
  const { world, lamps, shown, turns } = worldWith(judged(clear, 'f', 2_000))
  await lamps.settled()
  world.next = judged(blocked)
  world.now = 1_999
  assert.equal(shown(), 'clear')
  world.now = 2_000
  assert.equal(shown(), 'blocked')
  await lamps.settled()
  assert.deepEqual(turns(), ['clear blocked'])
})

test('by date: what lights up waits for the journal', async () => {
  const { world, lamps, shown, turns } = worldWith(judged(blocked, 'f', 2_000))
  await lamps.settled()
  const { promise, resolve } = Promise.withResolvers<void>()
  world.append = () => promise
  world.next = judged(clear)
  world.now = 2_000
  assert.equal(shown(), 'unknown')
  lamps.look()
  assert.equal(shown(), 'unknown')
  assert.equal(world.recorded, 0)
  resolve()
  await lamps.settled()
  assert.deepEqual([shown(), turns(), world.recorded], ['clear', ['blocked clear'], 1])
})

test('the journal takes nothing: what lights up stays dark, and the next look tells it', async () => {
  const { world, lamps, shown, turns } = worldWith(judged(clear), [told('blocked')])
  world.append = () => Promise.reject(new Error('full'))
  await lamps.settled()
  assert.deepEqual([shown(), turns()], ['unknown', []])
  assert.ok(world.troubles > 0)
  world.append = () => Promise.resolve()
  lamps.look()
  await lamps.settled()
  assert.deepEqual([shown(), turns()], ['clear', ['blocked clear']])
})

test('the store takes nothing: the journal has it, the lamp shows it, and the next start tells it once more', async () => {
  const { world, lamps, shown, turns } = worldWith(judged(clear), [told('blocked')])
  world.put = () => Promise.reject(new Error('full'))
  await lamps.settled()
  assert.deepEqual([shown(), turns(), world.recorded], ['clear', ['blocked clear'], 1])
  const again = worldWith(judged(clear), [...world.stored.values()])
  await again.lamps.settled()
  assert.deepEqual(again.turns(), ['blocked clear'])
})

test('a route that nobody configured is no lamp', () => {
  const { lamps } = worldWith(judged(clear))
  assert.throws(() => lamps.lampOf({ ...name, deploymentId: 'other' }), RangeError)
})
