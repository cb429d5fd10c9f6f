// Roles of people: given, proposed to a second administrator, ended, and told.
import { GatewayError } from '@stellwerk/contract/error'
import { type EndWay, type GrantWay, type Role, type RoleGrant, roleNames } from '@stellwerk/contract/register/role'

import { newId } from './opaque.ts'
import {
  endRefusal,
  giveRefusal,
  grantsOf,
  groupChanges,
  holdersOf,
  isProtected,
  linkRefusal,
  needsSecond,
  resetRefusal,
  type RoleFacts,
  type RoleRefusal,
  roleRefusalText,
  secondRefusal,
  suspendedByReset,
  wayOfLink,
} from './role-rules.ts'

/** Milliseconds for which a proposal waits for a second administrator. */
const proposalMs = 7 * 86_400_000

/** What of the register is needed. A grant is durable in the journal before it counts, an end counts before it is. */
export interface RoleLedger {
  /** Also those that have ended. */
  readonly grants: () => Promise<readonly RoleGrant[]>
  readonly grant: (what: {
    readonly person: string
    readonly role: Role
    readonly how: GrantWay
    readonly until?: number
    readonly by?: string
  }) => Promise<RoleGrant>
  readonly endGrant: (grantId: string, how: EndWay, by?: string) => Promise<void>
}

/** A role that waits for a second administrator. */
export interface RoleProposal {
  readonly id: string
  readonly person: string
  readonly role: Role
  readonly until: number | undefined
  readonly by: string
  readonly at: number
}

export interface ProposalStore {
  readonly add: (proposal: RoleProposal) => Promise<void>
  readonly all: () => Promise<readonly RoleProposal[]>
  /** Takes it away; false when somebody was quicker. */
  readonly take: (id: string) => Promise<boolean>
  readonly removeOlder: (than: number) => Promise<void>
}

/** What holders of a protected role are told. */
export interface RoleNews {
  readonly role: Role
  readonly what: 'given' | EndWay
  /** Whose role it is. */
  readonly person: string
  /** Everybody who is to know: those who hold it, and whose it was. */
  readonly tell: readonly string[]
}

export interface RoleBookParts {
  readonly ledger: RoleLedger
  readonly proposals: ProposalStore
  /** Must not throw: what was given stands in the journal. */
  readonly tellHolders: (news: RoleNews) => Promise<void>
  readonly now: () => number
}

export class RoleBook {
  readonly #parts: RoleBookParts
  /** One change at a time: each is judged by what the one before left. */
  #line: Promise<unknown> = Promise.resolve()

  constructor(parts: RoleBookParts) {
    this.#parts = parts
  }

