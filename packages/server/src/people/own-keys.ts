// Keys that somebody fetches for themselves, for use cases of their groups.
import { GatewayError } from '@stellwerk/contract/error'
import type { KeyOffice } from '@stellwerk/contract/key-office'

import type { Session } from './sessions.ts'

/** Days. A key of one's own is fetched again where one is still in the group. */
const daysDefault = 7
const daysMax = 30

/** Keys of one person that stand at a time. */
const keysMax = 5

export interface UseCaseOfGroups {
  readonly id: string
  readonly title: string
  /** Undefined where a use case names none: then nobody's group is known to be in, and unknown means no. */
  readonly groups: readonly string[] | undefined
}

export interface OwnKeyParts {
  readonly keys: Pick<KeyOffice, 'create' | 'list'>
  readonly useCases: () => readonly UseCaseOfGroups[]
}

export class OwnKeys {
  readonly #parts: OwnKeyParts

  constructor(parts: OwnKeyParts) {
    this.#parts = parts
  }

  useCasesFor({ groups }: Pick<Session, 'groups'>): readonly { readonly id: string; readonly title: string }[] {
    return this.#parts
      .useCases()
      .filter((useCase) => useCase.groups?.some((group) => groups?.includes(group) === true) === true)
      .map(({ id, title }) => ({ id, title }))
  }

  /**
   * A key that holds the groups of the person as they were told at sign-in, and ends.
   *
   * @throws GatewayError not_found, request_invalid
   */
  async create(
    session: Pick<Session, 'groups' | 'personId'>,
    { useCaseId, days = daysDefault }: { readonly useCaseId: string; readonly days?: number | undefined },
  ): Promise<{ readonly key: string; readonly expiresAt: string }> {
    // The same for one that there is not: whoever is outside a group learns nothing of its use cases.
    if (!this.useCasesFor(session).some(({ id }) => id === useCaseId))
      throw new GatewayError('not_found', { details: { what: `useCase ${useCaseId.slice(0, 63)}` } })
    if (!Number.isInteger(days) || days < 1 || days > daysMax)
      throw new GatewayError('request_invalid', { details: { what: `days: 1–${daysMax}` }, param: 'days' })
    const label = labelOf(session.personId)
    const mine = (await this.#parts.keys.list()).filter((key) => key.label === label && key.state === 'active')
    if (mine.length >= keysMax) throw new GatewayError('request_invalid', { details: { what: `> ${keysMax} keys` } })
    // Only those that open this use case: the others are nobody's business here.
    const named = this.#parts.useCases().find(({ id }) => id === useCaseId)?.groups ?? []
    const groups = named.filter((group) => session.groups?.includes(group) === true)
    const { key, view } = await this.#parts.keys.create({ useCaseId, kind: 'personal', groups, label, days })
    return { key, expiresAt: view.expiresAt }
  }
}

/** By the id that says nothing: whose it is can be erased. */
function labelOf(personId: string): string {
  return `own key of ${personId}`
}
