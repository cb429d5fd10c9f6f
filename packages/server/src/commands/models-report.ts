// What was measured on models, for people.
import type { Language, Text } from '@stellwerk/contract/language'
import type { ArtefactFact, ModelFact, ModelFacts, ModelFactsFile } from '@stellwerk/contract/model-facts'
import { inconclusive, type Inconclusive } from '@stellwerk/licences/scan/conclusion'

const words = {
  revision: { de: 'Revision', en: 'revision' },
  licence: { de: 'Lizenz', en: 'licence' },
  declared: { de: 'angegeben', en: 'declared' },
  concluded: { de: 'aus den Texten geschlossen', en: 'concluded from the texts' },
  nothing: { de: 'nichts', en: 'nothing' },
  measured: { de: 'gemessen', en: 'measured' },
  parameters: { de: 'Parameter', en: 'parameters' },
  context: { de: 'Token Kontext', en: 'tokens of context' },
  template: { de: 'Chat-Vorlage', en: 'chat template' },
  differ: { de: 'mehrere, die sich widersprechen', en: 'several, which contradict' },
  origin: { de: 'Herkunft', en: 'origin' },
  conflict: { de: 'Widerspruch', en: 'conflict' },
  refused: { de: 'abgelehnt', en: 'refused' },
  code: { de: 'bringt Programm mit', en: 'brings a program' },
  codeNote: {
    de: 'läuft nur, wenn die Maschine ihm trauen soll (trust_remote_code)',
    en: 'runs only when the engine is told to trust it (trust_remote_code)',
  },
  unread: { de: 'nicht gelesen', en: 'not read' },
  none: { de: 'keine Gewichte, die zugelassen werden können', en: 'no weights that can be admitted' },
  digest: { de: 'Prüfsumme der Fakten', en: 'digest of the facts' },
  served: {
    de: 'Dass eine Maschine genau diese Bytes ausliefert, ist damit nicht gemessen; es bleibt eine Angabe.',
    en: 'That an engine serves exactly these bytes is not measured by this; it stays a declaration.',
  },
} as const satisfies Record<string, Text>

/** Whether there is nothing that somebody has to look at. */
export function isWithoutObjection({ models }: ModelFacts): boolean {
  return models.every(
    (model) =>
      model.artefacts.length > 0 &&
      [model.refused, model.conflicts, model.unread].every((list) => list.length === 0) &&
      model.artefacts.every((artefact) => !hasTwoTemplates(artefact)),
  )
}

function hasTwoTemplates({ chatTemplate, chatTemplates }: ArtefactFact): boolean {
  return chatTemplate === undefined && chatTemplates.some(({ name }) => name === '')
}

export function factsReport({ facts, digest }: ModelFactsFile, language: Language): string {
  const lines = [
    ...facts.models.flatMap((model) => [...modelLines(model, language), '']),
    `${words.digest[language]}: ${digest}`,
    words.served[language],
  ]
  return lines.map(oneLine).join('\n')
}

function modelLines(model: ModelFact, language: Language): readonly string[] {
  const say = (word: keyof typeof words): string => words[word][language]
  const revision = model.revision === undefined ? '' : ` @ ${model.revision}`
  const names = model.refs.length === 0 ? '' : ` (${model.refs.join(', ')})`
  const row = (word: keyof typeof words, text: string): string => `  ${say(word)}: ${text}`
  return [
    `${model.name}${revision}${names}`,
    ...(model.artefacts.length === 0 ? [`  ${say('none')}`] : []),
    ...model.artefacts.flatMap((artefact) => artefactLines(artefact, language)),
    row('licence', `${concludedText(model, language)}; ${say('declared')}: ${declaredText(model) || say('nothing')}`),
    ...model.bases.map(({ name, relation, claimedIn }) =>
      row('origin', `${relation} ${name} (${claimedIn.join(', ')})`),
    ),
    ...model.conflicts.map((conflict) => row('conflict', conflict[language])),
    ...model.refused.map(({ path, text }) => row('refused', `${path}: ${text[language]}`)),
    ...model.code.map((path) => row('code', `${path}: ${say('codeNote')}`)),
    ...model.unread.map(({ path, why }) => row('unread', `${path}: ${why[language]}`)),
  ]
}

function artefactLines(artefact: ArtefactFact, language: Language): readonly string[] {
  const { name, format, bytes, digest, architecture, quantisation, parameters, contextTokens } = artefact
  const facts = [
    format,
    `${Math.round(bytes / 1_000_000)} MB`,
    architecture,
    quantisation,
    parameters === undefined ? undefined : `${parameters} ${words.parameters[language]}`,
    contextTokens === undefined ? undefined : `${contextTokens} ${words.context[language]}`,
  ].filter((fact) => fact !== undefined)
  const template = artefact.chatTemplate ?? (hasTwoTemplates(artefact) ? words.differ[language] : undefined)
  return [
    `  ${name}: ${facts.join(', ')} (${words.measured[language]})`,
    `    SHA-256 ${digest}`,
    ...(template === undefined ? [] : [`    ${words.template[language]} ${template}`]),
  ]
}

function concludedText({ concluded }: ModelFact, language: Language): string {
  const licences = concluded.licence === undefined ? [] : [concluded.licence, ...concluded.beside]
  if (licences.length > 0) return `${licences.join(' + ')} (${words.concluded[language]})`
  const why = concluded.why
  return why !== undefined && isKnown(why) ? `– (${inconclusive[why][language]})` : '–'
}

function isKnown(why: string): why is Inconclusive {
  return Object.hasOwn(inconclusive, why)
}

function declaredText({ declared }: ModelFact): string {
  return [...new Set(declared.map(({ licence }) => licence))].join(', ')
}

/** Names of files are written by strangers, and a terminal obeys more than letters. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}
