import type { PatternDetector } from '../detector.ts'
import { isDigit, isLetter } from './characters.ts'
import { eachDigitRun } from './figures.ts'
import { isFileNumberSign } from './file-number-signs.ts'
import { endingsOf, kindOfLabel, labelKey, labelsByKind, lastWords } from './number-labels.ts'
import { reporter } from './report.ts'

// Numbers that somebody gives out for persons and that have no public form (patients, cases, customers, staff, members, contracts,
// files of an authority): whatever stands behind their label and has digits in it. The label is all that speaks for them.

/** Between a label and its value: colon, full stop, quotes of JSON, marks of Markdown, a cell border, a line break. */
const marks = tableOf(' \t\n\r:.#=*|"\'`\\()>º°')
const marksMax = 8
/** Within a label, and within a group of a value. */
const labelJoints = tableOf('-_.º°ª')
const groupJoints = tableOf('-/._')
/** Words between a label and its value, lower case: "lautet", "is", "on file". */
const fillers: ReadonlySet<string> = new Set([
  'ist',
  'lautet',
  'is',
  'war',
  'was',
  'on',
  'file',
  'es',
  'mit',
  'der',
  'die',
])
const fillersMax = 2
const mayEnd = endingsOf(fillers)
const labelWordsMax = 4
const labelWordLettersMax = 36
const valueMax = 40
/** Groups that a value may have before its first digit: "III ZR 205/22", "S 12 AS …". */
const groupsBeforeDigitMax = 3
/** May stand behind a file number of the social courts. */
const kindOfAppeal = /^(?:R|B|ER|PKH)$/

/** 1 for each of the characters, which are of Latin-1. */
function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}

/** Finds numbers behind a label that says whose number it is. */
export const labelledNumber: PatternDetector = {
  name: 'LABELLED_NUMBER',
  keys: labelsByKind,
  find: (reading, hints, add) => {
    const report = reporter('LABELLED_NUMBER', reading, add)
    const { text } = reading
    const labelled = hints.label === undefined ? undefined : kindOfLabel(labelKey(hints.label))
    let end = 0
    eachDigitRun(reading, (at) => {
      const found = labelledValue(text, groupStart(text, at, end), end, labelled)
      if (found !== undefined) report({ ...found, category: 'ID', evidence: 'likely' })
      end = found?.end ?? groupEnd(text, at)
      // What joins two groups stands between them.
      return end + 1
    })
  },
}

interface Value {
  readonly start: number
  readonly end: number
  readonly kind: string
}

/** The value whose first digit stands in the group at `first`, if a label stands before it or before the groups in front of it. */
function labelledValue(text: string, first: number, from: number, labelled: string | undefined): Value | undefined {
  let start = first
  for (let groups = 0; groups <= groupsBeforeDigitMax; groups += 1) {
    const kind = kindBefore(text, start, from) ?? (isBlank(text, start) ? labelled : undefined)
    if (kind !== undefined) {
      const end = valueEnd(text, start, kind)
      return end === undefined || !isValue(text.slice(start, end)) ? undefined : { start, end, kind }
    }
    const previous = signBefore(text, start, from)
    if (previous === undefined) return undefined
    start = previous
  }
  return undefined
}

function isBlank(text: string, end: number): boolean {
  return end < 8 && text.slice(0, end).trim() === ''
}

function isValue(value: string): boolean {
  return value.length >= 3 && value.replaceAll(/[^0-9]/g, '').length >= 2
}

/** The kind of the label that ends before `place`, over marks and fillers. */
function kindBefore(text: string, place: number, from: number): string | undefined {
  let end = place
  for (let fillerCount = 0; fillerCount <= fillersMax; fillerCount += 1) {
    // "nhc-150679": the label is joined to the number by a hyphen.
    const wordEnd = text.charAt(end - 1) === '-' ? end - 1 : marksStart(text, end, from)
    if (wordEnd === end) return undefined
    if (!mayEnd(text.charCodeAt(wordEnd - 1), text.charCodeAt(wordEnd - 2))) return undefined
    const wordStart = labelWordStart(text, wordEnd, from)
    if (wordStart === wordEnd) return undefined
    const word = text.slice(wordStart, wordEnd)
    if (!fillers.has(word.toLowerCase())) return kindOfWords(text, wordStart, wordEnd, from, text.slice(wordEnd, place))
    end = wordStart
  }
  return undefined
}

function kindOfWords(text: string, lastStart: number, end: number, from: number, division: string): string | undefined {
  let start = lastStart
  for (let words = 1; words <= labelWordsMax; words += 1) {
    const key = labelKey(text.slice(start, end))
    const kind = kindOfLabel(key)
    if (kind !== undefined) return isAmbiguous(text.slice(start, end), division) ? undefined : kind
    if (words === 1 && !lastWords.has(key)) return undefined
    const gap = marksStart(text, start, Math.max(from, start - 1))
    start = labelWordStart(text, gap, from)
    if (start === gap) return undefined
  }
  return undefined
}

