import { entityAt, type Escape, percentAt } from './written-escapes.ts'

/**
 * A text as detectors read it. The text itself is never changed: findings are places in `original`.
 */
export interface Reading {
  readonly original: string
  /** NFC, plain spaces, half width, without zero-width characters and soft hyphens. The same string where nothing had to change. */
  readonly text: string
  /** Place in `original` of a place in `text`; `text.length` is asked as well. */
  readonly originalAt: (place: number) => number
}

/** A text that is read as it is. */
export function readingAsIs(text: string): Reading {
  return { original: text, text, originalAt: (place) => place }
}

/**
 * Reads a text the way a person does: one kind of space, one width of letters, one form of an accented letter, nothing invisible, and
 * a word that is hyphenated over a line break in one piece. What is written as an escape of JSON, as an entity of HTML or as bytes of an
 * address is read as what it says, because results of tools and mails stand as they are in a text. Most texts need nothing of this; for
 * them it is one look at each character.
 *
 * @example readingOf('DE89\u00a03704').text // 'DE89 3704'
 * @example readingOf('Wei\\u00dfgerber').text // 'Weißgerber'
 * @example readingOf('M&uuml;ller').text // 'Müller'
 */
export function readingOf(text: string): Reading {
  const first = nextChange(text, 0)
  return first === text.length ? readingAsIs(text) : new Rewriting(text).from(first)
}

const lineFeed = 0x0a
const carriageReturn = 0x0d
const space = 0x20
const percent = 0x25
const ampersand = 0x26
const hyphen = 0x2d
const backslash = 0x5c
const softHyphen = 0xad

/** Below this nothing is seen: NUL and what programs leave between letters. */
const controlsEnd = 0x09

/** Below this, only controls, a line break, an escape, a no-break space and a soft hyphen ever change. */
const firstMark = 0x300

/** 1 for what is read as it is, wherever it stands. */
const isAsItIs = Uint8Array.from({ length: firstMark }, (_, code) => {
  const isWritten = code === lineFeed || code === backslash || code === ampersand || code === percent
  return Number(!isWritten && code >= controlsEnd && code !== 0xa0 && code !== softHyphen)
})

/** Where the next character stands that is read as something else; the hyphen of a word that is divided over a line break is one. */
function nextChange(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < firstMark && isAsItIs[code] === 1) continue
    if (code === lineFeed) {
      const length = breakLength(text, index)
      if (length > 0 && hyphenatedBreak(text, index) !== undefined) return index - length
    } else if (code === backslash || code === ampersand || code === percent) {
      if (writtenAt(text, index, code) !== undefined) return index
    } else if (readAs(code) !== code) return index
  }
  return text.length
}

/** What is written here otherwise than it is meant: in JSON, in HTML or in an address. */
function writtenAt(text: string, index: number, code: number): Escape | undefined {
  switch (code) {
    case backslash:
      return escapeAt(text, index)
    case ampersand:
      return entityAt(text, index)
    case percent:
      return percentAt(text, index)
    default:
      return undefined
  }
}

/** Backslashes before an escape that are looked at: a document within a document within a document. More is no JSON. */
const backslashesMax = 16

/**
 * The escape of JSON that begins here: of a character by its number, or of a line break. Where JSON stands in JSON there are several
 * backslashes. A break before a small letter is none: it would cut names of folders in two (`C:\\new`).
 */
function escapeAt(text: string, start: number): Escape | undefined {
  let at = start
  while (text.charCodeAt(at) === backslash && at < start + backslashesMax) at += 1
  const letter = text.charAt(at)
  if (letter === 'u') {
    const digits = text.slice(at + 1, at + 5)
    return /^[0-9a-f]{4}$/iu.test(digits) ? { code: Number.parseInt(digits, 16), end: at + 5 } : undefined
  }
  const isBreak = letter === 'n' || letter === 'r' || letter === 't'
  return isBreak && !isLowerCase(text, at + 1) ? { code: letter === 't' ? space : lineFeed, end: at + 1 } : undefined
}

/** What one character is read as: another one, `dropped`, `joined` to the letter before it, or itself. */
const dropped = -1
const joined = -2

function readAs(code: number): number {
  if (code < 0xa0) return code < controlsEnd ? dropped : code
  if (code < firstMark) return code === 0xa0 ? space : code === softHyphen ? dropped : code
  if (code < 0x370) return code === 0x34f ? dropped : joined
  // Vowels and final consonants of Hangul, written apart.
  if (code >= 0x1161 && code <= 0x11c2) return code <= 0x1175 || code >= 0x11a8 ? joined : code
  if (code < 0x2000) return code === 0x1680 ? space : code === 0x180e ? dropped : code
  if (code <= 0x206f) return readPunctuationAs(code)
  if (code === 0x3000) return space
  if (code === 0x3099 || code === 0x309a) return joined
  // Selectors of a variant, and the mark of the order of bytes.
  if ((code >= 0xfe00 && code <= 0xfe0f) || code === 0xfeff) return dropped
  // Full width letters, digits and signs.
  return code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
}

