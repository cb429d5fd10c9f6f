import type { AssertedBy } from '@stellwerk/contract/asserted'
import { type FrontEndConfig, frontEndDefaults } from '@stellwerk/contract/config-front-ends'
import { GatewayError } from '@stellwerk/contract/error'
import { plainGroup } from '@stellwerk/contract/group'

import { networkCheck, plainAddress } from '../networks.ts'
import type { TokenSays } from './access-token.ts'
import { personIdIn } from '../claims.ts'
import { personRefused, type Told } from './person-refused.ts'

/** What a request tells besides its key. */
export interface Telling {
  readonly authorization: string | null
  readonly xApiKey: string | null
  readonly header: (name: string) => string | null
  readonly clientAddress: () => string | undefined
}

/** What a front end says about who asks. It is asserted by it; we have authenticated nobody. */
export interface Asserted {
  readonly by: AssertedBy
  /** Undefined where nobody was named. */
  readonly person: string | undefined
  /** The chat in which the call is made, an id that is opaque to us. */
  readonly chat?: string | undefined
}

/** Characters of the id of a chat. Those of front ends are UUIDs. */
const chatCharactersMax = 128

/** Who asks, and in which groups that person is. */
export interface Introduced {
  readonly asserted: Asserted
  readonly groups: readonly string[] | 'unknown'
}

/** Checks a token, in the one way that a front end has. */
export type ReadToken = (token: string) => Promise<TokenSays>

/** One front end: where it may call from, and how it says who asks. */
export class FrontEnd {
  readonly id: string
  readonly #config: FrontEndConfig
  readonly #isNear: (address: string) => boolean
  readonly #readToken: ReadToken | undefined
  readonly #told: Told

  /** @param readToken for the methods that have tokens */
  constructor(config: FrontEndConfig, readToken: ReadToken | undefined) {
    this.id = config.id
    this.#config = config
    this.#isNear = networkCheck(config.networks)
    this.#readToken = readToken
    this.#told = toldBy(config)
  }

  /** Whether a token may come as `Authorization` where the key comes as `x-api-key`. */
  get takesBearer(): boolean {
    return this.#config.person.method === 'oidc'
  }

  /** @throws GatewayError network_not_permitted; nobody knows from where is outside as well */
  mustBeNear(from: string | undefined): void {
    if (from !== undefined && this.#isNear(plainAddress(from))) return
    throw new GatewayError('network_not_permitted', {
      details: { frontEnd: this.#told.title, address: from ?? '–' },
    })
  }

  /**
   * Who asks.
   *
   * @param isNeeded whether it is an error that nobody is named at all
   * @throws GatewayError identity_missing, token_audience, identity_provider_silent
   */
  async introduce(telling: Telling, isNeeded: boolean): Promise<Introduced> {
    const { asserted, groups } = await this.#personIn(telling, isNeeded)
    const chat = this.#chatIn(telling)
    return { asserted: chat === undefined ? asserted : { ...asserted, chat }, groups }
  }

  /** Only compared with itself: whoever sends another one gets other pseudonyms, and nothing of anybody else's. */
  #chatIn(telling: Telling): string | undefined {
    const { chatHeader, person } = this.#config
    const name = chatHeader ?? (person.method === 'openWebUiJwt' ? frontEndDefaults.chatHeader : undefined)
    const text = name === undefined ? null : telling.header(name)
    return text === null || text === '' || text.length > chatCharactersMax ? undefined : text
  }

  async #personIn(telling: Telling, isNeeded: boolean): Promise<Introduced> {
    const { person } = this.#config
    if (person.method === 'none') return this.#introduced(undefined, undefined)
    const [beside, apart] = [this.#tokenIn(telling), telling.header(person.header)]
    if (beside && apart && beside !== apart) throw personRefused('twice', this.#told)
    const text = beside ?? apart
    if (!text) {
      if (isNeeded) throw personRefused('absent', this.#told)
      return this.#introduced(undefined, undefined)
    }
    if (this.#readToken === undefined) return this.#introduced(this.#plainPerson(text), undefined)
    const { person: named, groups } = await this.#readToken(text)
    return this.#introduced(named, joined(groups, this.#groupsBeside(telling)))
  }

  /** Open WebUI sends an access token as `Authorization`, and the key in a header of the connection. */
  #tokenIn({ authorization, xApiKey }: Telling): string | undefined {
    if (!this.takesBearer || !xApiKey || !authorization) return undefined
    const token = /^bearer +(\S+)$/i.exec(authorization)?.[1]
    return token === xApiKey ? undefined : token
  }

  /**
   * Nobody has signed it. Two such headers arrive joined by a comma, and name nobody; nor does a placeholder that the front
   * end did not fill in, or everybody would be one person.
   */
  #plainPerson(text: string): string {
    const person = /,|\{\{/.test(text) ? undefined : personIdIn(text)
    if (person === undefined) throw personRefused('malformed', this.#told)
    return person
  }

  /** Only ever asked for once a signed token was found good. */
  #groupsBeside(telling: Telling): readonly string[] | undefined {
    const { groupsHeader } = this.#config
    const text = groupsHeader === undefined ? null : telling.header(groupsHeader)
    // An empty one may mean none or not known: Open WebUI writes it for both.
    if (!text) return undefined
    try {
      // Names come percent-encoded, ids have nothing to decode.
      return text.split(',').map((name) => plainGroup(decodeURIComponent(name.trim())))
    } catch {
      return undefined
    }
  }

  #introduced(person: string | undefined, groups: readonly string[] | undefined): Introduced {
    const { method } = this.#config.person
    const isSigned = person !== undefined && this.#readToken !== undefined
    return {
      asserted: { by: { frontEnd: this.id, method, signature: isSigned ? 'signed' : 'unsigned' }, person },
      groups: joined(this.#config.groups, groups) ?? 'unknown',
    }
  }
}

function toldBy({ id, title = id, person }: FrontEndConfig): Told {
  return { title, header: person.method === 'none' ? '' : person.header }
}

/** Both lists. One that is not known says nothing about the other. */
function joined(
  some: readonly string[] | undefined,
  more: readonly string[] | undefined,
): readonly string[] | undefined {
  return some === undefined || more === undefined ? (some ?? more) : [...some, ...more]
}
