// Goal: who may do what, for every role and every route. Whoever may not is told 403, whoever is nobody 401, and what is not in the table of
// routes is not there.
import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { collections } from '@stellwerk/contract/api/collection'
import { objectOperations, operatorMay, rolesThatMay } from '@stellwerk/contract/api/permission'
import type { ApiRoute } from '@stellwerk/contract/api/route'
import { apiRoutes } from '@stellwerk/contract/api/routes'
import { exampleBodies } from '@stellwerk/contract/register/example-bodies'
import { objectKinds } from '@stellwerk/contract/register/kind'
import { roles } from '@stellwerk/contract/register/role'

import { idOf } from '../register/world.ts'
import { type ApiWorld, type Asker, openApi, publicUrl } from './world.ts'

const askers: readonly Asker[] = [...roles, 'withoutRole', 'nobody', 'operator']

/** Codes with which admission refuses. What the register says afterwards is another matter. */
const refused = ['sign_in_required', 'not_permitted', 'local_operator']

const pathOf = ({ path, kind }: ApiRoute): string =>
  path
    .replace('{id}', kind === 'organisation' ? 'organisation' : 'one')
    .replace('{number}', '1')
    .replace(/\{\w+\}/, 'abcdefgh')

async function codeOf(answer: Response): Promise<string | undefined> {
  const { code } = (await answer.json()) as { readonly code?: string }
  return code
}

const world = await openApi()

const isAdmitted = async (asker: Asker, route: ApiRoute): Promise<boolean> => {
  const body = route.method === 'POST' ? {} : undefined
  const answer = await world.ask(asker, route.method, pathOf(route), body)
  const code = answer.ok ? undefined : await codeOf(answer)
  assert.ok(answer.status < 500 || code === 'not_ready', `${route.path}: ${answer.status} ${code}`)
  return code === undefined || !refused.includes(code)
}

describe('every route', () => {
  for (const route of apiRoutes) {
    test(`${route.method} ${route.path}`, async () => {
      const { people, operator } = route.who
      for (const asker of askers) {
        const isWanted =
          people === 'everybody' ||
          (asker === 'operator' ? operator : asker !== 'nobody' && (people === 'signedIn' || isOneOf(asker, people)))
        assert.equal(await isAdmitted(asker, route), isWanted, asker)
      }
    })
  }
})

function isOneOf(asker: Asker, people: ApiRoute['who']['people']): boolean {
  return typeof people === 'object' && people.some((role) => role === asker)
}

// Goal: what the table says about objects, at its edges. Written out, so that a slip in the table does not prove itself.
describe('objects', () => {
  const cases = [
    ['member', 'read', 'useCase', true],
    ['member', 'read', 'worksAgreement', true],
    ['member', 'read', 'processorContract', false],
    ['member', 'read', 'policySet', false],
    ['member', 'propose', 'useCase', true],
    ['member', 'propose', 'group', false],
    ['member', 'act', 'useCase', false],
    ['auditor', 'read', 'processorContract', true],
    ['auditor', 'propose', 'useCase', false],
    ['auditor', 'comment', 'useCase', false],
    ['auditor', 'withdraw', 'useCase', false],
    ['operator', 'act', 'useCase', false],
    ['operator', 'withdraw', 'useCase', true],
    ['operator', 'propose', 'group', false],
    ['operator', 'propose', 'upstream', true],
    ['employeeRepresentation', 'act', 'worksAgreement', true],
    ['employeeRepresentation', 'propose', 'component', false],
    ['administrator', 'propose', 'organisation', true],
  ] as const
  for (const [role, operation, kind, isWanted] of cases)
    test(`${role} ${isWanted ? 'may' : 'may not'} ${operation} ${kind}`, () =>
      assert.equal(rolesThatMay(operation, kind).includes(role), isWanted))

  test('an auditor changes nothing, and the local operator says nothing', () => {
    for (const kind of objectKinds)
      for (const operation of objectOperations)
        assert.equal(rolesThatMay(operation, kind).includes('auditor'), operation === 'read', `${operation} ${kind}`)
    assert.deepEqual(operatorMay, { read: true, propose: true, act: false, withdraw: true, comment: false })
  })

  // The register has a rule of its own (register-rules.ts); a table that lets in more than that promises what is not kept.
  test('whoever the table lets propose, the register lets propose as well', async () => {
    for (const kind of objectKinds)
      for (const role of rolesThatMay('propose', kind)) {
        const id = kind === 'organisation' ? kind : role.toLowerCase()
        const answer = await world.ask(
          role,
          'POST',
          `/api/${collections[kind]}/${id}/proposals`,
          { body: exampleBodies[kind] },
          unseen,
        )
        assert.notEqual(answer.status, 403, `${role} ${kind}`)
      }
  })
})

