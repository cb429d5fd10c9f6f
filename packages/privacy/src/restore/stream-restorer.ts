import { Context } from './context.ts'
import { genitiveOf, type Genitive } from './grammar.ts'
import { JsonEscape } from './json-escape.ts'
import type { LiveCodes } from './live-codes.ts'
import type { LiveSurrogates } from './live-surrogates.ts'
import { isInCapitals, type Met, type Whole } from './met.ts'
import type { Moves } from './moves.ts'
import { nothing, openings, type Place, shapeAt } from './shape.ts'
import { type Counts, UnknownCounter } from './unknown.ts'
import { type RestoreForm, valueOf } from './value.ts'
import { isWordCode } from './words.ts'

const openingBracket = 0x27e6
const backslash = 92

/**
 * Restores one text that arrives in pieces. It holds back only what may still become a live pseudonym, at most `heldMax`
 * characters; what it has given out is never looked at again.
 */
export class StreamRestorer {
  readonly #codes: LiveCodes
  readonly #surrogates: LiveSurrogates
  readonly #form: RestoreForm
  readonly #counts: Counts
  readonly #context = new Context()
  readonly #unknown = new UnknownCounter()
  readonly #escape = new JsonEscape()
  /** ASCII characters with which a pseudonym may begin. */
  readonly #starts = new Uint8Array(128)
  readonly #moves: Moves | undefined
  #held = ''
  #isAfterWord = false
  /** What a genitive -s behind the value that was given out last becomes. */
  #genitive: Genitive | undefined

  constructor(what: {
    codes: LiveCodes
    surrogates: LiveSurrogates
    form: RestoreForm
    counts: Counts
    moves?: Moves | undefined
  }) {
    this.#codes = what.codes
    this.#moves = what.moves
    this.#surrogates = what.surrogates
    this.#form = what.form
    this.#counts = what.counts
    for (const first of [...this.#codes.heads.firsts, ...this.#surrogates.firsts]) this.#starts[first] = 1
    const mayBegin = this.#codes.isEmpty ? [] : openings.slice(1)
    for (const opening of mayBegin) this.#starts[opening.charCodeAt(0)] = 1
    // In JSON a backslash begins an escape, whether or not anything is live; elsewhere it begins nothing.
    this.#starts[backslash] = this.#form === 'json' ? 1 : 0
  }

  /** How many characters are held back. */
  get held(): number {
    return this.#held.length
  }

  /** Takes a piece and gives what can be given out. */
  feed(delta: string): string {
    return this.#run(this.#held + delta, false)
  }

  /** Gives what is held, after the last piece of an answer that was not cut. Of one that was cut it is thrown away. */
  end(): string {
    return this.#run(this.#held, true)
  }

  #run(text: string, isEnd: boolean): string {
    let out = ''
    let from = 0
    let at = 0
    for (;;) {
      const ending = this.#genitive?.at(text, from, isEnd)
      if (ending === 'unfinished') break
      if (ending !== undefined) {
        out += this.#literal(ending.text)
        from = ending.end
        at = from
        this.#moves?.add(from, out.length)
      }
      this.#genitive = undefined
      at = this.#nextStart(text, at)
      if (at === text.length) break
      const met = this.#metAt({ text, at, isJson: this.#form === 'json', isEnd })
      if (met.is === 'unfinished') break
      if (met.is === 'nothing') {
        at = this.#stepOver(text, at)
        continue
      }
      out += this.#literal(text.slice(from, at)) + this.#value(met)
      from = met.end
      at = from
      this.#moves?.add(from, out.length)
    }
    this.#held = text.slice(at)
    out += this.#literal(text.slice(from, at))
    this.#moves?.goOn(at, out.length)
    return out
  }

  /** The next place at which a pseudonym may begin. */
  #nextStart(text: string, start: number): number {
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at)
      const escaped = this.#form === 'json' ? this.#escape.take(code) : undefined
      if (escaped !== undefined) {
        this.#isAfterWord = escaped > 0 && isWordCode(escaped)
        continue
      }
      const isStart = code < 128 ? this.#starts[code] === 1 : code === openingBracket
      if (isStart && !(this.#isAfterWord && isWordCode(code))) return at
      this.#isAfterWord = isWordCode(code)
    }
    return text.length
  }

  /** Nothing begins here after all. */
  #stepOver(text: string, at: number): number {
    const code = text.charCodeAt(at)
    if (code === backslash) this.#escape.begin()
    this.#isAfterWord = isWordCode(code)
    return at + 1
  }

  #literal(text: string): string {
    this.#context.literal(text)
    this.#unknown.read(text, this.#counts)
    return text
  }

  /** What begins here: a typed pseudonym or a surrogate. */
  #metAt(place: Place): Met {
    const shape = this.#codes.isEmpty ? nothing : shapeAt(place, this.#codes)
    if (shape.is === 'unfinished') return shape
    if (shape.is === 'nothing') return this.#isAfterWord ? shape : this.#surrogates.at(place)
    const live = this.#codes.of(shape.code)
    if (live === undefined) throw new Error('a code was read as live and is not')
    return { is: 'whole', end: shape.end, live, dress: shape.dress, casing: shape.isCapital ? 'capital' : 'kept' }
  }

  #value(met: Whole): string {
    const value = valueOf(met, { form: this.#form, context: this.#context })
    this.#genitive = genitiveOf(met.live, { before: this.#context.before, isCapital: isInCapitals(met) })
    this.#counts.restored += 1
    this.#unknown.reset()
    this.#context.value()
    this.#isAfterWord = false
    return value
  }
}
