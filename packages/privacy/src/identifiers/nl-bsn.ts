import { isDigits, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// NL: burgerservicenummer, before 2007 sofinummer. Wet algemene bepalingen burgerservicenummer; the eleven-test as
// the Rijksdienst voor Identiteitsgegevens describes it. Results compared with python-stdnum 2.2 on 2026-11-23.
// Vector: 111222333.
const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1] as const

/** Dutch citizen service number. The check lets one in eleven pass, so it needs its context. */
export const nlBsn: IdentifierDetector = {
  kind: 'NL_BSN',
  category: 'ID',
  lengths: [8, 9],
  startsWith: 'digit',
  separators: '.',
  context: [
    'bsn',
    'bsnr',
    'bsn-nummer',
    'nl bsn',
    'burgerservicenummer',
    'burger service nummer',
    'sofinummer',
    'sofi-nummer',
    'sofinr',
    'persoonsnummer',
    'citizen service number',
    'niederländische bürgernummer',
    'bürgerservicenummer',
  ],
  grade({ compact }) {
    // Numbers from before 1985 have eight digits and are read with a zero in front.
    const nine = compact.length === 8 ? `0${compact}` : compact
    if (!isDigits(nine) || nine === '000000000') return undefined
    return weightedSum(nine, weights) % 11 === 0 ? 'likely' : undefined
  },
}
