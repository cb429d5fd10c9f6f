// Figures of the recogniser alone over files of the corpora: swbun scripts/recogniser/evaluate.ts --data FOLDER --weights FILE
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import type { Judged } from '@stellwerk/privacy/evaluation/spans'
import { openRecogniser } from '@stellwerk/privacy/recogniser/recogniser'
import type { Sensitivity } from '@stellwerk/privacy/treatment'

import { judge, lineOf } from './judge.ts'
import { placesOf, readRecords, reportFiles } from './corpora.ts'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    weights: { type: 'string' },
    file: { type: 'string', multiple: true },
    sensitivity: { type: 'string', multiple: true, default: ['balanced', 'strict'] },
    errors: { type: 'string' },
    propagate: { type: 'boolean', default: false },
  },
})
const { data, weights } = options
if (data === undefined || weights === undefined) throw new Error('--data FOLDER and --weights FILE are needed')
const recogniser = openRecogniser(readFileSync(weights))

for (const file of options.file ??
  reportFiles.filter((name) => !name.includes('timex') && !name.includes('synthetic/'))) {
  const records = readRecords(join(data, file))
  for (const sensitivity of options.sensitivity as Sensitivity[]) {
    const judged = records.map((record) =>
      judge(recogniser, sampleOf(record), { sensitivity, propagates: options.propagate }),
    )
    if (options.errors !== undefined) printErrors(judged, options.errors)
    console.log(`${file.padEnd(30)} ${sensitivity.padEnd(8)} ${lineOf(judged)}`)
  }
}

function sampleOf(record: ReturnType<typeof readRecords>[number]): { text: string; spans: Judged['gold'] } {
  const places = placesOf(record.text)
  const spans = record.spans.map((span) => ({
    start: places[span.start] ?? 0,
    end: places[span.end] ?? 0,
    label: span.label,
  }))
  return { text: record.text, spans }
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
