import { takesApostrophe } from '../restore/grammar.ts'
import { isWordCode } from '../restore/words.ts'
import { decoded } from './form.ts'
import type { Span } from './look-alikes.ts'

/**
 * Knows which names stand in the texts of a request, so that "Weißgerbers" is told from a name that ends in s: the ending is left
 * in the text only where the name without it is a finding as well.
 */
export class KnownNames {
  readonly #names = new Set<string>()
  /** Last words of names of several words: "Peters" in "Anna Peters" is no genitive of "Peter". */
  readonly #families = new Set<string>()

  add(written: string): void {
    this.#names.add(written)
    const space = written.lastIndexOf(' ')
    if (space < 0) return
    this.#names.add(written.slice(space + 1))
    this.#families.add(written.slice(space + 1))
  }

  /** How long the ending of the genitive is, which belongs to the sentence and not to the name. */
  endingLength(written: string, before: string): number {
    if (/[\p{L}\p{N}]['’]s$/u.test(written.slice(-3))) return 2
    const last = written.charAt(written.length - 1)
    const stem = written.slice(0, -1)
    if (last === "'" || last === '’') return takesApostrophe(stem) ? 1 : 0
    if (last !== 's' || takesApostrophe(stem) || salutation.test(before.slice(-12))) return 0
    const word = written.slice(written.lastIndexOf(' ') + 1)
    if (this.#families.has(word)) return 0
    return this.#names.has(stem) || this.#names.has(word.slice(0, -1)) ? 1 : 0
  }
}

/** After these stands a name in the nominative of itself: "Herr Peters". */
const salutation = /(?:^|[^\p{L}])(?:herrn?|frau|familie|dr\.?|prof\.?|mr\.?|mrs\.?|ms\.?)\s$/iu

/**
 * An -s behind a name that takes only an apostrophe would not come back ("Hanss"): there it is taken into the span. It happens in
 * misspellings and where a finding ends too early.
 *
 * @returns the end of the span, at most one character later; `next` is where the following one begins
 */
export function endWithEnding(text: string, span: Span, next: number): number {
  if (span.end >= next || text.charCodeAt(span.end) !== smallS) return span.end
  if (span.end + 1 < next && isWordCode(text.charCodeAt(span.end + 1))) return span.end
  const written = text.slice(span.start, span.end)
  const readings = [written, decoded(written, 'json'), decoded(written, 'url')]
  return readings.some(takesApostrophe) ? span.end + 1 : span.end
}

const smallS = 115
