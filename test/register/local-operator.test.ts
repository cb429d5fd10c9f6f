// Goal: whoever may open the data directory and has every role comes no further alone: what came over the control socket needs two people.
import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { exampleBodies } from '@stellwerk/contract/register/example-bodies'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import { localOperator, type Role, roles } from '@stellwerk/contract/register/role'

import { approves, by, drafting, idOf, noRepresentation, refusedWith, started, stateOf, type World } from './world.ts'

const favourable = { kind: 'opinion', role: 'dataProtectionOfficer', outcome: 'favourable' } as const

/** Kinds for which one act would do if a person had proposed it. */
const single: readonly [ObjectKind, body: unknown, first: Parameters<World['register']['act']>[2], second: Role][] = [
  ['deployment', exampleBodies.deployment, approves('itSecurity'), 'management'],
  ['upstream', exampleBodies.upstream, approves('itSecurity'), 'management'],
  ['managementAcceptance', exampleBodies.managementAcceptance, approves('management'), 'itSecurity'],
  ['legalBasis', exampleBodies.legalBasis, favourable, 'management'],
  ['impactAssessment', exampleBodies.impactAssessment, favourable, 'management'],
  ['aiActRecord', exampleBodies.aiActRecord, approves('owner'), 'management'],
]

/** Somebody with every role. */
async function everything(): Promise<World> {
  const world = await started()
  await world.register.propose(
    { via: 'socket' },
    { kind: 'organisation', id: 'organisation', body: noRepresentation, previous: null },
  )
  for (const role of roles) await world.register.grant({ person: idOf('solo'), role, how: 'oneTimeLink' })
  return world
}

describe('what the local operator proposes', () => {
  for (const [kind, body, first, second] of single) {
    test(`${kind}: one person is not enough, the second brings it into force`, async () => {
      const world = await everything()
      const { register } = world
      const version = await register.propose({ via: 'socket' }, { kind, id: 'one', body, previous: null })
      assert.equal(version.author, localOperator)
      await register.act(by('solo'), version, first)
      await assert.rejects(register.act(by('solo'), version, approves(second)), refusedWith('act_twice'))
      assert.equal(await stateOf(world, version.digest), 'proposed')
      await register.act(by(second === 'management' ? 'mia' : 'ivo'), version, approves(second))
      assert.equal(await stateOf(world, version.digest), 'inForce')
    })
  }

  test('nothing that two offices approve anyway needs a third', async () => {
    const world = await everything()
    const { register } = world
    const version = await register.propose(
      { via: 'socket' },
      { kind: 'useCase', id: 'one', body: drafting, previous: null },
    )
    await register.act(by('solo'), version, approves('owner'))
    await register.act(by('ivo'), version, approves('itSecurity'))
    assert.equal(await stateOf(world, version.digest), 'inForce')
  })

  test('what needs no act is in force at once, and the organisation is', async () => {
    const world = await everything()
    const { kind, id, body } = {
      kind: 'group' as const,
      id: 'registry',
      body: exampleBodies.group,
    }
    const { digest } = await world.register.propose({ via: 'socket' }, { kind, id, body, previous: null })
    assert.equal(await stateOf(world, digest), 'inForce')
    assert.equal((await world.register.history('organisation', 'organisation')).at(-1)?.state, 'inForce')
  })
})

// Goal: the database refuses as well, whoever writes.
describe('the local operator in the store', () => {
  test('holds no role and says nothing', async () => {
    const world = await everything()
    await assert.rejects(
      world.register.grant({ person: localOperator, role: 'itSecurity', how: 'oneTimeLink' }),
      refusedWith('role_not_held'),
    )
    const session = `INSERT INTO session (digest, id, person_id) VALUES ('${'a'.repeat(64)}', 's', '${localOperator}')`
    assert.throws(() => world.database.run(session), /act_not_entitled/)
  })

  test('a version of its own does not come into force on one act, even where somebody forgot to ask for two', async () => {
    const world = await everything()
    const { register, database, clock } = world
    const version = await register.propose(
      { via: 'socket' },
      { kind: 'deployment', id: 'one', body: exampleBodies.deployment, previous: null },
    )
    await register.act(by('solo'), version, approves('itSecurity'))
    database.run('DROP TRIGGER register_turn_without_acts')
    assert.throws(
      () =>
        database.run(
          `INSERT INTO register_turn (digest, state, at, entry_origin, entry_index) VALUES ('${version.digest}', 'inForce', ${clock.now}, 'log', 9)`,
        ),
      /acts_missing/,
    )
  })
})
