import { GatewayError } from '@stellwerk/contract/error'
import type { Json, JsonObject } from '@stellwerk/contract/json'

/** Bounds of a request body as JSON (security reference § 3); engines and their parsers differ beyond them. */
export const jsonDepthMax = 64
export const jsonEntriesMax = 10_000

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

/** Up to this many keys a list is searched; a set would cost more to build. */
const keysSearchedMax = 8

/** Longer runs of digits may not be finite as a number; JSON itself sets no bound. */
const plainNumberCharactersMax = 24

/**
 * Reads the body of a request as one JSON object, within bounds, before anything else looks at it. Duplicate keys are
 * refused because parsers disagree about which one wins: what we check must be what the engine sees.
 *
 * @throws GatewayError body_not_json, json_duplicate_key, json_too_deep, json_too_large, json_text_malformed
 */
export function readJsonObject(text: string): JsonObject {
  // Hostile input. The scan comes first: it bounds the depth before the parser recurses.
  const doubtful = scan(text)
  const value = parse(text)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new GatewayError('body_not_json')
  const object = value as JsonObject // JSON.parse yields nothing but JSON, and the line above excludes the rest.
  if (doubtful && !isWellFormed(object)) throw new GatewayError('json_text_malformed')
  return object
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new GatewayError('body_not_json', {}, { cause })
  }
}

/** One open object or array. Keys are only kept for objects. */
interface Level {
  readonly isObject: boolean
  entries: number
  keys: string[]
  keySet: Set<string> | undefined
}

/**
 * One pass over the text: depth, entries per container, duplicate keys. Works on any text; whether it is JSON at all is
 * the parser's business.
 *
 * @returns whether numbers or escapes occur that have to be looked at after parsing
 */
function scan(text: string): boolean {
  const levels: Level[] = []
  let level: Level | undefined
  let doubtful = false
  let index = 0
  const length = text.length
  while (index < length) {
    const code = text.charCodeAt(index)
    switch (code) {
      case quote: {
        const start = index
        const end = endOfString(text, start)
        // An escape may be half of a surrogate pair: JSON allows it, Unicode does not.
        if (!doubtful && hasUnicodeEscape(text, start, end)) doubtful = true
        index = end + 1
        if (level?.isObject === true && isKey(text, index)) noteKey(level, text.slice(start + 1, end), start)
        continue
      }
      case openBrace:
      case openBracket:
        level = { isObject: code === openBrace, entries: 1, keys: [], keySet: undefined }
        if (levels.push(level) > jsonDepthMax) {
          throw new GatewayError('json_too_deep', { details: { depthMax: jsonDepthMax } })
        }
        break
      case closeBrace:
      case closeBracket:
        levels.pop()
        level = levels[levels.length - 1]
        break
      case comma:
        if (level !== undefined && ++level.entries > jsonEntriesMax) {
          throw new GatewayError('json_too_large', { details: { max: jsonEntriesMax } })
        }
        break
      default:
        // Digits, minus, letters of literals: only a number can be without a finite value.
        if (code >= 0x30 && code <= 0x39) {
          const end = endOfNumber(text, index)
          if (end - index > plainNumberCharactersMax) doubtful = true
          index = end
          continue
        }
        // `1e999`: the exponent of a number, or the letter of a literal, which costs a needless second look at most.
        if (code === 0x65 || code === 0x45) {
          const before = text.charCodeAt(index - 1)
          if (before >= 0x30 && before <= 0x39) doubtful = true
        }
    }
    index++
  }
  return doubtful
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++
    if (slashes % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return text.length
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  for (;;) {
    const code = text.charCodeAt(end)
    if ((code >= 0x30 && code <= 0x39) || code === 0x2e) end++
    else return end
  }
}

function hasUnicodeEscape(text: string, start: number, end: number): boolean {
  const escape = text.indexOf('\\u', start)
  return escape !== -1 && escape < end
}

function isKey(text: string, index: number): boolean {
  let at = index
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === colon) return true
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return false
    at++
  }
}

function noteKey(level: Level, raw: string, offset: number): void {
  // `"mod\u0065l"` is the key "model": compare what the parser will see.
  const key = raw.includes('\\') ? unescaped(raw) : raw
  const isTwice = level.keySet === undefined ? level.keys.includes(key) : level.keySet.has(key)
  if (isTwice) throw new GatewayError('json_duplicate_key', { details: { offset } })
  if (level.keySet !== undefined) level.keySet.add(key)
  else if (level.keys.push(key) > keysSearchedMax) level.keySet = new Set(level.keys)
}

function unescaped(raw: string): string {
  const value: unknown = parse(`"${raw}"`)
  return typeof value === 'string' ? value : raw
}

function isWellFormed(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value === 'number') return Number.isFinite(value)
  if (value === null || typeof value !== 'object') return true
  if (Array.isArray(value)) return value.every(isWellFormed)
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && isWellFormed(item))
}
