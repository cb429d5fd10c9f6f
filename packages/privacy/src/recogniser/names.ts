import { cueKinds } from './cues.ts'
import { margin } from './features.ts'
import { kindOf, unitKinds } from './letters.ts'
import { tokenKinds, type Segment } from './segment.ts'
import type { Tagger } from './tagger.ts'
import { categoryIndexOf, isInside, outside, tagged, type Tagged } from './tags.ts'
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
  while (to < segment.count && isInside(tagger.tags[to] ?? outside)) to++
  return { from, to, category: tagged[categoryIndexOf(tag)] ?? 'PERSON' }
}

function classOf(tagger: Tagger, index: number): number {
  return tagger.classes[index + margin] ?? 0
}

/** Herr, Frau, Dr. stay readable: they carry the grammar of the sentence and name nobody. */
function trimTitles(run: Run, tagger: Tagger): void {
  if (run.category !== 'PERSON') return
  while (run.from < run.to && isTitleOrMark(classOf(tagger, run.from))) run.from++
  while (run.to > run.from && isMark(classOf(tagger, run.to - 1))) run.to--
}

function isTitleOrMark(wordClass: number): boolean {
  const cue = (wordClass >>> 5) & 15
  return cue === cueKinds.salutation || cue === cueKinds.title || isMark(wordClass)
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
  const isGenitive = run.category === 'PERSON' && endsInGenitive(text, start, end, classOf(tagger, run.to - 1))
  return { start, end: isGenitive ? end - 1 : end, category: run.category, score: scoreOf(run, tagger) }
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
