// Goal: what darkens shows at once and is recorded then; what permits shows once the journal holds it, whatever fails on the way.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import type { Clearance } from '@stellwerk/contract/lamp'

import type { Judged } from './judge.ts'
import { type LicenceEntry, type LampPorts, RouteLamps } from './lamps.ts'
import type { RouteFacts } from './route-facts.ts'
import type { RecordedLamp } from './stores.ts'

const text = { de: 'x', en: 'x' }
const clear: Clearance = { state: 'clear', obligations: [] }
const caution: Clearance = { state: 'caution', obligations: [], tasks: [{ text, dueOn: '2026-12-01' }] }
const blocked: Clearance = {
  state: 'blocked',
  reasons: [{ code: 'x', lamp: 'licence', basis: 'licence', source: 's', clearedBy: text, text }],
}
const route: RouteFacts = {
  useCaseId: 'u',
  deploymentId: 'd',
  model: 'm',
  isOwn: false,
  parts: [{ id: 'm', component: { kind: 'model', name: 'm' }, profile: {}, opinions: [] }],
  statement: undefined,
  copies: [],
  doubts: [],
}
const name = { useCaseId: 'u', deploymentId: 'd' }

function judged(clearance: Clearance, facts = 'f', validUntil = Infinity): Judged {
  const verdict = clearance.state === 'blocked' ? 'forbidden' : 'allowed'
  return { clearance, verdict, reasons: [], parts: [], facts, opinions: [], validUntil }
}

/** A world in which a test decides what is judged, and what the journal takes. */
function worldWith(first: Judged, recorded: readonly RecordedLamp[] = [], facts: RouteFacts = route) {
  const world = {
    now: 1_000,
    next: first,
    entries: [] as LicenceEntry[],
    stored: new Map<string, RecordedLamp>(),
    changes: [] as string[],
    troubles: 0,
    /** What the journal does with the entry that comes. */
    append: (): Promise<unknown> => Promise.resolve(),
    put: (): Promise<void> => Promise.resolve(),
    keep: (): Promise<void> => Promise.resolve(),
  }
  const ports: LampPorts = {
    now: () => world.now,
    judge: () => world.next,
    catalogue: () => 'c',
    append: async (entry) => {
      await world.append()
      world.entries.push(entry)
    },
    store: {
      putLamp: async (lamp) => {
        await world.put()
        world.stored.set(lamp.deploymentId, lamp)
      },
      removeLamp: async ({ deploymentId }) => void world.stored.delete(deploymentId),
    },
    keep: () => world.keep(),
    onChanged: (_, isDark) => world.changes.push(isDark ? 'dark' : 'changed'),
    onTrouble: () => world.troubles++,
  }
  const lamps = new RouteLamps([facts], recorded, ports)
  const shown = (): string => lamps.lampOf(name).clearance.state
  const become = (next: Judged): void => {
    world.next = next
    lamps.again(name)
  }
  return { world, lamps, shown, become }
}

const turns = ({ entries }: { readonly entries: readonly LicenceEntry[] }): readonly string[] =>
  entries.map(({ draft }) => (draft.type === 'licenceLamp' ? `${draft.from ?? '-'} ${draft.to}` : draft.type))

test('lamps: a permit waits for the journal, from the first one on', async () => {
  const { world, lamps, shown } = worldWith(judged(clear))
  assert.equal(shown(), 'unknown')
  await lamps.settled()
  assert.equal(shown(), 'clear')
  assert.deepEqual(turns(world), ['- clear'])
  assert.equal(world.stored.get('d')?.state, 'clear')
})

test('lamps: what the journal has already shows at once and is not told again', async () => {
  const first = worldWith(judged(clear))
  await first.lamps.settled()
  const again = worldWith(judged(clear), [...first.world.stored.values()])
  assert.equal(again.shown(), 'clear')
  await again.lamps.settled()
  assert.deepEqual(again.world.entries, [])
})

test('lamps: a start finds what changed while nothing ran', async () => {
  const first = worldWith(judged(clear))
  await first.lamps.settled()
  const again = worldWith(judged(blocked, 'g'), [...first.world.stored.values()])
  assert.equal(again.shown(), 'blocked')
  await again.lamps.settled()
  assert.deepEqual(turns(again.world), ['clear blocked'])
})

test('lamps: a start tells of a route that is gone, and forgets it', async () => {
  const first = worldWith(judged(clear))
  await first.lamps.settled()
  const gone = { ...first.world.stored.get('d')!, deploymentId: 'gone' }
  const again = worldWith(judged(clear), [...first.world.stored.values(), gone])
  again.world.stored.set('gone', gone)
  await again.lamps.settled()
  assert.deepEqual(turns(again.world), ['clear unknown'])
  assert.ok(!again.world.stored.has('gone'))
})

test('lamps: darkness does not wait', async () => {
  const { world, lamps, shown, become } = worldWith(judged(clear))
  await lamps.settled()
  world.changes.length = 0
  world.append = () => Promise.withResolvers<void>().promise
  become(judged(blocked, 'g'))
  assert.equal(shown(), 'blocked')
  assert.deepEqual(world.changes, ['dark'])
})

