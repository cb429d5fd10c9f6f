import type { Text } from '@stellwerk/contract/language'

import type { Ban, Clause, Duty, LicenceId, LicenceTerms, LicensorPower, Right, Territory, Threshold } from './terms.ts'
import { matrixWords } from './matrix/matrix-words.ts'
import {
  banPhrase,
  clausePhrase,
  dutyPhrase,
  inBoth,
  isReadInFull,
  lawPhrase,
  placesOf,
  rightPhrase,
  territoryPhrase,
  thresholdPhrase,
  withSections,
} from './terms-in-words.ts'
import { banTags, dutyKinds, licenceClasses, powers, type RightName, rightNames, sources } from './vocabulary.ts'

/** One point on which two licences differ. */
export interface TermsChange {
  readonly topic: ChangeTopic
  /** Right, tag, kind or metric that it is about, as the vocabulary has it. */
  readonly subject: string
  /** What the second licence is, compared with the first. `unclear`: one of them is silent or was not read. */
  readonly direction: 'stricter' | 'milder' | 'other' | 'unclear'
  /** Sections of the first and the second licence; empty where it says nothing about it. */
  readonly sections: { readonly a: readonly string[]; readonly b: readonly string[] }
  readonly text: Text
}

export type ChangeTopic =
  | 'class'
  | 'source'
  | 'right'
  | 'ban'
  | 'duty'
  | 'threshold'
  | 'territory'
  | 'power'
  | 'clause'
  | 'law'

/**
 * On what two licences differ, point by point, with the sections on both sides. Where both say the same in different sections, they
 * do not differ.
 *
 * @example diffTerms(tongyi, qwen2024).find(({ subject }) => subject === 'outputsTrainOtherModels')?.direction // 'milder'
 */
export function diffTerms(a: LicenceTerms, b: LicenceTerms): readonly TermsChange[] {
  return [
    ...labels(a, b),
    ...rights(a, b),
    ...lists<Ban>(a, b, {
      topic: 'ban',
      of: ({ bans }) => bans,
      key: ({ tag }) => tag,
      subject: ({ tag }) => banTags[tag],
      phrase: banPhrase,
    }),
    ...lists<Duty>(a, b, {
      topic: 'duty',
      of: ({ duties }) => duties,
      key: ({ kind }) => kind,
      subject: ({ kind }) => dutyKinds[kind],
      phrase: dutyPhrase,
    }),
    ...lists<Threshold>(a, b, {
      topic: 'threshold',
      of: ({ thresholds }) => thresholds,
      key: ({ metric }) => metric,
      subject: () => topics.threshold,
      phrase: thresholdPhrase,
      compare: thresholdDirection,
    }),
    ...lists<Territory>(a, b, {
      topic: 'territory',
      of: ({ territory }) => territory,
      key: () => 'territory',
      subject: () => topics.territory,
      phrase: territoryPhrase,
    }),
    ...lists<LicensorPower>(a, b, {
      topic: 'power',
      of: (terms) => terms.powers,
      key: ({ kind }) => kind,
      subject: ({ kind }) => powers[kind],
      phrase: ({ sections }, language) => withSections([matrixWords.yes[language]], sections),
    }),
    ...clauses(a, b),
    ...law(a, b),
  ]
}

const topics = {
  class: { de: 'Klasse', en: 'Class' },
  source: { de: 'Quelle', en: 'Source' },
  threshold: { de: 'Schwelle', en: 'Threshold' },
  territory: { de: 'Gebiet', en: 'Territory' },
  law: { de: 'Anwendbares Recht', en: 'Governing law' },
  nothing: { de: 'nichts', en: 'nothing' },
} as const satisfies Readonly<Record<string, Text>>

function labels(a: LicenceTerms, b: LicenceTerms): readonly TermsChange[] {
  const change = (topic: 'class' | 'source', ofA: Text, ofB: Text): TermsChange => ({
    topic,
    subject: topic,
    direction: topic === 'source' && !(isReadInFull(a.source) && isReadInFull(b.source)) ? 'unclear' : 'other',
    sections: { a: [], b: [] },
    text: inBoth((language) =>
      differs({ subject: topics[topic], a, b, ofA: ofA[language], ofB: ofB[language], language }),
    ),
  })
  return [
    ...(a.class === b.class ? [] : [change('class', licenceClasses[a.class], licenceClasses[b.class])]),
    ...(a.source === b.source ? [] : [change('source', sources[a.source], sources[b.source])]),
  ]
}

