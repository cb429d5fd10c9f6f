// People sign in under /sign-in: forms and answers of pages. What they mean is the desk's; here is only how they look on the wire.
import { GatewayError, messageOf, meaningOf } from '@stellwerk/contract/error'
import { type Language, languages, preferredLanguage } from '@stellwerk/contract/language'

import { bearerSecret, cookieSecret, mustBeOurPage, sessionCookie, type SessionDoor } from '../session-door.ts'
import type { DeskSession, SignInDesk, WebPlace } from '../sign-in-desk.ts'
import { boundedForm, boundedJson } from './sign-in-body.ts'
import {
  deviceAskPage,
  devicePage,
  donePage,
  linkPage,
  ownPage,
  type PageContext,
  plainAnswer,
  problemPage,
  signInPage,
} from './sign-in-pages.ts'
import { passkeyScript } from './sign-in-script.ts'
import { wordIn } from './sign-in-texts.ts'
import { jsonAnswer } from './wish.ts'

export interface SignInHouse<Session extends DeskSession = DeskSession> {
  readonly desk: SignInDesk<Session>
  /** Known once the port is. */
  readonly door: () => SessionDoor
  readonly publicUrl: () => string
  readonly language: Language
  readonly fault: (error: unknown) => void
  readonly problem: (error: unknown, request: Request) => Response
}

/** One request, with what every path needs of it. */
interface Visit<Session extends DeskSession> {
  readonly request: Request
  readonly url: URL
  readonly address: string | undefined
  readonly context: PageContext
  readonly door: SessionDoor
  readonly house: SignInHouse<Session>
}

type Answer = <Session extends DeskSession>(visit: Visit<Session>) => Promise<Response>

/** What the browser keeps while somebody signs in at a provider. */
const beginCookie = 'stellwerk-begin'

/**
 * Answers everything under /sign-in.
 *
 * @param address of the client, where it is known
 */
export async function handleSignIn<Session extends DeskSession>(
  request: Request,
  address: string | undefined,
  house: SignInHouse<Session>,
): Promise<Response> {
  const url = new URL(request.url)
  const context = { language: languageOf(request, url, house.language), path: shownPath(url) }
  const visit = { request, url, address, context, door: house.door(), house }
  const isData = dataPaths.some((path) => url.pathname.startsWith(path)) && request.method === 'POST'
  try {
    const found = routes[`${request.method} ${url.pathname}`]
    if (found !== undefined) return await found(visit)
    return await atProvider(visit)
  } catch (thrown) {
    if (!(thrown instanceof GatewayError)) house.fault(thrown)
    const error = thrown instanceof GatewayError ? thrown : new GatewayError('internal', {}, { cause: thrown })
    if (isData) return house.problem(error, request)
    return shownProblem(error, context)
  }
}

/** Paths that programs and scripts ask. */
const dataPaths = ['/sign-in/passkey/', '/sign-in/token', '/sign-in/device/start', '/sign-in/own-keys']

