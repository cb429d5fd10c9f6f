// Goal: approving and revoking at the same moment come out as one after the other, whichever it was, however long the journal takes.
import { strict as assert } from 'node:assert'
import { promisify } from 'node:util'

import { describe, test } from 'bun:test'

import fc from 'fast-check'

import type { RegisterStore } from '../../packages/server/src/registry/register-store.ts'
import {
  approves,
  by,
  drafting,
  idOf,
  noRepresentation,
  openWorld,
  propose,
  reopened,
  stateOf,
  withPeople,
  type World,
} from './world.ts'

type Event = 'inForce' | 'revoked'

/** What took effect, in the order in which it did. */
function watching(events: Event[]): (store: RegisterStore) => RegisterStore {
  return (store) => ({
    ...store,
    apply: async (pending, receipt) => {
      await store.apply(pending, receipt)
      if (pending.change.kind === 'inForce') events.push('inForce')
    },
    endVersion: async (end) => {
      await store.endVersion(end)
      events.push('revoked')
    },
    withdrawAct: async (withdrawal, end) => {
      const isEnded = await store.withdrawAct(withdrawal, end)
      events.push('revoked')
      return isEnded
    },
    endGrant: async (end) => {
      await store.endGrant(end)
      events.push('revoked')
    },
  })
}

const nextTurn = promisify(setImmediate)

/** Lets others go first, so many times. */
async function pause(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await nextTurn()
}

interface Moment {
  readonly world: World
  readonly digest: string
  readonly events: Event[]
}

/** One act before a use case comes into force. */
async function almost(): Promise<Moment> {
  const events: Event[] = []
  const world = await withPeople(await openWorld({ watched: watching(events) }))
  await propose(world, 'organisation', noRepresentation)
  const version = await propose(world, 'useCase', drafting)
  await world.register.act(by('olga'), version, approves('owner'))
  events.length = 0
  world.clock.now += 1
  return { world, digest: version.digest, events }
}

const revocations: readonly [what: string, revoke: (moment: Moment) => Promise<void>, afterwards: readonly string[]][] =
  [
    [
      'the other act is taken back',
      async ({ world: { register }, digest }) => {
        const [act] = await register.actsOn(digest)
        await register.withdrawAct(by('olga'), act?.id ?? '')
      },
      ['proposed', 'withdrawn'],
    ],
    [
      'the version is taken back',
      ({ world: { register }, digest }) => register.withdraw(by('ada'), digest),
      ['withdrawn'],
    ],
    [
      'the role of the other ends',
      async ({ world: { register } }) => {
        const grant = (await register.grants()).find(({ person }) => person === idOf('olga'))
        await register.endGrant(grant?.id ?? '', 'ended')
      },
      ['inForce', 'proposed', 'withdrawn'],
    ],
    [
      'a newer version is proposed',
      async ({ world, digest }) => {
        await propose(world, 'useCase', { ...drafting, strict: true }, { previous: digest })
      },
      ['inForce', 'proposed', 'withdrawn'],
    ],
  ]

describe('the last approval, while', () => {
  for (const [what, revoke, afterwards] of revocations) {
    test(
      what,
      async () => {
        const turns = fc.integer({ min: 0, max: 6 })
        await fc.assert(
          fc.asyncProperty(
            turns,
            turns,
            fc.array(turns, { minLength: 8, maxLength: 8 }),
            async (first, second, waits) => {
              const moment = await almost()
              const { world, digest, events } = moment
              let entry = 0
              world.journal.before = () => pause(waits[entry++ % waits.length] ?? 0)
              const version = (await world.store.version(digest))?.version
              assert.ok(version !== undefined)
              await Promise.allSettled([
                pause(first).then(() => world.register.act(by('ivo'), version, approves('itSecurity'))),
                pause(second).then(() => revoke(moment)),
              ])
              const state = await stateOf(world, digest)
              assert.ok(afterwards.includes(state ?? ''), String(state))
              // INVARIANT: what was revoked never takes effect after that.
              assert.ok(
                events.lastIndexOf('inForce') <= (events.includes('revoked') ? events.indexOf('revoked') : 99),
                events.join(),
              )
              if (state === 'inForce') assert.ok(events.includes('inForce'))
              await mustAgree(world, digest)
            },
          ),
          { numRuns: 60, seed: 20_261_124 },
        )
      },
      60_000,
    )
  }
})

/** Whoever reads the journal alone comes to the same state, and so does a start. */
async function mustAgree(world: World, digest: string): Promise<void> {
  assert.equal(await world.register.tellOwed(), 0)
  const told = world.journal.entries.flatMap(({ draft }) =>
    draft.type === 'objectVersion' && draft.digest === digest ? [draft.state] : [],
  )
  assert.equal(told.at(-1), await stateOf(world, digest))
  const again = await reopened(world)
  assert.equal(await stateOf(again, digest), await stateOf(world, digest))
}
