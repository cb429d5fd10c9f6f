import type { Language, Text } from '@stellwerk/contract/language'
import type { Notices } from '@stellwerk/licences/notices'

import type { ModelNotices } from './house.ts'
import type { Sheet, SheetLine, SheetSection } from './sheet.ts'

const says = {
  title: { de: 'Hinweise zu', en: 'Notices for' },
  attribution: { de: 'Urheber', en: 'Attribution' },
  badges: { de: 'Hinweise für die Oberfläche', en: 'Badges for the user interface' },
  anyOf: { de: 'eines davon', en: 'any one of them' },
  asked: { de: 'erbeten', en: 'encouraged' },
  licences: { de: 'Lizenzen', en: 'Licences' },
  nothing: {
    de: 'Zu diesem Modell ist kein Werk mit einer Lizenz hinterlegt; was für es gilt, ist nicht bekannt.',
    en: 'No work with a licence is on file for this model; what holds for it is not known.',
  },
  terms: { de: 'Nutzungsbeschränkungen', en: 'Use restrictions' },
  noTerms: { de: 'Keine, denen Aufrufende zuzustimmen haben.', en: 'None that callers have to accept.' },
  digest: { de: 'SHA-256 des folgenden Textes', en: 'SHA-256 of the following text' },
  isAccepted: { de: 'Dieser Schlüssel hat zugestimmt.', en: 'This key has accepted them.' },
  isMissing: { de: 'Dieser Schlüssel hat noch nicht zugestimmt.', en: 'This key has not accepted them yet.' },
  copies: { de: 'Lizenztexte', en: 'Licence texts' },
  missing: {
    de: 'Der Text liegt hier nicht vor. Der Betrieb muss ihn zum Modell legen (components[].folder).',
    en: 'The text is not at hand here. The operator has to supply it beside the model (components[].folder).',
  },
  wanted: { de: 'mitzugeben nach Abschnitt', en: 'to be provided under section' },
  section: { de: 'Abschnitt', en: 'section' },
  bytes: { de: 'Byte', en: 'bytes' },
  catalogue: { de: 'Stand des Katalogs', en: 'Catalogue as of' },
} as const satisfies Readonly<Record<string, Text>>

/** What is served of a licence whose text nobody has put beside the model. */
export const textMissing: Text = says.missing

/** The notices of a model as people read them. */
export function noticesSheet(shown: ModelNotices, language: Language): Sheet {
  const { notices, terms } = shown
  const isKnown = notices.licences.length > 0
  return {
    title: `${says.title[language]} ${shown.model}`,
    sections: [
      attributionSection(notices, language),
      badgeSection(notices, language),
      {
        heading: says.licences[language],
        lines: isKnown ? licenceLines(shown, language) : [{ text: says.nothing[language] }],
      },
      {
        heading: says.terms[language],
        lines:
          terms === undefined
            ? [{ text: says.noTerms[language] }]
            : [
                { text: `${says.digest[language]}: ${terms.digest}` },
                { text: says[terms.isAccepted ? 'isAccepted' : 'isMissing'][language] },
              ],
        verbatim: terms?.text,
      },
      ...copySections(shown, language),
    ].filter(({ lines }) => lines.length > 0),
  }
}

function attributionSection({ attributions }: Notices, language: Language): SheetSection {
  return {
    heading: says.attribution[language],
    lines: attributions.map(({ words, licence, section }) => ({
      text: `${words[language]} (${licence}, ${says.section[language]} ${section})`,
    })),
  }
}

function badgeSection({ badges }: Notices, language: Language): SheetSection {
  return {
    heading: says.badges[language],
    lines: badges.map(({ words, licence, section, isRequired }) => {
      const [first, ...more] = words.map((one) => one[language])
      const choice = more.length === 0 ? first : `${[first, ...more].join(' | ')} (${says.anyOf[language]})`
      const asked = isRequired ? '' : `, ${says.asked[language]}`
      return { text: `${choice} (${licence}, ${says.section[language]} ${section}${asked})` }
    }),
  }
}

function licenceLines({ notices, catalogue }: ModelNotices, language: Language): readonly SheetLine[] {
  return [
    ...notices.licences.flatMap(({ id, name, steward, components, texts }) => [
      { text: `${components.join(', ')}: ${name} (${id})${steward === undefined ? '' : `, ${steward}`}` },
      ...texts.map(({ id: text, link, sha256 }) => ({
        text: `${text}${sha256 === undefined ? '' : `, SHA-256 ${sha256}`}`,
        link,
      })),
    ]),
    { text: `${says.catalogue[language]} ${catalogue}` },
  ]
}

function copySections({ copies, missing }: ModelNotices, language: Language): readonly SheetSection[] {
  const heading = says.copies[language]
  return [
    ...copies.map(({ file, component, sha256, bytes, text }) => ({
      heading: `${heading}: ${component}, ${file}`,
      lines: [{ text: `SHA-256 ${sha256}, ${bytes} ${says.bytes[language]}` }],
      verbatim: text,
    })),
    {
      heading,
      lines: missing.map(({ licence, text, link, wantedBy }) => ({
        text: `${licence}, ${text}: ${says.missing[language]}${wantedBy.length === 0 ? '' : ` (${says.wanted[language]} ${wantedBy.join(', ')})`}`,
        link,
      })),
    },
  ]
}
