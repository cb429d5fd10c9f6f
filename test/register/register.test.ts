import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import type { StatedAct } from '@stellwerk/contract/register/act'
import { exampleBodies } from '@stellwerk/contract/register/example-bodies'

import {
  approved,
  approves,
  by,
  dayMs,
  document,
  drafting,
  idOf,
  noRepresentation,
  people,
  propose,
  refusedWith,
  started,
  stateOf,
  type World,
} from './world.ts'

describe('a use case', () => {
  test('is in force with the last act that it needs, and with its entry', async () => {
    const world = await started()
    const { register, journal } = world
    await propose(world, 'organisation', noRepresentation)
    const version = await propose(world, 'useCase', drafting)
    assert.equal(await stateOf(world, version.digest), 'proposed')
    await register.act(by('olga'), version, approves('owner'))
    assert.equal(await stateOf(world, version.digest), 'proposed')
    assert.deepEqual(
      (await register.standingOf(version.digest)).missing.map(({ required, suppliers }) => [required.role, suppliers]),
      [['itSecurity', 1]],
    )
    await register.act(by('ivo'), version, approves('itSecurity'))
    assert.equal(await stateOf(world, version.digest), 'inForce')
    const told = journal.entries
      .map(({ draft }) => (draft.type === 'objectVersion' ? draft.state : draft.type))
      .slice(-5)
    assert.deepEqual(told, ['inForce', 'proposed', 'act', 'act', 'inForce'])
    assert.doesNotMatch(JSON.stringify(journal.entries.map(({ draft }) => draft)), /olga|ivo|ada/)
    assert.deepEqual(journal.entries.at(-2)?.identities, { person: idOf('ivo') })
  })

  test('with a later version is superseded when that is in force, not before', async () => {
    const world = await started()
    const first = await approved(world)
    const second = await propose(world, 'useCase', { ...drafting, strict: true }, { previous: first })
    assert.deepEqual([await stateOf(world, first), await stateOf(world, second.digest)], ['inForce', 'proposed'])
    await world.register.act(by('olga'), second, approves('owner'))
    await world.register.act(by('ivo'), second, approves('itSecurity'))
    assert.deepEqual([await stateOf(world, first), await stateOf(world, second.digest)], ['superseded', 'inForce'])
  })

  test('that is changed after approval needs everybody again, and the old version goes nowhere', async () => {
    const world = await started()
    await propose(world, 'organisation', noRepresentation)
    const first = await propose(world, 'useCase', drafting)
    await world.register.act(by('olga'), first, approves('owner'))
    const second = await propose(world, 'useCase', { ...drafting, strict: true }, { previous: first.digest })
    await assert.rejects(world.register.act(by('ivo'), first, approves('itSecurity')), refusedWith('act_closed'))
    await world.register.act(by('ivo'), second, approves('itSecurity'))
    assert.equal(await stateOf(world, second.digest), 'proposed')
  })

  test('goes out at once when an act is withdrawn, also if the journal does not take it', async () => {
    const world = await started()
    const digest = await approved(world)
    const [act] = await world.register.actsOn(digest)
    world.journal.fate = 'refused'
    const before = world.changes()
    await world.register.withdrawAct(by('olga'), act?.id ?? '', 'changed my mind')
    assert.equal(await stateOf(world, digest), 'withdrawn')
    assert.equal(world.changes() - before, 1)
    world.journal.fate = 'written'
    assert.equal(await world.register.tellOwed(), 0)
    assert.deepEqual(
      world.journal.entries.slice(-2).map(({ draft }) => draft.type),
      ['objectVersion', 'actWithdrawn'],
    )
    const count = world.journal.entries.length
    assert.equal(await world.register.tellOwed(), 0)
    assert.equal(world.journal.entries.length, count)
  })

  test('goes out when an act runs out, and not a day before', async () => {
    const world = await started()
    await propose(world, 'organisation', noRepresentation)
    const version = await propose(world, 'useCase', drafting)
    await world.register.act(by('olga'), version, { ...approves('owner'), expiresOn: '2026-11-30' })
    await world.register.act(by('ivo'), version, approves('itSecurity'))
    assert.equal(await world.register.nextExpiry(), Date.parse('2026-12-01'))
    world.clock.now = Date.parse('2026-12-01') - 1
    assert.deepEqual(await world.register.expire(), [])
    world.clock.now += 1
    assert.deepEqual(await world.register.expire(), [version.digest])
    assert.equal(await stateOf(world, version.digest), 'withdrawn')
  })

  test('stays when a role ends after it came into force, and does not come into force with one that ended before', async () => {
    const world = await started()
    const digest = await approved(world)
    const second = await propose(world, 'useCase', drafting, { previous: digest })
    await world.register.act(by('olga'), second, approves('owner'))
    const grant = (await world.register.grants()).find(({ person }) => person === idOf('olga'))
    world.clock.now += 1
    await world.register.endGrant(grant?.id ?? '', 'suspended', idOf('ada'))
    await world.register.act(by('ivo'), second, approves('itSecurity'))
    assert.deepEqual([await stateOf(world, digest), await stateOf(world, second.digest)], ['inForce', 'proposed'])
    assert.deepEqual(
      (await world.register.standingOf(second.digest)).voided.map(({ why }) => why),
      ['roleEnded'],
    )
  })

  test('that an office refused is refused for good', async () => {
    const world = await started()
    await propose(world, 'organisation', noRepresentation)
    const version = await propose(world, 'useCase', drafting)
    await world.register.act(by('ivo'), version, { ...approves('itSecurity'), outcome: 'refused', comment: 'too open' })
    assert.equal(await stateOf(world, version.digest), 'refused')
    await assert.rejects(world.register.act(by('olga'), version, approves('owner')), refusedWith('act_closed'))
  })

  test('needs everybody where everything comes together', async () => {
    const world = await started()
    const { register } = world
    await propose(world, 'organisation')
    const body = { ...exampleBodies.useCase, profile: 'annexIII' }
    const version = await propose(world, 'useCase', body, { opinionDueOn: '2026-12-24' })
    await register.act(by('olga'), version, approves('owner'))
    await register.act(by('ivo'), version, approves('itSecurity'))
    await register.act(by('emil'), version, {
      kind: 'agreement',
      role: 'employeeRepresentation',
      outcome: 'agreed',
      document,
    })
    const no = await register.act(by('dora'), version, {
      kind: 'opinion',
      role: 'dataProtectionOfficer',
      outcome: 'negative',
    })
    assert.equal(await stateOf(world, version.digest), 'proposed')
    await register.act(by('mia'), version, {
      ...approves('management'),
      answers: no.id,
      comment: 'The purpose outweighs it, see file 7.',
    })
    assert.equal(await stateOf(world, version.digest), 'inForce')
    assert.deepEqual((await register.standingOf(version.digest)).cautions, ['negativeOpinion'])
  })

  test('waits for an opinion until the day that was set', async () => {
    const world = await started()
    const { register, clock } = world
    await propose(world, 'organisation', noRepresentation)
    const version = await propose(
      world,
      'useCase',
      { ...drafting, profile: 'personalData' },
      { opinionDueOn: '2026-12-24', author: 'olga' },
    )
    const none: StatedAct = { kind: 'opinion', role: 'administrator', outcome: 'none' }
    await register.grant({ person: idOf('otto'), role: 'owner', how: 'administrator', by: idOf('ada') })
    await register.act(by('otto'), version, approves('owner'))
    await register.act(by('ivo'), version, approves('itSecurity'))
    await assert.rejects(register.act(by('ada'), version, none), refusedWith('act_too_early'))
    clock.now = Date.parse('2026-12-25')
    await register.act(by('ada'), version, none)
    assert.equal(await stateOf(world, version.digest), 'inForce')
    assert.deepEqual((await register.standingOf(version.digest)).cautions, ['noOpinion'])
  })
})

