import { cueKinds } from './cues.ts'
import { margin } from './features.ts'
import { kindOf, unitKinds } from './letters.ts'
import { gaps, tokenKinds, type Segment } from './segment.ts'
import type { Tagger } from './tagger.ts'
import { beginTag, categoryIndexOf, insideTag, isInside, outside, tagged, type Tagged } from './tags.ts'
import { rowSize } from './weights.ts'
import { lexiconBits, shapes } from './word.ts'

/** A name in a text, in places of the text that was read. */
export interface Name {
  readonly start: number
  readonly end: number
  readonly category: Tagged
  readonly score: number
}

/** Tokens of one name. */
interface Run {
  from: number
  to: number
  readonly category: Tagged
}

/** The names of a tagged segment, in the form that is masked: without titles, without a genitive -s. */
export function namesOf(text: string, segment: Segment, tagger: Tagger): Name[] {
  const names: Name[] = []
  for (let index = 0; index < segment.count; index++) {
    if (tagger.tags[index] === outside) continue
    const run = runFrom(index, segment, tagger)
    index = run.to - 1
    trimTitles(run, tagger)
    if (run.from < run.to && isPlausible(run, tagger)) names.push(nameOf(run, text, segment, tagger))
  }
  return names
}

function runFrom(from: number, segment: Segment, tagger: Tagger): Run {
  const tag = tagger.tags[from] ?? outside
  let to = from + 1
  while (
    to < segment.count &&
    isNear(to, segment) &&
    (isInside(tagger.tags[to] ?? outside) || continuesPerson(to, segment, tagger))
  )
    to++
  return { from, to, category: tagged[categoryIndexOf(tag)] ?? 'PERSON' }
}

/** Names in two columns are two names. */
const spacesMax = 2

function isNear(index: number, segment: Segment): boolean {
  return (segment.start[index] ?? 0) - (segment.end[index - 1] ?? 0) <= spacesMax
}

/**
 * Two persons side by side with only a space between them are one: "Karl" "Josef Scheer". Behind a genitive they are two, and behind
 * a full stop or a quotation mark.
 */
function continuesPerson(index: number, segment: Segment, tagger: Tagger): boolean {
  const person = beginTag(0)
  const before = tagger.tags[index - 1]
  const areBoth = tagger.tags[index] === person && (before === person || before === insideTag(0))
  const isMarkBefore = segment.kind[index - 1] === tokenKinds.mark
  const isBesides = segment.gap[index] === gaps.space && segment.kind[index] === tokenKinds.word && !isMarkBefore
  return areBoth && isBesides && ((classOf(tagger, index - 1) >>> 9) & lexiconBits.genitive) === 0
}

function classOf(tagger: Tagger, index: number): number {
  return tagger.classes[index + margin] ?? 0
}

/** Herr, Frau, Dr. stay readable: they carry the grammar of the sentence and name nobody. So do the words around a name. */
function trimTitles(run: Run, tagger: Tagger): void {
  if (run.category !== 'PERSON') return
  while (run.from < run.to && isTitleOrMark(classOf(tagger, run.from))) run.from++
  while (run.to > run.from && isMark(classOf(tagger, run.to - 1))) run.to--
  if (hasCapital(run, tagger)) trimWords(run, tagger)
}

function trimWords(run: Run, tagger: Tagger): void {
  while (run.to - run.from > 1 && isWordBefore(classOf(tagger, run.from), classOf(tagger, run.from + 1))) run.from++
  while (run.to - run.from > 1 && isWordBehind(classOf(tagger, run.to - 1), classOf(tagger, run.to - 2))) run.to--
}

function hasCapital(run: Run, tagger: Tagger): boolean {
  for (let index = run.from; index < run.to; index++) if ((classOf(tagger, index) & 31) === shapes.title) return true
  return false
}

