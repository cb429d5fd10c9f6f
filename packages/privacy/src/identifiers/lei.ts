import { isDigits, mod97 } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

/**
 * Legal entity identifier (ISO 17442-1): 18 letters and digits, two check digits; the number that they spell leaves 1 divided by 97.
 * An organisation, not a person. Digits alone occur, but twenty digits are more often something else.
 *
 * Vectors: 5493000IBP32UQZ0KL24, HWUPKR0MPOU8FGXBT394 (GLEIF).
 */
export const lei: IdentifierDetector = {
  kind: 'LEI',
  category: 'ID',
  lengths: [20],
  startsWith: 'either',
  context: ['lei', 'legal entity*', 'gleif', 'rechtstrager*', 'lei-code'],
  grade: ({ compact, groups }) => {
    if (!isDigits(compact.slice(18)) || mod97(compact) !== 1) return undefined
    return groups.length > 1 || isDigits(compact) ? 'likely' : 'certain'
  },
}
