// Goal: what the document says about an answer is what the server gives, for every route of the register and for every refusal. An
// implementation of JSON Schema that is not ours reads the document as it is served.
import { strict as assert } from 'node:assert'

import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { describe, test } from 'bun:test'

import { collections } from '@stellwerk/contract/api/collection'
import { apiRoutes } from '@stellwerk/contract/api/routes'
import { exampleBodies } from '@stellwerk/contract/register/example-bodies'
import { objectKinds } from '@stellwerk/contract/register/kind'

import { type Asker, openApi } from './world.ts'

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>
}

interface OpenApi {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

const world = await openApi()
const document = (await (await world.ask('nobody', 'GET', '/api/openapi.json')).json()) as OpenApi

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats(ajv)
ajv.addSchema(document, 'api')

/** The operation that a path is an example of. */
function operationOf(method: string, path: string): readonly [template: string, Operation] {
  const [bare = ''] = path.split('?')
  const isExample = (template: string): boolean =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare) &&
    document.paths[template]?.[method.toLowerCase()] !== undefined
  const found = Object.keys(document.paths).filter(isExample)
  assert.equal(found.length, 1, `${method} ${path}: ${found.join(', ')}`)
  const [template = ''] = found
  const operation = document.paths[template]?.[method.toLowerCase()]
  assert.ok(operation !== undefined)
  return [template, operation]
}

const seen = new Set<string>()

/** Asks, and holds the answer against what the document promises for its status. */
async function ask(asker: Asker, method: string, path: string, body?: unknown, headers?: Record<string, string>) {
  const answer = await world.ask(asker, method, path, body, headers)
  const [template, operation] = operationOf(method, path)
  const type = answer.headers.get('content-type')?.replace(/;.*/, '') ?? ''
  const promised = operation.responses[answer.status]?.content[type]
  assert.ok(promised !== undefined, `${method} ${path}: ${answer.status} ${type} is not documented`)
  const escaped = template.replaceAll('~', '~0').replaceAll('/', '~1')
  const pointer = `api#/paths/${encodeURIComponent(escaped)}/${method.toLowerCase()}/responses/${answer.status}/content/${type.replaceAll('/', '~1').replace('+', '%2B')}/schema`
  const validate = ajv.getSchema(pointer) ?? ajv.compile({ $ref: pointer })
  const told = (await answer.json()) as Readonly<Record<string, unknown>>
  assert.ok(validate(told), `${method} ${path}: ${ajv.errorsText(validate.errors)}`)
  seen.add(`${operation.operationId} ${answer.ok ? 'answer' : 'problem'}`)
  return { status: answer.status, headers: answer.headers, told }
}

const digestIn = (told: Readonly<Record<string, unknown>>): string =>
  (told['version'] as { readonly digest: string }).digest // Held against the schema just now.

const fresh = { 'if-none-match': '*' }

test('the document is OpenAPI 3.1 and names every route of the server once', () => {
  assert.match(document.openapi, /^3\.1\./)
  const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  assert.deepEqual(documented.toSorted(), apiRoutes.map(({ method, path }) => `${method} ${path}`).toSorted())
  const ids = Object.values(document.paths).flatMap((one) => Object.values(one).map(({ operationId }) => operationId))
  assert.equal(new Set(ids).size, ids.length)
})

test('every schema of the document can be compiled', () => {
  const { components } = document as unknown as { readonly components: { readonly schemas: object } }
  for (const name of Object.keys(components.schemas)) ajv.compile({ $ref: `api#/components/schemas/${name}` })
})

describe('objects', () => {
  for (const kind of objectKinds)
    test(kind, async () => {
      const id = kind === 'organisation' ? kind : 'one'
      const path = `/api/${collections[kind]}`
      const proposed = await ask('operator', 'POST', `${path}/${id}/proposals`, { body: exampleBodies[kind] }, fresh)
      assert.equal(proposed.status, 201)
      const digest = digestIn(proposed.told)
      assert.equal(proposed.headers.get('etag'), `"${digest}"`)
      const read = await ask('administrator', 'GET', `${path}/${id}`)
      assert.equal(read.headers.get('etag'), `"${digest}"`)
      await ask('administrator', 'GET', path)
      await ask('administrator', 'GET', `${path}/${id}/versions`)
      await ask('owner', 'POST', `${path}/${id}/comments`, { digest, text: 'Seen.' })
      await ask('administrator', 'GET', `${path}/${id}/versions/1`)
      const act = { kind: 'approve', role: 'itSecurity', outcome: 'approved' }
      await ask('itSecurity', 'POST', `${path}/${id}/acts`, { digest, act })
      await ask('administrator', 'POST', `${path}/${id}/withdrawals`, { digest, reason: 'a mistake' })
      const gone = await ask('auditor', 'GET', `${path}/${id}/versions/1`)
      assert.equal((gone.told['version'] as { readonly state: string }).state, 'withdrawn')
    })
})

