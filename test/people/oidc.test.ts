// The negative matrix of signing in, against a real provider: one defect per row, in a sign-in that is otherwise good. Goal: everything
// but the first row is refused.
import { strict as assert } from 'node:assert'
import { createPublicKey } from 'node:crypto'

import { afterEach, beforeAll, beforeEach, describe, test } from 'bun:test'
import { decodeJwt, type JWK, SignJWT, UnsecuredJWT } from 'jose'

import { type ConfigInput, parseConfig } from '../../packages/contract/src/config.ts'
import { GatewayError, messageOf } from '../../packages/contract/src/error.ts'
import { systemClock } from '../../packages/server/src/clock.ts'
import { providerOf } from '../../packages/server/src/people-wiring.ts'
import type { Provider } from '../../packages/server/src/people/provider/provider.ts'
import { signingKey } from '../identity/provider.ts'
import { clientId, redirectUri, runSignInProvider, type SignInProviderInProcess } from './sign-in-provider.ts'

let there: SignInProviderInProcess
let key: JWK
let nextKey: JWK
let elapsedMs = 0
const clock = { now: () => systemClock.now(), elapsed: () => elapsedMs }
const env = { CITY_SECRET: 'a-secret-of-32-characters-or-more' }

beforeAll(async () => {
  key = await signingKey('first')
  nextKey = await signingKey('second')
})
beforeEach(async () => {
  elapsedMs = 0
  there = await runSignInProvider(key)
})
afterEach(() => there.close())

type ProviderInput = NonNullable<NonNullable<ConfigInput['signIn']>['providers']>[number]

function open(more: Partial<ProviderInput> = {}): Provider {
  const provider = {
    id: 'city',
    title: 'the city',
    issuer: there.issuer,
    clientId,
    clientSecret: 'env:CITY_SECRET',
    ...more,
  }
  const [config] = parseConfig({ signIn: { providers: [provider] } }).signIn.providers
  assert.ok(config !== undefined)
  return providerOf(config, env, clock)
}

/** Goes there and back, as a browser does; what is changed on the way is the row. */
async function signIn(
  provider: Provider,
  on: { readonly out?: (url: URL) => void; readonly back?: (url: URL) => void; readonly browser?: string } = {},
) {
  const { url, browser } = await provider.begin({ redirectUri, onto: '/sign-in' })
  const going = new URL(url)
  on.out?.(going)
  const back = await there.visit(going.href)
  on.back?.(back)
  return provider.finish(back, on.browser ?? browser)
}

