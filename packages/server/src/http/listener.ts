import type { Endpoint } from '@stellwerk/contract/endpoint'
import { endpoints } from '@stellwerk/contract/endpoint'
import { GatewayError } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'
import { type Language, languages, preferredLanguage, type Text } from '@stellwerk/contract/language'
import type { Server } from 'bun'

import { readBody } from './body.ts'
import { helpIndex, helpPage, startPage } from './pages.ts'
import { errorResponse, problemResponse } from './render.ts'

/** Somebody at the door, as the path wants to know them. */
export interface DoorKnock {
  readonly requestId: string
  readonly authorization: string | null
  readonly xApiKey: string | null
  readonly language: Language | undefined
}

export interface DoorArrival extends DoorKnock {
  readonly endpoint: Endpoint
  readonly readBody: (bytesMax: number, signal: AbortSignal) => Promise<JsonObject>
  readonly whenClientGone: (leave: () => void) => void
}

/** What stands behind the door. */
export interface Behind {
  readonly answer: (arrival: DoorArrival) => Promise<Response>
  readonly listModels: (knock: DoorKnock) => Promise<Response>
  readonly showModel: (model: string, knock: DoorKnock) => Promise<Response>
  readonly isReady: () => boolean
  readonly metrics: () => string
  /** Compares a scrape token in constant time; undefined when none is configured. */
  readonly isScrapeToken: ((token: string) => boolean) | undefined
  readonly fault: (requestId: string, error: unknown) => void
}

export interface ListenerSettings {
  readonly host: string
  readonly port: number
  readonly language: Language
  /** Known once the port is; asked for with each refusal. */
  readonly publicUrl: () => string
  /** The largest body that any use case may send. */
  readonly bodyBytesMax: number
}

/**
 * Seconds without a byte until a connection is closed. Bun applies it to slow headers and slow bodies as well; answers
 * that take long switch it off for themselves.
 */
const idleTimeoutSeconds = 10

/** Room above the largest permitted body, so that a body just above it still gets a refusal that says so. */
const bodyMargin = 2

const served = [...endpoints.map((endpoint) => `POST /v1/${endpoint}`), 'GET /v1/models'].join(', ')

/** Nobody can listen there: another program does, or we may not. */
class AddressUnavailable extends Error {
  override readonly name = 'AddressUnavailable'
  readonly text: Text

  constructor(what: { readonly host: string; readonly port: number }, options: ErrorOptions) {
    const address = `${what.host}:${what.port}`
    const text = {
      de: `${address} ist nicht frei oder nicht erlaubt; anderen Port wählen: --port N (0 nimmt einen freien)`,
      en: `${address} is taken or not permitted; choose another port: --port N (0 takes a free one)`,
    }
    super(text.en, options)
    this.text = text
  }
}

/**
 * Opens the one listener of the process.
 *
 * @throws AddressUnavailable
 */
export function listen(settings: ListenerSettings, behind: Behind): Server<undefined> {
  try {
    return open(settings, behind)
  } catch (cause) {
    throw new AddressUnavailable(settings, { cause })
  }
}

function open(settings: ListenerSettings, behind: Behind): Server<undefined> {
  return Bun.serve({
    hostname: settings.host,
    port: settings.port,
    // In development mode Bun answers an exception with a page of source code.
    development: false,
    idleTimeout: idleTimeoutSeconds,
    maxRequestBodySize: settings.bodyBytesMax * bodyMargin,
    // The three hot paths are matched by Bun itself: reading `request.url` costs a sixth of a whole request.
    routes: Object.fromEntries(
      endpoints.map((endpoint) => [
        `/v1/${endpoint}`,
        {
          POST: (request: Request, server: Server<undefined>) => modelCall(endpoint, request, server, settings, behind),
        },
      ]),
    ),
    fetch: (request, server) => route(request, server, settings, behind),
    error: (error) => {
      const requestId = newRequestId()
      behind.fault(requestId, error)
      return errorResponse(new GatewayError('internal'), contextFor(requestId, settings.language, settings))
    },
  })
}

function modelCall(
  endpoint: Endpoint,
  request: Request,
  server: Server<undefined>,
  settings: ListenerSettings,
  behind: Behind,
): Response | Promise<Response> {
  if (!hasPlainHost(request)) return refuse(new GatewayError('host_malformed'), request, settings)
  // The path has deadlines of its own, and an engine may think for minutes.
  server.timeout(request, 0)
  return behind.answer({
    ...knockOf(request),
    endpoint,
    readBody: (bytesMax, signal) => readBody(request, bytesMax, signal),
    whenClientGone: (leave) => request.signal.addEventListener('abort', leave, { once: true }),
  })
}

