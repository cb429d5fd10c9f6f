import { GatewayError } from '@stellwerk/contract/error'
import type {
  AcceptanceView,
  AcceptanceWay,
  AcceptTerms,
  ShowTerms,
  TermsOffice,
  TermsView,
  WithdrawTerms,
} from '@stellwerk/contract/terms-office'

import type { AcceptanceRecord, AcceptanceStore } from './acceptance-store.ts'
import type { Acceptances } from './acceptances.ts'
import type { TermsInForce, TermsOfModel } from './terms-in-force.ts'

/** What the journal says of an acceptance, one entry for each licence of the text. */
export interface AcceptanceEvent {
  readonly action: 'accept' | 'withdraw'
  readonly keyId: string
  readonly useCaseId: string
  readonly licences: readonly string[]
  readonly digest: string
  readonly by: string
}

/** A key, as far as it matters here. */
export interface KeyFacts {
  readonly useCaseId: string
  readonly state: 'active' | 'expired' | 'revoked'
}

export interface TermsOfficeParts {
  readonly inForce: TermsInForce
  readonly acceptances: Acceptances
  readonly store: AcceptanceStore
  /** All keys, by id. */
  readonly keys: () => Promise<ReadonlyMap<string, KeyFacts>>
  /** Resolves when it is durable in the journal. */
  readonly record: (event: AcceptanceEvent) => Promise<void>
  /** Something was taken away: permits that were given before are looked at again. */
  readonly onWithdrawn: () => void
  readonly catalogueAsOf: () => string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What is accepted, by whom and in which way, once it is known which text is meant. */
interface Acceptance {
  readonly keyId: string
  readonly useCaseId: string
  readonly model: string
  /** Undefined for the text in force, whichever that is. */
  readonly digest: string | undefined
  readonly by: string
  readonly how: AcceptanceWay
}

/** What people may do with terms: read, accept, withdraw, list. */
export function termsOffice(parts: TermsOfficeParts): TermsOffice & {
  /** With the key itself; the caller is known to hold it. */
  readonly acceptOwn: (what: Omit<Acceptance, 'how'> & { readonly digest: string }) => Promise<AcceptanceView>
  /** Tells the journal of withdrawals that it has not taken when they were made. */
  readonly tellOwed: () => Promise<void>
} {
  const { inForce, acceptances, store, now } = parts
  const alone = inTurn()

  const viewOf = ({ withdrawn, acceptedAt, ...record }: AcceptanceRecord, useCaseId: string): AcceptanceView => ({
    keyId: record.keyId,
    useCaseId,
    model: record.model,
    digest: record.digest,
    by: record.by,
    how: record.how,
    acceptedAt: new Date(acceptedAt).toISOString(),
    ...(withdrawn === undefined
      ? {}
      : { withdrawnAt: new Date(withdrawn.at).toISOString(), withdrawnBy: withdrawn.by }),
    isInForce: withdrawn === undefined && inForce.isInForce(record.digest),
  })

  async function accept({ keyId, useCaseId, model, digest, by, how }: Acceptance): Promise<AcceptanceView> {
    const terms = mustHaveTerms(inForce, useCaseId, model)
    if (digest !== undefined && digest !== terms.digest) throw changed(terms)
    const standing = acceptances.standing(keyId, terms.digest)
    if (standing !== undefined) return viewOf(standing, useCaseId)
    const record = { keyId, digest: terms.digest, acceptedAt: momentAfter(acceptances.records, now()), model, by, how }
    // Permitting records first and acts second. If we stop in between, the journal says that somebody agreed, which is true, and
    // whoever asks again is told that it is missing.
    await parts.record({ action: 'accept', keyId, useCaseId, licences: licencesOf(terms), digest: terms.digest, by })
    await store.insert(record, { digest: terms.digest, text: terms.text, licences: licencesOf(terms) })
    acceptances.add(record)
    return viewOf(record, useCaseId)
  }

  async function mustStand(keyId: string): Promise<KeyFacts> {
    const key = (await parts.keys()).get(keyId)
    if (key === undefined) throw new GatewayError('not_found', { details: { what: `key ${keyId}` } })
    if (key.state !== 'active')
      throw new GatewayError('request_invalid', { details: { what: `${keyId}: ${key.state}` } })
    return key
  }

  async function withdraw({ key: keyId, digest, by }: WithdrawTerms): Promise<readonly AcceptanceView[]> {
    const key = (await parts.keys()).get(keyId)
    const standing = acceptances.of(keyId).filter((text) => digest === undefined || text === digest)
    const isOwed = acceptances.untold.some((record) => record.keyId === keyId)
    if (key === undefined || (standing.length === 0 && !isOwed))
      throw new GatewayError('not_found', { details: { what: `terms of key ${keyId}` } })
    const at = now()
    // Restricting acts first and records second: from here on the key is shut, even if the store never hears of it.
    for (const text of standing) acceptances.withdraw({ keyId, digest: text }, by, at)
    parts.onWithdrawn()
    for (const text of standing) await store.withdraw({ keyId, digest: text, at, by })
    await tellOwed()
    const withdrawn = acceptances.records.filter((record) => record.keyId === keyId && record.withdrawn?.at === at)
    return withdrawn.map((record) => viewOf(record, key.useCaseId))
  }

  /** Tells the journal what it has not heard of. If we stop in between, the next start tells it. */
  async function tellOwed(): Promise<void> {
    if (acceptances.untold.length === 0) return
    const keys = await parts.keys()
    for (const record of acceptances.untold) {
      const { keyId, digest, withdrawn } = record
      const licences = (await store.textOf(digest))?.licences ?? []
      const useCaseId = keys.get(keyId)?.useCaseId
      if (withdrawn === undefined || useCaseId === undefined) continue
      await parts.record({ action: 'withdraw', keyId, useCaseId, licences, digest, by: withdrawn.by })
      await store.markTold(record)
      acceptances.markTold(record)
    }
  }

  return {
    async show(what) {
      if (!('digest' in what)) return viewsOf(inForce, what, parts.catalogueAsOf())
      const { digest } = what
      const accepted = await store.textOf(digest)
      if (accepted === undefined) throw new GatewayError('not_found', { details: { what: `terms ${digest}` } })
      const { text, licences } = accepted
      return [{ model: '', useCases: [], digest, text, licences, catalogue: '' }]
    },

    accept: ({ key: keyId, model, digest, by, how = 'api' }: AcceptTerms) =>
      alone(async () => accept({ keyId, useCaseId: (await mustStand(keyId)).useCaseId, model, digest, by, how })),

    acceptOwn: (what) => alone(() => accept({ ...what, how: 'key' })),

    withdraw: (what) => alone(() => withdraw(what)),

    tellOwed: () => alone(tellOwed),

    async list() {
      const keys = await parts.keys()
      return acceptances.records.map((record) => viewOf(record, keys.get(record.keyId)?.useCaseId ?? ''))
    },
  }
}

/** One at a time, in the order in which they came: two that accept the same must not both be recorded. */
function inTurn(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const next = last.then(act)
    last = next.catch(() => undefined)
    return next
  }
}

