import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import { byText, type CitedLicence, citedLicence } from './cited.ts'
import type { Profile } from './profile.ts'
import type { LicenceId, LicenceTerms, Right, Territory } from './terms.ts'
import type { Evaluation, LicenceObligation } from './verdict.ts'
import { banStrengths, banTags, type DutyKind, dutyKinds, type OutputRule, outputRules } from './vocabulary.ts'

/** What was found about a component that stands behind a model, and who uses it. */
export interface JudgedUse {
  readonly profile: Pick<Profile, 'audience' | 'exposure'>
  readonly evaluation: Pick<Evaluation, 'obligations'>
}

/** The use restrictions that whoever calls a model is bound to, by licence. */
export interface TermsDocument {
  /** By id. */
  readonly licences: readonly [BindingLicence, ...BindingLicence[]]
}

export interface BindingLicence extends CitedLicence {
  /** Works that it reaches: the component, or what it was made from. */
  readonly components: readonly string[]
  /** By which duties of the operator the caller comes to be bound. */
  readonly boundBy: readonly BoundBy[]
  readonly restrictions: readonly Restriction[]
}

export interface BoundBy {
  readonly kind: DutyKind
  readonly section: string
}

export interface Restriction {
  /** Tag of a ban, `outputs`, `territory`, `policy` or `policy-may-change`. */
  readonly about: string
  readonly sections: readonly string[]
  readonly text: Text
}

/**
 * Duties that reach whoever uses the model through us. Passing restrictions on, and letting nobody else breach a policy, is met by
 * terms that the caller accepts (reference of the licences, § 5.2, 5.3 and 7.4).
 */
const flowing: readonly DutyKind[] = [
  'flow-down-use-restrictions',
  'require-users-to-comply',
  'no-allow-others-to-breach-aup',
  'comply-aup',
]

/** The one duty that reaches the operator's own staff as well: DeepSeek 5 and the RAIL family. */
const ofAllUsers: DutyKind = 'require-users-to-comply'

/**
 * The document of use restrictions for callers of a model, from what was found about everything behind it; `undefined` where no
 * licence demands one. The same facts and the same catalogue give the same document.
 *
 * Serving one's own staff is no distribution, and the operator answers for its staff itself (reference, § 5.3): only a licence that
 * wants all own users bound reaches them. Who they are and nobody has said counts as others.
 */
export function termsDocument(uses: readonly JudgedUse[], catalogue: Catalogue): TermsDocument | undefined {
  const bound = new Map<LicenceId, { components: Set<string>; boundBy: Map<string, BoundBy> }>()
  for (const use of uses) {
    for (const { kind, sources } of use.evaluation.obligations.filter((duty) => reaches(duty, use))) {
      for (const { component, licence, section } of sources) {
        const found = bound.get(licence) ?? { components: new Set(), boundBy: new Map() }
        found.components.add(component)
        found.boundBy.set(`${section} ${kind}`, { kind, section })
        bound.set(licence, found)
      }
    }
  }
  const [first, ...rest] = [...bound]
    .sort(([one], [other]) => byText(one, other))
    .map(([id, { components, boundBy }]): BindingLicence => {
      const terms = catalogue.byId.get(id)
      return {
        ...citedLicence(id, terms),
        components: [...components].sort(byText),
        boundBy: [...boundBy].sort(([one], [other]) => byText(one, other)).map(([, by]) => by),
        restrictions: terms === undefined ? [] : [...restrictionsOf(terms), ...policyOf(terms, [...boundBy.values()])],
      }
    })
  return first === undefined ? undefined : { licences: [first, ...rest] }
}

function reaches({ kind }: LicenceObligation, { profile: { audience, exposure } }: JudgedUse): boolean {
  const isOwnStaff = audience === 'staff' && (exposure === 'internal' || exposure === 'consumes-third-party-product')
  return isOwnStaff ? kind === ofAllUsers : flowing.includes(kind)
}

/** In the order of the text: as the entry lists them. */
function restrictionsOf({ bans, territory, rights }: LicenceTerms): readonly Restriction[] {
  return [
    ...bans.map(({ tag, strength, sections, note }) => ({
      about: tag,
      sections,
      text: joined(banTags[tag], banStrengths[strength], note),
    })),
    ...territory.filter(reachesPlaces).map(placesBarred),
    ...outputRestriction(rights.outputsTrainOtherModels),
  ]
}

/** Where the operator sits is nothing that a caller could keep to. */
function reachesPlaces({ tests }: Territory): boolean {
  return tests.some((test) => test !== 'operator-seat')
}

function placesBarred({ excludes, tests, sections }: Territory): Restriction {
  const places = excludes.join(', ')
  const hasOutputs = tests.includes('place-of-output-use')
  return {
    about: 'territory',
    sections,
    text: {
      de: `nicht in ${places}${hasOutputs ? '; auch die Ausgaben dürfen dort nicht genutzt werden' : ''}`,
      en: `not in ${places}${hasOutputs ? '; its outputs may not be used there either' : ''}`,
    },
  }
}

/** Rules that leave the caller free, or of which nobody knows what they say. */
const boundless: readonly OutputRule[] = ['free', 'silent', 'not-read']

function outputRestriction(right: Right): readonly Restriction[] {
  const { rule, note } = right
  if (rule === undefined || boundless.includes(rule) || !('sections' in right)) return []
  const subject = { de: 'Ausgaben als Trainingsdaten', en: 'outputs as training data' }
  return [{ about: 'outputs', sections: right.sections, text: joined(subject, outputRules[rule], note) }]
}

