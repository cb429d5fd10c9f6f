import {
  articles,
  leadingPrepositions,
  noPlaces,
  noStreets,
  streetAdjectives,
  streetEndings,
  streetNouns,
  vagueEndings,
} from './address-words.ts'
import { isCapitalAt, isLetterAt } from './character-sets.ts'
import { beforeSpaces, startOfName } from './place-name.ts'

/**
 * What stands before a house number. `street`: its ending or its preposition says so. `vague`: it may be one ("Kirchberg 12").
 * `name`: any capitalised word, a street only where a postcode follows.
 */
export interface StreetBefore {
  readonly start: number
  readonly strength: 'street' | 'vague' | 'name'
}

/** The name of the street that ends before a house number, as German, Dutch and the Nordic languages write it. */
export function streetBefore(text: string, number: number): StreetBefore | undefined {
  const end = beforeNumberWord(text, beforeSpaces(text, number, 2))
  const start = startOfName(text, end)
  if (start === end || end === number) return undefined
  const word = text.slice(start, end).toLowerCase()
  if (noStreets.has(word) || (!isCapitalAt(text, start) && !isStreetItself(word))) return undefined
  return streetOf(text, { start, end, word })
}

interface LastWord {
  readonly start: number
  readonly end: number
  /** Lower case. */
  readonly word: string
}

function streetOf(text: string, last: LastWord): StreetBefore | undefined {
  const lead = leadBefore(text, last.start)
  if (streetNouns.has(last.word)) return ofNoun(text, last, lead)
  if (endsLikeStreet(text, last)) return { start: lead.start, strength: 'street' }
  if (!isCapitalAt(text, last.start) || noPlaces.has(last.word) || last.word.length < 3) return undefined
  if (lead.hasPreposition) return { start: lead.start, strength: lead.isInSentence ? 'street' : 'vague' }
  const isVague = vagueEndings.some((ending) => last.word.endsWith(ending) && last.word.length > ending.length + 2)
  return { start: isVague ? lead.start : last.start, strength: isVague ? 'vague' : 'name' }
}

/** "Potsdamer Platz", "Alter Markt", "Breite Str.": nothing without the word before it. "Am Markt": the preposition says it. */
function ofNoun(text: string, last: LastWord, lead: Lead): StreetBefore | undefined {
  if (lead.start < last.start)
    return { start: lead.start, strength: lead.hasPreposition && !lead.isInSentence ? 'vague' : 'street' }
  const wordEnd = beforeSpaces(text, last.start, 1)
  const start = startOfName(text, wordEnd)
  if (!isCapitalAt(text, start) || wordEnd - start < 3 || wordEnd === last.start) return undefined
  const word = text.slice(start, wordEnd)
  return word.endsWith('er') || word.includes('-')
    ? { start: leadBefore(text, start).start, strength: 'street' }
    : undefined
}

const streetItself = /(?:stra(?:ß|ss)e|str\.?)$/

/** In small letters only these are taken. */
function isStreetItself(word: string): boolean {
  return streetNouns.has(word) || (word.length > 7 && streetItself.test(word))
}

function endsLikeStreet(text: string, { start, word }: LastWord): boolean {
  if (!isCapitalAt(text, start)) return streetItself.test(word) && word.length > 7
  // "Monitoring 5", "Engineering 101": an English ending.
  if (/(?:[aeiou]|st|sp)ring$/.test(word)) return false
  return streetEndings.some((ending) => word.endsWith(ending) && word.length > ending.length + 1)
}

interface Lead {
  readonly start: number
  readonly hasPreposition: boolean
  /** A preposition with a capital within a sentence belongs to a name. */
  readonly isInSentence: boolean
}

/** Adjectives, articles and a preposition with a capital before the last word: "An der Alten …", "Obere …". */
function leadBefore(text: string, from: number): Lead {
  let taken = from
  let place = from
  for (let words = 0; words < 3; words += 1) {
    const end = beforeSpaces(text, place, 1)
    const start = startOfName(text, end)
    const word = text.slice(start, end)
    if (end === place || start === end) break
    if (isCapitalAt(text, start) && leadingPrepositions.has(word)) {
      return { start, hasPreposition: true, isInSentence: isInSentence(text, start) }
    }
    const isAdjective = isCapitalAt(text, start) && streetAdjectives.test(word)
    if (!isAdjective && !articles.has(word)) break
    if (isAdjective) taken = start
    place = start
  }
  return { start: taken, hasPreposition: false, isInSentence: false }
}

function isInSentence(text: string, start: number): boolean {
  const end = beforeSpaces(text, start, 1)
  return end > 0 && end < start && (isLetterAt(text, end - 1) || text.charAt(end - 1) === ',')
}

const numberWords: readonly string[] = ['Nr.', 'Nr', 'No.', 'nr.', 'Hausnummer', 'Haus', 'nº', 'Hs.', 'Hnr.', 'Hs.-Nr.']

const lastOfNumberWords: ReadonlySet<number> = new Set(numberWords.map((word) => word.charCodeAt(word.length - 1)))

/** "Lindenstraße Nr. 5" */
function beforeNumberWord(text: string, end: number): number {
  if (!lastOfNumberWords.has(text.charCodeAt(end - 1))) return end
  const word = numberWords.find((candidate) => text.startsWith(candidate, end - candidate.length))
  return word === undefined || text.charAt(end - word.length - 1) !== ' '
    ? end
    : beforeSpaces(text, end - word.length, 2)
}
