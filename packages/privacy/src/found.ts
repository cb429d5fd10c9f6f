import type { Category, FindingCounts, FoundInRequest, FoundKind } from '@stellwerk/contract/personal-data'

import type { Finding } from './finding.ts'

/**
 * How much was found, for decisions and for the journal: numbers and names of kinds, never a value.
 *
 * @example foundIn([{ category: 'ID', kind: 'DE_KVNR' }]).counts // { ID: 1 }
 */
export function foundIn(findings: Iterable<Pick<Finding, 'category' | 'kind'>>): FoundInRequest {
  const counts: Partial<Record<Category, number>> = {}
  const kinds = new Map<string, FoundKind>()
  for (const { category, kind } of findings) {
    counts[category] = (counts[category] ?? 0) + 1
    kinds.set(kind, { category, kind, count: (kinds.get(kind)?.count ?? 0) + 1 })
  }
  return { counts: counts satisfies FindingCounts, kinds: [...kinds.values()] }
}
