import type { Live } from '../pseudonym/mapping.ts'
import { isWordCode } from './words.ts'

/** Whether endings and capitals belong to it as to a word. */
export function isNameCategory(category: Live['finding']['category']): boolean {
  return names.has(category)
}

const names: ReadonlySet<string> = new Set(['PERSON', 'ORG', 'LOCATION'])

/**
 * Whether the genitive of a name is an apostrophe.
 *
 * Amtliches Regelwerk der deutschen Rechtschreibung (2024) § 96 (1): names that end in s, ss, ß, tz, z, x or ce, unless an article,
 * a possessive or the like stands before them. § 97 E: an apostrophe before -s is tolerated. Checked 2026-11-23.
 */
export function takesApostrophe(name: string): boolean {
  return /(?:[sßzx]|ce)$/iu.test(name.slice(-2))
}

const articles: ReadonlySet<string> = new Set(
  'des eines keines meines deines seines ihres unseres unsres eures eures dieses jenes jedes welches'.split(' '),
)

/** Words before a name that make its genitive plain already: "des Günter Grass", "unseres jungen Günter Grass". */
function isAfterArticle(before: string): boolean {
  if (!/\p{L}\s$/u.test(before.slice(-2))) return false
  const [last = '', earlier = ''] = before
    .trimEnd()
    .split(/[^\p{L}]+/u)
    .reverse()
  // An adjective has a small letter: "des jungen Grass", but "des Wagens" belongs to something else.
  return articles.has(last.toLowerCase()) || (/^\p{Ll}+en$/u.test(last) && articles.has(earlier.toLowerCase()))
}

/** Whether the line so far is a heading in capitals: at least one word of two letters or more, and no small letter. */
export function isCapitalLine(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return /\p{Lu}\p{Lu}/u.test(line) && !/\p{Ll}/u.test(line)
}

/** What is to become of the -s behind a name that was just given out. */
export class Genitive {
  readonly #instead: string
  readonly #isCapital: boolean

  constructor(instead: string, isCapital: boolean) {
    this.#instead = instead
    this.#isCapital = isCapital
  }

  /** The -s at this place and what takes its place; nothing where none stands alone there. */
  at(text: string, at: number, isEnd: boolean): { text: string; end: number } | 'unfinished' | undefined {
    if (at >= text.length) return isEnd ? undefined : 'unfinished'
    const code = text.charCodeAt(at)
    if (code !== smallS && !(this.#isCapital && code === capitalS)) return undefined
    if (at + 1 >= text.length) return isEnd ? { text: this.#instead, end: at + 1 } : 'unfinished'
    return isWordCode(text.charCodeAt(at + 1)) ? undefined : { text: this.#instead, end: at + 1 }
  }
}

const smallS = 115
const capitalS = 83

/** For a name whose genitive takes no -s; for every other one an -s stays what it is. */
export function genitiveOf(live: Live, where: { before: string; isCapital: boolean }): Genitive | undefined {
  if (!isNameCategory(live.finding.category) || !takesApostrophe(live.written)) return undefined
  return new Genitive(isAfterArticle(where.before) ? '' : "'", where.isCapital)
}
