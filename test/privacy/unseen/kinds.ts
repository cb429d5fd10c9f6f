import { kinds as checked } from '../generate.ts'
import type { Random } from '../random.ts'
import * as more from './more-numbers.ts'

/** A value as it stands in a document, with what people and programs call it. */
export interface UnseenKind {
  readonly kind: string
  /** Class, as corpora have them. */
  readonly label: string
  readonly make: (random: Random) => string
  /** Whether its own check lets at most one random text of its form in 97 pass: it is found without a word beside it. */
  readonly isStrong: boolean
  readonly words: { readonly de: readonly string[]; readonly en: readonly string[] }
  readonly keys: readonly string[]
}

type Names = Pick<UnseenKind, 'words' | 'keys'>

function names(de: string, en: string, keys: string): Names {
  const list = (text: string): readonly string[] => text.split(', ')
  return { words: { de: list(de), en: list(en) }, keys: list(keys) }
}

/** Kinds whose numbers `generate.ts` reckons, apart from the detectors. Those with a star have a strong check. */
const checkedNames: Readonly<Record<string, Names>> = {
  'IBAN*': names('IBAN, Bankverbindung, Konto', 'IBAN, bank account, account', 'iban, bankAccount, konto_iban'),
  'CREDIT_CARD*': names('Kreditkarte, Kartennummer, Karte', 'credit card, card number, card', 'card, cardNumber, pan'),
  'LEI*': names('LEI, Rechtsträgerkennung', 'LEI, legal entity identifier', 'lei, entity_lei'),
  BIC: names('BIC, SWIFT-Code', 'BIC, SWIFT code', 'bic, swift'),
  'MAC*': names('MAC-Adresse, Geräteadresse', 'MAC address, hardware address', 'mac, macAddress'),
  'BTC*': names('Bitcoin-Adresse, Wallet', 'Bitcoin address, wallet', 'btc, wallet'),
  'ETH*': names('Ethereum-Adresse, Wallet', 'Ethereum address, wallet', 'eth, walletAddress'),
  'DE_STEUER_ID*': names(
    'Steuer-ID, IdNr., Steueridentifikationsnummer, steuerliche Identifikationsnummer',
    'German tax ID, tax identification number, tax ID',
    'steuerId, tax_id, idnr',
  ),
  'DE_RVNR*': names(
    'Rentenversicherungsnummer, RVNR, Sozialversicherungsnummer, SV-Nummer',
    'pension insurance number, social security number',
    'rvnr, sv_nummer, pensionNumber',
  ),
  DE_KVNR: names(
    'Versichertennummer, KVNR, Krankenversichertennummer',
    'health insurance number, insurance number',
    'kvnr, versichertennummer, insuranceNumber',
  ),
  DE_PERSONALAUSWEIS: names(
    'Personalausweis, Ausweisnummer, Personalausweisnummer',
    'identity card, ID card number',
    'ausweis, idCard, id_card_number',
  ),
  DE_REISEPASS: names('Reisepass, Passnummer, Reisepassnummer', 'passport, passport number', 'passport, passNr'),
  DE_LANR: names('LANR, Arztnummer, lebenslange Arztnummer', 'LANR, physician number', 'lanr, arztnummer'),
  DE_UST_ID: names('USt-IdNr., Umsatzsteuer-ID, UID', 'VAT ID, VAT number, VAT', 'vatId, ust_id, ustIdNr'),
  'AT_SVNR*': names('SVNR, österreichische SV-Nummer', 'Austrian social security number', 'svnr, at_svnr'),
  'CH_AHV*': names('AHV-Nummer, AHV-Nr., AHVN13', 'Swiss AHV number, AHV number', 'ahv, ahvNumber'),
  NL_BSN: names('BSN, Burgerservicenummer', 'BSN, Dutch BSN', 'bsn, burgerservicenummer'),
  'BE_NATIONAL_NUMBER*': names(
    'Nationalregisternummer, belgische Nationalnummer',
    'Belgian national number, national register number',
    'rijksregisternummer, nationalNumber',
  ),
  'FR_NIR*': names(
    'französische Sozialversicherungsnummer, NIR',
    'NIR, French social security number',
    'nir, numeroSecu',
  ),
  'IT_CF*': names('Codice fiscale, italienische Steuernummer', 'codice fiscale, Italian tax code', 'cf, codiceFiscale'),
  ES_DNI: names('DNI, spanischer Ausweis', 'DNI, Spanish ID', 'dni, es_dni'),
  ES_NIE: names('NIE, spanische Ausländernummer', 'NIE, Spanish foreigner number', 'nie, es_nie'),
  'PL_PESEL*': names('PESEL, polnische PESEL', 'PESEL, Polish PESEL', 'pesel, pl_pesel'),
  SE_PERSONNUMMER: names(
    'Personnummer, schwedische Personennummer',
    'personnummer, Swedish personal number',
    'personnummer, se_pnr',
  ),
  DK_CPR: names('CPR-Nummer, dänische CPR', 'CPR number, Danish CPR', 'cpr, cprNumber'),
  'FI_HETU*': names('Henkilötunnus, finnische Personenkennung', 'HETU, Finnish personal code', 'hetu, henkilotunnus'),
  'RO_CNP*': names('CNP, rumänische CNP', 'CNP, Romanian CNP', 'cnp, ro_cnp'),
}

