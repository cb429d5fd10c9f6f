import type { Hints } from './detector.ts'
import type { Reading } from './reading.ts'

/** How far a word of context may be away from what it explains, in characters. Reference: most scanners take 50 to 300. */
const distanceMax = 60

/** A place in `reading.text`. */
export interface Place {
  readonly start: number
  /** Behind the last character. */
  readonly end: number
}

/** Words of context, prepared for the search. */
export interface ContextWords {
  readonly whole: readonly string[]
  /** Written with `*` at the end: whatever begins like this. */
  readonly beginnings: readonly string[]
}

/**
 * Prepares words of context, once per detector. Case, diacritics, umlauts (`ü`, `ue` and `u` are the same) and what divides the parts
 * of a word do not count: `steuer-id` is found in "Steuer ID", `steuer_id`, `steuerId` and "STEUERID". A word ends where it ends,
 * unless it is written with a star: `steuer*`.
 */
export function contextWords(words: readonly string[]): ContextWords {
  const fold = (word: string): string => foldedText(word).letters
  return {
    whole: words.filter((word) => !word.endsWith('*')).map(fold),
    beginnings: words.filter((word) => word.endsWith('*')).map(fold),
  }
}

/** Whether one of the words stands within 60 characters of the place, or as its label. Call it for few candidates: last, not first. */
export function hasContext(reading: Reading, place: Place, words: ContextWords, hints: Hints): boolean {
  if (hints.label !== undefined && contains(foldedText(hints.label), words)) return true
  const before = reading.text.slice(Math.max(0, place.start - distanceMax), place.start)
  const after = reading.text.slice(place.end, place.end + distanceMax)
  return contains(foldedText(before), words) || contains(foldedText(after), words)
}

/** Letters and digits of a text, lower case, without diacritics and without what stands between them. */
interface Folded {
  readonly letters: string
  /** At which of them a word begins; one entry more than letters. */
  readonly begins: readonly boolean[]
}

function foldedText(text: string): Folded {
  let letters = ''
  const begins: boolean[] = []
  let isInside = false
  const plain = text
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])/g, ' ')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
  for (const character of plain) {
    if (/\p{M}/u.test(character)) continue
    if (!/[\p{L}\p{N}]/u.test(character)) {
      isInside = false
      continue
    }
    if (character === 'e' && isInside && 'aou'.includes(letters.at(-1) ?? ' ')) continue
    begins.push(!isInside)
    letters += character
    isInside = true
  }
  begins.push(true)
  return { letters, begins }
}

function contains(text: Folded, words: ContextWords): boolean {
  return (
    words.whole.some((word) => stands(text, word, true)) || words.beginnings.some((word) => stands(text, word, false))
  )
}

function stands(text: Folded, word: string, isWhole: boolean): boolean {
  for (let at = text.letters.indexOf(word); at >= 0; at = text.letters.indexOf(word, at + 1)) {
    if (text.begins[at] === true && (!isWhole || text.begins[at + word.length] === true)) return true
  }
  return false
}
