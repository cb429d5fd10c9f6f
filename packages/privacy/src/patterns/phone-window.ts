/**
 * Where a phone number may stand: a hand-written scan that proposes short windows, so that the library that knows the numbering plans never
 * sees a whole text. What is a date, an IP address, a version, an amount, an identifier of two groups or part of a longer number is ruled
 * out here, first.
 */
import { isDay, isMonthNumber } from './calendar.ts'
import { before, digitsEnd, isAmongWordsBefore, isDigit, isWordPart, numberIn } from './characters.ts'
import { dateAt } from './date.ts'
import { ipV4At } from './ip-v4.ts'
import { wordSet } from './words.ts'

/** E.164 has 15 digits; with "00" or a trunk prefix 17. */
const digitsMax = 17
/** Shortest number that is taken, whatever word stands before it: "12 34 5". */
const digitsMin = 5
/** With separators. */
const windowMax = 32
/** Gaps with a bracket in them: "+49 (0) (89) 123" has three. Where there are more, every figure would begin a window. */
const bracketGapsMax = 3

/** Digits and what divides them, as they were written. */
export interface PhoneWindow {
  readonly start: number
  readonly end: number
  /** Only the digits, with `+` before them where one was written. */
  readonly compact: string
  /** Where each group of digits ends, so that the last ones can be left out. */
  readonly groupEnds: readonly number[]
  readonly cue: 'strong' | 'soft' | undefined
  readonly form: 'international' | 'national' | 'grouped' | 'bare'
}

