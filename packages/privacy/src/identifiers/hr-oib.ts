import { iso7064Mod11_10 } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// HR: osobni identifikacijski broj. Zakon o osobnom identifikacijskom broju (NN 60/08); ISO 7064 mod 11,10. Results
// compared with python-stdnum 2.2 on 2026-11-23.

/** Croatian personal number. The check lets one in ten pass. */
export const hrOib: IdentifierDetector = {
  kind: 'HR_OIB',
  category: 'ID',
  lengths: [11],
  startsWith: 'digit',
  context: ['oib', 'hr oib', 'osobni identifikacijski broj', 'croatian personal number', 'kroatische personennummer'],
  grade({ compact }) {
    return iso7064Mod11_10(compact) ? 'likely' : undefined
  },
}
