import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import type { Hints } from '../detector.ts'
import type { Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { addresses } from './addresses.ts'

// Goal: addresses as letters of several countries write them are covered whole; numbers, years, quantities and order numbers are none.
// All addresses are invented.

function found(text: string, hints: Hints = { region: 'DE' }): readonly Finding[] {
  const findings: Finding[] = []
  addresses.find(readingAsIs(text), hints, (finding) => findings.push(finding))
  return findings
}

function masked(text: string, hints?: Hints): readonly string[] {
  return found(text, hints)
    .filter((finding) => finding.evidence !== 'weak')
    .map((finding) => text.slice(finding.start, finding.end))
}

const whole: readonly string[] = [
  'Lindenstraße 6b, 56025 Neustadt an der Weinstraße',
  'Bürgermeister-Müller-Str. 160b, 66755 Würzburg',
  'Prof.-Dr.-Koch-Str. 4, D-80331 München',
  'Zum Rosengarten 55, 17882 Wuppertal',
  'Am Alten Markt 38\n34393 Kassel',
  'An der Alten Mühle 12 a, 61348 Bad Homburg v. d. Höhe',
  'Alsterblick 3, 22143 Hamburg',
  'Straße des 17. Juni 135, 10623 Berlin',
  'Potsdamer Platz 1, 10785 Berlin',
  'Obere Hauptstraße 5-7, 15230 Frankfurt (Oder)',
  'Mariahilfer Straße 12/3/15, 1060 Wien',
  'Bahnhofstrasse 21, CH-8001 Zürich',
  'Seestr. 4\\n8002 Zürich',
  'Kirchberg 12, 2. OG, 01067 Dresden',
  'Postfach 12 34 56, 80331 München',
  'Prinsengracht 263, 1016 GV Amsterdam',
  '12 bis, rue de la Paix, 75002 Paris',
  '221b Baker Street, London NW1 6XE',
  '350 Fifth Avenue, New York, NY 10118',
  '1600 Oak Lane, Springfield, IL 62704-1234',
  'Calle Miguel Benitez 90, 28016 Madrid',
  'C/ Eduardo Rivas, 3 28018 Madrid',
  'Via Giuseppe Verdi 12, 20121 Milano',
  'ul. Długa 5, 00238 Warszawa',
]
for (const address of whole) {
  test(`address, whole and certain: ${address.replaceAll('\n', '\\n')}`, () => {
    const text = `Bitte senden an ${address}. Danke!`
    const [finding] = found(text)
      .filter(({ category }) => category === 'ADDRESS')
      .toSorted((one, other) => other.end - other.start - (one.end - one.start))
    assert.equal(text.slice(finding?.start, finding?.end), address)
    assert.ok(finding?.evidence === 'certain' || address.startsWith('Alsterblick'))
  })
}

const rows: readonly (readonly [why: string, text: string, values: readonly string[]])[] = [
  ['street and number', 'Sie wohnt in der Lindenstraße 5 im Hinterhaus.', ['Lindenstraße 5']],
  [
    'a word behind it that begins like a unit',
    'Lindenstraße 5 mit Garten, Seeweg 7 liegt',
    ['Lindenstraße 5', 'Seeweg 7'],
  ],
  ['two words', 'Treffen am Potsdamer Platz 1!', ['Potsdamer Platz 1']],
  ['lower case', 'ich bin in der lindenstraße 5', ['lindenstraße 5']],
  ['preposition of a name in a sentence', 'das Büro liegt Unter den Linden 77', ['Unter den Linden 77']],
  ['preposition behind a cue', 'Anschrift: Im Grund 4\n', ['Im Grund 4', 'Im Grund 4']],
  ['vague ending with a cue', 'Er wohnt Kirchberg 12.', ['Kirchberg 12']],
  ['vague ending without', 'Die Firma Kirchberg 12 gewann.', []],
  ['no street: an ordinary preposition', 'Am Montag 12 Gäste, Im Jahr 2020, Im Kapitel 3', []],
  ['no street: places in a table', 'auf Tabellenplatz 3, am Arbeitsplatz 5, Platz 7', []],
  ['no street: federal road', 'auf der Bundesstraße 83 und der A 45', []],
  ['no street: a year', 'der Kurfürstendamm 2015 und die Friedrichstraße 1989', []],
  ['no street: a quantity', 'auf dem Rathausplatz 300 Menschen, im Hafenweg 5 km', []],
  ['no street: a time', 'Treffpunkt Marktplatz 12:30', []],
  ['no street: English endings', 'Monitoring 5, Engineering 101, String 7', []],
  ['postcode and place in a line', 'Anna Beispiel\n80331 München', ['80331', 'München']],
  ['postcode of a country', 'Sitz: A-1010 Wien', ['A-1010', 'Wien']],
  ['behind "in"', 'geboren in 04109 Leipzig', ['04109', 'Leipzig']],
  ['five digits alone', 'Auftrag 80331 ist fertig', []],
  ['five digits and a noun', 'Es kamen 12345 Menschen und 54321 Besucher', []],
  ['five digits that are counted', 'über 50000 Arbeitsplätze, 20000 Euro', []],
  ['year and a place', 'Olympia 2024 Paris, seit 2020 Berlin', []],
  ['cue before digits', 'PLZ: 80331; CP:28016; postcode 10115', ['80331', '28016', '10115']],
  ['UK postcode', 'my postcode is SW1A 1AA, thanks', ['SW1A 1AA']],
  ['UK postcode of no area', 'part QQ1 1AA', []],
  ['US state and ZIP', 'Austin, TX 78701', ['78701']],
  ['US state that is none', 'ID XX 78701', []],
  ['care of', 'Max Beispiel\nc/o Familie Kaya\nHauptstr. 3', ['Hauptstr. 3', 'Familie Kaya']],
  ['post office box', 'Postfach 101010', ['Postfach 101010']],
  ['mailbox without a number', 'Mein Postfach ist voll', []],
  ['English street', "he lives at 17 St Mary's Road", ["17 St Mary's Road"]],
  ['English vague', 'the 100 Best Places in the 3 Hill', []],
  ['French', '12, avenue Victor Hugo', ['12, avenue Victor Hugo']],
  ['Dutch', 'Keizersgracht 12', ['Keizersgracht 12']],
  ['Italian', 'abito in Via Roma 12', ['Via Roma 12']],
  ['via as a word', 'Bestellung via E-Mail 5 mal', []],
  ['visual acuity', 'AV OD 0,3', []],
  ['JSON field', '{"address":"Deichhaus 4","id":7}', ['Deichhaus 4']],
  ['machine addresses', 'IP-Adresse: 10 Netze 4, {"mac_address": "aa 11 bb"}', []],
  ['version, ISBN, hash', 'Version 1.22.4.15, ISBN 978-3-16-148410-5, x = [2926639854455537]', []],
  ['order', 'Die Bestellung 14689517232 wurde am Standort Ost verbucht.', []],
  ['code', 'SELECT * FROM Strasse WHERE id IN (58017, 26123);', []],
]
for (const [why, text, values] of rows) {
  test(`address: ${why}`, () => assert.deepEqual(masked(text).toSorted(), values.toSorted()))
}

test('a street without a number is weak, and likely behind a cue', () => {
  assert.equal(found('Unfall in der Bremer Straße gestern')[0]?.evidence, 'weak')
  assert.equal(found('Sie wohnt in der Bremer Straße dort')[0]?.evidence, 'likely')
})

test('a label says what the value is', () => {
  assert.deepEqual(masked('80331', { region: 'DE', label: 'plz' }), ['80331'])
  assert.deepEqual(masked('80331', { region: 'DE', label: 'orderNumber' }), [])
  assert.deepEqual(masked('Kö 3', { region: 'DE', label: 'streetAddress' }), [])
  assert.deepEqual(masked('Deichhaus 3', { region: 'DE', label: 'streetAddress' }), ['Deichhaus 3'])
})
