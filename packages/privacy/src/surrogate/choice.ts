import type { ScopeDigest } from '../pseudonym/mapping.ts'
import { isWordCode } from '../restore/words.ts'
import { endings } from './endings.ts'

/** Reserved ranges are small; when this many attempts meet numbers that are taken, the range is as good as used up. */
const attemptsMax = 16

/** Draws from lists by the keyed digest, never the same twice and never what stands in the texts already. */
export class Choice {
  readonly #digest: ScopeDigest
  readonly #texts: readonly string[]
  readonly #taken = new Set<string>()
  readonly #made = new Map<string, string | undefined>()
  #words: Set<string> | undefined
  #lower: readonly string[] | undefined

  constructor(digest: ScopeDigest, texts: readonly string[]) {
    this.#digest = digest
    this.#texts = texts
  }

  /** One of a list; nothing when all of them are taken or stand in the texts. */
  oneOf(list: readonly string[], purpose: string, key: string): string | undefined {
    const first = this.#number(purpose, key) % list.length
    for (let turn = 0; turn < list.length; turn++) {
      const name = list[(first + turn) % list.length] ?? ''
      const folded = name.toLowerCase()
      if (this.#taken.has(folded) || this.#allWords.has(folded)) continue
      this.#taken.add(folded)
      return name
    }
    return undefined
  }

  /** Something made from a number, the same for the same key; nothing when a few attempts are all taken. */
  once(purpose: string, key: string, make: (number: number) => string): string | undefined {
    const name = `${purpose}\n${key}`
    if (!this.#made.has(name)) this.#made.set(name, this.#free(purpose, key, make))
    return this.#made.get(name)
  }

  #free(purpose: string, key: string, make: (number: number) => string): string | undefined {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const surrogate = make(this.#number(purpose, attempt === 0 ? key : `${key}\n${attempt}`))
      const folded = surrogate.toLowerCase()
      if (this.#taken.has(folded) || this.#lowerTexts.some((text) => text.includes(folded))) continue
      this.#taken.add(folded)
      return surrogate
    }
    return undefined
  }

  get #lowerTexts(): readonly string[] {
    this.#lower ??= this.#texts.map((text) => text.toLowerCase())
    return this.#lower
  }

  /** Four bytes of the digest. */
  #number(purpose: string, key: string): number {
    const digest = this.#digest(`surrogate 1\n${purpose}\n${key}`)
    return new DataView(digest.buffer, digest.byteOffset).getUint32(0)
  }

  /** All words of the texts in small letters, and each without the endings that a name may have. */
  get #allWords(): ReadonlySet<string> {
    this.#words ??= wordsOf(this.#texts)
    return this.#words
  }
}

function wordsOf(texts: readonly string[]): Set<string> {
  const words = new Set<string>()
  for (const text of texts) {
    let start = 0
    for (let at = 0; at <= text.length; at++) {
      if (at < text.length && isWordCode(text.charCodeAt(at))) continue
      // Longer ones than any name are none.
      if (at > start && at - start <= wordMax) addWithStems(words, text.slice(start, at).toLowerCase())
      // Behind an escape of JSON, such as \n or \u2014, a word begins that is not this one.
      if (at > start && text.charCodeAt(start - 1) === backslash) {
        addWithStems(words, text.slice(start + 1, Math.min(at, start + wordMax)).toLowerCase())
        addWithStems(words, text.slice(start + 5, Math.min(at, start + wordMax)).toLowerCase())
      }
      start = at + 1
    }
  }
  return words
}

const wordMax = 40
const backslash = 92

function addWithStems(words: Set<string>, word: string): void {
  words.add(word)
  for (const ending of endings) if (word.endsWith(ending)) words.add(word.slice(0, -ending.length))
}
