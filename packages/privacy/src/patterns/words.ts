/** Lists of words, asked for a stretch of a text: most words are on no list, and those are told without making a string of them. */

/** A length of 31 stands for all longer ones. */
const lengthMax = 31

/** A set of words in lower case. */
export class Words {
  readonly #all: ReadonlySet<string>
  /** By the last five bits of the first and the last letter: which lengths there are, one bit each. */
  readonly #lengths = new Int32Array(32 * 32)

  constructor(words: Iterable<string>) {
    this.#all = new Set(words)
    for (const word of this.#all) {
      const key = keyOf(word.charCodeAt(0), word.charCodeAt(word.length - 1))
      this.#lengths[key] = (this.#lengths[key] ?? 0) | (1 << Math.min(word.length, lengthMax))
    }
  }

  /** @param word in lower case */
  has(word: string): boolean {
    return this.#all.has(word)
  }

  /** Whether one of them, in capitals or small letters, is what stands in `[start, end)`. */
  hasAt(text: string, start: number, end: number): boolean {
    if (end <= start) return false
    const first = text.charCodeAt(start)
    const last = text.charCodeAt(end - 1)
    // Beyond ASCII a small letter may have other bits than its capital.
    if (first < 128 && last < 128) {
      const lengths = this.#lengths[keyOf(first, last)] ?? 0
      if ((lengths & (1 << Math.min(end - start, lengthMax))) === 0) return false
    }
    return this.#all.has(text.slice(start, end).toLowerCase())
  }
}

/** The same for capitals and small letters of ASCII. */
function keyOf(first: number, last: number): number {
  return ((first & 31) << 5) | (last & 31)
}

/** A list of words as it is written in our files: divided by spaces and line breaks. */
export function wordSet(list: string): Words {
  return new Words(list.trim().split(/\s+/))
}
