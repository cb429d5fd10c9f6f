// How the journal says what happened in the register, and how it is asked what it has.
import type { RegisterDraft } from '@stellwerk/contract/journal/register'
import type { Act } from '@stellwerk/contract/register/act'
import type { Role } from '@stellwerk/contract/register/role'
import type { ObjectVersion, VersionState } from '@stellwerk/contract/register/version'

import type { Mark, PendingChange, Receipt, Spoken, Untold } from './register-store.ts'

/** An entry, with who stands behind its commitments: names of people are committed to, and never in the leaf. */
export interface RegisterEntry {
  readonly draft: RegisterDraft
  readonly identities: Readonly<Record<string, string>>
}

/** What the register needs of the journal. */
export interface RegisterJournal {
  /** @returns where it lies, once it is durable */
  readonly append: (entry: RegisterEntry) => Promise<Receipt>
  /**
   * The entries of the register since a mark, in order, and up to where they were read. From the beginning without a mark.
   *
   * @throws if the journal does not have the log or the size that the mark names
   */
  readonly since: (mark: Mark | undefined) => Promise<{
    readonly entries: readonly { readonly draft: RegisterDraft; readonly receipt: Receipt }[]
    readonly reached: Mark
  }>
  /** Up to where the journal can be read by now; nothing before its first entry. */
  readonly reached: () => Promise<Mark | undefined>
}

/** The entry that has to be durable before a pending change is applied. `versions` finds what `inForce` is about. */
export function entryOf(
  { change }: Pick<PendingChange, 'change'>,
  versionWith: (digest: string) => ObjectVersion,
): RegisterEntry {
  switch (change.kind) {
    case 'propose':
      return versionEntry(change.version, { state: 'proposed' }, { author: change.version.author })
    case 'inForce':
      return versionEntry(versionWith(change.digest), { state: 'inForce' }, {})
    case 'act':
      return actEntry(change.act)
    case 'grant': {
      const { id, role, how, until, person, by } = change.grant
      return grantEntry({ grant: id, role, how, until }, { person, ...(by === undefined ? {} : { by }) })
    }
    case 'delegate': {
      const { id, role, from, to, untilAt } = change.delegation
      return grantEntry({ grant: id, role, how: 'delegation', until: untilAt }, { person: to, by: from })
    }
  }
}

/** The entry of what has taken effect already. */
export function untoldEntry(untold: Untold, versionWith: (digest: string) => ObjectVersion): RegisterEntry {
  switch (untold.what) {
    case 'void':
      return annulment(untold)
    case 'turn': {
      const { digest, state, cause, person, reason } = untold.end
      return versionEntry(versionWith(digest), { state, cause }, named({ person, reason }))
    }
    case 'withdrawal': {
      const { act, withdrawal } = untold
      const { kind, id, digest } = act.object
      return {
        draft: { type: 'actWithdrawn', act: act.id, object: kind, id, digest, commitments: {} },
        identities: named({ person: withdrawal.person, reason: withdrawal.reason }),
      }
    }
    case 'roleEnd':
      return endEntry(untold.end.grantId, untold.grant.role, untold.end.how, {
        person: untold.grant.person,
        by: untold.end.by,
      })
    case 'delegationEnd':
      return endEntry(untold.end.delegationId, untold.delegation.role, 'ended', {
        person: untold.delegation.to,
        by: untold.end.by,
      })
  }
}

/** What was recorded and never took effect is said to be so: whoever reads on comes to the state that is. */
function annulment({ voided: { change }, version }: Extract<Untold, { what: 'void' }>): RegisterEntry {
  const cause = 'voidedMeanwhile'
  switch (change.kind) {
    case 'propose':
      return versionEntry(change.version, { state: 'withdrawn', cause }, {})
    case 'inForce':
      if (version === undefined) throw new Error('what was about to come into force is in the store')
      return versionEntry(version.version, { state: version.state, cause }, {})
    case 'act': {
      const { id, object } = change.act
      const { kind, digest } = object
      return {
        draft: { type: 'actWithdrawn', act: id, object: kind, id: object.id, digest, commitments: {} },
        identities: { reason: cause },
      }
    }
    case 'grant':
      return endEntry(change.grant.id, change.grant.role, 'ended', { person: change.grant.person, by: undefined })
    case 'delegate':
      return endEntry(change.delegation.id, change.delegation.role, 'ended', {
        person: change.delegation.to,
        by: undefined,
      })
  }
}

function versionEntry(
  { kind, id, number, digest, previous }: ObjectVersion,
  turn: { readonly state: VersionState; readonly cause?: string },
  identities: Readonly<Record<string, string>>,
): RegisterEntry {
  const before = previous === null ? {} : { previous }
  return {
    draft: { type: 'objectVersion', ...turn, object: kind, id, number, digest, ...before, commitments: {} },
    identities,
  }
}

function actEntry(act: Act): RegisterEntry {
  const { kind, role, outcome, object, document, expiresOn, person, delegatedBy, comment } = act
  return {
    draft: {
      type: 'act',
      act: act.id,
      kind,
      role,
      outcome,
      object: object.kind,
      id: object.id,
      digest: object.digest,
      document: document?.sha256,
      expiresOn,
      commitments: {},
    },
    identities: named({ person, delegatedBy, comment }),
  }
}

function grantEntry(
  what: Pick<Extract<RegisterDraft, { type: 'roleGrant' }>, 'grant' | 'how' | 'role' | 'until'>,
  identities: Readonly<Record<string, string>>,
): RegisterEntry {
  return { draft: { type: 'roleGrant', ...what, commitments: {} }, identities }
}

function endEntry(
  grant: string,
  role: Role,
  how: Extract<RegisterDraft, { type: 'roleEnd' }>['how'],
  who: { readonly person: string; readonly by: string | undefined },
): RegisterEntry {
  return { draft: { type: 'roleEnd', grant, role, how, commitments: {} }, identities: named(who) }
}

function named(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  )
}

/** What the store has to have for an entry; nothing where the entry is about no row of the register. */
export function spokenOf(draft: RegisterDraft): Spoken | undefined {
  switch (draft.type) {
    case 'objectVersion':
      return { what: 'turn', digest: draft.digest, state: draft.state }
    case 'act':
      return { what: 'act', id: draft.act }
    case 'actWithdrawn':
      return { what: 'withdrawal', id: draft.act }
    case 'roleGrant':
      return { what: 'grant', id: draft.grant }
    case 'roleEnd':
      return { what: 'grantEnd', id: draft.grant }
    case 'lampTurned':
    case 'observe':
      return undefined
  }
}

/** How an entry is told to people: without digests, and without anybody's name, which it does not have. */
export function shownEntry(draft: RegisterDraft, { origin, index }: Receipt): string {
  const what = 'id' in draft ? ` ${draft.object} ${draft.id}` : 'grant' in draft ? ` ${draft.role}` : ''
  return `${draft.type}${what} (${origin} ${index})`
}

/** Whether a pending change is what an entry tells. */
export function isToldBy({ change }: PendingChange, draft: RegisterDraft): boolean {
  switch (change.kind) {
    case 'propose':
      return draft.type === 'objectVersion' && draft.state === 'proposed' && draft.digest === change.version.digest
    case 'inForce':
      return draft.type === 'objectVersion' && draft.state === 'inForce' && draft.digest === change.digest
    case 'act':
      return draft.type === 'act' && draft.act === change.act.id
    case 'grant':
      return draft.type === 'roleGrant' && draft.grant === change.grant.id
    case 'delegate':
      return draft.type === 'roleGrant' && draft.grant === change.delegation.id
  }
}
