// The negative matrix of access tokens, against a real provider: what it issues passes, and nothing else does. The rows about
// logging in with a browser (nonce, PKCE, state, code reuse, mix-up, RFC 9207, back-channel logout) belong to the console's login.
import { strict as assert } from 'node:assert'
import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKeyInput, sign as rsaSign } from 'node:crypto'

import { afterEach, beforeAll, beforeEach, describe, test } from 'bun:test'
import { decodeJwt, type JWK, type JWTHeaderParameters, SignJWT } from 'jose'

import { type ConfigInput, parseConfig } from '../../packages/contract/src/config.ts'
import { GatewayError, messageOf } from '../../packages/contract/src/error.ts'
import { systemClock } from '../../packages/server/src/clock.ts'
import { frontEndsOf } from '../../packages/server/src/identity-wiring.ts'
import { forgedToken } from '../gateway/tokens.ts'
import { audience, type RunningProvider, runProvider, signingKey } from './provider.ts'

let provider: RunningProvider
let key: JWK
let nextKey: JWK
let nowMs = 0
let elapsedMs = 0
const clock = { now: () => nowMs, elapsed: () => elapsedMs }
function wait(seconds: number): void {
  nowMs += seconds * 1000
  elapsedMs += seconds * 1000
}

beforeAll(async () => {
  key = await signingKey('first')
  nextKey = await signingKey('second')
})
beforeEach(async () => {
  nowMs = systemClock.now()
  elapsedMs = 0
  provider = await runProvider(key)
})
afterEach(() => provider.close())

type Person = Extract<NonNullable<ConfigInput['frontEnds']>[number]['person'], { method: 'oidc' }>

/** Asks who somebody is, as the path does for the key of a front end. */
function openFrontEnd(more: Partial<Person> = {}) {
  const person = { method: 'oidc' as const, issuer: provider.issuer, audience, ...more }
  const frontEnds = [{ id: 'chat', title: 'the chat', networks: ['127.0.0.1'], person }]
  const opened = frontEndsOf(parseConfig({ frontEnds }), {}, clock)
  return async (token: string) => {
    const header = (name: string): string | null => (name === 'x-stellwerk-user-token' ? token : null)
    const telling = { authorization: null, xApiKey: null, header, clientAddress: () => '127.0.0.1' }
    const { asserted, groups } = await opened.introduce({}, 'chat', telling, 'chat/completions')
    return { person: asserted.person, signature: asserted.by.signature, groups }
  }
}

