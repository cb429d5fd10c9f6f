import { mod97 } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

/** Country and length of its IBAN. SWIFT IBAN registry, release 101: 89 countries. Checked 2026-11-23. */
const registry =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 ' +
  'FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 ' +
  'LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 ' +
  'SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'

/** Length of an IBAN by country. */
export const ibanLengths: ReadonlyMap<string, number> = new Map(
  registry.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/**
 * International bank account number (ISO 13616-1): country, two check digits, account. The first four places go to the end; then the
 * number that the text spells leaves 1 divided by 97 (ISO/IEC 7064).
 *
 * Vector: GB82 WEST 1234 5698 7654 32 (ISO 13616).
 */
export const iban: IdentifierDetector = {
  kind: 'IBAN',
  category: 'IBAN',
  lengths: [...new Set(ibanLengths.values())],
  startsWith: 'letter',
  context: ['iban', 'konto*', 'bank*', 'account*', 'lastschrift*', 'sepa', 'compte', 'cuenta', 'rekening*', 'conto'],
  grade: ({ compact }) => {
    if (ibanLengths.get(compact.slice(0, 2)) !== compact.length) return undefined
    // Two check digits are 02 to 98: 98 less a remainder by 97.
    const check = Number(compact.slice(2, 4))
    const isValid = check >= 2 && check <= 98 && mod97(compact.slice(4) + compact.slice(0, 4)) === 1
    return isValid ? 'certain' : undefined
  },
}
