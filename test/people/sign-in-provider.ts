// A real identity provider (oidc-provider) in this process, on loopback, and a browser that goes through it as far as a test wants.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { JWK } from 'jose'
import { Provider } from 'oidc-provider'

export const clientId = 'stellwerk'
export const redirectUri = 'https://llm.example/sign-in/providers/city/callback'

export interface SignInProviderInProcess {
  readonly issuer: string
  /** Paths that were asked for. */
  readonly asked: string[]
  /** Who signs in from now on, and what is said of them. */
  person: { readonly id: string; readonly claims: object }
  /** Goes where a browser would, until it is sent back to us; the address with everything that was added. */
  readonly visit: (url: string) => Promise<URL>
  /** What comes back for a path, instead of what the provider says. */
  answerWith: (path: string) => { readonly status: number; readonly body: string } | undefined
  /** From now on it signs with this key, and tells of no other. */
  readonly signWith: (key: JWK) => void
  readonly close: () => Promise<void>
}

/** What a provider keeps, in memory. */
class Kept {
  readonly #byId = new Map<string, { readonly uid?: string; readonly grantId?: string }>()

  async upsert(id: string, what: object): Promise<void> {
    this.#byId.set(id, what)
  }

  async find(id: string): Promise<object | undefined> {
    return this.#byId.get(id)
  }

  async findByUid(uid: string): Promise<object | undefined> {
    return [...this.#byId.values()].find((one) => one.uid === uid)
  }

  async consume(id: string): Promise<void> {
    const consumed = { ...this.#byId.get(id), consumed: 1 }
    this.#byId.set(id, consumed)
  }

  async destroy(id: string): Promise<void> {
    this.#byId.delete(id)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, one] of this.#byId) if (one.grantId === grantId) this.#byId.delete(id)
  }
}

/** Redirects until it has to be over. */
const stepsMax = 12

export async function runSignInProvider(key: JWK): Promise<SignInProviderInProcess> {
  const asked: string[] = []
  let handle: RequestListener = () => undefined
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const instead = running.answerWith(path)
    if (instead === undefined) return handle(request, response)
    response.writeHead(instead.status, { 'content-type': 'application/json' }).end(instead.body)
  })
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', () => listening.resolve())
  await listening.promise
  // A server that listens on an address has one.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function start(keys: readonly JWK[]): void {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: 'a-secret-of-32-characters-or-more',
          redirect_uris: [redirectUri],
          token_endpoint_auth_method: 'client_secret_post',
          id_token_signed_response_alg: keys[0]?.alg ?? 'RS256',
          backchannel_logout_uri: 'https://llm.example/sign-in/providers/city/logout',
          backchannel_logout_session_required: true,
        },
      ],
      jwks: { keys },
      adapter: Kept,
      cookies: { keys: ['a-secret'] },
      pkce: { required: () => true },
      claims: { openid: ['sub', 'groups', 'azp'], profile: ['name'], email: ['email'] },
      conformIdTokenClaims: false,
      ttl: { IdToken: 300, AccessToken: 300, Grant: 300, Session: 300, Interaction: 300 },
      findAccount: (_: unknown, accountId: string) => ({
        accountId,
        claims: () => ({ sub: accountId, ...running.person.claims }),
      }),
      loadExistingGrant: async (context: {
        readonly oidc: {
          readonly client: { readonly clientId: string }
          readonly session: { readonly accountId: string }
        }
      }) => {
        const grant = new provider.Grant({
          clientId: context.oidc.client.clientId,
          accountId: context.oidc.session.accountId,
        })
        grant.addOIDCScope('openid profile email')
        await grant.save()
        return grant
      },
      features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
      interactions: { url: () => '/interaction' },
    })
    const callback = provider.callback()
    handle = (request: IncomingMessage, response: ServerResponse) => {
      if (request.url !== '/interaction') return callback(request, response)
      void provider.interactionFinished(request, response, { login: { accountId: running.person.id } })
    }
  }

  const running: SignInProviderInProcess = {
    issuer,
    asked,
    person: { id: 'user-1', claims: { name: 'Erika Mustermann', email: 'erika@city.example' } },
    answerWith: () => undefined,
    signWith: (next) => start([next]),
    async visit(url) {
      const cookies = new Map<string, string>()
      let next = url
      for (let step = 0; step < stepsMax; step++) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const response = await fetch(next, { redirect: 'manual', headers: { cookie } })
        for (const set of response.headers.getSetCookie()) {
          const [pair = ''] = set.split(';')
          cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
        }
        const location = response.headers.get('location')
        if (location === null) throw new Error(`stopped at ${next}: ${response.status} ${await response.text()}`)
        next = new URL(location, next).href
        if (next.startsWith(redirectUri)) return new URL(next)
      }
      throw new Error('the browser went round in circles')
    },
    close: () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      return closed.promise
    },
  }
  start([key])
  return running
}