async function errorOf(asking: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await asking.then(
    () => new Error('let in'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof GatewayError)
  return error
}

/** Code of a refusal, or the reason where that says more. */
async function refusalOf(asking: Promise<unknown>): Promise<string> {
  const { code, details } = await errorOf(asking)
  return code === 'sign_in_provider_refused' ? String(details['reason']) : code
}

/** From now on the token endpoint answers with an ID token that was made otherwise. */
function idTokenAs(make: (claims: Record<string, unknown>) => Promise<string> | string): void {
  let nonce: string | undefined
  const original = there.answerWith
  let pending: string | undefined
  there.answerWith = (path) => {
    nonce ??= new URLSearchParams(path.split('?')[1]).get('nonce') ?? undefined
    if (path !== '/token' || pending === undefined) return original(path)
    return { status: 200, body: JSON.stringify({ access_token: 'x', token_type: 'Bearer', id_token: pending }) }
  }
  made = async (sent) => {
    const seconds = Math.floor(systemClock.now() / 1000)
    pending = await make({
      iss: there.issuer,
      aud: clientId,
      sub: 'user-1',
      iat: seconds,
      exp: seconds + 300,
      nonce: sent,
    })
  }
}
let made: (nonce: string) => Promise<void> = async () => undefined

async function signInWith(provider: Provider) {
  const { url, browser } = await provider.begin({ redirectUri, onto: '/' })
  await made(new URL(url).searchParams.get('nonce') ?? '')
  return provider.finish(await there.visit(url), browser)
}

function signed(claims: Record<string, unknown>, by: JWK = key, header: object = {}): Promise<string> {
  const kept = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
  return new SignJWT(kept).setProtectedHeader({ alg: by.alg ?? 'RS256', kid: by.kid ?? '', ...header }).sign(by)
}

const keysAsked = (): number => there.asked.filter((path) => path === '/jwks').length

test('who signs in there is known here, with name, mail and groups', async () => {
  there.person = {
    id: 'user-1',
    claims: { name: 'Erika Mustermann', email: 'erika@city.example', groups: ['/registry'] },
  }
  const came = await signIn(open())
  assert.deepEqual(
    [came.subject, came.name, came.mail, came.groups, came.onto],
    ['user-1', 'Erika Mustermann', 'erika@city.example', ['registry'], '/sign-in'],
  )
  assert.equal(typeof came.sid, 'string')
  assert.ok(Math.abs((came.shownAt ?? 0) - systemClock.now()) < 60_000)
})

describe('the way there and back', () => {
  const rows: readonly [why: string, on: Parameters<typeof signIn>[1], refusal: string][] = [
    ['no state', { back: (url) => url.searchParams.delete('state') }, 'state'],
    ['a state of our own making', { back: (url) => url.searchParams.set('state', 'A'.repeat(43)) }, 'state'],
    ['two states', { back: (url) => url.searchParams.append('state', 'other') }, 'state'],
    ['another browser', { browser: 'B'.repeat(43) }, 'state'],
    [
      'mix-up: another issuer says that it answers',
      { back: (url) => url.searchParams.set('iss', 'https://evil.example') },
      'issuer',
    ],
    ['mix-up: nobody says who answers', { back: (url) => url.searchParams.delete('iss') }, 'issuer'],
    [
      'PKCE of another sign-in',
      { out: (url) => url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM') },
      'code',
    ],
    ['PKCE downgraded to plain', { out: (url) => url.searchParams.set('code_challenge_method', 'plain') }, 'declined'],
    [
      'PKCE left out',
      {
        out: (url) => {
          url.searchParams.delete('code_challenge')
          url.searchParams.delete('code_challenge_method')
        },
      },
      'declined',
    ],
    ['another nonce', { out: (url) => url.searchParams.set('nonce', 'other') }, 'claims'],
    ['no nonce', { out: (url) => url.searchParams.delete('nonce') }, 'malformed'],
    [
      'the person declined',
      {
        back: (url) => {
          url.searchParams.delete('code')
          url.searchParams.set('error', 'access_denied')
        },
      },
      'declined',
    ],
    ['no code', { back: (url) => url.searchParams.delete('code') }, 'malformed'],
    ['another code', { back: (url) => url.searchParams.set('code', 'other') }, 'code'],
  ]
  for (const [why, on, refusal] of rows)
    test(`${why}: refused`, async () => assert.equal(await refusalOf(signIn(open(), on)), refusal))

  test('a code that was used already: refused', async () => {
    const provider = open()
    const first = await provider.begin({ redirectUri, onto: '/' })
    const second = await provider.begin({ redirectUri, onto: '/' })
    const back = await there.visit(first.url)
    await provider.finish(back, first.browser)
    assert.equal(await refusalOf(provider.finish(back, first.browser)), 'state')
    const other = await there.visit(second.url)
    other.searchParams.set('code', back.searchParams.get('code') ?? '')
    assert.equal(await refusalOf(provider.finish(other, second.browser)), 'code')
  })

  test('a sign-in that took longer than ten minutes: refused', async () => {
    const provider = open()
    const { url, browser } = await provider.begin({ redirectUri, onto: '/' })
    const back = await there.visit(url)
    elapsedMs += 10 * 60_000
    assert.equal(await refusalOf(provider.finish(back, browser)), 'state')
  })

  test('a sign-in that began at another provider: refused', async () => {
    const [one, other] = [open(), open()]
    const { url, browser } = await one.begin({ redirectUri, onto: '/' })
    assert.equal(await refusalOf(other.finish(await there.visit(url), browser)), 'state')
  })
})

describe('the ID token', () => {
  type Claims = Record<string, unknown>
  const seconds = (): number => Math.floor(systemClock.now() / 1000)
  const rows: readonly [why: string, make: (claims: Claims) => Promise<string> | string, refusal: string][] = [
    ['as it should be', (claims) => signed(claims), ''],
    ['another issuer', (claims) => signed({ ...claims, iss: 'https://evil.example' }), 'claims'],
    ['no issuer', (claims) => signed({ ...claims, iss: undefined }), 'issuer'],
    ['another audience', (claims) => signed({ ...claims, aud: 'other' }), 'claims'],
    ['two audiences and nobody authorised', (claims) => signed({ ...claims, aud: [clientId, 'other'] }), 'claims'],
    [
      'two audiences and another party',
      (claims) => signed({ ...claims, aud: [clientId, 'other'], azp: 'other' }),
      'claims',
    ],
    ['two audiences and we', (claims) => signed({ ...claims, aud: [clientId, 'other'], azp: clientId }), ''],
    ['our audience and another party', (claims) => signed({ ...claims, azp: 'other' }), 'claims'],
    ['alg none', (claims) => new UnsecuredJWT(claims).encode(), 'algorithm'],
    [
      'HS256 with our secret',
      (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(env.CITY_SECRET)),
      'algorithm',
    ],
    [
      'HS256 with its public key',
      (claims) => {
        const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
        return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: key.kid ?? '' }).sign(Buffer.from(pem))
      },
      'algorithm',
    ],
    [
      'another permitted key of the same name',
      async (claims) => signed(claims, { ...nextKey, kid: key.kid ?? '' }),
      'signature',
    ],
    [
      'a changed letter',
      async (claims) => {
        const [header, , signature] = (await signed(claims)).split('.')
        return `${header}.${Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url')}.${signature}`
      },
      'signature',
    ],
    ['a key that is not there', (claims) => signed(claims, nextKey), 'key'],
    ['59 s past its end', (claims) => signed({ ...claims, iat: seconds() - 300, exp: seconds() - 57 }), ''],
    ['61 s past its end', (claims) => signed({ ...claims, iat: seconds() - 300, exp: seconds() - 61 }), 'moment'],
    ['no end', (claims) => signed({ ...claims, exp: undefined }), 'malformed'],
    ['valid in 58 s', (claims) => signed({ ...claims, nbf: seconds() + 58 }), ''],
    ['valid in 65 s', (claims) => signed({ ...claims, nbf: seconds() + 65 }), 'moment'],
    ['issued in 58 s', (claims) => signed({ ...claims, iat: seconds() + 58 }), ''],
    ['issued in 65 s', (claims) => signed({ ...claims, iat: seconds() + 65 }), 'moment'],
    ['the nonce of before', (claims) => signed({ ...claims, nonce: 'before' }), 'claims'],
    ['no nonce', (claims) => signed({ ...claims, nonce: undefined }), 'malformed'],
    ['no person', (claims) => signed({ ...claims, sub: undefined }), 'malformed'],
    [
      'something that we must understand and do not',
      (claims) => signed(claims, key, { crit: ['b64'], b64: true }),
      'malformed',
    ],
    ['no token', () => 'x', 'malformed'],
  ]
  for (const [why, make, refusal] of rows) {
    test(`${why}: ${refusal === '' ? 'taken' : 'refused'}`, async () => {
      idTokenAs(make)
      const asking = signInWith(open())
      if (refusal === '') assert.equal((await asking).subject, 'user-1')
      else assert.equal(await refusalOf(asking), refusal)
    })
  }

  test('a nonce that was used is not taken again', async () => {
    const provider = open()
    let first: string | undefined
    idTokenAs(async (claims) => (first ??= await signed(claims)))
    await signInWith(provider)
    assert.equal(await refusalOf(signInWith(provider)), 'claims')
  })
})

