import { hashOfUnits, hashOfWord } from './hash.ts'
import { isLetter, kindOf, lowerOf, unitKinds } from './letters.ts'

/** Tokens that are decoded together. Longer than any sentence; bounds the memory of the recogniser, whatever the text. */
export const segmentTokensMax = 1024

/** From here on the end of a sentence ends the segment, so that hardly any name lies across two of them. */
const segmentTokensWanted = 700

export const tokenKinds = { word: 0, number: 1, mark: 2, net: 3, handle: 4 } as const

/** What stands before a token: nothing, a space, a line break, or an empty line (also the beginning of the text). */
export const gaps = { none: 0, space: 1, line: 2, block: 3 } as const

/** Units of an e-mail address before its sign, RFC 5321 section 4.5.3.1.1. */
const localPartMax = 64
/** A web address ends here for us; the rest is another token. */
const netMax = 2048

const abbreviationMax = 5
/** A full stop behind these belongs to them and ends no sentence. */
const abbreviations: ReadonlySet<number> = new Set(
  `dr prof mr mrs ms st geb nr str hr hrn fr dipl ing med jun sen jr sr inc ltd corp co ca bzw usw gez tel abs art inkl vs phil
  jur rer nat mag habil verh vgl evtl ggf sog bspw max min lic no vol dept ave blvd rd pat stv univ priv doz dent vet pol`
    .split(/\s+/)
    .map((word) => hashOfWord(word)),
)

/** A run of tokens, in arrays that are filled again and again. */
export class Segment {
  readonly start = new Int32Array(segmentTokensMax)
  readonly end = new Int32Array(segmentTokensMax)
  readonly kind = new Uint8Array(segmentTokensMax)
  /** One more than tokens: what stands behind the last one counts as an empty line. */
  readonly gap = new Uint8Array(segmentTokensMax + 1)
  count = 0
  /** Where the last sign of an e-mail address stands: behind it no address is looked for. */
  lastSign = -1
  /** How far an e-mail address has been looked for without one, so that no unit is looked at more than a few times. */
  scannedTo = 0
}

const short = new Uint16Array(abbreviationMax)

/**
 * Reads tokens from a place on, until the segment is full or the text has a natural end. Returns the place behind the last token,
 * at least one further than it began unless the text has ended.
 */
export function readSegment(text: string, from: number, segment: Segment): number {
  const to = fill(text, from, segment)
  segment.gap[segment.count] = gaps.block
  return to
}

function fill(text: string, from: number, segment: Segment): number {
  let place = from
  let gap: number = gaps.block
  segment.count = 0
  if (from === 0) {
    segment.scannedTo = 0
    segment.lastSign = text.lastIndexOf('@')
  }
  while (place < text.length && segment.count < segmentTokensMax) {
    const kind = kindOf(text.charCodeAt(place))
    if (kind === unitKinds.space) {
      if (gap === gaps.none) gap = gaps.space
      place++
    } else if (kind === unitKinds.line) {
      gap = gap >= gaps.line && !followsReturn(text, place) ? gaps.block : Math.max(gap, gaps.line)
      place++
    } else {
      if (gap === gaps.block && segment.count > 0) return place
      if (segment.count > segmentTokensWanted && endsSentence(text, segment)) return place
      place = readToken(text, place, gap, segment)
      gap = gaps.none
    }
  }
  return place
}

/** CR LF is one line break. */
function followsReturn(text: string, place: number): boolean {
  return text.charCodeAt(place) === 10 && place > 0 && text.charCodeAt(place - 1) === 13
}

function endsSentence(text: string, segment: Segment): boolean {
  const last = text.charCodeAt((segment.end[segment.count - 1] ?? 1) - 1)
  return last === 46 || last === 33 || last === 63
}

function readToken(text: string, start: number, gap: number, segment: Segment): number {
  const index = segment.count++
  segment.start[index] = start
  segment.gap[index] = gap
  const unit = text.charCodeAt(start)
  const kind = kindOf(unit)
  let end = start + 1
  if (kind === unitKinds.other) {
    const isHandle = unit === 64 && start + 1 < text.length && isWordUnit(text.charCodeAt(start + 1))
    segment.kind[index] = isHandle ? tokenKinds.handle : tokenKinds.mark
    if (isHandle) end = endOfRun(text, start + 1)
  } else {
    const netEnd = endOfNet(text, start, segment)
    end = netEnd > 0 ? netEnd : kind === unitKinds.digit ? endOfNumber(text, start) : endOfWord(text, start)
    segment.kind[index] = netEnd > 0 ? tokenKinds.net : kind === unitKinds.digit ? tokenKinds.number : tokenKinds.word
  }
  segment.end[index] = end
  return end
}

/** Combining diacritical marks end here. */
const wordUnitsSize = 0x3_70
const wordUnits = Uint8Array.from({ length: wordUnitsSize }, (_, unit) => Number(isWordUnitOfAny(unit)))

/** Behind a text stands `NaN`, which is none. */
function isWordUnit(unit: number): boolean {
  return unit < wordUnitsSize ? wordUnits[unit] === 1 : isWordUnitOfAny(unit)
}

