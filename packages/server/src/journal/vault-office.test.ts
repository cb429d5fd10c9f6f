import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import type { EraseWish } from '@stellwerk/contract/journal-office'

import type { JournalItem } from './messages.ts'
import type { JournalTask, TaskKind, TaskOf, TaskResult, UntoldErasure } from './tasks.ts'
import { TaskFailed } from './tasks.ts'
import type { OfficePorts } from './vault-office.ts'
import { VaultOffice } from './vault-office.ts'

const origin = 'log.example/log/2026h2'

/** A journal and a vault of which a test says what they do, and everything that was asked of them, in order. */
function newOffice() {
  const said: string[] = []
  const items: JournalItem[] = []
  const world = { pending: [] as UntoldErasure[], readers: 0, isFull: false }
  const answers = (task: JournalTask): unknown => {
    switch (task.kind) {
      case 'erase': {
        const { ground, fields, actor, reason } = task
        const erased = [{ origin, indices: [[0, 1]] as const }]
        world.pending.push({ id: 1, ground, fields, erased, subjectCount: 1, why: { actor, reason } })
        return { erased, heldBack: [], pending: 1, holds: [] }
      }
      case 'pending':
        if (world.readers-- > 0) throw new TaskFailed({ code: 'erasure_unwiped', message: 'somebody reads' })
        return { pending: world.pending }
      case 'settled':
        world.pending = world.pending.filter(({ id }) => !task.ids.includes(id))
        return {}
      case 'hold':
        if ('subject' in task.scope) return { id: 'cc' }
        throw new TaskFailed({ code: 'log_unknown', message: 'no such log' })
      case 'holds':
        return { holds: [{ id: 'aa', scope: { kind: 'subject' } }] }
      case 'lift':
        return { isLifted: true }
      default:
        return { count: 0, isComplete: true }
    }
  }
  const ports: OfficePorts = {
    append: (item) => {
      said.push(`append ${item.draft.type}`)
      if (world.isFull) return Promise.reject(Object.assign(new Error('no room'), { code: 'disk_full' }))
      return Promise.resolve({ origin, index: items.push(item) - 1 })
    },
    task: async <Kind extends TaskKind>(task: TaskOf<Kind>): Promise<TaskResult<Kind>> => {
      said.push(task.kind)
      return answers(task as unknown as JournalTask) as TaskResult<Kind>
    },
    now: () => 1_795_000_000_000,
    pause: async () => void said.push('pause'),
  }
  return { office: new VaultOffice(ports), world, said, items }
}

const wish: EraseWish = {
  scope: { subjects: ['user:alice'] },
  fields: [],
  ground: 'art17_1_b',
  actor: 'a',
  reason: 'r',
  isDryRun: false,
}

test('vault office: first the deletion, then its entry, then the note that it is there', async () => {
  const { office, said, items } = newOffice()
  const { entries } = await office.erase(wish)
  assert.deepEqual(said, ['erase', 'pending', 'append erasure', 'settled'])
  assert.deepEqual(entries, [{ origin, index: 0 }])
  const [item] = items
  assert.deepEqual([item?.subjects, item?.identities], [['person:a'], { actor: 'a', reason: 'r' }])
  assert.equal(item?.keeping.class, 'governance')
})

test('vault office: while somebody reads, the journal does not say that it is gone', async () => {
  const { office, world, said } = newOffice()
  world.readers = 2
  await office.erase(wish)
  assert.deepEqual(said, ['erase', 'pending', 'pause', 'pending', 'pause', 'pending', 'append erasure', 'settled'])
  world.readers = 1_000
  await assert.rejects(office.erase(wish), { code: 'erasure_untold', details: { why: 'erasure_unwiped' } })
  world.readers = 0
  await office.tellLeft()
  assert.deepEqual(said.slice(-3), ['pending', 'append erasure', 'settled'])
})

test('vault office: what could not be told stays to be told', async () => {
  const { office, world, said } = newOffice()
  world.isFull = true
  await assert.rejects(office.erase(wish), { code: 'erasure_untold', details: { why: 'disk_full' } })
  assert.equal(said.at(-1), 'append erasure')
  world.isFull = false
  await office.tellLeft()
  await office.tellLeft()
  assert.deepEqual(said.slice(-4), ['pending', 'append erasure', 'settled', 'pending'])
})

