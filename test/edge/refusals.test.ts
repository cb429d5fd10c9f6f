import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import assert from 'node:assert/strict'

import { endpoints } from '@stellwerk/contract/endpoint'
import type { ErrorCode } from '@stellwerk/contract/error'
import { formatApiKey } from '@stellwerk/contract/key'
import type { Language } from '@stellwerk/contract/language'

import {
  chat,
  clearLamps,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from '../gateway/inside.ts'
import { refusalIn } from './verdict.ts'

const { licence, ...threeLamps } = clearLamps
const useCase = { title: 'Schreiben', state: 'active', deployments: ['a', 'chat-only'], lamps: clearLamps } as const

let engine: PlayedEngine
/** The installation speaks English unless it is asked otherwise. */
let inside: Inside
const keys: Record<string, string> = {}

beforeAll(async () => {
  engine = playEngine(() => Response.json(wholeAnswer()))
  inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }], {
    language: 'en',
    deployments: [
      { id: 'a', model: 'm', upstream: 'a' },
      { id: 'chat-only', model: 'talker', upstream: 'a', endpoints: ['chat/completions'] },
      { id: 'other', model: 'secret', upstream: 'a' },
    ],
    useCases: [
      { ...useCase, id: 'test' },
      { ...useCase, id: 'german', language: 'de' },
      { ...useCase, id: 'draft', state: 'draft' },
      { ...useCase, id: 'suspended', state: 'suspended' },
      { ...useCase, id: 'ended', state: 'ended' },
      { ...useCase, id: 'other', deployments: ['other'] },
      { ...useCase, id: 'unstated', lamps: threeLamps },
      { ...useCase, id: 'undeclared', lamps: {} },
      { ...useCase, id: 'run-out', lamps: { ...threeLamps, licence: { ...licence, validUntil: '2020-01-01' } } },
      {
        ...useCase,
        id: 'barred',
        lamps: {
          ...threeLamps,
          licence: { ...licence, state: 'blocked', reason: { de: 'Nur Forschung', en: 'Research only' } },
        },
      },
    ],
  })
  for (const id of ['german', 'draft', 'suspended', 'ended', 'other', 'unstated', 'undeclared', 'run-out', 'barred']) {
    keys[id] = await inside.keyFor(id)
  }
  keys['test'] = inside.key
  keys['german key'] = await inside.keyFor('test', { language: 'de' })
  keys['english key, german use case'] = await inside.keyFor('german', { language: 'en' })
  keys['malformed'] = `${inside.key.slice(0, -1)}${inside.key.endsWith('0') ? '1' : '0'}`
  keys['unknown'] = formatApiKey((count) => crypto.getRandomValues(new Uint8Array(count)))
  const revoked = await inside.opened.keys.create({ useCaseId: 'test' })
  await inside.opened.keys.revoke(revoked.view.id)
  keys['revoked'] = revoked.key
  const rotated = await inside.opened.keys.create({ useCaseId: 'test' })
  await inside.opened.keys.rotate(rotated.view.id, { overlapHours: 0 })
  keys['expired'] = rotated.key
})
afterAll(async () => {
  await inside.close()
  await engine.close()
})

interface Asking {
  readonly key?: string
  readonly path?: string
  readonly method?: string
  readonly body?: unknown
  readonly language?: string
}

interface Refused {
  readonly status: number
  readonly code: ErrorCode
  readonly language: Language
  readonly error: Readonly<Record<string, unknown>> & { readonly message: string }
}

