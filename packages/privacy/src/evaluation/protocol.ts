import type { Finding } from '../finding.ts'
import { classOf, type GoldRecord } from './record.ts'
import { type Counts, countsOf, type Figures, figuresOf, type LabelledSpan, sumOf } from './spans.ts'

/*
 * The protocol by which detection is judged: exact spans per class, spans that are covered whole, documents that leak, and text that was
 * masked though it is nobody's. Each corpus is judged by itself.
 */

/** What detection made of one record. */
export interface Outcome {
  readonly record: GoldRecord
  readonly findings: readonly Finding[]
  /** Those that the policy masks. */
  readonly masked: readonly Finding[]
}

/** The middle 95 of 100 resamples of the documents. */
export interface Interval {
  readonly low: number
  readonly high: number
}

export interface ClassFigures extends Figures {
  readonly f1Interval: Interval
  readonly coverInterval: Interval
  /** Fewer gold spans than a headline can rest on. */
  readonly isFew: boolean
}

export interface CorpusFigures {
  readonly documents: number
  /** UTF-16 code units. */
  readonly characters: number
  readonly classes: Readonly<Record<string, ClassFigures>>
  readonly micro: Figures
  /** Mean F1 of the classes. */
  readonly macroF1: number
  readonly leaks: {
    /** Share of gold characters, of personal classes, that are found under any label. */
    readonly characterRecall: number
    /** Share of gold spans that are covered whole, weighted by what a leak costs. */
    readonly weightedCover: number
    /** Documents in which a span of weight 3 or more is not covered. */
    readonly documents: number
    readonly documentRate: number
  }
  readonly overMasking: {
    /** Masked characters outside of all gold, per 1,000 characters. */
    readonly per1000: number
    /** Documents that hold nothing personal, and those of them that were touched. */
    readonly harmless: number
    readonly touched: number
  }
  /** Cover by what the corpus calls it, for classes that have several kinds. */
  readonly kinds: Readonly<Record<string, { readonly gold: number; readonly covered: number; readonly cover: number }>>
}

/** Classes that are judged. Others are neutral. */
const judgedClasses = [
  'PERSON',
  'ADDRESS',
  'LOCATION',
  'ORG',
  'DATE',
  'TIME',
  'AGE',
  'EMAIL',
  'PHONE',
  'URL',
  'IP',
  'IBAN',
  'CREDIT_CARD',
  'ID',
  'PROFESSION',
  'SECRET',
] as const

/** What it costs when it leaks; classes of no weight are not counted as leaks. */
const weights: Readonly<Record<string, number>> = {
  SECRET: 5,
  ID: 5,
  IBAN: 5,
  CREDIT_CARD: 5,
  PERSON: 3,
  ADDRESS: 3,
  EMAIL: 3,
  PHONE: 3,
  AGE: 2,
  LOCATION: 1,
  ORG: 1,
}

/** From this weight on a document leaks. */
const leakWeight = 3

/** Gold spans below which a figure is no headline. */
const fewSpans = 30

const resamples = 200

/** Figures of one corpus. @param outcomes one for each record */
export function judged(outcomes: readonly Outcome[]): CorpusFigures {
  const documents = outcomes.map(judgedDocument)
  const present = judgedClasses.filter((label) => documents.some(({ counts }) => (counts[label]?.gold ?? 0) > 0))
  const classes = Object.fromEntries(present.map((label) => [label, classFigures(documents, label)]))
  const all = present.flatMap((label) => documents.map(({ counts }) => counts[label] ?? none))
  const goldCharacters = sum(documents, ({ goldCharacters: count }) => count)
  const weighed = sum(documents, ({ weight }) => weight)
  const leaking = documents.filter(({ isLeaking }) => isLeaking).length
  const characters = sum(outcomes, ({ record }) => record.text.length)
  const harmless = documents.filter(({ isHarmless }) => isHarmless)
  return {
    documents: outcomes.length,
    characters,
    classes,
    micro: figuresOf(sumOf(all)),
    macroF1: mean(Object.values(classes).map(({ f1 }) => f1)),
    leaks: {
      characterRecall: ratio(
        sum(documents, ({ foundCharacters: count }) => count),
        goldCharacters,
      ),
      weightedCover: ratio(
        sum(documents, ({ coveredWeight }) => coveredWeight),
        weighed,
      ),
      documents: leaking,
      documentRate: leaking / Math.max(1, outcomes.length),
    },
    overMasking: {
      per1000: (1_000 * sum(documents, ({ overMasked }) => overMasked)) / Math.max(1, characters),
      harmless: harmless.length,
      touched: harmless.filter(({ isTouched }) => isTouched).length,
    },
    kinds: kindFigures(outcomes),
  }
}

