import { kindAt } from '../character.ts'
import { contextWords } from '../context-words.ts'
import { hasContext } from '../context.ts'
import type { PatternDetector } from '../detector.ts'
import { figuresOf, isHex } from './figures.ts'
import { reporter } from './report.ts'

const words = contextWords([
  'mac',
  'mac-adresse',
  'mac-address',
  'hwaddr',
  'ether',
  'bssid',
  'hardware*',
  'physical address',
  'wlan',
  'lan',
])

/**
 * Hardware address (IEEE 802, EUI-48 and EUI-64): six or eight bytes in hexadecimal, divided by colons or hyphens throughout, or three
 * groups of four divided by dots as routers write them. Fingerprints of keys are longer and stay.
 *
 * Vector: 00-00-5E-00-53-01 (RFC 7042 § 2.1.2, for documentation).
 */
export const mac: PatternDetector = {
  name: 'MAC',
  find: (reading, hints, add) => {
    const report = reporter('MAC', reading, add)
    const { text } = reading
    let done = 0
    for (const at of figuresOf(reading).hexJoints) {
      if (at < done) continue
      const sign = text.charCodeAt(at)
      if (sign === slash) continue
      const found = sign === dot ? groupsOfFour(text, at) : pairs(text, at, sign)
      if (found === undefined) continue
      done = found.end + 1
      if (found.bytes === 0) continue
      const place = { start: found.start, end: found.end }
      // Digits alone, in pairs over hyphens, are rather a phone number or a serial number.
      const isSure = sign === colon || /[a-f]/i.test(text.slice(found.start, found.end))
      const evidence = isSure ? 'certain' : hasContext(reading, place, words, hints) ? 'likely' : 'weak'
      report({ ...place, category: 'ID', kind: 'MAC', evidence })
    }
  },
}

const colon = 0x3a
const dot = 0x2e
const slash = 0x2f

interface Run {
  readonly start: number
  readonly end: number
  /** 0: pairs, but not as many as an address has. */
  readonly bytes: number
}

/** The whole run of pairs around the first separator, so that nothing is cut out of a longer one. */
function pairs(text: string, first: number, sign: number): Run | undefined {
  if (!areHex(text, first - 2, 2) || kindAt(text, first - 3) !== 0 || text.charCodeAt(first - 3) === sign)
    return undefined
  let end = first
  let bytes = 1
  while (text.charCodeAt(end) === sign && areHex(text, end + 1, 2)) {
    end += 3
    bytes += 1
  }
  if (bytes < 6) return undefined
  const isWhole = kindAt(text, end) === 0 && text.charCodeAt(end) !== sign
  return { start: first - 2, end, bytes: isWhole && (bytes === 6 || bytes === 8) ? bytes : 0 }
}

function groupsOfFour(text: string, first: number): Run | undefined {
  const isForm = areHex(text, first - 4, 4) && areHex(text, first + 1, 4) && text.charCodeAt(first + 5) === dot
  if (!isForm || !areHex(text, first + 6, 4)) return undefined
  const [start, end] = [first - 4, first + 10]
  const isWhole = kindAt(text, start - 1) === 0 && text.charCodeAt(start - 1) !== dot && kindAt(text, end) === 0
  return isWhole && /[a-f]/i.test(text.slice(start, end)) ? { start, end, bytes: 6 } : undefined
}

function areHex(text: string, from: number, count: number): boolean {
  for (let at = from; at < from + count; at += 1) {
    if (!isHex(text.charCodeAt(at))) return false
  }
  return true
}