/** AZ is also Arizona, in front of a postcode. */
function isAmbiguous(written: string, division: string): boolean {
  return (written === 'AZ' || written === 'GZ' || written === 'az') && !/[:.=#"]/.test(division)
}

function marksStart(text: string, end: number, from: number): number {
  let start = end
  while (start > from && end - start < marksMax && marks[text.charCodeAt(start - 1)] === 1) start -= 1
  return start
}

/** Letters with the hyphens, underlines and full stops within them: `Kd.-Nr`, `customer_number`, `NºCol`. */
function labelWordStart(text: string, end: number, from: number): number {
  let start = end
  while (start > from && end - start < labelWordLettersMax && isLabelPart(text, start - 1)) start -= 1
  return start
}

function isLabelPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return isLetter(code) || labelJoints[code] === 1
}

/** Where the group begins that the character at `at` belongs to: letters, digits and what joins them. */
function groupStart(text: string, at: number, from: number): number {
  let start = at
  while (start > from && at - start < valueMax && isGroupPart(text, start - 1)) start -= 1
  while (start < at && !isWord(text, start)) start += 1
  return labelInFront(text, start, at) ?? start
}

/** In "nhc-150679" the label belongs to the same group. */
function labelInFront(text: string, start: number, at: number): number | undefined {
  if (text.charAt(at - 1) !== '-' || at - start < 3) return undefined
  return kindOfLabel(labelKey(text.slice(start, at - 1))) === undefined ? undefined : at
}

function groupEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && isGroupPart(text, end)) end += 1
  while (end > at + 1 && !isWord(text, end - 1)) end -= 1
  return end
}

function isGroupPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return isDigit(code) || isLetter(code) || groupJoints[code] === 1
}

function isWord(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at)) || isLetter(text.charCodeAt(at))
}

const smallA = 97
const smallZ = 122

/** The group before `place`, over one space, where it may be the beginning of a file number: a sign, a chamber, a branch of courts. */
function signBefore(text: string, place: number, from: number): number | undefined {
  if (text.charAt(place - 1) !== ' ') return undefined
  let start = place - 1
  while (start > from && place - start < 9 && isGroupPart(text, start - 1)) start -= 1
  // Most groups are words, and no sign begins with a small letter.
  const first = text.charCodeAt(start)
  if (first >= smallA && first <= smallZ) return undefined
  return isSign(text.slice(start, place - 1)) ? start : undefined
}

function isSign(group: string): boolean {
  return /^(?:[A-Z]|[IVX]{1,5}[a-z]?|[0-9]{1,4}[a-z]?)$/.test(group) || isFileNumberSign(group)
}

/** Behind the first group and the groups that belong to it: further digits, or in file numbers signs and chambers. */
function valueEnd(text: string, start: number, kind: string): number | undefined {
  let end = groupEnd(text, start)
  if (isDate(text.slice(start, end))) return undefined
  let lastWithDigit = hasDigit(text, start, end) ? end : undefined
  while (text.charAt(end) === ' ' && end - start < valueMax) {
    const next = groupEnd(text, end + 1)
    const group = text.slice(end + 1, next)
    if (!(kind === 'DE_AKTENZEICHEN' ? isFileNumberPart(group) : continuesNumber(text.slice(start, end), group))) break
    end = next
    if (/[0-9]/.test(group) || (kind === 'DE_AKTENZEICHEN' && kindOfAppeal.test(group))) lastWithDigit = end
  }
  return lastWithDigit
}

function hasDigit(text: string, start: number, end: number): boolean {
  return /[0-9]/.test(text.slice(start, Math.min(end, start + valueMax)))
}

/** "26 37482910 04", "15 070649 C 103", "K 12345": groups of digits, and a single capital letter before or between them. */
function continuesNumber(before: string, group: string): boolean {
  const isGroup =
    /^[0-9]{2,12}$/.test(group) || /^[A-Z]$/.test(group) || (/^[0-9]$/.test(group) && before.includes(' '))
  return isGroup && /(?:^|[ -])(?:[0-9]+|[A-Z])$/.test(before)
}

function isFileNumberPart(group: string): boolean {
  return (
    isSign(group) || kindOfAppeal.test(group) || (/^[A-Z0-9(]/.test(group) && /[0-9]/.test(group) && !isDate(group))
  )
}

/** A date behind a label is the date of what the label names: "Az. vom 12.03.2024". */
function isDate(group: string): boolean {
  return /^[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2}|[0-9]{4})?$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(group)
}
