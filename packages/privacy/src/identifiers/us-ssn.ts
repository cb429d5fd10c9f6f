import { numberAt } from '../calendar-day.ts'
import { isDigits } from '../check-digits.ts'
import type { Candidate, IdentifierDetector } from '../detector.ts'

// US: Social Security number. Social Security Administration, POMS RM 10201.035: area never 000, 666 or from 900,
// group never 00, serial never 0000. Three numbers that stood in advertisements are void. Results compared with
// python-stdnum 2.2 on 2026-11-23.
const voidNumbers = new Set(['078051120', '219099999', '457555462'])

/** US Social Security number. No check digit: always with context. */
export const usSsn: IdentifierDetector = {
  kind: 'US_SSN',
  category: 'ID',
  lengths: [9],
  startsWith: 'digit',
  context: [
    'ssn',
    'us ssn',
    'social security',
    'social security number',
    'soc sec',
    'amerikanische sozialversicherungsnummer',
  ],
  grade(candidate) {
    return isIssued(candidate.compact) && isWrittenAsUsual(candidate) ? 'likely' : undefined
  },
}

function isIssued(compact: string): boolean {
  if (!isDigits(compact) || voidNumbers.has(compact)) return false
  const area = numberAt(compact, 0, 3)
  if (area === 0 || area === 666 || area >= 900) return false
  return numberAt(compact, 3, 5) > 0 && numberAt(compact, 5, 9) > 0
}

/** Nine digits, or three, two and four. */
function isWrittenAsUsual({ groups }: Candidate): boolean {
  return groups.length === 1 || (groups.length === 3 && groups[0] === 3 && groups[1] === 2)
}
