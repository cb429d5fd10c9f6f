import type { Text } from '@stellwerk/contract/language'
import type {
  Category,
  FoundKind,
  professionalSecret,
  SpecialKind,
  UninspectedPart,
} from '@stellwerk/contract/personal-data'

/** What people call a category. Left out, one does not compile. */
const categoryNames: Readonly<Record<Category, Text>> = {
  PERSON: { de: 'Personenname', en: 'name of a person' },
  ADDRESS: { de: 'Anschrift', en: 'postal address' },
  ZIP: { de: 'Postleitzahl', en: 'postcode' },
  LOCATION: { de: 'Ort', en: 'place' },
  ORG: { de: 'Organisation', en: 'organisation' },
  DATE: { de: 'Datum', en: 'date' },
  TIME: { de: 'Uhrzeit', en: 'time' },
  AGE: { de: 'Alter', en: 'age' },
  EMAIL: { de: 'E-Mail-Adresse', en: 'e-mail address' },
  PHONE: { de: 'Telefonnummer', en: 'telephone number' },
  URL: { de: 'Internetadresse mit Personenbezug', en: 'web address that carries somebody' },
  IP: { de: 'IP-Adresse', en: 'IP address' },
  IBAN: { de: 'IBAN', en: 'IBAN' },
  CREDIT_CARD: { de: 'Kartennummer', en: 'card number' },
  ID: { de: 'Kennung', en: 'identifier' },
  PROFESSION: { de: 'Beruf', en: 'profession' },
  NRP: { de: 'besondere Kategorie', en: 'special category' },
  TITLE: { de: 'Titel', en: 'title' },
  SECRET: { de: 'Zugangsschlüssel', en: 'access key' },
}

const partNames: Readonly<Record<`UNINSPECTED_${Uppercase<UninspectedPart>}`, Text>> = {
  UNINSPECTED_IMAGE: { de: 'nicht geprüftes Bild', en: 'image that nobody looked into' },
  UNINSPECTED_AUDIO: { de: 'nicht geprüfter Ton', en: 'audio that nobody looked into' },
  UNINSPECTED_FILE: { de: 'nicht geprüfte Datei', en: 'file that nobody looked into' },
  UNINSPECTED_TOKENS: { de: 'nicht geprüfter Text aus Zahlen', en: 'text in numbers that nobody looked into' },
}

const specialNames: Readonly<Record<SpecialKind | 'NATIONALITY' | typeof professionalSecret, Text>> = {
  ETHNIC_ORIGIN: { de: 'ethnische Herkunft', en: 'ethnic origin' },
  POLITICAL_OPINION: { de: 'politische Meinung', en: 'political opinion' },
  RELIGION: { de: 'Religion oder Weltanschauung', en: 'religion or belief' },
  TRADE_UNION: { de: 'Gewerkschaftszugehörigkeit', en: 'trade union membership' },
  GENETIC_BIOMETRIC: { de: 'genetische oder biometrische Daten', en: 'genetic or biometric data' },
  HEALTH: { de: 'Gesundheit', en: 'health' },
  SEXUAL_LIFE: { de: 'Sexualleben oder sexuelle Orientierung', en: 'sexual life or orientation' },
  NATIONALITY: { de: 'Staatsangehörigkeit', en: 'nationality' },
  PROFESSIONAL_SECRET: { de: 'Mandat, Behandlung oder Ähnliches', en: 'a client, a patient or the like' },
}

