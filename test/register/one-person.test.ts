// Goal: whatever one person does, in whatever order, in every role at once, through several sessions and keys, across restarts and with a
// journal that fails, nothing that others have to approve comes into force. Bounded and exhaustive: every sequence up to a depth, where
// sequences that lead to the same rows go on as one.
import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import type { StatedAct } from '@stellwerk/contract/register/act'
import { exampleBodies } from '@stellwerk/contract/register/example-bodies'
import { type ObjectKind, objectKinds } from '@stellwerk/contract/register/kind'
import type { Role } from '@stellwerk/contract/register/role'

import type { Actor } from '../../packages/server/src/registry/register-rules.ts'
import {
  by,
  dayMs,
  document,
  drafting,
  type Fate,
  idOf,
  noRepresentation,
  openWorld,
  propose,
  reopened,
  started,
  type World,
} from './world.ts'

const solo = 'solo'
const key: Actor = { via: 'key', keyId: 'abcdefgh' }

type Step = readonly [name: string, take: (world: World) => Promise<unknown>]

interface Scenario {
  readonly kind: ObjectKind
  readonly body: unknown
  readonly acts: readonly StatedAct[]
  /** Calls in a row: three are a proposal and two acts. Four, of a use case, were searched on 2026-11-24. */
  readonly depth: number
  /** Whether somebody else may propose as well: then one approval is missing all the same. */
  readonly othersPropose: boolean
}

const approve = (role: Role): StatedAct => ({ kind: 'approve', role, outcome: 'approved' })
const opinion: StatedAct = { kind: 'opinion', role: 'dataProtectionOfficer', outcome: 'favourable' }
const agreement: StatedAct = { kind: 'agreement', role: 'employeeRepresentation', outcome: 'agreed', document }
const [owner, itSecurity, management] = [approve('owner'), approve('itSecurity'), approve('management')]

const scenarios: readonly Scenario[] = [
  { kind: 'useCase', body: drafting, acts: [owner, itSecurity], depth: 3, othersPropose: true },
  { kind: 'policySet', body: exampleBodies.policySet, acts: [itSecurity, management], depth: 3, othersPropose: true },
  { kind: 'observation', body: exampleBodies.observation, acts: [owner, management], depth: 3, othersPropose: true },
  {
    kind: 'worksAgreement',
    body: exampleBodies.worksAgreement,
    acts: [agreement, management],
    depth: 3,
    othersPropose: true,
  },
  {
    kind: 'processorContract',
    body: exampleBodies.processorContract,
    acts: [itSecurity, opinion],
    depth: 3,
    othersPropose: true,
  },
  { kind: 'deployment', body: exampleBodies.deployment, acts: [itSecurity], depth: 3, othersPropose: false },
  { kind: 'upstream', body: exampleBodies.upstream, acts: [itSecurity], depth: 3, othersPropose: false },
  {
    kind: 'managementAcceptance',
    body: exampleBodies.managementAcceptance,
    acts: [management],
    depth: 3,
    othersPropose: false,
  },
  { kind: 'legalBasis', body: exampleBodies.legalBasis, acts: [opinion], depth: 3, othersPropose: false },
  { kind: 'impactAssessment', body: exampleBodies.impactAssessment, acts: [opinion], depth: 3, othersPropose: false },
  { kind: 'aiActRecord', body: exampleBodies.aiActRecord, acts: [owner], depth: 3, othersPropose: false },
]

