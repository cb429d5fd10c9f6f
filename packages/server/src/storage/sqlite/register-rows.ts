// Rows of the register and what they mean.
import type { Bodies } from '@stellwerk/contract/register/body'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { Act } from '@stellwerk/contract/register/act'
import type { Delegation, RoleGrant } from '@stellwerk/contract/register/role'
import type { ObjectVersion } from '@stellwerk/contract/register/version'
import { canonicalJson } from '@stellwerk/contract/journal/canonical'
import type { Selectable } from 'kysely'

import type { Receipt, RegisterChange, StoredVersion } from '../../registry/register-store.ts'
import type { RegisterSchema } from './register-schema.ts'

type Row<Table extends keyof RegisterSchema> = Selectable<RegisterSchema[Table]>

export function versionRow(version: ObjectVersion, { origin, index }: Receipt): Row<'register_version'> {
  return {
    digest: version.digest,
    kind: version.kind,
    id: version.id,
    number: version.number,
    previous: version.previous,
    author: version.author,
    created_at: version.createdAt,
    opinion_due_on: version.opinionDueOn ?? null,
    body: canonicalJson(version.body),
    entry_origin: origin,
    entry_index: index,
  }
}

/** The body as it was proposed: what a later program would fill in is no part of its digest. */
function versionOf(row: Row<'register_version'>): ObjectVersion {
  return {
    digest: row.digest,
    kind: row.kind,
    id: row.id,
    number: row.number,
    previous: row.previous,
    author: row.author,
    createdAt: row.created_at,
    body: JSON.parse(row.body) as Bodies[ObjectKind], // Checked when it was proposed; a start checks its digest.
    ...(row.opinion_due_on === null ? {} : { opinionDueOn: row.opinion_due_on }),
  }
}

/** @param turns its own, in order */
export function storedOf(
  row: Row<'register_version'>,
  turns: readonly Row<'register_turn'>[],
  needed: readonly Row<'register_requirement'>[],
): StoredVersion {
  const turn = turns.at(-1)
  if (turn === undefined) throw new Error('a version without a state: rows are written together')
  return {
    version: versionOf(row),
    state: turn.state,
    turnedAt: turn.at,
    wasInForce: turns.some(({ state }) => state === 'inForce'),
    required: needed.map(({ act, role, because }) => ({ kind: act, role, because })),
    ...(turn.cause === null ? {} : { cause: turn.cause }),
  }
}

export function actRow(act: Act, { origin, index }: Receipt): Row<'register_act'> {
  return {
    id: act.id,
    kind: act.kind,
    object_kind: act.object.kind,
    object_id: act.object.id,
    digest: act.object.digest,
    role: act.role,
    person: act.person,
    delegated_by: act.delegatedBy ?? null,
    via: 'session',
    outcome: act.outcome,
    comment: act.comment ?? null,
    conditions: act.conditions === undefined ? null : JSON.stringify(act.conditions),
    document_sha256: act.document?.sha256 ?? null,
    document_resolved_on: act.document?.resolvedOn ?? null,
    document_valid_until: act.document?.validUntil ?? null,
    expires_on: act.expiresOn ?? null,
    answers: act.answers ?? null,
    acted_at: act.actedAt,
    entry_origin: origin,
    entry_index: index,
  }
}

export function actOf(row: Row<'register_act'> & { readonly withdrawn_at: number | null }): Act {
  return {
    id: row.id,
    kind: row.kind,
    role: row.role,
    outcome: row.outcome,
    person: row.person,
    object: { kind: row.object_kind, id: row.object_id, digest: row.digest },
    actedAt: row.acted_at,
    ...(row.comment === null ? {} : { comment: row.comment }),
    // Written above and by nobody else.
    ...(row.conditions === null ? {} : { conditions: JSON.parse(row.conditions) as readonly string[] }),
    ...documentOf(row),
    ...(row.expires_on === null ? {} : { expiresOn: row.expires_on }),
    ...(row.delegated_by === null ? {} : { delegatedBy: row.delegated_by }),
    ...(row.answers === null ? {} : { answers: row.answers }),
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }),
  }
}

function documentOf(row: Row<'register_act'>): Pick<Act, 'document'> {
  const { document_sha256: sha256, document_resolved_on: resolvedOn, document_valid_until: validUntil } = row
  if (sha256 === null || resolvedOn === null) return {}
  return { document: { sha256, resolvedOn, ...(validUntil === null ? {} : { validUntil }) } }
}

export function grantRow(grant: RoleGrant, { origin, index }: Receipt): Row<'role_grant'> {
  return {
    id: grant.id,
    person: grant.person,
    role: grant.role,
    from_at: grant.from,
    until_at: grant.until ?? null,
    how: grant.how,
    granted_by: grant.by ?? null,
    entry_origin: origin,
    entry_index: index,
  }
}

export function grantOf(row: Row<'role_grant'> & { readonly ended_at: number | null }): RoleGrant {
  return {
    id: row.id,
    person: row.person,
    role: row.role,
    from: row.from_at,
    how: row.how,
    ...(row.until_at === null ? {} : { until: row.until_at }),
    ...(row.granted_by === null ? {} : { by: row.granted_by }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  }
}

export function delegationRow(delegation: Delegation, { origin, index }: Receipt): Row<'role_delegation'> {
  return {
    id: delegation.id,
    role: delegation.role,
    from_person: delegation.from,
    to_person: delegation.to,
    from_at: delegation.fromAt,
    until_at: delegation.untilAt,
    entry_origin: origin,
    entry_index: index,
  }
}

export function delegationOf(row: Row<'role_delegation'> & { readonly ended_at: number | null }): Delegation {
  return {
    id: row.id,
    role: row.role,
    from: row.from_person,
    to: row.to_person,
    fromAt: row.from_at,
    untilAt: row.until_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  }
}

/** A pending change, as it was written by this store and by nobody else. */
export function changeOf(text: string): RegisterChange {
  return JSON.parse(text) as RegisterChange // As said above.
}