/** Names that a country gives its own numbers stay as they are there; in English they say the country. */
const identifierNames: Readonly<Record<string, Text>> = {
  AT_REISEPASS: { de: 'österreichische Reisepassnummer', en: 'Austrian passport number' },
  AT_STEUERNUMMER: { de: 'österreichische Steuernummer', en: 'Austrian tax number' },
  AT_SVNR: { de: 'österreichische Sozialversicherungsnummer', en: 'Austrian social security number' },
  BE_NATIONAL_NUMBER: { de: 'belgische Nationalregisternummer', en: 'Belgian national number' },
  BG_EGN: { de: 'bulgarische Personennummer (EGN)', en: 'Bulgarian personal number (EGN)' },
  BIC: { de: 'BIC', en: 'BIC' },
  BTC: { de: 'Bitcoin-Adresse', en: 'Bitcoin address' },
  CH_AHV: { de: 'AHV-Nummer', en: 'Swiss AHV number' },
  CH_UID: { de: 'Schweizer Unternehmens-Identifikationsnummer', en: 'Swiss business number (UID)' },
  CZ_RODNE_CISLO: { de: 'tschechische oder slowakische Geburtsnummer', en: 'Czech or Slovak birth number' },
  DE_AKTENZEICHEN: { de: 'Aktenzeichen', en: 'file number' },
  DE_BSNR: { de: 'Betriebsstättennummer', en: 'German practice number (BSNR)' },
  DE_FUEHRERSCHEIN: { de: 'Führerscheinnummer', en: 'German driving licence number' },
  DE_HANDELSREGISTER: { de: 'Handelsregisternummer', en: 'German register number' },
  DE_KFZ: { de: 'Kfz-Kennzeichen', en: 'German number plate' },
  DE_KVNR: { de: 'Krankenversichertennummer', en: 'German health insurance number' },
  DE_LANR: { de: 'Arztnummer', en: 'German physician number (LANR)' },
  DE_PERSONALAUSWEIS: { de: 'Personalausweisnummer', en: 'German identity card number' },
  DE_REISEPASS: { de: 'Reisepassnummer', en: 'German passport number' },
  DE_RVNR: { de: 'Rentenversicherungsnummer', en: 'German pension insurance number' },
  DE_STEUER_ID: { de: 'Steuer-ID', en: 'German tax id' },
  DE_STEUERNUMMER: { de: 'Steuernummer', en: 'German tax number' },
  DE_UST_ID: { de: 'Umsatzsteuer-ID', en: 'German VAT number' },
  DE_WIRTSCHAFTS_ID: { de: 'Wirtschafts-ID', en: 'German business id' },
  DK_CPR: { de: 'dänische Personennummer (CPR)', en: 'Danish personal number (CPR)' },
  EE_LT_PERSONAL_CODE: { de: 'estnischer oder litauischer Personencode', en: 'Estonian or Lithuanian personal code' },
  ES_CIF: { de: 'spanische Steuernummer (CIF)', en: 'Spanish tax number (CIF)' },
  ES_DNI: { de: 'spanische Ausweisnummer (DNI)', en: 'Spanish identity number (DNI)' },
  ES_NASS: { de: 'spanische Sozialversicherungsnummer', en: 'Spanish social security number' },
  ES_NIE: { de: 'spanische Ausländernummer (NIE)', en: 'Spanish foreigner number (NIE)' },
  ES_NIF: { de: 'spanische Steuernummer (NIF)', en: 'Spanish tax number (NIF)' },
  ETH: { de: 'Ethereum-Adresse', en: 'Ethereum address' },
  EU_VAT: { de: 'Umsatzsteuer-ID eines EU-Staats', en: 'VAT number of an EU state' },
  FI_HETU: { de: 'finnische Personenkennung', en: 'Finnish personal identity code' },
  FR_NIR: { de: 'französische Sozialversicherungsnummer', en: 'French social security number' },
  HR_OIB: { de: 'kroatische Personennummer (OIB)', en: 'Croatian personal number (OIB)' },
  HU_ADOAZONOSITO: { de: 'ungarische Steuernummer', en: 'Hungarian tax number' },
  HU_TAJ: { de: 'ungarische Sozialversicherungsnummer', en: 'Hungarian social security number' },
  IE_PPS: { de: 'irische PPS-Nummer', en: 'Irish PPS number' },
  IT_CF: { de: 'italienischer Codice fiscale', en: 'Italian codice fiscale' },
  LEI: { de: 'LEI', en: 'LEI' },
  LV_PERSONAS_KODS: { de: 'lettischer Personencode', en: 'Latvian personal code' },
  MAC: { de: 'Geräteadresse (MAC)', en: 'hardware address (MAC)' },
  MRZ: { de: 'maschinenlesbare Zone eines Ausweises', en: 'machine-readable zone of a document' },
  NL_BSN: { de: 'niederländische Bürgerservicenummer', en: 'Dutch citizen service number' },
  NO_FODSELSNUMMER: { de: 'norwegische Personennummer', en: 'Norwegian personal number' },
  PL_NIP: { de: 'polnische Steuernummer (NIP)', en: 'Polish tax number (NIP)' },
  PL_PESEL: { de: 'polnische Personennummer (PESEL)', en: 'Polish personal number (PESEL)' },
  PL_REGON: { de: 'polnische Unternehmensnummer (REGON)', en: 'Polish business number (REGON)' },
  PT_NIF: { de: 'portugiesische Steuernummer', en: 'Portuguese tax number' },
  RO_CNP: { de: 'rumänische Personennummer (CNP)', en: 'Romanian personal number (CNP)' },
  SE_PERSONNUMMER: { de: 'schwedische Personennummer', en: 'Swedish personal number' },
  SI_EMSO: { de: 'slowenische Personennummer (EMŠO)', en: 'Slovenian personal number (EMŠO)' },
  UK_NHS: { de: 'britische NHS-Nummer', en: 'NHS number' },
  UK_NINO: { de: 'britische Sozialversicherungsnummer', en: 'UK national insurance number' },
  US_SSN: { de: 'US-Sozialversicherungsnummer', en: 'US social security number' },
}