function stepsOf({ kind, body, acts, othersPropose }: Scenario): readonly Step[] {
  const newest = async ({ register }: World) => (await register.history(kind, 'one')).at(-1)?.version
  const next = async (world: World, author: string, actor = by(author)): Promise<unknown> => {
    const previous = (await newest(world))?.digest ?? null
    return world.register.propose(actor, {
      kind,
      id: 'one',
      body,
      previous,
      opinionDueOn: dayText(world.clock.now + 8 * dayMs),
    })
  }
  const says = (stated: StatedAct, actor: Actor) => async (world: World) => {
    const version = await newest(world)
    if (version !== undefined) await world.register.act(actor, version, stated)
  }
  const oldest = async ({ register }: World) => (await register.history(kind, 'one')).at(0)?.version
  const roles = [...new Set(acts.map(({ role }) => role))]
  return [
    ['propose', (world) => next(world, solo)],
    ['propose with a key', (world) => next(world, solo, key)],
    ['propose over the control socket', (world) => next(world, solo, { via: 'socket' })],
    ...(othersPropose ? [['somebody else proposes', (world: World) => next(world, 'ada')] as const] : []),
    ...acts.flatMap((stated): readonly Step[] => [
      [`${stated.kind} as ${stated.role}`, says(stated, by(solo))],
      [`${stated.kind} as ${stated.role} with a key`, says(stated, key)],
      [`${stated.kind} as ${stated.role} for itself`, says({ ...stated, delegatedBy: idOf(solo) }, by(solo))],
      [
        `${stated.kind} as ${stated.role} on the first version`,
        async (world) => {
          const version = await oldest(world)
          if (version !== undefined) await world.register.act(by(solo), version, stated)
        },
      ],
      [`${stated.kind} as ${stated.role}, and the journal fails`, failing('refused', says(stated, by(solo)))],
      [`${stated.kind} as ${stated.role}, and the answer is lost`, failing('lost', says(stated, by(solo)))],
    ]),
    ['note that no opinion came', says({ kind: 'opinion', role: 'administrator', outcome: 'none' }, by(solo))],
    ['approve as management besides', says(management, by(solo))],
    [
      'take back the last act',
      async (world) => {
        const version = await newest(world)
        const act =
          version && (await world.register.actsOn(version.digest)).findLast((one) => one.withdrawnAt === undefined)
        if (act !== undefined) await world.register.withdrawAct(by(solo), act.id)
      },
    ],
    [
      'take back the version',
      async (world) => {
        const version = await newest(world)
        if (version !== undefined) await world.register.withdraw(by(solo), version.digest)
      },
    ],
    ...roles.flatMap((role): readonly Step[] => [
      [
        `lend ${role} to itself`,
        ({ register, clock }) => register.delegate(by(solo), idOf(solo), role, clock.now + dayMs),
      ],
      [
        `grant itself ${role}`,
        ({ register }) => register.grant({ person: idOf(solo), role, how: 'administrator', by: idOf(solo) }),
      ],
      [
        `lose ${role}`,
        async ({ register }) => {
          const held = (await register.grants()).findLast((one) => one.person === idOf(solo) && one.role === role)
          if (held !== undefined && held.endedAt === undefined) await register.endGrant(held.id, 'ended')
        },
      ],
      [`get ${role} again`, ({ register }) => register.grant({ person: idOf(solo), role, how: 'oneTimeLink' })],
    ]),
    [
      'ten days pass',
      async ({ register, clock }) => {
        clock.now += 10 * dayMs
        await register.expire()
      },
    ],
  ]
}

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10)

function failing(fate: Fate, take: (world: World) => Promise<unknown>) {
  return async (world: World): Promise<unknown> => {
    world.journal.fate = fate
    try {
      return await take(world)
    } finally {
      world.journal.fate = 'written'
    }
  }
}

/** What tells states apart: rows without ids, moments and places in the journal. */
function rowsOf({ database }: World, kind: ObjectKind): string {
  const rows = (sql: string): unknown => database.query(sql).values(...(sql.includes('?') ? [kind] : []))
  return JSON.stringify([
    rows(`SELECT v.number, v.author, (SELECT group_concat(state) FROM register_turn t WHERE t.digest = v.digest)
      FROM register_version v WHERE kind = ? ORDER BY 1`),
    rows(`SELECT v.number, a.kind, a.role, a.outcome, a.delegated_by, w.act_id IS NULL FROM register_act a
      JOIN register_version v ON v.digest = a.digest LEFT JOIN register_act_withdrawal w ON w.act_id = a.id ORDER BY 1, 2, 3`),
    rows(`SELECT role, count(*) > 0, sum(e.grant_id IS NULL) > 0 FROM role_grant g LEFT JOIN role_end e ON e.grant_id = g.id
      WHERE person = '${idOf(solo)}' GROUP BY role ORDER BY 1`),
    rows(`SELECT json_extract(change, '$.kind') FROM register_pending ORDER BY 1`),
    rows(`SELECT count(*) FROM role_delegation`),
  ])
}

