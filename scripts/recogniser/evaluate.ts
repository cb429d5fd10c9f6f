// Figures of the recogniser alone over files of the corpora: swbun scripts/recogniser/evaluate.ts --data FOLDER --weights FILE
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { countsOf, figuresOf, sumOf, type Judged } from '@stellwerk/privacy/evaluation/spans'
import { categories } from '@stellwerk/privacy/finding'
import { readingAsIs } from '@stellwerk/privacy/reading'
import { openRecogniser } from '@stellwerk/privacy/recogniser/recogniser'
import type { Sensitivity } from '@stellwerk/privacy/treatment'

import { placesOf, readRecords, reportFiles } from './corpora.ts'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    weights: { type: 'string' },
    file: { type: 'string', multiple: true },
    sensitivity: { type: 'string', multiple: true, default: ['balanced', 'strict'] },
    errors: { type: 'string' },
  },
})
const { data, weights } = options
if (data === undefined || weights === undefined) throw new Error('--data FOLDER and --weights FILE are needed')
const recogniser = openRecogniser(readFileSync(weights))

for (const file of options.file ??
  reportFiles.filter((name) => !name.includes('timex') && !name.includes('synthetic/'))) {
  const records = readRecords(join(data, file))
  for (const sensitivity of options.sensitivity as Sensitivity[]) {
    const judged = records.map((record) => judge(record, sensitivity))
    const line = ['PERSON', 'LOCATION', 'ORG'].map((label) => {
      const figures = figuresOf(sumOf(judged.map((one) => countsOf(one, label))))
      if (options.errors === label) printErrors(judged, label)
      return `${label} n ${figures.gold} F1 ${percent(figures.f1)} (P ${percent(figures.precision)} R ${percent(figures.recall)}) cover ${percent(figures.cover)} touch ${percent(figures.touchPrecision)}`
    })
    console.log(`${file.padEnd(30)} ${sensitivity.padEnd(8)} ${line.join(' | ')}`)
  }
}

function judge(record: ReturnType<typeof readRecords>[number], sensitivity: Sensitivity): Judged {
  const places = placesOf(record.text)
  const gold = record.spans.map((span) => ({
    start: places[span.start] ?? 0,
    end: places[span.end] ?? 0,
    label: span.label,
  }))
  const found: { start: number; end: number; label: string }[] = []
  // Every category of the list, so the object is whole.
  const all = Object.fromEntries(categories.map((category) => [category, sensitivity])) as Record<
    (typeof categories)[number],
    Sensitivity
  >
  recogniser.find(readingAsIs(record.text), { region: 'DE', sensitivity: all }, ({ start, end, category }) =>
    found.push({ start, end, label: category }),
  )
  return { text: record.text, gold, found }
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}

function printErrors(judged: readonly Judged[], label: string): void {
  for (const { text, gold, found } of judged) {
    const missing = gold.filter(
      (span) =>
        span.label === label &&
        !found.some((other) => other.start === span.start && other.end === span.end && other.label === label),
    )
    const extra = found.filter(
      (span) =>
        span.label === label &&
        !gold.some((other) => other.start === span.start && other.end === span.end && other.label === label),
    )
    if (missing.length + extra.length === 0) continue
    const show = (spans: readonly { start: number; end: number }[]) =>
      spans.map(({ start, end }) => text.slice(start, end)).join(' / ')
    console.log(`- [${show(missing)}] + [${show(extra)}] ${text.slice(0, 200).replaceAll('\n', ' ')}`)
  }
}
