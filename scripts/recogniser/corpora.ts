// Reads the corpora whose licence lets weights ship (reference: the model card). Nothing of them is written anywhere.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Tagged } from '@stellwerk/privacy/recogniser/tags'

/** A text with the names in it, in UTF-16 places. */
export interface Sample {
  readonly text: string
  readonly spans: readonly { readonly start: number; readonly end: number; readonly label: Tagged }[]
  readonly language: 'de' | 'en' | 'es'
  readonly corpus: string
}

interface RecordOfCorpus {
  readonly text: string
  readonly lang: string
  readonly spans: readonly { start: number; end: number; label: string; orig_label: string }[]
}

/** Files that weights are trained on, by corpus. */
export const trainingFiles = {
  germeval14: ['de/germeval14_test_two_thirds.jsonl'],
  smartdata: ['de/smartdata_train.jsonl'],
  mobie: ['de/mobie_train.jsonl'],
  btc: ['en/btc_train.jsonl'],
  wnut17: ['en/wnut17_train.jsonl'],
  meddocan: ['es/meddocan_train.jsonl'],
} as const

export const reportFiles = [
  'de/germeval14_dev.jsonl',
  'de/ler_dev.jsonl',
  'de/ler_timex_bag.jsonl',
  'de/ler_timex_bfh.jsonl',
  'de/ler_timex_bgh.jsonl',
  'de/ler_timex_bsg.jsonl',
  'de/mobie_dev.jsonl',
  'en/uner_ewt_dev.jsonl',
  'en/btc_dev.jsonl',
  'en/wnut17_dev.jsonl',
  'en/presidio_synth_v1.jsonl',
  'es/meddocan_dev.jsonl',
  'synthetic/ids_carriers_dev.jsonl',
] as const

export function readRecords(file: string): RecordOfCorpus[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  // The files are ours and checked: see their README.
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as RecordOfCorpus)
}

export function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** Place of each code point in UTF-16, and of the end. */
export function placesOf(text: string): number[] {
  const places: number[] = []
  let at = 0
  for (const character of text) {
    places.push(at)
    at += character.length
  }
  places.push(at)
  return places
}

function sampleOf(record: RecordOfCorpus, corpus: string): Sample {
  const places = placesOf(record.text)
  const spans = record.spans.flatMap((span) => {
    const label = labelOf(span, corpus, record.text)
    return label === undefined ? [] : [{ start: places[span.start] ?? 0, end: places[span.end] ?? 0, label }]
  })
  const language = record.lang === 'de' || record.lang === 'en' ? record.lang : 'es'
  return { text: record.text, spans, language, corpus }
}

/** Route and road numbers (S4, A8) are no personal data, and a road of the traffic corpora is seldom an address. */
function labelOf(span: RecordOfCorpus['spans'][number], corpus: string, text: string): Tagged | undefined {
  const { label, orig_label } = span
  if (orig_label === 'location-route') return undefined
  const written = Array.from(text).slice(span.start, span.end).join('')
  if ((corpus === 'smartdata' || corpus === 'mobie') && label === 'ADDRESS') {
    return /\d/.test(written) ? undefined : 'ADDRESS'
  }
  return label === 'PERSON' || label === 'LOCATION' || label === 'ORG' || label === 'ADDRESS' ? label : undefined
}

/** Letters and digits only, so that detokenised copies are equal. */
function normal(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Shorter sentences ("Danke!") are everybody's. */
const sentenceMin = 25

function sentencesOf(text: string): string[] {
  return text
    .split(/[\n.!?]+/)
    .map(normal)
    .filter((sentence) => sentence.length >= sentenceMin)
}

/** Everything that stands in a report set, as texts and as sentences. */
export function reported(data: string): ReadonlySet<string> {
  const seen = new Set<string>()
  for (const file of reportFiles) {
    for (const { text } of readRecords(join(data, file))) {
      seen.add(normal(text))
      for (const sentence of sentencesOf(text)) seen.add(sentence)
    }
  }
  return seen
}

/** The samples of a corpus without those that share a text or a sentence with a report set. */
export function readCorpus(data: string, corpus: keyof typeof trainingFiles, seen: ReadonlySet<string>): Sample[] {
  return trainingFiles[corpus].flatMap((file) => {
    const path = join(data, file)
    if (!existsSync(path)) throw new Error(`${path} is missing: --data must name the folder of the corpora`)
    const samples = readRecords(path).map((record) => sampleOf(record, corpus))
    return samples.filter(
      ({ text }) => !seen.has(normal(text)) && !sentencesOf(text).some((sentence) => seen.has(sentence)),
    )
  })
}
