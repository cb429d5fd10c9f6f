import type { IdentifierDetector } from '../detector.ts'
import { countryCodes } from '../iso-3166.ts'

/**
 * Business identifier code (ISO 9362): four letters, a country, two places, perhaps three more for a branch. There is no check, so it
 * counts beside a word that names it; beside an IBAN `structured.ts` lifts it as well. In capitals, as everybody writes it.
 *
 * Vectors: DEUTDEFF, DEUTDEFF500 (ISO 9362 examples of form).
 */
export const bic: IdentifierDetector = {
  kind: 'BIC',
  category: 'ID',
  lengths: [8, 11],
  startsWith: 'letter',
  context: ['bic', 'swift', 'swift-code', 'bic-code', 'swift-bic', 'bankleitzahl international'],
  grade: ({ compact, written }) => {
    // The letter O does not occur at the second place of the location, so that nobody takes it for a zero.
    const isForm = written === compact && /^[A-Z]{6}[A-Z0-9][A-NP-Z0-9]([A-Z0-9]{3})?$/.test(compact)
    return isForm && countryCodes.has(compact.slice(4, 6)) ? 'likely' : undefined
  },
}
