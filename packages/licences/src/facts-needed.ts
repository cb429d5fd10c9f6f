import type { Text } from '@stellwerk/contract/language'

/** What a fact of profile or component means, for the person who has to state it. */
export const factNames = {
  'operator.principalPlaceOfBusiness': {
    de: 'Sitz der Hauptverwaltung des Betreibers',
    en: "the operator's principal place of business",
  },
  'operator.country': { de: 'Wohnsitz oder Sitzstaat des Betreibers', en: "the operator's country" },
  'operator.legalForm': { de: 'Rechtsform des Betreibers', en: "the operator's legal form" },
  groupAnnualRevenueUSD: {
    de: 'Jahresumsatz des Betreibers und seiner verbundenen Unternehmen in US-Dollar',
    en: 'yearly revenue of the operator and its affiliates in US dollars',
  },
  productMonthlyRevenueUSD: {
    de: 'Umsatz des Produkts im stärksten Monat in US-Dollar',
    en: 'revenue of the product in its strongest month in US dollars',
  },
  'exchangeRates.CNY': {
    de: 'Umrechnungskurs in Renminbi mit Datum',
    en: 'rate of exchange to renminbi, with its date',
  },
  productMAU: { de: 'Nutzer des Produkts im Monat', en: 'users of the product in a month' },
  groupMAUAtModelRelease: {
    de: 'Nutzer der Gruppe im Monat vor Erscheinen des Modells',
    en: 'users of the group in the month before the model was released',
  },
  endUsers30Days: { de: 'Endnutzer in den letzten 30 Tagen', en: 'end users in the last 30 days' },
  audience: { de: 'wer bedient wird', en: 'who is served' },
  exposure: { de: 'wie das Werk eingesetzt wird', en: 'how the work is put to use' },
  commercial: { de: 'ob die Nutzung gewerblich ist', en: 'whether the use is commercial' },
  modelAsAService: {
    de: 'ob Dritte Eingaben, Parameter oder Trainingsdaten bestimmen',
    en: 'whether third parties control inputs, parameters or training data',
  },
  purposes: { de: 'Zwecke der Nutzung', en: 'purposes of the use' },
  decisionMode: { de: 'ob ein Mensch entscheidet', en: 'whether a person decides' },
  placeOfUse: { de: 'Staaten, in denen das Werk genutzt wird', en: 'countries in which the work is used' },
  placeOfOutputUse: { de: 'Staaten, in denen Ausgaben genutzt werden', en: 'countries in which output is used' },
  trainsOtherModelOnOutputs: {
    de: 'ob Ausgaben ein anderes Modell trainieren',
    en: 'whether outputs train another model',
  },
  redistributes: { de: 'ob das Werk weitergegeben wird', en: 'whether the work is redistributed' },
  modality: { de: 'ob das Modell mehr als Text verarbeitet', en: 'whether the model takes more than text' },
  version: { de: 'Fassung des Werks', en: 'version of the work' },
  qualifiedPersonInCharge: {
    de: 'ob eine zugelassene Fachperson verantwortet',
    en: 'whether an authorised professional answers for it',
  },
  replacesProfessionalAdvice: {
    de: 'ob Ausgaben fachlichen Rat ersetzen',
    en: 'whether output replaces professional advice',
  },
  hasBasisForPersonalData: {
    de: 'Rechtsgrundlage oder Einwilligung aus den Tatsachen des Datenschutzes',
    en: 'legal basis or consent from the data protection facts',
  },
  disclosesAi: {
    de: 'ob Ausgaben als maschinell gekennzeichnet sind',
    en: 'whether output is disclosed as machine-made',
  },
} as const satisfies Readonly<Record<string, Text>>

/** A fact that a rule can need. */
export type FactNeeded = keyof typeof factNames