const routes: Readonly<Record<string, Answer>> = {
  'GET /sign-in': showSignIn,
  'POST /sign-in/password': async (visit) => {
    const form = await ourForm(visit)
    const { house, address } = visit
    const told = { login: form.get('login'), password: form.get('password'), address, replaces: secretOf(visit) }
    return signedIn(visit, await house.desk.byPassword(told), ontoOf(form.get('onto')))
  },
  'POST /sign-in/out': async (visit) => {
    const { session } = await ourSession(visit)
    await visit.house.desk.endSession(session, session.id)
    return redirect('/sign-in', [sessionCookie('', visit.door)])
  },
  'POST /sign-in/sessions/end': async (visit) => {
    const { session, form } = await ourSession(visit)
    await visit.house.desk.endSession(session, form.get('id'))
    return redirect('/sign-in')
  },
  'GET /sign-in/passkey.js': async () => plainAnswer(passkeyScript, 'text/javascript; charset=utf-8'),
  'POST /sign-in/passkey/request': async (visit) => {
    mustBeOurPage(visit.request, visit.door, 'call')
    return jsonAnswer(200, await visit.house.desk.passkeyRequest(placeOf(visit)))
  },
  'POST /sign-in/passkey/sign-in': async (visit) => {
    mustBeOurPage(visit.request, visit.door, 'call')
    const { response } = await boundedJson(visit.request)
    const secret = await visit.house.desk.byPasskey(response, placeOf(visit), secretOf(visit))
    const answer = jsonAnswer(200, {})
    answer.headers.append('set-cookie', sessionCookie(secret, visit.door))
    return answer
  },
  'POST /sign-in/passkey/registration': async (visit) => {
    mustBeOurPage(visit.request, visit.door, 'call')
    return jsonAnswer(200, await visit.house.desk.passkeyRegistration(await mustBeSignedIn(visit), placeOf(visit)))
  },
  'POST /sign-in/passkey/register': async (visit) => {
    mustBeOurPage(visit.request, visit.door, 'call')
    const session = await mustBeSignedIn(visit)
    const { response, label } = await boundedJson(visit.request)
    const told = { response, label: typeof label === 'string' ? label : '' }
    await visit.house.desk.registerPasskey(session, told, placeOf(visit))
    return jsonAnswer(201, {})
  },
  'POST /sign-in/passkey/remove': async (visit) => {
    const { session, form } = await ourSession(visit)
    await visit.house.desk.removePasskey(session, form.get('id'))
    return redirect('/sign-in')
  },
  'GET /sign-in/link': async (visit) => {
    const secret = visit.url.searchParams.get('code') ?? ''
    const found = await visit.house.desk.link(secret)
    const session = await sessionOf(visit)
    return linkPage(visit.context, { ...found, secret }, session && formToken(visit))
  },
  'POST /sign-in/link': async (visit) => {
    const form = await ourForm(visit)
    const told = { name: form.get('name'), mail: form.get('mail'), password: form.get('password') }
    return signedIn(visit, await visit.house.desk.enterByLink(form.get('code'), told), '/sign-in')
  },
  'POST /sign-in/link/take': async (visit) => {
    const { session, form } = await ourSession(visit)
    await visit.house.desk.takeByLink(session, form.get('code'))
    return redirect('/sign-in')
  },
  'GET /sign-in/device': showDevice,
  'POST /sign-in/device/confirm': async (visit) => {
    const { session, form } = await ourSession(visit)
    const isAllowed = form.get('decision') === 'allow'
    visit.house.desk.decideDevice(session, form.get('code'), isAllowed)
    const w = wordIn(visit.context.language)
    return donePage(visit.context, w('device'), w(isAllowed ? 'deviceAllowed' : 'deviceDenied'))
  },
  'POST /sign-in/device/start': async ({ house, address, door }) => {
    if (door.kind === 'refused') throw new GatewayError('sign_in_insecure')
    const { deviceCode, userCode, expiresInSeconds, intervalSeconds } = house.desk.startDevice(address)
    const page = `${house.publicUrl()}/sign-in/device`
    return jsonAnswer(200, {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?code=${userCode}`,
      expires_in: expiresInSeconds,
      interval: intervalSeconds,
    })
  },
  'POST /sign-in/token': async ({ house, request }) => {
    const form = await boundedForm(request)
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:device_code')
      return jsonAnswer(400, { error: 'unsupported_grant_type' })
    const answer = await house.desk.deviceToken(form.get('device_code'))
    if (answer.state !== 'token') return jsonAnswer(400, { error: answer.state })
    return jsonAnswer(200, { access_token: answer.token, token_type: 'Bearer', expires_in: answer.expiresInSeconds })
  },
  'POST /sign-in/keys': async (visit) => {
    const { session, form } = await ourSession(visit)
    const { key, expiresAt } = await visit.house.desk.newKey(session, { useCaseId: form.get('useCaseId') })
    const w = wordIn(visit.context.language)
    return donePage(visit.context, w('keys'), `${w('keyOnce')} ${expiresAt.slice(0, 10)}:`, key)
  },
  'POST /sign-in/own-keys': async (visit) => {
    const session = await mustBeTerminal(visit)
    const { useCaseId, days } = await boundedJson(visit.request)
    if (typeof useCaseId !== 'string' || (days !== undefined && typeof days !== 'number'))
      throw new GatewayError('request_invalid', { details: { what: 'useCaseId, days' } })
    return jsonAnswer(201, await visit.house.desk.newKey(session, { useCaseId, days }))
  },
}

async function showSignIn<Session extends DeskSession>(visit: Visit<Session>): Promise<Response> {
  const { url, door, house, context } = visit
  if (door.kind === 'refused') throw new GatewayError('sign_in_insecure')
  const session = await sessionOf(visit)
  const hasPasskeys = canHavePasskeys(placeOf(visit))
  if (session === undefined || url.searchParams.has('again')) {
    const { isPassword, providers } = house.desk
    return signInPage(context, { isPassword, providers, hasPasskeys, onto: ontoOf(url.searchParams.get('onto') ?? '') })
  }
  const own = { session, hasPasskeys, isFresh: house.desk.isFresh(session), token: formToken(visit) }
  return ownPage(context, await house.desk.shown(session), own)
}

async function showDevice<Session extends DeskSession>(visit: Visit<Session>): Promise<Response> {
  const { url, house, context } = visit
  const code = url.searchParams.get('code') ?? ''
  const session = await sessionOf(visit)
  if (session === undefined || !house.desk.isFresh(session))
    return redirect(`/sign-in?again&onto=${encodeURIComponent(`/sign-in/device?code=${code.slice(0, 20)}`)}`)
  if (code === '') return devicePage(context, '')
  if (house.desk.lookDevice(session, code)) return deviceAskPage(context, code, formToken(visit))
  const problem = messageOf(new GatewayError('sign_in_link_spent'), context.language)
  return devicePage({ ...context, problem }, code)
}

/** `/sign-in/providers/{id}`, `…/callback` and `…/logout`. */
async function atProvider<Session extends DeskSession>(visit: Visit<Session>): Promise<Response> {
  const { request, url, house, door } = visit
  const [, id = '', step = ''] =
    /^\/sign-in\/providers\/([a-z0-9-]{1,63})(?:\/(callback|logout))?$/.exec(url.pathname) ?? []
  const redirectUri = `${house.publicUrl()}/sign-in/providers/${id}/callback`
  if (id === '')
    throw new GatewayError('path_unknown', {
      details: { method: request.method, path: url.pathname.slice(0, 80), served: 'GET /sign-in' },
    })
  if (request.method === 'POST' && step === 'logout') {
    await house.desk.loggedOutAt(id, (await boundedForm(request)).get('logout_token'))
    return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } })
  }
  if (request.method !== 'GET' || step === 'logout')
    throw new GatewayError('path_unknown', {
      details: { method: request.method, path: url.pathname, served: 'GET /sign-in' },
    })
  if (door.kind === 'refused') throw new GatewayError('sign_in_insecure')
  if (step === '') {
    const { url: there, browser } = await house.desk.beginAt(id, {
      redirectUri,
      onto: ontoOf(url.searchParams.get('onto') ?? ''),
    })
    return redirect(there, [sessionCookie(browser, door, beginCookie)])
  }
  const browser = cookieSecret(request, door, beginCookie)
  const begun = await house.desk.finishAt(id, { url, browser, replaces: secretOf(visit) })
  return redirect(begun.onto, [sessionCookie(begun.secret, door), sessionCookie('', door, beginCookie)])
}

function secretOf<Session extends DeskSession>({ request, door }: Visit<Session>): string | undefined {
  return cookieSecret(request, door)
}

async function sessionOf<Session extends DeskSession>(visit: Visit<Session>): Promise<Session | undefined> {
  const secret = secretOf(visit)
  return secret === undefined ? undefined : visit.house.desk.session(secret, 'browser')
}

async function mustBeSignedIn<Session extends DeskSession>(visit: Visit<Session>): Promise<Session> {
  const session = await sessionOf(visit)
  if (session === undefined) throw new GatewayError('sign_in_required')
  return session
}

async function mustBeTerminal<Session extends DeskSession>({ request, house }: Visit<Session>): Promise<Session> {
  const secret = bearerSecret(request)
  const session = secret === undefined ? undefined : await house.desk.session(secret, 'terminal')
  if (session === undefined) throw new GatewayError('sign_in_required')
  return session
}

/** A form of our own page, from anybody. */
async function ourForm<Session extends DeskSession>({ request, door }: Visit<Session>) {
  mustBeOurPage(request, door, 'form')
  return boundedForm(request)
}

/** A form of our own page, from the session that was shown it. */
async function ourSession<Session extends DeskSession>(visit: Visit<Session>) {
  const form = await ourForm(visit)
  const session = await mustBeSignedIn(visit)
  if (form.get('token') !== formToken(visit)) throw new GatewayError('sign_in_elsewhere')
  return { session, form }
}

/** Known to whoever was shown a page with this cookie, and telling nothing of it. */
function formToken<Session extends DeskSession>(visit: Visit<Session>): string {
  return new Bun.CryptoHasher('sha256').update(`form\0${secretOf(visit) ?? ''}`).digest('base64url')
}

function signedIn<Session extends DeskSession>({ door }: Visit<Session>, secret: string, onto: string): Response {
  return redirect(onto, [sessionCookie(secret, door)])
}

function redirect(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** Only a path of our own pages: anything else would send people where a stranger wants them. */
function ontoOf(wish: string): string {
  return /^\/sign-in(?:\/device)?(?:\?code=[A-Za-z-]{0,20})?$/.test(wish) ? wish : '/sign-in'
}

function placeOf<Session extends DeskSession>({ door, house, url }: Visit<Session>): WebPlace {
  // Where this is tried on one's own machine, the page is at localhost whatever the address for links is.
  const own = door.origins.includes(url.origin) ? url.hostname : new URL(house.publicUrl()).hostname
  return { origins: door.origins, rpId: own }
}

function canHavePasskeys({ rpId }: WebPlace): boolean {
  return !/^[\d.]+$|^\[/.test(rpId)
}

function languageOf(request: Request, url: URL, standard: Language): Language {
  const asked = languages.find((language) => language === url.searchParams.get('lang'))
  return asked ?? preferredLanguage(request.headers.get('accept-language')) ?? standard
}

/** Without secrets: a link to the other language loses them on the way. */
function shownPath(url: URL): string {
  return routes[`GET ${url.pathname}`] === undefined || url.searchParams.has('code') ? '/sign-in' : url.pathname
}

function shownProblem(error: GatewayError, context: PageContext): Response {
  const answer = problemPage({ ...context, problem: messageOf(error, context.language) }, meaningOf(error.code).status)
  const seconds = error.details['retryAfterSeconds']
  if (seconds !== undefined) answer.headers.set('retry-after', String(seconds))
  return answer
}
