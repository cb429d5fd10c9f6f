/**
 * IPv6 addresses: RFC 4291 section 2.2 (groups, `::` once, the last 32 bits as IPv4), zones (RFC 4007 section 11), prefix lengths. Read on
 * 2026-11-23.
 *
 * `a::b` is also how programs write paths, and colons divide MAC addresses and fingerprints: with fewer than eight groups there have to be
 * a digit and a first group of at least three characters, and eight groups of two are none.
 *
 * `weak` as with IPv4: loopback, link-local, unique local, documentation (RFC 3849). But one in the documentation range whose interface
 * identifier looks like a device's (RFC 7721: it follows a person through networks) counts like any other: an example has `::1`, not 64
 * random bits. What is left has a form that nothing else has: `certain`.
 */
import type { PatternDetector } from '../detector.ts'
import type { Evidence } from '../finding.ts'
import { isDigit, isWordPart } from './characters.ts'
import { ipV4At, prefixEnd, reachOf } from './ip-v4.ts'
import { reporter } from './report.ts'

/** Eight groups of four and seven colons, or six groups and an IPv4 address. */
const addressMax = 45
const zoneMax = 16

export const ipV6: PatternDetector = {
  name: 'ipV6',
  find: (reading, _hints, add) => {
    const { text } = reading
    const report = reporter('ipV6', reading, add)
    for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
      const next = text.charCodeAt(colon + 1)
      if (next !== 58 && !isHex(next)) continue
      const start = groupStart(text, colon)
      const stretch = stretchEnd(text, start)
      const address = addressIn(text, start, stretch)
      if (address !== undefined)
        report({ start, end: address.end, category: 'IP', kind: 'IPV6', evidence: address.evidence })
      colon = Math.max(colon, stretch - 1, (address?.end ?? 0) - 1)
    }
  },
}

function isHex(code: number): boolean {
  return isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 102)
}

function groupStart(text: string, colon: number): number {
  let start = colon
  while (start > 0 && colon - start < 5 && isHex(text.charCodeAt(start - 1))) start--
  return start
}

/** Where the hexadecimal digits, colons and dots end that begin at `start`; whatever their number, so that they are read once. */
function stretchEnd(text: string, start: number): number {
  let end = start
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (!isHex(code) && code !== 58 && code !== 46) break
  }
  while (end > start && text.charCodeAt(end - 1) === 46) end--
  if (end - start > 2 && text.charCodeAt(end - 1) === 58 && text.charCodeAt(end - 2) !== 58) end--
  return end
}

function addressIn(
  text: string,
  start: number,
  end: number,
): { readonly end: number; readonly evidence: Evidence } | undefined {
  if (end - start < 3 || end - start > addressMax) return undefined
  if (isWordPart(text.charCodeAt(start - 1)) || isWordPart(text.charCodeAt(end)) || text.charCodeAt(start - 1) === 58)
    return undefined
  const groups = groupsOf(text, start, end)
  if (groups === undefined || !looksMeant(text.slice(start, end))) return undefined
  return { end: prefixEnd(text, zoneEnd(text, end), 128), evidence: evidenceOf(groups) }
}

/** The eight groups of an address, or nothing. */
function groupsOf(text: string, start: number, end: number): readonly number[] | undefined {
  const written = text.slice(start, end)
  const gap = written.indexOf('::')
  if (gap < 0) {
    const groups = groupList(written)
    return groups?.length === 8 ? groups : undefined
  }
  if (written.includes('::', gap + 1)) return undefined
  const head = groupList(written.slice(0, gap))
  const tail = groupList(written.slice(gap + 2))
  if (head === undefined || tail === undefined || head.length + tail.length > 7) return undefined
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail]
}

function groupList(written: string): number[] | undefined {
  if (written === '') return []
  const groups: number[] = []
  const parts = written.split(':')
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes('.')) {
      const octets = ipV4At(part, 0)
      const [a = 0, b = 0, c = 0, d = 0] = octets?.octets ?? []
      if (octets?.end !== part.length) return undefined
      groups.push(a * 256 + b, c * 256 + d)
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16))
    else return undefined
  }
  return groups
}

/** Rather an address than a path of a program, a time of day or a fingerprint. */
function looksMeant(written: string): boolean {
  if (!written.includes('::')) return !/^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i.test(written)
  return /[0-9]/.test(written) && /^(?:::|[0-9a-f]{3,4}:|[0-9a-f]{1,4}:[0-9a-f]{1,4}:)/i.test(written)
}

function zoneEnd(text: string, place: number): number {
  if (text.charCodeAt(place) !== 37 || !isWordPart(text.charCodeAt(place + 1))) return place
  let end = place + 1
  while (
    end < text.length &&
    end - place <= zoneMax &&
    (isWordPart(text.charCodeAt(end)) || text.charCodeAt(end) === 46)
  )
    end++
  return text.charCodeAt(end - 1) === 46 ? end - 1 : end
}

function evidenceOf(groups: readonly number[]): Evidence {
  const [a = 0, b = 0, , , e = 0, f = 0, g = 0, h = 0] = groups
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && f === 0xffff
  if (isMapped) return reachOf([g >> 8, g & 255, h >> 8, h & 255]) === 'world' ? 'certain' : 'weak'
  if (groups.slice(0, 7).every((group) => group === 0)) return 'weak'
  if ((a & 0xffc0) === 0xfe80 || (a & 0xfe00) === 0xfc00) return 'weak'
  if (a === 0x2001 && b === 0xdb8) return e !== 0 && f !== 0 && g !== 0 ? 'certain' : 'weak'
  return 'certain'
}
