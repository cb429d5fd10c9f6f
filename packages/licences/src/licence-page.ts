import type { Language, Text } from '@stellwerk/contract/language'

import type { LicenceTerms, LicenceText } from './terms.ts'
import {
  banPhrase,
  clausePhrase,
  dutyPhrase,
  isReadInFull,
  lawPhrase,
  rightPhrase,
  territoryPhrase,
  thresholdPhrase,
  withSections,
} from './terms-in-words.ts'
import { licenceClasses, powers, type RightName, rightNames, sources } from './vocabulary.ts'

/** A licence on one page: headings with lines. */
export interface PageSection {
  readonly title: string
  readonly lines: readonly string[]
}

/** What is known about a licence, and what is not. */
export function licencePage(terms: LicenceTerms, language: Language): readonly PageSection[] {
  const page = (name: keyof typeof titles, lines: readonly string[]): PageSection => ({
    title: titles[name][language],
    lines,
  })
  const none = isReadInFull(terms.source) ? words.none[language] : words.notRead[language]
  const orNone = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [none] : lines)
  return [
    page('about', aboutLines(terms, language)),
    page('rights', rightLines(terms, language)),
    page(
      'thresholds',
      orNone(terms.thresholds.flatMap((one) => noted(thresholdPhrase(one, language), one.note, language))),
    ),
    page(
      'territory',
      orNone(terms.territory.flatMap((one) => noted(territoryPhrase(one, language), one.note, language))),
    ),
    page(
      'bans',
      orNone(terms.bans.flatMap((ban) => noted(banPhrase(ban, language), ban.note ?? ban.arguable, language))),
    ),
    page('duties', orNone(terms.duties.flatMap((duty) => noted(dutyPhrase(duty, language), duty.note, language)))),
    page(
      'powers',
      orNone(
        terms.powers.flatMap(({ kind, sections, note }) =>
          noted(withSections([powers[kind][language]], sections), note, language),
        ),
      ),
    ),
    page('clauses', clauseLines(terms, language)),
    page('descent', descentLines(terms, language, none)),
    page('untranscribed', untranscribed(terms, language)),
    page(
      'texts',
      terms.texts.length === 0 ? [words.noText[language]] : terms.texts.flatMap((text) => textLines(text, language)),
    ),
    ...(terms.notes.length === 0
      ? []
      : [
          page(
            'notes',
            terms.notes.map((note) => note[language]),
          ),
        ]),
  ]
}

const titles = {
  about: { de: 'Lizenz', en: 'Licence' },
  rights: { de: 'Rechte', en: 'Rights' },
  thresholds: { de: 'Schwellen', en: 'Thresholds' },
  territory: { de: 'Gebiet', en: 'Territory' },
  bans: { de: 'Verbote', en: 'Bans' },
  duties: { de: 'Pflichten', en: 'Duties' },
  powers: { de: 'Was der Lizenzgeber darf', en: 'Powers of the licensor' },
  clauses: { de: 'Weitere Klauseln', en: 'Other clauses' },
  descent: { de: 'Was aus Abkömmlingen wird', en: 'What becomes of descendants' },
  untranscribed: { de: 'Nicht übertragen', en: 'Not transcribed' },
  texts: { de: 'Texte und Fingerabdrücke', en: 'Texts and fingerprints' },
  notes: { de: 'Anmerkungen', en: 'Notes' },
} as const satisfies Readonly<Record<string, Text>>

const words = {
  none: { de: 'keine', en: 'none' },
  notRead: { de: '? nicht gelesen', en: '? not read' },
  noText: { de: 'kein Text gelesen', en: 'no text was read' },
  nothingLeft: { de: 'nichts', en: 'nothing' },
  steward: { de: 'Lizenzgeber', en: 'Steward' },
  class: { de: 'Klasse', en: 'Class' },
  source: { de: 'Quelle', en: 'Source' },
  read: { de: 'Zuletzt gelesen', en: 'Last read' },
  reading: { de: 'Lesung', en: 'reading' },
  expression: { de: 'SPDX-Ausdruck', en: 'SPDX expression' },
  hubTags: { de: 'Kennungen in Verzeichnissen (beweisen nichts)', en: 'Tags at hubs (they prove nothing)' },
  appliesTo: { de: 'Bekannt für (beweist nichts)', en: 'Known for (proves nothing)' },
  law: { de: 'Anwendbares Recht', en: 'Governing law' },
  unusable: { de: 'Fingerabdruck nicht verwendbar', en: 'fingerprint not usable' },
} as const satisfies Readonly<Record<string, Text>>

