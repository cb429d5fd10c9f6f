// `stellwerk licences training-data`: recorded questions and answers, where the licences of the models let them train another one.
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Language, Text } from '@stellwerk/contract/language'
import type { RuleOfLayer } from '@stellwerk/licences/output-ruling'
import { dutyKinds } from '@stellwerk/licences/vocabulary'

import { replaceDurably, syncFolder, unfinishedSuffix, writeAll } from '../durable-file.ts'
import type { DeploymentRuling, RuledComponent } from '../output-rulings.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { note, optionText, say, UsageError } from './command.ts'
import { mustBeNew } from './journal-bundle-writer.ts'
import { atEvidenceOffice } from './journal-office.ts'
import { type FrozenLog, frozenLogs, mustHold } from './journal-picked.ts'
import { outputReasonLines, type Refused, refusalsIn } from './output-refusal.ts'
import { recordedPairs, type RecordedPair } from './recorded-pairs.ts'

/** Of the file that says under which rules the data stand. */
const rulesSuffix = '.licences.json'

export const trainingDataCommand: CommandSpec = {
  words: 'licences training-data',
  summary: {
    de: 'Aufgezeichnete Fragen und Antworten als Trainingsdaten ausgeben, wo die Lizenzen es erlauben',
    en: 'Write recorded questions and answers as training data, where the licences let them',
  },
  details: {
    de: `Schreibt JSON Lines: je Zeile eine Frage mit ihrer Antwort, dem Modell, seinen Lizenzen und deren Regel für Ausgaben. Daneben liegt FILE${rulesSuffix} mit den Pflichten, die mit den Daten gehen. Sperrt eine Lizenz das Training mit Ausgaben oder ist sie dazu nicht gelesen, wird nichts geschrieben. Nötig ist, dass der Anwendungsfall Texte behält (record.class: full). Im Protokoll steht der Export. Rückgabewert: 0 geschrieben, 1 abgelehnt oder nichts da.`,
    en: `Writes JSON Lines: a question with its answer in each line, the model, its licences and their rule about outputs. Beside it lies FILE${rulesSuffix} with the duties that go with the data. Where a licence bars training with outputs, or has not been read about it, nothing is written. The use case has to keep texts (record.class: full). The journal says that it was exported. Exit status: 0 written, 1 refused or nothing there.`,
  },
  options: [
    {
      name: 'use-case',
      value: 'ID',
      help: {
        de: 'Anwendungsfall, dessen Antworten es sind (nötig)',
        en: 'Use case whose answers they are (required)',
      },
    },
    {
      name: 'model',
      value: 'NAME',
      help: { de: 'Nur von diesem Modell; sonst von allen', en: 'Of this model only; otherwise of all' },
    },
    { name: 'out', value: 'FILE', help: { de: 'Datei der Daten (nötig)', en: 'File of the data (required)' } },
    {
      name: 'recipient',
      value: 'TEXT',
      help: {
        de: 'An wen sie gehen; im Protokoll steht nur eine Festlegung darauf',
        en: 'Who gets them; the journal holds only a commitment to it',
      },
    },
    {
      name: 'reason',
      value: 'TEXT',
      help: { de: 'Weshalb, etwa ein Aktenzeichen; ebenso', en: 'Why, for example a file reference; likewise' },
    },
  ],
  run: exportTrainingData,
}

async function exportTrainingData(call: CommandCall): Promise<ExitCode> {
  const [useCase, model, out] = [optionText(call, 'use-case'), optionText(call, 'model'), optionText(call, 'out')]
  if (useCase === undefined) throw new UsageError({ de: '--use-case ID fehlt', en: '--use-case ID is missing' })
  if (out === undefined) throw new UsageError({ de: '--out FILE fehlt', en: '--out FILE is missing' })
  for (const file of [out, out + rulesSuffix]) mustBeNew(file)
  const rulings = await meant(call, useCase, model)
  const refused = refusalsIn(rulings)
  if (refused.length > 0) return refuse(call, refused)
  const logs = await frozenLogs(call)
  for (const log of logs) await mustHold(log)
  return write(call, { useCase, out, rulings, logs })
}

