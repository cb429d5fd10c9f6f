// People at the pages under /sign-in, as a browser and a terminal come: everything but the network is real.
import { strict as assert } from 'node:assert'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'bun:test'
import { type JWK, SignJWT } from 'jose'

import { parseConfig } from '../../packages/contract/src/config.ts'
import type { CreateKey, KeyView } from '../../packages/contract/src/key-office.ts'
import { roles as allRoles } from '../../packages/contract/src/register/role.ts'
import { handleSignIn, type SignInHouse } from '../../packages/server/src/api/sign-in.ts'
import { systemClock } from '../../packages/server/src/clock.ts'
import { problemResponse, gatewayErrorOf } from '../../packages/server/src/http/render.ts'
import { type OpenPeople, openPeople } from '../../packages/server/src/people-wiring.ts'
import type { Session } from '../../packages/server/src/people/sessions.ts'
import { sessionDoorAt } from '../../packages/server/src/session-door.ts'
import { tablesOf } from '../../packages/server/src/storage/sqlite/store.ts'
import { signingKey } from '../identity/provider.ts'
import { openWorld, type World } from '../register/world.ts'
import { softwareAuthenticator } from './authenticator.ts'
import { Browser, publicUrl } from './browser.ts'
import { clientId, runSignInProvider, type SignInProviderInProcess } from './sign-in-provider.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-people-'))
afterAll(() => rmSync(root, { recursive: true }))
const password = 'korrekt pferd batterie'

let world: World
let people: OpenPeople
let house: SignInHouse<Session>
let made: CreateKey[]
let there: SignInProviderInProcess | undefined
let key: JWK
let elapsedMs = 0
const faults: unknown[] = []

beforeAll(async () => {
  key = await signingKey('first')
})
beforeEach(async () => {
  there = undefined
  made = []
  elapsedMs = 0
  faults.length = 0
  await open({})
})
afterEach(async () => {
  await there?.close()
  assert.deepEqual(faults, [])
})

async function open(signIn: object): Promise<void> {
  world = await openWorld({ now: systemClock.now() })
  const useCases = [
    { id: 'letters', title: 'Letters', state: 'active', deployments: [], groups: ['registry'] },
    { id: 'open', title: 'Open', state: 'active', deployments: [] },
  ] as const
  const config = parseConfig({
    data: join(root, crypto.randomUUID()),
    signIn,
    useCases: useCases.map((one) => ({ ...one, deployments: [] })),
  })
  const keys = {
    create: async (what: CreateKey) => {
      made.push(what)
      return {
        key: 'swk_live_x',
        view: { ...what, expiresAt: '2026-12-01T00:00:00Z', state: 'active' } as unknown as KeyView,
      } // As far as it is read.
    },
    list: async () => made.map((what) => ({ ...what, state: 'active' }) as unknown as KeyView), // As above.
  }
  const clock = { now: () => world.clock.now, elapsed: () => elapsedMs }
  const onTrouble = (error: unknown): void => void faults.push(error)
  const store = { db: tablesOf(world.database) }
  people = openPeople(config, {
    store,
    ledger: world.register,
    keys,
    env: { SECRET: 'a-secret-of-32-characters-or-more' },
    clock,
    publicUrl: () => publicUrl,
    onTrouble,
  })
  outbox = join(config.data, 'outbox')
  house = {
    desk: people.desk,
    door: () => sessionDoorAt(publicUrl, false),
    publicUrl: () => publicUrl,
    language: 'en',
    fault: onTrouble,
    problem: (error) => problemResponse(gatewayErrorOf(error), { requestId: 'req_1', language: 'en', publicUrl }),
  }
}
let outbox = ''

const newBrowser = (): Browser => new Browser(() => house)

/** The first administrator, with the link of set-up. */
async function administrator(): Promise<Browser> {
  const browser = newBrowser()
  const code = await people.desk.makeLink(['administrator'], undefined)
  const form = { code, name: 'Anna Amt', mail: 'anna@city.example', password }
  assert.equal((await browser.ask('POST', '/sign-in/link', { form })).location, '/sign-in')
  world.clock.now += 1
  return browser
}

