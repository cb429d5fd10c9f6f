import { join } from 'node:path'

import type { IssuedKey, KeyOffice, KeyView } from '@stellwerk/contract/key-office'
import type { Language } from '@stellwerk/contract/language'

import { controlSocketName } from '../control-socket-name.ts'

/** Milliseconds. The server answers in a few; one that is blocked must not leave a person waiting in front of a prompt. */
const answerTimeoutMs = 10_000

export function controlSocketPath(dataDirectory: string): string {
  return join(dataDirectory, controlSocketName)
}

/** No server listens on the socket. Nothing was sent, so the same may be tried on the store. */
export class NoServer extends Error {
  override readonly name = 'NoServer'
}

/** The server said no, in the language that was asked for. */
export class ControlRefused extends Error {
  override readonly name = 'ControlRefused'
  readonly status: number
  readonly code: string

  constructor(what: { readonly status: number; readonly code: string; readonly detail: string }) {
    super(what.detail)
    this.status = what.status
    this.code = what.code
  }
}

/**
 * The keys of a running server, through its control socket.
 *
 * @throws NoServer, ControlRefused
 */
export function controlClient(socketPath: string, language: Language): KeyOffice {
  const ask = (method: 'GET' | 'POST', path: string, body?: object) => send(socketPath, language, method, path, body)
  const keyPath = (id: string, act: string): string => `/api/keys/${encodeURIComponent(id)}/${act}`
  return {
    list: async () => {
      const answer = (await ask('GET', '/api/keys')) as { readonly keys: readonly KeyView[] } // From our own program.
      return answer.keys
    },
    create: (what) => ask('POST', '/api/keys', what).then(issued),
    rotate: (id, how) => ask('POST', keyPath(id, 'rotate'), how).then(issued),
    revoke: async (id) => (await ask('POST', keyPath(id, 'revoke'), {})) as KeyView, // From our own program.
  }
}

/** The other end of a socket that only its owner can open is the same program: its answers are taken as they are. */
function issued(answer: unknown): IssuedKey {
  return answer as IssuedKey // As said above.
}

/**
 * One question to the control API of a running server; the answer is from our own program and taken as it is.
 *
 * @throws NoServer, ControlRefused
 */
export function askControl(what: {
  readonly socketPath: string
  readonly language: Language
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  /** Milliseconds that the answer may take. */
  readonly timeoutMs?: number
}): Promise<unknown> {
  return send(what.socketPath, what.language, what.method, what.path, what.body, what.timeoutMs)
}

async function send(
  socketPath: string,
  language: Language,
  method: 'GET' | 'POST',
  path: string,
  body: object | undefined,
  timeoutMs = answerTimeoutMs,
): Promise<unknown> {
  const response = await connect(`http://localhost${path}`, {
    unix: socketPath,
    method,
    headers: { 'accept-language': language, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (response.ok) return response.json()
  const problem: unknown = await response.json().catch(() => ({}))
  // From our own program, and both are optional: whatever else it may be is told by its status alone.
  const { detail, code } = problem as { readonly detail?: string; readonly code?: string }
  throw new ControlRefused({
    status: response.status,
    code: code ?? 'unknown',
    detail: detail ?? `${method} ${path}: ${response.status}`,
  })
}

async function connect(url: string, request: BunFetchRequestInit): Promise<Response> {
  try {
    return await fetch(url, request)
  } catch (error) {
    // A socket without a listener is what a server that was killed leaves behind. Any other failure may have come after
    // the request was read; trying again on the store would then do it twice.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const isNobodyThere = code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENAMETOOLONG'
    if (isNobodyThere) throw new NoServer('no server listens on the control socket', { cause: error })
    throw error
  }
}
