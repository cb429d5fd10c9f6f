import { diffTerms, type TermsChange } from '../diff.ts'
import type { LicenceId, LicenceTerms } from '../terms.ts'
import type { Source } from '../vocabulary.ts'
import { canonicalJson } from './canonical.ts'

/** What a new catalogue does to one entry of the one before. */
export type EntryChange =
  | { readonly kind: 'added'; readonly id: LicenceId; readonly source: Source }
  /** Components under it stand under an unknown licence then. */
  | { readonly kind: 'removed'; readonly id: LicenceId }
  | {
      readonly kind: 'changed'
      readonly id: LicenceId
      /** How often and when it was read, before and after. */
      readonly reading: { readonly from: LicenceTerms['reading']; readonly to: LicenceTerms['reading'] }
      /** How it was read, where that differs: it caps what the entry can allow. */
      readonly source?: { readonly from: Source; readonly to: Source; readonly isRaised: boolean }
      /** Points on which it differs, as two licences are compared. */
      readonly points: readonly TermsChange[]
      /** Members that differ beside those points: texts, notes, names, sections. */
      readonly beside: readonly string[]
      /** Something differs, and neither number nor day of its reading says so. */
      readonly isSilent: boolean
    }

/**
 * What changes from one catalogue to the next, entry by entry, in the order of their ids. Nothing that differs is left out.
 *
 * @example catalogueChanges(before.entries, after.entries).filter(({ kind }) => kind === 'removed')
 */
export function catalogueChanges(
  before: readonly LicenceTerms[],
  after: readonly LicenceTerms[],
): readonly EntryChange[] {
  const [old, fresh] = [byId(before), byId(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])].toSorted().flatMap((id): readonly EntryChange[] => {
    const [from, to] = [old.get(id), fresh.get(id)]
    if (from === undefined) return to === undefined ? [] : [{ kind: 'added', id, source: to.source }]
    if (to === undefined) return [{ kind: 'removed', id }]
    return canonicalJson(from) === canonicalJson(to) ? [] : [changed(from, to)]
  })
}

function byId(entries: readonly LicenceTerms[]): ReadonlyMap<LicenceId, LicenceTerms> {
  return new Map(entries.map((terms) => [terms.id, terms]))
}

function changed(from: LicenceTerms, to: LicenceTerms): EntryChange {
  const isRaised = standing[to.source] > standing[from.source]
  return {
    kind: 'changed',
    id: to.id,
    reading: { from: from.reading, to: to.reading },
    ...(from.source === to.source ? {} : { source: { from: from.source, to: to.source, isRaised } }),
    points: diffTerms(from, to),
    beside: differingMembers(from, to),
    isSilent: canonicalJson(from.reading) === canonicalJson(to.reading),
  }
}

/** How much a source lets an entry allow: what was read in full may, a report may only forbid, the rest not even that. */
const standing: Readonly<Record<Source, number>> = {
  'not-read': 0,
  rule: 0,
  'secondary-report': 1,
  'secondary-copy': 2,
  'collection-file': 3,
  'official-file': 4,
}

/** Told by themselves. */
const toldElsewhere: ReadonlySet<string> = new Set(['reading', 'source'])

function differingMembers(from: LicenceTerms, to: LicenceTerms): readonly string[] {
  const names = new Set([...Object.keys(from), ...Object.keys(to)])
  const of = (terms: LicenceTerms, name: string): string => canonicalJson(Reflect.get(terms, name) ?? null)
  return [...names].filter((name) => !toldElsewhere.has(name) && of(from, name) !== of(to, name)).toSorted()
}
