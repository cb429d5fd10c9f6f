import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { HeldTexts, KeptText } from './kept-text.ts'

// Goal: no text and not all texts together lie here beyond their bound, and what was given up is given back.
const cases: readonly [why: string, pieces: readonly string[], text: string | undefined][] = [
  ['nothing', [], ''],
  ['as long as it may be', ['12345', '67890'], '1234567890'],
  ['a byte longer', ['12345', '678901'], undefined],
  ['longer, and more after that', ['12345678901', 'x'], undefined],
  ['longer in bytes only', ['äöüäöü'], undefined],
]
for (const [why, pieces, expected] of cases) {
  test(`kept text: ${why}`, () => {
    const held = new HeldTexts()
    const text = new KeptText(held, 10)
    for (const piece of pieces) text.add(piece, Buffer.byteLength(piece))
    assert.equal(held.bytes, expected?.length ?? 0)
    assert.equal(text.end(), expected)
    assert.equal(held.bytes, 0)
  })
}

test('kept text: when too much lies here, the next text is left out and the others stay', () => {
  const held = new HeldTexts(15)
  const [one, other, third] = [new KeptText(held, 10), new KeptText(held, 10), new KeptText(held, 10)]
  one.add('1234567890', 10)
  other.add('12345', 5)
  other.add('6', 1)
  assert.equal(other.end(), undefined)
  third.add('12345', 5)
  assert.deepEqual([one.end(), third.end(), held.bytes], ['1234567890', '12345', 0])
})
