import { isDigitAt } from './character-sets.ts'
import { endOfPlace } from './place-name.ts'
import { endOfUsZip, postcodeAt, ukPostcodeAround } from './postcode.ts'

const floors = String.raw`\d{1,2}\. ?(?:OG|Stock|Etage|Obergeschoss)|EG|DG|Hinterhaus|Vorderhaus|Seitenflügel`
const flats = String.raw`(?:Whg|Wohnung|Top|Apt|Apartment|Flat|Suite|Unit)\.? ?[\dA-Za-z]{1,5}`
const shortFlats = String.raw`\d{1,2} ?[º°ª] ?[a-zA-Z]{0,5}|[a-zA-Z]{1,5}\.|[A-Z\d]{1,3}[ºª°]?[A-Z]?`
/** What may stand between a street and its postcode: punctuation, one line break, a floor. */
const gap = new RegExp(
  String.raw`^(?:[ ,;.|/·–-]|\r?\n|\\n){1,4}` +
    String.raw`(?:(?:${floors}|${flats}|${shortFlats})(?:[ ,;.-]{1,3}(?:\r?\n)?|\r?\n)){0,4}(?=(?:[A-Z]{1,3}[-–])?\d{4})`,
)

/** Behind the postcode and the place that follow a street, or -1: ", 80331 München", "\n1010 Wien", ", London SW1A 1AA", ", Austin, TX 78701". */
export function endOfPlaceBehind(text: string, from: number): number {
  if (!hasDigitWithin(text, from)) return -1
  const between = gap.exec(text.slice(from, from + reach))
  if (between !== null) {
    const digits = digitsFrom(text, from + between[0].length)
    const postcode = postcodeAt(text, digits)
    if (postcode !== undefined && postcode.placeEnd !== -1) return postcode.placeEnd
  }
  return endOfEnglishPlace(text, from)
}

/** How far behind a street the postcode may stand, in characters. */
const reach = 60

function hasDigitWithin(text: string, from: number): boolean {
  const bound = Math.min(text.length, from + reach)
  for (let place = from; place < bound; place += 1) if (isDigitAt(text, place)) return true
  return false
}

function digitsFrom(text: string, start: number): number {
  let place = start
  while (place < start + 4 && !isDigitAt(text, place)) place += 1
  return place
}

const townBefore = /^(?:, ?|,? ?\n ?)(?=\p{Lu})/u

/** A town or two, then a UK postcode or a state with a ZIP code. */
function endOfEnglishPlace(text: string, from: number): number {
  let place = from
  for (let towns = 0; towns < 3; towns += 1) {
    const lead = townBefore.exec(text.slice(place, place + 4))
    const start = lead === null ? place : place + lead[0].length
    const coded = endOfCode(text, start)
    if (coded !== -1) return coded
    if (lead === null) return -1
    place = endOfTown(text, start)
    if (place === -1) return -1
    const behind = endOfCode(text, text.charAt(place) === ',' ? place + 2 : place + 1)
    if (behind !== -1) return behind
  }
  return -1
}

function endOfTown(text: string, from: number): number {
  let end = endOfPlace(text, from)
  // "Stratford upon Avon" is read as one already; "San Francisco", "Salt Lake City" as further words.
  for (let words = 0; words < 2 && end !== -1 && text.charAt(end) === ' '; words += 1) {
    if (endOfCode(text, end + 1) !== -1) return end
    const next = endOfPlace(text, end + 1)
    if (next === -1) break
    end = next
  }
  return end
}

/** "CA 94105", "SW1A 1AA" */
function endOfCode(text: string, from: number): number {
  const state = /^[A-Z]{2} (?=\d{5})/.exec(text.slice(from, from + 8))
  if (state !== null) return endOfUsZip(text, from + 3)
  const outward = /^[A-Z]{1,2}\d[A-Z\d]? (?=\d[A-Z]{2})/.exec(text.slice(from, from + 8))
  return outward === null ? -1 : (ukPostcodeAround(text, from + outward[0].length)?.end ?? -1)
}
