import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import fc from 'fast-check'
import { Spotter } from './spotter.ts'

// Goal: the spotter finds exactly what `startsWith` finds at each place, whatever the needles have in common.

const needles = ['ab', 'aba', 'b-b', '://', 'ßa', 'straße', ' a', 'pw']

function spotted(text: string, ignoreCase: boolean): string[] {
  const found: string[] = []
  const spots = needles.map((needle) => ({ needle, ignoreCase, value: needle }))
  new Spotter(spots).scan(text, (value, at) => found.push(`${at} ${value}`))
  return found.toSorted()
}

test('every needle is found wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'abAB-:/ß stre😀', 'straße', 'Straße') }),
      fc.boolean(),
      (text, ignoreCase) => {
        const read = ignoreCase ? text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()) : text
        const expected = needles.flatMap((needle) =>
          Array.from({ length: read.length }, (_, at) => at)
            .filter((at) => read.startsWith(needle, at))
            .map((at) => `${at} ${needle}`),
        )
        assert.deepEqual(spotted(text, ignoreCase), expected.toSorted())
      },
    ),
  )
})