describe('the link of set-up', () => {
  test('shows what comes with it, lets the first administrator in, and nobody after that', async () => {
    const browser = newBrowser()
    const code = await people.desk.makeLink(['administrator'], undefined)
    const shown = await browser.get(`/sign-in/link?code=${code}`)
    assert.match(shown.text, /With this link come the roles: administration/)
    const short = await browser.ask('POST', '/sign-in/link', {
      form: { code, name: 'A', mail: 'a@b.example', password: 'short' },
    })
    assert.equal(short.status, 400)
    const good = { code, name: 'Anna Amt', mail: 'anna@city.example', password }
    assert.equal((await browser.ask('POST', '/sign-in/link', { form: good })).status, 303)
    assert.match(
      browser.last.headers.getSetCookie()[0] ?? '',
      /^__Host-stellwerk=sws_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    const own = await browser.get('/sign-in')
    assert.match(own.text, /Signed in as Anna Amt/)
    assert.match(own.text, /Roles: administration/)
    assert.equal((await newBrowser().ask('POST', '/sign-in/link', { form: good })).status, 403)
    await assert.rejects(people.desk.makeLink(['administrator'], undefined))
  })

  test('two for the same role: the second gives nothing', async () => {
    const codes = await Promise.all([1, 2].map(() => people.desk.makeLink(['administrator'], undefined)))
    const answers: number[] = []
    for (const code of codes) {
      const form = { code, name: 'A', mail: `${code.slice(4, 9).toLowerCase()}@b.example`, password }
      answers.push((await newBrowser().ask('POST', '/sign-in/link', { form })).status)
    }
    assert.deepEqual(answers, [303, 403])
  })

  test('of the representation is told to it by letter, and journaled without a name', async () => {
    await administrator()
    const code = await people.desk.makeLink(['employeeRepresentation'], undefined)
    await newBrowser().ask('POST', '/sign-in/link', {
      form: { code, name: 'Rita Rat', mail: 'rita@council.example', password },
    })
    assert.equal(readdirSync(outbox).length, 1)
    assert.equal(world.journal.entries.length, 2)
    assert.ok(!JSON.stringify(world.journal.entries.map(({ draft }) => draft)).includes('Rita'))
  })
})

describe('a password', () => {
  test('lets in and out, and the session before is gone', async () => {
    await administrator()
    const browser = newBrowser()
    const wrong = await browser.ask('POST', '/sign-in/password', {
      form: { login: 'anna@city.example', password: 'wrong password' },
    })
    assert.equal(wrong.status, 401)
    assert.match(wrong.text, /role="alert">Signing in failed/)
    assert.equal(
      (await browser.ask('POST', '/sign-in/password', { form: { login: 'anna@city.example', password } })).status,
      303,
    )
    const first = browser.last.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    await browser.ask('POST', '/sign-in/password', { form: { login: 'anna@city.example', password } })
    const before = await handleSignIn(
      new Request(`${publicUrl}/sign-in`, { headers: { cookie: first } }),
      undefined,
      house,
    )
    assert.match(await before.text(), /<h1>Sign in<\/h1>/)
    assert.equal((await browser.send('/sign-in/out', {})).status, 303)
    assert.match((await browser.get('/sign-in')).text, /<h1>Sign in<\/h1>/)
  })

  test('is not asked for where it is switched off', async () => {
    await administrator()
    await open({ password: false })
    const browser = newBrowser()
    assert.ok(!(await browser.get('/sign-in')).text.includes('type="password"'))
    assert.equal(
      (await browser.ask('POST', '/sign-in/password', { form: { login: 'anna@city.example', password } })).status,
      401,
    )
  })
})

// Goal: what another site makes a browser send changes nothing.
describe('from elsewhere', () => {
  const rows: readonly [why: string, headers: Record<string, string>][] = [
    ['another origin', { origin: 'https://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a subdomain', { 'sec-fetch-site': 'same-site' }],
  ]
  for (const [why, headers] of rows) {
    test(`${why}: refused, and the session stands`, async () => {
      const browser = await administrator()
      const { text } = await browser.get('/sign-in')
      const token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? ''
      assert.equal((await browser.ask('POST', '/sign-in/out', { form: { token }, headers })).status, 403)
      assert.match((await browser.get('/sign-in')).text, /Signed in as/)
    })
  }

  test('without the token of the page: refused', async () => {
    const browser = await administrator()
    assert.equal((await browser.ask('POST', '/sign-in/out', { form: { token: 'x' } })).status, 403)
    assert.equal((await browser.ask('POST', '/sign-in/out', { form: {} })).status, 403)
  })

  test('a script without its header: refused', async () => {
    const browser = await administrator()
    const answer = await browser.ask('POST', '/sign-in/passkey/registration', {
      json: {},
      headers: { 'x-stellwerk-request': '' },
    })
    assert.equal(answer.status, 403)
  })

  const ontos: readonly [wish: string, taken: boolean][] = [
    ['/sign-in/device?code=BCDF-GHJK', true],
    ['https://evil.example', false],
    ['//evil.example', false],
    ['/\\evil.example', false],
    ['/sign-in/out', false],
  ]
  for (const [onto, isTaken] of ontos) {
    test(`onwards to ${onto}: ${isTaken ? 'taken' : 'not taken'}`, async () => {
      await administrator()
      const { location } = await newBrowser().ask('POST', '/sign-in/password', {
        form: { login: 'anna@city.example', password, onto },
      })
      assert.equal(location, isTaken ? onto : '/sign-in')
    })
  }

  test('markup in a name is text, and every page forbids what we do not need', async () => {
    const code = await people.desk.makeLink(['administrator'], undefined)
    const browser = newBrowser()
    await browser.ask('POST', '/sign-in/link', {
      form: { code, name: '<img src=x onerror=alert(1)>', mail: 'a@b.example', password },
    })
    const { text } = await browser.get('/sign-in')
    assert.ok(!text.includes('<img'))
    const policy = browser.last.headers.get('content-security-policy') ?? ''
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'sha256-/)
    assert.ok(!policy.includes('unsafe'))
    assert.ok(!/<[^>]* (?:style|on\w+)=/.test(text))
    const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? ''
    assert.ok(policy.includes(new Bun.CryptoHasher('sha256').update(style).digest('base64')))
  })
})

test('a passkey is made while the sign-in is fresh, and signs in', async () => {
  const browser = await administrator()
  const authenticator = await softwareAuthenticator()
  const asked = { origin: publicUrl, rpId: 'llm.example' }
  const challengeOf = (text: string): string => (JSON.parse(text) as { challenge: string }).challenge // As the options have it.
  const making = challengeOf((await browser.ask('POST', '/sign-in/passkey/registration', { json: {} })).text)
  const response = await authenticator.create({ ...asked, challenge: making })
  assert.equal(
    (await browser.ask('POST', '/sign-in/passkey/register', { json: { response, label: 'key ring' } })).status,
    201,
  )
  assert.match((await browser.get('/sign-in')).text, /key ring/)
  const other = newBrowser()
  const asking = challengeOf((await other.ask('POST', '/sign-in/passkey/request', { json: {} })).text)
  const signed = await authenticator.get({ ...asked, challenge: asking })
  assert.equal((await other.ask('POST', '/sign-in/passkey/sign-in', { json: { response: signed } })).status, 200)
  assert.match((await other.get('/sign-in')).text, /Signed in as Anna Amt/)
  world.clock.now += 6 * 60_000
  assert.equal((await other.ask('POST', '/sign-in/passkey/registration', { json: {} })).status, 403)
})

describe('a provider', () => {
  async function openCity(groups: readonly string[]): Promise<void> {
    there = await runSignInProvider(key)
    there.person = { id: 'user-1', claims: { name: 'Erika Mustermann', email: 'erika@city.example', groups } }
    const roles = allRoles.includes('owner') ? [{ group: 'approvers', role: 'owner' }] : []
    await open({
      providers: [{ id: 'city', title: 'the city', issuer: there.issuer, clientId, clientSecret: 'env:SECRET', roles }],
    })
  }
  async function signIn(browser: Browser, onto = '/sign-in'): Promise<Awaited<ReturnType<Browser['get']>>> {
    const { location } = await browser.get(`/sign-in/providers/city?onto=${encodeURIComponent(onto)}`)
    const back = await there?.visit(location)
    return browser.get(`${back?.pathname}${back?.search}`)
  }

  test('brings the person with roles of their groups, and the same person again', async () => {
    await openCity(['/approvers'])
    const browser = newBrowser()
    assert.match((await browser.get('/sign-in')).text, /Sign in through the city/)
    assert.equal((await signIn(browser)).location, '/sign-in')
    assert.match((await browser.get('/sign-in')).text, /Erika Mustermann[\s\S]*Roles: business owner/)
    const { length } = await people.desk.persons.all()
    await signIn(newBrowser())
    assert.equal((await people.desk.persons.all()).length, length)
    if (there !== undefined) there.person = { id: 'user-1', claims: { name: 'Erika Mustermann', groups: [] } }
    await signIn(browser)
    assert.match((await browser.get('/sign-in')).text, /Roles: none/)
  })

  test('an answer for another browser is refused', async () => {
    await openCity([])
    const { location } = await newBrowser().get('/sign-in/providers/city')
    const back = await there?.visit(location)
    const { status, text } = await newBrowser().get(`${back?.pathname}${back?.search}`)
    assert.equal(status, 403)
    assert.match(text, /it was not begun here/)
  })

  test('that signs somebody out ends the sessions here', async () => {
    await openCity([])
    const [browser, other] = [newBrowser(), newBrowser()]
    await signIn(browser)
    await signIn(other)
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const seconds = Math.floor(world.clock.now / 1000)
    const token = await new SignJWT({ sub: 'user-1', events, jti: 'one' })
      .setProtectedHeader({ alg: 'RS256', kid: 'first' })
      .setIssuer(there?.issuer ?? '')
      .setAudience(clientId)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 60)
      .sign(key)
    const elsewhere = { origin: '', 'sec-fetch-site': '' }
    const answer = await newBrowser().ask('POST', '/sign-in/providers/city/logout', {
      form: { logout_token: token },
      headers: elsewhere,
    })
    assert.equal(answer.status, 200)
    for (const one of [browser, other]) assert.match((await one.get('/sign-in')).text, /<h1>Sign in<\/h1>/)
  })

  test('gives a key of one’s own for use cases of one’s groups, for at most 30 days, and for no others', async () => {
    await openCity(['/registry', '/other'])
    const browser = newBrowser()
    await signIn(browser)
    const own = await browser.get('/sign-in')
    assert.match(own.text, /Letters/)
    assert.ok(!own.text.includes('Open'))
    assert.match((await browser.send('/sign-in/keys', { useCaseId: 'letters' })).text, /swk_live_x/)
    assert.equal((await browser.send('/sign-in/keys', { useCaseId: 'open' })).status, 404)
    assert.deepEqual(
      made.map(({ useCaseId, kind, groups, days }) => ({ useCaseId, kind, groups, days })),
      [{ useCaseId: 'letters', kind: 'personal', groups: ['registry'], days: 7 }],
    )
  })
})

describe('a terminal', () => {
  interface Started {
    readonly device_code: string
    readonly user_code: string
    readonly interval: number
  }
  const start = async (): Promise<Started> => {
    const { text } = await newBrowser().ask('POST', '/sign-in/device/start', { json: {}, headers: { origin: '' } })
    return JSON.parse(text) as Started // As RFC 8628 § 3.2 has it.
  }
  const ask = async (code: string): Promise<{ readonly error?: string; readonly access_token?: string }> => {
    const form = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code }
    const { text } = await newBrowser().ask('POST', '/sign-in/token', { form, headers: { origin: '' } })
    return JSON.parse(text) as { readonly error?: string; readonly access_token?: string } // As § 3.5 has it.
  }

  test('gets a session of its own when somebody allows it in the browser', async () => {
    const browser = await administrator()
    const { device_code: code, user_code: typed, interval } = await start()
    assert.match(typed, /^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/)
    assert.equal((await ask(code)).error, 'authorization_pending')
    assert.equal((await ask(code)).error, 'slow_down')
    assert.match(
      (await browser.get(`/sign-in/device?code=${typed.toLowerCase()}`)).text,
      /Allow it only if you have just begun/,
    )
    assert.match((await browser.send('/sign-in/device/confirm', { code: typed, decision: 'allow' })).text, /Allowed/)
    elapsedMs += interval * 1_000
    const { access_token: token = '' } = await ask(code)
    assert.equal((await people.desk.session(token, 'terminal'))?.kind, 'terminal')
    assert.equal(await people.desk.session(token, 'browser'), undefined)
    assert.equal((await ask(code)).error, 'expired_token')
  })

  test('that is denied, or waits for longer than ten minutes, gets nothing', async () => {
    const browser = await administrator()
    const denied = await start()
    await browser.send('/sign-in/device/confirm', { code: denied.user_code, decision: 'deny' })
    assert.equal((await ask(denied.device_code)).error, 'access_denied')
    const late = await start()
    elapsedMs += 10 * 60_000
    assert.equal(
      (await browser.send('/sign-in/device/confirm', { code: late.user_code, decision: 'allow' })).status,
      403,
    )
    assert.equal((await ask(late.device_code)).error, 'expired_token')
  })

  test('whose code somebody allowed who has been signed out since gets nothing', async () => {
    const browser = await administrator()
    const { device_code: code, user_code: typed } = await start()
    await browser.send('/sign-in/device/confirm', { code: typed, decision: 'allow' })
    await browser.send('/sign-in/out', {})
    assert.equal((await ask(code)).error, 'access_denied')
  })

  test('is allowed only after a fresh sign-in, and codes cannot be guessed for long', async () => {
    const browser = await administrator()
    const { user_code: typed } = await start()
    world.clock.now += 6 * 60_000
    assert.match((await browser.get(`/sign-in/device?code=${typed}`)).location, /^\/sign-in\?again&onto=/)
    assert.equal((await browser.send('/sign-in/device/confirm', { code: typed, decision: 'allow' })).status, 403)
    await browser.ask('POST', '/sign-in/password', { form: { login: 'anna@city.example', password } })
    const codes = []
    for (let tries = 0; tries < 11; tries++) codes.push((await browser.get('/sign-in/device?code=BBBB-BBBB')).status)
    assert.deepEqual([codes.filter((status) => status === 200).length, codes.at(-1)], [10, 429])
  })

  test('only so many begin behind one address', async () => {
    const statuses = []
    for (let count = 0; count < 31; count++)
      statuses.push(
        (await newBrowser().ask('POST', '/sign-in/device/start', { json: {}, headers: { origin: '' } })).status,
      )
    assert.equal(statuses.filter((status) => status === 200).length, 30)
    assert.equal(statuses.at(-1), 429)
  })
})