test('lamps: light after darkness waits', async () => {
  const { world, lamps, shown, become } = worldWith(judged(blocked))
  await lamps.settled()
  const held = Promise.withResolvers<void>()
  world.append = () => held.promise
  become(judged(clear, 'g'))
  assert.equal(shown(), 'unknown')
  held.resolve()
  await lamps.settled()
  assert.equal(shown(), 'clear')
  assert.deepEqual(turns(world), ['- blocked', 'blocked clear'])
})

test('lamps: between two permits the one on record goes on', async () => {
  const { world, lamps, shown, become } = worldWith(judged(clear))
  await lamps.settled()
  const held = Promise.withResolvers<void>()
  world.append = () => held.promise
  world.changes.length = 0
  become(judged(caution, 'g'))
  assert.equal(shown(), 'clear')
  held.resolve()
  await lamps.settled()
  assert.equal(shown(), 'caution')
  assert.ok(!world.changes.includes('dark'))
})

test('lamps: the permit on record goes on to its end and no further', async () => {
  const { world, lamps, shown, become } = worldWith(judged(clear, 'f', 2_000))
  await lamps.settled()
  world.append = () => Promise.withResolvers<void>().promise
  become(judged(caution, 'g'))
  world.now = 1_999
  assert.equal(shown(), 'clear')
  world.now = 2_000
  assert.equal(shown(), 'unknown')
})

// A row each for where the way from a permit to its effect can break.
const faults: readonly [why: string, fault: 'append' | 'keep' | 'put', shown: string][] = [
  ['the journal refuses', 'append', 'unknown'],
  ['the days of tasks cannot be kept', 'keep', 'unknown'],
  ['the store fails after the journal took it', 'put', 'clear'],
]
for (const [why, fault, expected] of faults) {
  test(`lamps: ${why}: ${expected}, and the next look mends it`, async () => {
    const { world, lamps, shown } = worldWith(judged(blocked))
    await lamps.settled()
    world[fault] = () => Promise.reject(new Error('no'))
    world.next = judged(clear, 'g')
    lamps.again(name)
    await lamps.settled()
    assert.equal(shown(), expected)
    assert.ok(world.troubles > 0)
    world[fault] = () => Promise.resolve()
    lamps.look()
    await lamps.settled()
    assert.equal(shown(), 'clear')
  })
}

test('lamps: what changes while it is being recorded is recorded as well, and nothing shows that is not judged', async () => {
  const { world, lamps, shown, become } = worldWith(judged(blocked))
  await lamps.settled()
  const held = Promise.withResolvers<void>()
  world.append = () => held.promise
  become(judged(clear, 'g'))
  become(judged(blocked, 'h'))
  held.resolve()
  await lamps.settled()
  assert.equal(shown(), 'blocked')
  assert.equal(turns(world).at(-1), 'clear blocked')
})

test('lamps: a lamp that runs out is judged anew by whoever asks first', async () => {
  const { world, lamps, shown } = worldWith(judged(clear, 'f', 2_000))
  await lamps.settled()
  world.next = judged(blocked, 'g')
  world.now = 1_999
  assert.equal(shown(), 'clear')
  world.now = 2_000
  assert.equal(shown(), 'blocked')
  await lamps.settled()
  assert.deepEqual(turns(world), ['- clear', 'clear blocked'])
})

test('lamps: a lamp lights up again by date without anybody asking', async () => {
  const { world, lamps, shown } = worldWith(judged(blocked, 'f', 2_000))
  await lamps.settled()
  world.next = judged(clear, 'g')
  world.now = 2_000
  lamps.look()
  await lamps.settled()
  assert.equal(shown(), 'clear')
})

test('lamps: a route on which nothing is on file shows what was stated, as the start has told', async () => {
  const stated = { ...route, parts: [{ component: { kind: 'model', name: 'm' }, profile: {}, opinions: [] }] } as const
  const { world, lamps, shown, become } = worldWith(judged(clear), [], stated)
  assert.equal(shown(), 'clear')
  await lamps.settled()
  assert.deepEqual(world.entries, [])
  become(judged(blocked, 'g'))
  await lamps.settled()
  assert.deepEqual(turns(world), ['clear blocked'])
})

test('lamps: an opinion is told once, when it comes to bear', async () => {
  const opinions = [{ digest: 'o', licence: 'MIT', statedBy: 'Counsel', validUntil: '2026-12-31' }]
  const { world, lamps, become } = worldWith({ ...judged(clear), opinions })
  await lamps.settled()
  become({ ...judged(caution, 'g'), opinions })
  await lamps.settled()
  assert.deepEqual(turns(world).toSorted(), ['- clear', 'clear caution', 'licenceOpinion'])
  const [told] = world.entries.filter(({ draft }) => draft.type === 'licenceOpinion')
  assert.deepEqual(told?.identities, { office: 'Counsel' })
})

test('lamps: of a route that nobody knows nothing is known', () => {
  const { lamps } = worldWith(judged(clear))
  assert.equal(lamps.lampOf({ useCaseId: 'u', deploymentId: 'other' }).clearance.state, 'unknown')
})

test('lamps: facts that are the same are not judged again, and others are', async () => {
  const { world, lamps, shown } = worldWith(judged(clear))
  await lamps.settled()
  const { generation } = lamps
  world.next = judged(blocked, 'g')
  lamps.take([structuredClone(route)])
  assert.equal(lamps.generation, generation)
  lamps.take([{ ...route, copies: ['m'] }])
  assert.equal(shown(), 'blocked')
})