describe('acts', () => {
  test('each kind, with its document, and what it does to the version', async () => {
    const path = '/api/works-agreements/acted'
    const made = await ask('owner', 'POST', `${path}/proposals`, { body: exampleBodies.worksAgreement }, fresh)
    const digest = digestIn(made.told)
    const document_ = { sha256: 'a'.repeat(64), resolvedOn: '2026-11-01' }
    const agreed = { kind: 'agreement', role: 'employeeRepresentation', outcome: 'agreed', document: document_ }
    const first = await ask('employeeRepresentation', 'POST', `${path}/acts`, { digest, act: agreed })
    assert.equal(first.told['state'], 'proposed')
    const approved = { kind: 'approve', role: 'management', outcome: 'approved', expiresOn: '2027-11-23' }
    const second = await ask('management', 'POST', `${path}/acts`, { digest, act: approved })
    assert.equal(second.told['state'], 'inForce')
    const { acts } = (await ask('auditor', 'GET', `${path}/versions/1`)).told as { readonly acts: { id: string }[] }
    const back = await ask('management', 'POST', `${path}/withdrawals`, { digest, act: acts[1]?.id })
    assert.equal(back.told['state'], 'withdrawn')
    await ask('auditor', 'GET', path)
  })

  test('an opinion that is waited for, with conditions', async () => {
    const path = '/api/legal-bases/asked'
    const wish = { body: exampleBodies.legalBasis, opinionDueOn: '2026-12-24' }
    const digest = digestIn((await ask('owner', 'POST', `${path}/proposals`, wish, fresh)).told)
    const opinion = {
      kind: 'opinion',
      role: 'dataProtectionOfficer',
      outcome: 'withConditions',
      conditions: ['Review in March.'],
    }
    await ask('dataProtectionOfficer', 'POST', `${path}/acts`, { digest, act: opinion })
    const read = (await ask('auditor', 'GET', path)).told as { readonly standing: { readonly cautions: string[] } }
    assert.deepEqual(read.standing.cautions, ['opinionWithConditions'])
  })
})

// Goal: whoever was faster is not overwritten unseen.
describe('whoever was faster', () => {
  const path = '/api/groups/raced'
  const body = exampleBodies.group
  test('is not overwritten', async () => {
    assert.equal((await ask('owner', 'POST', `${path}/proposals`, { body })).status, 428)
    const first = await ask('owner', 'POST', `${path}/proposals`, { body }, fresh)
    const etag = first.headers.get('etag') ?? ''
    const again = await ask('owner', 'POST', `${path}/proposals`, { body }, fresh)
    assert.deepEqual([again.status, again.told['code']], [412, 'register_stale'])
    const changed = { body: { ...body, purpose: 'Another.' } }
    assert.equal((await ask('owner', 'POST', `${path}/proposals`, changed, { 'if-match': etag })).status, 201)
    assert.equal((await ask('owner', 'POST', `${path}/proposals`, changed, { 'if-match': etag })).status, 412)
    for (const odd of ['*', 'W/"x"', '"x"', ''])
      assert.equal((await ask('owner', 'POST', `${path}/proposals`, changed, { 'if-match': odd })).status, 412, odd)
  })

  test('of ten at once, one gets through', async () => {
    const etag = (await ask('owner', 'GET', path)).headers.get('etag') ?? ''
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        ask(
          'owner',
          'POST',
          `${path}/proposals`,
          { body: { ...body, purpose: `Number ${index}.` } },
          { 'if-match': etag },
        ),
      ),
    )
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((one, other) => one - other),
      [201, ...Array.from({ length: 9 }, () => 412)],
    )
  })
})