function mustHaveTerms(inForce: TermsInForce, useCaseId: string, model: string): TermsOfModel {
  const terms = inForce.ofModel(useCaseId, model)
  if (terms !== undefined) return terms
  throw new GatewayError('terms_none', { param: 'model', details: { model } })
}

function changed({ model, digest }: TermsOfModel): GatewayError {
  return new GatewayError('terms_changed', { param: 'digest', details: termsDetails({ model, digest }) })
}

/** What an error about terms says: the front door makes a link of it. */
export function termsDetails({ model, digest }: { readonly model: string; readonly digest: string }) {
  return { model, terms: digest, termsShort: digest.slice(0, 12) }
}

function licencesOf({ document }: TermsOfModel): readonly string[] {
  return document.licences.map(({ id }) => id)
}

/** Two records of one key and text differ by their moment, also within a millisecond. */
function momentAfter(records: readonly AcceptanceRecord[], now: number): number {
  return records.reduce((at, { acceptedAt }) => Math.max(at, acceptedAt + 1), now)
}

function viewsOf(
  inForce: TermsInForce,
  { model, useCase }: Exclude<ShowTerms, { readonly digest: string }>,
  catalogue: string,
): readonly TermsView[] {
  const meant = inForce
    .all()
    .filter((terms) => terms.model === model && (useCase === undefined || terms.useCaseId === useCase))
  return [...Map.groupBy(meant, ({ digest }) => digest)].flatMap(([digest, same]) => {
    const [first] = same
    if (first === undefined) return []
    const useCases = same.map(({ useCaseId }) => useCaseId)
    return [{ model, useCases, digest, text: first.text, licences: licencesOf(first), catalogue }]
  })
}