describe('a reset', () => {
  test('by an administrator ends everything, and suspends what the person could say for others', async () => {
    await administrator()
    const named = async (name: string) =>
      (await people.desk.persons.all()).find(({ profile }) => profile?.name === name)
    const anna = await named('Anna Amt')
    const code = await people.desk.makeLink(['management'], undefined)
    const browser = newBrowser()
    await browser.ask('POST', '/sign-in/link', { form: { code, name: 'Mia', mail: 'mia@city.example', password } })
    const mia = await named('Mia')
    world.clock.now += 1
    const again = await people.desk.reset(mia?.id ?? '', anna?.id ?? '')
    assert.match((await browser.get('/sign-in')).text, /<h1>Sign in<\/h1>/)
    assert.equal(
      (await browser.ask('POST', '/sign-in/password', { form: { login: 'mia@city.example', password } })).status,
      401,
    )
    assert.match((await browser.get(`/sign-in/link?code=${again}`)).text, /Your sign-in was reset/)
    await browser.ask('POST', '/sign-in/link', { form: { code: again, mail: 'mia@city.example', password } })
    assert.match((await browser.get('/sign-in')).text, /Signed in as Mia[\s\S]*Roles: none/)
    await assert.rejects(people.desk.reset(anna?.id ?? '', mia?.id ?? ''))
    await assert.rejects(people.desk.reset(anna?.id ?? '', anna?.id ?? ''))
  })
})

test('in German, where that is asked for', async () => {
  const { text } = await newBrowser().get('/sign-in?lang=de')
  assert.match(text, /<html lang="de">[\s\S]*<h1>Anmelden<\/h1>[\s\S]*<label for="password">Kennwort<\/label>/)
})

test('where others could read along nobody signs in', async () => {
  house = { ...house, door: () => sessionDoorAt('http://llm.example', true) }
  for (const path of ['/sign-in', '/sign-in/providers/city']) assert.equal((await newBrowser().get(path)).status, 403)
  assert.equal((await newBrowser().ask('POST', '/sign-in/password', { form: {} })).status, 403)
})

test('what is not there is not there, and a long body is not read', async () => {
  assert.equal((await newBrowser().get('/sign-in/nowhere')).status, 404)
  assert.equal((await newBrowser().ask('PUT', '/sign-in', { form: {} })).status, 404)
  const login = 'x'.repeat(70_000)
  assert.equal((await newBrowser().ask('POST', '/sign-in/password', { form: { login } })).status, 413)
})
