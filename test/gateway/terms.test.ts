// Goal: what licences ask of callers, from outside: notices that anybody with a key reads, and a route with terms that opens to
// keys which have accepted exactly the text in force, and to no other.
import { afterEach, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type ConfigInput, parseConfig } from '@stellwerk/contract/config'
import type { AcceptanceView } from '@stellwerk/contract/terms-office'
import OpenAI, { APIError } from 'openai'

import { askControl, controlSocketPath } from '../../packages/server/src/commands/control-client.ts'
import type { ConfigSource } from '../../packages/server/src/licence-wiring.ts'
import { audited } from '../journal/audited.ts'
import { filesBelow } from '../journal/erased-bytes.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import {
  chat,
  chunk,
  clearLamps,
  events,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from './inside.ts'

const newFolder = temporaryFolders('terms')

let inside: Inside | undefined
let engine: PlayedEngine | undefined
afterEach(async () => {
  await inside?.close()
  await engine?.close()
  inside = undefined
})

type Use = NonNullable<NonNullable<ConfigInput['useCases']>[number]['use']>
type Component = NonNullable<ConfigInput['components']>[number]

const operator: NonNullable<ConfigInput['operator']> = {
  country: 'DE',
  principalPlaceOfBusiness: 'DE',
  legalForm: 'company',
  competitorOf: [],
  groupAnnualRevenueUSD: 40_000_000,
  groupMAU: 0,
  groupMAUAtModelRelease: 0,
}

