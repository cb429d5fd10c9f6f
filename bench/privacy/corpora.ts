/** The report sets: texts that nothing was trained on and no word list was made from. Each is judged by itself. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type GoldRecord, goldRecordOf } from '../../packages/privacy/src/evaluation/record.ts'

/** Beside the checkout, because most of it must not be copied. */
const folder = join(import.meta.dirname, '../../../shared/pii-data')

export interface Corpus {
  /** Path within the folder, without its ending. */
  readonly name: string
  readonly language: string
  readonly records: readonly GoldRecord[]
}

export const reportSets = [
  'de/germeval14_dev',
  'de/ler_dev',
  'de/ler_timex_bag',
  'de/ler_timex_bfh',
  'de/ler_timex_bgh',
  'de/ler_timex_bsg',
  'de/mobie_dev',
  'en/uner_ewt_dev',
  'en/btc_dev',
  'en/wnut17_dev',
  'en/presidio_synth_v1',
  'es/meddocan_dev',
  'synthetic/ids_carriers_dev',
] as const

export type ReportSet = (typeof reportSets)[number]

/** Classes that a corpus has labelled. What it has not labelled may be there all the same: hits on it are no mistakes. */
const labelledOnly: Readonly<Partial<Record<ReportSet, readonly string[]>>> = {
  'de/ler_timex_bag': ['DATE', 'TIME'],
  'de/ler_timex_bfh': ['DATE', 'TIME'],
  'de/ler_timex_bgh': ['DATE', 'TIME'],
  'de/ler_timex_bsg': ['DATE', 'TIME'],
}

/** Undefined: every judged class. */
export function labelledIn(name: string): readonly string[] | undefined {
  return Object.entries(labelledOnly).find(([each]) => each === name)?.[1]
}

/** Undefined where the file is not there. */
export function readCorpus(name: string): Corpus | undefined {
  const path = join(folder, `${name}.jsonl`)
  if (!existsSync(path)) return undefined
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const records = lines.map((line, index) => {
    const record = goldRecordOf(JSON.parse(line))
    if (record === undefined) throw new Error(`${name}, line ${index + 1}: no text with spans`)
    return record
  })
  return { name, language: name.slice(0, 2), records }
}
