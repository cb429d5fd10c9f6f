import { type Endpoint, isStreaming } from '@stellwerk/contract/endpoint'
import { GatewayError } from '@stellwerk/contract/error'
import { isJsonList, type JsonObject } from '@stellwerk/contract/json'
import type { Language } from '@stellwerk/contract/language'

import { streamBack, wholeBack } from './answered.ts'
import { forward } from './attempt.ts'
import { Denied } from './denied.ts'
import type { Asking, Caller, Guest, House } from './house.ts'
import { recordRefusal } from './refusal.ts'
import { ClientGone, type RunningCall } from './running.ts'
import { Recorded, shownError } from './shown-error.ts'
import type { Answered, Arrival, Asked, Knock, ReadBody, Visit } from './visit.ts'

/**
 * The way of a request (docs/laws.md). What must always happen, whatever comes back, stands in the walls around it: a
 * refusal is shown, a running call is entered and left, a refusal of a known caller is recorded.
 */
export function answer(arrival: Arrival, house: House): Promise<Response> {
  return asCaller(arrival, arrival.endpoint, house, (caller, language) =>
    whileRunning(arrival, caller, house, async (call, guest) => {
      const keeping = house.records.keepingOf(caller.useCaseId)
      const visit: Visit = { arrival, caller, language, call, keeping, guest }
      const asked = askedIn(await bodyOf(visit, house), arrival.endpoint)
      guest?.ask({ ...asked, isAnsweredInText: isStreaming(arrival.endpoint) })
      const candidates = house.registry.candidatesFor(caller, asked.model, arrival.endpoint)
      const sending = forward(visit, asked, candidates, house)
      return asked.isStream ? streamBack(sending, visit, asked, house) : wholeBack(sending, visit, house)
    }),
  )
}

/**
 * Identifies the caller first. Whatever is thrown on the way is recorded, and becomes a refusal that the client
 * understands, from then on in the caller's language.
 */
export async function asCaller(
  knock: Knock,
  endpoint: Asking,
  house: House,
  path: (caller: Caller, language: Language) => Promise<Response>,
): Promise<Response> {
  let language = knock.language ?? house.settings.language
  let caller: Caller | undefined
  try {
    caller = identify(knock, house)
    language = languageFor(knock, caller, house)
    const { frontEnd } = caller
    if (frontEnd !== undefined) caller = await house.identity.introduce(caller, frontEnd, knock, endpoint)
    return await path(caller, language)
  } catch (thrown) {
    const error = shownError(thrown)
    if (!(thrown instanceof Recorded)) await recordRefusal(error, knock, endpoint, caller, house)
    const denial = error instanceof Denied ? error.decision : undefined
    knock.allowIdle('refusal')
    return house.door.refusal(error, { requestId: knock.requestId, endpoint, language, denial })
  }
}

/** Who is not identified is told why, but not as often as one can ask. */
function identify(knock: Knock, house: House): Caller {
  try {
    return house.identity.identify(knock.authorization, knock.xApiKey)
  } catch (error) {
    if (house.knocks.take()) throw error
    throw new GatewayError('rate_limited', { details: { retryAfterSeconds: 1 } }, { cause: error })
  }
}

function languageFor(knock: Knock, caller: Caller, house: House): Language {
  return caller.language ?? house.registry.languageOf(caller.useCaseId) ?? knock.language ?? house.settings.language
}

function bodyOf(visit: Visit, house: House): Promise<ReadBody> {
  const { arrival, caller, call } = visit
  const { bodyTimeoutMs, bodyBytesMax, mediaBodyBytesMax } = house.settings
  call.begin({
    withinMs: bodyTimeoutMs,
    at: call.arrivedAt,
    late: () => new GatewayError('body_timeout', { details: { timeoutMs: bodyTimeoutMs } }),
  })
  const bytesMax = house.registry.allowsMedia(caller.useCaseId) ? mediaBodyBytesMax : bodyBytesMax
  return arrival.readBody(bytesMax, (tell) => call.whenEnded(tell))
}

function askedIn({ object: body, text }: ReadBody, endpoint: Endpoint): Asked {
  const model = body['model']
  if (typeof model !== 'string' || model === '') throw invalid('model', 'a name from GET /v1/models')
  const stream = body['stream'] ?? false
  if (typeof stream !== 'boolean') throw invalid('stream', 'true, false')
  const isStream = stream && isStreaming(endpoint)
  const wantsUsage = isStream && asksForUsage(body)
  return { body, text, model, isStream, wantsUsage, choiceCount: choicesIn(body) }
}

/** `n` for each prompt; a wrong `n` is refused when the body is rebuilt. */
function choicesIn(body: JsonObject): number {
  const each = typeof body['n'] === 'number' ? body['n'] : 1
  const prompt = body['prompt']
  const isList = isJsonList(prompt) && prompt.every((one) => typeof one !== 'number')
  return each * (isList ? prompt.length : 1)
}

function asksForUsage(body: JsonObject): boolean {
  const options = body['stream_options']
  return (
    typeof options === 'object' && options !== null && 'include_usage' in options && options['include_usage'] === true
  )
}

function invalid(field: string, expected: string): GatewayError {
  return new GatewayError('field_invalid', { param: field, details: { field, expected } })
}

/**
 * Enters the call among the running ones and, where its use case is limited, among those that it may have; leaves both when
 * its last byte is out, however it ended.
 */
async function whileRunning(
  arrival: Arrival,
  caller: Caller,
  house: House,
  path: (call: RunningCall, guest: Guest | undefined) => Promise<Answered>,
): Promise<Response> {
  const call = house.running.admit(arrival.requestId)
  arrival.whenClientGone(() => call.end(new ClientGone()))
  let guest: Guest | undefined
  const leave = (): void => {
    guest?.leave()
    call.leave()
  }
  try {
    guest = house.limits.enter(caller)
    const { response, over } = await path(call, guest)
    if (over === undefined) leave()
    else void over.finally(leave)
    return response
  } catch (error) {
    leave()
    throw error
  }
}
