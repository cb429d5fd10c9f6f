import type { Endpoint } from '@stellwerk/contract/endpoint'
import { endpoints } from '@stellwerk/contract/endpoint'
import { GatewayError } from '@stellwerk/contract/error'
import { type Language, languages, preferredLanguage } from '@stellwerk/contract/language'
import type { Server } from 'bun'

import { neverIdle } from '../never-idle.ts'
import type { ClientAddresses, Peer } from './addresses.ts'
import { type ReadBody, readBody, type WhenEnded } from './body.ts'
import { type Bound, type Entrance, openEntrance, type Place } from './entrance.ts'
import { helpIndex, helpPage, startPage } from './pages.ts'
import { errorResponse, errorShapeOf, problemResponse } from './render.ts'
import { strictRoutes, strictTransport } from './strict-transport.ts'

/** Somebody at the door, as the path wants to know them. */
export interface DoorKnock {
  readonly requestId: string
  readonly authorization: string | null
  readonly xApiKey: string | null
  readonly header: (name: string) => string | null
  readonly clientAddress: () => string | undefined
  readonly language: Language | undefined
  readonly allowIdle: (after: 'refusal' | 'whole' | 'stream') => void
}

export interface DoorArrival extends DoorKnock {
  readonly endpoint: Endpoint
  readonly readBody: (bytesMax: number, whenEnded: WhenEnded) => Promise<ReadBody>
  readonly whenClientGone: (leave: () => void) => void
}

/** Somebody who accepts terms: they are short, and nothing waits for anything. */
export interface DoorSigning extends DoorKnock {
  readonly readBody: (bytesMax: number) => Promise<ReadBody>
}

/** What stands behind the door. */
export interface Behind {
  readonly answer: (arrival: DoorArrival) => Promise<Response>
  readonly listModels: (knock: DoorKnock) => Promise<Response>
  /** The path behind `/v1/models/`: a model, or a page about it. */
  readonly showModel: (path: string, knock: DoorKnock) => Promise<Response>
  readonly acceptTerms: (path: string, signing: DoorSigning) => Promise<Response>
  readonly isReady: () => boolean
  /** What cannot be seen although everything runs; a line, or nothing. */
  readonly readyNote: () => string
  readonly metrics: () => string
  /** Compares a scrape token in constant time; undefined when none is configured. */
  readonly isScrapeToken: ((token: string) => boolean) | undefined
  /** A file of a log, by its path behind `/log/` and the bearer token that was sent. */
  readonly logFile: (path: string, token: string) => LogFile
  /** Everything under /api, for whoever is signed in. */
  readonly control: (request: Request) => Promise<Response>
  /** Everything under /sign-in; `address` of the client, where it is known. */
  readonly signIn: (request: Request, address: string | undefined) => Promise<Response>
  readonly fault: (requestId: string, error: unknown) => void
}

/** What there is at a path below `/log/`. */
export type LogFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly isCheckpoint: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'forAuditors' }

export interface ListenerSettings {
  readonly place: Place
  /** Whether browsers are told to come by https only. */
  readonly isStrictTransport: boolean
  readonly language: Language
  /** Known once the port is; asked for with each refusal. */
  readonly publicUrl: () => string
  /** The largest body that any use case may send. */
  readonly bodyBytesMax: number
  readonly addresses: ClientAddresses
}

/**
 * Seconds without a byte until a connection is closed. Bun applies it to slow headers and slow bodies as well; answers
 * that take long switch it off for themselves.
 */
const idleTimeoutSeconds = 10

/**
 * Seconds for a reader to take an answer in one piece, and for the connection to wait for the next request after it; the
 * most that Bun knows. Bun does not count a slow reader as activity: 64 MiB in this time is 2 Mbit/s.
 */
const answeredSeconds = 255

/** Room above the largest permitted body, so that a body just above it still gets a refusal that says so. */
const bodyMargin = 2

const root = '/v1/'

const served = [...endpoints.map((endpoint) => `POST /v1/${endpoint}`), 'GET /v1/models'].join(', ')

const modelsRoot = '/v1/models/'

/**
 * Opens the one listener of the process.
 *
 * @throws AddressUnavailable, SocketUnavailable
 */
export function listen(settings: ListenerSettings, behind: Behind): Promise<Entrance> {
  return openEntrance(settings.place, (bound) => serve(bound, settings, behind))
}

