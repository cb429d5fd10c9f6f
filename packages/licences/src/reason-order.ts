import { compareText } from './compare-text.ts'
import type { VerdictReason } from './verdict.ts'

/**
 * By layer, licence, section and code, so that the order of a lineage changes nothing. Two rules may speak of one passage: it
 * stands there once, as strictly as either of them says it, with what both say.
 */
export function inOrder(reasons: VerdictReason[]): VerdictReason[] {
  if (isInOrder(reasons)) return reasons
  const kept: VerdictReason[] = []
  for (const reason of reasons.toSorted(compare)) {
    const before = kept.at(-1)
    if (before === undefined || comparePlace(before, reason) !== 0) kept.push(reason)
    else kept[kept.length - 1] = joined(before, reason)
  }
  return kept
}

/** What comes layer by layer is in order mostly, and looking costs less than putting it there again. */
function isInOrder(reasons: readonly VerdictReason[]): boolean {
  for (let at = 1; at < reasons.length; at++) {
    const [before, reason] = [reasons[at - 1], reasons[at]]
    if (before !== undefined && reason !== undefined && comparePlace(before, reason) >= 0) return false
  }
  return true
}

/** @param stricter comes later in the order, so it is at least as strict */
function joined(reason: VerdictReason, stricter: VerdictReason): VerdictReason {
  if (reason.text === stricter.text || reason.text.en.includes(stricter.text.en))
    return { ...stricter, text: reason.text }
  const text = { de: `${reason.text.de} ${stricter.text.de}`, en: `${reason.text.en} ${stricter.text.en}` }
  return { ...stricter, text }
}

function compare(a: VerdictReason, b: VerdictReason): number {
  return comparePlace(a, b) || strictness[a.verdict] - strictness[b.verdict]
}

function comparePlace(a: VerdictReason, b: VerdictReason): number {
  return (
    compareText(a.component, b.component) ||
    compareText(a.licence, b.licence) ||
    compareText(a.section, b.section) ||
    compareText(a.code, b.code) ||
    compareText(a.fact ?? '', b.fact ?? '')
  )
}

const strictness = { allowed: 0, 'allowed-with-obligations': 1, 'needs-review': 2, forbidden: 3 } as const
