import type { Hints, PatternDetector } from '../detector.ts'
import { nameLabels } from './name-labels.ts'
import { reporter } from './report.ts'
import { eachSighting } from './sightings.ts'

/*
 * "Nachname: Weißgerber", `"lastName": "weber"`, `<vorname>Anna</vorname>`: a form, a record or the arguments of a tool say themselves
 * which of their values is a name. The recogniser reads sentences, and here is none.
 */

const known: ReadonlySet<string> = new Set(nameLabels)

/** What stands for a value that is not there, or for its type. */
const noNames: ReadonlySet<string> = new Set(
  'string str text varchar char any null nil none undefined true false required optional unknown unbekannt entfällt keine leer na tbd'.split(
    ' ',
  ),
)

const valueMax = 80
const wordsMax = 6

export const labelledPerson: PatternDetector = {
  name: 'labelled-person',
  keys: { PERSON: nameLabels },
  find: (reading, hints, add) => {
    const { text } = reading
    const report = reporter('labelled-person', reading, add)
    const found = ({ start, end }: Value): void =>
      report({ start, end, category: 'PERSON', kind: 'PERSON', evidence: 'likely' })
    if (isNamed(hints) && text.length <= valueMax) {
      const value = valueAt(text, 0, true)
      if (value !== undefined) found(value)
    }
    let from = 0
    eachSighting(reading, 'name', (label, at) => {
      if (at < from) return
      const value = valueBehind(text, at + label.length)
      if (value === undefined) return
      found(value)
      from = value.end
    })
  },
}

function isNamed({ label }: Hints): boolean {
  return label !== undefined && known.has(keyOf(label))
}

function keyOf(label: string): string {
  return label.toLowerCase().replaceAll(/[^\p{L}]/gu, '')
}

interface Value {
  readonly start: number
  readonly end: number
}

/** What may stand between a label and its value. `(s)` and `(n)` end labels of forms. */
const division = /^(?:\((?:n|s|en)\))?[\s"'`\\*]{0,6}(?:[:=]>?|>)[ \t"'`\\*]{0,6}/

/** The value behind a label, if a sign divides them. */
function valueBehind(text: string, end: number): Value | undefined {
  const sign = division.exec(text.slice(end, end + 20))?.[0]
  if (sign === undefined) return undefined
  return valueAt(text, end + sign.length, /["'`>]$/.test(sign))
}

/** Letters with marks, and what stands within and between the words of a name. */
const nameWords = /^\p{L}[\p{L}\p{M}'’.,\- ]*/u

/** @param isEnclosed in quotes or in an element, so that a small letter says nothing against it */
function valueAt(text: string, start: number, isEnclosed: boolean): Value | undefined {
  // Two blanks are the border of a column.
  const run = nameWords.exec(text.slice(start, start + valueMax))?.[0].split('  ')[0]
  if (run === undefined) return undefined
  const value = withoutNextLabel(run, text.charAt(start + run.length), isEnclosed)
  if (value === undefined || value.length < 2 || value.split(' ').length > wordsMax) return undefined
  const isWritten = isEnclosed || /^\p{Lu}/u.test(value)
  const key = keyOf(value)
  return isWritten && !noNames.has(key) && !known.has(key) ? { start, end: start + value.length } : undefined
}

/** "Vorname: Anna Nachname: Weber" on one line; and no call, type or path of a program. */
function withoutNextLabel(run: string, next: string, isEnclosed: boolean): string | undefined {
  if (next !== '' && '([{<_/@0123456789'.includes(next) && !(next === '<' && isEnclosed)) return undefined
  const kept = next === ':' || next === '=' ? run.slice(0, Math.max(0, run.trimEnd().lastIndexOf(' '))) : run
  // Of a list of fields only the first is the value; "Weber, Anna" is one.
  const ended = isEnclosed ? kept : (kept.split(',')[0] ?? '')
  return ended.replace(/[\s.,\-'’]+$/u, '')
}
