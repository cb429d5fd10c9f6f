// Runs the recogniser over samples and counts.
import { intervalOf, type Interval } from '@stellwerk/privacy/evaluation/bootstrap'
import { countsOf, figuresOf, sumOf, type Figures, type Judged } from '@stellwerk/privacy/evaluation/spans'
import { categories, type Finding } from '@stellwerk/privacy/finding'
import { readingAsIs } from '@stellwerk/privacy/reading'
import { propagated } from '@stellwerk/privacy/recogniser/propagate'
import type { Recogniser } from '@stellwerk/privacy/recogniser/recogniser'
import type { Sensitivity } from '@stellwerk/privacy/treatment'

type Sensitivities = Record<(typeof categories)[number], Sensitivity>

import { randomOf } from './crf.ts'

const bootstrapSeed = 1

export interface How {
  readonly sensitivity: Sensitivity
  /** Whether names that were found once are masked in the whole text. */
  readonly propagates?: boolean
}

export function judge(recogniser: Recogniser, sample: { text: string; spans: Judged['gold'] }, how: How): Judged {
  const { sensitivity, propagates } = how
  const findings: Finding[] = []
  // Every category of the list, so the object is whole.
  const all = Object.fromEntries(categories.map((category) => [category, sensitivity])) as Sensitivities
  const reading = readingAsIs(sample.text)
  recogniser.find(reading, { region: 'DE', sensitivity: all }, (finding) => findings.push(finding))
  const whole = propagates === true ? (propagated([{ reading, findings }])[0] ?? []) : findings
  return {
    text: sample.text,
    gold: sample.spans,
    found: whole.map(({ start, end, category }) => ({ start, end, label: category })),
  }
}

export function lineOf(judged: readonly Judged[]): string {
  const parts = ['PERSON', 'LOCATION', 'ORG', 'ADDRESS'].map((label) => {
    const documents = judged.map((one) => countsOf(one, label))
    const figures = figuresOf(sumOf(documents))
    const interval = intervalOf(documents, (counts) => figuresOf(counts).f1, randomOf(bootstrapSeed))
    return figures.gold < 10 ? undefined : `${label} ${shown(figures, interval)}`
  })
  return parts.filter((part) => part !== undefined).join(' | ')
}

function shown({ gold, f1, precision, recall, cover, touchPrecision }: Figures, { low, high }: Interval): string {
  return `n ${gold} F1 ${percent(f1)} [${percent(low)}–${percent(high)}] (P ${percent(precision)} R ${percent(recall)}) cover ${percent(cover)} touch ${percent(touchPrecision)}`
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}
