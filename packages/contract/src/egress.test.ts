// Goal: nobody is contacted whom `stellwerk doctor egress` does not list. A setting that names an address, a host, a socket or a
// program has a line in the table, or a reason why it is none.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { configJsonSchema, parseConfig } from './config.ts'
import { contactsNobody, destinationsOf, egressSettings } from './egress.ts'

/** The part of JSON Schema that our configuration uses. */
interface Schema {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema | readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

const telling = /(?:url|uri|host|endpoint|issuer|address|socket|command|program|server|origin|discovery|jwks)$/i

/** Paths of all settings that name somebody, by their form or by their name. */
function namersIn(schema: Schema, path = ''): readonly string[] {
  assert.equal(schema.$ref, undefined, `${path}: a reference would hide what is behind it`)
  const isAddress = schema.format === 'uri' || /^\^\(?(\?:)?(https|https\?|unix):/.test(schema.pattern ?? '')
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  const items = schema.items === undefined ? [] : [schema.items].flat()
  return [
    ...(isAddress ? [path] : []),
    ...alternatives.flatMap((one) => namersIn(one, path)),
    ...items.flatMap((one) => namersIn(one, `${path}[]`)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
      const inside = path === '' ? name : `${path}.${name}`
      return [...(telling.test(name) ? [inside] : []), ...namersIn(one, inside)]
    }),
  ]
}

test('every setting that names somebody is in the list, or says why it contacts nobody', () => {
  const namers = new Set(namersIn(configJsonSchema()))
  assert.deepEqual([...namers].sort(), [...egressSettings, ...Object.keys(contactsNobody)].sort())
})

test('the walk finds an address under any name, and a telling name of any form', () => {
  const found = namersIn({
    properties: {
      a: { properties: { elsewhere: { type: 'string', pattern: '^https?:\\/\\/x' } } },
      b: { type: 'array', items: { oneOf: [{ properties: { publicHost: { type: 'string' } } }] } },
      c: { anyOf: [{ type: 'string', format: 'uri' }] },
      endpoints: { type: 'array' },
    },
  })
  assert.deepEqual(found, ['a.elsewhere', 'b[].publicHost', 'c'])
})

const transit = { url: 'https://bao.example:8200', key: 'stellwerk', token: 'env:T' }
const whole = parseConfig({
  publicUrl: 'https://gateway.example',
  upstreams: [
    { id: 'a', kind: 'vllm', url: 'http://10.0.0.5:8000/v1' },
    { id: 'b', kind: 'ollama', url: 'https://[fd00::5]/' },
    { id: 'c', kind: 'mirror' },
  ],
  journal: {
    witnesses: [{ vkey: 'witness.example+00000000+AQ', url: 'https://witness.example/' }],
    timestamp: { url: 'http://tsa.example/tsr', roots: '/etc/roots.pem' },
  },
  vault: { key: { transit }, previousKey: { command: ['/usr/local/bin/kms', 'stellwerk'] } },
  traces: { endpoint: 'http://127.0.0.1:4318' },
  frontEnds: [
    {
      id: 'a',
      networks: ['10.0.0.0/8'],
      person: { method: 'oidc', issuer: 'https://IDP.example/realms/a', audience: 'x' },
    },
    {
      id: 'b',
      networks: ['10.0.0.0/8'],
      person: {
        method: 'oidc',
        issuer: 'https://idp.example',
        audience: 'x',
        jwksUrl: 'https://keys.example:8443/jwks',
      },
    },
    { id: 'c', networks: ['10.0.0.0/8'], person: { method: 'none' } },
  ],
})

test('each configured destination is listed with its place and its setting; only engines get prompts', () => {
  const listed = destinationsOf(whole).map(({ setting, reach, getsPrompts }) => {
    const place = reach.kind === 'network' ? `${reach.protocol} ${reach.host} ${reach.port}` : reach.path
    return [setting, place, getsPrompts]
  })
  assert.deepEqual(listed, [
    ['upstreams[0].url', 'http 10.0.0.5 8000', true],
    ['upstreams[1].url', 'https fd00::5 443', true],
    ['journal.witnesses[0].url', 'https witness.example 443', false],
    ['journal.timestamp.url', 'http tsa.example 80', false],
    ['vault.key.transit.url', 'https bao.example 8200', false],
    ['vault.previousKey.command', '/usr/local/bin/kms', false],
    ['frontEnds[0].person.issuer', 'https idp.example 443', false],
    ['frontEnds[1].person.jwksUrl', 'https keys.example 8443', false],
    ['traces.endpoint', 'http 127.0.0.1 4318', false],
  ])
})

test('without configuration nobody is contacted', () => {
  assert.deepEqual(destinationsOf(parseConfig({})), [])
})
