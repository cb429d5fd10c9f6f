import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import fc from 'fast-check'

import { FairLine, type InLine } from './fair-line.ts'

interface Waiting extends InLine {
  readonly number: number
}

let number = 0
const one = (useCaseId: string, keyId = 'k', share = 1): Waiting => ({ useCaseId, keyId, share, number: number++ })

function line(...waiting: readonly Waiting[]): FairLine<Waiting> {
  const made = new FairLine<Waiting>()
  for (const each of waiting) made.add(each)
  return made
}

const all = (from: FairLine<Waiting>): readonly Waiting[] =>
  Array.from({ length: from.size }, () => from.next() ?? assert.fail('too few'))

describe('the order of a line', () => {
  // Goal: each level of turns by itself, then together. A word is use case and key.
  const cases: readonly [why: string, waiting: string, order: string][] = [
    ['one key: first come, first served', 'a1 a1 a1', 'a1 a1 a1'],
    ['use cases take turns', 'a1 a1 a1 b1', 'a1 b1 a1 a1'],
    ['keys take turns', 'a1 a1 a1 a2', 'a1 a2 a1 a1'],
    ['a use case with many keys has no more turns', 'a1 a2 a3 b1 b1', 'a1 b1 a2 b1 a3'],
    ['three of each', 'a1 a1 b1 b2 c1', 'a1 b1 c1 a1 b2'],
  ]
  for (const [why, waiting, order] of cases) {
    test(why, () => {
      const made = line(...waiting.split(' ').map(([useCase, key]) => one(useCase!, key)))
      assert.equal(
        all(made)
          .map(({ useCaseId, keyId }) => useCaseId + keyId)
          .join(' '),
        order,
      )
    })
  }

  test('a share of three has three turns in a round', () => {
    const made = line(...Array.from({ length: 6 }, () => one('a', 'k', 3)), one('b'), one('b'), one('b'))
    assert.equal(
      all(made)
        .map(({ useCaseId }) => useCaseId)
        .join(''),
      'aaabaaabb',
    )
  })

  test('who came later is behind the others of its key, and its use case where it was', () => {
    const [first, second] = [one('a'), one('a')]
    const made = line(first, one('b'), second)
    assert.equal(made.next(), first)
    made.add(one('a'))
    assert.equal(made.next()?.useCaseId, 'b')
    assert.equal(made.next(), second)
  })
})

describe('who gives way', () => {
  test('of one that floods the line, its newest', () => {
    const flood = Array.from({ length: 5 }, () => one('a'))
    const newcomer = one('b')
    assert.equal(line(...flood, newcomer).toYield(newcomer), flood.at(-1))
  })

  test('the newcomer itself, if it is the one that floods', () => {
    const newcomer = one('a', 'k1')
    assert.equal(line(one('b'), one('a', 'k2'), one('a', 'k1'), newcomer).toYield(newcomer), newcomer)
  })

  test('the newest of the key that floods, not another key of the same use case', () => {
    const [first, second, newcomer] = [one('a', 'k1'), one('a', 'k1'), one('a', 'k2')]
    assert.equal(line(one('b'), first, second, newcomer).toYield(newcomer), second)
  })

  test('measured by share: a use case with a larger one may have more waiting', () => {
    const large = Array.from({ length: 3 }, () => one('a', 'k', 4))
    const [small, newcomer] = [one('b'), one('b')]
    assert.equal(line(...large, small, newcomer).toYield(newcomer), newcomer)
  })
})

test('whatever joins and leaves: nobody is lost or comes twice, keys keep their order, and nobody waits longer than a round', () => {
  const name = fc.record({ useCase: fc.integer({ min: 0, max: 3 }), key: fc.integer({ min: 0, max: 2 }) })
  const event = fc.oneof(
    { weight: 4, arbitrary: name },
    { weight: 3, arbitrary: fc.constant('next' as const) },
    { weight: 1, arbitrary: fc.nat(50) },
  )
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
      fc.array(event, { maxLength: 150 }),
      (shares, happens) => {
        const made = new FairLine<Waiting>()
        const model: Waiting[] = []
        /** Turns that others have had since a use case last had one, or began to wait. */
        const passedOver = new Map<string, number>()
        const round = shares.reduce((sum, share) => sum + share, 0)
        for (const happened of happens) {
          if (typeof happened === 'object') {
            const useCaseId = `u${happened.useCase}`
            const waiting = one(useCaseId, `k${happened.key}`, shares[happened.useCase])
            if (!model.some((each) => each.useCaseId === useCaseId)) passedOver.set(useCaseId, 0)
            made.add(waiting)
            model.push(waiting)
          } else if (happened === 'next') {
            const waiting = made.next()
            assert.equal(waiting === undefined, model.length === 0)
            if (waiting === undefined) continue
            const firstOfKey = model.find(
              ({ useCaseId, keyId }) => useCaseId === waiting.useCaseId && keyId === waiting.keyId,
            )
            assert.equal(waiting, firstOfKey)
            model.splice(model.indexOf(waiting), 1)
            for (const useCaseId of new Set(model.map((each) => each.useCaseId))) {
              passedOver.set(useCaseId, useCaseId === waiting.useCaseId ? 0 : (passedOver.get(useCaseId) ?? 0) + 1)
              const share = shares[Number(useCaseId.slice(1))] ?? 0
              assert.ok((passedOver.get(useCaseId) ?? 0) <= round - share, 'passed over for longer than a round')
            }
          } else {
            const [gone] = model.splice(happened % Math.max(1, model.length), 1)
            if (gone !== undefined) assert.ok(made.remove(gone))
            if (gone !== undefined) assert.ok(!made.remove(gone))
          }
          assert.equal(made.size, model.length)
          assert.deepEqual(new Set(made.everybody()), new Set(model))
        }
      },
    ),
    { numRuns: 300 },
  )
})
