/**
 * E-mail addresses: RFC 5321 section 4.1.2 and RFC 6531 section 3.3 (letters of every script on both sides), read on 2026-11-23, less
 * what people do not write: of the special characters only `. _ % + - '` stand in a local part, because the others (`=`, `/`, `*`, `` ` ``)
 * are far more often what stands around an address. Quoted local parts of one line are taken. Comments are not.
 *
 * Not an address: `@handle`, a host without a dot, `name@2x.png`, `pkg@1.2.3`, and `git@host:path`, which names a machine's account
 * and never a person. `alice@server.example:/home` does name a person, and is one.
 */
import type { PatternDetector } from '../detector.ts'
import { before, isDigit, isLetter, isSpace, isWordPart, lettersEnd } from './characters.ts'
import { reporter } from './report.ts'

/** RFC 5321 section 4.5.3.1.1: octets; characters here, which is at most that. */
const localPartMax = 64
/** RFC 5321 section 4.5.3.1.2. */
const domainMax = 255

/** Accounts of version control: the address of a repository. */
const repositoryAccounts = new Set(['git', 'hg', 'svn', 'gitea', 'gitlab', 'org-git'])

export const email: PatternDetector = {
  name: 'email',
  find: (reading, _hints, add) => {
    const { text } = reading
    const report = reporter('email', reading, add)
    const found = (start: number, end: number): void =>
      report({ start, end, category: 'EMAIL', kind: 'EMAIL', evidence: 'certain' })
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      const place = addressAround(text, at)
      if (place !== undefined) found(place.start, place.end)
    }
  },
}

interface Place {
  readonly start: number
  readonly end: number
}

function addressAround(text: string, at: number): Place | undefined {
  const end = domainEnd(text, at + 1)
  if (end === undefined) return undefined
  const start = text.charAt(at - 1) === '"' ? quotedStart(text, at) : localStart(text, at)
  if (start === undefined || isRepository(text, { start, at, end })) return undefined
  return { start, end }
}

/** Where the local part begins that ends before the sign. */
function localStart(text: string, at: number): number | undefined {
  const stop = Math.max(0, at - localPartMax)
  let start = at
  while (start > stop && isLocalPart(text.charCodeAt(start - 1))) start--
  while (start < at && !isFirst(text.charCodeAt(start))) start++
  // "a..b@c" and "a.@c" are against RFC 5321, but people and exports write them; what is before still names somebody.
  return start < at ? start : undefined
}

/** RFC 5321 "Quoted-string": anything but line breaks between quotation marks, "\" before a mark. A space needs a mark before it. */
function quotedStart(text: string, at: number): number | undefined {
  const stop = Math.max(0, at - 2 - localPartMax)
  for (let place = at - 2; place >= stop; place--) {
    const code = text.charCodeAt(place)
    if (code === 10 || code === 13 || code === 64) return undefined
    if (code === 34 && text.charAt(place - 1) !== '\\') {
      return place < at - 2 && (place === 0 || !isWordPart(text.charCodeAt(place - 1))) ? place : undefined
    }
  }
  return undefined
}

function isLocalPart(code: number): boolean {
  // . _ % + - '
  return isWordPart(code) || code === 46 || code === 37 || code === 43 || code === 45 || code === 39
}

/** An address begins with a letter, a digit or an underscore. */
function isFirst(code: number): boolean {
  return isWordPart(code)
}

/**
 * Where a domain ends that begins at `start`: labels of letters, digits and hyphens, of every script (RFC 5890), at least two, the last
 * one without digits unless it is in Punycode. Also an address in brackets (RFC 5321 section 4.1.3).
 */
export function domainEnd(text: string, start: number): number | undefined {
  if (text.charCodeAt(start) === 91) return literalEnd(text, start)
  const stop = Math.min(text.length, start + domainMax)
  let end = start
  let labelStart = start
  let labels = 0
  let good: number | undefined
  while (end <= stop) {
    const code = end < stop ? text.charCodeAt(end) : 0
    if (isLetter(code) || isDigit(code) || (code === 45 && end > labelStart)) {
      end++
      continue
    }
    const labelEnd = withoutHyphens(text, labelStart, end)
    if (labelEnd === labelStart) break
    labels++
    if (labels > 1 && isTopLevel(text.slice(labelStart, labelEnd))) good = labelEnd
    if (code !== 46 || labelEnd !== end) break
    labelStart = ++end
  }
  return good !== undefined && !isPictureScale(text, start) ? good : undefined
}

function withoutHyphens(text: string, start: number, end: number): number {
  let last = end
  while (last > start && text.charCodeAt(last - 1) === 45) last--
  return last
}

function isTopLevel(label: string): boolean {
  if (label.length > 24) return /^xn--[a-z0-9-]{1,59}$/i.test(label)
  return label.length >= 2 && (lettersEnd(label, 0) === label.length || /^xn--[a-z0-9-]+$/i.test(label))
}

/** `logo@2x.png`. */
function isPictureScale(text: string, start: number): boolean {
  return isDigit(text.charCodeAt(start)) && /^[1-9]x\./.test(text.slice(start, start + 3))
}

function literalEnd(text: string, start: number): number | undefined {
  const close = text.slice(start, start + 64).indexOf(']')
  return close > 0 && /^\[(?:IPv6:)?[0-9a-f:.]{3,45}\]$/i.test(text.slice(start, start + close + 1))
    ? start + close + 1
    : undefined
}

/** `git@host:path`, and the user of `ssh://git@host/path`. */
function isRepository(text: string, { start, at, end }: Place & { readonly at: number }): boolean {
  if (!repositoryAccounts.has(text.slice(start, at).toLowerCase())) return false
  const next = text.charCodeAt(end)
  return (next === 58 && !isSpace(text.charCodeAt(end + 1))) || before(text, start, 3) === '://'
}