function isWordUnitOfAny(unit: number): boolean {
  const kind = kindOf(unit)
  return (kind >= unitKinds.lower && kind <= unitKinds.digit) || unit === 95 || isCombining(unit)
}

/** Combining diacritical marks, and the zero-width joiners inside Indic and Persian words. */
function isCombining(unit: number): boolean {
  return (unit >= 0x3_00 && unit < 0x3_70) || unit === 0x20_0c || unit === 0x20_0d
}

function endOfRun(text: string, from: number): number {
  let place = from
  while (place < text.length && isWordUnit(text.charCodeAt(place))) place++
  return place
}

/** Digits with full stops, commas, colons or hyphens between them, and letters that hang on ("3a", "10:30", "15.03.2024"). */
function endOfNumber(text: string, from: number): number {
  let place = from
  for (;;) {
    place = endOfRun(text, place)
    const unit = text.charCodeAt(place)
    const joins = unit === 46 || unit === 44 || unit === 58 || unit === 45
    if (!joins || place + 1 >= text.length || kindOf(text.charCodeAt(place + 1)) !== unitKinds.digit) return place
    place++
  }
}

/** Letters, and the signs that stand inside words: hyphen, the apostrophe of O'Brien, the ampersand of C&A, the stop of "Dr.". */
function endOfWord(text: string, from: number): number {
  let place = from
  for (;;) {
    place = endOfRun(text, place)
    if (!joinsWord(text, from, place)) break
    place++
  }
  return text.charCodeAt(place) === 46 && isAbbreviation(text, from, place) ? place + 1 : place
}

function joinsWord(text: string, from: number, place: number): boolean {
  if (place + 1 >= text.length) return false
  const unit = text.charCodeAt(place)
  const next = kindOf(text.charCodeAt(place + 1))
  // U+2010 and U+2011 are hyphens as well.
  if (unit === 45 || unit === 0x20_10 || unit === 0x20_11) return next >= unitKinds.lower && next <= unitKinds.digit
  if (unit === 38) return next === unitKinds.upper && kindOf(text.charCodeAt(place - 1)) === unitKinds.upper
  const isApostrophe = unit === 39 || unit === 0x20_19
  return (
    isApostrophe && next === unitKinds.upper && place - from <= 2 && kindOf(text.charCodeAt(from)) !== unitKinds.digit
  )
}

function isAbbreviation(text: string, from: number, to: number): boolean {
  const length = to - from
  if (length > abbreviationMax) return false
  if (length === 1) return kindOf(text.charCodeAt(from)) === unitKinds.upper
  for (let index = 0; index < length; index++) short[index] = lowerOf(text.charCodeAt(from + index))
  return abbreviations.has(hashOfUnits(short, 0, length, 0))
}

/** End of the e-mail or web address that begins here, 0 where none does. */
function endOfNet(text: string, from: number, segment: Segment): number {
  if (startsWebAddress(text, from)) return endOfVisible(text, from)
  if (from < segment.scannedTo || from > segment.lastSign) return 0
  const limit = Math.min(text.length, from + localPartMax)
  let place = from
  while (place < limit && isLocalPart(text.charCodeAt(place))) place++
  const isAddress = text.charCodeAt(place) === 64 && place + 1 < text.length && isLetter(text.charCodeAt(place + 1))
  if (isAddress) return endOfDomain(text, place + 1)
  segment.scannedTo = place
  return 0
}

/** RFC 5322 atoms as people use them: letters, digits, and . _ % + - */
function isLocalPart(unit: number): boolean {
  return isWordUnit(unit) || unit === 46 || unit === 37 || unit === 43 || unit === 45
}

function endOfDomain(text: string, from: number): number {
  let place = from
  const limit = Math.min(text.length, from + 255)
  while (place < limit && (isWordUnit(text.charCodeAt(place)) || isDomainJoint(text, place))) place++
  return place
}

function isDomainJoint(text: string, place: number): boolean {
  const unit = text.charCodeAt(place)
  return (unit === 46 || unit === 45) && place + 1 < text.length && isWordUnit(text.charCodeAt(place + 1))
}

function startsWebAddress(text: string, from: number): boolean {
  const unit = text.charCodeAt(from)
  if (unit !== 104 && unit !== 119) return false
  const isDoubled = text.charCodeAt(from + 1) === (unit === 104 ? 116 : 119)
  return isDoubled && webBeginnings.some((beginning) => text.startsWith(beginning, from))
}

const webBeginnings = ['http://', 'https://', 'www.']

function endOfVisible(text: string, from: number): number {
  const limit = Math.min(text.length, from + netMax)
  let place = from
  while (place < limit && isVisible(text.charCodeAt(place))) place++
  return place
}

/** Neither space nor quotation mark nor bracket. */
function isVisible(unit: number): boolean {
  return kindOf(unit) < unitKinds.space && unit !== 34 && unit !== 60 && unit !== 62 && unit !== 41 && unit !== 0x20_1c
}
