import { hashOfWord } from './hash.ts'

/** Languages that the weights know apart. `unknown` where a text is too short or is neither. */
export const languages = { unknown: 0, de: 1, en: 2, other: 3 } as const

const words: readonly [language: number, words: string][] = [
  [
    languages.de,
    `der die das und ist nicht ein eine einen ich sie wir mit für auf von dem den des im zu zum zur bei auch sich wird wurde hat haben
    sind war als nach aus werden noch nur oder aber wenn über kann uns ihre ihr sehr bitte am vom`,
  ],
  [
    languages.en,
    `the and is are was were of to you that it for with on have has be this not but they from your what will would can my me we he
    she an by if there about out just get do i'm at`,
  ],
  [
    languages.other,
    `el la los las que por con una del se su al para como le les et est dans pour sur une pas qui il het een van niet op zijn met
    che non di della per sono nie jest się na bir ve için e o`,
  ],
]

const languageOfWord: ReadonlyMap<number, number> = new Map(
  words.flatMap(([language, list]) => list.split(/\s+/).map((word): [number, number] => [hashOfWord(word), language])),
)

/** By the hash of a word in lower case: the language whose small word it is, `unknown` for all others. */
export function languageOfSmallWord(hash: number): number {
  return languageOfWord.get(hash) ?? languages.unknown
}

/** What a hint says, as far as the weights know it. */
export function languageOfHint(hint: string | undefined): number {
  if (hint === undefined) return languages.unknown
  const code = hint.slice(0, 2).toLowerCase()
  if (code === 'de') return languages.de
  return code === 'en' ? languages.en : languages.other
}
