// The control API as commands ask it: over the control socket of this machine, or over the network as somebody who is signed in.
import { collections } from '@stellwerk/contract/api/collection'
import type { ObjectSummary, ObjectView, StandingView, VersionView } from '@stellwerk/contract/api/register-answers'
import { secretRef } from '@stellwerk/contract/config-shapes'
import type { ObjectKind } from '@stellwerk/contract/register/kind'

import { resolveSecret } from '../secret.ts'
import { type CommandCall, type OptionSpec, optionText, UsageError } from './command.ts'
import { ControlRefused, controlSocketPath } from './control-client.ts'
import { terminalToken } from './terminal-session.ts'

export const serverOptions: readonly OptionSpec[] = [
  {
    name: 'server',
    value: 'URL',
    help: {
      de: 'Anderer Server, als angemeldete Person; sonst der Steuer-Socket dieses Rechners',
      en: 'Another server, as somebody signed in; otherwise the control socket of this machine',
    },
  },
  {
    name: 'token',
    value: 'REF',
    help: {
      de: 'Woher das Token der Anmeldung kommt: env:NAME oder file:/pfad (sonst das von stellwerk login)',
      en: 'Where the token of the sign-in comes from: env:NAME or file:/path (otherwise that of stellwerk login)',
    },
  },
]

/** Milliseconds. A proposal waits for one entry of the journal. */
const answerTimeoutMs = 30_000

/** What a proposal came to. */
export interface Proposed {
  readonly version: VersionView
  readonly standing: StandingView
}

export interface RegisterClient {
  /** Whether it asks as the local operator. */
  readonly isOperator: boolean
  readonly ids: (kind: ObjectKind) => Promise<readonly ObjectSummary[]>
  /** Undefined where there is no such object. */
  readonly object: (kind: ObjectKind, id: string) => Promise<ObjectView | undefined>
  /** @param previous digest of the newest version that was seen, or null where there was none */
  readonly propose: (kind: ObjectKind, id: string, body: unknown, previous: string | null) => Promise<Proposed>
  readonly ask: (path: string) => Promise<unknown>
}

type Send = (method: 'GET' | 'POST', path: string, how?: { body?: object; headers?: object }) => Promise<Response>

/** @throws UsageError where an address or a token is wrong */
export function registerClient(call: CommandCall): RegisterClient {
  const server = optionText(call, 'server')
  const send = server === undefined ? overSocket(call) : overNetwork(call, server)
  const ask = async (path: string): Promise<unknown> => answered(await send('GET', path))
  return {
    isOperator: server === undefined,
    ask,
    ids: (kind) => allPages(ask, `/api/${collections[kind]}`),
    async object(kind, id) {
      const answer = await send('GET', `/api/${collections[kind]}/${encodeURIComponent(id)}`)
      if (answer.status === 404) return undefined
      return (await answered(answer)) as ObjectView // From our own program.
    },
    async propose(kind, id, body, previous) {
      const headers = previous === null ? { 'if-none-match': '*' } : { 'if-match': `"${previous}"` }
      const path = `/api/${collections[kind]}/${encodeURIComponent(id)}/proposals`
      return (await answered(await send('POST', path, { body: { body }, headers }))) as Proposed // Likewise.
    },
  }
}

async function allPages(ask: (path: string) => Promise<unknown>, path: string): Promise<readonly ObjectSummary[]> {
  const items: ObjectSummary[] = []
  let after = ''
  for (;;) {
    const page = (await ask(`${path}?limit=200${after}`)) as {
      readonly items: readonly ObjectSummary[]
      readonly next?: string
    } // From our own program.
    items.push(...page.items)
    if (page.next === undefined) return items
    after = `&after=${encodeURIComponent(page.next)}`
  }
}

function overSocket(call: CommandCall): Send {
  const socket = controlSocketPath(call.loadConfig().config.data)
  return async (method, path, how) => {
    try {
      return await fetch(`http://localhost${path}`, { ...requestOf(call, method, how), unix: socket })
    } catch (cause) {
      // Anything else may have come after the request was read.
      if (!isNobodyThere(cause)) throw cause
      const text = {
        de: `auf ${socket} antwortet kein Server; ihn mit stellwerk serve starten, oder mit --server URL einen anderen nennen`,
        en: `no server answers at ${socket}; start it with stellwerk serve, or name another with --server URL`,
      }
      throw Object.assign(new UsageError(text), { cause })
    }
  }
}

function isNobodyThere(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ['ENOENT', 'ECONNREFUSED', 'ConnectionRefused', 'FailedToOpenSocket', 'ENAMETOOLONG'].includes(code)
}

function overNetwork(call: CommandCall, server: string): Send {
  const origin = plainOrigin(server)
  const token = tokenFor(call, origin)
  return (method, path, how) => {
    const request = requestOf(call, method, how)
    // A redirect would take the token elsewhere.
    const headers = { ...request.headers, authorization: `Bearer ${token}` }
    return fetch(`${origin}${path}`, { ...request, headers, redirect: 'error' })
  }
}

/** @throws UsageError, SecretUnavailable */
function tokenFor(call: CommandCall, origin: string): string {
  const named = optionText(call, 'token')
  const ref = named === undefined ? undefined : secretRef.safeParse(named)
  if (ref?.success === true) return resolveSecret(ref.data, call.io.env).reveal()
  if (ref !== undefined)
    throw new UsageError({
      de: '--token verlangt env:NAME oder file:/pfad',
      en: '--token wants env:NAME or file:/path',
    })
  const token = terminalToken(call.io.env, origin)
  if (token !== undefined) return token
  throw new UsageError({
    de: `an ${origin} ist hier niemand angemeldet: stellwerk login ${origin}, oder --token REF`,
    en: `nobody is signed in to ${origin} here: stellwerk login ${origin}, or --token REF`,
  })
}

/** Without encryption a token goes to this machine only. */
function plainOrigin(server: string): string {
  const url = URL.parse(server)
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url.origin
  throw new UsageError({
    de: '--server verlangt eine Adresse mit https (oder http auf diesem Rechner)',
    en: '--server wants an address with https (or http on this machine)',
  })
}

function requestOf({ language }: CommandCall, method: string, how: Parameters<Send>[2] = {}) {
  const { body, headers } = how
  return {
    method,
    headers: { 'accept-language': language, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(answerTimeoutMs),
  }
}

/** @throws ControlRefused */
async function answered(answer: Response): Promise<unknown> {
  if (answer.ok) return answer.json()
  const problem: unknown = await answer.json().catch(() => ({}))
  // From our own program, and both are optional: whatever else it may be is told by its status alone.
  const { detail, code } = problem as { readonly detail?: string; readonly code?: string }
  throw new ControlRefused({
    status: answer.status,
    code: code ?? 'unknown',
    detail: detail ?? `${answer.url}: ${answer.status}`,
  })
}
