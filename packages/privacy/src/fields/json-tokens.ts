/** A string or a number inside the text of a JSON document. */
export interface JsonToken {
  /** Of the token as written, quotes included. UTF-16 code units. */
  readonly start: number
  readonly end: number
  /** What it says. */
  readonly text: string
  readonly is: 'key' | 'string' | 'number'
  /** The nearest key above a value: of its object, or of the list that it stands in. */
  readonly label: string | undefined
}

const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const colon = 0x3a
const comma = 0x2c
const minus = 0x2d

/** Levels that are read; deeper text is no document that a tool takes. */
const levelsMax = 256

/**
 * The strings and numbers of a JSON document, with their places in its text. What is not replaced keeps its bytes: numbers too long
 * for a double, spaces, and both values of a key that stands twice, of which a parser would show only one.
 *
 * Checks as much as it needs to find every string. Undefined where the text is no JSON; then it is to be read as prose.
 *
 * @example jsonTokens('{"a": "x"}')?.map((token) => token.text) // ['a', 'x']
 */
export function jsonTokens(text: string): readonly JsonToken[] | undefined {
  const tokens: JsonToken[] = []
  const labels: (string | undefined)[] = []
  const isObject: boolean[] = []
  let key: string | undefined
  let place = 0
  while (place < text.length) {
    const code = text.charCodeAt(place)
    switch (code) {
      case openBrace:
      case openBracket:
        if (labels.length >= levelsMax) return undefined
        labels.push(key)
        isObject.push(code === openBrace)
        if (code === openBrace) key = undefined
        place++
        break
      case closeBrace:
      case closeBracket:
        if (isObject.pop() !== (code === closeBrace)) return undefined
        key = labels.pop()
        place++
        break
      case quote: {
        const end = endOfString(text, place)
        const said = end === undefined ? undefined : decoded(text, place, end)
        if (end === undefined || said === undefined) return undefined
        const isKey = isObject.at(-1) === true && followedByColon(text, end)
        if (isKey) key = said
        tokens.push({ start: place, end, text: said, is: isKey ? 'key' : 'string', label: isKey ? undefined : key })
        place = end
        break
      }
      case comma:
      case colon:
        place++
        break
      default: {
        if (isSpace(code)) {
          place++
          break
        }
        const end = endOfWord(text, place)
        if (end === place) return undefined
        const word = text.slice(place, end)
        if (code === minus || (code >= 0x30 && code <= 0x39))
          tokens.push({ start: place, end, text: word, is: 'number', label: key })
        else if (word !== 'true' && word !== 'false' && word !== 'null') return undefined
        place = end
      }
    }
  }
  return labels.length === 0 ? tokens : undefined
}

function endOfString(text: string, start: number): number | undefined {
  for (let place = start + 1; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code === quote) return place + 1
    if (code === backslash) place++
  }
  return undefined
}

function decoded(text: string, start: number, end: number): string | undefined {
  const inside = text.slice(start + 1, end - 1)
  if (!inside.includes('\\')) return inside
  try {
    // Models write line feeds into strings, which JSON wants escaped; those strings are read all the same.
    const said: unknown = JSON.parse(
      `"${inside.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`,
    )
    return typeof said === 'string' ? said : undefined
  } catch {
    return undefined
  }
}

function followedByColon(text: string, start: number): boolean {
  for (let place = start; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (!isSpace(code)) return code === colon
  }
  return false
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** Letters, digits and what numbers are written with. */
function endOfWord(text: string, start: number): number {
  let place = start
  while (place < text.length) {
    const code = text.charCodeAt(place)
    const isDigit = code >= 0x30 && code <= 0x39
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
    if (!isDigit && !isLetter && code !== minus && code !== 0x2b && code !== 0x2e) break
    place++
  }
  return place
}