describe('it is refused', () => {
  const rows: readonly [why: string, code: string, attempt: (world: World) => Promise<unknown>][] = [
    [
      'that a key proposes',
      'act_by_key',
      (world) =>
        world.register.propose(
          { via: 'key', keyId: 'abcdefgh' },
          { kind: 'group', id: 'one', body: {}, previous: null },
        ),
    ],
    [
      'that the control socket says something',
      'act_by_key',
      async (world) =>
        world.register.act({ via: 'socket' }, await propose(world, 'deployment'), approves('itSecurity')),
    ],
    [
      'that a stranger proposes',
      'act_not_entitled',
      (world) => propose(world, 'useCase', drafting, { author: 'nobody' }),
    ],
    ['that a body is wrong', 'register_invalid', (world) => propose(world, 'useCase', {})],
    [
      'that the officer is given six days',
      'register_invalid',
      (world) => propose(world, 'useCase', drafting, { opinionDueOn: '2026-11-30' }),
    ],
    [
      'that the officer is given until some time',
      'register_invalid',
      (world) => propose(world, 'useCase', drafting, { opinionDueOn: '2027' }),
    ],
    [
      'that there is a second organisation',
      'register_invalid',
      (world) => propose(world, 'organisation', noRepresentation, { id: 'another' }),
    ],
    [
      'that a version follows on nothing',
      'register_stale',
      (world) => propose(world, 'useCase', drafting, { previous: 'b'.repeat(64) }),
    ],
    [
      'that two versions follow on the same',
      'register_stale',
      async (world) => {
        await propose(world, 'group')
        await propose(world, 'group')
      },
    ],
    [
      'that a key approves',
      'act_by_key',
      async (world) =>
        world.register.act(
          { via: 'key', keyId: 'abcdefgh' },
          await propose(world, 'deployment'),
          approves('itSecurity'),
        ),
    ],
    [
      'that the author approves',
      'act_by_author',
      async (world) =>
        world.register.act(
          by('ivo'),
          await propose(world, 'deployment', undefined, { author: 'ivo' }),
          approves('itSecurity'),
        ),
    ],
    [
      'that one person approves twice',
      'act_twice',
      async (world) => {
        await world.register.grant({ person: idOf('olga'), role: 'itSecurity', how: 'administrator', by: idOf('ada') })
        const version = await propose(world, 'useCase', drafting)
        await world.register.act(by('olga'), version, approves('owner'))
        await world.register.act(by('olga'), version, approves('itSecurity'))
      },
    ],
    [
      'that one person approves in another role',
      'act_not_entitled',
      async (world) => world.register.act(by('olga'), await propose(world, 'deployment'), approves('itSecurity')),
    ],
    [
      'that administration approves',
      'act_malformed',
      async (world) =>
        world.register.act(
          by('ada'),
          await propose(world, 'deployment', undefined, { author: 'olga' }),
          approves('administrator'),
        ),
    ],
    [
      'that an agreement is a click',
      'act_document_missing',
      async (world) =>
        world.register.act(by('emil'), await propose(world, 'worksAgreement'), {
          kind: 'agreement',
          role: 'employeeRepresentation',
          outcome: 'agreed',
        }),
    ],
    [
      'that another digest is approved',
      'act_digest_stale',
      async (world) =>
        world.register.act(
          by('ivo'),
          { ...(await propose(world, 'deployment')), digest: 'b'.repeat(64) },
          approves('itSecurity'),
        ),
    ],
    [
      'that another object is approved by its digest',
      'act_digest_stale',
      async (world) =>
        world.register.act(by('ivo'), { ...(await propose(world, 'deployment')), id: 'two' }, approves('itSecurity')),
    ],
    [
      'that a reason is given for nothing',
      'act_answers_nothing',
      async (world) =>
        world.register.act(by('mia'), await propose(world, 'managementAcceptance'), {
          ...approves('management'),
          answers: 'x',
          comment: 'a'.repeat(40),
        }),
    ],
    [
      'that somebody lends a role to itself',
      'act_malformed',
      (world) => world.register.delegate(by('olga'), idOf('olga'), 'owner', world.clock.now + dayMs),
    ],
    [
      'that somebody lends what it does not have',
      'role_not_held',
      (world) => world.register.delegate(by('olga'), idOf('ivo'), 'management', world.clock.now + dayMs),
    ],
    [
      'that a delegation has no end to speak of',
      'act_malformed',
      (world) => world.register.delegate(by('olga'), idOf('ivo'), 'owner', world.clock.now + 367 * dayMs),
    ],
    [
      'that a group leads to a protected role',
      'act_malformed',
      (world) => world.register.grant({ person: idOf('x'), role: 'employeeRepresentation', how: 'group' }),
    ],
    [
      'that an administrator appoints the officer',
      'act_malformed',
      (world) =>
        world.register.grant({
          person: idOf('x'),
          role: 'dataProtectionOfficer',
          how: 'administrator',
          by: idOf('ada'),
        }),
    ],
    [
      'that somebody else enrols a holder',
      'role_not_held',
      (world) =>
        world.register.grant({ person: idOf('x'), role: 'employeeRepresentation', how: 'holder', by: idOf('ada') }),
    ],
    [
      'that somebody grants a role to itself',
      'act_malformed',
      (world) => world.register.grant({ person: idOf('ada'), role: 'owner', how: 'administrator', by: idOf('ada') }),
    ],
    [
      'that somebody without a say ends a version',
      'act_not_entitled',
      async (world) => world.register.withdraw(by('emil'), (await propose(world, 'group')).digest),
    ],
    [
      'that somebody takes back what another said',
      'act_not_entitled',
      async (world) => {
        const version = await propose(world, 'useCase', drafting)
        const { id } = await world.register.act(by('olga'), version, approves('owner'))
        await world.register.withdrawAct(by('ivo'), id)
      },
    ],
  ]
  for (const [why, code, attempt] of rows) {
    test(why, async () => {
      const world = await started()
      await assert.rejects(attempt(world), refusedWith(code))
      assert.deepEqual(await world.store.pending(), [])
      const kinds = (await world.register.inForce()).map(({ kind }) => kind)
      assert.ok(
        kinds.every((kind) => kind === 'group'),
        'only what needs no act is in force',
      )
    })
  }
})