/** A policy that the licence only refers to, and what the licensor may do with it. */
function policyOf({ texts, powers, policyBoundBy }: LicenceTerms, boundBy: readonly BoundBy[]): readonly Restriction[] {
  const isReferred = boundBy.some(({ kind }) => kind === 'comply-aup')
  const isRead = policyBoundBy !== undefined || texts.some(({ role }) => role === 'policy')
  const sections = boundBy.filter(({ kind }) => kind === 'comply-aup').map(({ section }) => section)
  return [
    ...(isReferred && !isRead ? [{ about: 'policy', sections, text: unreadPolicy }] : []),
    ...powers
      .filter(({ kind }) => kind === 'aup-may-change')
      .map((power) => ({ about: 'policy-may-change', sections: power.sections, text: changingPolicy })),
  ]
}

const unreadPolicy: Text = {
  de: 'Die Nutzungsregeln, auf die diese Stelle verweist, gelten zusätzlich; hier sind sie nicht gelesen.',
  en: 'The policy that this passage refers to holds as well; it has not been read here.',
}

const changingPolicy: Text = {
  de: 'Der Lizenzgeber kann seine Nutzungsregeln ändern; hier steht die Fassung mit dem genannten Fingerabdruck.',
  en: 'The licensor may change its policy; what stands here is the version with the digest above.',
}

function joined(subject: Text, says: Text, note: Text | undefined): Text {
  const noted = (language: 'de' | 'en'): string => (note === undefined ? '' : `. ${note[language]}`)
  return { de: `${subject.de}: ${says.de}${noted('de')}`, en: `${subject.en}: ${says.en}${noted('en')}` }
}

const says = {
  title: { de: 'Nutzungsbeschränkungen aus Lizenzen', en: 'Use restrictions from licences' },
  opening: {
    de: 'Wer dieses Modell über diese Schnittstelle aufruft, hält die folgenden Beschränkungen ein und lässt es auch andere nur so nutzen. Sie stammen aus den genannten Lizenzen und stehen hier in eigenen Worten; maßgeblich ist der Text der Lizenz.',
    en: 'Whoever calls this model through this interface keeps to the following restrictions, and lets others use it only in this way. They come from the licences named and stand here in our own words; the text of the licence prevails.',
  },
  reaches: { de: 'Betrifft', en: 'Reaches' },
  text: { de: 'Text', en: 'Text' },
  noFile: { de: 'keine eigene Datei gelesen', en: 'no file of its own was read' },
  file: { de: 'Datei SHA-256', en: 'file SHA-256' },
  words: { de: 'Wörter SHA-256', en: 'words SHA-256' },
  read: { de: 'Gelesen am', en: 'Read on' },
  reading: { de: 'Lesung', en: 'reading' },
  why: { de: 'Grund', en: 'Why' },
  section: { de: 'Abschnitt', en: 'section' },
  none: {
    de: 'Keine einzelne Beschränkung erfasst: es gilt der Text der Lizenz mit den Regeln, auf die sie verweist.',
    en: 'No single restriction is on file: the text of the licence holds, with the policies that it refers to.',
  },
} as const satisfies Readonly<Record<string, Text>>

/**
 * The document as a text in German and then English. Its bytes in UTF-8 are what is accepted: their SHA-256 is the digest of the
 * terms. The date of the catalogue is not part of it, but that of each reading is: a pack that changes some other licence does not
 * change what anybody has agreed to.
 */
export function termsText(document: TermsDocument): string {
  return `${inLanguage(document, 'de')}\n${inLanguage(document, 'en')}`
}

function inLanguage({ licences }: TermsDocument, language: 'de' | 'en'): string {
  const heads = [says.title[language], '', says.opening[language], '']
  return [...heads, ...licences.flatMap((licence) => licenceLines(licence, language))].join('\n')
}

function licenceLines(licence: BindingLicence, language: 'de' | 'en'): readonly string[] {
  const { id, name, steward, components, boundBy, restrictions, reading, texts } = licence
  const why = boundBy.map(({ kind, section }) => `${dutyKinds[kind][language]} (${says.section[language]} ${section})`)
  return [
    `${name} (${id})${steward === undefined ? '' : `, ${steward}`}`,
    `${says.reaches[language]}: ${components.join(', ')}`,
    `${says.why[language]}: ${why.join('; ')}`,
    `${says.read[language]} ${reading.on}, ${says.reading[language]} ${reading.number}`,
    ...texts.map((text) => textLine(text, language)),
    ...(restrictions.length === 0 ? [says.none[language]] : []),
    ...restrictions.map(
      ({ text, sections }, index) =>
        `${index + 1}. ${text[language]} [${id}, ${says.section[language]} ${sections.join(', ')}]`,
    ),
    '',
  ]
}

function textLine({ id, link, sha256, wordSha256 }: CitedLicence['texts'][number], language: 'de' | 'en'): string {
  const hashes = [
    ...(sha256 === undefined ? [] : [`${says.file[language]} ${sha256}`]),
    ...(wordSha256 === undefined ? [] : [`${says.words[language]} ${wordSha256}`]),
  ]
  return `${says.text[language]} ${id}: ${[link ?? says.noFile[language], ...hashes].join(', ')}`
}
