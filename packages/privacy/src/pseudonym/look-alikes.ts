import { isCode } from './code.ts'
import { labels } from './label.ts'
import { Heads, shapeAt, openings, type Wanted } from '../restore/shape.ts'
import { JsonEscape } from '../restore/json-escape.ts'
import { isWordCode } from '../restore/words.ts'

/** A place in a text, in UTF-16 code units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Every pseudonym there could be. */
const every: Wanted = { heads: new Heads(new Set(labels)), begins: () => true, has: isCode }

const starts: ReadonlySet<number> = new Set([...every.heads.firsts, ...openings.map((one) => one.charCodeAt(0))])

/**
 * Finds what a restorer could take for a pseudonym although it stood in the text before anything was replaced: a quotation from
 * another conversation, a file that somebody saved with pseudonyms in it, or an attempt to get at somebody else's value. The text
 * is what stands between two findings.
 */
export function lookAlikes(text: string, isJson: boolean): Span[] {
  const found: Span[] = []
  const escape = new JsonEscape()
  let isAfterWord = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const escaped = isJson ? escape.take(code) : undefined
    if (escaped !== undefined) {
      isAfterWord = escaped > 0 && isWordCode(escaped)
      continue
    }
    const isWord = isWordCode(code)
    if (starts.has(code) && !(isAfterWord && isWord)) {
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
