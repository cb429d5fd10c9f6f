/**
 * Who holds the rights: the only words of a template that differ from copy to copy. They come before the terms, so this is where a
 * condition could hide ("Copyright 2026 Example. No commercial use."). What does not read as years and names is refused.
 */

/** Statements in one text. Collections of small works carry dozens. */
const statementsMax = 64
/** Words of one statement, years and mail address included. */
const statementWordsMax = 20

// Names are letters of the Latin script and figures; in other scripts nobody here could tell a name from a condition.
const name = /^[\p{Script=Latin}][\p{Script=Latin}0-9]*$/u
const year = /^(?:19|20)[0-9]{2}$/

// Words that grant, bar or limit. A holder whose name has one of them is not recognised, which is the safe side.
const speaks = new Set(
  [
    'not no non nor never none only must shall should may can cannot will is are be been if unless except but however without',
    'provided subject under per until before after more less than max maximum minimum up limit limited limits limitation',
    'use uses used user users using usage commercial noncommercial noncommercially personal private internal evaluation',
    'academic educational purpose purposes permission permitted permit allowed allow granted grant prohibited prohibit',
    'forbidden forbid restricted restrict restriction restrictions required require requires condition conditions term',
    'terms agreement policy licence licenced license licensed licenses licensee licensor consent contact fee fees pay paid',
    'payment royalty royalties you your we our this that these those it they any every each',
    'sell sold sale distribute distribution redistribute redistribution modify modification train training deploy',
    'nicht kein keine nur ausser außer ohne darf dürfen muss müssen soll sollen ist sind wenn falls bis ab über unter',
    'nutzung nutzen benutzung verwendung verwenden kommerziell kommerzielle gewerblich gewerbliche nichtkommerziell',
    'forschung zwecke zweck erlaubt gestattet untersagt verboten beschränkt vorbehalten lizenz lizenziert bedingung',
    'bedingungen zustimmung weitergabe verkauf',
    'seulement uniquement pas sans usage utilisation sauf solo sin uso salvo soltanto',
  ]
    .join(' ')
    .split(' '),
)
// "for" limits, except in the names of institutes.
const bodiesFor = new Set(['institute', 'center', 'centre', 'foundation', 'society', 'association', 'laboratory'])
const reserved = ['all', 'rights', 'reserved']

/**
 * The statements of who holds the rights, or undefined where the words say anything else.
 *
 * @example holdersIn(wordsOf('Copyright (c) 2026 Example Ltd')) // ['2026 example ltd']
 */
export function holdersIn(words: readonly string[]): readonly string[] | undefined {
  if (words.length === 0) return []
  if (words.length > statementsMax * statementWordsMax) return undefined
  const beginnings = words.flatMap((word, index) => (begins(words, word, index) ? [index] : []))
  if (beginnings[0] !== 0 || beginnings.length > statementsMax) return undefined
  const statements = beginnings.map((from, at) => statementIn(words.slice(from, beginnings[at + 1])))
  return statements.some((statement) => statement === undefined)
    ? undefined
    : statements.filter((statement) => statement !== undefined && statement !== '').map(String)
}

/** `Copyright`, or `(c)` before a year. */
function begins(words: readonly string[], word: string, index: number): boolean {
  if (word === 'copyright') return true
  return word === 'c' && words[index - 1] !== 'copyright' && year.test(words[index + 1] ?? '')
}

function statementIn(words: readonly string[]): string | undefined {
  if (words.length > statementWordsMax) return undefined
  const said = words.slice(words[1] === 'c' ? 2 : 1)
  const own = endsWith(said, reserved) ? said.slice(0, -reserved.length) : said
  const isName = own.every((word, index) => year.test(word) || isPartOfName(own, word, index))
  return isName ? own.join(' ') : undefined
}

function isPartOfName(words: readonly string[], word: string, index: number): boolean {
  if (word === 'for') return bodiesFor.has(words[index - 1] ?? '')
  return name.test(word) && !speaks.has(word)
}

function endsWith(words: readonly string[], ending: readonly string[]): boolean {
  return ending.every((word, index) => words[words.length - ending.length + index] === word)
}
