// How commands speak of packs: what is in one, what it would change, and why it is not taken.
import type { CatalogueView } from '@stellwerk/contract/catalogue-office'
import type { Language, Text } from '@stellwerk/contract/language'
import type { EntryChange } from '@stellwerk/licences/pack/changes'
import { PackRefused } from '@stellwerk/licences/pack/refused'
import { sources } from '@stellwerk/licences/vocabulary'

import type { SignedPack } from '../licence-pack-file.ts'
import type { RouteLamp } from '../route-lamp.ts'
import { type CommandCall, type ExitCode, note, say } from './command.ts'

/** Exit 1 with the reason for a pack that is not taken; anything else goes its way. */
export async function readOrRefused(call: CommandCall, act: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error
    if (call.isJson) say(call, JSON.stringify({ refused: { code: error.code, message: error.text[call.language] } }))
    else note(call, error.text[call.language])
    return 1
  }
}

export function packHeading({ pack, digest, publisher }: SignedPack, language: Language): readonly string[] {
  const rows: readonly (readonly [Text, string])[] = [
    [{ de: 'Herausgeber', en: 'Publisher' }, publisher],
    [{ de: 'Stand', en: 'As of' }, pack.asOf],
    [{ de: 'Nummer', en: 'Serial' }, String(pack.serial)],
    [{ de: 'Einträge', en: 'Entries' }, String(pack.entries.length)],
    [{ de: 'Prüfsumme', en: 'Digest' }, digest],
    [{ de: 'Paket davor', en: 'Pack before' }, pack.previous ?? '–'],
  ]
  return rows.map(([label, value]) => `${label[language].padEnd(12)} ${value}`)
}

const marks = { stricter: '+', milder: '−', other: '~', unclear: '?' } as const

/** Entry by entry, right by right. Each line begins with what the new one is: + stricter, − milder, ~ different, ? not to be compared. */
export function changeLines(changes: readonly EntryChange[], language: Language): readonly string[] {
  if (changes.length === 0) return [{ de: 'Kein Eintrag ändert sich.', en: 'No entry changes.' }[language]]
  return changes.flatMap((change) => linesOf(change, language))
}

function linesOf(change: EntryChange, language: Language): readonly string[] {
  switch (change.kind) {
    case 'added':
      return [`${change.id}: ${{ de: 'neu', en: 'new' }[language]} (${sources[change.source][language]})`]
    case 'removed': {
      const gone = {
        de: 'FÄLLT WEG; was darunter steht, hat dann eine unbekannte Lizenz',
        en: 'IS GONE; what stands under it has an unknown licence then',
      }
      return [`${change.id}: ${gone[language]}`]
    }
    case 'changed':
      return changedLines(change, language)
  }
}

function changedLines(change: Extract<EntryChange, { kind: 'changed' }>, language: Language): readonly string[] {
  const { reading, source, points, beside, isSilent } = change
  const read = { de: 'Lesung', en: 'reading' }[language]
  const lines = [
    `${change.id}: ${read} ${reading.from.number} (${reading.from.on}) → ${reading.to.number} (${reading.to.on})`,
  ]
  if (isSilent) lines.push(`  ! ${silent[language]}`)
  if (source !== undefined) {
    const told = (source.isRaised ? raised : lowered)[language]
    lines.push(`  ! ${told}: ${sources[source.from][language]} → ${sources[source.to][language]}`)
  }
  lines.push(...points.map(({ direction, text }) => `  ${marks[direction]} ${text[language]}`))
  lines.push(`  · ${{ de: 'geändert', en: 'changed' }[language]}: ${beside.join(', ') || '–'}`)
  return lines
}

const silent: Text = {
  de: 'geändert, ohne dass eine neue Lesung dabeisteht',
  en: 'changed without saying that it was read anew',
}
const raised: Text = { de: 'Quelle HÖHER eingestuft', en: 'source rated HIGHER' }
const lowered: Text = { de: 'Quelle niedriger eingestuft', en: 'source rated lower' }

