// Links that let somebody in once: the first administrator, whoever is enrolled, whoever has lost a key.
import { GatewayError } from '@stellwerk/contract/error'
import type { Role } from '@stellwerk/contract/register/role'

import type { CredentialStore, LinkRecord } from './credential-store.ts'
import { digestOf, isSecret, newSecret } from './opaque.ts'

/** Milliseconds. It stands on a terminal or in a mail, where others may come by. */
export const linkMs = 30 * 60_000

const prefix = 'swl_'

export interface LinkParts {
  readonly store: Pick<CredentialStore, 'addLink' | 'link' | 'spendLink' | 'removeLinksOlder'>
  readonly now: () => number
}

export class Links {
  readonly #store: LinkParts['store']
  readonly #now: () => number

  constructor({ store, now }: LinkParts) {
    this.#store = store
    this.#now = now
  }

  /** Returns the secret, which is nowhere afterwards but in the link. */
  async make(what: {
    readonly roles: readonly Role[]
    readonly personId?: string | undefined
    readonly madeBy?: string | undefined
  }): Promise<string> {
    const at = this.#now()
    await this.#store.removeLinksOlder(at)
    const secret = newSecret(prefix)
    await this.#store.addLink({
      digest: digestOf(secret),
      roles: what.roles,
      personId: what.personId,
      madeBy: what.madeBy,
      createdAt: at,
      expiresAt: at + linkMs,
    })
    return secret
  }

  /**
   * What a link is for, without using it up: programs that look at mails open links as well.
   *
   * @throws GatewayError sign_in_link_spent
   */
  async look(secret: string): Promise<LinkRecord> {
    const found = isSecret(secret, prefix) ? await this.#store.link(digestOf(secret)) : undefined
    if (found === undefined || this.#now() >= found.expiresAt) throw new GatewayError('sign_in_link_spent')
    return found
  }

  /**
   * Uses it up. Whoever comes second gets nothing.
   *
   * @throws GatewayError sign_in_link_spent
   */
  async spend(secret: string): Promise<LinkRecord> {
    const found = await this.look(secret)
    if (await this.#store.spendLink(found.digest, this.#now())) return found
    throw new GatewayError('sign_in_link_spent')
  }
}
