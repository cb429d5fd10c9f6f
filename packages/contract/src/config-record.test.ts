import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { parseConfig } from './config.ts'
import { recordOn, recordsEnded, recordsTooLong } from './config-record.ts'

function configWith(record: object) {
  return parseConfig({ useCases: [{ id: 'a', title: 'A', state: 'draft', record }] })
}

function recordWith(record: object) {
  const [useCase] = configWith(record).useCases
  assert.ok(useCase)
  return useCase.record
}

const full = { class: 'full', reason: 'acceptance', until: '2027-01-31' }
const allMetadata = {
  request: 'metadata',
  sentRequest: 'metadata',
  response: 'metadata',
  deliveredResponse: 'metadata',
  key: 'metadata',
  user: 'metadata',
}
const allNone = Object.fromEntries(Object.keys(allMetadata).map((field) => [field, 'none']))
const texts = { request: 'full', sentRequest: 'full', response: 'full', deliveredResponse: 'full' }

// Goal: each field is kept as stated, and no text any more from the day after `until`.
const cases: readonly [why: string, record: object, day: string, classes: object, isFull: boolean][] = [
  ['nothing stated', {}, '2026-11-23', allMetadata, false],
  ['none', { class: 'none' }, '2026-11-23', allNone, false],
  [
    'none but the answer',
    { class: 'none', fields: { response: 'metadata' } },
    '2026-11-23',
    { ...allNone, response: 'metadata' },
    false,
  ],
  [
    'pseudonymised on its last day',
    { ...full, class: 'pseudonymised' },
    '2027-01-31',
    { ...allMetadata, sentRequest: 'pseudonymised', response: 'pseudonymised' },
    true,
  ],
  ['pseudonymised a day later', { ...full, class: 'pseudonymised' }, '2027-02-01', allMetadata, false],
  ['full on its last day', full, '2027-01-31', { ...allMetadata, ...texts }, true],
  ['full a day later', full, '2027-02-01', allMetadata, false],
  [
    'only the answer, without users',
    { ...full, class: 'metadata', fields: { response: 'full', user: 'none' } },
    '2027-01-31',
    { ...allMetadata, response: 'full', user: 'none' },
    true,
  ],
  [
    'the same a day later',
    { ...full, class: 'metadata', fields: { response: 'full', user: 'none' } },
    '2027-02-01',
    { ...allMetadata, user: 'none' },
    false,
  ],
]
for (const [why, record, day, classes, isFull] of cases) {
  test(`record: ${why}`, () => {
    const found = recordOn(recordWith(record), day)
    assert.deepEqual(found.classes, classes)
    assert.deepEqual(found.full, isFull ? { reason: 'acceptance', until: '2027-01-31' } : undefined)
    assert.equal(found.days, 184)
  })
}

const days: readonly [until: string, isPast: boolean, isTooFar: boolean][] = [
  ['2026-11-22', true, false],
  ['2026-11-23', false, false],
  ['2027-11-24', false, false],
  ['2027-11-25', false, true],
]
for (const [until, isPast, isTooFar] of days) {
  test(`record until ${until}, looked at on 2026-11-23`, () => {
    const config = configWith({ ...full, until })
    assert.equal(recordsEnded(config, '2026-11-23').length, Number(isPast))
    assert.equal(recordsTooLong(config, '2026-11-23').length, Number(isTooFar))
  })
}