/** "ermuntert Castro", "Dirigent Yehudi": a verb, or a noun that is no name before a word that may be one. */
function isWordBefore(own: number, next: number): boolean {
  const bits = own >>> 9
  if ((bits & anyName) !== 0) return false
  if ((own & 31) === shapes.lower) return (own >>> 5) % 16 !== cueKinds.particle
  return (bits & anyWord) !== 0 && (((next >>> 9) & anyWord) === 0 || ((next >>> 9) & anyName) !== 0)
}

/** "Boixet empfahl", "Tommys Hund": a verb, or a noun behind a genitive. */
function isWordBehind(own: number, before: number): boolean {
  const bits = own >>> 9
  if ((bits & anyName) !== 0) return false
  if ((own & 31) === shapes.lower) return true
  return (bits & anyWord) !== 0 && ((before >>> 9) & lexiconBits.genitive) !== 0
}

const anyName = lexiconBits.given | lexiconBits.surname
const anyWord = lexiconBits.common | lexiconBits.compound | lexiconBits.frequent

function isTitleOrMark(wordClass: number): boolean {
  // "H. c." is a title, "H." before a surname an initial.
  const isInitial = (wordClass & 31) === shapes.initial
  return (isTitle(wordClass) && !isInitial) || isMark(wordClass)
}

function isTitle(wordClass: number): boolean {
  const cue = (wordClass >>> 5) & 15
  return cue === cueKinds.salutation || cue === cueKinds.title
}

function isMark(wordClass: number): boolean {
  const shape = wordClass & 31
  return shape >= shapes.stop && shape <= shapes.mark
}

/** A name has a letter; a route number such as S4 or A8 is no place. */
function isPlausible(run: Run, tagger: Tagger): boolean {
  for (let index = run.from; index < run.to; index++) {
    const shape = classOf(tagger, index) & 31
    if (shape < shapes.number || shape === shapes.long) return true
  }
  return run.category === 'ADDRESS' || (run.category === 'ORG' && run.to - run.from > 1)
}

function nameOf(run: Run, text: string, segment: Segment, tagger: Tagger): Name {
  const isHandle = segment.kind[run.from] === tokenKinds.handle
  // The sign of @name stays: it is no part of the name.
  const start = (segment.start[run.from] ?? 0) + (isHandle ? 1 : 0)
  const end = segment.end[run.to - 1] ?? start
  const mayBeGenitive = run.category === 'PERSON' && !isAddressed(run, tagger)
  const isGenitive = mayBeGenitive && endsInGenitive(text, start, end, classOf(tagger, run.to - 1))
  return { start, end: isGenitive ? end - 1 : end, category: run.category, score: scoreOf(run, tagger) }
}

/** Behind "Herr", "Dr." or "Kollege" the -s is more often the name's own ("Herr Tillmanns"), and masking all of it is safe. */
function isAddressed(run: Run, tagger: Tagger): boolean {
  const before = run.from === 0 ? 0 : classOf(tagger, run.from - 1)
  return isTitle(before) || ((before >>> 5) & 15) === cueKinds.relation
}

/**
 * "Webers": the -s stays outside where the gazetteers know the name without it. Where they know neither, the whole word is masked,
 * and restored as a whole. The bits of a word say how it is known: see `Word`.
 */
function endsInGenitive(text: string, start: number, end: number, wordClass: number): boolean {
  if (end - start < 4 || text.charCodeAt(end - 1) !== 115 || kindOf(text.charCodeAt(end - 2)) !== unitKinds.lower)
    return false
  return ((wordClass >>> 9) & lexiconBits.genitive) !== 0
}

/** Mean weight of the tags of the name, between 0 and 1; 0.5 is undecided. */
function scoreOf(run: Run, tagger: Tagger): number {
  let sum = 0
  for (let index = run.from; index < run.to; index++) {
    sum += tagger.scores[index * rowSize + (tagger.tags[index] ?? 1) - 1] ?? 0
  }
  const mean = Math.trunc(sum / (run.to - run.from))
  return Math.max(1, Math.min(99, 50 + Math.trunc(mean / 4))) / 100
}
