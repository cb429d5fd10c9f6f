import type { IdentifierDetector } from '../detector.ts'
import { esControlLetter } from './es-control-letter.ts'

// ES: número de identidad de extranjero. Orden INT/2058/2008 of 14 July: X = 0, Y = 1, Z = 2. Results compared with
// python-stdnum 2.2 on 2026-11-23.
const shape = /^[XYZ][0-9]{7}[A-Z]$/

/** Spanish number of foreigners. First and last letter together let one in 225 pass. */
export const esNie: IdentifierDetector = {
  kind: 'ES_NIE',
  category: 'ID',
  lengths: [9],
  startsWith: 'letter',
  separators: '.',
  context: [
    'nie',
    'n i e',
    'es nie',
    'nif',
    'identidad de extranjero',
    'número de extranjero',
    'foreigner identity number',
    'spanische ausländernummer',
  ],
  grade({ compact }) {
    if (!shape.test(compact)) return undefined
    const number = Number(`${'XYZ'.indexOf(compact.charAt(0))}${compact.slice(1, 8)}`)
    return esControlLetter(number) === compact.at(8) ? 'certain' : undefined
  },
}