describe('keys', () => {
  test('an unknown one makes us ask once, and not again within a minute', async () => {
    const provider = open()
    idTokenAs((claims) => signed(claims, nextKey))
    for (let round = 0; round < 3; round++) assert.equal(await refusalOf(signInWith(provider)), 'key')
    assert.equal(keysAsked(), 1)
  })

  test('away: refused as silent, and back again: taken', async () => {
    const provider = open()
    there.answerWith = (path) => (path === '/jwks' ? { status: 503, body: '{}' } : undefined)
    assert.equal(await refusalOf(signIn(provider)), 'sign_in_provider_silent')
    there.answerWith = () => undefined
    assert.equal((await signIn(provider)).subject, 'user-1')
  })

  test('changed between two sign-ins: the new one is taken once we have asked again', async () => {
    assert.equal((await signIn(open())).subject, 'user-1')
    there.signWith(nextKey)
    assert.equal((await signIn(open())).subject, 'user-1')
  })
})

describe('the provider', () => {
  test('that does not answer is silent, and is asked again after five seconds', async () => {
    const provider = open()
    there.answerWith = (path) => (path.startsWith('/.well-known') ? { status: 500, body: '' } : undefined)
    assert.equal(await refusalOf(provider.begin({ redirectUri, onto: '/' })), 'sign_in_provider_silent')
    there.answerWith = () => undefined
    assert.equal(await refusalOf(provider.begin({ redirectUri, onto: '/' })), 'sign_in_provider_silent')
    elapsedMs += 5_000
    assert.equal((await signIn(provider)).subject, 'user-1')
  })

  const metadata = { authorization_endpoint: '/auth', token_endpoint: '/token', jwks_uri: '/jwks' }
  const lies: readonly [why: string, document: (issuer: string) => object][] = [
    [
      'that says it is another',
      (issuer) => ({ issuer: 'https://evil.example', ...metadata, token_endpoint: `${issuer}/token` }),
    ],
    [
      'that would have us ask elsewhere',
      (issuer) => ({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: 'https://evil.example/token',
        jwks_uri: `${issuer}/jwks`,
      }),
    ],
  ]
  for (const [why, document] of lies) {
    test(`${why}: refused`, async () => {
      there.answerWith = (path) =>
        path.startsWith('/.well-known') ? { status: 200, body: JSON.stringify(document(there.issuer)) } : undefined
      const { code } = await errorOf(signIn(open()))
      assert.match(code, /^sign_in_provider_/)
    })
  }
})

