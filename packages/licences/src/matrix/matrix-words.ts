import type { Text } from '@stellwerk/contract/language'

import type { Threshold } from '../terms.ts'
import type { ObligationBearer, Verdict } from '../verdict.ts'
import type { SheetKey, Tone } from './document.ts'

/** A verdict for people: a mark and a word, so that no colour has to speak. */
export const verdictWords = {
  allowed: { mark: '✓', tone: 'go', text: { de: 'erlaubt', en: 'allowed' } },
  'allowed-with-obligations': {
    mark: '!',
    tone: 'duty',
    text: { de: 'erlaubt mit Pflichten', en: 'allowed with obligations' },
  },
  'needs-review': { mark: '?', tone: 'ask', text: { de: 'zu prüfen', en: 'needs review' } },
  forbidden: { mark: '✗', tone: 'stop', text: { de: 'verboten', en: 'forbidden' } },
} as const satisfies Readonly<Record<Verdict, { readonly mark: string; readonly tone: Tone; readonly text: Text }>>

export const sheetWords = {
  portfolio: {
    title: { de: 'Portfolio', en: 'Portfolio' },
    caption: {
      de: 'Komponente × Anwendungsfall; oben steht, was einen Menschen braucht',
      en: 'Component × use case; what needs a person stands first',
    },
  },
  reasons: {
    title: { de: 'Gründe', en: 'Reasons' },
    caption: {
      de: 'Alle Gründe jeder Bewertung, mit Lizenz, Fundstelle und benutzter Tatsache',
      en: 'All reasons of every verdict, with licence, section and the fact that was used',
    },
  },
  obligations: {
    title: { de: 'Pflichten', en: 'Obligations' },
    caption: {
      de: 'Was bei erlaubter Nutzung zu tun ist, wer es tut und was es belegt',
      en: 'What an allowed use owes, who does it and what shows it',
    },
  },
  catalogue: {
    title: { de: 'Katalog', en: 'Catalogue' },
    caption: {
      de: 'Was die Lizenzen sagen, jede Angabe mit ihrer Fundstelle',
      en: 'What the licences say, each fact with its section',
    },
  },
  bans: {
    title: { de: 'Verbote', en: 'Bans' },
    caption: { de: 'Alle Verbote mit ihrer Strenge', en: 'All bans with their strength' },
  },
  duties: {
    title: { de: 'Lizenzpflichten', en: 'Licence duties' },
    caption: { de: 'Alle Pflichten mit ihrem Auslöser', en: 'All duties with what sets them off' },
  },
  thresholds: {
    title: { de: 'Schwellen', en: 'Thresholds' },
    caption: {
      de: 'Alle Schwellen: wessen Zahl, wann gemessen, was dann gilt',
      en: 'All thresholds: whose figure, when it is measured, what follows',
    },
  },
} as const satisfies Readonly<Record<SheetKey, { readonly title: Text; readonly caption: Text }>>

