import { mrzCheckDigit } from '../check-digits.ts'
import type { PatternDetector } from '../detector.ts'
import { reporter } from './report.ts'

// Machine-readable zone of passports, identity cards and visas: ICAO Doc 9303 Part 3 (check digits), 4 (TD3), 5 (TD1), 6 (TD2) and 7
// (visas). Checked 2026-11-23; vectors are the specimens printed there. The whole zone is one finding, for the names stand in it as well.

const filler = 60

/** Longest line of the three sizes: TD1 has three lines of 30, TD2 two of 36, TD3 two of 44. */
const lineLengthMax = 44

/** Between two lines: a line break, also as it is written within JSON, the spaces around it, or the border of a table. */
const gapMax = 8
const gap = /^(?:\s|\\[nrt]|[|>])+/

interface Line {
  readonly start: number
  readonly end: number
}

/**
 * Finds machine-readable zones, and single lines of them that speak for themselves. A zone whose check digits are wrong (a misread
 * letter) is still one: nothing else has lines of just these lengths with document, country and fillers in their places.
 */
export const mrz: PatternDetector = {
  name: 'MRZ',
  find: (reading, _hints, add) => {
    const report = reporter('MRZ', reading, add)
    const { text } = reading
    for (let at = text.indexOf('<<'); at >= 0;) {
      const line = lineAround(text, at)
      const zone = zoneFrom(text, line)
      if (zone !== undefined) report({ ...zone, category: 'ID', kind: 'MRZ', evidence: 'certain' })
      at = text.indexOf('<<', Math.max(line.end, zone?.end ?? 0))
    }
  },
}

/** Letters, digits and fillers around a place. Looks no further back than a line is long; the end is always that of the run. */
function lineAround(text: string, at: number): Line {
  let start = at
  while (start > 0 && at - start <= lineLengthMax && isOfZone(text.charCodeAt(start - 1))) start -= 1
  return { start, end: runEnd(text, at) }
}

function runEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && isOfZone(text.charCodeAt(end))) end += 1
  return end
}

function isOfZone(code: number): boolean {
  return code === filler || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

function zoneFrom(text: string, first: Line): Line | undefined {
  const length = first.end - first.start
  if (length !== 30 && length !== 36 && length !== 44) return undefined
  const lines = [first]
  const linesMax = length === 30 ? 3 : 2
  while (lines.length < linesMax) {
    const next = lineAfter(text, lines.at(-1) ?? first, length)
    if (next === undefined) break
    lines.push(next)
  }
  const written = lines.map(({ start, end }) => text.slice(start, end).toUpperCase())
  return isZone(written) ? { start: first.start, end: lines.at(-1)?.end ?? first.end } : undefined
}

function lineAfter(text: string, line: Line, length: number): Line | undefined {
  const space = gap.exec(text.slice(line.end, line.end + gapMax))?.[0].length
  if (space === undefined) return undefined
  const start = line.end + space
  let end = start
  while (end <= start + length && isOfZone(text.charCodeAt(end))) end += 1
  return end - start === length ? { start, end } : undefined
}

const upperLine = /^[ACIPV][A-Z<][A-Z]{1,3}<{0,2}[A-Z0-9<]+$/
/** Number, its check, nationality, birth, its check, sex, expiry, its check, rest. Unknown parts of a birth are fillers. */
const lowerLine = /^[A-Z0-9<]{9}[0-9<][A-Z<]{3}[0-9<]{6}[0-9][MFX<][0-9<]{6}[0-9<][A-Z0-9<]+$/
const middleLineOfThree = /^[0-9<]{6}[0-9][MFX<][0-9<]{6}[0-9<][A-Z<]{3}[A-Z0-9<]{11}[0-9<]$/

function isZone(lines: readonly string[]): boolean {
  const [first = '', second, third] = lines
  if (first.length === 30) return isZoneOfThree(first, second, third)
  // The names, alone or above the numbers; or the numbers alone, and then their check digits have to speak.
  if (upperLine.test(first) && first.includes('<<')) return second === undefined || lowerLine.test(second)
  return lowerLine.test(first) && hasCheckDigits(first)
}

function isZoneOfThree(first: string, second: string | undefined, third: string | undefined): boolean {
  if (second === undefined) return false
  // Somebody may have cut off one of the three.
  if (middleLineOfThree.test(first)) return /^[A-Z<]+$/.test(second)
  return upperLine.test(first) && middleLineOfThree.test(second) && (third === undefined || /^[A-Z<]+$/.test(third))
}

/** Number, birth and expiry in the lower line of two. */
function hasCheckDigits(line: string): boolean {
  return isChecked(line, 0, 9) && isChecked(line, 13, 19) && isChecked(line, 21, 27)
}

function isChecked(line: string, from: number, to: number): boolean {
  return mrzCheckDigit(line.slice(from, to)) === Number(line.charAt(to))
}
