import { addressCue, articles, leadingStreetWords, streetAdjectives } from './address-words.ts'
import { isCapitalAt, isDigitAt, isLetterAt } from './character-sets.ts'
import { isSpace } from './characters.ts'
import { isCounted } from './house-number.ts'
import { endOfPlaceBehind } from './place-behind.ts'
import { beforeSpaces, endOfName, startOfName } from './place-name.ts'
import { postcodeAt } from './postcode.ts'
import type { Found } from './report.ts'
import { endOfLedStreet } from './street-behind.ts'

/** A word that leads to an address or ends a street, and how the text beside it is read. */
export interface CueRule {
  readonly needle: string
  readonly ignoreCase: boolean
  readonly read: (text: string, at: number, needle: string) => Found | undefined
}

/** Reads beside one cue. */
export function besideCue(rule: CueRule, text: string, at: number, report: (found: Found) => void): void {
  const found = rule.read(text, at, rule.needle)
  if (found !== undefined) report(found)
}

function rulesOf(needles: readonly string[], read: CueRule['read'], ignoreCase = true): readonly CueRule[] {
  return needles.map((needle) => ({ needle, ignoreCase, read }))
}

export const cueRules: readonly CueRule[] = [
  ...rulesOf(
    ['postfach', 'p.o. box', 'po box', 'p. o. box', 'apartado de correos', 'boîte postale', 'postbus'],
    postBox,
  ),
  ...rulesOf(['c/o '], careOf),
  ...rulesOf(
    ['plz', 'postleitzahl', 'zip', 'postcode', 'postal code', 'cp:', 'c.p.', 'code postal', 'cap:'],
    postcodeBeside,
  ),
  ...rulesOf(['anschrift', 'adresse', 'address', 'domicilio', 'dirección', 'indirizzo'], addressField),
  ...rulesOf(leadingStreetWords, ledStreet),
  ...rulesOf(['straße de', 'straße am', 'platz de', 'allee de', 'weg zu', 'straße zu', 'ufer de'], streetOf),
  ...rulesOf(['straße', 'strasse', 'gasse', 'allee'], bareStreet),
  ...rulesOf(['str.'], bareStreet, false),
]

const boxNumber = /^(?: Nr\.?|:)? ?(\d[\d ]{0,10}\d|\d)/i

/** "Postfach 12 34 56, 80331 München" */
function postBox(text: string, at: number, needle: string): Found | undefined {
  const behind = at + needle.length
  const number = boxNumber.exec(text.slice(behind, behind + 18))
  if (number === null || isLetterAt(text, at - 1)) return undefined
  const end = behind + number[0].length
  const placeEnd = endOfPlaceBehind(text, end)
  return {
    start: at,
    end: Math.max(end, placeEnd),
    category: 'ADDRESS',
    kind: 'ADDRESS',
    evidence: placeEnd === -1 ? 'likely' : 'certain',
  }
}

const careOfCharactersMax = 60

