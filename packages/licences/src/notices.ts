import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import { byText, type CitedLicence, citedLicence } from './cited.ts'
import type { LicenceId } from './terms.ts'
import type { Evaluation, LicenceObligation } from './verdict.ts'
import { type DutyKind, dutyKinds } from './vocabulary.ts'

/** What goes beside a model wherever people meet it: who made it, under which licences, with which words. */
export interface Notices {
  readonly attributions: readonly Attribution[]
  /** What an interface shows. */
  readonly badges: readonly Badge[]
  /** Every licence of the component and of what it was made from, by id. */
  readonly licences: readonly NoticedLicence[]
}

/** A line that names the maker, or that the licence dictates. */
export interface Attribution {
  readonly kind: DutyKind
  readonly components: readonly string[]
  readonly licence: LicenceId
  readonly section: string
  /** As the licence dictates it, or else in our words. */
  readonly words: Text
  readonly isDictated: boolean
}

export interface Badge {
  readonly kind: DutyKind
  readonly licence: LicenceId
  readonly section: string
  /** Any one of them will do. */
  readonly words: readonly [Text, ...Text[]]
  readonly isRequired: boolean
}

export interface NoticedLicence extends CitedLicence {
  readonly components: readonly string[]
  /** Sections that want a copy of the text beside the model, for this use. */
  readonly copyWantedBy: readonly string[]
}

const attributing: readonly DutyKind[] = [
  'attribution-notice',
  'cite-model',
  'keep-notices',
  'notice-file',
  'public-statement',
]

const shown: readonly DutyKind[] = ['badge', 'badge-encouraged', 'disclose-ai-output']

const copied: DutyKind = 'provide-licence-copy'

const machineMade: Text = {
  de: 'Antworten stammen von einem KI-Modell.',
  en: 'Answers are made by an AI model.',
}

/**
 * The notices of a model, from what was found about everything behind it. Licences are named whether a duty asks for it or not.
 * The same facts and the same catalogue give the same notices.
 */
export function noticesOf(
  evaluations: readonly Pick<Evaluation, 'reasons' | 'obligations' | 'readings'>[],
  catalogue: Catalogue,
): Notices {
  const duties = evaluations.flatMap(({ obligations }) => obligations)
  return {
    attributions: distinct(
      duties.filter(({ kind }) => attributing.includes(kind)).flatMap((duty) => attributionsOf(duty, catalogue)),
    ),
    badges: distinct(duties.filter(({ kind }) => shown.includes(kind)).flatMap(badgesOf)),
    licences: licencesOf(evaluations, duties, catalogue),
  }
}

function attributionsOf(duty: LicenceObligation, catalogue: Catalogue): readonly Attribution[] {
  const { kind, fixedWords, sources } = duty
  return sources.map(({ component, licence, section }) => {
    const common = { kind, components: [component], licence, section }
    if (fixedWords !== undefined) return { ...common, words: inBoth(fixedWords[0]), isDictated: true }
    const { name, steward } = citedLicence(licence, catalogue.byId.get(licence))
    const by = steward === undefined ? '' : `, ${steward}`
    return { ...common, words: inBoth(`${component}: ${name}${by}`), isDictated: false }
  })
}

function badgesOf({ kind, fixedWords, sources }: LicenceObligation): readonly Badge[] {
  const [first, ...rest] = (fixedWords ?? []).map(inBoth)
  const words = first === undefined ? wordless(kind) : ([first, ...rest] as const)
  return sources.map(({ licence, section }) => ({
    kind,
    licence,
    section,
    words,
    isRequired: kind !== 'badge-encouraged',
  }))
}

/** Where the licence leaves the words to whoever shows them. */
function wordless(kind: DutyKind): readonly [Text] {
  return [kind === 'disclose-ai-output' ? machineMade : dutyKinds[kind]]
}

function licencesOf(
  evaluations: readonly Pick<Evaluation, 'reasons' | 'readings'>[],
  duties: readonly LicenceObligation[],
  catalogue: Catalogue,
): readonly NoticedLicence[] {
  const components = new Map<LicenceId, Set<string>>(
    evaluations.flatMap(({ readings }) => Object.keys(readings).map((id) => [id, new Set()] as const)),
  )
  const named = [...evaluations.flatMap(({ reasons }) => reasons), ...duties.flatMap(({ sources }) => sources)]
  for (const { licence, component } of named) {
    components.set(licence, (components.get(licence) ?? new Set()).add(component))
  }
  const copies = duties.filter(({ kind }) => kind === copied).flatMap(({ sources }) => sources)
  return [...components]
    .sort(([one], [other]) => byText(one, other))
    .map(([id, of]) => ({
      ...citedLicence(id, catalogue.byId.get(id)),
      components: [...of].sort(byText),
      copyWantedBy: [...new Set(copies.filter(({ licence }) => licence === id).map(({ section }) => section))].sort(
        byText,
      ),
    }))
}

/** Once each, in an order that depends on nothing but what they say. */
function distinct<T extends object>(values: readonly T[]): readonly T[] {
  const byContent = new Map(values.map((value) => [JSON.stringify(value), value]))
  return [...byContent].sort(([one], [other]) => byText(one, other)).map(([, value]) => value)
}

function inBoth(words: string): Text {
  return { de: words, en: words }
}
