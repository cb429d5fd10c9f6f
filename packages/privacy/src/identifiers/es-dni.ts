import { numberAt } from '../calendar-day.ts'
import type { IdentifierDetector } from '../detector.ts'
import { esControlLetter } from './es-control-letter.ts'

// ES: documento nacional de identidad. Real Decreto 1553/2005 of 23 December. Results compared with python-stdnum 2.2
// on 2026-11-23. Vector: 54362315K.
const shape = /^[0-9]{8}[A-Z]$/

/** Spanish national identity number. One of 26 letters is right, which is not enough without context. */
export const esDni: IdentifierDetector = {
  kind: 'ES_DNI',
  category: 'ID',
  lengths: [9],
  startsWith: 'digit',
  separators: '.',
  context: [
    'dni',
    'd n i',
    'es dni',
    'nif',
    'es nif',
    'documento nacional de identidad',
    'documento de identidad',
    'identificación fiscal',
    'spanish identity card',
    'spanish id',
    'national identity number',
    'spanischer personalausweis',
    'spanischer ausweis',
    'spanische ausweisnummer',
  ],
  grade({ compact }) {
    if (!shape.test(compact)) return undefined
    return esControlLetter(numberAt(compact, 0, 8)) === compact.at(8) ? 'likely' : undefined
  },
}
