// stellwerk apply and diff: files as the register should have them, and what is different.
import type { Text } from '@stellwerk/contract/language'

import { type CommandCall, type CommandSpec, type ExitCode, note, optionTexts, say, UsageError } from './command.ts'
import { type Proposed, type RegisterClient, registerClient, serverOptions } from './register-client.ts'
import { type ObjectDocument, readDocuments } from './register-files.ts'
import { actLine, planLines, planOf, type PlanStep } from './register-plan.ts'

const file = {
  name: 'file',
  value: 'PATH',
  isRepeatable: true,
  help: {
    de: 'Datei oder Ordner mit Dokumenten {kind, id, body}; auch -f, auch mehrfach',
    en: 'File or folder of documents {kind, id, body}; also -f, also repeated',
  },
} as const

export const applyCommands: readonly CommandSpec[] = [
  {
    words: 'apply',
    summary: { de: 'Objekte aus Dateien vorschlagen', en: 'Propose objects from files' },
    details: {
      de: 'Zeigt zuerst den Plan: was neu ist, was sich Feld für Feld ändert, was gleich bleibt und welche Handlungen es braucht. Was keine braucht, gilt sofort; das andere wartet auf die, die es freigeben. Was nicht in den Dateien steht, bleibt, wie es ist.',
      en: 'Shows the plan first: what is new, what changes field by field, what stays the same, and which acts it needs. What needs none holds at once; the rest waits for those who approve. What is not in the files stays as it is.',
    },
    options: [
      file,
      { name: 'dry-run', help: { de: 'Nur den Plan zeigen', en: 'Only show the plan' } },
      { name: 'yes', help: { de: 'Ohne Rückfrage', en: 'Without asking back' } },
      ...serverOptions,
    ],
    run: apply,
  },
  {
    words: 'diff',
    summary: {
      de: 'Zeigen, worin sich Dateien vom Register unterscheiden',
      en: 'Show how files differ from the register',
    },
    details: {
      de: 'Ändert nichts. Endet mit 1, wenn etwas anders ist.',
      en: 'Changes nothing. Ends with 1 where something differs.',
    },
    options: [file, ...serverOptions],
    run: diff,
  },
]

async function apply(call: CommandCall): Promise<ExitCode> {
  const client = registerClient(call)
  const steps = await planOf(documentsOf(call), client)
  return carryOut(call, client, steps)
}

async function diff(call: CommandCall): Promise<ExitCode> {
  const steps = await planOf(documentsOf(call), registerClient(call))
  if (call.isJson) say(call, JSON.stringify({ plan: steps.map(shownStep) }))
  else for (const line of planLines(steps, call.language)) say(call, line)
  return steps.every(({ change }) => change === 'unchanged') ? 0 : 1
}

function documentsOf(call: CommandCall): readonly ObjectDocument[] {
  const places = optionTexts(call, 'file')
  if (places.length === 0) throw new UsageError({ de: '-f DATEI|ORDNER fehlt', en: '-f FILE|DIR is missing' })
  return readDocuments(places, call.io.cwd)
}

/** Shows the plan, asks, and proposes one object after the other. What was proposed before something went wrong stays proposed. */
export async function carryOut(
  call: CommandCall,
  client: RegisterClient,
  steps: readonly PlanStep[],
): Promise<ExitCode> {
  const changing = steps.filter(({ change }) => change !== 'unchanged')
  if (!call.isJson) for (const line of planLines(steps, call.language)) say(call, line)
  const isOnlyShown = call.options.has('dry-run') || changing.length === 0
  if (isOnlyShown || !(await isWanted(call))) {
    if (call.isJson) say(call, JSON.stringify({ plan: steps.map(shownStep), applied: [] }))
    return isOnlyShown ? 0 : 1
  }
  const applied: Proposed[] = []
  try {
    for (const { document, previous } of changing) {
      const { kind, id, body } = document
      const proposed = await client.propose(kind, id, body, previous)
      applied.push(proposed)
      if (!call.isJson) say(call, appliedLine(proposed, call))
    }
  } catch (error) {
    note(call, stopped(applied.length, changing.length)[call.language])
    throw error
  }
  if (call.isJson) say(call, JSON.stringify({ plan: steps.map(shownStep), applied: applied.map(shownApplied) }))
  return 0
}

async function isWanted(call: CommandCall): Promise<boolean> {
  if (call.options.has('yes')) return true
  const question: Text = { de: 'So vorschlagen? [j/N] ', en: 'Propose this? [y/N] ' }
  const answer = call.isJson ? undefined : await call.wiring.ask(question[call.language])
  if (answer === undefined)
    note(
      call,
      { de: 'Nichts geändert; ohne Rückfrage mit --yes.', en: 'Nothing changed; --yes does not ask.' }[call.language],
    )
  return answer !== undefined && /^\s*(j|ja|y|yes)\s*$/i.test(answer)
}

function stopped(done: number, all: number): Text {
  return {
    de: `Angehalten nach ${done} von ${all}; was vorgeschlagen ist, bleibt. Noch einmal aufrufen setzt fort.`,
    en: `Stopped after ${done} of ${all}; what was proposed stays. Calling it again goes on.`,
  }
}

function appliedLine({ version, standing }: Proposed, { language }: CommandCall): string {
  const name = `${version.kind}/${version.id} ${version.number}`
  if (version.state === 'inForce') return `${name}: ${{ de: 'in Kraft', en: 'in force' }[language]}`
  const waiting = standing.missing.map(({ required }) => actLine(required, language)).join('; ')
  return `${name}: ${{ de: 'vorgeschlagen, es fehlt', en: 'proposed, missing' }[language]}: ${waiting}`
}

function shownStep({ document, change, fields, required }: PlanStep): object {
  const { kind, id, file: from } = document
  return { kind, id, file: from, change, fields, required }
}

function shownApplied({ version, standing }: Proposed): object {
  const { kind, id, number, digest, state } = version
  return { kind, id, number, digest, state, missing: standing.missing.map(({ required }) => required) }
}
