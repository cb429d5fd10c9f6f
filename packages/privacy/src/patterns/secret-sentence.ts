import { isIn, setOf } from './character-sets.ts'

/** A value as written: places in the text. */
export interface Value {
  readonly start: number
  readonly end: number
  readonly isQuoted: boolean
  /** Whether the line or the sentence ends behind it. */
  readonly endsLine: boolean
}

/** A value to which a sentence leads, and by how much. */
export interface ConnectedValue extends Value {
  /** `stated`: by a verb that a value always follows ("lautet"); `said`: by another ("ist", "was set to"). */
  readonly tie: 'said' | 'stated'
}

const valueCharactersMax = 256

/** Closing marks of opening ones, straight and typographic, German, English and French. */
const closingOf: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '„': '“”"',
  '“': '”“',
  '”': '”',
  '‚': '‘’',
  '‘': '’',
  '»': '«',
  '«': '»',
  '›': '‹',
  '‹': '›',
}

const space = setOf(' \t')
const unquotedEnd = setOf(' \t\r\n"`<')
const typographic = '“”„»«›‹'

/** The value that begins here, behind spaces, one line break and an opening mark. */
export function valueAt(text: string, from: number, cutsAtAmpersand: boolean): Value | undefined {
  let start = skipped(text, from)
  if (text.charAt(start) === '\n' || text.startsWith('\r\n', start))
    start = skipped(text, start + (text.charAt(start) === '\n' ? 1 : 2))
  if (text.startsWith('**', start)) start = skipped(text, start + 2)
  if (text.charAt(start) === '\\' && closingOf[text.charAt(start + 1)] !== undefined)
    return quotedValue(text, start + 2, '\\')
  const closing = closingOf[text.charAt(start)]
  return closing === undefined ? unquotedValue(text, start, cutsAtAmpersand) : quotedValue(text, start + 1, closing)
}

function skipped(text: string, from: number): number {
  let place = from
  while (place < from + 20 && isIn(space, text, place)) place += 1
  return place
}

function quotedValue(text: string, start: number, closing: string): Value | undefined {
  const bound = Math.min(text.length, start + valueCharactersMax)
  for (let place = start; place < bound && text.charAt(place) !== '\n'; place += 1) {
    if (closing.includes(text.charAt(place))) return { start, end: place, isQuoted: true, endsLine: true }
  }
  return unquotedValue(text, start, false)
}

function unquotedValue(text: string, start: number, cutsAtAmpersand: boolean): Value | undefined {
  const bound = Math.min(text.length, start + valueCharactersMax)
  let end = start
  while (end < bound && !endsValue(text, end, cutsAtAmpersand)) end += 1
  const cut = withoutPunctuation(text, start, end)
  return cut === start ? undefined : { start, end: cut, isQuoted: false, endsLine: endsLineAt(text, cut) }
}

function endsValue(text: string, place: number, cutsAtAmpersand: boolean): boolean {
  const sign = text.charAt(place)
  if (isIn(unquotedEnd, text, place) || typographic.includes(sign)) return true
  if (sign === '&') return cutsAtAmpersand
  if (sign === ';') return true
  if (sign === '\\') return 'nrt"'.includes(text.charAt(place + 1))
  return sign === "'" && !/\w/.test(text.charAt(place + 1))
}

/** Punctuation of the sentence, and brackets that were not opened inside. An exclamation mark is left: many passwords end with one. */
function withoutPunctuation(text: string, start: number, end: number): number {
  let cut = end
  while (cut > start) {
    const sign = text.charAt(cut - 1)
    const opening = sign === ')' ? '(' : sign === ']' ? '[' : sign === '}' ? '{' : ''
    if (opening === '' ? !'.,:?*…|'.includes(sign) : text.slice(start, cut).includes(opening)) break
    cut -= 1
  }
  return cut
}

function endsLineAt(text: string, place: number): boolean {
  let at = place
  while (at < place + 3 && '.,!?)'.includes(text.charAt(at) || ' ')) at += 1
  return at > place
    ? text.charAt(at) !== ' ' || text.charAt(at - 1) !== ','
    : at >= text.length || text.charAt(at) === '\n'
}

