import { codeLength, mayStandAt } from '../pseudonym/code.ts'
import { attributes, labels } from '../pseudonym/label.ts'
import { isBlankCode, isUnseenCode, isWordCode } from './words.ts'

/**
 * Reads pseudonyms as models write them: in another case, with spaces or a line break inside, with Markdown backslashes, with
 * HTML entities, percent encoding or JSON escapes for the brackets, without the closing bracket or without both.
 *
 * All of this is safe because the code of twelve characters has to be that of a live pseudonym, in full: what is
 * tolerated is how it is dressed, never which one it is.
 */
export type Shape =
  /** `end` lies behind it, and behind its closing bracket. */
  | {
      readonly is: 'whole'
      readonly end: number
      readonly code: string
      readonly dress: Dress
      readonly isCapital: boolean
    }
  /** Could still become one. */
  | { readonly is: 'unfinished' }
  | { readonly is: 'nothing' }

/** How the opening was written, and so how the value is to be. */
export type Dress = 'none' | 'bracket' | 'html' | 'percent' | 'escape'

/** Which pseudonyms are looked for. */
export interface Wanted {
  readonly heads: Heads
  /** Whether some code begins like this (lower case). */
  readonly begins: (start: string) => boolean
  readonly has: (code: string) => boolean
}

/** No more than this is ever held back, so nothing that is decided may depend on more. Characters. */
export const heldMax = 40

export const nothing = { is: 'nothing' } as const
const unfinished: Shape = { is: 'unfinished' }

const underscore = 95
const hyphen = 45
const backslash = 92
const smallS = 115

export const openings: readonly string[] = ['⟦', '&#10214;', '&#x27e6;', '&lobrk;', '%e2%9f%a6', '\\u27e6']
export const closings: readonly string[] = ['⟧', '&#10215;', '&#x27e7;', '&robrk;', '%e2%9f%a7', '\\u27e7']

export interface Place {
  readonly text: string
  readonly at: number
  readonly isJson: boolean
  /** Whether nothing follows any more. */
  readonly isEnd: boolean
}

/** What begins at a place. Whether a label without bracket may begin there at all is for the caller to say. */
export function shapeAt(place: Place, wanted: Wanted): Shape {
  const opening = bracketAt(place, place.at, openings)
  if (opening === null) return unfinished
  return new Reader(place, wanted, opening).shape()
}

/** Which bracket stands here: null where the text ends before that can be said, undefined where none does. */
function bracketAt(place: Place, at: number, brackets: readonly string[]): string | null | undefined {
  const { text } = place
  const first = text.charCodeAt(at)
  if (first === brackets[0]?.charCodeAt(0)) return brackets[0]
  if (first !== 38 && first !== 37 && !(first === backslash && place.isJson)) return undefined
  const limit = place.at + heldMax + 1
  for (const bracket of brackets) {
    if (bracket.charCodeAt(0) !== first || at + bracket.length > limit) continue
    const found = text.slice(at, at + bracket.length).toLowerCase()
    if (found === bracket) return bracket
    if (!place.isEnd && at + found.length === text.length && bracket.startsWith(found)) return null
  }
  return undefined
}

const dressOf: Readonly<Record<string, Dress>> = { '⟦': 'bracket', '&': 'html', '%': 'percent', '\\': 'escape' }

class Reader {
  readonly #place: Place
  readonly #wanted: Wanted
  readonly #dress: Dress
  /** Nothing from here on is looked at: see `heldMax`. */
  readonly #limit: number
  #at: number
  #code = ''
  #hasSmall = false

  constructor(place: Place, wanted: Wanted, opening: string | undefined) {
    this.#place = place
    this.#wanted = wanted
    this.#dress = opening === undefined ? 'none' : (dressOf[opening.charAt(0)] ?? 'bracket')
    this.#limit = place.at + heldMax + 1
    this.#at = place.at + (opening?.length ?? 0)
  }

  shape(): Shape {
    return this.#head() ?? this.#body() ?? this.#close()
  }

  /** Label, attribute and what divides them, up to the digit with which the code begins. */
  #head(): Shape | undefined {
    let possible = -1
    let length = 0
    let wasDivided = false
    for (;;) {
      const code = this.#peek()
      if (typeof code !== 'number') return code
      const letter = code & ~32
      if (letter >= 65 && letter <= 90 && code >= 65) {
        possible &= this.#wanted.heads.withLetter(length, letter - 65)
        if (possible === 0) return nothing
        length += 1
        this.#at += 1
        wasDivided = false
      } else if (code >= 48 && code <= 57) {
        return length > 0 && (wasDivided || this.#dress !== 'none') && this.#wanted.heads.ends(length, possible)
          ? undefined
          : nothing
      } else {
        const skipped =
          this.#dress === 'none' ? (wasDivided || length === 0 ? 0 : this.#divider(code)) : this.#filler(code)
        if (typeof skipped !== 'number') return skipped
        if (skipped === 0) return nothing
        this.#at += skipped
        wasDivided = true
      }
    }
  }