interface JudgedDocument {
  readonly counts: Readonly<Record<string, Counts>>
  readonly goldCharacters: number
  readonly foundCharacters: number
  readonly weight: number
  readonly coveredWeight: number
  readonly isLeaking: boolean
  readonly overMasked: number
  readonly isHarmless: boolean
  readonly isTouched: boolean
}

const none: Counts = { gold: 0, found: 0, exact: 0, covered: 0, touching: 0 }

function judgedDocument({ record, findings, masked }: Outcome): JudgedDocument {
  const { text, spans: gold } = record
  const found: LabelledSpan[] = findings.map(({ start, end, category }) => ({ start, end, label: classOf(category) }))
  const counts = Object.fromEntries(
    judgedClasses.map((label) => [label, countsOf({ text, gold, found }, label)] as const),
  )
  const isFound = marks(text.length, findings)
  const isGold = marks(text.length, gold)
  const personal = gold.filter(({ label }) => weights[label] !== undefined)
  const isPersonal = marks(text.length, personal)
  let weight = 0
  let coveredWeight = 0
  let isLeaking = false
  for (const [label, of] of Object.entries(weights)) {
    const { gold: count, covered } = counts[label] ?? none
    weight += of * count
    coveredWeight += of * covered
    if (of >= leakWeight && covered < count) isLeaking = true
  }
  const isMasked = marks(text.length, masked)
  return {
    counts,
    goldCharacters: countIn(isPersonal, () => true),
    foundCharacters: countIn(isPersonal, (place) => isFound[place] === 1),
    weight,
    coveredWeight,
    isLeaking,
    overMasked: countIn(isMasked, (place) => isGold[place] === 0),
    isHarmless: gold.length === 0,
    isTouched: masked.length > 0,
  }
}

/** A byte for each place: 1 where a span is. */
function marks(length: number, spans: readonly { readonly start: number; readonly end: number }[]): Uint8Array {
  const marked = new Uint8Array(length)
  for (const { start, end } of spans) marked.fill(1, start, end)
  return marked
}

function countIn(marked: Uint8Array, isCounted: (place: number) => boolean): number {
  let total = 0
  for (let place = 0; place < marked.length; place++) if (marked[place] === 1 && isCounted(place)) total++
  return total
}

function classFigures(documents: readonly JudgedDocument[], label: string): ClassFigures {
  const counts = documents.map((document) => document.counts[label] ?? none)
  const figures = figuresOf(sumOf(counts))
  const drawn = resampled(counts)
  return {
    ...figures,
    f1Interval: interval(drawn.map(({ f1 }) => f1)),
    coverInterval: interval(drawn.map(({ cover }) => cover)),
    isFew: figures.gold < fewSpans,
  }
}

/** Draws the documents again, with replacement. The same every time: a figure that moves by itself cannot be compared. */
function resampled(counts: readonly Counts[]): readonly Figures[] {
  // Documents without the class change nothing but the size of the draw.
  let state = 4_711
  const next = (): number => {
    // A linear congruential generator (Numerical Recipes, 32 bit), good enough to draw documents.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: resamples }, () => {
    const drawn = counts.map(() => counts[Math.floor(next() * counts.length)] ?? none)
    return figuresOf(sumOf(drawn))
  })
}

/** Of each hundred values the two and a half at either end are left out. */
function interval(values: readonly number[]): Interval {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}

function kindFigures(outcomes: readonly Outcome[]): CorpusFigures['kinds'] {
  const kinds = new Map<string, { gold: number; covered: number }>()
  for (const { record, findings } of outcomes) {
    const found = findings.map(({ start, end }) => ({ start, end, label: 'any' }))
    for (const { start, end, original, label } of record.spans) {
      if (!judgedClasses.some((each) => each === label)) continue
      const kind = kinds.get(original) ?? { gold: 0, covered: 0 }
      kinds.set(original, kind)
      kind.gold++
      kind.covered += countsOf({ text: record.text, gold: [{ start, end, label: 'any' }], found }, 'any').covered
    }
  }
  return Object.fromEntries(
    [...kinds]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([kind, { gold, covered }]) => [kind, { gold, covered, cover: covered / gold }]),
  )
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}

/** Where there is nothing to find, nothing was missed. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length
}
