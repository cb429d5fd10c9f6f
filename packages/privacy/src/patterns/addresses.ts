import type { Hints, PatternDetector } from '../detector.ts'
import type { Evidence } from '../finding.ts'
import { addressCue } from './address-words.ts'
import { besideCue } from './address-cues.ts'
import { isDigitAt } from './character-sets.ts'
import { eachDigitRun } from './figures.ts'
import { endOfDigits, endOfHouseNumber, isCounted } from './house-number.ts'
import { endOfPlaceBehind } from './place-behind.ts'
import { beforeSpaces } from './place-name.ts'
import { endOfUsZip, isInWord, type Postcode, postcodeAt, ukPostcodeAround } from './postcode.ts'
import { type Found, reporter } from './report.ts'
import { eachSighting } from './sightings.ts'
import { streetBefore } from './street-before.ts'
import { englishStreetBehind, frenchStreetBehind } from './street-behind.ts'

type Report = (found: Found) => void

/**
 * Finds postal addresses: street with number, postcode with place, post office boxes, "c/o" lines, in the ways in which German,
 * Austrian, Swiss, Dutch, English, American, French, Spanish and Italian letters write them. It reads from numbers (a house number, a
 * postcode) and from words that lead to an address, so it costs nothing on prose.
 *
 * - `certain`: street, number, postcode and place together
 * - `likely`: a street by its ending with a number; a postcode with a place that stands by itself; anything behind a cue ("wohnt",
 *   "Adresse:", "PLZ")
 * - `weak`: a street without a number, a name that may be one, digits and a capitalised word in a sentence
 *
 * Five digits alone are never a postcode. Streets without any of these signs ("Kö 3") are not found, nor are places without a postcode:
 * the recogniser has those.
 */
export const addresses: PatternDetector = {
  name: 'addresses',
  find: (reading, hints, add) => {
    const { text } = reading
    const report = reporter('addresses', reading, add)
    labelled(text, hints, report)
    eachSighting(reading, 'address', (rule, at) => besideCue(rule, text, at, report))
    eachDigitRun(reading, (number) => readNumber(text, number, report))
  },
}

const addressLabel = /adress|anschrift|street|stra(?:ß|ss)e|domicil|direcci|wohnort|residence/i
const zipLabel = /^(?:plz|zip|zip_?code|post_?code|postal_?code|postleitzahl|cp|cap|code_?postal)$/i

function labelled(text: string, { label }: Hints, report: Report): void {
  if (label === undefined || text.length > 200) return
  const whole = { start: 0, end: text.length, evidence: 'likely' } as const
  if (zipLabel.test(label) && /^[A-Z\d][A-Z\d -]{2,9}$/i.test(text)) report({ ...whole, category: 'ZIP', kind: 'ZIP' })
  const isMail = /mail|ip|mac|url|web/i.test(label)
  if (
    addressLabel.test(label) &&
    !isMail &&
    /\p{L}{3}/u.test(text) &&
    /\d/.test(text) &&
    !/[@{}[\]]|:\/\//.test(text)
  ) {
    report({ ...whole, category: 'ADDRESS', kind: 'ADDRESS' })
  }
}

/** Reads what a number can be part of; answers how far it has read. */
function readNumber(text: string, number: number, report: Report): number {
  if (isInWord(text, number - 1)) return number
  const numberEnd = endOfHouseNumber(text, number)
  const streetEnd = numberEnd === -1 ? -1 : readStreet(text, number, numberEnd, report)
  if (streetEnd !== -1) return streetEnd
  const zipEnd = endOfUsZip(text, number)
  if (zipEnd !== -1) {
    report({ start: number, end: zipEnd, category: 'ZIP', kind: 'ZIP', evidence: 'likely' })
    return zipEnd
  }
  const uk = ukPostcodeAround(text, number)
  if (uk !== undefined) report({ ...uk, category: 'ZIP', kind: 'ZIP', evidence: 'likely' })
  const postcode = postcodeAt(text, number)
  return postcode === undefined ? number : readPostcode(text, number, postcode, report)
}

function readStreet(text: string, number: number, numberEnd: number, report: Report): number {
  const before = streetBefore(text, number)
  if (before !== undefined) {
    const placeEnd = endOfPlaceBehind(text, numberEnd)
    if (placeEnd !== -1 || (before.strength !== 'name' && !isCounted(text, numberEnd))) {
      const isSure = before.strength === 'street' || (placeEnd === -1 && hasCue(text, before.start))
      const evidence =
        placeEnd !== -1 && before.strength !== 'name' ? 'certain' : isSure || placeEnd !== -1 ? 'likely' : 'weak'
      return reportAddress(report, before.start, Math.max(numberEnd, placeEnd), evidence)
    }
  }
  return readStreetBehind(text, number, numberEnd, report)
}

function readStreetBehind(text: string, number: number, numberEnd: number, report: Report): number {
  const behind = frenchStreetBehind(text, endOfDigits(text, number)) ?? englishStreetBehind(text, numberEnd)
  if (behind === undefined) return -1
  const placeEnd = endOfPlaceBehind(text, behind.end)
  const isLikely = behind.strength === 'street' || hasCue(text, number)
  return reportAddress(
    report,
    number,
    Math.max(behind.end, placeEnd),
    placeEnd !== -1 ? 'certain' : isLikely ? 'likely' : 'weak',
  )
}

function reportAddress(report: Report, start: number, end: number, evidence: Evidence): number {
  report({ start, end, category: 'ADDRESS', kind: 'ADDRESS', evidence })
  return end
}

/** How far before an address a word for it is looked for, in characters. */
const cueDistanceMax = 48

function hasCue(text: string, start: number): boolean {
  return addressCue.test(text.slice(Math.max(0, start - cueDistanceMax), start))
}

function readPostcode(text: string, digits: number, postcode: Postcode, report: Report): number {
  const { start, end, placeEnd, hasCountry } = postcode
  if (placeEnd === -1) return digits
  const isFive = endOfDigits(text, digits) === digits + 5
  const hasLetters = !isDigitAt(text, end - 1)
  if (!isFive && !hasCountry && !hasLetters) return digits
  const standsAlone = hasCountry || (isFive && beginsPlace(text, start) && !text.startsWith('000', digits + 2))
  const evidence = standsAlone || hasCue(text, start) ? 'likely' : 'weak'
  report({ start, end, category: 'ZIP', kind: 'ZIP', evidence })
  report({ start: end + 1, end: placeEnd, category: 'LOCATION', kind: 'LOCATION', evidence })
  return placeEnd
}

const leadsToPlace =
  /(?:^|[\n,;(|:>"'„“[/–]|\\n|(?:^|[^\p{L}])(?:in|aus|nach|bei|near|à|en|a|PLZ|Ort|Hauptsitz|Sitz))$/u

/** Whether a postcode can begin here: at a line or a field, behind a comma, behind "in" or "aus". */
function beginsPlace(text: string, start: number): boolean {
  const end = beforeSpaces(text, start, 2)
  return end === 0 || leadsToPlace.test(text.slice(Math.max(0, end - 12), end))
}