  async rolesOf(person: string): Promise<readonly Role[]> {
    return [...new Set(grantsOf(await this.#facts(), person).map(({ role }) => role))]
  }

  async grants(): Promise<readonly RoleGrant[]> {
    return this.#parts.ledger.grants()
  }

  /** Whether somebody ever was administrator: before that there is the link of set-up. */
  async isSetUp(): Promise<boolean> {
    return (await this.#parts.ledger.grants()).some(({ role }) => role === 'administrator')
  }

  /**
   * Gives a role, or proposes it where that takes two.
   *
   * @throws GatewayError role_refused
   */
  give(what: {
    readonly person: string
    readonly role: Role
    readonly by: string
    readonly until?: number | undefined
  }): Promise<RoleGrant | RoleProposal> {
    return this.#inLine(async () => {
      const { person, role, by, until } = what
      const facts = await this.#facts()
      mustBe(giveRefusal(facts, what), role)
      if (isProtected(role)) return this.#grant({ person, role, how: 'holder', by, until })
      if (!needsSecond(facts, role)) return this.#grant({ person, role, how: 'administrator', by, until })
      const proposal: RoleProposal = { id: newId(), person, role, until, by, at: this.#parts.now() }
      await this.#parts.proposals.add(proposal)
      return proposal
    })
  }

  async proposals(): Promise<readonly RoleProposal[]> {
    await this.#parts.proposals.removeOlder(this.#parts.now() - proposalMs)
    return this.#parts.proposals.all()
  }

  /**
   * A second administrator agrees.
   *
   * @throws GatewayError not_found, role_refused
   */
  second(proposalId: string, second: string): Promise<RoleGrant> {
    return this.#inLine(async () => {
      const proposal = (await this.proposals()).find(({ id }) => id === proposalId)
      if (proposal === undefined) throw new GatewayError('not_found', { details: { what: 'proposal' } })
      const { person, role, by, until } = proposal
      mustBe(secondRefusal(await this.#facts(), { person, role, by, second }), role)
      if (!(await this.#parts.proposals.take(proposalId)))
        throw new GatewayError('not_found', { details: { what: 'proposal' } })
      return this.#grant({ person, role, how: 'administrator', by, until })
    })
  }

  /** @throws GatewayError role_refused, where a link cannot carry one of the roles */
  async mayLink(roles: readonly Role[], madeBy: string | undefined): Promise<void> {
    const facts = await this.#facts()
    for (const role of roles) mustBe(linkRefusal(facts, role, madeBy), role)
  }

  /**
   * Gives what a link carries to whoever used it. Looked at again: meanwhile somebody may have come by the role, or lost it.
   *
   * @throws GatewayError role_refused
   */
  giveByLink(person: string, roles: readonly Role[], madeBy: string | undefined): Promise<void> {
    return this.#inLine(async () => {
      const facts = await this.#facts()
      for (const role of roles) {
        mustBe(madeBy === person ? 'self' : linkRefusal(facts, role, madeBy), role)
        await this.#grant({ person, role, how: wayOfLink(madeBy), by: madeBy, until: undefined })
      }
    })
  }

  /** @throws GatewayError not_found, role_refused */
  end(grantId: string, by: string | undefined): Promise<void> {
    return this.#inLine(async () => {
      const facts = await this.#facts()
      const grant = facts.grants.find(({ id, endedAt }) => id === grantId && endedAt === undefined)
      if (grant === undefined) throw new GatewayError('not_found', { details: { what: 'grant' } })
      mustBe(endRefusal(facts, grant, by), grant.role)
      await this.#end(grant, 'ended', by)
    })
  }

  /**
   * Somebody else makes anew how a person signs in. What that person could say for others is suspended until others give it again.
   *
   * @throws GatewayError role_refused
   */
  suspend(person: string, by: string): Promise<void> {
    return this.#inLine(async () => {
      const facts = await this.#facts()
      mustBe(resetRefusal(facts, person, by), 'administrator')
      for (const grant of suspendedByReset(facts, person)) await this.#end(grant, 'suspended', by)
    })
  }

  /** What groups of a provider mean, at each sign-in. Ends first: whoever left a group holds nothing by it for a moment longer. */
  followGroups(person: string, roles: readonly Role[]): Promise<void> {
    return this.#inLine(async () => {
      const { come, go } = groupChanges(await this.#facts(), person, roles)
      for (const grant of go) await this.#end(grant, 'group', undefined)
      for (const role of come) await this.#grant({ person, role, how: 'group', by: undefined, until: undefined })
    })
  }

  async #grant(what: {
    readonly person: string
    readonly role: Role
    readonly how: GrantWay
    readonly by: string | undefined
    readonly until: number | undefined
  }): Promise<RoleGrant> {
    const { person, role, how, by, until } = what
    const grant = await this.#parts.ledger.grant({
      person,
      role,
      how,
      ...(by === undefined ? {} : { by }),
      ...(until === undefined ? {} : { until }),
    })
    await this.#tell({ role, what: 'given', person })
    return grant
  }

  async #end(grant: RoleGrant, how: EndWay, by: string | undefined): Promise<void> {
    await this.#parts.ledger.endGrant(grant.id, how, by)
    await this.#tell({ role: grant.role, what: how, person: grant.person })
  }

  async #tell(news: Omit<RoleNews, 'tell'>): Promise<void> {
    if (!isProtected(news.role)) return
    const holders = holdersOf(await this.#facts(), news.role)
    await this.#parts.tellHolders({ ...news, tell: [...new Set([...holders, news.person])] })
  }

  async #facts(): Promise<RoleFacts> {
    return { grants: await this.#parts.ledger.grants(), now: this.#parts.now() }
  }

  #inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#line.then(work)
    this.#line = next.catch(() => undefined)
    return next
  }
}

function mustBe(refusal: RoleRefusal | undefined, role: Role): void {
  if (refusal === undefined) return
  const { de, en } = roleRefusalText(refusal)
  throw new GatewayError('role_refused', { details: { role: roleNames[role].en, refusal, whyDe: de, why: en } })
}
