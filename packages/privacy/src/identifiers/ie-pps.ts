import { weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// IE: Personal Public Service number. Social Welfare Consolidation Act 2005 s. 262; Revenue. Results compared with
// python-stdnum 2.2 on 2026-11-23.
const weights = [8, 7, 6, 5, 4, 3, 2] as const
const shape = /^[0-9]{7}[A-W][ABHTWX]?$/

/** Irish personal number: seven digits, a check letter, since 2013 a second letter. */
export const iePps: IdentifierDetector = {
  kind: 'IE_PPS',
  category: 'ID',
  lengths: [8, 9],
  startsWith: 'digit',
  context: [
    'pps',
    'ppsn',
    'pps number',
    'pps no',
    'personal public service number',
    'uimhir psp',
    'irish personal number',
    'irische personennummer',
  ],
  grade({ compact }) {
    if (!shape.test(compact) || iePpsLetter(compact) !== compact.charAt(7)) return undefined
    return compact.length === 9 ? 'certain' : 'likely'
  },
}

/** Check letter for seven digits. A second letter A to I counts nine times its place; W, T and X do not count. */
export function iePpsLetter(compact: string): string {
  const second = 'ABCDEFGHI'.indexOf(compact.charAt(8)) + 1
  const sum = weightedSum(compact, weights) + (compact.length > 8 ? second * 9 : 0)
  return 'WABCDEFGHIJKLMNOPQRSTUV'.charAt(sum % 23)
}
