import { articles, englishStreets, frenchStreets, vagueEnglishStreets } from './address-words.ts'
import { isCapitalAt, isDigitAt, isLetterAt } from './character-sets.ts'
import { endOfHouseNumber } from './house-number.ts'
import { endOfName } from './place-name.ts'

/** A street behind what leads to it: places in the text. */
export interface StreetBehind {
  readonly end: number
  readonly strength: 'street' | 'vague'
}

const englishWordsMax = 5

/** "221b Baker Street", "17 St Mary's Rd", "350 Fifth Ave": the number, then capitalised words, the last one a kind of street. */
export function englishStreetBehind(text: string, numberEnd: number): StreetBehind | undefined {
  let place = numberEnd
  let found: StreetBehind | undefined
  for (let words = 0; words < englishWordsMax && text.charAt(place) === ' '; words += 1) {
    const end = endOfEnglishWord(text, place + 1)
    if (end === place + 1) break
    const strength = words === 0 ? undefined : strengthOf(text, place + 1, end)
    if (strength !== undefined) found = { end: strength.end, strength: strength.strength }
    if (found?.strength === 'street') return found
    place = end
  }
  return found
}

function strengthOf(text: string, start: number, end: number): StreetBehind | undefined {
  const pointed = text.charAt(end) === '.' ? end + 1 : end
  const word = text.slice(start, end)
  if (englishStreets.has(word)) {
    // "12 St Mary's Road" begins with a saint.
    const isSaint = (word === 'St' || word === 'St.') && isCapitalAt(text, pointed + 1) && text.charAt(pointed) === ' '
    return isSaint ? undefined : { end: pointed, strength: 'street' }
  }
  return vagueEnglishStreets.has(word) ? { end: pointed, strength: 'vague' } : undefined
}

/** A capitalised word or an ordinal: "5th". */
function endOfEnglishWord(text: string, from: number): number {
  if (isCapitalAt(text, from)) return endOfName(text, from)
  const ordinal = /^\d{1,3}(?:st|nd|rd|th)(?![\p{L}\d])/u.exec(text.slice(from, from + 6))
  return ordinal === null ? from : from + ordinal[0].length
}

const frenchLead = /^(?: ?(?:bis|ter|quater))?,? (\p{L}[\p{L}-]{1,13}\.?) /u

/** "12 bis, rue de la Paix": the number, a kind of street, then its name. */
export function frenchStreetBehind(text: string, numberEnd: number): StreetBehind | undefined {
  const next = text.charCodeAt(text.charAt(numberEnd) === ',' ? numberEnd + 2 : numberEnd + 1)
  if (next < 0x61 || next > 0xff) return undefined
  const lead = frenchLead.exec(text.slice(numberEnd, numberEnd + 26))
  if (lead === null || !frenchStreets.has((lead[1] ?? '').toLowerCase())) return undefined
  const end = endOfStreetName(text, numberEnd + lead[0].length)
  return end === undefined ? undefined : { end, strength: 'street' }
}

/** "Calle Miguel Benitez 90", "C/ Irunlarrea, 3", "Via Roma 12/b", "ul. Długa 5": what leads, a name, a number. */
export function endOfLedStreet(text: string, nameStart: number): number | undefined {
  let place = nameStart
  for (let words = 0; words < 8; words += 1) {
    const numbered = endOfNumberBehind(text, place)
    if (numbered !== undefined && words > 0) return endOfFloor(text, numbered)
    const next = nextNamePart(text, place)
    if (next === place) return undefined
    place = next
  }
  return undefined
}

function nextNamePart(text: string, from: number): number {
  let start = from
  while (start < from + 2 && ' .,'.includes(text.charAt(start) || '-')) start += 1
  return isLetterAt(text, start) ? endOfName(text, start) : from
}

const beforeNumber =
  /^[.,]?(?: ?- ?| {1,2}|)(?:n[º°o.]{1,2} ?|núm\.? ?|nr\.? ?|numero |número |km\.? ?)?(?=\d)|^,? ?s\/n/i

function endOfNumberBehind(text: string, from: number): number | undefined {
  const lead = beforeNumber.exec(text.slice(from, from + 14))
  if (lead === null) return undefined
  if (lead[0].endsWith('s/n') || lead[0].endsWith('S/N')) return from + lead[0].length
  const number = from + lead[0].length
  const kilometre = /^\d{1,3}(?:[.,]\d{1,3})?/.exec(text.slice(number, number + 8))
  if (/km/i.test(lead[0]) && kilometre !== null) return number + kilometre[0].length
  const end = endOfHouseNumber(text, number)
  if (end !== -1) return end
  // "Calle del pez 90. 4,2": the full stop and the comma are those of the floor.
  const plain = /^\d{1,3}(?=[.,]\d)/.exec(text.slice(number, number + 5))
  return plain === null ? undefined : number + plain[0].length
}

const floor =
  /^(?:(?:[.,]? ?|[.,])(?:\d{1,2} ?[º°ª]? ?(?:[A-Z]|dcha|izda|izq|der|piso|puerta|esc)?\b\.?|[A-Z](?![\p{L}\d])|(?:bajo|bajos|ático|piso|puerta|esc|escalera|portal|bloque|dcha|izda)\b\.?))+/u

/** "2º dcha", ", 5 B", ". 4,2". Never the first digits of a postcode. */
function endOfFloor(text: string, from: number): number {
  const behind = floor.exec(text.slice(from, from + 28))
  if (behind === null) return from
  const end = from + behind[0].length
  return isDigitAt(text, end) || isLetterAt(text, end) ? from : end
}

const nameWordsMax = 6

/** Words with a capital, articles and prepositions between them; it ends with a capitalised word. */
function endOfStreetName(text: string, from: number): number | undefined {
  let place = from
  let end: number | undefined
  for (let words = 0; words < nameWordsMax; words += 1) {
    const wordEnd = endOfName(text, place)
    const word = text.slice(place, wordEnd)
    if (wordEnd === place) break
    if (isCapitalAt(text, place) || /^[dl]['’]\p{Lu}/u.test(word)) end = wordEnd
    else if (!articles.has(word) && word !== 'du' && word !== 'des' && word !== 'et' && word !== 'aux' && word !== 'au')
      break
    if (text.charAt(wordEnd) !== ' ') break
    place = wordEnd + 1
  }
  return end
}
