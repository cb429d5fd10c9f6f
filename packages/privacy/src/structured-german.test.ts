import assert from 'node:assert/strict'
import { test } from 'bun:test'
import { readingOf } from './reading.ts'
import { resolved } from './resolve.ts'
import { structuredFindings } from './structured.ts'

// Goal: in whole texts every German identifier stands out, in each way of writing it, and what only looks like one stays.
// All numbers are invented or published.
const cases: readonly [why: string, text: string, ...found: string[]][] = [
  [
    'a letter of an authority',
    'Az.: 45.3-12/2024\nSteuer-ID 86 095 742 719, Steuernummer 181/815/08155, RV-Nr. 15 070649 C 103, Personalausweis L01X00T47.',
    'DE_AKTENZEICHEN 45.3-12/2024',
    'DE_STEUER_ID 86 095 742 719',
    'DE_STEUERNUMMER 181/815/08155',
    'DE_RVNR 15 070649 C 103',
    'DE_PERSONALAUSWEIS L01X00T47',
  ],
  [
    'a clinical letter',
    'Pat.-Nr. 0088120, KVNR A000500015, LANR 123456601, BSNR 021234568',
    'PATIENT_NUMBER 0088120',
    'DE_KVNR A000500015',
    'DE_LANR 123456601',
    'DE_BSNR 021234568',
  ],
  [
    'code, named by its key',
    '```js\nconst halter = { "kfz": "HH-AB 12", "handelsregister": "HRB 1234" }\n```',
    'DE_KFZ HH-AB 12',
    'DE_HANDELSREGISTER HRB 1234',
  ],
  ['code, not named', '```js\nconst part = { "teil": "HH-AB 123", "x": "HRB 12345" }\n```'],
  [
    'code, labelled number',
    '```json\n{ "customer_number": "K-99812", "order_number": "998125" }\n```',
    'CUSTOMER_NUMBER K-99812',
  ],
  ['order with a number that passes for a Steuer-ID', 'Bestellung 86095742719'],
  ['part with a number that passes for a KVNR', 'SKU A000500015'],
  ['W-IdNr. before the VAT number within it', 'W-IdNr. DE136695976-00001', 'DE_WIRTSCHAFTS_ID DE136695976-00001'],
  [
    'Austria and Switzerland',
    'SVNR 1237 010180, AHV-Nr. 756.9217.0769.85, CHE-100.155.212 MWST',
    'AT_SVNR 1237 010180',
    'CH_AHV 756.9217.0769.85',
    'CH_UID CHE-100.155.212',
  ],
]
for (const [why, text, ...expected] of cases) {
  test(`German identifiers in a text: ${why}`, () => {
    const findings = resolved(structuredFindings(readingOf(text), { region: 'DE', language: 'de' }), text)
    const seen = findings.filter(({ category, evidence }) => category === 'ID' && evidence !== 'weak')
    assert.deepEqual(
      seen.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`),
      expected,
    )
  })
}
