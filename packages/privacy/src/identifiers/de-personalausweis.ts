import type { IdentifierDetector } from '../detector.ts'
import { serialGrade } from './de-document-serial.ts'

// PAuswG. Cards before November 2010 have T and eight digits. Vector with the check in the ninth place: L01X00T44; the specimen card
// with the check in the tenth: L01X00T471.

const context = [
  'personalausweis*',
  'ausweis*',
  'perso',
  'id card*',
  'identity card*',
  'identity document*',
  'seriennummer',
]

/** Serial number of a German identity card. */
export const dePersonalausweis: IdentifierDetector = {
  kind: 'DE_PERSONALAUSWEIS',
  category: 'ID',
  lengths: [9, 10, 11],
  startsWith: 'letter',
  context,
  contextIsEnough: true,
  heedsOtherNames: true,
  grade: (candidate) => serialGrade(candidate, 'LMNPRTVWXY'),
}
