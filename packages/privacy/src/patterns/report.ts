import type { Category, Evidence, Finding } from '../finding.ts'
import type { Reading } from '../reading.ts'

/** What a pattern found in `reading.text`. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly category: Category
  readonly kind: string
  readonly evidence: Evidence
}

const scores: Readonly<Record<Evidence, number>> = { certain: 1, likely: 0.8, weak: 0.3 }

/** Hands findings on with their places in the original text. */
export function reporter(detector: string, reading: Reading, add: (finding: Finding) => void): (found: Found) => void {
  return ({ start, end, category, kind, evidence }) =>
    add({
      start: reading.originalAt(start),
      end: reading.originalAt(end),
      category,
      kind,
      score: scores[evidence],
      evidence,
      detector,
    })
}
