import { digit, isWordAt, kindAt, lower, upper } from './character.ts'
import { afterEscape, type Chain } from './chain.ts'

/**
 * What a candidate is cut out of. `free`: nothing, it stands for itself. `part`: of something longer that has a meaning of its own, so it
 * is no identifier. `doubtful`: of a path or a hash perhaps; only a check that chance does not pass counts there.
 */
export type Standing = 'free' | 'doubtful' | 'part'

/**
 * How a stretch that is whole in its chain stands in the text: not as a part of a longer word, number, amount, version, path, UUID or
 * Base64.
 */
export function standingOf(text: string, chain: Chain, first: number, last: number): Standing {
  const from = groupOf(chain, first)
  const to = groupOf(chain, last)
  const isOpen =
    (first > 0 || isOpenBefore(text, from)) && (last < chain.count - 1 || isOpenBehind(text, to, to.end - from.start))
  if (!isOpen || isAmount(text, from, to) || isDate(text, from.start, to.end, last - first)) return 'part'
  return isInPath(text, from.start, to.end) || (first === last && looksLikeHash(text, from)) ? 'doubtful' : 'free'
}

interface Group {
  readonly start: number
  readonly end: number
  readonly kinds: number
}

function groupOf({ starts, ends, kinds }: Chain, index: number): Group {
  return { start: starts[index] ?? 0, end: ends[index] ?? 0, kinds: kinds[index] ?? 0 }
}

const space = 0x20

/** Over a space a chain may be cut anywhere; over a hyphen, a dot or a slash only beside a word: "ID-86095742719". */
export function isWholeInChain(text: string, chain: Chain, first: number, last: number): boolean {
  return (
    (first === 0 || isDivided(text, chain.kinds[first - 1], (chain.starts[first] ?? 0) - 1)) &&
    (last === chain.count - 1 || isDivided(text, chain.kinds[last + 1], chain.ends[last] ?? 0))
  )
}

function isDivided(text: string, neighbour: number | undefined, separator: number): boolean {
  return text.charCodeAt(separator) === space || ((neighbour ?? digit) & digit) === 0
}

function isOpenBefore(text: string, { start, end }: Group): boolean {
  if (isWordAt(text, start - 1)) return isEscaped(text, start)
  const isNumberBefore = kindAt(text, start - 2) === digit
  switch (text.charAt(start - 1)) {
    case '.':
    case ':':
      return !isNumberBefore
    case ',': // English thousands, "1,234", and German decimals, "0,1234"; a row of values has others.
      return (
        !isNumberBefore || (end - start !== 3 && !/(?:^|[^\d,;.])0,$/.test(text.slice(Math.max(0, start - 3), start)))
      )
    case '#':
      return end - start > 8
    case '@':
    case '%':
    case '$':
    case '€':
    case '£':
      return false
    case '+':
      return kindAt(text, start) !== digit && !isWordAt(text, start - 2)
    case '-':
      return !/[0-9a-f]-[0-9a-f]{4}-$/i.test(text.slice(Math.max(0, start - 7), start))
    default:
      return true
  }
}

/** The letter before belongs to an escape: `\n86095742719`, `\u002086095742719`. */
function isEscaped(text: string, start: number): boolean {
  return [2, 6].some((back) => start >= back && afterEscape(text, start - back + 1) === start)
}

function isOpenBehind(text: string, { start, end }: Group, length: number): boolean {
  if (isWordAt(text, end)) return false
  const isNumberBehind = kindAt(text, end + 1) === digit
  switch (text.charAt(end)) {
    case '.':
    case ':':
      return !isNumberBehind
    case ',': // Decimals behind a short number, thousands behind up to three digits.
      return !isNumberBehind || (length > 8 && end - start > 3)
    case '%':
    case '°':
    case '@':
    case '(':
      return false
    case '=':
      return kindAt(text, end + 1) !== 0 || text.charAt(end + 1) === '"'
    case '+':
      return kindAt(text, end + 1) === 0
    case '-':
      return !/^-[0-9a-f]{4}-/i.test(text.slice(end, end + 6))
    default:
      return true
  }
}

/** No sum of money has more digits than this before the decimal point. */
const amountDigitsMax = 15

/** A currency right behind, or before over a space. */
function isAmount(text: string, from: Group, to: Group): boolean {
  if ((from.kinds | to.kinds) !== digit || to.end - from.start > amountDigitsMax + 5) return false
  return (
    /^ ?(?:[€$£¥]|(?:EUR|USD|CHF|GBP|Euro|Mio|Mrd|Stück|km|kg|MB|kB|GB|ms|Bytes?|bytes?)(?![\p{L}\p{N}]))/u.test(
      text.slice(to.end, to.end + 8),
    ) || /(?:[€$£¥]|\b(?:EUR|USD|CHF|GBP)) $/.test(text.slice(Math.max(0, from.start - 5), from.start))
  )
}

/** Three groups of digits that read as a day: 23.11.2026, 2026-11-23, 11/23/2026. */
function isDate(text: string, start: number, end: number, separators: number): boolean {
  if (separators !== 2 || end - start > 10) return false
  const written = text.slice(start, end)
  const parts = /^(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})$/.exec(written)
  if (parts === null) return false
  const [one, two, three] = [Number(parts[1]), Number(parts[3]), Number(parts[4])]
  const isYearFirst = one > 31
  return isYearFirst
    ? one >= 1000 && two <= 12 && three <= 31
    : one <= 31 && two <= 31 && (three >= 1000 || three < 100)
}

/** A path of a file or a link with several parts. How far it is read in each direction. */
const pathReach = 64

function isInPath(text: string, start: number, end: number): boolean {
  if (text.charAt(start - 1) !== '/' && text.charAt(start - 1) !== '\\' && text.charAt(end) !== '/') return false
  const before = /[^\s"'`<>|=]*$/u.exec(text.slice(Math.max(0, start - pathReach), start))?.[0] ?? ''
  const behind = /^[^\s"'`<>|=]*/u.exec(text.slice(end, end + pathReach))?.[0] ?? ''
  return (before + behind).split(/[/\\]/).length > 2 || /^[.~/]/.test(before)
}

/** Hexadecimal in lower case, with letters in it. */
function looksLikeHash(text: string, { start, end, kinds }: Group): boolean {
  if (kinds !== (digit | lower) || end - start < 7) return false
  for (let at = start; at < end; at += 1) {
    if (text.charCodeAt(at) > 0x66) return false
  }
  return true
}

/** Both cases and digits in one run: Base64, a random key, an identifier of a program. */
export function mixesCase(kinds: number): boolean {
  return kinds === (digit | upper | lower)
}