const unseen = { 'if-none-match': '*' }

describe('an object of somebody else', () => {
  test('a member withdraws what it proposed, and nothing else', async () => {
    const proposed = async (asker: Asker, id: string): Promise<string> => {
      const answer = await world.ask(
        asker,
        'POST',
        `/api/use-cases/${id}/proposals`,
        { body: exampleBodies.useCase },
        unseen,
      )
      assert.equal(answer.status, 201)
      return ((await answer.json()) as { readonly version: { readonly digest: string } }).version.digest
    }
    const withdraw = (id: string, digest: string): Promise<Response> =>
      world.ask('member', 'POST', `/api/use-cases/${id}/withdrawals`, { digest })
    assert.equal((await withdraw('mine', await proposed('member', 'mine'))).status, 200)
    const theirs = await proposed('owner', 'theirs')
    assert.equal(await codeOf(await withdraw('theirs', theirs)), 'act_not_entitled')
    assert.equal(await codeOf(await withdraw('mine', theirs)), 'act_digest_stale')
  })

  test('an act is withdrawn under its own object only', async () => {
    const { register } = world
    const made = await register.propose(
      { via: 'socket' },
      { kind: 'deployment', id: 'acted', body: exampleBodies.deployment, previous: null },
    )
    const said = { digest: made.digest, act: { kind: 'approve', role: 'itSecurity', outcome: 'approved' } }
    const acted = await world.ask('itSecurity', 'POST', '/api/deployments/acted/acts', said)
    assert.equal(acted.status, 201)
    const { act } = (await acted.json()) as { readonly act: { readonly id: string } }
    const group = await register.propose(
      { via: 'socket' },
      { kind: 'group', id: 'g', body: exampleBodies.group, previous: null },
    )
    const elsewhere = await world.ask('itSecurity', 'POST', '/api/groups/g/withdrawals', {
      digest: group.digest,
      act: act.id,
    })
    assert.equal(elsewhere.status, 404)
    const own = await world.ask('operator', 'POST', '/api/deployments/acted/withdrawals', {
      digest: made.digest,
      act: act.id,
    })
    assert.equal(await codeOf(own), 'local_operator')
    const back = await world.ask('itSecurity', 'POST', '/api/deployments/acted/withdrawals', {
      digest: made.digest,
      act: act.id,
    })
    assert.equal(back.status, 200)
  })

  test('a session of somebody else is not found', async () => {
    const theirs = await sessionIdOf(world, 'owner')
    assert.equal((await world.ask('member', 'DELETE', `/api/sessions/${theirs}`)).status, 404)
    const own = await world.ask('owner', 'DELETE', `/api/sessions/${theirs}`)
    assert.equal(own.status, 200)
    assert.equal((await world.ask('owner', 'GET', '/api/me')).status, 401)
    world.clock.now += 1
  })
})

async function sessionIdOf({ ask }: ApiWorld, asker: Asker): Promise<string> {
  const { session } = (await (await ask(asker, 'GET', '/api/me')).json()) as {
    readonly session: { readonly id: string }
  }
  return session.id
}

