import { resolve } from 'node:path'

import type { Language } from '@stellwerk/contract/language'
import { judged, type Outcome } from '@stellwerk/privacy/evaluation/protocol'
import { goldRecordOf, type GoldRecord } from '@stellwerk/privacy/evaluation/record'
import type { PrivacyPolicy } from '@stellwerk/privacy/treatment'

import { type CommandCall, type CommandSpec, type ExitCode, note, optionText, say } from './command.ts'
import { columns } from './help.ts'
import { jsonLines } from './jsonl-input.ts'
import { policyIn, policyOptions, presetWords } from './privacy-detect.ts'
import { type FileDetection, openFileDetection } from './privacy-detection.ts'
import { type EvaluatedFile, evaluationHeads, evaluationRows, evaluationSummary } from './privacy-evaluate-figures.ts'
import { evaluationPage } from './privacy-evaluate-page.ts'
import { writePrivateFile } from './private-file.ts'

/** Files of one call; a shell that puts in more has mistaken a folder. */
const filesMax = 1_000

const example = 'stellwerk privacy evaluate corpus.jsonl'

export const evaluatePrivacyCommand: CommandSpec = {
  words: 'privacy evaluate',
  argument: 'FILE…',
  argumentsMax: filesMax,
  summary: { de: 'Messen, was gefunden wird', en: 'Measure what is found' },
  details: {
    de: 'Liest Texte mit dem, was Menschen darin gefunden haben, {"id","text","spans":[{"start","end","label"}]} je Zeile, und sagt je Datei und Klasse: F1 genauer Stellen, Anteil ganz verdeckter Stellen (der Rest ist ein Leck), Maskiertes daneben je 1.000 Zeichen. In Klammern 95 %-Bereiche; * heißt weniger als 30 Stellen. Ein eigenes Modell (privacy.model) sucht mit, wo --config genannt ist. Rückgabewert: 0 jede Zeile ist gelesen, 2 eine ist es nicht.',
    en: 'Reads texts with what people found in them, {"id","text","spans":[{"start","end","label"}]} a line, and says by file and class: F1 of exact spans, share of spans covered whole (the rest is a leak), what was masked beside per 1,000 characters. 95 % intervals in brackets; * means fewer than 30 spans. A model of your own (privacy.model) looks too where --config is given. Exit status: 0 every line was read, 2 one was not.',
  },
  options: [
    ...policyOptions,
    {
      name: 'html',
      value: 'FILE',
      help: { de: 'Seite mit den markierten Texten schreiben', en: 'Write a page with the marked texts' },
    },
  ],
  run: evaluateAll,
}

async function evaluateAll(call: CommandCall): Promise<ExitCode> {
  const policy = policyIn(call)
  const detection = await openFileDetection(call, policy)
  try {
    return await evaluateEach(call, detection, policy)
  } finally {
    detection.close()
  }
}

async function evaluateEach(call: CommandCall, detection: FileDetection, policy: PrivacyPolicy): Promise<ExitCode> {
  const evaluated: EvaluatedFile[] = []
  let isAllRead = true
  for (const file of call.allArguments) {
    const { records, badLines } = await recordsIn(call, file)
    for (const line of badLines) {
      isAllRead = false
      note(
        call,
        {
          de: `${file}, Zeile ${line}: kein {"id","text","spans"}`,
          en: `${file}, line ${line}: no {"id","text","spans"}`,
        }[call.language],
      )
    }
    if (call.io.stderr.isTTY === true) note(call, `${file}: ${records.length}`)
    const outcomes: Outcome[] = []
    for (const record of records) outcomes.push(await outcomeOf(record, detection, policy))
    evaluated.push({ file, figures: judged(outcomes), outcomes })
  }
  writePage(call, evaluated, detection)
  if (call.isJson) {
    const results = evaluated.map(({ file, figures }) => ({ file, ...figures }))
    say(call, JSON.stringify({ detector: detection.version, policy: policy.id, results }))
  } else {
    say(call, lookedBy(call, detection))
    for (const each of evaluated) say(call, tableOf(each, call.language))
  }
  return isAllRead ? 0 : 2
}

async function recordsIn(
  call: CommandCall,
  file: string,
): Promise<{ readonly records: readonly GoldRecord[]; readonly badLines: readonly number[] }> {
  const records: GoldRecord[] = []
  const badLines: number[] = []
  for await (const { number, value } of jsonLines(call, file, example)) {
    const record = goldRecordOf(value)
    if (record === undefined) badLines.push(number)
    else records.push(record)
  }
  return { records, badLines }
}

async function outcomeOf(record: GoldRecord, detection: FileDetection, policy: PrivacyPolicy): Promise<Outcome> {
  const findings = await detection.find(record.text, record.language)
  const masked = findings.filter(({ category, kind }) => (policy.kinds[kind] ?? policy.treatment[category]) !== 'pass')
  return { record, findings, masked }
}

function writePage(call: CommandCall, evaluated: readonly EvaluatedFile[], { version }: FileDetection): void {
  const path = optionText(call, 'html')
  if (path === undefined) return
  const html = evaluationPage(evaluated, { detector: version, preset: presetWords(call) }, call.language)
  writePrivateFile(resolve(call.io.cwd, path), html, `--html: ${path}`)
}

/** Whose figures these are. */
function lookedBy(call: CommandCall, { version, hasModel }: FileDetection): string {
  const { detector, preset, model } = {
    de: { detector: 'Detektor', preset: 'Vorgabe', model: hasModel ? 'mit eigenem Modell' : 'ohne eigenes Modell' },
    en: {
      detector: 'detector',
      preset: 'preset',
      model: hasModel ? 'with a model of your own' : 'without a model of your own',
    },
  }[call.language]
  return `${detector} ${version}, ${model}; ${preset} ${presetWords(call)}\n`
}

function tableOf({ file, figures }: EvaluatedFile, language: Language): string {
  const heads = Object.values(evaluationHeads).map((head) => head[language])
  const summary = evaluationSummary(figures, language).map(([figure, what]) => `${figure} ${what}`)
  return [file, summary.join('; '), ...columns([heads, ...evaluationRows(figures, language)]), ''].join('\n')
}
