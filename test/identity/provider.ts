// A real identity provider (oidc-provider) in this process, on loopback, with a token endpoint that issues access tokens as JWT.
// Only the browser is missing: the code that it would carry back is made with the provider's own classes.
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { Provider } from 'oidc-provider'

/** Our audience at the provider. */
export const audience = 'https://stellwerk.example'

const redirectUri = 'https://chat.example/callback'

export interface Issued {
  readonly access_token: string
  readonly id_token: string
  readonly refresh_token: string
}

export interface TokenWish {
  /** Which client asks, of `open-webui` and `other-chat`. */
  readonly client?: string
  readonly resource?: string
  readonly alg?: string
  readonly ttlSeconds?: number
  /** Claims that the provider adds. */
  readonly claims?: object
  readonly nonce?: string
}

/** What a provider keeps, in memory. */
class Kept {
  readonly #byId = new Map<string, object>()

  async upsert(id: string, what: object): Promise<void> {
    this.#byId.set(id, what)
  }

  async find(id: string): Promise<object | undefined> {
    return this.#byId.get(id)
  }

  async consume(id: string): Promise<void> {
    this.#byId.set(id, { ...this.#byId.get(id), consumed: true })
  }

  async destroy(id: string): Promise<void> {
    this.#byId.delete(id)
  }

  async revokeByGrantId(): Promise<void> {}
}

/** What comes back for a path, instead of what the provider says. */
export type Answer = (
  path: string,
) => { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> } | undefined

export interface RunningProvider {
  readonly issuer: string
  /** Paths that were asked for. */
  readonly asked: string[]
  /** Tokens for the person, from the token endpoint. */
  readonly tokensFor: (person: string, wish?: TokenWish) => Promise<Issued>
  /** A token that a program gets for itself. */
  readonly programToken: (wish?: TokenWish) => Promise<string>
  /** From now on it signs with this key, and tells of no other. */
  readonly signWith: (key: JWK) => void
  /** From now on it answers like this where something comes back, and otherwise as it should. */
  readonly answerWith: (answer: Answer) => void
  readonly close: () => Promise<void>
}

/** A key with which a provider signs. */
export async function signingKey(kid: string, alg = 'RS256'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, use: 'sig', alg }
}

export async function runProvider(first: JWK, ...more: JWK[]): Promise<RunningProvider> {
  const asked: string[] = []
  let wish: TokenWish = {}
  let answer: Answer = () => undefined
  let handle: RequestListener = () => undefined
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const instead = answer(path)
    if (instead === undefined) handle(request, response)
    else
      response.writeHead(instead.status, { 'content-type': 'application/json', ...instead.headers }).end(instead.body)
  })
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  // A TCP server has an address of this kind.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let provider = start([first, ...more])

  function start(keys: readonly JWK[]): Provider {
    const next = new Provider(issuer, {
      clients: ['open-webui', 'other-chat'].map((client_id) => ({
        client_id,
        client_secret: 'a-secret',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
        token_endpoint_auth_method: 'client_secret_post',
      })),
      jwks: { keys },
      findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
      cookies: { keys: ['a-secret'] },
      adapter: Kept,
      ttl: {
        AccessToken: () => wish.ttlSeconds ?? 300,
        IdToken: 300,
        Grant: 300,
        RefreshToken: 300,
        ClientCredentials: 300,
      },
      scopes: ['openid', 'offline_access', 'use'],
      extraTokenClaims: () => wish.claims,
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_: unknown, resource: string) => ({
            scope: 'use',
            audience: resource,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: wish.alg ?? 'RS256' } },
          }),
        },
      },
    })
    handle = next.callback()
    return next
  }

  async function ask(parameters: Readonly<Record<string, string>>): Promise<Issued> {
    const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(parameters) })
    const body: unknown = await response.json()
    if (response.status !== 200) throw new Error(JSON.stringify(body))
    return body as Issued // What RFC 6749 says of an answer with 200.
  }

  return {
    issuer,
    asked,
    async tokensFor(accountId, wanted = {}) {
      wish = wanted
      const { client: clientId = 'open-webui', resource = audience } = wanted
      const grant = new provider.Grant({ accountId, clientId })
      grant.addOIDCScope('openid')
      grant.addResourceScope(resource, 'use')
      const grantId = await grant.save()
      const verifier = randomBytes(32).toString('base64url')
      const code = new provider.AuthorizationCode({
        accountId,
        grantId,
        redirectUri,
        resource,
        client: await provider.Client.find(clientId),
        scope: 'openid offline_access use',
        nonce: wanted.nonce,
        codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
        codeChallengeMethod: 'S256',
      })
      return ask({
        grant_type: 'authorization_code',
        code: await code.save(),
        redirect_uri: redirectUri,
        code_verifier: verifier,
        resource,
        client_id: clientId,
        client_secret: 'a-secret',
      })
    },
    async programToken(wanted = {}) {
      wish = wanted
      const { client: client_id = 'open-webui', resource = audience } = wanted
      const parameters = { grant_type: 'client_credentials', resource, scope: 'use', client_id }
      return (await ask({ ...parameters, client_secret: 'a-secret' })).access_token
    },
    signWith: (key) => {
      provider = start([key])
    },
    answerWith: (next) => {
      answer = next
    },
    close: () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      return closed.promise
    },
  }
}
