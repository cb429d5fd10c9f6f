import { numberAt } from '../calendar-day.ts'
import type { IdentifierDetector } from '../detector.ts'
import { esControlLetter } from './es-control-letter.ts'

// ES: NIF of natural persons without DNI or NIE. Real Decreto 1065/2007, arts. 19 and 20: K Spaniards under 14, L
// Spaniards abroad, M foreigners. Results compared with python-stdnum 2.2 on 2026-11-23.
const shape = /^[KLM][0-9]{7}[A-Z]$/

/** Spanish tax number of persons who have neither DNI nor NIE. */
export const esNif: IdentifierDetector = {
  kind: 'ES_NIF',
  category: 'ID',
  lengths: [9],
  startsWith: 'letter',
  separators: '.',
  context: ['nif', 'es nif', 'identificación fiscal', 'spanish tax number', 'spanische steuernummer'],
  grade({ compact }) {
    if (!shape.test(compact)) return undefined
    return esControlLetter(numberAt(compact, 1, 8)) === compact.at(8) ? 'certain' : undefined
  },
}
