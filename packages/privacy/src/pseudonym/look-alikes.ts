import { isCode } from './code.ts'
import { labels } from './label.ts'
import { Heads, heldMax, openings, shapeAt, type Wanted } from '../restore/shape.ts'
import { JsonEscape } from '../restore/json-escape.ts'
import { isWordCode } from '../restore/words.ts'

/** A place in a text, in UTF-16 code units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Every pseudonym there could be. */
const every: Wanted = { heads: new Heads(new Set(labels)), begins: () => true, has: isCode }

/** 1 for what a pseudonym may begin with; the bracket is beyond ASCII. */
const starts = new Uint8Array(128)
const bracket = openings[0]?.charCodeAt(0)
for (const code of [...every.heads.firsts, ...openings.map((one) => one.charCodeAt(0))]) {
  if (code < starts.length) starts[code] = 1
}

const figures = /[0-9]/g

/** Where the next figure stands, with which every code begins; Infinity where there is none. */
export function nextFigure(text: string, from: number): number {
  figures.lastIndex = from
  return figures.test(text) ? figures.lastIndex - 1 : Infinity
}

/**
 * Finds what a restorer could take for a pseudonym although it stood in the text before anything was replaced: a quotation from
 * another conversation, a file that somebody saved with pseudonyms in it, or an attempt to get at somebody else's value. The text
 * is what stands between two findings.
 */
export function lookAlikes(text: string, isJson: boolean): Span[] {
  const found: Span[] = []
  const escape = new JsonEscape()
  let isAfterWord = false
  let figure = nextFigure(text, 0)
  for (let at = 0; at < text.length && figure < Infinity; at++) {
    if (figure < at) figure = nextFigure(text, at)
    if (!isJson && at + heldMax < figure) {
      // Without JSON only the character before says something. Nothing that begins further away reaches a figure.
      at = Math.min(text.length, figure - heldMax)
      isAfterWord = isWordCode(text.charCodeAt(at - 1))
    }
    const code = text.charCodeAt(at)
    const escaped = isJson ? escape.take(code) : undefined
    if (escaped !== undefined) {
      isAfterWord = escaped > 0 && isWordCode(escaped)
      continue
    }
    const isWord = isWordCode(code)
    const mayStart = code < starts.length ? starts[code] === 1 : code === bracket
    if (mayStart && at + heldMax >= figure && !(isAfterWord && isWord)) {
      const shape = shapeAt({ text, at, isJson, isEnd: true }, every)
      if (shape.is === 'whole') {
        found.push({ start: at, end: shape.end })
        at = shape.end - 1
        isAfterWord = false
        continue
      }
    }
    if (isJson && code === 92) escape.begin()
    isAfterWord = isWord
  }
  return found
}
