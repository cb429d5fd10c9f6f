import { luhn } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// ES: NIF of legal persons, still called CIF. Orden EHA/451/2008 of 20 February. Results compared with python-stdnum
// 2.2 on 2026-11-23.
const shape = /^[ABCDEFGHJNPQRSUVW][0-9]{7}[0-9A-J]$/

/** Letters for the control digits 0 to 9. */
const controlLetters = 'JABCDEFGHI'

/**
 * Spanish tax number of organisations. By the kind of organisation the control is a digit or the letter for it; which
 * of them is not looked at, because public bodies are found with both.
 */
export const esCif: IdentifierDetector = {
  kind: 'ES_CIF',
  category: 'ID',
  lengths: [9],
  startsWith: 'letter',
  separators: '.',
  context: ['cif', 'c i f', 'es cif', 'nif', 'identificación fiscal', 'spanish tax number', 'spanische steuernummer'],
  grade({ compact }) {
    return shape.test(compact) && esCifHasControl(compact) ? 'likely' : undefined
  },
}

/** Whether the control of a CIF fits; its shape is known to. */
export function esCifHasControl(compact: string): boolean {
  const control = compact.charAt(8)
  const asLetter = controlLetters.indexOf(control)
  return luhn(`${compact.slice(1, 8)}${asLetter >= 0 ? asLetter : control}`)
}