function serve(bound: Bound, settings: ListenerSettings, behind: Behind): Server<undefined> {
  const routes = {
    ...modelRoutes(settings, behind),
    ...storedRoutes(settings),
    ...controlRoutes(settings, behind),
    ...signInRoutes(settings, behind),
    ...pageRoutes(settings, behind),
  }
  const elsewhere = (request: Request): Response =>
    refuse(hasPlainHost(request) ? unknown(request) : hostMalformed(), request, settings)
  const common = {
    // In development mode Bun answers an exception with a page of source code.
    development: false,
    maxRequestBodySize: settings.bodyBytesMax * bodyMargin,
    // Bun matches the path as it stands in the request line. `request.url` is normalised: by it, `/v1/../metrics` would be
    // the metrics behind the back of a proxy that lets only /v1 through. Reading it costs a sixth of a request besides.
    routes: settings.isStrictTransport ? strictRoutes(routes) : routes,
    fetch: settings.isStrictTransport ? strictTransport(elsewhere) : elsewhere,
    error: (error: unknown) => {
      const requestId = newRequestId()
      behind.fault(requestId, error)
      return errorResponse(new GatewayError('internal'), contextFor(requestId, settings.language, settings))
    },
  }
  if ('unix' in bound) return Bun.serve({ ...common, ...bound, ...neverIdle })
  // Outside development mode Bun lets two processes share a port unless told not to: half of the requests would go to
  // another Stellwerk, with other keys and other lamps, or to whoever else of this user listens there.
  return Bun.serve({ ...common, ...bound, reusePort: false, idleTimeout: idleTimeoutSeconds })
}

type Answer = (request: Request, server: Server<undefined>) => Response | Promise<Response>

function modelRoutes(settings: ListenerSettings, behind: Behind): Record<string, { POST: Answer }> {
  return Object.fromEntries(
    endpoints.map((endpoint) => [
      `/v1/${endpoint}`,
      { POST: (request, server) => modelCall(endpoint, request, server, settings, behind) },
    ]),
  )
}

function modelCall(
  endpoint: Endpoint,
  request: Request,
  server: Server<undefined>,
  settings: ListenerSettings,
  behind: Behind,
): Response | Promise<Response> {
  if (!hasPlainHost(request)) return refuse(hostMalformed(), request, settings)
  // The path has deadlines of its own, and an engine may think for minutes.
  server.timeout(request, 0)
  return behind.answer({
    ...knockOf(request, server, settings),
    // Bun keeps a timeout for the rest of the connection: without one, who was refused may drip a body for ever.
    allowIdle: (after) => server.timeout(request, after === 'refusal' ? idleTimeoutSeconds : answeredSeconds),
    endpoint,
    readBody: (bytesMax, whenEnded) => readBody(request, bytesMax, whenEnded),
    whenClientGone: (leave) => whenAborted(request.signal, leave),
  })
}

/** A signal tells nobody who begins to listen after it. */
function whenAborted(signal: AbortSignal, tell: () => void): void {
  if (signal.aborted) tell()
  else signal.addEventListener('abort', tell, { once: true })
}

/** Where other servers keep answers. Who asks for one hears why there is none, and not that the path is unknown. */
function storedRoutes(settings: ListenerSettings): Record<string, Answer> {
  const refused =
    (whenPlain: (request: Request) => GatewayError): Answer =>
    (request) =>
      refuse(hasPlainHost(request) ? whenPlain(request) : hostMalformed(), request, settings)
  const notStored = refused(() => new GatewayError('response_not_stored'))
  return {
    '/v1/responses/:id': notStored,
    '/v1/responses/:id/cancel': notStored,
    '/v1/responses/:id/input_items': notStored,
    // These look like the first, and are about no answer.
    '/v1/responses/compact': refused(unknown),
    '/v1/responses/input_tokens': refused(unknown),
  }
}

/** The control API. Dots in the path could lead elsewhere, so what is not below /api as it was normalised is unknown. */
function controlRoutes(settings: ListenerSettings, behind: Behind): Record<string, Answer> {
  const answer: Answer = (request) => {
    if (!hasPlainHost(request)) return refuse(hostMalformed(), request, settings)
    return restOf(request, '/api/') === undefined
      ? refuse(unknown(request), request, settings)
      : behind.control(request)
  }
  return { '/api/*': answer }
}

/** Where people sign in. */
function signInRoutes(settings: ListenerSettings, behind: Behind): Record<string, Answer> {
  const answer: Answer = (request, server) =>
    hasPlainHost(request)
      ? behind.signIn(request, settings.addresses.of(peerOf(request, server)))
      : refuse(hostMalformed(), request, settings)
  return { '/sign-in': answer, '/sign-in/*': answer }
}

/** Only the terms of a model take a body. */
function signTerms(
  request: Request,
  server: Server<undefined>,
  settings: ListenerSettings,
  behind: Behind,
): Response | Promise<Response> {
  if (!hasPlainHost(request)) return refuse(hostMalformed(), request, settings)
  const path = restOf(request, modelsRoot)
  if (path?.endsWith('/terms') !== true) return refuse(unknown(request), request, settings)
  const read = (bytesMax: number) => readBody(request, bytesMax, () => undefined)
  return behind.acceptTerms(path, { ...knockOf(request, server, settings), readBody: read })
}