/** General punctuation, U+2000 to U+206F. */
function readPunctuationAs(code: number): number {
  if (code <= 0x200a || code === 0x202f || code === 0x205f) return space
  if (code <= 0x200f) return dropped
  // Hyphen and no-break hyphen. A dash is something else: it divides.
  if (code === 0x2010 || code === 0x2011) return hyphen
  if (code === 0x2028 || code === 0x2029) return lineFeed
  return (code >= 0x202a && code <= 0x202e) || code >= 0x2060 ? dropped : code
}

/** More marks on one letter than any language writes; the rest stays as it is, so that time stays linear. */
const marksMax = 8

/** Writes a reading, and where its characters came from. */
class Rewriting {
  readonly #original: string
  readonly #pieces: string[] = []
  #length = 0
  /** Places in the reading from which on the distance to the original is another one, ascending, and the original place of each. */
  readonly #places: number[] = []
  readonly #origins: number[] = []

  constructor(original: string) {
    this.#original = original
  }

  from(first: number): Reading {
    const original = this.#original
    let from = 0
    for (let at = first; at < original.length; at = nextChange(original, from)) {
      this.#put(original.slice(from, at))
      from = this.#change(at)
    }
    this.#put(original.slice(from))
    const places = this.#places
    const origins = this.#origins
    return { original, text: this.#pieces.join(''), originalAt: (place) => originalPlace(places, origins, place) }
  }

  /** Reads what is read as something else, and answers where to go on. */
  #change(at: number): number {
    const code = this.#original.charCodeAt(at)
    const escape = writtenAt(this.#original, at, code)
    if (escape !== undefined) return this.#unescape(escape)
    const next = code === hyphen || code === softHyphen ? this.#breakAfter(at) : undefined
    if (next !== undefined) return this.#skip(next)
    const as = readAs(code)
    if (as === dropped) return this.#skip(at + 1)
    if (as === joined) return this.#join(at)
    this.#put(String.fromCharCode(as))
    return at + 1
  }

  #unescape({ code, end }: Escape): number {
    const as = readAs(code)
    if (as !== dropped) this.#put(String.fromCharCode(as === joined ? code : as))
    return this.#skip(end)
  }

  #put(text: string): void {
    if (text === '') return
    this.#pieces.push(text)
    this.#length += text.length
  }

  /** The next character of the reading comes from here. */
  #skip(origin: number): number {
    const last = this.#places.length - 1
    if (this.#places[last] === this.#length) this.#origins[last] = origin
    else {
      this.#places.push(this.#length)
      this.#origins.push(origin)
    }
    return origin
  }

  /** A letter is written already; its marks follow. */
  #join(at: number): number {
    let end = at + 1
    while (end < at + marksMax && end < this.#original.length && readAs(this.#original.charCodeAt(end)) === joined)
      end += 1
    const before = this.#pieces.pop() ?? ''
    this.#length -= before.length
    this.#put(before.slice(0, -1))
    const apart = before.slice(-1) + this.#original.slice(at, end)
    const composed = apart.normalize('NFC')
    this.#put(composed.length > apart.length ? apart : composed)
    return composed.length < apart.length ? this.#skip(end) : end
  }

  /** Where the second half of a word begins that is divided here, if it is. */
  #breakAfter(index: number): number | undefined {
    let at = index + 1
    while (at < index + 4 && this.#original.charCodeAt(at) <= space) {
      if (this.#original.charCodeAt(at) === lineFeed) return hyphenatedBreak(this.#original, at)
      at += 1
    }
    return undefined
  }
}

/** What may stand before the second half of a word: more than this is no line of text. */
const indentMax = 12

/** After a hyphen at the end of a line these begin a word of their own: "Haus-\nund Hofarzt". */
const ownWords = ['und', 'oder', 'bzw', 'sowie', 'bis', 'and', 'or', 'to']

/** Where the second half begins, if the line feed stands in a hyphenated word. Only lower case goes on: "Müller-\nLüdenscheidt" does not. */
function hyphenatedBreak(text: string, feed: number): number | undefined {
  const length = breakLength(text, feed)
  if (length === 0 || !isLetter(text, feed - length - 1)) return undefined
  let at = feed + 1
  while (at < feed + indentMax && text.charCodeAt(at) === space) at += 1
  if (!isLowerCase(text, at)) return undefined
  const word = /^\p{L}+/u.exec(text.slice(at, at + 6))?.[0] ?? ''
  return ownWords.includes(word) ? undefined : at
}

/** How far before the line feed the hyphen stands; 0 where there is none. */
function breakLength(text: string, feed: number): number {
  let at = feed - 1
  if (text.charCodeAt(at) === carriageReturn) at -= 1
  if (text.charCodeAt(at) === space) at -= 1
  const code = text.charCodeAt(at)
  return code === hyphen || code === softHyphen ? feed - at : 0
}

function isLetter(text: string, at: number): boolean {
  const character = text.charAt(at)
  return character.toLowerCase() !== character.toUpperCase()
}

function isLowerCase(text: string, at: number): boolean {
  return isLetter(text, at) && text.charAt(at).toLowerCase() === text.charAt(at)
}

/** Binary search for the last place where the distance changed. */
function originalPlace(places: readonly number[], origins: readonly number[], place: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((places[middle] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low === 0 ? place : (origins[low - 1] ?? 0) + place - (places[low - 1] ?? 0)
}
