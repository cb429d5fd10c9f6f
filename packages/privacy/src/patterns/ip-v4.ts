/**
 * IPv4 addresses in dotted decimal (RFC 6943 section 3.1.1, strict form: four numbers to 255 without leading zeros), with a prefix
 * length (RFC 4632). Read on 2026-11-23.
 *
 * Versions, section numbers and object identifiers look the same. A word before them ("Version", "§", "Kapitel") or a name before a slash
 * ("Chrome/120.0.0.0") rules an address out; four numbers below 32 alone are `weak`.
 *
 * Addresses that lead to nobody are `weak`: this host and loopback, link-local (RFC 3927), documentation (RFC 5737), broadcast, and private
 * ones (RFC 1918, RFC 6598), which inside a house do lead to a desk: a label that says whose address it is makes those `likely`.
 */
import type { Hints, PatternDetector } from '../detector.ts'
import type { Evidence } from '../finding.ts'
import { before, digitsEnd, isDigit, isWordPart, numberIn } from './characters.ts'
import { figuresOf } from './figures.ts'
import { reporter } from './report.ts'

const versionBefore =
  /(?:version|vers\.?|\bv\.?|ver\.?|release|rel\.|build|rev(?:ision|\.)?|firmware|update|patch|stand|§+|art(?:ikel|icle|\.)|kapitel|kap\.|abschnitt|abschn\.|ziffer|ziff\.|section|sec\.|chapter|anhang|oid|[=~^<>]=|[a-z)]\/)[\s:"']{0,3}$/
const cueBefore =
  /(?:\bip(?:v4)?|adress\w{0,2}|address|addr|host|client|remote|peer|server|src|dst|source|from|forwarded[-_]for)[\w-]{0,8}["']?\s{0,2}(?:[:=]|is|ist|lautet)?\s{0,2}["']?$/
const personalLabel = /client|user|remote|peer|visitor|forwarded|nutzer|benutzer|besucher|kunde/i

export const ipV4: PatternDetector = {
  name: 'ipV4',
  find: (reading, hints, add) => {
    const { text } = reading
    const report = reporter('ipV4', reading, add)
    let done = 0
    for (const dot of figuresOf(reading).hexJoints) {
      if (dot < done || text.charCodeAt(dot) !== 46) continue
      if (!isDigit(text.charCodeAt(dot - 1)) || !isDigit(text.charCodeAt(dot + 1))) continue
      const start = numberStart(text, dot)
      const address = ipV4At(text, start)
      if (address === undefined) {
        done = digitsEnd(text, dot + 1, 4)
        continue
      }
      done = address.end
      const evidence = evidenceOf(text, start, address, hints)
      if (evidence !== undefined) report({ start, end: address.end, category: 'IP', kind: 'IP', evidence })
    }
  },
}

export interface Address {
  readonly octets: readonly number[]
  readonly end: number
}

function numberStart(text: string, end: number): number {
  let start = end
  while (start > 0 && end - start < 4 && isDigit(text.charCodeAt(start - 1))) start--
  return start
}

/** Four numbers that begin at `start` and stand alone, with a prefix length if one follows. */
export function ipV4At(text: string, start: number): Address | undefined {
  const previous = text.charCodeAt(start - 1)
  if (isWordPart(previous) || previous === 46) return undefined
  const octets: number[] = []
  let place = start
  for (let group = 0; group < 4; group++) {
    const end = digitsEnd(text, place, 4)
    const value = numberIn(text, place, end)
    if (end === place || value > 255 || (end - place > 1 && text.charCodeAt(place) === 48)) return undefined
    octets.push(value)
    if (group === 3) place = end
    else if (text.charCodeAt(end) === 46) place = end + 1
    else return undefined
  }
  const next = text.charCodeAt(place)
  if (isWordPart(next) || (next === 46 && isWordPart(text.charCodeAt(place + 1)))) return undefined
  return { octets, end: prefixEnd(text, place, 32) }
}

/** Behind `/24`, if that follows. */
export function prefixEnd(text: string, place: number, bitsMax: number): number {
  if (text.charCodeAt(place) !== 47) return place
  const end = digitsEnd(text, place + 1, 4)
  const isPrefix = end > place + 1 && numberIn(text, place + 1, end) <= bitsMax && !isWordPart(text.charCodeAt(end))
  return isPrefix ? end : place
}

function evidenceOf(text: string, start: number, { octets }: Address, hints: Hints): Evidence | undefined {
  const left = before(text, start, 24)
  if (versionBefore.test(left) && !left.endsWith('://')) return undefined
  const reach = reachOf(octets)
  if (reach === 'nobody') return 'weak'
  if (reach === 'house') return hints.label !== undefined && personalLabel.test(hints.label) ? 'likely' : 'weak'
  if (cueBefore.test(left)) return 'certain'
  return octets.every((octet) => octet < 32) ? 'weak' : 'likely'
}

/** Where an address leads to: nobody in particular, somebody in the own house, or somebody in the world. */
export function reachOf(octets: readonly number[]): 'nobody' | 'house' | 'world' {
  const [a = 0, b = 0, c = 0] = octets
  if (a === 0 || a === 127 || (a === 169 && b === 254) || octets.every((octet) => octet === 255)) return 'nobody'
  if ((a === 192 && b === 0 && c === 2) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113))
    return 'nobody'
  if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128))
    return 'house'
  return 'world'
}