function aboutLines(terms: LicenceTerms, language: Language): readonly string[] {
  const row = (name: keyof typeof words, value: string | undefined): readonly string[] =>
    value === undefined || value === '' ? [] : [`${words[name][language]}: ${value}`]
  const { number, on } = terms.reading
  return [
    `${terms.name}${terms.date === undefined ? '' : ` (${terms.date})`}`,
    ...row('steward', terms.steward),
    ...row('class', licenceClasses[terms.class][language]),
    ...row('source', sources[terms.source][language]),
    ...row('read', `${on} (${words.reading[language]} ${number})`),
    ...row('expression', terms.spdxExpression),
    ...row('hubTags', terms.hubTags.join(', ')),
    ...row('appliesTo', terms.appliesTo.join(', ')),
  ]
}

function rightLines({ rights, source }: LicenceTerms, language: Language): readonly string[] {
  // The names of the vocabulary are the keys of every entry.
  return (Object.keys(rightNames) as readonly RightName[]).flatMap((name) => {
    const right = rights[name]
    return noted(`${rightNames[name][language]}: ${rightPhrase(right, source, language)}`, right.note, language)
  })
}

const clauseTitles = {
  termination: { de: 'Ende', en: 'Termination' },
  litigation: { de: 'Klagen', en: 'Litigation' },
  indemnity: { de: 'Freistellung', en: 'Indemnity' },
  disclaimer: { de: 'Haftungsausschluss', en: 'Disclaimer' },
  audit: { de: 'Prüfrechte', en: 'Audit' },
  feedback: { de: 'Rückmeldungen', en: 'Feedback' },
} as const satisfies Readonly<Record<string, Text>>
type ClauseName = keyof typeof clauseTitles
// The names above are members of every entry.
const clauseNames = Object.keys(clauseTitles) as readonly ClauseName[]

function clauseLines(terms: LicenceTerms, language: Language): readonly string[] {
  return [
    ...clauseNames.map((name) => `${clauseTitles[name][language]}: ${clausePhrase(terms[name], language)}`),
    `${words.law[language]}: ${lawPhrase(terms.governingLaw, language)}`,
  ]
}

const descentTitles = {
  fineTune: { de: 'Feinabstimmung', en: 'Fine-tune' },
  quantisation: { de: 'Quantisierung', en: 'Quantisation' },
  merge: { de: 'Verschmelzung', en: 'Merge' },
  distillation: { de: 'Destillation', en: 'Distillation' },
  relicensing: { de: 'Andere Lizenz', en: 'Relicensing' },
} as const satisfies Readonly<Record<string, Text>>

function descentLines({ descent }: LicenceTerms, language: Language, none: string): readonly string[] {
  if (descent === undefined) return [none]
  // The names above are members of every descent.
  return (Object.keys(descentTitles) as readonly (keyof typeof descentTitles)[]).flatMap((name) => {
    const says = descent[name]
    return says === undefined ? [] : [`${descentTitles[name][language]}: ${says[language]}`]
  })
}

/** What a use may need and nobody has written down: such a use is a review. */
function untranscribed(terms: LicenceTerms, language: Language): readonly string[] {
  const { rights } = terms
  // The names of the vocabulary are the keys of every entry.
  const missing = (Object.keys(rightNames) as readonly RightName[]).filter(
    (name) => rights[name].value === 'unverified',
  )
  const lines = [
    ...missing.map((name) => rightNames[name][language]),
    ...clauseNames.filter((name) => terms[name] === undefined).map((name) => clauseTitles[name][language]),
    ...(terms.governingLaw === undefined ? [words.law[language]] : []),
  ]
  return lines.length === 0 ? [words.nothingLeft[language]] : lines
}

function textLines(text: LicenceText, language: Language): readonly string[] {
  const { id, found, source, sha256, wordSha256, isHashUsable } = text
  return [
    `${id} (${text.role}): ${sources[source][language]}`,
    ...(found === undefined ? [] : [`  ${found.repository}@${found.commit.slice(0, 7)} ${found.path}`]),
    `  SHA-256 ${sha256}`,
    isHashUsable ? `  words ${wordSha256}` : `  ${words.unusable[language]}`,
  ]
}

function noted(line: string, note: Text | undefined, language: Language): readonly string[] {
  return note === undefined ? [line] : [line, `  ${note[language]}`]
}
