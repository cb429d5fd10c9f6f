import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { editDistance, nearest } from './nearest.ts'

// Goal: slips find their word, other words find nothing.
const slips: readonly [word: string, known: readonly string[], meant: string | undefined][] = [
  ['port', ['port', 'host'], 'port'],
  ['prot', ['port', 'host'], 'port'],
  ['public_url', ['publicUrl', 'data'], 'publicUrl'],
  ['LISTEN', ['listen'], 'listen'],
  ['banana', ['port', 'host'], undefined],
  ['', ['port'], undefined],
  ['x'.repeat(129), ['x'.repeat(128)], undefined],
  ['port', [], undefined],
]
for (const [word, known, meant] of slips) {
  test(`${word.slice(0, 20)} among ${known.length}`, () => expect(nearest(word, known)).toBe(meant))
}

test('a distance is symmetric, zero only for equal words, and at most the longer word', () => {
  const word = fc.string({ maxLength: 12 })
  fc.assert(
    fc.property(word, word, (left, right) => {
      const distance = editDistance(left, right)
      expect(editDistance(right, left)).toBe(distance)
      expect(distance === 0).toBe(left === right)
      expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length))
    }),
  )
})
