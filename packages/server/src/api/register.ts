// Calls about objects of the register: reading, proposing, and what people say about a version.
import {
  act as actWish,
  anyProposal,
  comment as commentWish,
  numberPage,
  objectPage,
  pageDefault,
  withdrawal,
} from '@stellwerk/contract/api/register-wishes'
import { GatewayError } from '@stellwerk/contract/error'
import { isObjectId } from '@stellwerk/contract/register/body'
import type { ObjectKind } from '@stellwerk/contract/register/kind'

import type { KnownVersion, RegisterDesk } from '../register-desk.ts'
import type { ApiCall } from './call.ts'
import { actorOf } from './caller.ts'
import {
  newestOf,
  shownAct,
  shownComment,
  shownDetail,
  shownObject,
  shownStanding,
  shownSummary,
  shownVersion,
} from './register-shown.ts'
import { jsonAnswer, readQuery, readWish } from './wish.ts'

type History = readonly [KnownVersion, ...KnownVersion[]]

export async function listObjects(call: ApiCall, register: RegisterDesk): Promise<Response> {
  const kind = kindOf(call)
  const { limit = pageDefault, after = '' } = readQuery(call.url, objectPage)
  const ids = await register.ids(kind, { after, max: limit + 1 })
  const histories = await Promise.all(ids.slice(0, limit).map((id) => register.history(kind, id)))
  const items = histories.filter(isHistory).map(shownSummary)
  return page(call, items, ids.length > limit ? ids[limit - 1] : undefined)
}

export async function readObject(call: ApiCall, register: RegisterDesk): Promise<Response> {
  const history = await historyOf(call, register)
  const { digest } = newestOf(history).version
  const headers = { etag: `"${digest}"`, vary: 'accept-language, cookie, authorization' }
  const standing = await register.standingOf(digest)
  return jsonAnswer(200, shownObject(history, standing), headers)
}

export async function listVersions(call: ApiCall, register: RegisterDesk): Promise<Response> {
  const { limit = pageDefault, after = '0' } = readQuery(call.url, numberPage)
  const later = (await historyOf(call, register)).filter(({ version }) => version.number > Number(after))
  const items = later.slice(0, limit).map(shownVersion)
  return page(call, items, later.length > limit ? String(items.at(-1)?.number) : undefined)
}

export async function readVersion(call: ApiCall, register: RegisterDesk): Promise<Response> {
  const wanted = Number(call.parameters['number'])
  const found = (await historyOf(call, register)).find(({ version }) => version.number === wanted)
  if (found === undefined) throw new GatewayError('not_found', { details: { what: `version ${wanted}` } })
  return jsonAnswer(200, await detailOf(found, register))
}

/** The new version says by If-Match which one it was made from: whoever was faster is not overwritten unseen. */
export async function propose(call: ApiCall, register: RegisterDesk): Promise<Response> {
  const [kind, id] = [kindOf(call), idOf(call)]
  const previous = await previousOf(call, register)
  const { body, opinionDueOn } = await readWish(call.request, anyProposal, bytesMaxOf(call))
  const made = await register.propose(actorOf(call.caller), { kind, id, body, previous, opinionDueOn })
  const known = await withDigest(call, register, made.digest)
  const standing = shownStanding(await register.standingOf(made.digest))
  const location = `${call.url.pathname.replace(/\/proposals$/, '')}/versions/${made.number}`
  return jsonAnswer(201, { version: shownVersion(known), standing }, { etag: `"${made.digest}"`, location })
}

export async function act(call: ApiCall, register: RegisterDesk): Promise<Response> {
  const { digest, act: stated } = await readWish(call.request, actWish, bytesMaxOf(call))
  const said = await register.act(actorOf(call.caller), { kind: kindOf(call), id: idOf(call), digest }, stated)
  const { state } = await withDigest(call, register, digest)
  const standing = shownStanding(await register.standingOf(digest))
  return jsonAnswer(201, { act: shownAct(said), state, standing })
}