const otherNames: Readonly<Record<string, Text>> = {
  ACCOUNT_NUMBER: { de: 'Kontonummer', en: 'account number' },
  CASE_NUMBER: { de: 'Fallnummer', en: 'case number' },
  CONTRACT_NUMBER: { de: 'Vertragsnummer', en: 'contract number' },
  CUSTOMER_NUMBER: { de: 'Kundennummer', en: 'customer number' },
  DOCUMENT_NUMBER: { de: 'Ausweisnummer', en: 'number of an identity document' },
  INSURANCE_NUMBER: { de: 'Versicherungsnummer', en: 'insurance number' },
  MEMBER_NUMBER: { de: 'Mitgliedsnummer', en: 'membership number' },
  PATIENT_NUMBER: { de: 'Patientennummer', en: 'patient number' },
  PERSONNEL_NUMBER: { de: 'Personalnummer', en: 'staff number' },
  PHYSICIAN_NUMBER: { de: 'Arztnummer', en: 'physician number' },
  STUDENT_NUMBER: { de: 'Matrikelnummer', en: 'student number' },
  VEHICLE_NUMBER: { de: 'Fahrgestellnummer', en: 'vehicle identification number' },
  CARE_OF: { de: 'Anschrift bei jemandem (c/o)', en: 'address care of somebody' },
  STREET: { de: 'Straße und Hausnummer', en: 'street and house number' },
  DATE_OF_BIRTH: { de: 'Geburtsdatum', en: 'date of birth' },
  IPV6: { de: 'IP-Adresse', en: 'IP address' },
  PASSWORD: { de: 'Passwort', en: 'password' },
  PIN: { de: 'PIN', en: 'PIN' },
  PRIVATE_KEY: { de: 'privater Schlüssel', en: 'private key' },
  SECRET_KEY: { de: 'geheimer Schlüssel', en: 'secret key' },
  TOKEN: { de: 'Zugangstoken', en: 'access token' },
  BEARER_TOKEN: { de: 'Zugangstoken', en: 'access token' },
  JWT: { de: 'Zugangstoken (JWT)', en: 'access token (JWT)' },
  BASIC_CREDENTIALS: { de: 'Anmeldename mit Passwort', en: 'login with its password' },
  URL_PASSWORD: { de: 'Passwort in einer Adresse', en: 'password in an address' },
}

const names: ReadonlyMap<string, Text> = new Map(
  Object.entries({ ...categoryNames, ...partNames, ...specialNames, ...identifierNames, ...otherNames }),
)

/**
 * What people call a kind of finding. Kinds are many and an operator's model has none of its own: one without a name is told as its category, with
 * the word that stands in the journal and in the configuration.
 *
 * @example kindName({ category: 'SECRET', kind: 'GITHUB_TOKEN' }).de // 'Zugangsschlüssel GITHUB_TOKEN'
 */
export function kindName({ category, kind }: Pick<FoundKind, 'category' | 'kind'>): Text {
  const { de, en } = categoryNames[category]
  return names.get(kind) ?? { de: `${de} ${kind}`, en: `${en} ${kind}` }
}

/** What people call a category; undefined where a word is none. */
export function categoryName(word: string): Text | undefined {
  return names.get(word)
}
