import type { IdentifierDetector } from '../detector.ts'

// Austrian passports have a letter and seven digits, without a check outside the machine-readable zone: only a word beside
// it tells. Checked 2026-11-23.

const context = ['reisepass*', 'passnummer', 'pass nr', 'passnr', 'passport*', 'personalausweis*']

const shape = /^[A-Z][0-9]{7}$/

/** Number of an Austrian passport. */
export const atReisepass: IdentifierDetector = {
  kind: 'AT_REISEPASS',
  category: 'ID',
  lengths: [8],
  startsWith: 'letter',
  context,
  contextIsEnough: true,
  grade: ({ compact }) => (shape.test(compact) ? 'weak' : undefined),
}
