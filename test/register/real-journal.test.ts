// Goal: the register on a store and a journal as a server has them, across two starts.
import { strict as assert } from 'node:assert'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'

import { parseConfig } from '@stellwerk/contract/config'
import { GatewayError } from '@stellwerk/contract/error'
import { exampleBodies } from '@stellwerk/contract/register/example-bodies'

import { openJournal } from '../../packages/server/src/journal-wiring.ts'
import { openRegister } from '../../packages/server/src/register-wiring.ts'
import type { Register } from '../../packages/server/src/registry/register.ts'
import { openStore } from '../../packages/server/src/storage/sqlite/store.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { approves, by, idOf, people } from './world.ts'

const newFolder = temporaryFolders('register')

async function during(folder: string, work: (register: Register) => Promise<void>): Promise<void> {
  const config = { ...parseConfig({ journal: { name: 'gateway.example' } }), data: folder }
  const openedAt = Date.now()
  const { journal, close } = await openJournal(config, { version: '0.2.0' }, { event: () => undefined })
  const store = openStore({ dataDirectory: folder, now: openedAt })
  try {
    for (const person of Object.values(people))
      await store.db
        .insertInto('person')
        .values({ id: idOf(person), created_at: openedAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    await work(await openRegister({ store, journal, dataDirectory: folder, openedAt, onChanged: () => undefined }))
  } finally {
    await store.close()
    await close()
  }
}

test('what was approved is in force after a restart, and a store from before is refused', async () => {
  const folder = newFolder()
  const store = join(folder, 'stellwerk.sqlite')
  const kept = join(folder, 'kept.sqlite')
  await during(folder, async (register) => {
    await register.grant({ person: idOf('ivo'), role: 'itSecurity', how: 'setup' })
    await register.grant({ person: idOf('ada'), role: 'administrator', how: 'setup' })
  })
  copyFileSync(store, kept)
  await during(folder, async (register) => {
    const { deployment: body } = exampleBodies
    const version = await register.propose(by('ada'), { kind: 'deployment', id: 'one', body, previous: null })
    await register.act(by('ivo'), version, approves('itSecurity'))
    assert.equal((await register.inForce()).length, 1)
    await register.expire()
  })
  await during(folder, async (register) => {
    assert.deepEqual(
      (await register.inForce()).map(({ id }) => id),
      ['one'],
    )
  })
  copyFileSync(kept, store)
  await assert.rejects(
    during(folder, async () => assert.fail('it opened')),
    (error) =>
      error instanceof GatewayError && error.code === 'register_behind' && /deployment one/.test(error.message),
  )
}, 60_000)