/** Words of the documents that belong to no list of the vocabulary. */
export const matrixWords = {
  about: { de: 'Über dieses Dokument', en: 'About this document' },
  portfolioTitle: { de: 'Lizenzmatrix: Portfolio', en: 'Licence matrix: portfolio' },
  catalogueTitle: { de: 'Lizenzmatrix: Katalog', en: 'Licence matrix: catalogue' },
  catalogueAge: { de: 'Alter des Katalogs', en: 'Age of the catalogue' },
  catalogueAsOf: { de: 'Stand des Katalogs', en: 'Catalogue as of' },
  licencesShown: { de: 'Lizenzen', en: 'Licences' },
  licencesKnown: { de: 'Lizenzen im Katalog', en: 'Licences in the catalogue' },
  judgedOn: { de: 'Bewertet am', en: 'Judged on' },
  legend: { de: 'Zeichen', en: 'Marks' },
  legendCells: {
    de: '· nicht übertragen; ? nicht gelesen; „schweigt“: gelesen, der Text sagt nichts; „keine“: gelesen, es gibt keine',
    en: '· not transcribed; ? not read; "silent": read, the text says nothing; "none": read, there is none',
  },
  caveat: {
    de: 'Übertragung der Lizenztexte für die Technik, keine Rechtsberatung. Maßgeblich ist der Text.',
    en: 'The licence texts as engineering reads them, not legal advice. The text decides.',
  },
  caveatLabel: { de: 'Hinweis', en: 'Note' },
  component: { de: 'Komponente', en: 'Component' },
  useCase: { de: 'Anwendungsfall', en: 'Use case' },
  verdict: { de: 'Ergebnis', en: 'Verdict' },
  declared: { de: 'Angegeben', en: 'Declared' },
  concluded: { de: 'Ermittelt', en: 'Concluded' },
  conflict: { de: 'Widerspruch', en: 'Conflict' },
  isConflict: { de: '≠ Widerspruch', en: '≠ conflict' },
  noConflict: { de: 'keiner', en: 'none' },
  deciding: { de: 'Entscheidende Stelle', en: 'Deciding section' },
  why: { de: 'Warum', en: 'Why' },
  openObligations: { de: 'Offene Pflichten', en: 'Open obligations' },
  missing: { de: 'Fehlende Angaben', en: 'Missing facts' },
  nextCheck: { de: 'Nächste Prüfung', en: 'Next check' },
  nextCheckWhy: { de: 'Anlass', en: 'Occasion' },
  nothing: { de: 'keine', en: 'none' },
  nothingDeclared: { de: 'nichts', en: 'nothing' },
  more: { de: 'weitere', en: 'more' },
  layer: { de: 'Schicht', en: 'Layer' },
  licence: { de: 'Lizenz', en: 'Licence' },
  name: { de: 'Name', en: 'Name' },
  section: { de: 'Fundstelle', en: 'Section' },
  sections: { de: 'Fundstellen', en: 'Sections' },
  code: { de: 'Kennung', en: 'Code' },
  fact: { de: 'Benutzte Angabe', en: 'Fact used' },
  overridable: { de: 'Von einer Person entscheidbar', en: 'A person may decide' },
  yes: { de: 'ja', en: 'yes' },
  no: { de: 'nein', en: 'no' },
  kind: { de: 'Art', en: 'Kind' },
  what: { de: 'Was zu tun ist', en: 'What to do' },
  who: { de: 'Wer', en: 'Who' },
  trigger: { de: 'Auslöser', en: 'Trigger' },
  fixedWords: { de: 'Vorgeschriebener Wortlaut', en: 'Prescribed words' },
  sources: { de: 'Quellen', en: 'Sources' },
  evidence: { de: 'Beleg', en: 'Evidence' },
  state: { de: 'Stand', en: 'State' },
  open: { de: 'offen', en: 'open' },
  met: { de: 'erfüllt', en: 'met' },
  class: { de: 'Klasse', en: 'Class' },
  source: { de: 'Quelle', en: 'Source' },
  commercial: { de: 'Gewerblich', en: 'Commercial' },
  internal: { de: 'Intern', en: 'Internal' },
  hosted: { de: 'Dienst für Dritte', en: 'Hosted' },
  outputs: { de: 'Ausgaben trainieren andere', en: 'Outputs train others' },
  thresholds: { de: 'Schwellen', en: 'Thresholds' },
  territory: { de: 'Gebiet', en: 'Territory' },
  sectorBans: { de: 'Gesperrte Bereiche', en: 'Sector bans' },
  strength: { de: 'Strenge', en: 'Strength' },
  note: { de: 'Anmerkung', en: 'Note' },
  above: { de: 'Über', en: 'Above' },
  measured: { de: 'Gemessen', en: 'Measured' },
  whose: { de: 'Wessen Zahl', en: 'Whose figure' },
  effect: { de: 'Folge', en: 'Effect' },
  conditional: { de: 'bedingt', en: 'conditional' },
  silent: { de: 'schweigt', en: 'silent' },
  without: { de: 'ohne', en: 'without' },
  multimodalOnly: { de: 'multimodale Modelle', en: 'multimodal models' },
  onceAtRelease: { de: 'einmal, zum', en: 'once, at' },
  continuously: { de: 'laufend', en: 'continuously' },
} as const satisfies Readonly<Record<string, Text>>

/** Who answers for an obligation. */
export const bearerWords = {
  gateway: { de: 'das Gateway selbst', en: 'the gateway itself' },
  operator: { de: 'Betrieb', en: 'operator' },
  legal: { de: 'Rechtsstelle', en: 'legal office' },
  publisher: { de: 'wer veröffentlicht', en: 'whoever publishes' },
  professional: { de: 'zugelassene Fachperson', en: 'authorised professional' },
} as const satisfies Readonly<Record<ObligationBearer, Text>>

export const thresholdWords = {
  metric: {
    'monthly-active-users': { de: 'Nutzer im Monat', en: 'monthly users' },
    'annual-revenue': { de: 'Jahresumsatz', en: 'annual revenue' },
    'monthly-revenue': { de: 'Monatsumsatz', en: 'monthly revenue' },
    'group-revenue-if-maas': {
      de: 'Konzernumsatz bei Model as a Service',
      en: 'group revenue with Model as a Service',
    },
    'end-users-30-days': { de: 'Endnutzer in 30 Tagen', en: 'end users in 30 days' },
    'competing-product': { de: 'konkurrierendes Produkt', en: 'competing product' },
  },
  of: {
    group: { de: 'Konzern', en: 'group' },
    licensee: { de: 'Lizenznehmer', en: 'licensee' },
    product: { de: 'Produkt', en: 'product' },
    deployment: { de: 'Installation', en: 'deployment' },
  },
} as const satisfies {
  readonly metric: Readonly<Record<Threshold['metric'], Text>>
  readonly of: Readonly<Record<Threshold['of'], Text>>
}
