import type { Hints, PatternDetector } from '../detector.ts'
import type { Evidence } from '../finding.ts'
import { isLetterAt } from './character-sets.ts'
import { type Found, reporter } from './report.ts'
import { eachSighting } from './sightings.ts'
import { type SpecialWord, specialNeedles } from './special-needles.ts'
import { tiesToParty, tiesToPerson } from './special-words.ts'

/**
 * Finds words for what Art. 9(1) GDPR names: religion, political opinion, trade union membership, ethnic origin, health, sex life and
 * orientation, genetic and biometric data. Category NRP; the finding covers the word, or the value of a field ("Konfession: rk").
 *
 * What it can do: notice that a text probably speaks of such a thing, in German and English, so that a policy can refuse, warn or mask.
 * `likely` where the same sentence speaks of a person (a pronoun, a salutation, a role, a relative, a name before a verb), else `weak`:
 * "Symptome von Diabetes" is about diabetes, "mein Diabetes" about somebody.
 *
 * What it cannot do: understand. It misses whatever has no word in its lists (a drug, a hospital, a place of worship, a partner's
 * gender), everything between the lines, other languages and most spelling mistakes. It takes "Sie" of a letter for a person, "Krebs" of
 * the zodiac for the illness, and does not notice a negation. No protection in law rests on it; a count of 0 does not mean that there are
 * none. Own word lists, statute checked 2026-11-23.
 */
export const specialCategories: PatternDetector = {
  name: 'special-categories',
  find: (reading, hints, add) => {
    const { text } = reading
    const report = reporter('special-categories', reading, add)
    labelled(text, hints, report)
    let covered = 0
    const cues: number[] = []
    eachSighting(reading, 'special', (word, at) => {
      if (word === 'diagnosis') {
        cues.push(at)
        return
      }
      const found = word.isField ? fieldAt(word, text, at) : wordAt(word, text, at)
      if (found === undefined || found.start < covered) return
      covered = found.end
      report({ ...found, category: 'NRP', kind: word.kind })
    })
    diagnosisCodes(text, cues, report)
  },
}

interface Place {
  readonly start: number
  readonly end: number
  readonly evidence: Evidence
}

function wordAt(word: SpecialWord, text: string, at: number): Place | undefined {
  if (!word.isOpenBefore && isLetterAt(text, at - 1)) return undefined
  const needleEnd = at + word.needle.length
  const end = endOfWord(text, needleEnd)
  if (!word.isOpenBehind && end !== needleEnd && !isInflection(text, needleEnd, end)) return undefined
  const start = word.isOpenBefore ? startOfWord(text, at) : at
  return { start, end, evidence: evidenceOf(word, text, start, end) }
}

const lettersMax = 40

function endOfWord(text: string, from: number): number {
  let place = from
  while (place < from + lettersMax && isLetterAt(text, place)) place += 1
  return place
}

function startOfWord(text: string, from: number): number {
  let place = from
  while (place > from - lettersMax && isLetterAt(text, place - 1)) place -= 1
  return place
}

/** German and English endings: -s, -es, -e, -n, -en. */
function isInflection(text: string, from: number, end: number): boolean {
  return end - from <= 2 && /^(?:s|es|e|n|en)$/.test(text.slice(from, end))
}

/** How far within the sentence a person is looked for, in characters. */
const reach = 70

function evidenceOf(word: SpecialWord, text: string, start: number, end: number): Evidence {
  const before = sentenceBefore(text, start)
  const behind = sentenceBehind(text, end)
  if (word.needsMembership && !tiesToParty.test(before + text.slice(start, end) + behind)) return 'weak'
  return tiesToPerson.test(before) || tiesToPerson.test(behind) ? 'likely' : 'weak'
}

/** A full stop behind a short word ("Dr.", "Fr.") ends no sentence. */
const lastSentenceEnd = /^[\s\S]*(?:[!?\n]|\p{L}{3}\.(?=\s)|\)\.)/u

function sentenceBefore(text: string, start: number): string {
  const stretch = text.slice(Math.max(0, start - reach), start)
  return stretch.replace(lastSentenceEnd, '')
}

function sentenceBehind(text: string, end: number): string {
  const stretch = text.slice(end, end + reach)
  const stop = stretch.search(/[!?\n]|\.(?:\s|$)/)
  return stop === -1 ? stretch : stretch.slice(0, stop)
}

const fieldLead = /^["'`*]{0,3} ?[:=|] ?["'`*]{0,3}(?=[\p{L}\d])/u
const fieldCharactersMax = 80

/** "Konfession: rk": the value, to the end of the line or of the field. */
function fieldAt(word: SpecialWord, text: string, at: number): Place | undefined {
  if (isLetterAt(text, at - 1)) return undefined
  const behind = at + word.needle.length
  const lead = fieldLead.exec(text.slice(behind, behind + 10))
  if (lead === null) return undefined
  const start = behind + lead[0].length
  const stretch = text.slice(start, start + fieldCharactersMax)
  const stop = stretch.search(/[\n;|"\\{}]|\.\s/)
  const value = (stop === -1 ? stretch : stretch.slice(0, stop)).trimEnd()
  return value.length < 2 || noValue.test(value) ? undefined : { start, end: start + value.length, evidence: 'likely' }
}

const noValue = /^(?:keine?|none|nein|no|unbekannt|unknown|n\/?a|null|true|false|string|-+)$/i

function labelled(text: string, { label }: Hints, report: (found: Found) => void): void {
  if (label === undefined || text.length < 2 || text.length > fieldCharactersMax || noValue.test(text)) return
  const plain = label.replaceAll(/(?<=\p{Ll})(?=\p{Lu})|[_-]/gu, ' ').toLowerCase()
  const field = specialNeedles.find((word) => word.isField && word.needle === plain)
  if (field === undefined) return
  report({ start: 0, end: text.length, category: 'NRP', kind: field.kind, evidence: 'likely' })
}

/** ICD-10-GM: a letter, two digits, a point and one or two digits, and the certainty of the diagnosis (G, V, Z, A). */
const icdCode = /(?<![\p{L}\d])[A-TV-Z]\d{2}(?:\.(?:\d{1,2}|-))?[+*!]?(?: ?[GVZAR](?![\p{L}\d]))?(?![\p{L}\d])/gu
const codesReach = 80

/** Codes of diagnoses behind "ICD" or "Diagnose". Alone the form is a motorway or a bolt: it is not looked at. */
function diagnosisCodes(text: string, cues: readonly number[], report: (found: Found) => void): void {
  let covered = 0
  for (const at of cues) {
    const from = Math.max(at, covered)
    const stretch = text.slice(from, at + codesReach)
    for (const code of stretch.matchAll(icdCode)) {
      const start = from + code.index
      covered = start + code[0].length
      report({ start, end: covered, category: 'NRP', kind: 'HEALTH', evidence: 'likely' })
    }
  }
}