test('a deputy approves for the holder, and each of both counts once', async () => {
  const world = await started()
  const { register } = world
  await register.delegate(by('ivo'), idOf('vera'), 'itSecurity', world.clock.now + dayMs)
  const version = await propose(world, 'deployment')
  const stated = { ...approves('itSecurity'), delegatedBy: idOf('ivo') }
  await assert.rejects(register.act(by('vera'), version, approves('itSecurity')), refusedWith('act_not_entitled'))
  await register.act(by('vera'), version, stated)
  assert.equal(await stateOf(world, version.digest), 'inForce')
  const own = await propose(world, 'deployment', undefined, { id: 'two', author: 'ivo' })
  await assert.rejects(register.act(by('vera'), own, stated), refusedWith('act_by_author'))
  const late = await propose(world, 'deployment', undefined, { id: 'three' })
  world.clock.now += dayMs
  await assert.rejects(register.act(by('vera'), late, stated), refusedWith('act_not_entitled'))
})

test('the local operator can end a version over the control socket', async () => {
  const world = await started()
  const digest = await approved(world)
  await world.register.withdraw({ via: 'socket' }, digest, 'incident')
  assert.equal(await stateOf(world, digest), 'withdrawn')
  await assert.rejects(world.register.withdraw({ via: 'socket' }, digest), refusedWith('register_state'))
})

test('an organisation that loses its staff council needs management, and a use case meanwhile the council', async () => {
  const world = await started()
  const first = await propose(world, 'organisation')
  assert.equal(await stateOf(world, first.digest), 'inForce')
  const second = await propose(world, 'organisation', noRepresentation, { previous: first.digest })
  assert.equal(await stateOf(world, second.digest), 'proposed')
  await world.register.withdraw(by('ada'), first.digest)
  await world.register.withdraw(by('ada'), second.digest)
  const third = await propose(world, 'organisation', noRepresentation, { previous: second.digest })
  assert.equal(await stateOf(world, third.digest), 'proposed')
})

test('comments stand beside a version and change nothing', async () => {
  const world = await started()
  const version = await propose(world, 'deployment')
  await world.register.comment(by('dora'), version.digest, 'Where does it stand?')
  assert.deepEqual(
    (await world.register.comments(version.digest)).map(({ person, text }) => [person, text]),
    [[idOf('dora'), 'Where does it stand?']],
  )
  assert.equal(await stateOf(world, version.digest), 'proposed')
})

test('every role is somebody else', () => assert.equal(new Set(Object.values(people)).size, Object.keys(people).length))