async function errorOf(asking: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await asking.then(
    () => new Error('let in'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof GatewayError, String(error))
  return error
}

/** Code of a refusal, or the reason where that says more. */
async function refusalOf(asking: Promise<unknown>): Promise<string> {
  const { code, details } = await errorOf(asking)
  return code === 'identity_missing' ? String(details['reason']) : code
}

type Header = { readonly [Name in keyof JWTHeaderParameters]?: JWTHeaderParameters[Name] | undefined }

/** What the provider says, changed, and signed with a key. */
function signed(token: string, changed: object, how: { key?: JWK; header?: Header } = {}) {
  const { key: by = key, header = {} } = how
  const claims = Object.fromEntries(
    Object.entries({ ...decodeJwt(token), ...changed }).filter(([, value]) => value !== undefined),
  )
  const alg = by.alg ?? 'RS256'
  // What is undefined is left out of the JSON.
  const heading = { typ: 'at+jwt', kid: by.kid, ...header, alg } as JWTHeaderParameters
  return new SignJWT(claims).setProtectedHeader(heading).sign(by)
}

const keysAsked = (): number => provider.asked.filter((path) => path === '/jwks').length

test('what the provider issued for us names the person, and its groups', async () => {
  const who = openFrontEnd()
  const { access_token: token } = await provider.tokensFor('user-1', { claims: { groups: ['registry', '/press'] } })
  assert.deepEqual(await who(token), { person: 'user-1', signature: 'signed', groups: ['registry', 'press'] })
  const { access_token: plain } = await provider.tokensFor('user-2')
  assert.deepEqual(await who(plain), { person: 'user-2', signature: 'signed', groups: 'unknown' })
})

describe('other tokens of the same provider', () => {
  test('an ID token is no access token', async () => {
    const { id_token: token } = await provider.tokensFor('user-1', { nonce: 'n' })
    assert.equal(await refusalOf(openFrontEnd()(token)), 'kind')
    // Not even where somebody took the client for the audience, and whether the client sent a nonce or not.
    assert.equal(await refusalOf(openFrontEnd({ audience: 'open-webui' })(token)), 'kind')
    const { id_token: without } = await provider.tokensFor('user-1')
    assert.equal(await refusalOf(openFrontEnd({ audience: 'open-webui' })(without)), 'kind')
  })

  test('a refresh token is no token that can be read', async () => {
    assert.equal(await refusalOf(openFrontEnd()((await provider.tokensFor('user-1')).refresh_token)), 'malformed')
  })

  test('a token for another audience is refused by name', async () => {
    const { access_token: token } = await provider.tokensFor('user-1', { resource: 'https://other.example' })
    const error = await errorOf(openFrontEnd()(token))
    assert.equal(error.code, 'token_audience')
    assert.match(
      messageOf(error, 'en'),
      /is issued for "https:\/\/other\.example", not for "https:\/\/stellwerk\.example"/,
    )
    assert.match(
      messageOf(error, 'de'),
      /ist für „https:\/\/other\.example“ ausgestellt, nicht für „https:\/\/stellwerk\.example“/,
    )
  })

  test('a token of another client, where clients are named', async () => {
    const mine = await provider.tokensFor('user-1')
    const others = await provider.tokensFor('user-1', { client: 'other-chat' })
    const who = openFrontEnd({ clients: ['open-webui'] })
    assert.equal((await who(mine.access_token)).person, 'user-1')
    assert.equal(await refusalOf(who(others.access_token)), 'client')
    assert.equal((await openFrontEnd()(others.access_token)).person, 'user-1')
  })

  test('a token that a program got for itself names nobody', async () => {
    assert.equal(await refusalOf(openFrontEnd()(await provider.programToken())), 'nobody')
  })
})

describe('the moment', () => {
  const rows: readonly [why: string, at: (claims: { iat: number; exp: number }) => number, refusal: string][] = [
    ['at its end', ({ exp }) => exp, ''],
    ['59 s past its end', ({ exp }) => exp + 59, ''],
    ['60 s past its end', ({ exp }) => exp + 60, 'expired'],
    ['60 s before it was issued', ({ iat }) => iat - 60, ''],
    ['61 s before it was issued', ({ iat }) => iat - 61, 'early'],
  ]
  for (const [why, at, refusal] of rows) {
    test(`${why}: ${refusal === '' ? 'passes' : refusal}`, async () => {
      const { access_token: token } = await provider.tokensFor('user-1')
      const { iat = 0, exp = 0 } = decodeJwt(token)
      nowMs = at({ iat, exp }) * 1000
      const asking = openFrontEnd()(token)
      if (refusal === '') assert.equal((await asking).person, 'user-1')
      else assert.equal(await refusalOf(asking), refusal)
    })
  }
  const begins: readonly [why: string, aheadSeconds: number, refusal: string][] = [
    ['valid in 60 s', 60, ''],
    ['valid in 61 s', 61, 'early'],
  ]
  for (const [why, ahead, refusal] of begins) {
    test(`${why}: ${refusal === '' ? 'passes' : refusal}`, async () => {
      const { access_token: token } = await provider.tokensFor('user-1')
      const asking = openFrontEnd()(await signed(token, { nbf: Math.floor(nowMs / 1000) + ahead }))
      if (refusal === '') assert.equal((await asking).person, 'user-1')
      else assert.equal(await refusalOf(asking), refusal)
    })
  }

  test('one that was checked is checked again once it has ended', async () => {
    const who = openFrontEnd()
    const { access_token: token } = await provider.tokensFor('user-1')
    await who(token)
    const { exp = 0 } = decodeJwt(token)
    nowMs = (exp + 60) * 1000
    assert.equal(await refusalOf(who(token)), 'expired')
  })
})

// Goal: one defect per row, in a token that is otherwise good, and where it can be signed with the provider's own key.
describe('claims', () => {
  const rows: readonly [why: string, changed: object, refusal: string][] = [
    ['nothing changed', {}, ''],
    ['another issuer', { iss: 'https://other.example' }, 'issuer'],
    ['the issuer with a slash', { iss: 'slash' }, 'issuer'],
    ['no issuer', { iss: undefined }, 'issuer'],
    ['our audience among several', { aud: ['account', audience] }, ''],
    ['several audiences without ours', { aud: ['account', 'other'] }, 'token_audience'],
    ['an audience that begins like ours', { aud: `${audience}.other` }, 'token_audience'],
    ['no audience', { aud: undefined }, 'token_audience'],
    ['no end', { exp: undefined }, 'endless'],
    ['an end in words', { exp: 'tomorrow' }, 'endless'],
    ['no person', { sub: undefined }, 'nobody'],
    ['a number for a person', { sub: 7 }, 'nobody'],
    ['an empty person', { sub: '' }, 'nobody'],
    ['another authorised party', { azp: 'other-chat' }, 'client'],
    ['no client at all', { client_id: undefined }, 'client'],
    ['a client that is a list', { client_id: ['open-webui'] }, 'client'],
  ]
  for (const [why, changed, refusal] of rows) {
    test(`${why}: ${refusal === '' ? 'passes' : refusal}`, async () => {
      const { access_token: token } = await provider.tokensFor('user-1')
      const exact = 'iss' in changed && changed.iss === 'slash' ? { iss: `${provider.issuer}/` } : changed
      const asking = openFrontEnd({ clients: ['open-webui'] })(await signed(token, exact))
      if (refusal === '') assert.equal((await asking).person, 'user-1')
      else assert.equal(await refusalOf(asking), refusal)
    })
  }
})

describe('types', () => {
  const rows: readonly [why: string, typ: string | undefined, changed: object, refusal: string][] = [
    ['at+jwt', 'at+jwt', {}, ''],
    ['application/at+jwt', 'application/at+JWT', {}, ''],
    ['JWT with a scope', 'JWT', {}, ''],
    ['none with a scope', undefined, {}, ''],
    ['JWT without anything of an access token', 'JWT', { scope: undefined, client_id: undefined }, 'kind'],
    ['JWT with a nonce', 'JWT', { nonce: 'n' }, 'kind'],
    ['JWT with a hash of an access token', 'JWT', { at_hash: 'x' }, 'kind'],
    ['a logout token', 'logout+jwt', { events: {} }, 'kind'],
    ['a logout token of the plain type', 'JWT', { events: {} }, 'kind'],
    ['an answer of introspection', 'token-introspection+jwt', {}, 'kind'],
    ['Keycloak: Bearer', 'JWT', { typ: 'Bearer', nonce: 'n' }, ''],
    ['Keycloak: ID', 'JWT', { typ: 'ID' }, 'kind'],
    ['Keycloak: Refresh', 'JWT', { typ: 'Refresh' }, 'kind'],
    ['Keycloak: Offline', 'JWT', { typ: 'Offline' }, 'kind'],
  ]
  for (const [why, typ, changed, refusal] of rows) {
    test(`${why}: ${refusal === '' ? 'passes' : refusal}`, async () => {
      const { access_token: token } = await provider.tokensFor('user-1')
      const asking = openFrontEnd()(await signed(token, changed, { header: { typ } }))
      if (refusal === '') assert.equal((await asking).person, 'user-1')
      else assert.equal(await refusalOf(asking), refusal)
    })
  }
})

describe('signatures', () => {
  const publicPem = () => createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  const hmac = (token: string, secret: string | Buffer, kid = 'first'): string => {
    const head = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid })).toString('base64url')
    const text = `${head}.${token.split('.')[1] ?? ''}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
  const weak = (): JWK => ({
    ...generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'jwk' }),
    kid: 'first',
    alg: 'RS256',
  })
  const rows: readonly [why: string, make: (token: string) => string | Promise<string>, refusal: string][] = [
    ['alg none', (token) => forgedToken({ alg: 'none', typ: 'at+jwt' }, decodeJwt(token)), 'algorithm'],
    ['alg nOnE', (token) => forgedToken({ alg: 'nOnE', typ: 'at+jwt' }, decodeJwt(token)), 'algorithm'],
    ['the public key as a shared secret, PEM', (token) => hmac(token, publicPem()), 'algorithm'],
    [
      'the public key as a shared secret, modulus',
      (token) => hmac(token, Buffer.from(key.n ?? '', 'base64url')),
      'algorithm',
    ],
    ['an empty shared secret', (token) => hmac(token, ''), 'algorithm'],
    [
      'an algorithm that is not permitted',
      (token) => signed(token, {}, { key: { ...key, alg: 'RS512' } }),
      'algorithm',
    ],
    ['another padding than the key is for', (token) => signed(token, {}, { key: { ...key, alg: 'PS256' } }), 'key'],
    [
      'another key under the same name',
      (token) => signed(token, {}, { key: { ...nextKey, kid: 'first' } }),
      'signature',
    ],
    ['another key under its own name', (token) => signed(token, {}, { key: nextKey }), 'key'],
    ['no name of a key', (token) => signed(token, {}, { key: { ...key, kid: undefined } as unknown as JWK }), ''],
    [
      'a key that it brings along',
      (token) => signed(token, {}, { key: nextKey, header: { jwk: { kty: 'RSA', n: nextKey.n ?? '', e: 'AQAB' } } }),
      'key',
    ],
    [
      'an address of keys that it brings along',
      (token) => signed(token, {}, { key: nextKey, header: { jku: 'http://127.0.0.1:1/' } }),
      'key',
    ],
    ['a path for a name', (token) => signed(token, {}, { key: nextKey, header: { kid: '../../etc/passwd' } }), 'key'],
    ['another person under the same signature', (token) => swapped(token, { sub: 'user-2' }), 'signature'],
    ['no signature', (token) => token.slice(0, token.lastIndexOf('.') + 1), 'signature'],
    ['half a signature', (token) => token.slice(0, -64), 'signature'],
    ['two tokens', (token) => `${token}, ${token}`, 'malformed'],
    ['a token in five parts', (token) => `${token}.x.y`, 'malformed'],
    ['an extension that must be understood', (token) => unknownExtension(token), 'malformed'],
    ['no token', () => 'user-1', 'malformed'],
    ['a weak key under the same name', (token) => weakly(token, weak()), 'signature'],
  ]
  for (const [why, make, refusal] of rows) {
    test(`${why}: ${refusal === '' ? 'passes' : refusal}`, async () => {
      const { access_token: token } = await provider.tokensFor('user-1')
      const who = openFrontEnd()
      await who(token)
      const asking = who(await make(token))
      if (refusal === '') assert.equal((await asking).person, 'user-1')
      else assert.equal(await refusalOf(asking), refusal)
      assert.ok(provider.asked.every((path) => ['/token', '/jwks', '/.well-known/openid-configuration'].includes(path)))
    })
  }

  test('another provider with the same names of keys', async () => {
    const other = await runProvider({ ...nextKey, kid: 'first' })
    try {
      const { access_token: token } = await other.tokensFor('user-1')
      assert.equal(await refusalOf(openFrontEnd()(token)), 'signature')
      assert.equal(await refusalOf(openFrontEnd()(swapped(token, { iss: provider.issuer }))), 'signature')
    } finally {
      await other.close()
    }
  })

  test('a shared secret among the keys is nobody’s signature', async () => {
    const secret = Buffer.alloc(32, 7)
    const jwk = { kty: 'oct', k: secret.toString('base64url'), kid: 'first', alg: 'HS256' }
    provider.answerWith((path) =>
      path === '/jwks' ? { status: 200, body: JSON.stringify({ keys: [jwk] }) } : undefined,
    )
    const { access_token: token } = await provider.tokensFor('user-1')
    assert.equal(await refusalOf(openFrontEnd()(hmac(token, secret))), 'algorithm')
  })

  test('a weak key of the provider itself', async () => {
    const jwk = weak()
    const { n, e } = jwk
    const body = JSON.stringify({ keys: [{ kty: 'RSA', n, e, kid: 'first', alg: 'RS256' }] })
    const { access_token: token } = await provider.tokensFor('user-1')
    provider.answerWith((path) => (path === '/jwks' ? { status: 200, body } : undefined))
    assert.equal(await refusalOf(openFrontEnd()(weakly(token, jwk))), 'key')
  })
})

/** Other claims under the signature of a token. */
function swapped(token: string, changed: object): string {
  const [head, , mark] = token.split('.')
  return `${head}.${Buffer.from(JSON.stringify({ ...decodeJwt(token), ...changed })).toString('base64url')}.${mark}`
}

/** Signed with a key that jose would not sign with. */
function weakly(token: string, by: JWK): string {
  const text = token.slice(0, token.lastIndexOf('.'))
  const mark = rsaSign('sha256', Buffer.from(text), { key: by as JsonWebKeyInput['key'], format: 'jwk' })
  return `${text}.${mark.toString('base64url')}`
}

function unknownExtension(token: string): string {
  const head = { alg: 'RS256', typ: 'at+jwt', kid: 'first', crit: ['exp'], exp: 1 }
  const text = `${Buffer.from(JSON.stringify(head)).toString('base64url')}.${token.split('.')[1] ?? ''}`
  const mark = rsaSign('sha256', Buffer.from(text), { key: key as JsonWebKeyInput['key'], format: 'jwk' })
  return `${text}.${mark.toString('base64url')}`
}

describe('keys', () => {
  test('for unknown keys the provider is asked once a minute, whatever comes', async () => {
    const who = openFrontEnd()
    const { access_token: token } = await provider.tokensFor('user-1')
    await who(token)
    assert.equal(keysAsked(), 1)
    const unknown = async (kid: string) => refusalOf(who(await signed(token, {}, { key: { ...nextKey, kid } })))
    for (const kid of ['a', 'b', 'c']) assert.equal(await unknown(kid), 'key')
    assert.equal(keysAsked(), 1)
    wait(59.9)
    assert.equal(await unknown('d'), 'key')
    assert.equal(keysAsked(), 1)
    wait(0.1)
    assert.deepEqual(await Promise.all(['e', 'f', 'g'].map(unknown)), ['key', 'key', 'key'])
    assert.equal(keysAsked(), 2)
    wait(59.9)
    assert.equal(await unknown('h'), 'key')
    assert.equal(keysAsked(), 2)
  })

  test('a change of keys while people work: new tokens pass, old ones until they end, the old key no longer', async () => {
    const who = openFrontEnd()
    const { access_token: before } = await provider.tokensFor('user-1', { ttlSeconds: 3_600 })
    const { access_token: unseen } = await provider.tokensFor('user-3', { ttlSeconds: 3_600 })
    assert.equal((await who(before)).person, 'user-1')
    provider.signWith(nextKey)
    wait(60)
    const { access_token: after } = await provider.tokensFor('user-2', { ttlSeconds: 3_600 })
    assert.equal((await who(after)).person, 'user-2')
    assert.equal((await who(before)).person, 'user-1')
    assert.equal(await refusalOf(who(unseen)), 'key')
  })

  test('a key that was taken back is believed for ten minutes at most', async () => {
    const who = openFrontEnd()
    const { access_token: first } = await provider.tokensFor('user-1', { ttlSeconds: 3_600 })
    const { access_token: second } = await provider.tokensFor('user-2', { ttlSeconds: 3_600 })
    const { access_token: third } = await provider.tokensFor('user-3', { ttlSeconds: 3_600 })
    await who(first)
    provider.signWith(nextKey)
    wait(599.9)
    assert.equal((await who(second)).person, 'user-2')
    wait(0.1)
    assert.equal(await refusalOf(who(third)), 'key')
  })

  test('and by nobody who was checked with it before, however far ahead the token ends', async () => {
    const who = openFrontEnd()
    const { access_token: token } = await provider.tokensFor('user-1', { ttlSeconds: 1_000_000 })
    assert.equal((await who(token)).person, 'user-1')
    provider.signWith(nextKey)
    wait(300)
    assert.equal((await who(token)).person, 'user-1')
    assert.equal(keysAsked(), 1)
    wait(300)
    assert.equal(await refusalOf(who(token)), 'key')
    assert.equal(await refusalOf(who(token)), 'key')
  })

  test('who was checked asks a silent provider once a minute, and not for each call', async () => {
    const who = openFrontEnd()
    const { access_token: token } = await provider.tokensFor('user-1', { ttlSeconds: 3_600 })
    await who(token)
    provider.answerWith(() => ({ status: 503, body: '' }))
    wait(600)
    const asked = provider.asked.length
    for (const seconds of [0, 30, 29.9]) {
      wait(seconds)
      assert.equal((await who(token)).person, 'user-1')
    }
    assert.equal(provider.asked.length, asked + 1)
    wait(0.1)
    provider.signWith(nextKey)
    provider.answerWith(() => undefined)
    assert.equal(await refusalOf(who(token)), 'key')
  })

  test('while the provider is down nobody new is let in; who was checked stays until the token ends', async () => {
    const who = openFrontEnd()
    const { access_token: known, ...rest } = await provider.tokensFor('user-1', { ttlSeconds: 3_600 })
    const { access_token: unseen } = await provider.tokensFor('user-2', { ttlSeconds: 3_600 })
    assert.ok(rest.id_token)
    await who(known)
    provider.answerWith(() => ({ status: 503, body: '' }))
    wait(600)
    assert.equal((await who(known)).person, 'user-1')
    assert.equal(await refusalOf(who(unseen)), 'identity_provider_silent')
    const asked = provider.asked.length
    assert.equal(await refusalOf(who(unseen)), 'identity_provider_silent')
    assert.equal(provider.asked.length, asked, 'asked again within five seconds')
    wait(5)
    provider.answerWith(() => undefined)
    assert.equal((await who(unseen)).person, 'user-2')
  })

  test('a provider that cannot be reached at all', async () => {
    const { access_token: token } = await provider.tokensFor('user-1')
    const jwksUrl = 'http://127.0.0.1:1/jwks'
    assert.equal(await refusalOf(openFrontEnd({ jwksUrl })(token)), 'identity_provider_silent')
  })

  const large = JSON.stringify({ keys: [], more: 'x'.repeat(262_144) })
  const rows: readonly [why: string, path: string, status: number, body: string, headers?: Record<string, string>][] = [
    ['an error instead of keys', '/jwks', 500, '{"keys":[]}'],
    ['a page instead of keys', '/jwks', 200, '<html>'],
    ['no list of keys', '/jwks', 200, '{"keys":{}}'],
    ['null', '/jwks', 200, 'null'],
    ['a key that is none', '/jwks', 200, '{"keys":[{"kty":"RSA","kid":"first","alg":"RS256","n":"AQAB"}]}'],
    ['more than 256 kB of keys', '/jwks', 200, large],
    ['keys elsewhere', '/jwks', 302, '', { location: '/jwks2' }],
    ['a page instead of a description', '/.well-known/openid-configuration', 200, '<html>'],
    ['null for a description', '/.well-known/openid-configuration', 200, 'null'],
    ['another issuer', '/.well-known/openid-configuration', 200, '{"issuer":"https://other.example"}'],
    ['no address of keys', '/.well-known/openid-configuration', 200, 'ISSUER'],
    ['keys on another host', '/.well-known/openid-configuration', 200, 'ISSUER http://127.0.0.2:1/jwks'],
    ['keys in a file', '/.well-known/openid-configuration', 200, 'ISSUER file:///etc/passwd'],
  ]
  for (const [why, at, status, body, headers] of rows) {
    test(`the provider shows ${why}`, async () => {
      const { access_token: token } = await provider.tokensFor('user-1')
      const [, jwksUri] = body.split(' ')
      const text = body.startsWith('ISSUER') ? JSON.stringify({ issuer: provider.issuer, jwks_uri: jwksUri }) : body
      provider.answerWith((path) => (path === at ? { status, body: text, ...(headers && { headers }) } : undefined))
      assert.equal(await refusalOf(openFrontEnd()(token)), 'identity_provider_silent')
      assert.ok(!provider.asked.includes('/jwks2'))
    })
  }
})