  #body(): Shape | undefined {
    while (this.#code.length < codeLength) {
      const code = this.#peek()
      if (typeof code !== 'number') return code
      if (mayStandAt(this.#code.length, code)) {
        if (code >= 97) this.#hasSmall = true
        this.#code += String.fromCharCode(code >= 65 ? code | 32 : code)
        if (!this.#wanted.begins(this.#code)) return nothing
        this.#at += 1
        continue
      }
      const skipped = this.#dress === 'none' ? 0 : this.#filler(code)
      if (typeof skipped !== 'number') return skipped
      if (skipped === 0) return nothing
      this.#at += skipped
    }
    return this.#wanted.has(this.#code) ? undefined : nothing
  }

  #close(): Shape {
    const codeEnd = this.#at
    if (this.#dress !== 'none') {
      const waiting = this.#skipBlanks()
      if (waiting !== undefined) return waiting
    }
    const closing = this.#at < this.#limit ? bracketAt(this.#place, this.#at, closings) : undefined
    if (closing === null) return unfinished
    if (closing !== undefined) return this.#whole(this.#at + closing.length)
    return this.#withoutClosing(codeEnd)
  }

  /** The bracket is lost: then the code has to end where it seems to, with nothing attached but an -s. */
  #withoutClosing(codeEnd: number): Shape {
    for (let at = codeEnd; at < codeEnd + 2; at++) {
      if (at >= this.#limit) return nothing
      if (at >= this.#place.text.length) return this.#place.isEnd ? this.#whole(codeEnd) : unfinished
      const code = this.#place.text.charCodeAt(at)
      if (!isWordCode(code)) return this.#whole(codeEnd)
      if (at > codeEnd || (code | 32) !== smallS) return nothing
    }
    return nothing
  }

  /** Behind the code: blanks and backslashes before a closing bracket. */
  #skipBlanks(): Shape | undefined {
    for (;;) {
      const code = this.#peek()
      if (typeof code !== 'number') return code === unfinished ? code : undefined
      if (code === underscore || code === hyphen) return undefined
      const skipped = this.#filler(code)
      if (typeof skipped !== 'number') return skipped === unfinished ? skipped : undefined
      if (skipped === 0) return undefined
      this.#at += skipped
    }
  }

  #whole(end: number): Shape {
    return { is: 'whole', end, code: this.#code, dress: this.#dress, isCapital: !this.#hasSmall }
  }

  #peek(): number | Shape {
    if (this.#at >= this.#limit) return nothing
    if (this.#at < this.#place.text.length) return this.#place.text.charCodeAt(this.#at)
    return this.#place.isEnd ? nothing : unfinished
  }

  /** How long what divides label and code is where there are no brackets: one `_`, `-` or space, or `\_`. */
  #divider(code: number): number | Shape {
    if (code === underscore || code === hyphen || code === 32) return 1
    if (code !== backslash) return 0
    const marker = this.#place.isJson ? '\\\\_' : '\\_'
    const found = this.#place.text.slice(this.#at, this.#at + marker.length)
    if (found === marker) return marker.length
    const isCut = this.#at + found.length === this.#place.text.length && !this.#place.isEnd && marker.startsWith(found)
    return isCut ? unfinished : 0
  }

  /** How long what may stand anywhere between brackets is: blanks, line breaks, `_`, `-`, backslashes, unseen characters. */
  #filler(code: number): number | Shape {
    if (code === underscore || code === hyphen || isBlankCode(code) || isUnseenCode(code)) return 1
    if (code !== backslash) return 0
    if (!this.#place.isJson) return 1
    if (this.#at + 1 >= this.#limit) return nothing
    if (this.#at + 1 >= this.#place.text.length) return this.#place.isEnd ? nothing : unfinished
    // In JSON a line break is `\n` and a Markdown backslash `\\`; every other escape is no part of it.
    return '\\nrt'.includes(this.#place.text.charAt(this.#at + 1)) ? 2 : 0
  }
}

/** The labels looked for, with attributes, as a table of bits: one bit for each of them. */
export class Heads {
  readonly #letters = new Int32Array(16 * 26)
  readonly #ends = new Int32Array(17)
  /** Which ASCII letters a label begins with, in both cases. */
  readonly firsts = new Set<number>()

  constructor(wanted: ReadonlySet<string>) {
    let bit = 1
    for (const label of labels) {
      if (!wanted.has(label)) continue
      const endings = label === 'PERSON' ? ['', ...attributes] : ['']
      for (const ending of endings) {
        this.#add(label + ending, bit)
        bit <<= 1
      }
      this.firsts.add(label.charCodeAt(0)).add(label.charCodeAt(0) | 32)
    }
  }

  #add(head: string, bit: number): void {
    for (let place = 0; place < head.length; place++) {
      const cell = place * 26 + head.charCodeAt(place) - 65
      this.#letters[cell] = (this.#letters[cell] ?? 0) | bit
    }
    this.#ends[head.length] = (this.#ends[head.length] ?? 0) | bit
  }

  /** Bits of those with this letter (A is 0) at this place. */
  withLetter(place: number, letter: number): number {
    return place < 16 ? (this.#letters[place * 26 + letter] ?? 0) : 0
  }

  /** Whether one of `possible` has this length. */
  ends(length: number, possible: number): boolean {
    return ((this.#ends[length] ?? 0) & possible) !== 0
  }
}
