// What people's room needs of the world: a store, secrets, clocks, answers of identity providers, and a folder for letters.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Config } from '@stellwerk/contract/config'
import { isPlainBeyondLoopback } from '@stellwerk/contract/config-listen'
import type { SignInProvider } from '@stellwerk/contract/config-sign-in'
import type { KeyOffice } from '@stellwerk/contract/key-office'
import { preferredLanguage } from '@stellwerk/contract/language'
import type { SetUpLink } from '@stellwerk/contract/people-office'
import type { Role } from '@stellwerk/contract/register/role'
import type { FetchBody } from 'openid-client'

import { handleSignIn } from './api/sign-in.ts'
import type { Clock } from './clock.ts'
import { replaceDurably } from './durable-file.ts'
import { newRequestId } from './http/listener.ts'
import { gatewayErrorOf, problemResponse } from './http/render.ts'
import { Desk } from './people/desk.ts'
import { linkMs } from './people/links.ts'
import { newId } from './people/opaque.ts'
import { letterOf } from './people/outbox.ts'
import type { PersonStore } from './people/person-store.ts'
import { Provider } from './people/provider/provider.ts'
import { ProviderAway } from './people/provider/refused.ts'
import { RoleBook, type RoleLedger, type RoleNews } from './people/role-book.ts'
import { secretReader } from './secret.ts'
import { sessionDoorAt } from './session-door.ts'
import { sqliteCredentialStore } from './storage/sqlite/credential-store.ts'
import { sqlitePersonStore } from './storage/sqlite/person-store.ts'
import { sqliteProposalStore } from './storage/sqlite/proposal-store.ts'
import { sqliteSessionStore } from './storage/sqlite/session-store.ts'
import type { SqliteStore } from './storage/sqlite/store.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Bytes of an answer of a provider. Key sets with certificates have some 20 kB. */
const answerBytesMax = 262_144

/** Milliseconds. Somebody waits for an answer meanwhile. */
const answerMs = 5_000

export interface OpenPeople {
  readonly desk: Desk
  /** Everything under /sign-in. */
  readonly answer: (request: Request, address: string | undefined) => Promise<Response>
  /**
   * A link of set-up for these roles, as the local operator may have it while nobody ever held them.
   *
   * @throws GatewayError role_refused
   */
  readonly setUpLink: (roles: readonly Role[]) => Promise<SetUpLink>
  /** Of the first administrator; undefined where somebody ever was. */
  readonly firstLink: () => Promise<SetUpLink | undefined>
}

/** @throws SecretUnavailable where the secret of a provider is missing */
export function openPeople(
  config: Pick<Config, 'data' | 'language' | 'listen' | 'signIn' | 'useCases'>,
  parts: {
    readonly store: Pick<SqliteStore, 'db'>
    readonly ledger: RoleLedger
    readonly keys: Pick<KeyOffice, 'create' | 'list'>
    readonly env: Environment
    readonly clock: Clock
    readonly publicUrl: () => string
    readonly onTrouble: (error: unknown) => void
  },
): OpenPeople {
  const { store, ledger, keys, env, clock, publicUrl } = parts
  const persons = sqlitePersonStore(store)
  const outbox: Outbox = { folder: join(config.data, 'outbox'), now: () => clock.now(), publicUrl }
  const roles = new RoleBook({
    ledger,
    proposals: sqliteProposalStore(store),
    // What was given stands in the journal, whether a letter can be written or not.
    tellHolders: (news) => writeLetters(news, persons, outbox).catch(parts.onTrouble),
    now: () => clock.now(),
  })
  const desk = new Desk({
    config: config.signIn,
    persons,
    sessions: sqliteSessionStore(store),
    credentials: sqliteCredentialStore(store),
    roles,
    providers: config.signIn.providers.map((provider) => providerOf(provider, env, clock)),
    keys,
    useCases: () => config.useCases.map(({ id, title, groups }) => ({ id, title, groups })),
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
  })
  const isPlain = isPlainBeyondLoopback(config.listen)
  const house = {
    desk,
    door: () => sessionDoorAt(publicUrl(), isPlain),
    publicUrl,
    language: config.language,
    fault: parts.onTrouble,
    problem: (error: unknown, request: Request) => {
      const language = preferredLanguage(request.headers.get('accept-language')) ?? config.language
      return problemResponse(gatewayErrorOf(error), { requestId: newRequestId(), language, publicUrl: publicUrl() })
    },
  }
  const setUpLink = async (wanted: readonly Role[]): Promise<SetUpLink> => {
    const code = await desk.makeLink(wanted, undefined)
    const expiresAt = new Date(clock.now() + linkMs).toISOString()
    return { url: `${publicUrl()}/sign-in/link?code=${code}`, expiresAt }
  }
  return {
    desk,
    answer: (request, address) => handleSignIn(request, address, house),
    setUpLink,
    firstLink: async () => ((await roles.isSetUp()) ? undefined : setUpLink(['administrator'])),
  }
}

interface Outbox {
  readonly folder: string
  readonly now: () => number
  readonly publicUrl: () => string
}

/** One file for each holder who has an address. Whoever sends mail takes them from there. */
async function writeLetters(
  news: RoleNews,
  persons: Pick<PersonStore, 'find'>,
  { folder, now, publicUrl }: Outbox,
): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const person of news.tell) {
    const to = (await persons.find(person))?.profile?.mail
    if (to === undefined) continue
    const letter = letterOf(news, { to, at: now(), publicUrl: publicUrl() })
    replaceDurably(join(folder, `${now()}-${newId()}.eml`), new TextEncoder().encode(letter))
  }
}

/** @throws SecretUnavailable where its secret is missing */
export function providerOf(config: SignInProvider, env: Environment, clock: Clock): Provider {
  const secret =
    config.clientSecret === undefined ? undefined : secretReader(config.clientSecret, env, () => clock.elapsed())
  secret?.()
  return new Provider(config, {
    secret,
    fetch: boundedFetch,
    fetchJson: async (url) => {
      const answer = await boundedFetch(url, { method: 'GET', headers: {}, body: undefined })
      if (answer.status !== 200) throw new ProviderAway(`status ${answer.status}`)
      const document: unknown = await answer.json()
      return document
    },
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
  })
}

interface ProviderRequest {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: FetchBody
}

/** Who redirects would choose the next address itself; who sends without end would fill our memory. */
async function boundedFetch(url: string, { method, headers, body }: ProviderRequest): Promise<Response> {
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, 'user-agent': 'stellwerk', 'accept-encoding': 'identity' },
      ...(body === undefined || body === null ? {} : { body: formIn(body) }),
      redirect: 'manual',
      decompress: false,
      signal: AbortSignal.timeout(answerMs),
    })
    const bytes = await boundedBytes(answer)
    const isEmpty = answer.status === 204 || answer.status === 304
    return new Response(isEmpty ? null : bytes, { status: answer.status, headers: answer.headers })
  } catch (cause) {
    throw new ProviderAway('no answer', { cause })
  }
}

/** Whatever the library asks of a provider with a body is a form. */
function formIn(body: NonNullable<FetchBody>): string {
  if (body instanceof URLSearchParams) return body.toString()
  if (typeof body === 'string') return body
  throw new Error('a body that is no form')
}

async function boundedBytes(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body ?? []) {
    length += chunk.length
    if (length > answerBytesMax) throw new ProviderAway(`more than ${answerBytesMax} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