/** "c/o Familie Kaya": up to the end of the line or of the field. */
function careOf(text: string, at: number): Found | undefined {
  const start = at + 'c/o '.length
  if (isLetterAt(text, at - 1) || !isCapitalAt(text, start)) return undefined
  const length = text.slice(start, start + careOfCharactersMax).search(/[\n,;|"<>\\()]|\. |$/)
  const end = beforeSpaces(text, start + length, 2)
  return { start, end, category: 'ADDRESS', kind: 'CARE_OF', evidence: 'likely' }
}

const beforeDigits =
  /^[a-zé]{0,4}["'`*)\]]{0,3} {0,2}(?:[:=|]|ist|is|lautet)?[ "'`*]{0,4}(?=(?:[A-Z]{1,2}-)?\d{4,5}(?!\d))/i
const ukBehind = /^["'*]{0,2} ?[:=|]? ?["'*]{0,2}([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?![A-Za-z\d])/

/** "PLZ: 80331", "CP:28016", "Postcode SW1A 1AA". */
function postcodeBeside(text: string, at: number, needle: string): Found | undefined {
  if (isLetterAt(text, at - 1)) return undefined
  const behind = at + needle.length
  const uk = ukBehind.exec(text.slice(behind, behind + 18))
  if (uk?.[1] !== undefined) {
    const end = behind + uk[0].length
    return { start: end - uk[1].length, end, category: 'ZIP', kind: 'ZIP', evidence: 'likely' }
  }
  const lead = beforeDigits.exec(text.slice(behind, behind + 24))
  if (lead === null) return undefined
  let digits = behind + lead[0].length
  while (!isDigitAt(text, digits)) digits += 1
  const postcode = plainPostcode(text, digits)
  return postcode === undefined ? undefined : { ...postcode, category: 'ZIP', kind: 'ZIP', evidence: 'likely' }
}

/** Behind a cue a full stop may follow: it is the sentence's. */
function plainPostcode(text: string, digits: number): { start: number; end: number } | undefined {
  const whole = postcodeAt(text, digits)
  if (whole !== undefined) return { start: whole.start, end: whole.end }
  const plain = /^\d{4,5}(?=\.(?!\d))/.exec(text.slice(digits, digits + 7))
  return plain === null ? undefined : { start: digits, end: digits + plain[0].length }
}

const fieldCharactersMax = 140
const fieldLead = /^[a-z]{0,2}["'`*)\]\\]{0,3} {0,2}[:=|] {0,4}\\?["'`*„]{0,3}(?=[\p{L}\d])/u

/** "Anschrift: …", `"address": "…"`: to the end of the line or of the field, where a number stands in it. */
function addressField(text: string, at: number, needle: string): Found | undefined {
  const lead = fieldLead.exec(text.slice(at + needle.length, at + needle.length + 20))
  if (lead === null || isMachineAddress(text, at)) return undefined
  const start = at + needle.length + lead[0].length
  const field = text.slice(start, start + fieldCharactersMax)
  const length = field.search(/[\n;|"<>\\{}]|(?<=\p{L}{3}|\d )\. (?=\p{Lu})|, (?=[^\d\s]{2,20}:)/u)
  const value = field
    .slice(0, length === -1 ? field.length : length)
    .trimEnd()
    .replace(/[.,]+$/, '')
  const isAddress = /\d/.test(value) && /\p{L}{3}/u.test(value) && !/[@[\]=]|:\/\/|^\S+$/.test(value) && length !== -1
  const isShort =
    length === -1 && field.length < fieldCharactersMax && /\p{L}{3,}.* \d/u.test(value) && !/[@=]|:\/\//.test(value)
  return isAddress || isShort
    ? { start, end: start + value.length, category: 'ADDRESS', kind: 'ADDRESS', evidence: 'likely' }
    : undefined
}

/** "IP-Adresse", "E-Mail-Adresse", "MAC address", `wallet_address`. */
function isMachineAddress(text: string, at: number): boolean {
  return /(?:mail|ip|mac|web|internet|url|http|server|netz|network|wallet|speicher|memory|absender|bitcoin|eth|remote|host|link|bind|listen|peer|client|source|dest\w*|base|basis|kontakt)[\s_.-]?$/i.test(
    text.slice(Math.max(0, at - 14), at),
  )
}

/** "Calle …", "Via …". Italian, Portuguese and Polish words also mean something else elsewhere: they need a capital or a cue. */
function ledStreet(text: string, at: number, needle: string): Found | undefined {
  const nameStart = at + needle.length + (text.charAt(at + needle.length) === ' ' ? 1 : 0)
  if (isLetterAt(text, at - 1) || '-.@/'.includes(text.charAt(at - 1) || ' ')) return undefined
  if (ambiguous.has(needle) && !beginsName(text, at, nameStart)) return undefined
  const end = endOfLedStreet(text, nameStart)
  if (end === undefined) return undefined
  const placeEnd = endOfPlaceBehind(text, end)
  const evidence = placeEnd === -1 ? 'likely' : 'certain'
  return { start: at, end: Math.max(end, placeEnd), category: 'ADDRESS', kind: 'ADDRESS', evidence }
}

/** "Via Roma", "Plaza de la Encarnación"; not "AV OD" (visual acuity), not "via E-Mail". */
function beginsName(text: string, at: number, nameStart: number): boolean {
  if (!isCapitalAt(text, at) || isCapitalAt(text, at + 1)) return false
  return isCapitalAt(text, nameStart) || articles.has(text.slice(nameStart, endOfName(text, nameStart)))
}

const ambiguous = new Set([
  'via ',
  'largo ',
  'corso ',
  'camino ',
  'av ',
  'av. ',
  'rua ',
  'al. ',
  'os. ',
  'pº ',
  'plaza ',
  'ronda ',
])

const ofSomething =
  /^\p{L}{3,6} (?:des|der|am|an der|zum|zur) (?:\d{1,2}\. )?\p{L}[\p{L}-]{1,24}(?: \p{Lu}[\p{L}-]{1,24})? (\d{1,4}[a-z]?)(?![\p{L}\d]|[.,:]\d)/u

/** "Straße des 17. Juni 135", "Platz der Republik 1": the kind of street first, then what it is named after. */
function streetOf(text: string, at: number): Found | undefined {
  const street = isCapitalAt(text, at) ? ofSomething.exec(text.slice(at, at + 72)) : null
  if (street === null || isLetterAt(text, at - 1)) return undefined
  const end = at + street[0].length
  const placeEnd = endOfPlaceBehind(text, end)
  if (placeEnd === -1 && (isCounted(text, end) || /(?:19|20)\d\d$/.test(street[0]))) return undefined
  const evidence = placeEnd === -1 ? 'likely' : 'certain'
  return { start: at, end: Math.max(end, placeEnd), category: 'ADDRESS', kind: 'ADDRESS', evidence }
}

/** A street without a number. With a cue before it ("wohnt in der …") likely. */
function bareStreet(text: string, at: number, needle: string): Found | undefined {
  const end = at + needle.length
  if (isLetterAt(text, end) || /^ ?(?:Nr\.? )?\d/.test(text.slice(end, end + 6))) return undefined
  const wordStart = startOfName(text, end)
  const start = wordStart === at ? qualifiedStart(text, at) : wordStart
  if (start === at || !isCapitalAt(text, start)) return undefined
  const evidence = addressCue.test(text.slice(Math.max(0, start - 30), start)) ? 'likely' : 'weak'
  return { start, end, category: 'ADDRESS', kind: 'STREET', evidence }
}

/** "Hildesheimer Straße", "Alte Gasse": with the word before it. */
function qualifiedStart(text: string, at: number): number {
  const wordEnd = beforeSpaces(text, at, 1)
  if (wordEnd === at || isSpace(text.charCodeAt(wordEnd - 1)) || !isCapitalAt(text, at)) return at
  const start = startOfName(text, wordEnd)
  const word = text.slice(start, wordEnd)
  return isCapitalAt(text, start) && (word.endsWith('er') || streetAdjectives.test(word)) ? start : at
}