/** Asks, and holds the answer against what every refusal promises. */
async function refused(asking: Asking): Promise<Refused> {
  const { key = 'test', path = '/v1/chat/completions', method = 'POST', body = chat(), language } = asking
  const before = engine.seen.length
  const answer = await fetch(inside.url + path, {
    method,
    headers: {
      ...(key === '' ? {} : { authorization: `Bearer ${keys[key] ?? key}` }),
      ...(language === undefined ? {} : { 'accept-language': language }),
      'content-type': 'application/json',
    },
    ...(method === 'POST' ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  const code = refusalIn(answer, text)
  assert.equal(engine.seen.length, before, 'the engine saw nothing')
  assert.equal(answer.headers.get('server'), null)
  assert.ok(!text.includes(inside.key), 'a refusal does not repeat a key')
  const { error } = JSON.parse(text) as Pick<Refused, 'error'>
  assert.equal(error['request_id'], answer.headers.get('x-request-id'))
  assert.ok(error.message.includes(`${inside.url}/help/${code}`), `the link stands in the message: ${error.message}`)
  return { status: answer.status, code, language: answer.headers.get('content-language') as Language, error }
}

type Row = readonly [why: string, asking: Asking, status: number, code: ErrorCode, de: RegExp, en: RegExp]

// Goal: each reason has its own status, code and sentence, in both languages.
const rows: readonly Row[] = [
  ['no key', { key: '' }, 401, 'key_missing', /Es fehlt ein Schlüssel/, /No key was sent/],
  ['a key with a wrong checksum', { key: 'malformed' }, 401, 'key_malformed', /Prüfsumme/, /checksum/],
  [
    'a key of somebody else',
    { key: 'sk-proj-abc' },
    401,
    'key_malformed',
    /kein Stellwerk-Schlüssel/,
    /no Stellwerk key/,
  ],
  ['a key that nobody issued', { key: 'unknown' }, 401, 'key_unknown', /nicht bekannt/, /not known/],
  [
    'an expired key',
    { key: 'expired' },
    401,
    'key_expired',
    /am \d{4}-\d\d-\d\d abgelaufen/,
    /expired on \d{4}-\d\d-\d\d/,
  ],
  ['a revoked key', { key: 'revoked' }, 401, 'key_revoked', /widerrufen/, /revoked/],
  ['a use case in draft', { key: 'draft' }, 403, 'use_case_inactive', /nicht in Kraft.*draft/, /not in force.*draft/],
  ['a suspended use case', { key: 'suspended' }, 403, 'use_case_inactive', /suspended/, /suspended/],
  ['an ended use case', { key: 'ended' }, 403, 'use_case_inactive', /ended/, /ended/],
  [
    'a model that is not there',
    { body: chat('x', { model: 'gpt' }) },
    404,
    'model_unknown',
    /„gpt“ gibt es/,
    /no model "gpt"/,
  ],
  [
    'a model of another use case',
    { body: chat('x', { model: 'secret' }) },
    403,
    'model_not_permitted',
    /gehört nicht/,
    /does not belong/,
  ],
  [
    'an endpoint that the model lacks',
    { path: '/v1/embeddings', body: { model: 'talker', input: 'x' } },
    404,
    'endpoint_unsupported',
    /bedient \/v1\/embeddings nicht/,
    /does not serve \/v1\/embeddings/,
  ],
  [
    'an unknown field',
    { body: chat('x', { temprature: 1 }) },
    400,
    'field_unknown',
    /Gemeint: „temperature“/,
    /Did you mean "temperature"/,
  ],
  [
    'a field of the wrong kind',
    { body: chat('x', { temperature: 'warm' }) },
    400,
    'field_invalid',
    /„temperature“/,
    /"temperature"/,
  ],
  [
    'a field that is barred',
    { body: chat('x', { prompt_embeds: 'x' }) },
    400,
    'field_not_allowed',
    /gesperrt/,
    /barred/,
  ],
  ['a missing field', { body: { model: 'm' } }, 400, 'field_invalid', /„messages“ fehlt/, /"messages" is missing/],
  ['no model', { body: { messages: [] } }, 400, 'field_invalid', /„model“/, /"model"/],
  ['an empty body', { body: '' }, 400, 'body_missing', /keinen Körper/, /no body/],
  ['a body that is no JSON', { body: '{' }, 400, 'body_not_json', /kein gültiges JSON/, /not a valid JSON/],
  ['a key twice in the JSON', { body: '{"model":"m","model":"m"}' }, 400, 'json_duplicate_key', /doppelt/, /twice/],
  [
    'a lamp nobody has stated',
    { key: 'unstated' },
    403,
    'lamps_shut',
    /Kein freies Signal.*Rechtsabteilung/,
    /No clear signal.*legal department/,
  ],
  ['no lamp stated', { key: 'undeclared' }, 403, 'lamps_shut', /Kein freies Signal/, /No clear signal/],
  ['a statement that has run out', { key: 'run-out' }, 403, 'lamps_shut', /Kein freies Signal/, /No clear signal/],
  ['a lamp that is blocked', { key: 'barred' }, 403, 'lamps_shut', /Nur Forschung/, /Research only/],
]
describe('each reason has its status, code and sentence', () => {
  for (const [why, asking, status, code, de, en] of rows) {
    test(why, async () => {
      const german = await refused({ ...asking, language: 'de' })
      assert.deepEqual([german.status, german.code, german.language], [status, code, 'de'])
      assert.match(german.error.message, de)
      const english = await refused({ ...asking, language: 'en' })
      assert.deepEqual([english.status, english.code, english.language], [status, code, 'en'])
      assert.match(english.error.message, en)
      assert.doesNotMatch(german.error.message + english.error.message, /undefined|null|\[object/)
    })
  }
})

describe('everything else under /v1 gets a precise 404', () => {
  const lines = [
    'POST messages/batches, POST audio/speech, POST audio/transcriptions, POST files, GET files, POST score',
    'POST images/generations, POST moderations, GET assistants, POST batches, POST fine_tuning/jobs, GET realtime',
    'GET chat/completions, GET completions, GET embeddings, PUT chat/completions, OPTIONS chat/completions',
    'DELETE models/m, POST models, POST chat/completions/, POST Chat/Completions, POST chat',
  ].flatMap((some) => some.split(', '))
  for (const line of lines) {
    test(line, async () => {
      const [method = '', path = ''] = line.split(' ')
      for (const key of ['test', '']) {
        const { status, code, error } = await refused({ key, method, path: `/v1/${path}`, language: 'en' })
        assert.deepEqual([status, code], [404, 'path_unknown'])
        assert.ok(error.message.startsWith(`${method} /v1/${path} is not served. Served: POST /v1/${endpoints[0]}, `))
      }
    })
  }

  // Nobody who has not signed in learns what there is below /api.
  test('under /api as problem details', async () => {
    const paths = [
      ['/api', 404],
      ['/api/keys', 401],
      ['/api/nothing', 401],
    ] as const
    for (const [path, status] of paths) {
      const answer = await fetch(inside.url + path, { headers: { 'accept-language': 'de' } })
      const body = (await answer.json()) as Record<string, unknown>
      assert.equal(answer.status, status)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      const code = body['code'] as string // A text in every problem.
      expect(body).toMatchObject({ status, code, type: `${inside.url}/help/${code}` })
      assert.equal(body['instance'], `urn:stellwerk:request:${answer.headers.get('x-request-id')}`)
    }
  })

  test('a path is not repeated without end', async () => {
    const { error } = await refused({ method: 'GET', path: `/v1/${'x'.repeat(8_000)}` })
    assert.ok(error.message.length <= 300)
  })
})

describe('the language: key, then use case, then Accept-Language, then installation', () => {
  const wrong = chat('x', { model: 'gpt' })
  const cases: readonly (readonly [why: string, asking: Asking, language: Language])[] = [
    ['the key says German', { key: 'german key', language: 'en' }, 'de'],
    ['the key before the use case', { key: 'english key, german use case', language: 'de' }, 'en'],
    ['the use case says German', { key: 'german', language: 'en' }, 'de'],
    ['the request says German', { language: 'de-AT, en;q=0.5' }, 'de'],
    ['the request says neither', { language: 'fr' }, 'en'],
    ['nobody says anything', {}, 'en'],
    ['without a key the request', { key: '', language: 'de' }, 'de'],
    ['without a key and a wish the installation', { key: '' }, 'en'],
    // Who is not identified is nobody's client: what the revoked key once said does not count.
    ['a revoked key is no key', { key: 'revoked', language: 'de' }, 'de'],
  ]
  for (const [why, asking, language] of cases) {
    test(why, async () => assert.equal((await refused({ body: wrong, ...asking })).language, language))
  }
})

describe('a refusal by the lamps shows all four', () => {
  test('with the state of each, and what is missing', async () => {
    const { error } = await refused({ key: 'unstated', language: 'de' })
    expect(error['lamps']).toMatchObject({
      licence: { state: 'unknown', missing: [{ supplied_by: 'Rechtsabteilung' }] },
      dataProtection: { state: 'clear' },
      governance: { state: 'clear' },
      security: { state: 'clear' },
    })
    expect(error['missing']).toMatchObject([{ lamp: 'licence', cleared_by: 'Rechtsabteilung' }])
  })

  test('also when nothing at all was stated', async () => {
    const { error } = await refused({ key: 'undeclared' })
    const lamps = error['lamps'] as Readonly<Record<string, { readonly state: string }>>
    assert.deepEqual(
      Object.entries(lamps).map(([name, { state }]) => `${name} ${state}`),
      ['licence unknown', 'dataProtection unknown', 'governance unknown', 'security unknown'],
    )
    assert.equal((error['missing'] as unknown[]).length, 4)
  })

  test('and a blocked one says why and who can clear it', async () => {
    const { error } = await refused({ key: 'barred', language: 'de' })
    expect(error['lamps']).toMatchObject({
      licence: {
        state: 'blocked',
        reasons: [{ text: 'Lizenz gesperrt: Nur Forschung', cleared_by: 'Test', source: 'test' }],
      },
    })
  })
})

describe('who is who', () => {
  // LiteLLM CVE-2026-35030: a cache of callers was keyed by the first 20 characters.
  test('keys that share their first 20 characters do not share an identity', async () => {
    assert.equal((await inside.post('/v1/chat/completions', chat())).status, 200)
    let draws = 0
    const shared = Buffer.from(inside.key.slice('swk_live_'.length, 20))
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    const twin = formatApiKey((count) =>
      draws++ > 0
        ? crypto.getRandomValues(new Uint8Array(count))
        : Uint8Array.from([...shared], (unit) => alphabet.indexOf(String.fromCharCode(unit))),
    )
    assert.equal(twin.slice(0, 20), inside.key.slice(0, 20))
    assert.notEqual(twin, inside.key)
    for (let times = 0; times < 3; times++) assert.equal((await refused({ key: twin })).code, 'key_unknown')
    assert.equal((await inside.post('/v1/chat/completions', chat())).status, 200)
  })

  test('two keys in one request are nobody', async () => {
    const headers = { 'x-api-key': keys['german key']! }
    assert.equal((await inside.post('/v1/chat/completions', chat(), { headers })).status, 401)
  })

  test('a key in the address is no key', async () => {
    assert.equal((await refused({ key: '', path: `/v1/chat/completions?api_key=${inside.key}` })).code, 'key_missing')
  })

  // LiteLLM CVE-2026-49468: a route was taken from the Host header.
  test('a Host with odd characters leads nowhere else', async () => {
    for (const host of ['x/metrics?', 'x/api/keys', 'x#/healthz', 'x@y']) {
      const answer = await inside.post('/v1/embeddings', { model: 'm', input: 'x' }, { headers: { host } })
      assert.equal(refusalIn(answer, await answer.text()), 'host_malformed')
    }
  })
})