// Goal: who is asked is the session, not the page that happens to have it.
describe('who is there', () => {
  const send = (headers: Record<string, string>, method = 'GET', path = '/api/me'): Promise<Response> =>
    world.send(
      new Request(`${publicUrl}${path}`, {
        method,
        headers: { ...headers, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
        ...(method === 'POST' ? { body: '{}' } : {}),
      }),
    )
  const proposals = '/api/groups/one/proposals'

  test('a path that is not there says so only to whoever is signed in', async () => {
    assert.equal((await send({}, 'GET', '/api/nothing')).status, 401)
    assert.equal((await world.ask('member', 'GET', '/api/nothing')).status, 404)
    assert.equal((await world.ask('member', 'PUT', '/api/me', {})).status, 404)
  })

  const nobody: readonly [why: string, headers: Record<string, string>][] = [
    ['nothing', {}],
    ['a key for models', { authorization: 'Bearer swk_live_abcdefgh_0000' }],
    ['an invented cookie', { cookie: `__Host-stellwerk=sws_${'A'.repeat(43)}` }],
    ['an invented token', { authorization: `Bearer swt_${'A'.repeat(43)}` }],
    ['a cookie for evaluation', { cookie: `stellwerk-evaluation=sws_${'A'.repeat(43)}` }],
  ]
  for (const [why, headers] of nobody)
    test(`nobody: ${why}`, async () => assert.equal((await send(headers)).status, 401))

  test('a token of a terminal is one, and needs no page', async () => {
    const authorization = `Bearer ${await world.secretOf('h-administrator', 'terminal')}`
    assert.equal((await send({ authorization })).status, 200)
    assert.equal(await codeOf(await send({ authorization }, 'POST', proposals)), 'precondition_missing')
    const cookie = `__Host-stellwerk=${await world.secretOf('h-administrator', 'terminal')}`
    assert.equal((await send({ cookie })).status, 401, 'not as a cookie')
  })

  test('a cookie changes something only from our own page, and by a call', async () => {
    const cookie = `__Host-stellwerk=${await world.secretOf('h-administrator')}`
    const own = { cookie, origin: publicUrl, 'sec-fetch-site': 'same-origin', 'x-stellwerk-request': '1' }
    const foreign: readonly [string, Record<string, string>][] = [
      ['without Origin', { cookie, 'sec-fetch-site': 'same-origin', 'x-stellwerk-request': '1' }],
      ['another Origin', { ...own, origin: 'https://evil.example' }],
      ['another site', { ...own, 'sec-fetch-site': 'cross-site' }],
      ['a form', { cookie, origin: publicUrl, 'sec-fetch-site': 'same-origin' }],
    ]
    for (const [why, headers] of foreign)
      assert.equal(await codeOf(await send(headers, 'POST', proposals)), 'sign_in_elsewhere', why)
    assert.equal(await codeOf(await send(own, 'POST', proposals)), 'precondition_missing')
  })

  test('an act needs a sign-in of the last minutes, a proposal does not', async () => {
    const authorization = `Bearer ${await world.secretOf('h-itSecurity', 'terminal')}`
    world.clock.now += 6 * 60_000
    assert.equal(await codeOf(await send({ authorization }, 'POST', '/api/groups/one/acts')), 'sign_in_stale')
    assert.equal(await codeOf(await send({ authorization }, 'POST', proposals)), 'precondition_missing')
  })

  test('a delegate has the role while it is lent', async () => {
    const { register, clock, secretOf } = world
    const authorization = `Bearer ${await secretOf('withoutRole', 'terminal')}`
    const path = '/api/processor-contracts'
    assert.equal((await send({ authorization }, 'GET', path)).status, 403)
    const owner = { via: 'session', person: idOf('h-owner') } as const
    await register.delegate(owner, idOf('withoutRole'), 'owner', clock.now + 60_000)
    assert.equal((await send({ authorization }, 'GET', path)).status, 200)
    clock.now += 60_000
    assert.equal((await send({ authorization }, 'GET', path)).status, 403)
  })
})