function route(
  request: Request,
  server: Server<undefined>,
  settings: ListenerSettings,
  behind: Behind,
): Response | Promise<Response> {
  const path = pathOf(request)
  if (path === undefined) return refuse(new GatewayError('host_malformed'), request, settings)
  if (request.method === 'GET') {
    const answer = routeGet(path, request, server, settings, behind)
    if (answer !== undefined) return answer
  }
  const details = { method: request.method, path: shown(path), served }
  return refuse(new GatewayError('path_unknown', { details }), request, settings)
}

function routeGet(
  path: string,
  request: Request,
  server: Server<undefined>,
  settings: ListenerSettings,
  behind: Behind,
): Response | Promise<Response> | undefined {
  switch (path) {
    case '/v1/models':
      return behind.listModels(knockOf(request))
    case '/healthz':
      return plain('ok\n')
    case '/readyz':
      return behind.isReady() ? plain('ready\n') : plain('not ready\n', 503)
    case '/metrics':
      return mayScrape(request, server, behind)
        ? plain(behind.metrics(), 200, prometheusType)
        : plain('not permitted\n', 401)
    case '/':
      return startPage(languageOf(request, settings), settings.publicUrl(), 'GET /v1/models')
    case '/help':
      return helpIndex(languageOf(request, settings))
  }
  if (path.startsWith('/v1/models/')) {
    const model = decoded(path.slice('/v1/models/'.length))
    return model === undefined ? undefined : behind.showModel(model, knockOf(request))
  }
  if (path.startsWith('/help/')) return helpPage(path.slice('/help/'.length), languageOf(request, settings))
  return undefined
}

const prometheusType = 'text/plain; version=0.0.4; charset=utf-8'

function plain(text: string, status = 200, type = 'text/plain; charset=utf-8'): Response {
  return new Response(text, { status, headers: { 'content-type': type, 'cache-control': 'no-store' } })
}

/**
 * Whether there is one Host header that is a name or an address. Nothing is derived from it, and a request that leaves
 * room for doubt is refused all the same: proxies in front of us may derive something. Two of them arrive joined by a comma.
 */
function hasPlainHost(request: Request): boolean {
  return /^[A-Za-z0-9._~-]*(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?$/.test(request.headers.get('host') ?? '')
}

/** The path as it stands in the request line, or undefined when the Host header is not plain. */
function pathOf(request: Request): string | undefined {
  const url = request.url
  const authority = url.indexOf('://')
  if (authority === -1 || !hasPlainHost(request)) return undefined
  const start = url.indexOf('/', authority + 3)
  if (start === -1) return '/'
  const query = url.indexOf('?', start)
  return query === -1 ? url.slice(start) : url.slice(start, query)
}

function knockOf(request: Request): DoorKnock {
  return {
    requestId: newRequestId(),
    authorization: request.headers.get('authorization'),
    xApiKey: request.headers.get('x-api-key'),
    language: preferredLanguage(request.headers.get('accept-language')),
  }
}

/** Ours alone: what a client sends as its request id goes nowhere (CVE-2026-116176 read an address out of it). */
export function newRequestId(): string {
  return `req_${crypto.randomUUID().replaceAll('-', '')}`
}

function languageOf(request: Request, settings: ListenerSettings): Language {
  const wanted = /[?&]lang=(\w+)/.exec(request.url)?.[1]
  const asked = languages.find((language) => language === wanted)
  return asked ?? preferredLanguage(request.headers.get('accept-language')) ?? settings.language
}

function refuse(error: GatewayError, request: Request, settings: ListenerSettings): Response {
  const context = contextFor(newRequestId(), languageOf(request, settings), settings)
  const isControl = request.url.includes('/api/')
  return isControl ? problemResponse(error, context) : errorResponse(error, context)
}

function contextFor(requestId: string, language: Language, settings: ListenerSettings) {
  return { requestId, language, publicUrl: settings.publicUrl() }
}

/** With a token, that token; without one, only this machine. */
function mayScrape(request: Request, server: Server<undefined>, behind: Behind): boolean {
  if (behind.isScrapeToken === undefined) {
    const address = server.requestIP(request)?.address ?? ''
    return address === '::1' || /^(::ffff:)?127\./.test(address)
  }
  const header = request.headers.get('authorization') ?? ''
  return header.startsWith('Bearer ') && behind.isScrapeToken(header.slice('Bearer '.length))
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // Not a path of ours; answered as one that is unknown.
  }
}

/** A path in a message: enough to recognise, no more. */
function shown(path: string): string {
  const max = 80
  return path.length > max ? `${path.slice(0, max)}…` : path
}