const classes: Readonly<Record<string, string>> = { IBAN: 'IBAN', CREDIT_CARD: 'CREDIT_CARD' }

const checkedKinds: readonly UnseenKind[] = checked.flatMap(({ kind, make, forms }) => {
  const isStrong = checkedNames[`${kind}*`] !== undefined
  const own = checkedNames[isStrong ? `${kind}*` : kind]
  if (own === undefined) return []
  const made = (random: Random): string => random.pick(forms ?? [String])(make(random))
  return [{ kind, label: classes[kind] ?? 'ID', make: made, isStrong, ...own }]
})

const given = ['anke', 'bodo', 'carla', 'detlef', 'esra', 'fritz', 'greta', 'hakan', 'irene', 'jannis', 'keira', 'liam']
const family = ['albers', 'bruns', 'cordes', 'deichmann', 'evers', 'fock', 'gronau', 'hussein', 'iversen', 'jessen']
const hosts = [
  'example.com',
  'example.org',
  'post.example',
  'kanzlei-muster.example',
  'uni.example.net',
  'bücher.example',
]
const streets = [
  'Mühlenweg',
  'Hauptstraße',
  'Am Alten Markt',
  'Schillerstr.',
  'Gartenallee',
  'Ringstraße',
  'Bahnhofplatz',
]
const towns = ['Bremen', 'Erfurt', 'Bad Homburg', 'Rostock', 'Mainz', 'Halle (Saale)', 'Freiburg im Breisgau', 'Kiel']
const plates = ['B', 'HH', 'M', 'GÖ', 'LÖ', 'OHV', 'WES', 'STD']
const capitals = 'ABCDEFGHJKLMNPRSTUVWXYZ'
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

const two = (number: number): string => String(number).padStart(2, '0')

