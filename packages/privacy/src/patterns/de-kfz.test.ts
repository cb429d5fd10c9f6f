import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { deKfz } from './de-kfz.ts'

// Goal: a plate is found where its district exists and its form or a word beside it speaks; what is only written like one is left alone.
// All plates are invented.
const cases: readonly [why: string, text: string, ...found: string[]][] = [
  ['hyphen and space', 'Er kam mit M-AB 1234.', 'M-AB 1234'],
  ['spaces only, three digits', 'HH WR 561 stand dort', 'HH WR 561'],
  ['spaces only, two digits', 'HH WR 56 stand dort'],
  ['spaces only, two digits, with a word', 'Das Kennzeichen HH WR 56 stand dort', 'HH WR 56'],
  ['spaces and a year', 'GV KR 2009 erschien'],
  ['electric', 'K-W 8624E', 'K-W 8624E'],
  ['historic', '{"de_kfz": "D L 8257H"}', 'D L 8257H'],
  ['another letter behind', 'K-W 8624X'],
  ['umlaut', 'LÖ-K 134', 'LÖ-K 134'],
  ['hyphens only', 'HH-AB-1234', 'HH-AB-1234'],
  ['hyphen with spaces', 'DA - ZA 583', 'DA - ZA 583'],
  ['lower case with a word', 'mein kfz hat m-ab 1234', 'm-ab 1234'],
  ['lower case without a word', 'die zeile m-ab 1234'],
  ['in one piece with its name', 'Kennzeichen HHAB1234', 'HHAB1234'],
  ['in one piece without', 'HHAB1234'],
  ['no such district', 'XX-AB 1234'],
  ['number begins with 0', 'M-AB 0123'],
  ['five digits', 'M-AB 12345'],
  ['three letters', 'M-ABC 123'],
  ['standard', 'nach DIN EN 1090 und DIN A 1234'],
  ['gazette of the Union', 'ABl. EU L 283 vom Montag, ABl. EG C 123'],
  ['file number', 'M-AB 12/20'],
  ['amount', 'B-EU 123,50'],
  ['part of a longer number', 'X-M-AB 1234'],
  ['registered firm', 'AG München HRB 1234'],
]
for (const [why, text, ...expected] of cases) {
  test(`DE_KFZ: ${why}`, () => assert.deepEqual(found(text), expected))
}

function found(text: string): string[] {
  const findings: Finding[] = []
  deKfz.find(readingAsIs(text), { region: 'DE' }, (finding) => findings.push(finding))
  return findings.filter(({ evidence }) => evidence !== 'weak').map(({ start, end }) => text.slice(start, end))
}
