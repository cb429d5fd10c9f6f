// Roles over the real register: what is given stands in the journal, holders of protected roles are told, and a reset suspends.
import { strict as assert } from 'node:assert'

import { beforeEach, test } from 'bun:test'

import { GatewayError } from '../../packages/contract/src/error.ts'
import type { Role } from '../../packages/contract/src/register/role.ts'
import { letterOf } from '../../packages/server/src/people/outbox.ts'
import { RoleBook, type RoleNews } from '../../packages/server/src/people/role-book.ts'
import { sqliteProposalStore } from '../../packages/server/src/storage/sqlite/proposal-store.ts'
import { tablesOf } from '../../packages/server/src/storage/sqlite/store.ts'
import { dayMs, idOf, openWorld, type World } from '../register/world.ts'

let world: World
let book: RoleBook
let told: RoleNews[]
const [anna, bert, rita, paul] = ['ada', 'otto', 'emil', 'vera'].map(idOf) as [string, string, string, string] // Four of four.
beforeEach(async () => {
  world = await openWorld()
  told = []
  book = new RoleBook({
    ledger: world.register,
    proposals: sqliteProposalStore({ db: tablesOf(world.database) }),
    tellHolders: async (news) => void told.push(news),
    now: () => world.clock.now,
  })
  await book.giveByLink(anna, ['administrator'], undefined)
  world.clock.now += 1
})

const refusalOf = async (asking: Promise<unknown>): Promise<string> => {
  const error: unknown = await asking.then(
    () => 'let in',
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof GatewayError)) return String(error)
  return String(error.details['refusal'] ?? error.code)
}
const journaled = (): readonly string[] =>
  world.journal.entries.map(({ draft }) =>
    'role' in draft ? `${draft.type} ${draft.role} ${'how' in draft ? draft.how : ''}` : draft.type,
  )

test('set-up: one administrator by a link, and never again by one', async () => {
  assert.deepEqual(journaled(), ['roleGrant administrator setup'])
  assert.ok(await book.isSetUp())
  assert.equal(await refusalOf(book.mayLink(['administrator'], undefined)), 'setUpOver')
  assert.equal(await refusalOf(book.giveByLink(paul, ['administrator'], undefined)), 'setUpOver')
})

test('what approves waits for a second administrator, and then stands in the journal', async () => {
  await book.give({ person: bert, role: 'administrator', by: anna })
  world.clock.now += 1
  const proposal = await book.give({ person: paul, role: 'management', by: anna })
  assert.deepEqual(await book.rolesOf(paul), [])
  assert.equal(await refusalOf(book.second(proposal.id, anna)), 'notSecond')
  assert.equal(await refusalOf(book.second(proposal.id, paul)), 'notSecond')
  await book.second(proposal.id, bert)
  assert.deepEqual(await book.rolesOf(paul), ['management'])
  assert.equal(await refusalOf(book.second(proposal.id, bert)), 'not_found')
  assert.equal(journaled().at(-1), 'roleGrant management administrator')
})

test('a proposal ends after a week', async () => {
  await book.give({ person: bert, role: 'administrator', by: anna })
  world.clock.now += 1
  const { id } = await book.give({ person: paul, role: 'owner', by: anna })
  world.clock.now += 7 * dayMs
  assert.equal(await refusalOf(book.second(id, bert)), 'not_found')
})

test('a protected role goes from holder to holder, and all of them are told', async () => {
  await book.giveByLink(rita, ['employeeRepresentation'], undefined)
  assert.equal(await refusalOf(book.give({ person: paul, role: 'employeeRepresentation', by: anna })), 'notHolder')
  await book.followGroups(paul, ['employeeRepresentation', 'member'])
  assert.deepEqual(await book.rolesOf(paul), ['member'])
  world.clock.now += 1
  await book.give({ person: paul, role: 'employeeRepresentation', by: rita })
  assert.deepEqual(told.at(-1), { role: 'employeeRepresentation', what: 'given', person: paul, tell: [rita, paul] })
})

test('a reset by somebody else suspends, holders hear it, and only a holder gives the role back', async () => {
  await book.giveByLink(rita, ['employeeRepresentation'], undefined)
  world.clock.now += 1
  await book.give({ person: paul, role: 'employeeRepresentation', by: rita })
  world.clock.now += 1
  await book.suspend(paul, anna)
  assert.deepEqual(await book.rolesOf(paul), [])
  assert.deepEqual(told.at(-1), { role: 'employeeRepresentation', what: 'suspended', person: paul, tell: [rita, paul] })
  assert.equal(journaled().at(-1), 'roleEnd employeeRepresentation suspended')
  assert.equal(await refusalOf(book.give({ person: paul, role: 'employeeRepresentation', by: anna })), 'notHolder')
  world.clock.now += 1
  await book.give({ person: paul, role: 'employeeRepresentation', by: rita })
  assert.deepEqual(await book.rolesOf(paul), ['employeeRepresentation'])
})

test('groups that are left take the role with them, at the next sign-in', async () => {
  await book.followGroups(paul, ['owner', 'member'])
  assert.deepEqual((await book.rolesOf(paul)).toSorted(), ['member', 'owner'])
  await book.followGroups(paul, ['member'])
  assert.deepEqual(await book.rolesOf(paul), ['member'])
  assert.equal(journaled().at(-1), 'roleEnd owner group')
})

test('where the journal refuses, nobody gets a role', async () => {
  world.journal.fate = 'refused'
  assert.equal(await refusalOf(book.giveByLink(rita, ['employeeRepresentation'], undefined)), 'record_failed')
  assert.deepEqual(await book.rolesOf(rita), [])
  assert.deepEqual(told, [])
})

test('the local operator only takes away', async () => {
  const [grant] = await book.grants()
  await book.end(grant?.id ?? '', undefined)
  assert.deepEqual(await book.rolesOf(anna), [])
  assert.equal(await refusalOf(book.mayLink(['administrator'], undefined)), 'setUpOver')
})

test('the letter names nobody and cannot be turned into another one', () => {
  const role: Role = 'employeeRepresentation'
  const how = { to: 'rita@council.example', at: 0, publicUrl: 'https://llm.example' }
  const letter = letterOf({ role, what: 'suspended', person: paul }, how)
  assert.match(letter, /^Date: Thu, 01 Jan 1970 00:00:00 \+0000\r\nTo: rita@council\.example\r\n/)
  assert.match(letter, /Beschäftigtenvertretung/)
  assert.throws(() =>
    letterOf({ role, what: 'given', person: paul }, { ...how, to: 'a@b.example\r\nBcc: c@d.example' }),
  )
})
