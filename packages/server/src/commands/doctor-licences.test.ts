// Goal: the doctor says what somebody has to do about licences, and nothing where nobody has to.
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { findingsIn } from './doctor-licences.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const text = { de: 'x', en: 'x' }
const state = { isRestartNeeded: false }
const task = (dueOn: string, of: 'open' | 'overdue' | 'done') => ({
  id: 'a',
  useCase: 'u',
  deployment: 'd',
  kind: 'badge',
  what: text,
  who: text,
  wanted: text,
  sources: [],
  firstSeenOn: '2026-11-01',
  dueOn,
  state: of,
})

const rows: readonly [why: string, now: Parameters<typeof findingsIn>[0], states: readonly string[]][] = [
  ['nothing', { state, routes: [], tasks: [] }, ['ok']],
  ['a file that is kept out', { state: { ...state, kept: text }, routes: [], tasks: [] }, ['problem']],
  ['a file that changed beside', { state: { isRestartNeeded: true }, routes: [], tasks: [] }, ['warning']],
  ['a duty in a week', { state, routes: [], tasks: [task('2026-11-30', 'open')] }, ['warning']],
  ['a duty in eight days', { state, routes: [], tasks: [task('2026-12-01', 'open')] }, ['ok']],
  ['a duty that is late', { state, routes: [], tasks: [task('2026-11-22', 'overdue')] }, ['problem']],
  ['a duty that was met', { state, routes: [], tasks: [task('2026-11-22', 'done')] }, ['ok']],
]
for (const [why, what, states] of rows) {
  test(`doctor on licences: ${why}`, () => {
    assert.deepEqual(
      findingsIn(what, now).map((finding) => finding.state),
      states,
    )
  })
}
