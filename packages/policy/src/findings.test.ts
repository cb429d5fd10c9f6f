import { strict as assert } from 'node:assert'

import type { Clearance, Lamps, Reason } from '@stellwerk/contract/lamp'
import { test } from 'bun:test'

import { withFindings } from './findings.ts'

// Goal: a finding shuts its lamp and no other, whatever the lamp showed.
const same = (text: string) => ({ de: text, en: text })
const finding = (code: string, lamp: Reason['lamp'] = 'security'): Reason => {
  return { code, lamp, basis: 'ownRule', source: 'test', clearedBy: same('operator'), text: same(code) }
}
const clear: Clearance = { state: 'clear', obligations: [] }
const showing = (security: Clearance): Lamps => {
  return { licence: clear, dataProtection: clear, governance: clear, security }
}
const codesOf = (shown: Clearance): readonly string[] | string =>
  shown.state === 'blocked' ? shown.reasons.map(({ code }) => code) : shown.state

const rows: readonly [
  why: string,
  before: Clearance,
  findings: readonly Reason[],
  after: readonly string[] | string,
][] = [
  ['nothing found', clear, [], 'clear'],
  ['clear', clear, [finding('fork')], ['fork']],
  [
    'caution',
    { state: 'caution', obligations: [], tasks: [{ text: same('x'), dueOn: '2099-01-01' }] },
    [finding('fork')],
    ['fork'],
  ],
  [
    'unknown',
    { state: 'unknown', missing: [{ name: 'x', text: same('x'), suppliedBy: same('x') }] },
    [finding('fork')],
    ['fork'],
  ],
  [
    'shut already',
    { state: 'blocked', reasons: [finding('drill')] },
    [finding('fork'), finding('key')],
    ['fork', 'key', 'drill'],
  ],
  ['of another lamp', clear, [finding('x', 'licence')], 'clear'],
]
for (const [why, before, findings, after] of rows) {
  test(`findings: ${why}`, () => {
    const shown = withFindings(showing(before), findings)
    assert.deepEqual(codesOf(shown.security), after)
    assert.equal(shown.governance, clear)
  })
}
