import type { SpecialKind } from '@stellwerk/contract/personal-data'

import { specialFields, specialWords } from './special-words.ts'

/** A word of a special category, as it is looked for. */
export interface SpecialWord {
  readonly kind: SpecialKind
  readonly needle: string
  /** Whether letters may stand before it in the same word. */
  readonly isOpenBefore: boolean
  readonly isOpenBehind: boolean
  /** A party, a trade union: of somebody only beside a word like "member". */
  readonly needsMembership: boolean
  readonly isField: boolean
}

function wordsOf(kind: SpecialKind, list: string, isField: boolean): SpecialWord[] {
  return list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => ({
      kind,
      needle: word.replaceAll('*', '').trimEnd(),
      isOpenBefore: word.startsWith('*'),
      isOpenBehind: word.endsWith('*'),
      needsMembership: kind === 'TRADE_UNION' || (kind === 'POLITICAL_OPINION' && /[A-ZÖ]/.test(word)),
      isField,
    }))
}

/** The words of all special categories, ready to be looked for. */
export const specialNeedles: readonly SpecialWord[] = [
  // Kinds are the keys of the table: the compiler has checked them.
  ...(Object.entries(specialWords) as [SpecialKind, string][]).flatMap(([kind, list]) => wordsOf(kind, list, false)),
  ...specialFields.flatMap(([kind, list]) => wordsOf(kind, list, true)),
]

/** Behind these, codes of diagnoses are looked for. They say nothing by themselves. */
export const diagnosisCues: readonly string[] = ['icd', 'diagnos']