describe('pages', () => {
  test('every object comes once, in order, however the pages are cut', async () => {
    for (let index = 0; index < 7; index++)
      await ask('owner', 'POST', `/api/oversights/o-${index}/proposals`, { body: exampleBodies.oversight }, fresh)
    for (const limit of [1, 3, 7, 200]) {
      const ids: string[] = []
      let next: string | undefined = ''
      while (next !== undefined) {
        const cursor: string = next === '' ? '' : `&after=${next}`
        const { told, headers } = await ask('auditor', 'GET', `/api/oversights?limit=${limit}${cursor}`)
        const page = told as { readonly items: { readonly id: string }[]; readonly next?: string }
        assert.ok(page.items.length <= limit)
        ids.push(...page.items.map(({ id }) => id))
        next = page.next
        assert.equal(headers.get('link') !== null, next !== undefined)
      }
      assert.deepEqual(ids, ['o-0', 'o-1', 'o-2', 'o-3', 'o-4', 'o-5', 'o-6', 'one'])
    }
    const versions = (await ask('auditor', 'GET', '/api/groups/raced/versions?limit=2&after=1')).told as {
      readonly items: { readonly number: number }[]
    }
    assert.deepEqual(
      versions.items.map(({ number }) => number),
      [2, 3],
    )
  })

  for (const query of ['limit=0', 'limit=201', 'limit=-1', 'limit=x', 'after=_', 'after=', 'unknown=1', 'limit=1e2'])
    test(`refused: ${query}`, async () =>
      assert.equal((await ask('auditor', 'GET', `/api/groups?${query}`)).status, 400))
})

// Goal: a refusal is a problem detail (RFC 9457) in the language that was asked for, and names what is wrong.
describe('refusals', () => {
  const german = { 'accept-language': 'de-DE' }
  test('in both languages', async () => {
    const de = await ask('member', 'GET', '/api/policy-sets', undefined, german)
    const en = await ask('member', 'GET', '/api/policy-sets')
    assert.match(String(de.told['detail']), /Das dürfen hier nur: fachlich Verantwortliche/)
    assert.match(String(en.told['detail']), /Only these may do that here: business owner/)
    assert.equal(de.headers.get('content-language'), 'de')
  })

  test('a body that is wrong is named by its path', async () => {
    const body = { ...exampleBodies.group, extra: 1 }
    const { status, told } = await ask(
      'owner',
      'POST',
      '/api/groups/wrong/proposals',
      { body },
      { ...fresh, ...german },
    )
    assert.deepEqual([status, told['code']], [400, 'register_invalid'])
    assert.match(String(told['title']), /extra/)
  })

  test('things that are not there, or are too large', async () => {
    assert.equal((await ask('owner', 'GET', '/api/groups/none')).status, 404)
    assert.equal((await ask('owner', 'GET', '/api/groups/one/versions/99')).status, 404)
    assert.equal((await ask('owner', 'GET', '/api/organisations/another')).status, 404)
    assert.equal((await ask('owner', 'GET', '/api/groups/UPPER')).status, 404)
    const large = { digest: 'a'.repeat(64), text: 'x'.repeat(200_000) }
    assert.equal((await ask('owner', 'POST', '/api/groups/one/comments', large)).status, 413)
    const stale = { digest: 'a'.repeat(64), act: { kind: 'approve', role: 'owner', outcome: 'approved' } }
    assert.equal((await ask('owner', 'POST', '/api/use-cases/one/acts', stale)).status, 412)
  })

  test('people', async () => {
    await ask('owner', 'GET', '/api/me')
    await ask('operator', 'GET', '/api/me')
    await ask('owner', 'GET', '/api/sessions')
    await ask('auditor', 'GET', '/api/roles')
    await ask('auditor', 'GET', '/api/lamps')
    await ask('auditor', 'GET', '/api/health')
    await ask('auditor', 'GET', '/api/licences/state')
    await ask('member', 'GET', '/api/use-cases/none/explain')
    await ask('nobody', 'GET', '/api/me')
  })
})

test('every answer and every refusal of a route of the register was seen', () => {
  for (const { id, kind } of apiRoutes)
    if (kind !== undefined)
      assert.ok(seen.has(`${id}-${kind} answer`) || (id === 'act' && seen.has(`act-${kind} problem`)), `${id} ${kind}`)
  assert.deepEqual(world.faults, [])
})