const strongCue =
  /(?:^|[^a-zäöüß])(?:tele?(?:fon|phone|fax|fono|foon|fone|phon)?(?:nummer|nr|number)?|tel[eé]fonos?|télé?phone|tél|tel[ef]*s?|tlf|tl?fno|fon|fax(?:nummer|nr)?|handy(?:nummer|nr)?|mobil(?:telefon|nummer|nr|funk|e)?|mob|m[oó]vil|cell(?:ulare|ular|phone)?|portable|gsm|phone(?:[\s_-]?(?:number|no))?|call(?:ed)?(?: (?:me|us|him|her))?|dial|anruf(?:en)?|rückruf(?:nummer)?|callback|ruf(?:en sie|nummer)|durchwahl|hotline|whatsapp|sms|festnetz|privat|dienstlich|reach (?:me|us|him|her) (?:at|on))[\s.:=)("'\\|–-]{0,6}(?:(?:is|ist|lautet|on file|unter|at|on|no|nr|nummer|number|de|privat|y fax|u\. fax|\/ ?fax|und fax|\(?[dpmg]\)?)[\s.:"'\\]{1,4}){0,2}[("]?$/
const softCue =
  /(?:^|[^a-zäöüß])(?:unter|erreich\w{0,8}|nummer|number|melden|kontakt|contact|ruf\w{0,3}|[tfm])[\s.:=("'\\]{1,4}$/
/** The words of these expressions and of what may stand between; most numbers have none of them before. */
const cueWords = wordSet(`
  tel tele telefon telephone telefax telefono telefoon telefone telephon telefonnummer telefonnr telefonos teléfono teléfonos téléphone télphone tél
  telef telefs tels telfs telf tlf tfno tlfno fon fax faxnummer faxnr handy handynummer handynr mobil mobile mobiltelefon mobilnummer mobilnr
  mobilfunk mob movil móvil cell cellulare cellular cellphone portable gsm phone phonenumber phoneno call called me us him her dial anruf anrufen
  rückruf rückrufnummer callback rufen rufnummer durchwahl hotline whatsapp sms festnetz privat dienstlich at on unter erreichbar erreichen
  erreiche erreicht nummer number melden kontakt contact ruf rufe ruft t f m sie no`)
/** What long numbers are otherwise called. */
const otherNumber =
  /(?:bestell|auftrag|rechnung|kunde|order|invoice|ticket|vorgang|artikel|seri|konto|account|buchung|liefer|sendung|tracking|vertrag|beleg|charge|posten|mandat|policen?|mitglied|(?:^|[^a-z])(?:id|ids|isbn|issn|ean|gtin|build|epoch\w*|hash|commit|issue|az|aktenzeichen|blz|plz|hr[ab]|bsn|idnr|steuer|doi|pin|sku|ref|version|v|rev|in))[\w.]{0,14}[\s.:#=('"-]{0,4}$/

/** The window whose first digit is at `place`, or nothing. */
export function phoneWindow(text: string, place: number, isLabelled: boolean): PhoneWindow | undefined {
  const start = windowStart(text, place)
  const form = formOf(text, start, place)
  const cue = isLabelled ? 'strong' : cueBefore(text, start)
  if ((form === 'bare' && cue !== 'strong') || !mayBegin(text, start, cue !== undefined)) return undefined
  const window = windowFrom(text, start, place)
  if (window === undefined || (window.compact.length < digitsMin && form !== 'grouped')) return undefined
  if (cue !== 'strong' && otherNumber.test(leftOf(text, start))) return undefined
  if (isOtherwise(text, place)) return undefined
  if (!mayEnd(text, window.end, cue !== undefined)) return undefined
  if (cue !== 'strong' && looksLikeIdentifier(text.slice(start, window.end))) return undefined
  return { ...window, start, cue, form }
}

/** As much of what stands before as the longest of the expressions reads. */
function leftOf(text: string, start: number): string {
  return before(text, start, 32)
}

function cueBefore(text: string, start: number): PhoneWindow['cue'] {
  if (!isAmongWordsBefore(text, start, cueWords, { count: 3, gap: 6 })) return undefined
  const left = leftOf(text, start)
  if (strongCue.test(left)) return 'strong'
  return softCue.test(left) ? 'soft' : undefined
}

/** With the "+" and the bracket before the first digit. */
function windowStart(text: string, place: number): number {
  let start = place
  if (text.charCodeAt(start - 1) === 40 && isClosed(text, start)) start--
  if (text.charCodeAt(start - 1) === 43) start--
  if (start < place && text.charCodeAt(start) === 43 && text.charCodeAt(start - 1) === 40 && isClosed(text, place))
    start--
  return start
}

/** A bracket that closes soon, as around an area code. */
function isClosed(text: string, place: number): boolean {
  for (let at = place; at < place + 8; at++) {
    const code = text.charCodeAt(at)
    if (code === 41) return at > place + 1
    if (!isDigit(code) && code !== 32) return false
  }
  return false
}

function formOf(text: string, start: number, place: number): PhoneWindow['form'] {
  if (text.charCodeAt(start) === 43 || text.charCodeAt(start + 1) === 43) return 'international'
  const isZero = text.charCodeAt(place) === 48
  if (isZero && text.charCodeAt(place + 1) === 48) return 'international'
  if (isZero) return 'national'
  const written = text.slice(start, start + 16)
  // As North America and Spain write them: 415-555-0136, 942 56 21 60.
  const isGrouped = /^\(?[2-9]\d\d\)?[ .-]{1,2}[2-9]\d\d[ .-]\d{4}(?!\d)|^[6-9]\d\d \d\d \d\d \d\d(?!\d)/.test(written)
  return isGrouped ? 'grouped' : 'bare'
}

function mayBegin(text: string, start: number, hasCue: boolean): boolean {
  const previous = text.charCodeAt(start - 1)
  if (
    isWordPart(previous) ||
    previous === 43 ||
    previous === 35 ||
    previous === 36 ||
    previous === 0x20ac ||
    previous === 37
  )
    return false
  const before2 = text.charCodeAt(start - 2)
  if ((previous === 44 || previous === 46 || previous === 58) && isDigit(before2)) return false
  if ((previous === 45 || previous === 47 || previous === 61) && isWordPart(before2)) return hasCue
  return hasCue || !isBehindNumber(text, start)
}

/** A group of an IBAN, a card or an identifier: other digits stand before. */
function isBehindNumber(text: string, start: number): boolean {
  const previous = text.charCodeAt(start - 1)
  return (previous === 32 || previous === 45) && isDigit(text.charCodeAt(start - 2))
}

/** Dates before phones, and IP addresses. */
function isOtherwise(text: string, place: number): boolean {
  const date = dateAt(text, place)
  if (date !== undefined && date.hasDay && date.end > place + 5) return true
  return ipV4At(text, place) !== undefined
}

/** Digits, groups, and one, two or three signs between them (` / `, `) `, ` - `). Nothing where it is too long to be a number. */
function windowFrom(
  text: string,
  start: number,
  place: number,
): Pick<PhoneWindow, 'end' | 'compact' | 'groupEnds'> | undefined {
  let digits = ''
  let brackets = 0
  const groupEnds: number[] = []
  let at = place
  while (at < start + windowMax) {
    const end = digitsEnd(text, at, digitsMax + 1)
    if (digits.length + end - at > digitsMax) {
      if (groupEnds.length === 0) return undefined
      break
    }
    digits += text.slice(at, end)
    groupEnds.push(end)
    const next = gapEnd(text, end)
    if (next === undefined) break
    if (hasBracket(text, end, next)) brackets++
    if (brackets > bracketGapsMax) break
    at = next
  }
  const end = groupEnds.at(-1) ?? place
  const plus = text.slice(start, place).includes('+') ? '+' : ''
  return { end, compact: plus + digits, groupEnds }
}

function hasBracket(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === 40 || text.charCodeAt(at) === 41) return true
  return false
}

/** Where the next group begins behind one that ends at `place`. */
function gapEnd(text: string, place: number): number | undefined {
  let end = place
  let spaces = 0
  let signs = 0
  for (; end < place + 4; end++) {
    const code = text.charCodeAt(end)
    if (isDigit(code)) return end > place ? end : undefined
    if (code === 32 || code === 0xa0) spaces++
    else if (code === 45 || code === 47 || code === 46 || code === 0x2013 || code === 40 || code === 41) signs++
    else return undefined
    // Two spaces divide columns; "(0)" and ") " bring a second sign.
    if (spaces > 2 || signs > 2 || (spaces === 2 && signs === 0)) return undefined
  }
  return undefined
}

function mayEnd(text: string, end: number, hasCue: boolean): boolean {
  const next = text.charCodeAt(end)
  if (isWordPart(next) || next === 37 || next === 0x20ac) return false
  const isJoint = next === 44 || next === 58 || next === 46 || next === 45 || next === 47
  return hasCue || !isJoint || !isWordPart(text.charCodeAt(end + 1))
}

/** `030742-2751`, `0123 010180`, `03 110450`, `093/815/08152`, `0-306-40615-2`, `012.345`. */
function looksLikeIdentifier(written: string): boolean {
  if (/^\d{6}[-/+]\d{4}$/.test(written)) return isDayInFigures(written, 0)
  if (/^\d{4} \d{6}$/.test(written)) return isDayInFigures(written, 5)
  if (/^\d\d \d{6}$/.test(written)) return isDayInFigures(written, 3)

  if (/^\d{1,4}\/\d{3,4}\/\d{4,5}$/.test(written) || /^\d-/.test(written) || /\/.*\//.test(written)) return true
  return /^\d+(?:\.\d+)+$/.test(written) && !/^0\d{2,4}\.\d{3}|^0\d(?:\.\d\d){4}$/.test(written)
}

/** Day, month and year in either order. */
function isDayInFigures(written: string, start: number): boolean {
  const [one, two, three] = [0, 2, 4].map((from) => numberIn(written, start + from, start + from + 2))
  return isMonthNumber(two ?? 0) && (isDay(one ?? 0) || isDay(three ?? 0))
}
