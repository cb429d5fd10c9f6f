import type { IdentifierDetector } from '../detector.ts'

// Führerscheinnummer: FeV Anlage 8, Directive 2006/126/EC; eleven places since 19 January 2013: authority, number, check, issue. How
// the check is reckoned is not published, and forms before 2013 are local: only a word beside it tells. Checked 2026-11-23.

const context = [
  'fuehrerschein*',
  'fahrerlaubnis*',
  'driver licence*',
  'driver license*',
  'drivers licence*',
  'drivers license*',
  'driving licence*',
  'driving license*',
]

const shape = /^[A-Z0-9][0-9]{2}[A-Z0-9]{6}[0-9][A-Z0-9]$/

/** Number of a German driving licence. */
export const deFuehrerschein: IdentifierDetector = {
  kind: 'DE_FUEHRERSCHEIN',
  category: 'ID',
  lengths: [11],
  startsWith: 'either',
  context,
  contextIsEnough: true,
  grade: ({ compact }) => (shape.test(compact) && /[A-Z]/.test(compact) ? 'weak' : undefined),
}
