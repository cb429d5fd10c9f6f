import { numberAt } from '../calendar-day.ts'
import { iso7064Mod11_10 } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Steuerliche Identifikationsnummer: §§ 139a, 139b AO; § 1 StIdV; composition and check as the BZSt publishes them. Checked 2026-11-23.
// Vectors: 86095742719, 36574261809. One number of eleven digits in about 270 passes by chance: certain without a word beside it.

const context = [
  'steuer id*',
  'steuerid*',
  'steuerliche id*',
  'steueridentifikation*',
  'identifikationsnummer',
  'idnr',
  'id nr',
  'tin',
  'tax id*',
  'tax number',
]

/** German tax identification number of a person: eleven digits that stay for life. */
export const deSteuerId: IdentifierDetector = {
  kind: 'DE_STEUER_ID',
  category: 'ID',
  lengths: [11],
  startsWith: 'digit',
  context,
  heedsOtherNames: true,
  grade: ({ compact, groups }) => {
    if (compact.startsWith('0') || !iso7064Mod11_10(compact) || !hasRepetition(compact)) return undefined
    return isUsuallyGrouped(groups) ? 'certain' : 'likely'
  },
}

/** In one piece, or as the letters of the BZSt have it: 12 345 678 901. */
function isUsuallyGrouped(groups: readonly number[]): boolean {
  return groups.length === 1 || groups.join() === '2,3,3,3'
}

/**
 * Of the first ten digits exactly one occurs twice, or since 2016 three times but not three times in a row; all others at most once.
 */
function hasRepetition(compact: string): boolean {
  const body = compact.slice(0, 10)
  const counts = new Uint8Array(10)
  for (let index = 0; index < body.length; index += 1) {
    const digit = numberAt(body, index, index + 1)
    counts[digit] = (counts[digit] ?? 0) + 1
  }
  const [count, ...others] = counts.filter((times) => times > 1)
  return others.length === 0 && (count === 2 || (count === 3 && !/(.)\1\1/.test(body)))
}