/** @throws UsageError where there is no such use case or model */
async function meant(
  call: CommandCall,
  useCase: string,
  model: string | undefined,
): Promise<readonly DeploymentRuling[]> {
  const all = await call.wiring.outputRulings(call.loadConfig(), useCase)
  if (all === undefined)
    throw new UsageError({ de: `es gibt keinen Anwendungsfall ${useCase}`, en: `there is no use case ${useCase}` })
  const rulings = all.filter((one) => model === undefined || one.model === model)
  if (rulings.length > 0) return rulings
  throw new UsageError({
    de: `${useCase} hat kein Modell ${model ?? ''}`.trimEnd(),
    en: `${useCase} has no model ${model ?? ''}`.trimEnd(),
  })
}

function refuse(call: CommandCall, refused: readonly Refused[]): ExitCode {
  if (call.isJson) {
    const shown = refused.map(({ text, ...one }) => ({ ...one, text: text[call.language] }))
    say(call, JSON.stringify({ error: { code: refused[0]?.code }, refused: shown }))
    return 1
  }
  for (const line of outputReasonLines(refused, call.language)) note(call, line)
  return 1
}

interface Export {
  readonly useCase: string
  readonly out: string
  readonly rulings: readonly DeploymentRuling[]
  readonly logs: readonly FrozenLog[]
}

/** What came of looking for pairs. */
interface Counts {
  pairs: number
  /** The vault has no texts of them, or not any more. */
  notKept: number
  /** Another component stood behind the deployment then, or nobody knows which. */
  otherComponent: number
}

/**
 * The data are written under a name that nobody takes for finished, then the journal says that they leave, and then they get their
 * own. If we stop in between, the journal names an export that nobody got, or half a file lies there; never data without an entry.
 */
async function write(call: CommandCall, what: Export): Promise<ExitCode> {
  const { out, logs, rulings } = what
  const vault = await call.wiring.openVault(call.loadConfig())
  const unfinished = out + unfinishedSuffix
  const file = openSync(unfinished, 'wx', 0o600)
  try {
    const hasher = new Bun.CryptoHasher('sha256')
    const counts: Counts = { pairs: 0, notKept: 0, otherComponent: 0 }
    const ruled = ruledByDeployment(rulings)
    for await (const pair of recordedPairs({
      logs,
      vault,
      useCase: what.useCase,
      deployments: new Set(ruled.keys()),
    })) {
      const component = ruled.get(pair.deployment)
      if (component === undefined || pair.component !== component.digest) {
        counts.otherComponent++
        continue
      }
      if (pair.texts === undefined) {
        counts.notKept++
        continue
      }
      for (const line of linesOf(pair, component)) {
        const bytes = new TextEncoder().encode(`${line}\n`)
        hasher.update(bytes)
        writeAll(file, bytes)
        counts.pairs++
      }
    }
    fsyncSync(file)
    if (counts.pairs === 0) return tellNothing(call, what, counts)
    const rules = rulesText(call, what, { counts, sha256: hasher.digest('hex') })
    await recordExport(call, what, new Bun.CryptoHasher('sha256').update(rules).digest('hex'))
    replaceDurably(out + rulesSuffix, new TextEncoder().encode(rules))
    renameSync(unfinished, out)
    syncFolder(dirname(out))
    tellWritten(call, what, counts)
    return 0
  } finally {
    closeSync(file)
    rmSync(unfinished, { force: true })
    vault.close()
  }
}

function ruledByDeployment(rulings: readonly DeploymentRuling[]): ReadonlyMap<string, RuledComponent> {
  return new Map(
    rulings.flatMap(({ deploymentId, component }) => (component === undefined ? [] : [[deploymentId, component]])),
  )
}

