import type { Segment } from './segment.ts'
import { hashOfWord } from './hash.ts'
import { margin } from './features.ts'
import type { Tagger } from './tagger.ts'
import { outside } from './tags.ts'
import { shapes } from './word.ts'

/** A profession in a text. Alone ("der Arzt") it says nothing of a person; with a cue ("Beruf: Maurer", "works as a nurse") it does. */
export interface Profession {
  readonly start: number
  readonly end: number
}

/** Between a cue and the profession at most: ":", an article and an adjective. */
const betweenMax = 3
const professionTokensMax = 4

/** Cues: the next words name what somebody does. Our own list. */
const cues: ReadonlySet<number> = new Set(
  `beruf berufsbezeichnung tätigkeit profession occupation jobtitle profesión profesion`
    .split(' ')
    .map((word) => hashOfWord(word)),
)
/** "als" and "as" are cues behind one of these within the last tokens. */
const workWords: ReadonlySet<number> = new Set(
  `arbeitet arbeitete arbeite arbeiten tätig beschäftigt angestellt gelernter gelernte gelernt ausbildung bewirbt beworben bewarb
  jobbt verdient works worked working employed work job trabaja trabajaba`
    .split(/\s+/)
    .map((word) => hashOfWord(word)),
)
const asWords: ReadonlySet<number> = new Set(['als', 'as', 'como'].map((word) => hashOfWord(word)))
/** Passed over between the cue and the profession. */
const passed: ReadonlySet<number> = new Set(
  [':', '=', '"', '|', ';', 'a', 'an', 'the', 'ein', 'eine', 'einen', 'einer', 'un', 'una'].map((word) =>
    hashOfWord(word),
  ),
)
const joins: ReadonlySet<number> = new Set(['für', 'of', 'in', 'for', 'im'].map((word) => hashOfWord(word)))

const adjectives: ReadonlySet<number> = new Set(
  'senior junior registered chief head assistant software sales project social retired certified freelance truck bus shop'
    .split(' ')
    .map((word) => hashOfWord(word)),
)
/** How words for professions end in German and English. */
const endings =
  `er erin in ist istin eur mann frau kraft wirt arzt ärztin anwalt koch or ent ant oge hilfe pfleger nurse clerk cook guard chef
  cian rian`.split(/\s+/)
const professionTailMax = 8

/** Professions of a tagged segment. Each token is looked at a bounded number of times. */
export function professionsOf(text: string, segment: Segment, tagger: Tagger): Profession[] {
  const professions: Profession[] = []
  for (let index = 0; index < segment.count; index++) {
    if (!isCue(index, tagger)) continue
    // Behind "Beruf:" stands a profession, even one that is a name as well (Maurer).
    const isLabel = cues.has(tagger.words[index + margin] ?? 0)
    const from = firstWord(index + 1, segment, { tagger, isLabel })
    const to = from < 0 ? from : endOf(from, text, segment, { tagger, isLabel })
    const isSure =
      to > from && (cues.has(tagger.words[index + margin] ?? 0) || endsLikeOne(text, segment.end[to - 1] ?? 0))
    if (isSure) professions.push({ start: segment.start[from] ?? 0, end: segment.end[to - 1] ?? 0 })
  }
  return professions
}

function isCue(index: number, tagger: Tagger): boolean {
  const word = tagger.words[index + margin] ?? 0
  if (cues.has(word)) return true
  if (!asWords.has(word)) return false
  for (let back = 1; back <= 6 && index - back >= 0; back++)
    if (workWords.has(tagger.words[index - back + margin] ?? 0)) return true
  return false
}

/** What is asked for each token behind a cue. */
interface Behind {
  readonly tagger: Tagger
  readonly isLabel: boolean
}

function firstWord(from: number, segment: Segment, behind: Behind): number {
  const { tagger } = behind
  let index = from
  while (index < segment.count && index - from < betweenMax && passed.has(tagger.words[index + margin] ?? 0)) index++
  return index < segment.count && index - from < betweenMax + 1 && isPart(index, behind) ? index : -1
}

/** Letters, in whatever case, that are no name. */
function isPart(index: number, { tagger, isLabel }: Behind): boolean {
  const shape = (tagger.classes[index + margin] ?? 0) & 31
  return shape <= shapes.mixedCase && (isLabel || tagger.tags[index] === outside)
}

/** German professions are capitalised nouns; an English one ends before a small word. */
function endOf(from: number, text: string, segment: Segment, behind: Behind): number {
  const { tagger } = behind
  let to = from
  while (
    to < segment.count &&
    to - from < professionTokensMax &&
    isPart(to, behind) &&
    (to === from || continues(to, text, segment, tagger))
  )
    to++
  return joins.has(tagger.words[to - 1 + margin] ?? 0) ? to - 1 : to
}

/** "arbeitet als Maurer", not "arbeitet als Grundlage". */
function endsLikeOne(text: string, end: number): boolean {
  const tail = text.slice(Math.max(0, end - professionTailMax), end).toLowerCase()
  return endings.some((ending) => tail.endsWith(ending))
}

function continues(index: number, text: string, segment: Segment, tagger: Tagger): boolean {
  if ((segment.gap[index] ?? 0) > 1) return false
  if (joins.has(tagger.words[index + margin] ?? 0) || adjectives.has(tagger.words[index - 1 + margin] ?? 0)) return true
  const first = text.charAt(segment.start[index] ?? 0)
  return first !== first.toLowerCase()
}
