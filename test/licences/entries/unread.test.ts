// Goal: what nobody has read at its source never comes out as an allow, whatever the use.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { evaluate } from '@stellwerk/licences/evaluate'
import { exposures } from '@stellwerk/licences/profile'

import { office } from '../entry-cases.ts'

const known = indexCatalogue(catalogue)
const unread = catalogue.filter(({ source }) => ['secondary-report', 'not-read', 'rule'].includes(source))

test('there are licences that nobody has read', () => assert.ok(unread.length >= 15))

for (const { id } of unread) {
  for (const exposure of exposures) {
    test(`${id}, ${exposure}: never an allow`, () => {
      for (const commercial of [true, false]) {
        for (const purpose of ['general-office', 'research', 'testing']) {
          const { verdict, reasons } = evaluate(
            { ...office, exposure, commercial, purposes: [purpose], groupAnnualRevenueUSD: 0 },
            { kind: 'model', name: 'some-model', modality: 'text', licence: id },
            known,
          )
          assert.ok(verdict === 'needs-review' || verdict === 'forbidden', `${commercial} ${purpose}: ${verdict}`)
          assert.ok(reasons.some(({ code }) => code === 'source_unverified' || code === 'licence_unknown'))
        }
      }
    })
  }
}
