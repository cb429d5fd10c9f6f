import type { FrontEndConfig } from '@stellwerk/contract/config-front-ends'
import type { SecretRef } from '@stellwerk/contract/config'
import { GatewayError } from '@stellwerk/contract/error'

import { accessTokenReader } from './access-token.ts'
import { FrontEnd, type Introduced, type ReadToken, type Telling } from './front-end.ts'
import { openWebUiPerson } from './open-web-ui-jwt.ts'
import { ProviderKeys } from '../provider-keys.ts'

export interface FrontEndParts {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number
  /** The secret as it is now. Looked up once when it is opened, so that a missing one stops the start. */
  readonly secret: (ref: SecretRef) => () => string
  /** One JSON document, in bounds of size and time and without following redirects. */
  readonly fetchJson: (url: string) => Promise<unknown>
}

/** The front ends of the configuration. */
export class FrontEnds {
  readonly #byId: ReadonlyMap<string, FrontEnd>

  constructor(configs: readonly FrontEndConfig[], parts: FrontEndParts) {
    this.#byId = new Map(configs.map((config) => [config.id, new FrontEnd(config, tokenReader(config, parts))]))
  }

  takesBearer(id: string): boolean {
    return this.#byId.get(id)?.takesBearer ?? false
  }

  /**
   * Who asks, of a caller with the key of a front end. To be told is needed for calls of models. The list of models is one
   * for everybody behind a key, and Open WebUI asks for it in nobody's name as well; what it does say is checked there too.
   *
   * @throws GatewayError front_end_unknown, network_not_permitted, identity_missing, token_audience, identity_provider_silent
   */
  async introduce<Caller extends object>(
    caller: Caller,
    id: string,
    telling: Telling,
    asking: string,
  ): Promise<Caller & Introduced> {
    const frontEnd = this.#byId.get(id)
    if (frontEnd === undefined) throw new GatewayError('front_end_unknown', { details: { frontEnd: id } })
    frontEnd.mustBeNear(telling.clientAddress())
    return { ...caller, ...(await frontEnd.introduce(telling, asking !== 'models')) }
  }
}

function tokenReader({ id, title = id, person }: FrontEndConfig, parts: FrontEndParts): ReadToken | undefined {
  const { now, elapsed } = parts
  if (person.method === 'openWebUiJwt') {
    const secret = parts.secret(person.secret)
    const told = { title, header: person.header }
    return async (token) => ({
      person: await openWebUiPerson(token, { secret: secret(), now: now(), told }),
      groups: undefined, // There are none in it.
    })
  }
  if (person.method !== 'oidc') return undefined
  const keys = new ProviderKeys({ ...person, fetchJson: parts.fetchJson, elapsed })
  return accessTokenReader({ ...person, keys, now, elapsed, told: { title, header: person.header } })
}
