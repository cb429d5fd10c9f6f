// What people's rooms need of the world: secrets, clocks, and answers of identity providers.
import type { SignInProvider } from '@stellwerk/contract/config-sign-in'
import type { FetchBody } from 'openid-client'

import type { Clock } from './clock.ts'
import { Provider } from './people/provider/provider.ts'
import { ProviderAway } from './people/provider/refused.ts'
import { secretReader } from './secret.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Bytes of an answer of a provider. Key sets with certificates have some 20 kB. */
const answerBytesMax = 262_144

/** Milliseconds. Somebody waits for an answer meanwhile. */
const answerMs = 5_000

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
