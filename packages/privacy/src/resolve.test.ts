import assert from 'node:assert/strict'
import { test } from 'bun:test'
import fc from 'fast-check'
import { categories, evidences, type Category, type Evidence, type Finding } from './finding.ts'
import { resolved } from './resolve.ts'

// Goal: of what overlaps, the right one stays, and nothing that was found comes to light again.
type Short = readonly [start: number, end: number, category: Category, evidence: Evidence]

const finding = ([start, end, category, evidence]: Short): Finding => ({
  start,
  end,
  category,
  evidence,
  kind: category,
  score: 1,
  detector: 'test',
})
const short = ({ start, end, category, evidence }: Finding): Short => [start, end, category, evidence]

const text = 'abcdefghijklmnop'
const cases: readonly [why: string, found: readonly Short[], stays: readonly Short[]][] = [
  [
    'side by side',
    [
      [3, 5, 'DATE', 'likely'],
      [0, 3, 'ID', 'likely'],
    ],
    [
      [0, 3, 'ID', 'likely'],
      [3, 5, 'DATE', 'likely'],
    ],
  ],
  [
    'certain before likely, even if shorter',
    [
      [0, 9, 'ID', 'likely'],
      [2, 5, 'IBAN', 'certain'],
    ],
    [[2, 5, 'IBAN', 'certain']],
  ],
  [
    'longer before shorter',
    [
      [2, 5, 'ID', 'likely'],
      [0, 9, 'EMAIL', 'likely'],
    ],
    [[0, 9, 'EMAIL', 'likely']],
  ],
  [
    'secret before all',
    [
      [0, 9, 'ID', 'certain'],
      [2, 5, 'SECRET', 'likely'],
    ],
    [[2, 5, 'SECRET', 'likely']],
  ],
  [
    'date before phone, even if shorter',
    [
      [0, 9, 'PHONE', 'likely'],
      [2, 5, 'DATE', 'likely'],
    ],
    [[2, 5, 'DATE', 'likely']],
  ],
  [
    'card before phone',
    [
      [0, 9, 'PHONE', 'likely'],
      [0, 8, 'CREDIT_CARD', 'likely'],
    ],
    [[0, 8, 'CREDIT_CARD', 'likely']],
  ],
  [
    'a weak date does not displace a phone',
    [
      [0, 9, 'PHONE', 'likely'],
      [2, 5, 'DATE', 'weak'],
    ],
    [[0, 9, 'PHONE', 'likely']],
  ],
  [
    'a certain phone stays before a likely date',
    [
      [0, 9, 'PHONE', 'certain'],
      [2, 5, 'DATE', 'likely'],
    ],
    [[0, 9, 'PHONE', 'certain']],
  ],
  [
    'a date displaces the phone, and an identifier that is longer displaces the date',
    [
      [0, 9, 'PHONE', 'likely'],
      [2, 5, 'DATE', 'likely'],
      [4, 10, 'ID', 'likely'],
    ],
    [[4, 10, 'ID', 'likely']],
  ],
  [
    'what is left of a person stays found',
    [
      [0, 9, 'PERSON', 'likely'],
      [3, 5, 'IBAN', 'certain'],
    ],
    [
      [0, 3, 'PERSON', 'likely'],
      [3, 5, 'IBAN', 'certain'],
      [5, 9, 'PERSON', 'likely'],
    ],
  ],
  [
    "what gave way itself is in nobody's way",
    [
      [0, 5, 'ID', 'certain'],
      [4, 8, 'ID', 'likely'],
      [6, 9, 'DATE', 'likely'],
    ],
    [
      [0, 5, 'ID', 'certain'],
      [6, 9, 'DATE', 'likely'],
    ],
  ],
]
for (const [why, found, stays] of cases) {
  test(`overlaps: ${why}`, () => assert.deepEqual(resolved(found.map(finding), text).map(short), stays))
}

const besidePassing: readonly [why: string, found: readonly Short[], stays: readonly Short[]][] = [
  [
    'an address in a link that passes',
    [
      [0, 9, 'URL', 'certain'],
      [4, 8, 'EMAIL', 'likely'],
    ],
    [
      [0, 4, 'URL', 'certain'],
      [4, 8, 'EMAIL', 'likely'],
      [8, 9, 'URL', 'certain'],
    ],
  ],
  [
    'nothing that is doubtful',
    [
      [0, 9, 'URL', 'certain'],
      [4, 8, 'EMAIL', 'weak'],
    ],
    [[0, 9, 'URL', 'certain']],
  ],
]
for (const [why, found, stays] of besidePassing) {
  const passes = ({ category }: Finding): boolean => category === 'URL'
  test(`overlaps: what passes gives way to ${why}`, () =>
    assert.deepEqual(resolved(found.map(finding), text, passes).map(short), stays))
}

test('overlaps: what is left over loses the blanks and signs at its ends', () => {
  const found = [finding([0, 12, 'ADDRESS', 'likely']), finding([7, 10, 'ID', 'certain'])]
  assert.deepEqual(
    resolved(found, 'Weg 1, 123 ()').map(({ start, end }) => [start, end]),
    [
      [0, 5],
      [7, 10],
    ],
  )
})

const anyFinding = fc
  .record({
    start: fc.nat(40),
    length: fc.integer({ min: 1, max: 20 }),
    category: fc.constantFrom(...categories),
    evidence: fc.constantFrom(...evidences),
    score: fc.constantFrom(0.5, 1),
  })
  .map(({ start, length, ...rest }) => ({ ...rest, start, end: start + length, kind: rest.category, detector: 'test' }))
const original = 'x'.repeat(60)

test('overlaps: nothing overlaps afterwards, in the order of the text, whatever the order before', () => {
  fc.assert(
    fc.property(fc.array(anyFinding), (findings) => {
      const once = resolved(findings, original)
      for (const [index, one] of once.entries()) assert.ok(one.start >= (once[index - 1]?.end ?? 0))
      assert.deepEqual(resolved(findings.toReversed(), original).map(short), once.map(short))
      assert.deepEqual(resolved(once, original), once)
    }),
  )
})