const sentenceCharactersMax = 110
const wordsMax = 10
const connectors = new Set("ist war is was wäre heißt heisst es son est lautet lautete sei are's now:".split(/\s+/))
const stating = new Set(['lautet', 'lautete', 'heißt', 'heisst'])
const fillers = new Set(
  `jetzt nun immer noch weiterhin aktuell derzeit momentan now currently still also wie folgt the following just simply einfach
    ja übrigens nämlich wohl again wieder und zwar doch hier here aktuelle neue`.split(/\s+/),
)
const movers = new Set(['auf', 'to', 'zu', 'into'])
const changes = new Set(['set', 'changed', 'reset', 'updated', 'rotated'])
const moved =
  /\b(?:gesetzt|geändert|setzen|ändern|zurückgesetzt|umgestellt|gewechselt|set|changed|reset|updated|rotated|vergeben)\b/i

interface Word {
  readonly start: number
  readonly end: number
  readonly lower: string
  /** What ends it: nothing, a comma, a colon, the end of the sentence. */
  readonly mark: string
}

/** The value to which the sentence behind a word for a password leads: "… für das WLAN lautet: X", "… is still X", "… auf X gesetzt". */
export function connectedValue(text: string, labelEnd: number): ConnectedValue | undefined {
  const words = wordsBehind(text, labelEnd)
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]
    if (word === undefined || '.!?'.includes(word.mark || ' '))
      return index === 0 ? directValue(text, words) : undefined
    if (word.mark === ':') return tied(valueAt(text, word.end + 1, false), 'stated')
    if (connectors.has(word.lower) && !leadsOn(words[index + 1])) return behindConnector(text, words, index)
    if (movers.has(word.lower) && moved.test(text.slice(Math.max(0, labelEnd - 60), word.end + 120))) {
      return tied(valueAt(text, word.end, false), 'said')
    }
    if (index === 0) {
      const direct = directValue(text, words)
      if (direct !== undefined) return direct
    }
  }
  return undefined
}

/** "was set to", "ist auf … gesetzt": the value comes later. */
function leadsOn(word: Word | undefined): boolean {
  return word?.mark === '' && (movers.has(word.lower) || changes.has(word.lower))
}

function behindConnector(text: string, words: readonly Word[], index: number): ConnectedValue | undefined {
  let last = index
  const isFiller = (word: Word | undefined): boolean => word !== undefined && fillers.has(word.lower)
  while (words[last]?.mark === '' && isFiller(words[last + 1])) last += 1
  const connector = words[last]
  if (connector === undefined || connector.mark === ',') return undefined
  const isStating = stating.has(words[index]?.lower ?? '') || connector.mark === ':'
  return tied(valueAt(text, connector.end + (connector.mark === '' ? 0 : 1), false), isStating ? 'stated' : 'said')
}

/** "mit dem Passwort Xyz-123": the next word, only where it cannot be a word of the sentence. */
function directValue(text: string, words: readonly Word[]): ConnectedValue | undefined {
  const [word] = words
  if (word === undefined) return undefined
  const value = valueAt(text, word.start, false)
  if (value === undefined) return undefined
  const written = text.slice(value.start, value.end)
  const isMixed = /\d/.test(written) && /\p{L}/u.test(written) && written.length >= 7
  return value.isQuoted
    ? /\s/.test(written)
      ? undefined
      : tied(value, 'said')
    : isMixed
      ? tied(value, 'said')
      : undefined
}

function tied(value: Value | undefined, tie: ConnectedValue['tie']): ConnectedValue | undefined {
  return value === undefined ? undefined : { ...value, tie }
}

/** Words up to the end of the line, at most ten. A full stop inside a word does not end it. */
function wordsBehind(text: string, from: number): Word[] {
  const bound = Math.min(text.length, from + sentenceCharactersMax)
  const words: Word[] = []
  let place = from
  while (place < bound && words.length < wordsMax) {
    while (place < bound && isIn(space, text, place)) place += 1
    const start = place
    while (place < bound && !isIn(space, text, place) && text.charAt(place) !== '\n') place += 1
    if (place === start) break
    words.push(wordOf(text, start, place))
    if (text.charAt(place) === '\n') break
  }
  return words
}

function wordOf(text: string, start: number, end: number): Word {
  const last = text.charAt(end - 1)
  const mark = '.!?,:'.includes(last) ? last : ''
  const wordEnd = mark === '' ? end : end - 1
  return { start, end: wordEnd, lower: text.slice(start, wordEnd).toLowerCase(), mark }
}