function linesOf({ texts, ...pair }: RecordedPair, { name, ruling }: RuledComponent): readonly string[] {
  const { requestId: id, timeMs, endpoint, model, deployment } = pair
  return (texts?.answers ?? []).map((answer) =>
    JSON.stringify({
      id,
      at: new Date(timeMs).toISOString(),
      endpoint,
      model,
      deployment,
      component: name,
      licences: [...new Set(ruling.rules.map(({ licence }) => licence))],
      outputRules: ruling.rules.map(({ licence, sections, rule }) => ({ licence, sections, rule })),
      question: texts?.question,
      answer,
    }),
  )
}

/** What the data stand under, beside them. */
function rulesText(
  call: CommandCall,
  { useCase, rulings }: Export,
  { counts, sha256 }: { readonly counts: Counts; readonly sha256: string },
): string {
  const works = rulings.flatMap(({ deploymentId, model, component }) =>
    component === undefined
      ? []
      : [
          {
            deployment: deploymentId,
            model,
            component: component.name,
            outcome: component.ruling.outcome,
            rules: component.ruling.rules.map((rule) => shownRule(rule, call.language)),
          },
        ],
  )
  const whole = {
    format: 'stellwerk/training-data/v1',
    exportedAt: new Date(call.wiring.now()).toISOString(),
    useCase,
    /** Of the data, for whoever has to know that they are these. */
    sha256,
    ...counts,
    works,
  }
  return `${JSON.stringify(whole, undefined, 2)}\n`
}

function shownRule({ component, licence, rule, sections, text, duties }: RuleOfLayer, language: Language) {
  return {
    component,
    licence,
    rule,
    sections,
    text: text[language],
    duties: duties.map(({ kind, sections: of, fixedWords }) => ({
      kind,
      text: dutyKinds[kind][language],
      sections: of,
      ...(fixedWords === undefined ? {} : { fixedWords }),
    })),
  }
}

function recordExport(call: CommandCall, { logs, useCase }: Export, manifest: string): Promise<unknown> {
  const recipient = optionText(call, 'recipient')
  const reason = optionText(call, 'reason') ?? `training data of ${useCase}`
  return atEvidenceOffice(call, (office) =>
    office.exported({
      logs: logs.map(({ origin, size }) => ({ origin, size })),
      manifest,
      reason,
      ...(recipient === undefined ? {} : { recipient }),
    }),
  )
}

function tellNothing(call: CommandCall, { useCase }: Export, counts: Counts): ExitCode {
  if (call.isJson) say(call, JSON.stringify({ error: { code: 'nothing_recorded' }, ...counts }))
  else note(call, nothingSaid(useCase, counts)[call.language])
  return 1
}

function nothingSaid(useCase: string, { notKept, otherComponent }: Counts): Text {
  return {
    de: `Von ${useCase} gibt es keine Fragen mit Antworten: ${notKept} ohne Text im Tresor (record.class: full), ${otherComponent} mit einem anderen oder unbekannten Werk hinter dem Modell.`,
    en: `There are no questions with answers of ${useCase}: ${notKept} without text in the vault (record.class: full), ${otherComponent} with another or an unknown work behind the model.`,
  }
}

function tellWritten(call: CommandCall, { out }: Export, { pairs, notKept, otherComponent }: Counts): void {
  const rules = out + rulesSuffix
  if (call.isJson) return say(call, JSON.stringify({ out, rules, pairs, notKept, otherComponent }))
  const text: Text = {
    de: `${out}: ${pairs} Paare; ausgelassen ${notKept} ohne Text und ${otherComponent} mit anderem Werk. Regeln und Pflichten: ${rules}`,
    en: `${out}: ${pairs} pairs; left out ${notKept} without text and ${otherComponent} with another work. Rules and duties: ${rules}`,
  }
  say(call, text[call.language])
}