async function mustBeShut(world: World, kind: ObjectKind, path: readonly string[]): Promise<void> {
  const found = (await world.register.inForce()).filter((one) => one.kind === kind)
  assert.deepEqual(found, [], path.join(', then '))
}

async function prepared(roles: readonly Role[]): Promise<World> {
  const world = await started()
  await propose(world, 'organisation', noRepresentation)
  for (const role of new Set<Role>([...roles, 'administrator', 'management']))
    await world.register.grant({ person: idOf(solo), role, how: 'oneTimeLink' })
  return world
}

/** At most so many states of one scenario; more would take too long, and none has so many. */
const statesMax = 5_000

/** The domain layer has to hold by itself, whatever the database would refuse after it. */
function withoutTriggers(world: World): World {
  const triggers = world.database
    .query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .all()
  for (const { name } of triggers) world.database.run(`DROP TRIGGER ${name}`)
  return world
}

const guards: readonly [by: string, guarded: (world: World) => World, kinds: readonly ObjectKind[]][] = [
  ['both', (world) => world, objectKinds],
  ['the domain layer alone', withoutTriggers, ['useCase', 'worksAgreement', 'deployment']],
]

for (const [guard, guarded, kinds] of guards) {
  for (const scenario of scenarios.filter(({ kind }) => kinds.includes(kind))) {
    const { kind, acts, depth } = scenario
    const title = `one person never brings a ${kind} into force, in ${depth} calls, guarded by ${guard}`
    test(
      title,
      async () => {
        const first = guarded(await prepared(acts.map(({ role }) => role)))
        const states = await search(first, scenario, depth)
        assert.ok(states > 3 && states < statesMax, `${states} states`)
      },
      120_000,
    )
  }
}

/** Number of states that were come by. */
async function search(first: World, scenario: Scenario, depth: number): Promise<number> {
  const steps = stepsOf(scenario)
  const seen = new Set([rowsOf(first, scenario.kind)])
  let edge: readonly Place[] = [{ world: first, path: [] }]
  for (let call = 0; call < depth; call++) {
    const next: Place[] = []
    for (const place of edge) next.push(...(await beyond(place, scenario, steps, seen)))
    edge = next
  }
  return seen.size
}

interface Place {
  readonly world: World
  readonly path: readonly string[]
}

/** Where one call leads that nobody has been yet. */
async function beyond(
  { world, path }: Place,
  { kind }: Scenario,
  steps: readonly Step[],
  seen: Set<string>,
): Promise<readonly Place[]> {
  const found: Place[] = []
  const bytes = world.database.serialize()
  for (const [name, take] of steps) {
    const here = await openWorld({ bytes, entries: world.journal.entries, now: world.clock.now })
    // What is refused leaves the rows as they were; which refusals there are is for register.test.ts.
    await take(here).catch(() => undefined)
    await mustBeShut(here, kind, [...path, name])
    const rows = rowsOf(here, kind)
    if (seen.has(rows)) here.database.close()
    else {
      seen.add(rows)
      await mustBeShut(await reopened(here), kind, [...path, name, 'restart'])
      found.push({ world: here, path: [...path, name] })
    }
  }
  world.database.close()
  return found
}

test('the same search finds the way as soon as a second person is in it', async () => {
  const world = await prepared(['owner'])
  const version = await propose(world, 'useCase', drafting)
  await world.register.act(by(solo), version, owner)
  await world.register.act(by('ivo'), version, itSecurity)
  await assert.rejects(mustBeShut(world, 'useCase', []))
})