function rights(a: LicenceTerms, b: LicenceTerms): readonly TermsChange[] {
  // The names of the vocabulary are the keys of every entry.
  return (Object.keys(rightNames) as readonly RightName[]).flatMap((name) => {
    const [ofA, ofB] = [a.rights[name], b.rights[name]]
    if (meaning(ofA) === meaning(ofB)) return []
    return [
      {
        topic: 'right',
        subject: name,
        direction: rightDirection(ofA, ofB),
        sections: { a: sectionsOf(ofA), b: sectionsOf(ofB) },
        text: inBoth((language) =>
          differs({
            subject: rightNames[name],
            a,
            b,
            ofA: rightPhrase(ofA, a.source, language),
            ofB: rightPhrase(ofB, b.source, language),
            language,
          }),
        ),
      },
    ]
  })
}

/** What a right says, wherever it says it. */
function meaning(right: Right): string {
  return JSON.stringify([right.value, right.rule ?? '', right.value === 'conditional' ? (right.limits ?? []) : []])
}

function sectionsOf(right: Right): readonly string[] {
  return 'sections' in right ? right.sections : []
}

const strictness = { yes: 0, conditional: 1, no: 2 } as const

function rightDirection(a: Right, b: Right): TermsChange['direction'] {
  if (a.value === 'silent' || a.value === 'unverified' || b.value === 'silent' || b.value === 'unverified')
    return 'unclear'
  return directionOf(strictness[b.value] - strictness[a.value])
}

function directionOf(step: number): TermsChange['direction'] {
  if (step === 0) return 'other'
  return step > 0 ? 'stricter' : 'milder'
}

/** How a list of facts is compared: those with the same key belong together. */
interface Comparison<Item> {
  readonly topic: ChangeTopic
  readonly of: (terms: LicenceTerms) => readonly Item[]
  readonly key: (item: Item) => string
  readonly subject: (item: Item) => Text
  readonly phrase: (item: Item, language: 'de' | 'en') => string
  readonly compare?: (a: readonly Item[], b: readonly Item[]) => TermsChange['direction']
}

function lists<Item extends { readonly sections: readonly string[] }>(
  a: LicenceTerms,
  b: LicenceTerms,
  how: Comparison<Item>,
): readonly TermsChange[] {
  const [ofA, ofB] = [Map.groupBy(how.of(a), how.key), Map.groupBy(how.of(b), how.key)]
  const keys = [...new Set([...ofA.keys(), ...ofB.keys()])].toSorted()
  return keys.flatMap((key) => {
    const [inA, inB] = [ofA.get(key) ?? [], ofB.get(key) ?? []]
    const [first = inB[0]] = inA
    if (first === undefined || saysTheSame(inA, inB, how)) return []
    return [
      {
        topic: how.topic,
        subject: key,
        direction: listDirection(a, b, inA, inB, how),
        sections: { a: inA.flatMap(({ sections }) => sections), b: inB.flatMap(({ sections }) => sections) },
        text: inBoth((language) => {
          const phrased = (items: readonly Item[], { source }: LicenceTerms): string =>
            items.map((item) => how.phrase(item, language)).join(' | ') ||
            (isReadInFull(source) ? topics.nothing[language] : sources['not-read'][language])
          return differs({ subject: how.subject(first), a, b, ofA: phrased(inA, a), ofB: phrased(inB, b), language })
        }),
      },
    ]
  })
}

function saysTheSame<Item extends { readonly sections: readonly string[] }>(
  a: readonly Item[],
  b: readonly Item[],
  { phrase }: Comparison<Item>,
): boolean {
  const said = (items: readonly Item[]): string =>
    JSON.stringify(items.map((item) => withoutPlaces(phrase(item, 'en'), item.sections)).toSorted())
  return a.length === b.length && said(a) === said(b)
}

function withoutPlaces(phrase: string, sections: readonly string[]): string {
  const places = placesOf(sections)
  return phrase.endsWith(places) ? phrase.slice(0, phrase.length - places.length) : phrase
}

