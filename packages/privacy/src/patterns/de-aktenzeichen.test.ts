import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { deAktenzeichen } from './de-aktenzeichen.ts'

// Goal: file numbers of every branch of courts are found as a whole; fractions, dates, regulations and printed papers are not.
const whole: readonly [why: string, number: string][] = [
  ['local court', '3 C 123/24'],
  ['family court', '35 F 1234/22'],
  ['chamber with a letter', '67g IN 123/22'],
  ['chamber with the house before it', '2-03 O 123/20'],
  ['higher regional court', 'I-3 U 12/20'],
  ['commercial chamber', '12 HK O 345/22'],
  ['prosecutor', '123 Js 4567/23'],
  ['criminal senate', '4 StR 123/20'],
  ['civil senate', 'III ZR 205/22'],
  ['old family senate', 'IVb ZR 67/83'],
  ['constitutional court', '1 BvR 16/13'],
  ['labour court', '6 AZR 705/15'],
  ['social court with kind of appeal', 'B 12 KR 3/18 R'],
  ['social court, summary', 'S 12 AS 345/19 B ER'],
  ['fiscal court', 'VI R 73/06'],
  ['great senate, without a chamber', 'GrS 4/82'],
  ['administrative court', '12 K 345/20.A'],
  ['Bavarian administrative court, year first', '10 ZB 20.1234'],
  ['cartel senate', 'KZR 26/17'],
  ['in brackets behind', 'AnwZ (Brfg) 12/20'],
]
for (const [why, number] of whole) {
  test(`DE_AKTENZEICHEN: ${why}`, () =>
    assert.deepEqual(found(`Das Gericht (${number}) hat am Montag entschieden.`), [number]))
}

const cases: readonly [why: string, text: string, ...found: string[]][] = [
  ['year of a decision before it', 'vom 7. November 2007 VI R 73/06, BFHE', 'VI R 73/06'],
  ['two in a row', '1 BvR 3571/13, 1 BvR 3572/13', '1 BvR 3571/13', '1 BvR 3572/13'],
  ['Court of Justice with its name', 'EuGH, Rs. C-311/18', 'C-311/18'],
  ['full stop with a word beside it', 'BVerwG, Urteil vom Montag, 6 C 12.20', '6 C 12.20'],
  ['full stop without a word', 'Position 6 C 12.20 kostet mehr'],
  ['an article of that form', 'Teil C-311/18 ist lieferbar'],
  ['season', 'In der Saison 2007/08 stieg der Verein auf'],
  ['regulation', 'Verordnung (EG) Nr. 1408/71'],
  ['directive', 'Richtlinie 2008/94/EG'],
  ['printed paper', 'BT-Drucks 16/1234, BR-Drucks. 163/17'],
  ['fraction of a word', 'monatlich mit 1/12 an der Summe'],
  ['date', 'am 12/05/24 um 8 Uhr'],
  ['version', 'Version 3 C 1.22.4'],
  ['path', 'src/3 C 12/24/main.ts'],
]
for (const [why, text, ...expected] of cases) {
  test(`DE_AKTENZEICHEN: ${why}`, () => assert.deepEqual(found(text), expected))
}

function found(text: string): string[] {
  const findings: Finding[] = []
  deAktenzeichen.find(readingAsIs(text), { region: 'DE' }, (finding) => findings.push(finding))
  return findings.filter(({ evidence }) => evidence !== 'weak').map(({ start, end }) => text.slice(start, end))
}
