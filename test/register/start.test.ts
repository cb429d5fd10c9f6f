import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { GatewayError } from '@stellwerk/contract/error'

import {
  approved,
  approves,
  by,
  drafting,
  noRepresentation,
  openWorld,
  propose,
  refusedWith,
  reopened,
  started,
  stateOf,
} from './world.ts'

describe('a start', () => {
  test('finds everything as it was', async () => {
    const world = await started()
    const digest = await approved(world)
    const again = await reopened(world)
    assert.equal(await stateOf(again, digest), 'inForce')
    assert.equal(again.journal.entries.length, world.journal.entries.length)
    assert.equal((await again.store.mark())?.size, world.journal.entries.length)
  })

  test('reads only what came after the last look, and looks again at what is not settled', async () => {
    const world = await started()
    await approved(world)
    await world.register.expire()
    const settled = world.journal.entries.length
    assert.equal((await world.store.mark())?.size, settled)
    world.journal.fate = 'lost'
    await assert.rejects(propose(world, 'deployment'))
    await world.register.expire()
    assert.equal((await world.store.mark())?.size, settled)
  })

  for (const [fate, state, acts] of [
    ['refused', 'proposed', 1],
    ['lost', 'inForce', 2],
  ] as const) {
    test(`after the last act was ${fate}`, async () => {
      const world = await started()
      await propose(world, 'organisation', noRepresentation)
      const version = await propose(world, 'useCase', drafting)
      await world.register.act(by('olga'), version, approves('owner'))
      world.journal.fate = fate
      await assert.rejects(world.register.act(by('ivo'), version, approves('itSecurity')), refusedWith('record_failed'))
      assert.equal(await stateOf(world, version.digest), 'proposed')
      const again = await reopened(world)
      assert.equal(await stateOf(again, version.digest), state)
      assert.equal((await again.register.actsOn(version.digest)).length, acts)
      assert.deepEqual(await again.store.pending(), [])
    })
  }

  test('with a store from before says what it lacks', async () => {
    const world = await started()
    await propose(world, 'organisation', noRepresentation)
    const bytes = world.database.serialize()
    const version = await propose(world, 'useCase', drafting)
    await world.register.act(by('olga'), version, approves('owner'))
    await assert.rejects(openWorld({ bytes, entries: world.journal.entries }), (error) => {
      assert.ok(refusedWith('register_behind')(error) && error instanceof GatewayError)
      assert.match(String(error.details['missing']), /objectVersion useCase one \(.* 8\), act useCase one/)
      return true
    })
  })

  test('with a store from before a withdrawal is refused as well', async () => {
    const world = await started()
    const digest = await approved(world)
    const bytes = world.database.serialize()
    await world.register.withdraw(by('ada'), digest)
    await assert.rejects(openWorld({ bytes, entries: world.journal.entries }), refusedWith('register_behind'))
  })

  test('with a journal from before is refused', async () => {
    const world = await started()
    const entries = [...world.journal.entries]
    await approved(world)
    await assert.rejects(openWorld({ bytes: world.database.serialize(), entries }), refusedWith('register_ahead'))
    await assert.rejects(openWorld({ bytes: world.database.serialize(), entries: [] }), refusedWith('register_ahead'))
  })

  test('with a body that somebody changed is refused', async () => {
    const world = await started()
    await approved(world)
    world.database.run('DROP TRIGGER register_version_is_never_changed')
    world.database.run(`UPDATE register_version SET body = replace(body, '"strict":false', '"strict":true')`)
    await assert.rejects(reopened(world), refusedWith('register_broken'))
  })

  test('tells the journal what took effect without it', async () => {
    const world = await started()
    const digest = await approved(world)
    world.journal.fate = 'refused'
    await world.register.withdraw(by('ada'), digest)
    const again = await reopened(world)
    const last = again.journal.entries.at(-1)?.draft
    assert.ok(last?.type === 'objectVersion' && last.state === 'withdrawn' && last.cause === 'withdrawn')
  })
})
