import { beginsAt, type Folded, folded, holdsAt, lettersOf } from './fold.ts'

/** A word of context as it is looked for. */
interface Word {
  readonly letters: string
  /** Otherwise it was written with `*` at the end: whatever begins like this. */
  readonly isWhole: boolean
}

/** Five bits of the first letter say which words may stand at a place: a stretch has some ten places and a detector some thirty words. */
const firstBits = 0x1f

/** Words of context, prepared for the search. */
export class ContextWords {
  readonly #byFirst: Word[][] = Array.from({ length: firstBits + 1 }, () => [])

  constructor(words: readonly string[]) {
    const seen = new Set<string>()
    for (const written of words) {
      const word = { letters: lettersOf(folded(written)), isWhole: !written.endsWith('*') }
      const name = `${word.letters}${word.isWhole ? '' : '*'}`
      if (word.letters === '' || seen.has(name)) continue
      seen.add(name)
      this.#byFirst[word.letters.charCodeAt(0) & firstBits]?.push(word)
    }
  }

  /** Index of the first letter of the first of them in a stretch. */
  firstIn(text: Folded): number | undefined {
    for (let index = 0; index < text.length; index += 1) if (this.#standAt(text, index)) return index
    return undefined
  }

  /** The same of the last of them. */
  lastIn(text: Folded): number | undefined {
    for (let index = text.length - 1; index >= 0; index -= 1) if (this.#standAt(text, index)) return index
    return undefined
  }

  /** Whether the word from `begin` to `end` is one of them, or begins like one that was written with a star. */
  areWordOf(text: Folded, begin: number, end: number): boolean {
    for (const { letters, isWhole } of this.#startingLike(text, begin)) {
      if (holdsAt(text, begin, letters) && (!isWhole || letters.length === end - begin)) return true
    }
    return false
  }

  /** Whether one of them stands here and begins where a word or a part of one does. */
  #standAt(text: Folded, index: number): boolean {
    if (!beginsAt(text, index)) return false
    for (const { letters, isWhole } of this.#startingLike(text, index)) {
      if (holdsAt(text, index, letters) && (!isWhole || beginsAt(text, index + letters.length))) return true
    }
    return false
  }

  #startingLike({ codes }: Folded, index: number): readonly Word[] {
    return this.#byFirst[(codes[index] ?? 0) & firstBits] ?? []
  }
}

/**
 * Prepares words of context, once per detector. Case, diacritics, umlauts (`ü`, `ue` and `u` are the same) and what divides the parts
 * of a word do not count: `steuer-id` is found in "Steuer ID", `steuer_id`, `steuerId` and "STEUERID". A word ends where it ends,
 * unless it is written with a star: `steuer*`.
 */
export function contextWords(words: readonly string[]): ContextWords {
  return new ContextWords(words)
}
