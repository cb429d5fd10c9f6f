// What a scan says to people and to programs: declared and concluded side by side, conflicts, and what could not be followed.
import { relative } from 'node:path'

import { stringify } from 'yaml'

import type { Language, Text } from '@stellwerk/contract/language'
import { inconclusive } from '@stellwerk/licences/scan/conclusion'
import { conflictText } from '@stellwerk/licences/scan/conflict-text'
import { notFollowed, type ScannedArtefact, type ScannedBase } from '@stellwerk/licences/scan/lineage'
import { concludedExpression, suggestedComponents } from '@stellwerk/licences/scan/suggestion'

import { columns } from './help.ts'

export interface ScanShown {
  readonly language: Language
  /** Folders are shown from here. */
  readonly cwd: string
}

/** The artefact and all of its bases that were found, each once, from the top. */
export function artefactsOf(artefact: ScannedArtefact): readonly ScannedArtefact[] {
  const found = new Map<string, ScannedArtefact>()
  const add = (each: ScannedArtefact): void => {
    if (found.has(each.folder.path)) return
    found.set(each.folder.path, each)
    for (const base of each.bases) if (base.found.state === 'on_disk') add(base.found.artefact)
  }
  add(artefact)
  return [...found.values()]
}

/** Whether every layer is shown by its texts, nothing contradicts, and nothing was left unread. */
export function isSettled(artefact: ScannedArtefact): boolean {
  const layers = artefactsOf(artefact)
  return (
    concludedExpression(artefact) !== undefined &&
    layers.every(
      ({ conflicts, folder, bases }) => conflicts.length === 0 && folder.unread.length === 0 && bases.every(isFollowed),
    )
  )
}

function isFollowed({ found }: ScannedBase): boolean {
  return found.state !== 'not_followed'
}

/** One layer, for programs. */
export function layerReport(
  { folder, declared, conclusion, bases, conflicts }: ScannedArtefact,
  { language, cwd }: ScanShown,
) {
  return {
    name: folder.name,
    folder: relative(cwd, folder.path) || '.',
    declared,
    concluded: conclusion.licence ?? null,
    ...(conclusion.licence === undefined
      ? { why: conclusion.why, whyText: inconclusive[conclusion.why][language] }
      : { beside: conclusion.beside }),
    texts: folder.texts.map(({ path, identification }) => ({ file: path, ...identification })),
    conflicts: conflicts.map((conflict) => ({ ...conflict, text: conflictText(conflict)[language] })),
    bases: bases.map(({ name, relation, claimedRelation, claimedIn, found }) => ({
      name,
      relation,
      ...(claimedRelation === undefined ? {} : { claimedRelation }),
      claimedIn,
      state: found.state,
      ...(found.state === 'not_followed' ? { why: found.why, whyText: notFollowed[found.why][language] } : {}),
      ...(found.state === 'declared' ? { component: found.component, licence: found.licence ?? null } : {}),
    })),
    weights: folder.weights,
    unread: folder.unread.map(({ path, why }) => ({ path, why: why[language] })),
  }
}

const words = {
  layer: { de: 'Schicht', en: 'layer' },
  declared: { de: 'angegeben', en: 'declared' },
  concluded: { de: 'belegt', en: 'concluded' },
  nothing: { de: 'nichts', en: 'nothing' },
  conflicts: { de: 'Widersprüche', en: 'Conflicts' },
  texts: { de: 'Texte', en: 'Texts' },
  notFollowed: { de: 'Nicht verfolgt', en: 'Not followed' },
  unread: { de: 'Nicht gelesen', en: 'Not read' },
  weights: { de: 'Gewichte (SHA-256)', en: 'Weights (SHA-256)' },
  all: { de: 'Zusammen belegt', en: 'Concluded over all layers' },
  notAll: { de: 'nicht für alle Schichten', en: 'not for all layers' },
  nearest: { de: 'am ähnlichsten', en: 'most alike' },
  suggestion: { de: 'Vorschlag für stellwerk.yaml', en: 'Suggestion for stellwerk.yaml' },
  relation: { de: 'Beziehung nicht benannt, angenommen', en: 'relation not named, assumed' },
} as const satisfies Record<string, Text>

