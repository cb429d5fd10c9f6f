import type { IdentifierDetector } from '../detector.ts'

// UK: National Insurance number. HMRC National Insurance Manual NIM39110: letters D F I Q U V never, O never second,
// prefixes BG GB KN NK NT TN ZZ not used, suffix A to D. No check digit. Results compared with npm stdnum 1.12 on
// 2026-11-23.
const shape = /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]$/
const unusedPrefixes = new Set(['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'])

/** British National Insurance number. Only its shape speaks for it. */
export const ukNino: IdentifierDetector = {
  kind: 'UK_NINO',
  category: 'ID',
  lengths: [9],
  startsWith: 'letter',
  context: [
    'nino',
    'ni number',
    'ni no',
    'uk nino',
    'national insurance',
    'national insurance number',
    'britische sozialversicherungsnummer',
  ],
  grade({ compact }) {
    return shape.test(compact) && !unusedPrefixes.has(compact.slice(0, 2)) ? 'likely' : undefined
  },
}
