import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { deHandelsregister } from './de-handelsregister.ts'

// Goal: register numbers are found with the letters behind them; PR and VR, which mean much else, only beside a court or register.
// All numbers are invented.
const cases: readonly [why: string, text: string, ...found: string[]][] = [
  ['firm', 'HRB 104264', 'HRB 104264'],
  ['sole trader', 'Amtsgericht Köln, HRA 63189', 'HRA 63189'],
  ['letter behind', 'HRA 270914 B', 'HRA 270914 B'],
  ['letters of a town behind', 'HRB 12345 KI', 'HRB 12345 KI'],
  ['a court behind is none of it', 'HRB 12345 AG Köln', 'HRB 12345'],
  ['number word between', 'HRB-Nr.: 12345', 'HRB-Nr.: 12345'],
  ['in one piece', 'HRB12345', 'HRB12345'],
  ['lower case', 'amtsgericht ulm, hrb 12345', 'hrb 12345'],
  ['cooperative', 'GnR 123', 'GnR 123'],
  ['company of civil law', 'GsR 1234', 'GsR 1234'],
  ['association beside its court', 'Vereinsregister Köln VR 1234', 'VR 1234'],
  ['partnership beside its court', 'PR 512 beim Amtsgericht Essen', 'PR 512'],
  ['VR elsewhere', 'Die VR 1234 zeigt ein Bild'],
  ['hardness', 'gehärtet auf HRB 95'],
  ['pull request', 'fixed in PR 1970'],
  ['seven digits', 'HRB 1234567'],
  ['a decimal', 'HRB 1234.5'],
  ['part of a word', 'XHRB 12345'],
]
for (const [why, text, ...expected] of cases) {
  test(`DE_HANDELSREGISTER: ${why}`, () => assert.deepEqual(found(text), expected))
}

function found(text: string): string[] {
  const findings: Finding[] = []
  deHandelsregister.find(readingAsIs(text), { region: 'DE' }, (finding) => findings.push(finding))
  return findings.filter(({ evidence }) => evidence !== 'weak').map(({ start, end }) => text.slice(start, end))
}