/** Everything that is read with GET. */
function pageRoutes(settings: ListenerSettings, behind: Behind): Record<string, { GET: Answer; POST?: Answer }> {
  const get = (answer: Answer): { GET: Answer } => ({
    GET: (request, server) =>
      hasPlainHost(request) ? answer(request, server) : refuse(hostMalformed(), request, settings),
  })
  return {
    '/v1/models': get((request, server) => behind.listModels(knockOf(request, server, settings))),
    '/v1/models/*': {
      ...get((request, server) => {
        const path = restOf(request, modelsRoot)
        return path === undefined
          ? refuse(unknown(request), request, settings)
          : behind.showModel(path, knockOf(request, server, settings))
      }),
      POST: (request, server) => signTerms(request, server, settings, behind),
    },
    '/healthz': get(() => plain('ok\n')),
    '/readyz': get(() => (behind.isReady() ? plain(`ready\n${behind.readyNote()}`) : plain('not ready\n', 503))),
    '/metrics': get((request, server) =>
      mayScrape(request, server, settings, behind)
        ? plain(behind.metrics(), 200, prometheusType)
        : plain('not permitted\n', 401),
    ),
    '/log/*': get((request) => {
      const path = restOf(request, '/log/')
      const file = path === undefined ? undefined : behind.logFile(path, bearerOf(request))
      return file === undefined || file.kind === 'missing'
        ? refuse(unknown(request), request, settings)
        : logAnswer(file)
    }),
    '/': get((request) => startPage(languageOf(request, settings), settings.publicUrl(), 'GET /v1/models')),
    '/help': get((request) => helpIndex(languageOf(request, settings))),
    '/help/*': get((request) => {
      const page = helpPage(restOf(request, '/help/') ?? '', languageOf(request, settings))
      return page ?? refuse(unknown(request), request, settings)
    }),
  }
}

/** C2SP tlog-tiles: tiles never change, and a checkpoint may be cached for a few seconds. */
function logAnswer(file: Exclude<LogFile, { readonly kind: 'missing' }>): Response {
  if (file.kind === 'forAuditors')
    return plain('entries are for auditors: send the token of journal.auditorToken\n', 401)
  const [type, cache] = file.isCheckpoint
    ? ['text/plain; charset=utf-8', 'max-age=3']
    : ['application/octet-stream', 'max-age=31536000, immutable']
  return new Response(new Blob([Uint8Array.from(file.bytes)]), {
    headers: { 'content-type': type, 'cache-control': cache },
  })
}

function bearerOf(request: Request): string {
  const header = request.headers.get('authorization') ?? ''
  return header.startsWith('Bearer ') ? header.slice('Bearer '.length) : ''
}

const prometheusType = 'text/plain; version=0.0.4; charset=utf-8'

function plain(text: string, status = 200, type = 'text/plain; charset=utf-8'): Response {
  return new Response(text, { status, headers: { 'content-type': type, 'cache-control': 'no-store' } })
}

/**
 * Whether the Host header is one name or address. Nothing is derived from it, and a request that leaves room for doubt is
 * refused all the same: proxies in front of us may derive something. Two of them arrive joined by a comma. Only HTTP/1.0,
 * in which some health checks are written, may leave it out; Bun sees to that.
 */
function hasPlainHost(request: Request): boolean {
  const host = request.headers.get('host')
  return host === null || /^[A-Za-z0-9._~-]+(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?$/.test(host)
}

function hostMalformed(): GatewayError {
  return new GatewayError('host_malformed')
}

function unknown(request: Request): GatewayError {
  return new GatewayError('path_unknown', { details: { method: request.method, path: shown(pathOf(request)), served } })
}

/** The path as Bun has normalised it, for words only: routes are matched on the request line. */
function pathOf(request: Request): string {
  const url = request.url
  // Without a plain Host header the URL begins with the path.
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('://') + 3)
  if (start === -1) return '/'
  const query = url.indexOf('?', start)
  return query === -1 ? url.slice(start) : url.slice(start, query)
}

/** What stands behind the prefix, decoded; undefined when it is no text, or when dots have led the path elsewhere. */
function restOf(request: Request, prefix: string): string | undefined {
  const path = pathOf(request)
  return path.startsWith(prefix) ? decoded(path.slice(prefix.length)) : undefined
}

function knockOf(request: Request, server: Server<undefined>, { addresses }: ListenerSettings): DoorKnock {
  return {
    requestId: newRequestId(),
    authorization: request.headers.get('authorization'),
    xApiKey: request.headers.get('x-api-key'),
    header: (name) => request.headers.get(name),
    clientAddress: () => addresses.of(peerOf(request, server)),
    language: preferredLanguage(request.headers.get('accept-language')),
    allowIdle: () => undefined, // Pages leave the timeout of the connection as it is.
  }
}

function peerOf(request: Request, server: Server<undefined>): Peer {
  return { address: server.requestIP(request)?.address, headers: request.headers }
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
  const path = pathOf(request)
  const isControl = path === '/api' || path.startsWith('/api/')
  if (isControl) return problemResponse(error, context)
  const shape = path.startsWith(root) ? errorShapeOf(path.slice(root.length)) : undefined
  return errorResponse(error, { ...context, shape })
}

function contextFor(requestId: string, language: Language, settings: ListenerSettings) {
  return { requestId, language, publicUrl: settings.publicUrl() }
}

/** With a token, that token; without one, only this machine. */
function mayScrape(
  request: Request,
  server: Server<undefined>,
  { addresses }: ListenerSettings,
  behind: Behind,
): boolean {
  if (behind.isScrapeToken === undefined) {
    return addresses.isLocal(peerOf(request, server))
  }
  return behind.isScrapeToken(bearerOf(request))
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
