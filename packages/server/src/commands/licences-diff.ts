import { diffTerms, type TermsChange } from '@stellwerk/licences/diff'

import { type CommandCall, type CommandSpec, type ExitCode, say, UsageError } from './command.ts'
import { catalogueLine, chosenLicence, knownCatalogue } from './licences-source.ts'

export const diffCommand: CommandSpec = {
  words: 'licences diff',
  argument: 'A B',
  argumentsMin: 2,
  argumentsMax: 2,
  summary: {
    de: 'Worin sich zwei Lizenzen unterscheiden, mit den Fundstellen beider',
    en: 'On what two licences differ, with the sections of both',
  },
  details: {
    de: 'Jede Zeile beginnt damit, was B gegenüber A ist: + strenger, − milder, ~ anders, ? nicht zu vergleichen.',
    en: 'Each line begins with what B is compared with A: + stricter, − milder, ~ different, ? not to be compared.',
  },
  options: [],
  run: showDifference,
}

const marks = { stricter: '+', milder: '−', other: '~', unclear: '?' } as const

const topics = {
  class: { de: 'Einordnung', en: 'Label' },
  source: { de: 'Quelle', en: 'Source' },
  right: { de: 'Rechte', en: 'Rights' },
  ban: { de: 'Verbote', en: 'Bans' },
  duty: { de: 'Pflichten', en: 'Duties' },
  threshold: { de: 'Schwellen', en: 'Thresholds' },
  territory: { de: 'Gebiet', en: 'Territory' },
  power: { de: 'Was der Lizenzgeber darf', en: 'Powers of the licensor' },
  clause: { de: 'Weitere Klauseln', en: 'Other clauses' },
  law: { de: 'Recht', en: 'Law' },
} as const satisfies Readonly<Record<TermsChange['topic'], { readonly de: string; readonly en: string }>>

async function showDifference(call: CommandCall): Promise<ExitCode> {
  const known = await knownCatalogue(call)
  const [first, second] = call.allArguments
  if (first === undefined || second === undefined) {
    throw new UsageError({ de: '„licences diff“ verlangt zwei Lizenzen', en: '"licences diff" wants two licences' })
  }
  const [a, b] = [chosenLicence(known, first), chosenLicence(known, second)]
  const changes = diffTerms(a, b)
  const { language } = call
  if (call.isJson) {
    const told = changes.map(({ text, ...change }) => ({ ...change, text: text[language] }))
    say(call, JSON.stringify({ a: a.id, b: b.id, catalogue: known.asOf, changes: told }))
    return 0
  }
  say(call, `${a.id} → ${b.id}`)
  if (changes.length === 0) say(call, { de: 'Kein Unterschied.', en: 'No difference.' }[language])
  for (const [topic, ofTopic] of Map.groupBy(changes, (change) => change.topic)) {
    say(call, `\n${topics[topic][language]}`)
    for (const { direction, text } of ofTopic) say(call, `${marks[direction]} ${text[language]}`)
  }
  say(call, `\n${catalogueLine(call, known)}`)
  return 0
}
