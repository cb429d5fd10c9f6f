// Goal: what was found is counted by category and by kind, and nothing else of it is left.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { foundIn } from './found.ts'

test('nothing found', () => assert.deepEqual(foundIn([]), { counts: {}, kinds: [] }))

test('each kind once, with its category', () => {
  const findings = [
    { category: 'ID', kind: 'DE_KVNR', start: 3 },
    { category: 'PERSON', kind: 'PERSON', start: 20 },
    { category: 'ID', kind: 'DE_KFZ', start: 30 },
    { category: 'ID', kind: 'DE_KVNR', start: 40 },
  ] as const
  assert.deepEqual(foundIn(findings), {
    counts: { ID: 3, PERSON: 1 },
    kinds: [
      { category: 'ID', kind: 'DE_KVNR', count: 2 },
      { category: 'PERSON', kind: 'PERSON', count: 1 },
      { category: 'ID', kind: 'DE_KFZ', count: 1 },
    ],
  })
})
