import { digit, isWordAt, kindAt, kindOf, lower, runEnd, runStart, upper } from './character.ts'

/**
 * Groups of letters and digits with exactly one separator between each two. One chain is filled again and again, so it is only to be
 * read while it is seen.
 */
export interface Chain {
  readonly count: number
  /** Where each group begins and ends. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Which kinds of characters are in each group. */
  readonly kinds: readonly number[]
  /** How many letters and digits stand in the chain before each group. */
  readonly offsets: readonly number[]
}

class Groups implements Chain {
  count = 0
  readonly starts: number[] = []
  readonly ends: number[] = []
  readonly kinds: number[] = []
  readonly offsets: number[] = []

  clear(): this {
    this.count = 0
    return this
  }

  add(start: number, end: number, kinds: number): void {
    const last = this.count - 1
    this.offsets[this.count] =
      last < 0 ? 0 : (this.offsets[last] ?? 0) + (this.ends[last] ?? 0) - (this.starts[last] ?? 0)
    this.starts[this.count] = start
    this.ends[this.count] = end
    this.kinds[this.count] = kinds
    this.count += 1
  }
}

const enDash = 0x2013

/** Separators between groups, each with a bit of its own. Spaces and hyphens have bit 1; an en dash is a hyphen of word processors. */
export class Separators {
  readonly #bits = new Uint32Array(128)

  /** @param named every character that a detector names beside spaces and hyphens; ASCII, not more than 30 different ones */
  constructor(named: string) {
    for (const character of ' -') this.#bits[character.charCodeAt(0)] = 1
    let bit = 1
    for (const character of named) {
      if (this.#bits[character.charCodeAt(0)] !== 0) continue
      bit <<= 1
      this.#bits[character.charCodeAt(0)] = bit
    }
  }

  /** 0 where the character is no separator. */
  bitAt(text: string, at: number): number {
    const code = text.charCodeAt(at)
    return code < 128 ? (this.#bits[code] ?? 0) : code === enDash ? 1 : 0
  }

  maskOf(named: string): number {
    let mask = 1
    for (const character of named) mask |= this.#bits[character.charCodeAt(0)] ?? 0
    return mask
  }
}

/** Letters without a digit belong to an identifier only where they are few: a country, a kind of register, four letters of a bank. */
const lettersMax = 4

/** A run of capitals of this length is read as well: a BIC needs no digit. */
const capitalsMin = 8

/**
 * Calls `see` with every chain that holds a digit, and with every long run of capitals, in the order of the text. Each character is
 * looked at a bounded number of times.
 */
export function eachChain(text: string, separators: Separators, see: (chain: Chain) => void): void {
  const groups = new Groups()
  let floor = 0
  for (let at = 0; at < text.length; at += 1) {
    const kind = kindOf(text.charCodeAt(at))
    if (kind === digit) {
      const start = afterEscape(text, runStart(text, at, floor))
      // Otherwise the digit belongs to an escape, as in `\u00fc`.
      if (start <= at) {
        fill(groups.clear(), text, start, floor, separators)
        see(groups)
      }
      floor = start <= at ? (groups.ends[groups.count - 1] ?? at) : start
      at = start <= at ? floor : start - 1
    } else if (kind === upper && kindAt(text, at + 1) === upper) {
      const end = capitalsEnd(text, at)
      // With a digit in it the run is found by its digit.
      const isWhole = end - at >= capitalsMin && kindAt(text, end) === 0 && !isWordAt(text, at - 1)
      if (isWhole) {
        groups.clear().add(at, end, upper)
        see(groups)
      }
      at = end - 1
    }
  }
}

function capitalsEnd(text: string, start: number): number {
  let end = start
  while (kindAt(text, end) === upper) end += 1
  return end
}

/** The chain in which the group with the first digit begins at `start`: letters before it, it, what follows. */
function fill(groups: Groups, text: string, start: number, floor: number, separators: Separators): void {
  const near = lettersBefore(text, start, floor, separators)
  // "D L 8257H" has two groups of letters before the first digit; nothing has three.
  const far = near < start ? lettersBefore(text, near, floor, separators) : near
  if (far < near) addGroup(groups, text, far, near - 1)
  if (near < start) addGroup(groups, text, near, start - 1)
  let end = runEnd(text, start)
  addGroup(groups, text, start, end)
  while (separators.bitAt(text, end) !== 0) {
    const next = end + 1
    end = runEnd(text, next)
    if (!continues(groups, text, next, end)) return
    addGroup(groups, text, next, end)
  }
}

function addGroup(groups: Groups, text: string, start: number, end: number): void {
  groups.add(start, end, kindsOf(text, start, end))
}

function kindsOf(text: string, start: number, end: number): number {
  let kinds = 0
  for (let at = start; at < end; at += 1) kinds |= kindAt(text, at)
  return kinds
}

const backslash = 0x5c

/** In text that is itself JSON the letter after a backslash is no letter: `\n86095742719`. */
export function afterEscape(text: string, start: number): number {
  if (text.charCodeAt(start - 1) !== backslash) return start
  const letter = text.charAt(start)
  if (letter === 'u') return start + 5
  return 'nrtbf'.includes(letter) ? start + 1 : start
}

/**
 * Where a few letters before the chain begin, over one separator; `start` where there are none. In lower case only right before the
 * number: prose is lower case.
 */
function lettersBefore(text: string, start: number, floor: number, separators: Separators): number {
  const end = start - 1
  if (end <= floor || separators.bitAt(text, end) === 0) return start
  let begin = end
  while (begin > floor && end - begin <= lettersMax && (kindAt(text, begin - 1) & (upper | lower)) !== 0) begin -= 1
  begin = Math.min(end, afterEscape(text, begin))
  if (begin === end || end - begin > lettersMax || isWordAt(text, begin - 1)) return start
  const isProse = (kindsOf(text, begin, end) & lower) !== 0 && kindAt(text, start) !== digit
  return isProse ? start : begin
}

/** Whether a run after the chain belongs to it: with a digit always, letters alone where they are few and no prose. */
function continues(chain: Chain, text: string, start: number, end: number): boolean {
  if (start === end) return false
  const kinds = kindsOf(text, start, end)
  if ((kinds & digit) !== 0) return true
  return end - start <= lettersMax && ((kinds & lower) === 0 || isLowerIban(text, chain))
}

/** `ro26 hmid 6079`: only an IBAN has letters alone in its middle. It may stand behind two groups of letters. */
function isLowerIban(text: string, { count, starts, ends }: Chain): boolean {
  for (let index = 0; index < Math.min(count, 3); index += 1) {
    if (/^[a-z]{2}[0-9]{2}$/.test(text.slice(starts[index], Math.min(ends[index] ?? 0, (starts[index] ?? 0) + 5))))
      return true
  }
  return false
}