const staff: Use = {
  audience: 'staff',
  exposure: 'internal',
  commercial: true,
  modelAsAService: false,
  purposes: ['general-office'],
  decisionMode: 'human-decides',
  placeOfUse: ['DE'],
  trainsOtherModelOnOutputs: false,
  redistributes: false,
  changes: [],
  productMAU: 0,
  endUsers30Days: 40,
  hasBasisForPersonalData: true,
  disclosesAi: true,
}
const customers: Use = { ...staff, audience: 'customers', exposure: 'hosted-service' }
const gemma = 'LicenseRef-gemma-tou-2025-03-24'
const deepseek = 'LicenseRef-deepseek-model-1.0'
const llama = 'LicenseRef-llama-3.3-community'
/** A model under this licence, behind a name with a slash. */
const modelName = 'org/model-1'
function configOf(licence: string, use: Use, component: Partial<Component> = {}): ConfigInput {
  return {
    operator,
    components: [
      {
        id: 'weights',
        kind: 'model',
        name: 'Model-1',
        modality: 'text',
        licence,
        declaredLicence: licence,
        ...component,
      },
    ],
    deployments: [{ id: 'a', model: modelName, upstream: 'a', component: 'weights' }],
    useCases: [
      { id: 'test', title: 'Test', state: 'active', deployments: ['a'], lamps: clearLamps, use },
      { id: 'other', title: 'Other', state: 'active', deployments: [], lamps: clearLamps, use },
    ],
  }
}
async function open(
  licence: string,
  use: Use,
  more: {
    readonly component?: Partial<Component>
    readonly answer?: () => Response
    readonly source?: ConfigSource
  } = {},
): Promise<Inside> {
  engine = playEngine(more.answer ?? (() => Response.json(wholeAnswer())))
  const how = more.source === undefined ? {} : { source: more.source }
  inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }], configOf(licence, use, more.component), how)
  return inside
}
const question = { ...chat(), model: modelName }
const path = `/v1/models/${modelName}`
function get(what: string, headers: Record<string, string> = {}): Promise<Response> {
  assert.ok(inside)
  return fetch(`${inside.url}${path}/${what}`, { headers: { authorization: `Bearer ${inside.key}`, ...headers } })
}
interface Shown {
  readonly required: boolean
  readonly digest: string
  readonly accepted: boolean
  readonly text: string
  readonly licences: readonly string[]
}
async function shown(): Promise<Shown> {
  return (await (await get('terms')).json()) as Shown // Our own answer; a wrong shape fails the checks.
}
async function errorOf(
  answer: Response,
): Promise<{ code: string; message: string; terms?: { digest: string; url: string } }> {
  return ((await answer.json()) as { error: { code: string; message: string } }).error // Likewise.
}
function accept(digest: string, by = 'Legal department'): Promise<Response> {
  assert.ok(inside)
  return inside.post(`${path}/terms`, { digest, by })
}
/** The control API, as the command line reaches it. */
function control(method: 'GET' | 'POST', at: string, body?: object): Promise<unknown> {
  assert.ok(inside)
  const socketPath = controlSocketPath(inside.data)
  return askControl({ socketPath, language: 'en', method, path: at, ...(body === undefined ? {} : { body }) })
}
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
describe('a route with terms', () => {
  test('refuses a key that has accepted nothing, names the text, and opens once it is accepted', async () => {
    const { url, key, post } = await open(gemma, customers)
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 })
    const ask = () =>
      client.chat.completions.create({ model: modelName, messages: [{ role: 'user', content: 'Hallo' }] })
    const refused = await ask().catch((error: unknown) => error)
    assert.ok(refused instanceof APIError)
    assert.equal(refused.status, 403)
    assert.equal(refused.code, 'terms_not_accepted')
    assert.equal(engine?.seen.length, 0)
    const { terms } = refused.error as { terms: { digest: string; url: string } } // The body of our refusal.
    const read = await client.get<Shown>(`/models/${modelName}/terms`).then((body: unknown) => body as Shown) // Ours.
    assert.equal(terms.url, `${url}${path}/terms`)
    assert.equal(read.digest, terms.digest)
    assert.equal(sha256(read.text), read.digest)
    assert.deepEqual(read.licences, [gemma])
    assert.equal(read.accepted, false)

    const accepted = await client.post(`/models/${modelName}/terms`, {
      body: { digest: read.digest, by: 'Legal department' },
    })
    assert.equal((accepted as { accepted: boolean }).accepted, true)
    assert.equal((await ask()).choices[0]?.message.content, 'ok')
    assert.equal((await shown()).accepted, true)
    assert.equal((await post('/v1/chat/completions', question)).status, 200)
  })

  test('opens to the key that accepted and not to another one of the same use case', async () => {
    const { keyFor, post } = await open(gemma, customers)
    const other = await keyFor('test')
    assert.equal((await accept((await shown()).digest)).status, 200)
    const answer = await post('/v1/chat/completions', question, { headers: { authorization: `Bearer ${other}` } })
    assert.equal((await errorOf(answer)).code, 'terms_not_accepted')
  })

  test('says so in German', async () => {
    const { post } = await open(gemma, customers)
    const answer = await post('/v1/chat/completions', question, { headers: { 'accept-language': 'de' } })
    const { message, terms } = await errorOf(answer)
    assert.match(message, /Nutzungsbeschränkungen .* noch nicht zugestimmt hat\./)
    assert.ok(message.length <= 300)
    assert.match(terms?.digest ?? '', /^[0-9a-f]{64}$/)
  })

  test('a digest of another text is refused with the current one, and nothing is accepted', async () => {
    await open(gemma, customers)
    const current = (await shown()).digest
    const answer = await accept('0'.repeat(64))
    assert.equal(answer.status, 400)
    const { code, terms } = await errorOf(answer)
    assert.equal(code, 'terms_changed')
    assert.equal(terms?.digest, current)
    assert.equal((await shown()).accepted, false)
  })

  test('a text that changes has to be accepted anew', async () => {
    const first = await open(gemma, customers)
    assert.equal((await accept((await shown()).digest)).status, 200)
    const before = (await shown()).digest
    await first.opened.stop()
    const again = await first.again({
      components: [
        { id: 'weights', kind: 'model', name: 'Model-2', modality: 'text', licence: gemma, declaredLicence: gemma },
      ],
    })
    const headers = { authorization: `Bearer ${first.key}`, 'content-type': 'application/json' }
    const ask = () =>
      fetch(`${again.publicUrl}/v1/chat/completions`, { method: 'POST', headers, body: JSON.stringify(question) })
    const { code, terms } = await errorOf(await ask())
    assert.equal(code, 'terms_not_accepted')
    assert.notEqual(terms?.digest, before)
    await again.stop()
    // What was accepted is still on record when the old text is back.
    const back = await first.again()
    const answer = await fetch(`${back.publicUrl}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify(question),
    })
    assert.equal(answer.status, 200)
    await back.stop()
  })

  test('a text that changes while the server runs cuts what runs, until it is accepted or as it was', async () => {
    const pieces = Array.from({ length: 400 }, (_, index) => chunk(`${index} `))
    let name = 'Model-1'
    const file = join(newFolder(), 'stellwerk.yaml')
    writeFileSync(file, '')
    const read = () => {
      assert.ok(inside && engine)
      const upstreams = [{ id: 'a', kind: 'vllm' as const, url: engine.url }]
      return parseConfig({ ...configOf(gemma, customers, { name }), upstreams, data: inside.data })
    }
    const { opened, post } = await open(gemma, customers, { answer: () => events(pieces, 20), source: { file, read } })
    const before = await shown()
    await accept(before.digest)
    const answer = await post('/v1/chat/completions', { ...question, stream: true })
    const reader = answer.body?.getReader()
    await reader?.read()

    name = 'Model-2'
    opened.renew()
    let rest = ''
    for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
      rest += new TextDecoder().decode(piece.value)
    }
    assert.match(rest, /"code":"permit_ended"/)
    const after = await shown()
    assert.notEqual(after.digest, before.digest)
    assert.deepEqual([after.accepted, (await accept(before.digest)).status], [false, 400])
    const { code, terms } = await errorOf(await post('/v1/chat/completions', question))
    assert.deepEqual([code, terms?.digest], ['terms_not_accepted', after.digest])

    name = 'Model-1'
    opened.renew()
    assert.deepEqual(await shown(), { ...before, accepted: true })
  })

  test('an acceptance that is withdrawn cuts what runs and shuts the route', async () => {
    const pieces = [
      ...Array.from({ length: 200 }, (_, index) => chunk(`${index} `)),
      chunk('', 'stop'),
      'data: [DONE]\n\n',
    ]
    const { keyId, post } = await open(gemma, customers, { answer: () => events(pieces, 20) })
    const { digest } = await shown()
    await accept(digest)
    const answer = await post('/v1/chat/completions', { ...question, stream: true })
    const reader = answer.body?.getReader()
    await reader?.read()
    const withdrawn = (await control('POST', '/api/terms/withdraw', { key: keyId, by: 'Legal department' })) as {
      acceptances: readonly AcceptanceView[]
    } // From our own program.
    assert.deepEqual(
      withdrawn.acceptances.map((one) => [one.digest, one.withdrawnBy, one.isInForce]),
      [[digest, 'Legal department', false]],
    )
    let rest = ''
    for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
      rest += new TextDecoder().decode(piece.value)
    }
    assert.match(rest, /"code":"permit_ended"/)
    assert.equal((await errorOf(await post('/v1/chat/completions', question))).code, 'terms_not_accepted')
    // And it can be given again.
    assert.equal((await accept(digest)).status, 200)
    assert.equal((await shown()).accepted, true)
  })

  test('a revoked key accepts nothing, neither itself nor through the operator', async () => {
    const { keyId, opened } = await open(gemma, customers)
    const { digest } = await shown()
    await opened.keys.revoke(keyId)
    assert.equal((await accept(digest)).status, 401)
    await assert.rejects(
      control('POST', '/api/terms/accept', { key: keyId, model: modelName, by: 'Legal department' }),
      /revoked/,
    )
  })

  test('the operator accepts for a key, with and without naming the text', async () => {
    const { keyId, post } = await open(gemma, customers)
    const { digest } = await shown()
    const wrong = { key: keyId, model: modelName, digest: '1'.repeat(64), by: 'Legal department' }
    await assert.rejects(control('POST', '/api/terms/accept', wrong), /not the use restrictions/)
    await control('POST', '/api/terms/accept', { key: keyId, model: modelName, by: 'Legal department', how: 'cli' })
    await control('POST', '/api/terms/accept', { key: keyId, model: modelName, digest, by: 'Somebody else' })
    const { acceptances } = (await control('GET', '/api/terms')) as { acceptances: readonly AcceptanceView[] } // Ours.
    assert.deepEqual(
      acceptances.map(({ keyId: id, by, how, isInForce }) => [id, by, how, isInForce]),
      [[keyId, 'Legal department', 'cli', true]],
    )
    assert.equal((await post('/v1/chat/completions', question)).status, 200)
  })

  test('a model without terms has nothing to accept', async () => {
    const { keyId } = await open('Apache-2.0', customers)
    assert.equal((await shown()).required, false)
    const answer = await accept('0'.repeat(64))
    assert.equal(answer.status, 404)
    assert.equal((await errorOf(answer)).code, 'terms_none')
    await assert.rejects(
      control('POST', '/api/terms/accept', { key: keyId, model: modelName, by: 'x' }),
      /no use restrictions/,
    )
  })
})

describe('the journal', () => {
  test('has an entry for each acceptance and withdrawal, with commitments to key and office', async () => {
    const { keyId, data } = await open(gemma, customers)
    const { digest } = await shown()
    await accept(digest)
    await accept(digest) // Again: nothing new.
    await accept('0'.repeat(64))
    await control('POST', '/api/terms/withdraw', { key: keyId, by: 'Legal department' })
    assert.ok(inside)
    const entries = await audited(inside)
    const about = entries.flatMap(({ draft }) => (draft.type === 'licenceTerms' ? [draft] : []))
    assert.deepEqual(
      about.map(({ action, useCase, licence, terms }) => [action, useCase, licence, terms]),
      [
        ['accept', 'test', gemma, digest],
        ['withdraw', 'test', gemma, digest],
      ],
    )
    for (const { commitments } of about) assert.deepEqual(Object.keys(commitments), ['key', 'office'])
    const refused = entries.flatMap(({ draft }) => (draft.type === 'refusal' ? [draft.code] : []))
    assert.deepEqual(refused, ['terms_changed'])
    // Neither key nor office stands in it in words.
    const leaves = filesBelow(join(data, 'journal')).filter((file) => file.includes('/tile/'))
    for (const file of leaves)
      assert.ok(!readFileSync(file).includes('Legal department') && !readFileSync(file).includes(keyId))
  })

  test('that takes nothing accepts nothing', async () => {
    const { stopJournal } = await open(gemma, customers)
    const { digest } = await shown()
    stopJournal()
    const answer = await accept(digest)
    assert.equal(answer.status, 503)
    assert.equal((await errorOf(answer)).code, 'record_failed')
    assert.equal((await shown()).accepted, false)
  })
})

// Goal: own staff is no distribution, unless a licence wants all own users bound (DeepSeek 5).
const within: readonly [why: string, licence: string, use: Use, isBound: boolean][] = [
  ['own staff under Gemma', gemma, staff, false],
  ['own staff under Llama', llama, staff, false],
  ['own staff under DeepSeek', deepseek, staff, true],
  ['customers under Apache', 'Apache-2.0', customers, false],
]
for (const [why, licence, use, isBound] of within) {
  test(`${why}: ${isBound ? 'has to accept' : 'calls as it is'}`, async () => {
    const { post } = await open(licence, use)
    const answer = await post('/v1/chat/completions', question)
    assert.equal(answer.status, isBound ? 403 : 200, await answer.clone().text())
    assert.equal((await shown()).required, isBound)
  })
}

describe('notices', () => {
  test('in three formats, in German and English', async () => {
    await open(llama, customers)
    const formats: readonly [accept: string, type: string, says: RegExp][] = [
      ['application/json', 'application/json', /"any_of":\["Built with Llama"\]/],
      ['*/*', 'application/json', /"missing_copies"/],
      ['text/plain', 'text/plain; charset=utf-8', /^Notices for org\/model-1\n/],
      [
        'text/html;q=0.9, text/plain;q=0.1',
        'text/html; charset=utf-8',
        /<h1>Notices for org&#47;model-1<\/h1>|<h1>Notices for org\/model-1<\/h1>/,
      ],
    ]
    for (const [accept_, type, says] of formats) {
      const answer = await get('notices', { accept: accept_ })
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('content-type'), type)
      const text = await answer.text()
      assert.match(text, says)
      assert.match(text, /Built with Llama/)
      assert.match(text, /a9c89c471f793423afd4cc3ca8671d6e56fe64cb/)
    }
    const german = await get('notices', { accept: 'text/plain', 'accept-language': 'de' })
    assert.match(await german.text(), /^Hinweise zu org\/model-1\n[^]*Der Text liegt hier nicht vor\./)
  })

  test('hold the texts that lie beside the model, as they are, and say which are missing', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'LICENSE'), 'One <b>licence</b>.\n')
    writeFileSync(join(folder, 'USE_POLICY.md'), 'x'.repeat(300_000))
    writeFileSync(join(folder, 'NOTICE'), Uint8Array.of(0xff, 0xfe))
    writeFileSync(join(folder, 'config.json'), '{}')
    symlinkSync('/etc/passwd', join(folder, 'COPYING'))
    mkdirSync(join(folder, 'LICENSES'))
    await open(llama, customers, { component: { folder } })
    const body = (await (await get('notices')).json()) as {
      copies: readonly { file: string; sha256: string; text: string }[]
      missing_copies: readonly { text: string; wanted_by: readonly string[] }[]
    } // Our own answer.
    assert.deepEqual(
      body.copies.map(({ file, sha256: hash, text }) => [file, hash, text]),
      [['LICENSE', sha256('One <b>licence</b>.\n'), 'One <b>licence</b>.\n']],
    )
    assert.deepEqual(
      body.missing_copies.map(({ text }) => text),
      [llama, 'LicenseRef-llama-3.3-aup'],
    )
    assert.deepEqual(body.missing_copies[0]?.wanted_by, ['1.b.i'])
    const page = await (await get('notices', { accept: 'text/html' })).text()
    assert.ok(!page.includes('<b>licence') && page.includes('&#60;b&#62;licence'))
  })

  test('of a model without a component say that nothing is known', async () => {
    engine = playEngine(() => Response.json(wholeAnswer()))
    inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }])
    const answer = await fetch(`${inside.url}/v1/models/m/notices`, {
      headers: { authorization: `Bearer ${inside.key}`, accept: 'text/plain' },
    })
    assert.match(await answer.text(), /No work with a licence is on file/)
  })

  // Goal: a path leads to a model of this key, or to nothing.
  const strange: readonly [path: string, status: number][] = [
    [`/v1/models/${modelName}/notices`, 200],
    ['/v1/models/org%2Fmodel-1/notices', 200],
    ['/v1/models/org/model-1/terms', 200],
    ['/v1/models/notices', 404],
    ['/v1/models//notices', 404],
    ['/v1/models/org/model-1/notices/', 404],
    ['/v1/models/org/model-1/notices/notices', 404],
    ['/v1/models/org/model-1/LICENSE', 404],
    ['/v1/models/org/model-1/../model-1/secrets', 404],
    ['/v1/models/org/model-1/notices%00', 404],
    ['/v1/models/org/model-1/%2e%2e%2f%2e%2e%2fetc/passwd', 404],
    ['/v1/models/constructor/notices', 404],
    ['/v1/models/__proto__/terms', 404],
    [`/v1/models/${'a'.repeat(4_000)}/notices`, 404],
  ]
  test('hostile paths lead nowhere', async () => {
    const { url, key, keyFor } = await open(llama, customers)
    const headers = { authorization: `Bearer ${key}` }
    for (const [strangePath, status] of strange) {
      const answer = await fetch(url + strangePath, { headers })
      assert.equal(answer.status, status, strangePath)
      await answer.text()
    }
    assert.equal((await fetch(`${url}${path}/notices`)).status, 401)
    const other = { authorization: `Bearer ${await keyFor('other')}` }
    for (const page of ['notices', 'terms'])
      assert.equal((await fetch(`${url}${path}/${page}`, { headers: other })).status, 404)
  })

  // Goal: what is posted is one small object with a digest and an office, or nothing.
  const bodies: readonly [why: string, body: string, code: string][] = [
    ['no digest', '{"by":"Legal department"}', 'field_invalid'],
    ['no office', `{"digest":"${'0'.repeat(64)}"}`, 'field_invalid'],
    ['an empty office', `{"digest":"${'0'.repeat(64)}","by":""}`, 'field_invalid'],
    ['an office with a line break', `{"digest":"${'0'.repeat(64)}","by":"a\\nb"}`, 'field_invalid'],
    ['another key', `{"digest":"${'0'.repeat(64)}","by":"a","key":"abcdefgh"}`, 'field_unknown'],
    ['a prototype', `{"__proto__":{"by":"a"},"digest":"${'0'.repeat(64)}"}`, 'field_invalid'],
    ['too much', `{"by":"${'a'.repeat(5_000)}"}`, 'body_too_large'],
    ['no JSON', 'digest=0', 'body_not_json'],
  ]
  test('hostile bodies accept nothing', async () => {
    const { post } = await open(llama, customers)
    for (const [why, body, code] of bodies) {
      const answer = await post(`${path}/terms`, body)
      assert.equal((await errorOf(answer)).code, code, why)
    }
    assert.equal((await post(`${path}/notices`, '{}')).status, 404)
    assert.equal((await post('/v1/models/x/terms', '{}')).status, 404)
    assert.equal((await shown()).accepted, false)
  })
})
