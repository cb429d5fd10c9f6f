import { isDigits } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Betriebsstättennummer: § 75(7) SGB V, guideline of the KBV. Nine digits without a check: only a word beside it tells.
// Checked 2026-11-23.

const context = ['bsnr', 'nbsnr', 'betriebsstaettennummer', 'betriebsstaetten nr', 'betriebsstaette', 'practice number']

/** German number of a medical practice; in a practice of one it stands for a person. */
export const deBsnr: IdentifierDetector = {
  kind: 'DE_BSNR',
  category: 'ID',
  lengths: [9],
  startsWith: 'digit',
  context,
  contextIsEnough: true,
  grade: ({ compact }) => (isDigits(compact) && !compact.startsWith('00') ? 'weak' : undefined),
}