function listDirection<Item>(
  a: LicenceTerms,
  b: LicenceTerms,
  inA: readonly Item[],
  inB: readonly Item[],
  { compare }: Comparison<Item>,
): TermsChange['direction'] {
  if (inA.length === 0) return isReadInFull(a.source) ? 'stricter' : 'unclear'
  if (inB.length === 0) return isReadInFull(b.source) ? 'milder' : 'unclear'
  return compare?.(inA, inB) ?? 'other'
}

/** The lower of two bounds is the stricter one, if nothing else differs. */
function thresholdDirection(a: readonly Threshold[], b: readonly Threshold[]): TermsChange['direction'] {
  const [first, second] = [a[0], b[0]]
  if (a.length !== 1 || b.length !== 1 || first === undefined || second === undefined) return 'other'
  const isComparable =
    first.unit === second.unit &&
    first.effect === second.effect &&
    first.of === second.of &&
    first.measured.rule === second.measured.rule
  return isComparable ? directionOf(first.above - second.above) : 'other'
}

const clauseNames = {
  termination: { de: 'Ende der Lizenz', en: 'Termination' },
  litigation: { de: 'Klagen', en: 'Litigation' },
  indemnity: { de: 'Freistellung', en: 'Indemnity' },
  disclaimer: { de: 'Haftungsausschluss', en: 'Disclaimer' },
  audit: { de: 'Prüfrechte', en: 'Audit' },
  feedback: { de: 'Rückmeldungen', en: 'Feedback' },
} as const satisfies Readonly<Record<string, Text>>

function clauses(a: LicenceTerms, b: LicenceTerms): readonly TermsChange[] {
  // The names above are members of every entry.
  return (Object.keys(clauseNames) as readonly (keyof typeof clauseNames)[]).flatMap((name) => {
    const [ofA, ofB] = [a[name], b[name]]
    const said = (clause: Clause | undefined): string =>
      clause === undefined ? 'not transcribed' : clause.found ? clause.says.en : ''
    if (said(ofA) === said(ofB)) return []
    return [
      {
        topic: 'clause',
        subject: name,
        direction: ofA === undefined || ofB === undefined ? 'unclear' : 'other',
        sections: { a: ofA?.found ? ofA.sections : [], b: ofB?.found ? ofB.sections : [] },
        text: inBoth((language) =>
          differs({
            subject: clauseNames[name],
            a,
            b,
            ofA: clausePhrase(ofA, language),
            ofB: clausePhrase(ofB, language),
            language,
          }),
        ),
      },
    ]
  })
}

function law(a: LicenceTerms, b: LicenceTerms): readonly TermsChange[] {
  const [ofA, ofB] = [a.governingLaw, b.governingLaw]
  const meant = ({ governingLaw }: LicenceTerms): string =>
    JSON.stringify([governingLaw?.law, governingLaw?.forum, governingLaw?.isCisgExcluded])
  if (meant(a) === meant(b)) return []
  return [
    {
      topic: 'law',
      subject: 'governingLaw',
      direction: ofA === undefined || ofB === undefined ? 'unclear' : 'other',
      sections: { a: ofA?.sections ?? [], b: ofB?.sections ?? [] },
      text: inBoth((language) =>
        differs({ subject: topics.law, a, b, ofA: lawPhrase(ofA, language), ofB: lawPhrase(ofB, language), language }),
      ),
    },
  ]
}

function differs(what: {
  readonly subject: Text
  readonly a: { readonly id: LicenceId }
  readonly b: { readonly id: LicenceId }
  readonly ofA: string
  readonly ofB: string
  readonly language: 'de' | 'en'
}): string {
  const { subject, a, b, ofA, ofB, language } = what
  return {
    de: `${subject.de}: in ${shortId(a)} „${ofA}“, in ${shortId(b)} „${ofB}“.`,
    en: `${subject.en}: in ${shortId(a)} “${ofA}”, in ${shortId(b)} “${ofB}”.`,
  }[language]
}

/** The prefix says only that SPDX does not list it. */
function shortId({ id }: { readonly id: LicenceId }): string {
  return id.replace(/^LicenseRef-/, '')
}