/** For people. */
export function scanReport(artefact: ScannedArtefact, shown: ScanShown): string {
  const { language } = shown
  const layers = artefactsOf(artefact)
  const say = (word: keyof typeof words) => words[word][language]
  const rows = layers.map((each) => [
    each.folder.name,
    declaredText(each) || say('nothing'),
    concludedText(each, language),
  ])
  return [
    ...columns([[say('layer'), say('declared'), say('concluded')], ...rows]),
    ...section(
      say('conflicts'),
      layers.flatMap((each) =>
        each.conflicts.map((conflict) => `${each.folder.name}: ${conflictText(conflict)[language]}`),
      ),
    ),
    ...section(
      say('texts'),
      layers.flatMap((each) => textLines(each, say('nearest'))),
    ),
    ...section(
      say('notFollowed'),
      layers.flatMap((each) => notFollowedLines(each, language)),
    ),
    ...section(
      say('unread'),
      layers.flatMap(({ folder }) => folder.unread.map(({ path, why }) => `${folder.name}/${path}: ${why[language]}`)),
    ),
    ...section(
      say('weights'),
      layers.flatMap(({ folder }) =>
        folder.weights.flatMap(({ path, sha256 }) =>
          sha256 === undefined ? [] : [`${sha256}  ${folder.name}/${path}`],
        ),
      ),
    ),
    '',
    `${say('all')}: ${concludedExpression(artefact) ?? say('notAll')}`,
    '',
    `# ${say('suggestion')}`,
    ...suggestionYaml(artefact, shown).trimEnd().split('\n'),
  ]
    .map(oneLine)
    .join('\n')
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)]
}

function declaredText({ declared }: ScannedArtefact): string {
  return [...new Set(declared.map(({ licence }) => licence))].join(', ')
}

function concludedText({ conclusion }: ScannedArtefact, language: Language): string {
  if (conclusion.licence === undefined) return `– (${inconclusive[conclusion.why][language]})`
  return [conclusion.licence, ...conclusion.beside].join(' + ')
}

function textLines({ folder }: ScannedArtefact, nearest: string): readonly string[] {
  return folder.texts.map(({ path, identification }) => {
    const near = identification.licence === null ? identification.nearest : undefined
    return `${folder.name}/${path}: ${identification.licence ?? '–'}${near === undefined ? '' : ` (${nearest}: ${near})`}`
  })
}

function notFollowedLines({ folder, bases }: ScannedArtefact, language: Language): readonly string[] {
  return bases.flatMap(({ name, relation, found, claimedIn }) =>
    found.state === 'not_followed'
      ? [`${folder.name} ${relation} ${name} (${claimedIn.join(', ')}): ${notFollowed[found.why][language]}`]
      : [],
  )
}

/** Components to paste into `stellwerk.yaml`; what was not concluded stands there as a comment. */
export function suggestionYaml(artefact: ScannedArtefact, { language, cwd }: ScanShown): string {
  const layers = artefactsOf(artefact)
  const components = suggestedComponents(artefact).map((component) => {
    const layer = layers.find(({ folder }) => folder.path === component.folder)
    const folder = component.folder === undefined ? {} : { folder: relative(cwd, component.folder) || '.' }
    const lines = stringify([{ ...component, ...folder }], { lineWidth: 0 })
    return `${layer === undefined ? '' : comments(layer, language)}${lines}`
  })
  const indented = components.join('').replaceAll(/^(?=.)/gm, '  ')
  return `components:\n${indented}`
}

function comments({ conclusion, conflicts, bases }: ScannedArtefact, language: Language): string {
  const lines = [
    ...(conclusion.licence === undefined
      ? [`${words.concluded[language]}: ${words.nothing[language]}, ${inconclusive[conclusion.why][language]}`]
      : []),
    ...conflicts.map((conflict) => conflictText(conflict)[language]),
    ...bases.flatMap(({ name, relation, claimedRelation }) =>
      claimedRelation === undefined ? [] : [`${name}: ${words.relation[language]} (${claimedRelation} → ${relation})`],
    ),
  ]
  // What a stranger wrote must not end the comment.
  return lines.map((line) => `# ${oneLine(line)}\n`).join('')
}

/** Names of files are written by strangers as well, and a terminal obeys more than letters. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}