describe('shapes', () => {
  test('Entra: too many groups are refused in plain words, and roles are read where they are configured', async () => {
    const overage = {
      oid: 'o1',
      tid: 't1',
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: {} },
      roles: ['approvers'],
    }
    idTokenAs((claims) => signed({ ...claims, ...overage }))
    const error = await errorOf(signInWith(open()))
    assert.equal(error.code, 'sign_in_groups_unknown')
    assert.match(messageOf(error, 'en'), /the city leaves the groups out because there are too many; unknown means no/)
    assert.match(messageOf(error, 'de'), /nennt die Gruppen nicht, weil es zu viele sind/)
    const came = await signInWith(open({ groupsClaim: 'roles' }))
    assert.deepEqual([came.subject, came.groups], ['o1@t1', ['approvers']])
  })

  test('Keycloak: groups as paths, and roles of the realm', async () => {
    const claims = { groups: ['/city/registry'], realm_access: { roles: ['approver'] }, preferred_username: 'erika' }
    idTokenAs((plain) => signed({ ...plain, ...claims }))
    const came = await signInWith(open())
    assert.deepEqual([came.name, came.groups], ['erika', ['city/registry']])
    assert.deepEqual((await signInWith(open({ groupsClaim: 'realm_access.roles' }))).groups, ['approver'])
  })
})

describe('a logout at the provider', () => {
  const event = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const seconds = (): number => Math.floor(systemClock.now() / 1000)
  const good = () => ({
    iss: there.issuer,
    aud: clientId,
    sub: 'user-1',
    sid: 's1',
    iat: seconds(),
    exp: seconds() + 120,
    jti: crypto.randomUUID(),
    events: event,
  })
  const rows: readonly [
    why: string,
    make: (claims: ReturnType<typeof good>) => Promise<string> | string,
    refusal: string,
  ][] = [
    ['as it should be', (claims) => signed(claims), ''],
    ['of its own type', (claims) => signed(claims, key, { typ: 'logout+jwt' }), ''],
    ['another issuer', (claims) => signed({ ...claims, iss: 'https://evil.example' }), 'issuer'],
    ['another audience', (claims) => signed({ ...claims, aud: 'other' }), 'claims'],
    ['no event', (claims) => signed({ ...claims, events: {} }), 'claims'],
    ['an ID token with a nonce', (claims) => signed({ ...claims, nonce: 'n' }), 'claims'],
    ['nobody', (claims) => signed({ ...claims, sub: undefined, sid: undefined }), 'nobody'],
    ['without a number', (claims) => signed({ ...claims, jti: undefined }), 'claims'],
    ['of yesterday', (claims) => signed({ ...claims, iat: seconds() - 86_400, exp: seconds() - 86_000 }), 'moment'],
    ['alg none', (claims) => new UnsecuredJWT(claims).encode(), 'algorithm'],
    ['a key that is not there', (claims) => signed(claims, nextKey), 'key'],
    ['no token', () => 'x', 'malformed'],
  ]
  for (const [why, make, refusal] of rows) {
    test(`${why}: ${refusal === '' ? 'taken' : 'refused'}`, async () => {
      const asking = open().loggedOut(await make(good()))
      if (refusal === '') assert.deepEqual(await asking, { sub: 'user-1', sid: 's1' })
      else assert.equal(await refusalOf(asking), refusal)
    })
  }

  test('counts once', async () => {
    const provider = open()
    const token = await signed(good())
    await provider.loggedOut(token)
    for (let round = 0; round < 2; round++) assert.equal(await refusalOf(provider.loggedOut(token)), 'state')
  })

  test('with keys that are not there, from whoever, makes us ask once a minute', async () => {
    const provider = open()
    for (let round = 0; round < 5; round++) await refusalOf(provider.loggedOut(await signed(good(), nextKey)))
    assert.equal(keysAsked(), 1)
    assert.equal(decodeJwt(await signed(good())).iss, there.issuer)
  })
})