/** A route whose lamp shows something else then, or the same for other reasons. */
export interface LampTurn {
  readonly useCase: string
  readonly deployment: string
  readonly model: string
  readonly from: RouteLamp['state']
  readonly to: RouteLamp['state']
  readonly verdicts: { readonly from: string; readonly to: string }
  /** What decides then: licence, section and why. */
  readonly deciding: readonly Text[]
}

/** Routes that are shown differently by two catalogues, those whose lamp turns first. */
export function lampTurns(before: readonly RouteLamp[], after: readonly RouteLamp[]): readonly LampTurn[] {
  const old = new Map(before.map((lamp) => [`${lamp.useCase} ${lamp.deployment}`, lamp]))
  const turns = after.flatMap((lamp): readonly LampTurn[] => {
    const from = old.get(`${lamp.useCase} ${lamp.deployment}`)
    if (from === undefined || from.shown === lamp.shown) return []
    const { useCase, deployment, model, state, verdict, deciding } = lamp
    return [
      {
        useCase,
        deployment,
        model,
        from: from.state,
        to: state,
        verdicts: { from: from.verdict, to: verdict },
        deciding,
      },
    ]
  })
  return turns.toSorted((one, other) => Number(one.from === one.to) - Number(other.from === other.to))
}

const states = {
  clear: { de: 'frei', en: 'clear' },
  caution: { de: 'frei mit Pflichten', en: 'caution' },
  blocked: { de: 'GESPERRT', en: 'BLOCKED' },
  unknown: { de: 'UNBEKANNT (gesperrt)', en: 'UNKNOWN (shut)' },
} as const satisfies Readonly<Record<RouteLamp['state'], Text>>

export function turnLines(turns: readonly LampTurn[], language: Language): readonly string[] {
  const turning = turns.filter(({ from, to }) => from !== to)
  const staying = turns.filter(({ from, to }) => from === to)
  const none = { de: 'Keine Lizenzlampe ändert sich.', en: 'No licence lamp turns.' }[language]
  return [
    ...(turning.length === 0
      ? [none]
      : [{ de: 'Lizenzlampen, die sich ändern:', en: 'Licence lamps that turn:' }[language]]),
    ...turning.flatMap((turn) => [
      `  ${turn.useCase} × ${turn.deployment} (${turn.model}): ${states[turn.from][language]} → ${states[turn.to][language]}`,
      ...turn.deciding.map((text) => `      ${text[language]}`),
    ]),
    ...(staying.length === 0
      ? []
      : [{ de: 'Gleiche Lampe, andere Gründe oder Pflichten:', en: 'Same lamp, other reasons or duties:' }[language]]),
    ...staying.map(({ useCase, deployment, to }) => `  ${useCase} × ${deployment}: ${states[to][language]}`),
  ]
}

/** The catalogue that counts, its age, and where it is from. */
export function standingLines(view: CatalogueView, language: Language): readonly string[] {
  if (view.state === 'unusable') {
    const shut = {
      de: 'KEINER: alle Lizenzlampen sind unbekannt und damit gesperrt.',
      en: 'NONE: all licence lamps are unknown, and so shut.',
    }
    return [`${inForce[language]}: ${shut[language]}`, view.problem?.[language] ?? '']
  }
  const { asOf = '', ageDays = 0, entryCount = 0, digest = '', isOld = false, pack } = view
  const from =
    pack === undefined
      ? { de: 'der des Programms', en: 'that of the program' }[language]
      : `${pack.publisher}, ${{ de: 'Nummer', en: 'serial' }[language]} ${pack.serial} (${pack.digest})`
  const old = { de: ': ALT, nach einem neueren suchen', en: ': OLD, look for a newer one' }[language]
  return {
    de: [
      `${inForce.de}: ${from}`,
      `Stand ${asOf}, ${ageDays} Tage alt${isOld ? old : ''}; ${entryCount} Einträge`,
      `Im Protokoll: ${digest}`,
    ],
    en: [
      `${inForce.en}: ${from}`,
      `as of ${asOf}, ${ageDays} days old${isOld ? old : ''}; ${entryCount} entries`,
      `in the journal: ${digest}`,
    ],
  }[language]
}

const inForce: Text = { de: 'Lizenzkatalog', en: 'Catalogue of licences' }