test('vault office: an erasure of many runs takes several entries, and counts add up', async () => {
  const { office, world, items } = newOffice()
  const indices = Array.from({ length: 2_000 }, (_, at) => [at * 2, at * 2] as const)
  const erased = [origin, 'log.example/log/2027h1'].map((one) => ({ origin: one, indices }))
  world.pending = [{ id: 7, ground: 'art17_1_a', fields: ['user'], erased, subjectCount: 9 }]
  await office.tellLeft()
  const drafts = items.flatMap(({ draft }) => (draft.type === 'erasure' ? [draft] : []))
  assert.deepEqual(
    drafts.map(({ subjectCount, indices: logs }) => [subjectCount, logs.map(({ count }) => count)]),
    [
      [9, [1_500]],
      [0, [500, 1_000]],
      [0, [1_000]],
    ],
  )
})

test('vault office: many logs do not fit into one entry either', async () => {
  const { office, world, items } = newOffice()
  const erased = Array.from({ length: 250 }, (_, at) => ({ origin: `${origin}-${at}`, indices: [[0, 0]] as const }))
  world.pending = [{ id: 7, ground: 'art17_1_a', fields: [], erased, subjectCount: 1 }]
  await office.tellLeft()
  assert.deepEqual(
    items.map(({ draft }) => draft.type === 'erasure' && draft.indices.length),
    [100, 100, 50],
  )
})

test('vault office: the steps of an expiry are one entry, with runs that meet joined', async () => {
  const { office, world, items, said } = newOffice()
  const step = (id: number, first: number, last: number): UntoldErasure => {
    return { id, ground: 'retention', fields: [], erased: [{ origin, indices: [[first, last]] }], subjectCount: 0 }
  }
  world.pending = [step(1, 10, 19), step(2, 0, 9), step(3, 30, 30)]
  assert.deepEqual(await office.expire(20_780, () => true), { count: 0, isComplete: true })
  assert.deepEqual(
    items.map(({ draft }) => draft),
    [
      {
        type: 'retention',
        indices: [
          {
            origin,
            count: 21,
            ranges: [
              [0, 19],
              [30, 30],
            ],
          },
        ],
      },
    ],
  )
  assert.equal(said.at(-1), 'settled')
})

test('vault office: a hold acts before it is told, and is told before it is lifted', async () => {
  const { office, said, world } = newOffice()
  const scope = { origin, first: 0, last: 1 }
  await assert.rejects(office.hold({ scope, actor: 'a', reason: 'r' }), { code: 'not_found' })
  await assert.rejects(office.lift('bb', { actor: 'a', reason: 'r' }), { code: 'not_found' })
  await office.lift('aa', { actor: 'a', reason: 'r' })
  assert.deepEqual(said, ['hold', 'holds', 'holds', 'append hold', 'lift'])
  world.isFull = true
  const untold = office.hold({ scope: { subject: 'user:alice' }, actor: 'a', reason: 'r' })
  await assert.rejects(untold, { code: 'hold_untold' })
  await assert.rejects(office.lift('aa', { actor: 'a', reason: 'r' }), { code: 'vault_unavailable' })
  assert.deepEqual(said.slice(5), ['hold', 'append hold', 'holds', 'append hold'])
})

// Goal: what is not said in full is not done.
const malformed: readonly [why: string, wish: Partial<EraseWish>][] = [
  ['no subject', { scope: { subjects: [] } }],
  ['a subject of no kind', { scope: { subjects: ['alice'] } }],
  ['a subject without a name', { scope: { subjects: ['user:'] } }],
  ['a run that goes backwards', { scope: { origin, indices: [[2, 1]] } }],
  ['an unknown ground', { ground: 'art6' as EraseWish['ground'] }],
  ['no reason', { reason: '' }],
  ['a field that is none', { fields: ['a b'] }],
]
for (const [why, more] of malformed) {
  test(`vault office: ${why} is refused`, () => {
    const { office } = newOffice()
    assert.throws(() => office.erase({ ...wish, ...more }), { code: 'request_invalid' })
  })
}
