import assert from 'node:assert/strict'
import { test } from 'bun:test'
import { readingOf } from '../reading.ts'
import { resolved } from '../resolve.ts'
import { structuredFindings } from '../structured.ts'

// Goal: the identifiers of Europe and the United States in the languages of their countries, in German, in English and as a key;
// and nothing where a number with a weak check stands for something else. All numbers are invented or published.
const found: readonly [text: string, kind: string, value: string][] = [
  ['Mijn BSN is 111222333, graag noteren.', 'NL_BSN', '111222333'],
  ['{"customer":{"nl_bsn":111222333}}', 'NL_BSN', '111222333'],
  ['Meine niederländische Bürgernummer ist 111222333.', 'NL_BSN', '111222333'],
  ['Rijksregisternummer 85.07.30-033.28', 'BE_NATIONAL_NUMBER', '85.07.30-033.28'],
  ['Numéro national 850000021-18 au registre national', 'BE_NATIONAL_NUMBER', '850000021-18'],
  ['N° de sécurité sociale : 1 85 05 78 006 084 91', 'FR_NIR', '1 85 05 78 006 084 91'],
  ['numéro de sécu 1850578006084, sans clé', 'FR_NIR', '1850578006084'],
  ['Il mio codice fiscale è RSSMRA85T10A562S.', 'IT_CF', 'RSSMRA85T10A562S'],
  ['vive en Madrid, DNI 12.345.678-Z', 'ES_DNI', '12.345.678-Z'],
  ['NIE: x1234567l', 'ES_NIE', 'x1234567l'],
  ['CIF B-12345674', 'ES_CIF', 'B-12345674'],
  ['NIF K1234567L (menor)', 'ES_NIF', 'K1234567L'],
  ['número de la Seguridad Social 28/12345678/40', 'ES_NASS', '28/12345678/40'],
  ['NASS: 26 12345678 04', 'ES_NASS', '26 12345678 04'],
  ['PESEL 85071245677', 'PL_PESEL', '85071245677'],
  ['NIP: 123-456-32-18', 'PL_NIP', '123-456-32-18'],
  ['REGON 123456785', 'PL_REGON', '123456785'],
  ['Personnummer: 850712-1237', 'SE_PERSONNUMMER', '850712-1237'],
  ['Die schwedische Personennummer lautet 8507121237', 'SE_PERSONNUMMER', '8507121237'],
  ['CPR-nr. 120785-1236', 'DK_CPR', '120785-1236'],
  ['CPR-nr. 120785-1237', 'DK_CPR', '120785-1237'],
  ['henkilötunnus 120785-1239', 'FI_HETU', '120785-1239'],
  ['Fødselsnummer: 120785 35731', 'NO_FODSELSNUMMER', '120785 35731'],
  ['{"ro_cnp":"1850712123451"}', 'RO_CNP', '1850712123451'],
  ['O meu número de contribuinte é 123 456 789.', 'PT_NIF', '123 456 789'],
  ['rodné číslo 850712/1238', 'CZ_RODNE_CISLO', '850712/1238'],
  ['Rodné číslo: 8557121232', 'CZ_RODNE_CISLO', '8557121232'],
  ['TAJ szám: 123 456 788', 'HU_TAJ', '123 456 788'],
  ['adóazonosító jel: 8432109878', 'HU_ADOAZONOSITO', '8432109878'],
  ['ЕГН: 8507121239', 'BG_EGN', '8507121239'],
  ['OIB 98765432106', 'HR_OIB', '98765432106'],
  ['EMŠO 1207985501235', 'SI_EMSO', '1207985501235'],
  ['My PPS number is 1234567T.', 'IE_PPS', '1234567T'],
  ['isikukood 38507121238', 'EE_LT_PERSONAL_CODE', '38507121238'],
  ['personas kods 120785-11230', 'LV_PERSONAS_KODS', '120785-11230'],
  ['NHS number 943 476 5919', 'UK_NHS', '943 476 5919'],
  ['National Insurance: AB 12 34 56 C', 'UK_NINO', 'AB 12 34 56 C'],
  ['His SSN is 123-45-6789.', 'US_SSN', '123-45-6789'],
  ['VAT ID IT44747040325', 'EU_VAT', 'IT44747040325'],
  ['ATU64376534', 'EU_VAT', 'ATU64376534'],
  ['ΑΦΜ EL 025720070', 'EU_VAT', 'EL 025720070'],
]
for (const [text, kind, value] of found) {
  test(`identifier in a sentence: ${text}`, () => assert.deepEqual(masked(text), [`${kind} ${value}`]))
}

// Each of these numbers passes the check of one identifier or more.
const left: readonly string[] = [
  'order 4010232137 was sent',
  'Bestellnummer 8507121237 vom Montag',
  'Die Bestellung 98765432106 wurde verbucht.',
  'Rechnung 123456788',
  'Artikel 111222333 ist lieferbar.',
  'ticket 123-45-6789 closed',
  'Part AB123456C and 12345678Z',
  'order 123456785, 123456789 and 8432109878',
  'SELECT * FROM t WHERE id IN (123456782,4010232137,8507121239);',
  'started 20240105101552, ended 1712051233 after 412345675 ns',
  'ISBN 978-3-16-148410-0, ISBN 3161484100',
  'Version 1.23.456.789, build 123456789',
  'commit 123456785a1c69d4ba949c561848c58c69c658f0',
  'uuid=12345678-1234-4123-a123-120785123912',
  'call 943-476-5919 or 020 7946 0958',
  'Artikel IT44747040324 und SKU CZ66508241',
]
for (const text of left) test(`no identifier: ${text}`, () => assert.deepEqual(masked(text), []))

function masked(text: string): string[] {
  return resolved(structuredFindings(readingOf(text), { region: 'DE' }), text)
    .filter(({ evidence, category }) => evidence !== 'weak' && category === 'ID')
    .map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)
}
