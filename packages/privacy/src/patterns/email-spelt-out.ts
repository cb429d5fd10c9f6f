/**
 * E-mail addresses that were spelt out to hide them from machines: `name (at) domain (punkt) de`, `name[at]domain.de`,
 * `name at domain dot com`. A bracket around the word, or a word for the dot, is what makes it one: "meet me at example.com" is a sentence.
 */
import type { PatternDetector } from '../detector.ts'
import { isDigit, isLetter, isWordPart, spacesEnd, spacesStart } from './characters.ts'
import { reporter } from './report.ts'

/** The sign in brackets, with or without spaces inside: at the longest "( klammeraffe )". */
const signInBrackets = /^[([{<] ?(?:at|ät|@|klammeraffe|arroba|affenschwanz) ?[)\]}>]/i
/** Between two labels: the dot itself, or a word for it. */
const dotInBrackets = /^ {0,2}[([{<] ?(?:dot|punkt|point|punto|\.) ?[)\]}>] {0,2}/i
const dotAsWord = /^ (?:dot|punkt) /i
const localPartMax = 64
const labelMax = 63
/** Host, domain, country and two between: more are not spelt out. */
const labelsMax = 5

export const emailSpeltOut: PatternDetector = {
  name: 'emailSpeltOut',
  find: (reading, _hints, add) => {
    const report = reporter('emailSpeltOut', reading, add)
    const { text } = reading
    eachSign(text, (sign) => {
      const start = localStart(text, sign.start)
      const end = start === undefined ? undefined : hostEnd(text, sign.end, sign.isBracketed)
      if (start !== undefined && end !== undefined)
        report({ start, end, category: 'EMAIL', kind: 'EMAIL', evidence: 'likely' })
    })
  },
}

interface Sign {
  readonly start: number
  readonly end: number
  readonly isBracketed: boolean
}

/** Calls `see` with every place where the sign may be meant. */
function eachSign(text: string, see: (sign: Sign) => void): void {
  for (const bracket of ['(', '[', '{', '<']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      const next = text.charCodeAt(at + 1) | 32
      // a, ä, @ (which is ` with the bit of lower case), k, space
      if (next !== 97 && next !== 0xe4 && next !== 96 && next !== 107 && next !== 32) continue
      const end = signInBrackets.exec(text.slice(at, at + 18))?.[0].length
      if (end !== undefined) see({ start: at, end: at + end, isBracketed: true })
    }
  }
  for (let at = text.indexOf(' at '); at >= 0; at = text.indexOf(' at ', at + 4)) {
    see({ start: at, end: at + 4, isBracketed: false })
  }
}

function localStart(text: string, sign: number): number | undefined {
  const end = spacesStart(text, sign, 2)
  const stop = Math.max(0, end - localPartMax)
  let start = end
  while (start > stop && isLocalPart(text.charCodeAt(start - 1))) start--
  while (start < end && !isWordPart(text.charCodeAt(start))) start++
  return start < end ? start : undefined
}

function isLocalPart(code: number): boolean {
  return isWordPart(code) || code === 46 || code === 43 || code === 45
}

/** Where the host ends. Without brackets around the sign at least one dot has to be a word. */
function hostEnd(text: string, sign: number, isBracketed: boolean): number | undefined {
  let place = spacesEnd(text, sign, 2)
  let end: number | undefined
  let hasWord = isBracketed
  for (let labels = 1; labels <= labelsMax; labels++) {
    const labelAt = labelEnd(text, place)
    if (labelAt === place) break
    if (labels > 1 && labelAt - place >= 2 && hasWord && !isDigit(text.charCodeAt(place))) end = labelAt
    const dot = dotAfter(text, labelAt)
    if (dot === undefined) break
    hasWord ||= dot.isWord
    place = labelAt + dot.length
  }
  return end
}

function labelEnd(text: string, start: number): number {
  const stop = Math.min(text.length, start + labelMax)
  let end = start
  while (end < stop && (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)) || text.charCodeAt(end) === 45))
    end++
  return end
}

function dotAfter(text: string, place: number): { readonly length: number; readonly isWord: boolean } | undefined {
  if (text.charCodeAt(place) === 46) return { length: 1, isWord: false }
  const next = text.slice(place, place + 13)
  const length = (dotInBrackets.exec(next) ?? dotAsWord.exec(next))?.[0].length
  return length === undefined ? undefined : { length, isWord: true }
}
