import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { labelledNumber } from './labelled-number.ts'

// Goal: what stands behind the label of a person's number is found, whatever its form; what belongs to a thing or an event is not.
// All numbers are invented.
const cases: readonly [why: string, text: string, ...found: string[]][] = [
  ['customer', 'Ihre Kundennummer: K-12345.', 'CUSTOMER_NUMBER K-12345'],
  ['abbreviated and divided', 'Kd.-Nr. 123 456 78 liegt vor', 'CUSTOMER_NUMBER 123 456 78'],
  ['label of two words', 'Patienten Nr. 88-120', 'PATIENT_NUMBER 88-120'],
  ['English label of three words', 'medical record number 884422', 'PATIENT_NUMBER 884422'],
  ['a filler between', 'Meine Mitgliedsnummer lautet M12/345.', 'MEMBER_NUMBER M12/345'],
  ['two fillers between', 'Personalnummer on file: 00123', 'PERSONNEL_NUMBER 00123'],
  [
    'key of JSON beside an order number',
    '{"customer_number":"K-12345","order_number":"998877"}',
    'CUSTOMER_NUMBER K-12345',
  ],
  ['JSON within JSON', String.raw`{\"customerId\": \"778899\"}`, 'CUSTOMER_NUMBER 778899'],
  ['Markdown', '**Fallnummer:** 2024/00123', 'CASE_NUMBER 2024/00123'],
  ['value on the next line', 'Matrikelnummer\n778812', 'STUDENT_NUMBER 778812'],
  [
    'Spanish clinical letter',
    'NHC: 368503.\nNASS: 26 37482910 04.\n',
    'PATIENT_NUMBER 368503',
    'INSURANCE_NUMBER 26 37482910 04',
  ],
  ['Spanish label joined to the number', 'CIPA: nhc-150679.', 'PATIENT_NUMBER 150679'],
  ['Spanish physician', 'NºCol: 08-08-25574.', 'PHYSICIAN_NUMBER 08-08-25574'],
  ['file of an authority', 'Az.: 45.3-12/2024', 'DE_AKTENZEICHEN 45.3-12/2024'],
  ['file of a court', 'Aktenzeichen S 12 AS 34/20 ER vom Montag', 'DE_AKTENZEICHEN S 12 AS 34/20 ER'],
  ['file number before a word', 'Az. 12345 Wir bitten', 'DE_AKTENZEICHEN 12345'],
  ['a date behind it is none of it', 'Kundennummer 12345 vom 12.03.2024', 'CUSTOMER_NUMBER 12345'],
  ['a date at once', 'Aktenzeichen 12.03.2024'],
  ['Arizona', 'Phoenix, AZ 85001'],
  [
    'order, invoice, ticket, parcel',
    'Bestellnummer: 123456, Rechnungsnr. 4455, Ticket 123456, Sendungsnummer 00340434, order no. 77412',
  ],
  ['label without a number', 'Personalnummer: siehe Seite 12'],
  ['one digit', 'Kundennummer 7'],
  ['label as part of a word', 'Kundennummernkreis 4711'],
]
for (const [why, text, ...expected] of cases) {
  test(`labelled number: ${why}`, () => assert.deepEqual(found(text), expected))
}

test('labelled number: the label stands outside of the text', () => {
  assert.deepEqual(found('K-99812', 'kundenNummer'), ['CUSTOMER_NUMBER K-99812'])
  assert.deepEqual(found('K-99812', 'bestellNummer'), [])
})

function found(text: string, label?: string): string[] {
  const findings: Finding[] = []
  labelledNumber.find(readingAsIs(text), { region: 'DE', label }, (finding) => findings.push(finding))
  return findings.map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)
}
