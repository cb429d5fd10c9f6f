import { alphanumeric, digit, isWordAt, kindAt, lower, runEnd, runStart, upper } from './character.ts'

/** A run of letters and digits. */
export interface Group {
  readonly start: number
  readonly end: number
  /** Which kinds of characters are in it. */
  readonly kinds: number
}

/** Groups with exactly one separator between each two. */
export type Chain = readonly Group[]

/** An en dash between groups counts as a hyphen: word processors put it there. */
const hyphens = '-–'

/** Separators between groups, each with a bit of its own. Spaces and hyphens have bit 1. */
export class Separators {
  readonly #bits = new Map<number, number>()

  /** @param named every character that a detector names beside spaces and hyphens; not more than 30 different ones */
  constructor(named: string) {
    for (const character of ` ${hyphens}`) this.#bits.set(character.charCodeAt(0), 1)
    for (const character of named) {
      const code = character.charCodeAt(0)
      if (!this.#bits.has(code)) this.#bits.set(code, 1 << (this.#bits.size - hyphens.length))
    }
  }

  /** 0 where the character is no separator. */
  bitAt(text: string, at: number): number {
    return this.#bits.get(text.charCodeAt(at)) ?? 0
  }

  maskOf(named: string): number {
    let mask = 1
    for (const character of named) mask |= this.#bits.get(character.charCodeAt(0)) ?? 0
    return mask
  }
}

/** Letters without a digit belong to an identifier only where they are few: a country, a kind of register, four letters of a bank. */
const lettersMax = 4

/** Letters before the first digit: "D L 8257H" has two groups of them. */
const leadingMax = 2

/** A run of capitals of this length is read as well: a BIC needs no digit. */
const capitalsMin = 8

/**
 * Calls `see` with every chain that holds a digit, and with every long run of capitals, in the order of the text. Each character is
 * looked at a bounded number of times.
 */
export function eachChain(text: string, separators: Separators, see: (chain: Chain) => void): void {
  let floor = 0
  for (let at = 0; at < text.length; at += 1) {
    const kind = kindAt(text, at)
    if (kind === digit) {
      const start = afterEscape(text, runStart(text, at, floor))
      if (start > at) {
        // The digit belongs to an escape, as in `\\u00fc`.
        at = start - 1
        floor = start
        continue
      }
      const chain = chainFrom(text, start, floor, separators)
      floor = chain.at(-1)?.end ?? at
      at = floor
      see(chain)
    } else if (kind === upper && at >= floor && kindAt(text, at + 1) === upper) {
      const end = capitalsEnd(text, at)
      // With a digit in it the run is found by its digit.
      if (end - at >= capitalsMin && kindAt(text, end) === 0 && !isWordAt(text, at - 1)) {
        see([{ start: at, end, kinds: upper }])
      }
      at = kindAt(text, end) === digit ? end - 1 : end
    }
  }
}

function capitalsEnd(text: string, start: number): number {
  let end = start
  while (kindAt(text, end) === upper) end += 1
  return end
}

/** The chain in which the group with the first digit begins at `start`. */
function chainFrom(text: string, start: number, floor: number, separators: Separators): Group[] {
  const first = group(text, start)
  const chain = [first]
  while (chain.length <= leadingMax) {
    const before = lettersBefore(text, chain[0]?.start ?? 0, floor, separators)
    if (before === undefined) break
    chain.unshift(before)
  }
  for (let last = first; ;) {
    const next = groupAfter(text, last.end, chain, separators)
    if (next === undefined) return chain
    chain.push(next)
    last = next
  }
}

function group(text: string, start: number): Group {
  const end = runEnd(text, start)
  return { start, end, kinds: kindsOf(text, start, end) }
}

function kindsOf(text: string, start: number, end: number): number {
  let kinds = 0
  for (let at = start; at < end && kinds !== alphanumeric; at += 1) kinds |= kindAt(text, at)
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

/** A few letters before the chain, over one separator. In lower case only right before the number: prose is lower case. */
function lettersBefore(text: string, start: number, floor: number, separators: Separators): Group | undefined {
  const end = start - 1
  if (end <= floor || separators.bitAt(text, end) === 0) return undefined
  let begin = end
  while (begin > floor && end - begin <= lettersMax && (kindAt(text, begin - 1) & (upper | lower)) !== 0) begin -= 1
  begin = Math.min(end, afterEscape(text, begin))
  if (begin === end || end - begin > lettersMax || isWordAt(text, begin - 1)) return undefined
  const kinds = kindsOf(text, begin, end)
  const followsDigit = (kindAt(text, start) & digit) !== 0
  return (kinds & lower) === 0 || followsDigit ? { start: begin, end, kinds } : undefined
}

function groupAfter(text: string, end: number, chain: Chain, separators: Separators): Group | undefined {
  if (separators.bitAt(text, end) === 0 || kindAt(text, end + 1) === 0) return undefined
  const next = group(text, end + 1)
  if ((next.kinds & digit) !== 0) return next
  const isShort = next.end - next.start <= lettersMax
  return isShort && ((next.kinds & lower) === 0 || isLowerIban(text, chain)) ? next : undefined
}

/** `ro26 hmid 6079`: only an IBAN has letters alone in its middle. */
function isLowerIban(text: string, chain: Chain): boolean {
  return chain
    .slice(0, leadingMax + 1)
    .some(({ start, end }) => end - start === 4 && /^[a-z]{2}[0-9]{2}$/.test(text.slice(start, end)))
}
