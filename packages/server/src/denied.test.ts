// Goal: whoever can pass by leaving something out is told so; whoever cannot is not.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import type { Reason } from '@stellwerk/contract/lamp'

import { type Denial, Denied } from './denied.ts'

const reason = (code: string): Reason => ({
  code,
  lamp: 'dataProtection',
  basis: 'ownRule',
  source: 'x',
  clearedBy: { de: 'Büro', en: 'office' },
  text: { de: 'grundlos', en: 'for no reason' },
})
const clear = { state: 'clear', obligations: [] } as const
const lamps = { licence: clear, dataProtection: clear, governance: clear, security: clear }
const denial = (first: Reason, ...rest: readonly Reason[]): Denial => ({
  outcome: 'deny',
  lamps,
  reasons: [first, ...rest],
})

const rows: readonly [why: string, denial: Denial, code: string][] = [
  ['only what was found', denial(reason('finding_blocked')), 'personal_data_blocked'],
  [
    'several things found',
    denial(reason('finding_blocked'), reason('special_category_without_basis')),
    'personal_data_blocked',
  ],
  ['a lamp beside it', denial(reason('finding_blocked'), reason('governance_unknown')), 'lamps_shut'],
  ['a lamp alone', denial(reason('processor_contract_missing')), 'lamps_shut'],
]
for (const [why, decision, code] of rows) {
  test(why, () => {
    const error = new Denied(decision)
    assert.equal(error.code, code)
    assert.match(error.message, /for no reason \(office\)/)
  })
}
