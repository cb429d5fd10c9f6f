import type { IdentifierDetector } from '../detector.ts'
import { serialGrade } from './de-document-serial.ts'

// PassG. Vector with the check in the ninth place: C01X00T41; the specimen passport with the check in the tenth: C01X00T478.

const context = [
  'reisepass*',
  'pass',
  'passnummer',
  'pass nr',
  'passnr',
  'passport*',
  'seriennummer',
  'travel document*',
]

/** Serial number of a German passport. */
export const deReisepass: IdentifierDetector = {
  kind: 'DE_REISEPASS',
  category: 'ID',
  lengths: [9, 10, 11],
  startsWith: 'letter',
  context,
  contextIsEnough: true,
  heedsOtherNames: true,
  grade: (candidate) => serialGrade(candidate, 'CFGHJK'),
}
