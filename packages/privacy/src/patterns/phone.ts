/**
 * Phone numbers. `phone-window.ts` proposes, the numbering plans of `libphonenumber-js` (minimal metadata: lengths and leading digits per
 * country, decision record 0035) decide. Where a word says that a number is one of a phone ("Tel.", the key `phone`), a number that no plan
 * of the region knows is found as well: people call abroad.
 */
import type { Hints, PatternDetector } from '../detector.ts'
import type { Evidence } from '../finding.ts'
import { digitsEnd, isDigit, isWordBefore, isWordPart } from './characters.ts'
import { eachFreeDigitRun } from './figures.ts'
import { isNumberOfAPlan } from './phone-plan.ts'
import { type PhoneWindow, phoneWindow } from './phone-window.ts'
import { reporter } from './report.ts'
import { Words } from './words.ts'

const phoneLabel =
  /phone|(?:^|[^a-z])(?:tel|fax|fon|mob|cell|gsm)(?![a-z])|telefon|mobil|handy|r(?:ü|ue)ckruf|rufnummer|t[eé]l[eé]f/i
/** Shortest number with its word: "33 93 31" has 6 digits. Without one: "030 12345". */
const digitsMinWithCue = 5
const digitsMin = 7
/** Behind a number that says so, the next one close by is one as well: "918823884 / 619128686". */
const nextNumberMax = 8
const joinsNumbers = /^\s{0,2}(?:[/;,&+]|und|u\.|oder|or|and|y|o|e|bzw\.?)\s{0,2}[(+]?$/

export const phone: PatternDetector = {
  name: 'phone',
  find: (reading, hints, add) => {
    const { text } = reading
    const report = reporter('phone', reading, add)
    const isLabelled = hints.label !== undefined && phoneLabel.test(hints.label)
    let last = -Infinity
    eachFreeDigitRun(reading, (place, run) => {
      const isNext = place - last <= nextNumberMax && joinsNumbers.test(text.slice(last, place))
      const found = mayBeOne(text, place, run) ? numberAt(text, place, isLabelled || isNext, hints) : undefined
      if (found === undefined) return 0
      report({ start: found.start, end: found.end, category: 'PHONE', kind: 'PHONE', evidence: found.evidence })
      if (found.evidence !== 'weak') last = found.end
      return found.end
    })
  },
}

/** The cheapest look: nothing alphabetic beside it, and neither a single digit nor too many. */
function mayBeOne(text: string, start: number, end: number): boolean {
  const next = text.charCodeAt(end)
  if (!hasDigits(text, start)) return false
  return end - start <= 15 && !isWordPart(text.charCodeAt(start - 1)) && !isWordPart(next) && next !== 58
}

/** At least two digits, and with what is divided from them by usual signs enough of them; an extension has fewer and a word before it. */
function hasDigits(text: string, start: number): boolean {
  let digits = 0
  for (let place = start; place < start + 16; place++) {
    const code = text.charCodeAt(place)
    if (isDigit(code)) digits++
    else if (code !== 32 && code !== 45 && code !== 47 && code !== 46 && code !== 40 && code !== 41 && code !== 0x2013)
      break
  }
  return (
    digits >= digitsMinWithCue || isWordBefore(text, start, extensionWords, '-.:') || text.charCodeAt(start - 1) === 45
  )
}

interface Found {
  readonly start: number
  readonly end: number
  readonly evidence: Evidence
}

function numberAt(text: string, place: number, isLabelled: boolean, hints: Hints): Found | undefined {
  const window = phoneWindow(text, place, isLabelled)
  const number = window === undefined ? undefined : judged(text, window, hints.region)
  return number === undefined ? extensionAt(text, place) : { ...number, end: withExtension(text, number.end) }
}

/** The longest beginning of the window that a numbering plan knows; with a word before it also what none knows. */
function judged(text: string, window: PhoneWindow, region: string): Found | undefined {
  const plus = window.compact.startsWith('+') ? 1 : 0
  for (let groups = window.groupEnds.length; groups > 0 && groups > window.groupEnds.length - 3; groups--) {
    const end = window.groupEnds[groups - 1] ?? window.end
    const count = digitCount(text, window.start, end)
    if (count < digitsMin) break
    const known = isKnown(window.compact.slice(0, plus + count), region)
    if (known) return { start: window.start, end, evidence: evidenceOf(text.slice(window.start, end), window) }
  }
  const count = window.compact.length - plus
  if (window.form === 'grouped' && window.cue !== 'strong')
    return { start: window.start, end: window.end, evidence: 'likely' }
  if (window.cue !== 'strong' || count < digitsMinWithCue || count > 15) return undefined
  return { start: window.start, end: window.end, evidence: 'likely' }
}

function digitCount(text: string, start: number, end: number): number {
  let count = 0
  for (let place = start; place < end; place++) if (isDigit(text.charCodeAt(place))) count++
  return count
}

/** Whether a numbering plan has this number. `(0)` behind a country code is no digit of it. */
function isKnown(compact: string, region: string): boolean {
  const written = compact.replace(/^(\+|00)(49|43|41|44|31|33|46|48)0/, '$1$2').replace(/^00/, '+')
  return isNumberOfAPlan(written, region)
}

function evidenceOf(written: string, { cue, form }: PhoneWindow): Evidence {
  if (cue === 'strong') return 'certain'
  if (form === 'international' && /^\(?\+/.test(written)) return 'certain'
  const isDivided = /[^\d]/.test(written)
  const isMobile = /^(?:0|0049|49)1[567]\d/.test(written)
  return isDivided || isMobile || cue === 'soft' ? 'likely' : 'weak'
}

/** Behind "ext. 1530" or "x12". */
function withExtension(text: string, end: number): number {
  return end + (/^,? ?(?:ext\.?|x|dw\.?|durchwahl) ?\d{1,5}(?!\w)/i.exec(text.slice(end, end + 20))?.[0].length ?? 0)
}

const extensionWords = new Words(['durchwahl', 'dw', 'nst', 'nebenstelle', 'apparat', 'ext', 'extension', 'klappe'])

/** `Tel.-Durchwahl -123`, `DW 12`, `ext. 1530`. */
function extensionAt(text: string, place: number): Found | undefined {
  const end = digitsEnd(text, place, 6)
  if (end - place > 5 || isWordPart(text.charCodeAt(end)) || isDigit(text.charCodeAt(end + 1))) return undefined
  const start = text.charCodeAt(place - 1) === 45 ? place - 1 : place
  if (!isWordBefore(text, start, extensionWords, '.:-')) return undefined
  return { start, end, evidence: 'likely' }
}
