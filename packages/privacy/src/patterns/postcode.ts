import { countedThings, ukAreas, usStates } from './address-words.ts'
import { isCapitalAt, isDigitAt, isEscapedBreak, isIn, isLetterAt, letterOrDigit } from './character-sets.ts'
import { endOfDigits } from './house-number.ts'
import { endOfName, endOfPlace } from './place-name.ts'

/** A postcode with what stands beside it: places in the text. */
export interface Postcode {
  /** With the country before it: "D-80331". */
  readonly start: number
  readonly end: number
  /** Behind the name of the place, or -1 where none follows. */
  readonly placeEnd: number
  readonly hasCountry: boolean
}

/** Countries as they stand before a postcode in Europe. */
const countryBefore =
  /(?:^|[^\p{L}\d])((?:D|DE|A|AT|CH|L|FL|LI|I|IT|F|FR|B|BE|NL|E|ES|P|PT|PL|DK|S|SE|N|FIN|CZ|SK|H|SLO)[-–])$/u

/**
 * The postcode whose digits begin here: five (Germany, France, Spain, Italy …), four (Austria, Switzerland, Belgium, Denmark), or four
 * and two letters (the Netherlands). Whether it is one, the words beside it have to say: digits alone are none.
 */
export function postcodeAt(text: string, digits: number): Postcode | undefined {
  const digitsEnd = endOfDigits(text, digits)
  const length = digitsEnd - digits
  if ((length !== 4 && length !== 5) || isInWord(text, digits - 1)) return undefined
  const country = countryOf(text, digits)
  if (country === '' && '-./'.includes(text.charAt(digits - 1) || ' ')) return undefined
  const end = length === 4 ? endOfDutchLetters(text, digitsEnd) : digitsEnd
  if (isIn(letterOrDigit, text, end) || text.charAt(end) === '-' || text.charAt(end) === '.') return undefined
  return { start: digits - country.length, end, placeEnd: placeBehind(text, end), hasCountry: country !== '' }
}

/** Whether a letter or digit before this number makes it part of something else; the `n` of an escaped line break does not. */
export function isInWord(text: string, place: number): boolean {
  return isIn(letterOrDigit, text, place) && !isEscapedBreak(text, place)
}

function countryOf(text: string, digits: number): string {
  if (!'-–'.includes(text.charAt(digits - 1) || ' ')) return ''
  return countryBefore.exec(text.slice(Math.max(0, digits - 5), digits))?.[1] ?? ''
}

function endOfDutchLetters(text: string, from: number): number {
  const start = text.charAt(from) === ' ' ? from + 1 : from
  const isPair = isCapitalAt(text, start) && isCapitalAt(text, start + 1) && !isLetterAt(text, start + 2)
  return isPair ? start + 2 : from
}

function placeBehind(text: string, end: number): number {
  if (text.charAt(end) !== ' ') return -1
  const start = text.charAt(end + 1) === ' ' ? end + 2 : end + 1
  const word = text.slice(start, endOfName(text, start)).toLowerCase()
  // "BB 8", "TV": two capitals are no place.
  return countedThings.has(word) || (word.length < 3 && !isLetterAt(text, start + 2) && text.charAt(start + 2) !== '.')
    ? -1
    : endOfPlace(text, start)
}

/** Places of a UK postcode whose last group begins at this digit: "SW1A 1AA". */
export function ukPostcodeAround(text: string, inward: number): { start: number; end: number } | undefined {
  const end = inward + 3
  if (!isCapitalAt(text, inward + 1)) return undefined
  if (!/^\d[ABD-HJLNP-UW-Z]{2}$/.test(text.slice(inward, end)) || isIn(letterOrDigit, text, end)) return undefined
  const outward = /(?:^|[^A-Za-z\d])(([A-Z]{1,2})\d[A-Z\d]?) $/.exec(text.slice(Math.max(0, inward - 7), inward))
  if (outward === null || !ukAreas.has(outward[2] ?? '')) return undefined
  return { start: inward - 1 - (outward[1] ?? '').length, end }
}

/** Behind a US ZIP code with its state before it: ", CA 94105-1234". -1 where this is none. */
export function endOfUsZip(text: string, digits: number): number {
  const end = endOfDigits(text, digits)
  if (end - digits !== 5 || text.charAt(digits - 1) !== ' ' || !usStates.has(text.slice(digits - 3, digits - 1)))
    return -1
  if (isIn(letterOrDigit, text, digits - 4)) return -1
  const plusFour = text.charAt(end) === '-' && endOfDigits(text, end + 1) === end + 5 ? end + 5 : end
  return isDigitAt(text, plusFour) || isLetterAt(text, plusFour) ? -1 : plusFour
}