export async function withdraw(call: ApiCall, register: RegisterDesk): Promise<Response> {
  const { digest, act: actId, reason } = await readWish(call.request, withdrawal, bytesMaxOf(call))
  await withDigest(call, register, digest)
  if (actId === undefined) await register.withdraw(actorOf(call.caller), digest, reason)
  else await withdrawAct(call, register, { digest, actId, reason })
  const { state } = await withDigest(call, register, digest)
  return jsonAnswer(200, { digest, state })
}

/** Only an act on the version that is named: whoever may withdraw something of this kind may not reach into another. */
async function withdrawAct(
  call: ApiCall,
  register: RegisterDesk,
  what: { readonly digest: string; readonly actId: string; readonly reason: string | undefined },
): Promise<void> {
  const found = (await register.actsOn(what.digest)).some(({ id }) => id === what.actId)
  if (!found) throw new GatewayError('not_found', { details: { what: 'act' } })
  if (call.caller.via === 'socket') throw new GatewayError('local_operator')
  await register.withdrawAct(actorOf(call.caller), what.actId, what.reason)
}

export async function comment(call: ApiCall, register: RegisterDesk): Promise<Response> {
  const { digest, text } = await readWish(call.request, commentWish, bytesMaxOf(call))
  await withDigest(call, register, digest)
  await register.comment(actorOf(call.caller), digest, text)
  return jsonAnswer(201, { comments: (await register.comments(digest)).map(shownComment) })
}

async function detailOf(known: KnownVersion, register: RegisterDesk) {
  const { digest } = known.version
  const [standing, acts, comments] = await Promise.all([
    register.standingOf(digest),
    register.actsOn(digest),
    register.comments(digest),
  ])
  return shownDetail(known, { standing, acts, comments })
}

/** What the change is based on. @throws GatewayError precondition_missing, not_found, register_stale */
async function previousOf(call: ApiCall, register: RegisterDesk): Promise<string | null> {
  const [match, noneMatch] = [call.request.headers.get('if-match'), call.request.headers.get('if-none-match')]
  if (match === null && noneMatch !== '*') throw new GatewayError('precondition_missing')
  if (match === null) return null
  const seen = /^"([0-9a-f]{64})"$/.exec(match)?.[1]
  if (seen !== undefined) return seen
  const history = await register.history(kindOf(call), idOf(call))
  const object = `${kindOf(call)}/${idOf(call)}`
  throw new GatewayError('register_stale', { details: { object, number: history.at(-1)?.version.number ?? 0 } })
}

async function withDigest(call: ApiCall, register: RegisterDesk, digest: string): Promise<KnownVersion> {
  const found = (await register.history(kindOf(call), idOf(call))).find(({ version }) => version.digest === digest)
  if (found !== undefined) return found
  throw new GatewayError('act_digest_stale', { details: { object: `${kindOf(call)}/${idOf(call)}` } })
}

/** @throws GatewayError not_found */
async function historyOf(call: ApiCall, register: RegisterDesk): Promise<History> {
  const history = await register.history(kindOf(call), idOf(call))
  if (isHistory(history)) return history
  throw new GatewayError('not_found', { details: { what: `${kindOf(call)}/${idOf(call)}` } })
}

function isHistory(history: readonly KnownVersion[]): history is History {
  return history.length > 0
}

function kindOf({ route }: ApiCall): ObjectKind {
  if (route.kind === undefined) throw new Error(`${route.path} is about no kind of object`)
  return route.kind
}

/** @throws GatewayError not_found */
function idOf(call: ApiCall): string {
  const id = call.parameters['id'] ?? ''
  if (isObjectId(kindOf(call), id)) return id
  throw new GatewayError('not_found', { details: { what: `${kindOf(call)}/${id}` } })
}

function bytesMaxOf({ route }: ApiCall): number {
  return route.bodyBytesMax ?? 0
}

/** RFC 8288: the next page is a link as well, for programs that know nothing else of us. */
function page(call: ApiCall, items: readonly object[], next: string | undefined): Response {
  if (next === undefined) return jsonAnswer(200, { items })
  const asked = new URLSearchParams(call.url.searchParams)
  asked.set('after', next)
  return jsonAnswer(200, { items, next }, { link: `<${call.url.pathname}?${asked}>; rel="next"` })
}