/** Kinds that have a form and no check digit, or none that makes them strong. */
const formed: readonly UnseenKind[] = [
  {
    kind: 'EMAIL',
    label: 'EMAIL',
    isStrong: true,
    make: (random) =>
      `${random.pick(given)}${random.pick(['.', '_', '-', ''])}${random.pick(family)}${random.pick(['', '', '7', '1983'])}@${random.pick(hosts)}`,
    ...names('E-Mail, Mail, E-Mail-Adresse', 'email, e-mail address, mail', 'email, mail, contactEmail'),
  },
  {
    kind: 'PHONE',
    label: 'PHONE',
    isStrong: false,
    make: (random) =>
      random.pick([
        () => `0${random.pick(['30', '40', '89', '221', '511', '3641'])} ${random.between(2, 9)}${random.digits(6)}`,
        () => `+49 ${random.pick(['151', '160', '171', '176'])} ${random.between(2, 9)}${random.digits(7)}`,
        () => `0${random.pick(['151', '160', '171'])}/${random.between(2, 9)}${random.digits(6)}`,
        () => `+43 1 ${random.between(2, 9)}${random.digits(6)}`,
        () => `+44 20 7946 0${random.digits(3)}`,
        () => `(0${random.pick(['30', '511', '721'])}) ${random.between(2, 9)}${random.digits(2)}-${random.digits(3)}`,
      ])(),
    ...names(
      'Telefon, Tel., Rückrufnummer, Mobil',
      'phone, telephone, mobile, call-back number',
      'phone, phoneNumber, tel',
    ),
  },
  {
    kind: 'IP',
    label: 'IP',
    isStrong: true,
    make: (random) => `${random.between(11, 99)}.${random.below(256)}.${random.below(256)}.${random.between(1, 254)}`,
    ...names('IP-Adresse, IP', 'IP address, IP', 'ip, clientIp, remote_addr'),
  },
  {
    kind: 'IPV6',
    label: 'IP',
    isStrong: true,
    make: (random) => `2001:db8:${Array.from({ length: 6 }, () => random.from('123456789abcdef', 4)).join(':')}`,
    ...names('IPv6-Adresse, IP-Adresse', 'IPv6 address, IP address', 'ipv6, clientIp'),
  },
  {
    kind: 'DE_KFZ',
    label: 'ID',
    isStrong: false,
    make: (random) =>
      `${random.pick(plates)}-${random.from(capitals, random.between(1, 2))} ${random.between(1, 9)}${random.digits(random.between(1, 3))}`,
    ...names('Kennzeichen, Kfz-Kennzeichen', 'licence plate, registration plate', 'kennzeichen, licencePlate, plate'),
  },
  {
    kind: 'DE_HANDELSREGISTER',
    label: 'ID',
    isStrong: false,
    make: (random) =>
      `${random.pick(['HRB', 'HRA', 'VR'])} ${random.between(1, 9)}${random.digits(random.between(3, 5))}`,
    ...names(
      'Handelsregister, Registernummer',
      'commercial register, register number',
      'handelsregister, registerNumber',
    ),
  },
  {
    kind: 'DE_AKTENZEICHEN',
    label: 'ID',
    isStrong: false,
    make: (random) =>
      `${random.between(1, 40)} ${random.pick(['C', 'O', 'Ca', 'F', 'K', 'Js'])} ${random.between(1, 2999)}/${random.between(10, 26)}`,
    ...names('Aktenzeichen, Az., Geschäftszeichen', 'file number, case number', 'aktenzeichen, fileNumber, az'),
  },
  {
    kind: 'DE_STEUERNUMMER',
    label: 'ID',
    isStrong: false,
    make: (random) => `${random.between(10, 99)}/${random.between(100, 999)}/${random.digits(5)}`,
    ...names('Steuernummer, St.-Nr.', 'German tax number, tax number', 'steuernummer, taxNumber'),
  },
  {
    kind: 'DATE_OF_BIRTH',
    label: 'DATE',
    isStrong: false,
    make: (random) => {
      const [day, month, year] = [two(random.between(1, 28)), two(random.between(1, 12)), random.between(1941, 2006)]
      return random.pick([`${day}.${month}.${year}`, `${year}-${month}-${day}`])
    },
    ...names('Geburtsdatum, geboren am, geb.', 'date of birth, born, DOB', 'geburtsdatum, dateOfBirth, dob'),
  },
  {
    kind: 'ADDRESS',
    label: 'ADDRESS',
    isStrong: false,
    make: (random) =>
      `${random.pick(streets)} ${random.between(1, 140)}${random.pick(['', '', 'a'])}, ${random.between(1, 9)}${random.digits(4)} ${random.pick(towns)}`,
    ...names('Anschrift, Adresse, wohnhaft', 'address, postal address', 'address, anschrift, street'),
  },
  {
    kind: 'SECRET',
    label: 'SECRET',
    isStrong: true,
    make: (random) =>
      random.pick([
        () => `ghp_${random.from(letters, 36)}`,
        () => `sk-proj-${random.from(letters, 48)}`,
        () => `AKIA${random.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
        () =>
          `xoxb-${random.between(1, 9)}${random.digits(11)}-${random.between(1, 9)}${random.digits(11)}-${random.from(letters, 24)}`,
        () => `glpat-${random.from(letters, 20)}`,
      ])(),
    ...names('Token, API-Schlüssel', 'token, API key', 'token, apiKey, secret'),
  },
]

const moreChecked: readonly UnseenKind[] = (
  [
    [
      'CZ_RODNE_CISLO',
      true,
      more.rodneCislo,
      'Rodné číslo, tschechische Geburtsnummer',
      'birth number, rodné číslo',
      'rodne_cislo',
    ],
    [
      'PT_NIF',
      false,
      more.portugueseNif,
      'portugiesische Steuernummer, NIF',
      'Portuguese tax number, NIF',
      'nif, pt_nif',
    ],
    ['HR_OIB', false, more.croatianOib, 'OIB', 'OIB', 'oib, hr_oib'],
    ['PL_NIP', false, more.polishNip, 'NIP', 'NIP', 'nip, pl_nip'],
    ['UK_NHS', false, more.britishNhs, 'NHS-Nummer', 'NHS number, NHS No.', 'nhsNumber, nhs_no'],
    ['BE_VAT', true, more.belgianVat, 'USt-IdNr., Umsatzsteuer-ID', 'VAT number, VAT ID', 'vatNumber, vat'],
    ['FR_VAT', true, more.frenchVat, 'USt-IdNr., Umsatzsteuer-ID', 'VAT number, VAT ID', 'tvaNumber, vat_fr'],
    [
      'EE_LT_CODE',
      true,
      more.estonianCode,
      'Isikukood, Personencode',
      'personal code, isikukood',
      'isikukood, personalCode',
    ],
  ] as const
).map(([kind, isStrong, make, de, en, keys]) => ({ kind, label: 'ID', isStrong, make, ...names(de, en, keys) }))

/** Every kind of value, with all that is called by its name. */
export const unseenKinds: readonly UnseenKind[] = [...checkedKinds, ...moreChecked, ...formed]
