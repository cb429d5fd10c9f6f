// Goal: a task counts from the latest beginning and never earlier; a fact that ran out begins it anew; nothing unreadable delays it.
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { Forbid } from './cedar/annotations.ts'
import type { Fact } from './facts.ts'
import { taskOf, type TaskFrame } from './tasks.ts'

const policy: Forbid = {
  id: 'security.drill',
  actions: ['clear'],
  reason: 'drill_due',
  text: { de: 'üben', en: 'drill' },
  source: 's',
  basis: 'recommendation',
  clearedBy: 'itSecurity',
  lamp: undefined,
  fact: 'drill',
  state: 'blocked',
  judge: undefined,
  clears: undefined,
  taskDays: 30,
  dueOn: undefined,
  declared: 'drill',
  law: [],
  appliesFrom: undefined,
}
const frame: TaskFrame = {
  inForceOn: '2026-01-01',
  policiesInForceOn: '2026-01-01',
  extensions: [],
  fact: undefined,
}
const drill: Fact = { value: 'passed', source: 's', statedBy: 'o', provenance: 'measured', statedOn: '2026-03-01' }
const now = Date.parse('2026-06-15T12:00:00Z')

const rows: readonly [why: string, policy: Partial<Forbid>, frame: Partial<TaskFrame>, dueOn: string][] = [
  ['from the day of the route', {}, {}, '2026-01-31'],
  ['from the day of a later policy', {}, { policiesInForceOn: '2026-02-01' }, '2026-03-03'],
  ['from the day of a later route', {}, { inForceOn: '2026-05-20' }, '2026-06-19'],
  ['from the end of the fact', {}, { fact: { ...drill, validUntil: '2026-06-10' } }, '2026-07-11'],
  ['from the day of a fact that holds', {}, { fact: drill }, '2026-03-31'],
  ['a fact of the future begins nothing', {}, { fact: { ...drill, statedOn: '2027-01-01' } }, '2026-01-31'],
  [
    'at the end of a declaration',
    {},
    { fact: { ...drill, provenance: 'declared', validUntil: '2026-05-01' } },
    '2026-06-01',
  ],
  [
    'at the end of a declaration that holds',
    {},
    { fact: { ...drill, statedOn: '2026-06-01', provenance: 'declared', validUntil: '2026-07-01' } },
    '2026-07-01',
  ],
  ['on the day of the law', { dueOn: '2027-12-01' }, {}, '2027-12-01'],
  ['a day that cannot be read has passed', {}, { inForceOn: 'soon' }, '1970-01-01'],
]
for (const [why, notes, around, dueOn] of rows)
  test(`due ${why}`, () =>
    assert.equal(taskOf({ ...policy, ...notes }, { ...frame, ...around }, now).task.dueOn, dueOn))

test('what cannot be read is overdue', () => {
  const { overdueAt } = taskOf(policy, { ...frame, inForceOn: 'soon' }, now)
  assert.equal(now < overdueAt, false)
})
