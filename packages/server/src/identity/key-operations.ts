import { GatewayError } from '@stellwerk/contract/error'
import { formatApiKey, keyIdOf } from '@stellwerk/contract/key'
import { createKeySchema, keyDaysDefault, overlapHoursDefault, rotateKeySchema } from '@stellwerk/contract/key-office'
import type { CreateKey, IssuedKey, KeyOffice, KeyView, RotateKey } from '@stellwerk/contract/key-office'
import { nearest } from '@stellwerk/contract/nearest'

import { hashOf } from './identify.ts'
import { isInUse, isStanding } from './key-ring.ts'
import type { KeyRing } from './key-ring.ts'
import type { KeyRecord, KeyStore } from './key-store.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Tries until an id is free. With 62^8 ids one try is enough; three taken in a row is a broken source of randomness. */
const triesMax = 3

/** Keys of an installation. All of them are in memory: 100,000 take about 50 MB. */
const keysMax = 100_000

export interface KeyOperationParts {
  readonly ring: KeyRing
  readonly store: KeyStore
  readonly now: () => number
  readonly randomBytes: (count: number) => Uint8Array
  /** Ids of the declared use cases. */
  readonly useCaseIds: () => readonly string[]
  readonly frontEndIds: () => readonly string[]
}

/** What people may do with keys. The plain key is in the answer of create and rotate and nowhere else. */
export function keyOperations(parts: KeyOperationParts): KeyOffice {
  const { ring, store, now } = parts

  const viewOf = (id: string): KeyView => view(recordOf(ring, id), now())

  async function create(what: CreateKey): Promise<IssuedKey> {
    const wish = createKeySchema.safeParse(what)
    if (!wish.success) throw invalid(wish.error)
    const { useCaseId, label = '', days = keyDaysDefault, language } = wish.data
    const { kind = 'service', owner, frontEnd, groups } = wish.data
    mustBeKnown('useCase', useCaseId, parts.useCaseIds())
    if (frontEnd !== undefined) mustBeKnown('frontEnd', frontEnd, parts.frontEndIds())
    // Permitting records first and acts second: the key opens nothing before it is stored.
    const like = { useCaseId, kind, owner, frontEnd, groups, label, language }
    return issue(like, days, (record) => store.insert(record))
  }

  async function rotate(id: string, how: RotateKey): Promise<IssuedKey> {
    const wish = rotateKeySchema.safeParse(how)
    if (!wish.success) throw invalid(wish.error)
    const { overlapHours = overlapHoursDefault, days = keyDaysDefault } = wish.data
    await ring.load()
    const old = recordOf(ring, id)
    if (!isStanding(old, now()))
      throw new GatewayError('request_invalid', { details: { what: `${id}: ${stateOf(old, now())}` } })
    if (old.replacedBy !== undefined)
      throw new GatewayError('request_invalid', { details: { what: `${id} → ${old.replacedBy}` } })
    const expiresAt = Math.min(old.expiresAt, now() + overlapHours * hourMs)
    return issue(old, days, (issued) => store.rotate({ issued, replaced: { id, version: old.version, expiresAt } }))
  }

  async function issue(
    like: Pick<KeyRecord, 'useCaseId' | 'kind' | 'owner' | 'frontEnd' | 'groups' | 'label' | 'language'>,
    days: number,
    write: (record: KeyRecord) => Promise<'stored' | 'taken' | 'stale'>,
  ): Promise<IssuedKey> {
    if (ring.all().length >= keysMax) throw new GatewayError('request_invalid', { details: { what: `> ${keysMax}` } })
    for (let attempt = 0; attempt < triesMax; attempt++) {
      const key = formatApiKey(parts.randomBytes)
      const createdAt = now()
      const record: KeyRecord = {
        id: keyIdOf(key),
        hash: hashOf(key),
        version: 1,
        useCaseId: like.useCaseId,
        kind: like.kind,
        owner: like.owner,
        frontEnd: like.frontEnd,
        groups: like.groups,
        label: like.label,
        createdAt,
        expiresAt: createdAt + days * dayMs,
        revokedAt: undefined,
        replacedBy: undefined,
        language: like.language,
        usedOn: undefined,
      }
      const result = await write(record)
      if (result === 'stale') {
        await ring.load()
        throw new GatewayError('request_invalid', { details: { what: 'version' } })
      }
      if (result === 'taken') continue
      await ring.load()
      return { key, view: viewOf(record.id) }
    }
    throw new Error(`no free key id in ${triesMax} tries`)
  }

  return {
    create,
    rotate,

    async list() {
      await ring.load()
      return ring.all().map((record) => view(record, now()))
    },

    async revoke(id) {
      if (ring.find(id) === undefined) await ring.load() // Another process may just have made it.
      recordOf(ring, id)
      const at = now()
      ring.restrict(id, at)
      // If we stop here, the key is shut in this process and open again after a restart. The caller got no answer and
      // asks again; while the process lives, each look at the store tries to record it.
      await store.revoke(id, at)
      await ring.load()
      return viewOf(id)
    },
  }
}

function recordOf(ring: KeyRing, id: string): KeyRecord {
  const entry = ring.find(id)
  if (entry !== undefined) return entry.record
  const meant = nearest(
    id,
    ring.all().map((record) => record.id),
  )
  throw new GatewayError('not_found', { details: { what: `key ${id}${meant === undefined ? '' : ` (${meant}?)`}` } })
}

function mustBeKnown(what: 'useCase' | 'frontEnd', id: string, known: readonly string[]): void {
  if (known.includes(id)) return
  const meant = nearest(id, known)
  throw new GatewayError('not_found', {
    details: { what: `${what} ${id}${meant === undefined ? '' : ` (${meant}?)`}` },
  })
}

function invalid(error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }): GatewayError {
  const [issue] = error.issues
  const field = issue?.path.map(String).join('.') || 'body'
  return new GatewayError('request_invalid', { details: { what: field }, param: field })
}

function stateOf(record: KeyRecord, now: number): KeyView['state'] {
  if (record.revokedAt !== undefined) return 'revoked'
  return now < record.expiresAt ? 'active' : 'expired'
}

function view(record: KeyRecord, now: number): KeyView {
  return {
    id: record.id,
    version: record.version,
    useCaseId: record.useCaseId,
    kind: record.kind,
    ...(record.owner === undefined ? {} : { owner: record.owner }),
    ...(record.frontEnd === undefined ? {} : { frontEnd: record.frontEnd }),
    ...(record.groups === undefined ? {} : { groups: record.groups }),
    label: record.label,
    state: stateOf(record, now),
    createdAt: new Date(record.createdAt).toISOString(),
    expiresAt: new Date(record.expiresAt).toISOString(),
    ...(record.revokedAt === undefined ? {} : { revokedAt: new Date(record.revokedAt).toISOString() }),
    ...(record.replacedBy === undefined ? {} : { replacedBy: record.replacedBy }),
    ...(record.language === undefined ? {} : { language: record.language }),
    isInUse: isInUse(record.usedOn, now),
  }
}
