// Goal: a personal datum that stands anywhere in a request, in each place of the field map, never reaches the engine. Here each place at
// one kind of engine in turn; mutation-everywhere.test.ts has all at all.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import { endpoints, nativeEndpoints } from '@stellwerk/contract/endpoint'

import { golds, goldsIn, letter } from './golds.ts'
import { type Kind, kinds, openMutationWorld, unfiltered } from './mutating.ts'
import type { Planting } from './plantings.ts'

const world = openMutationWorld()
const listed = new Set<string>()

for (const endpoint of endpoints) {
  const isTranslated = nativeEndpoints.some((native) => native === endpoint)
  for (const way of isTranslated ? (['native', 'chat'] as const) : (['native'] as const)) {
    test(`${endpoint}, ${way}: nothing of it reaches an engine, from any place`, async () => {
      const outcomes = await world.plant(inTurn(endpoint), endpoint, way)
      assert.deepEqual(
        outcomes.flatMap(({ leaks }) => leaks),
        [],
      )
      assert.deepEqual(
        outcomes.flatMap(({ faults }) => faults),
        [],
      )
      for (const name of outcomes.flatMap((one) => one.listed)) listed.add(name)
      // A place that never takes anything would prove nothing. By chat some have no words.
      const silent = outcomes.filter(({ planting, reached }) => isFiltered(planting) && reached === 0)
      if (way === 'native')
        assert.deepEqual(
          silent.map(({ planting, kind }) => `${planting.path} at ${kind}`),
          [],
        )
    }, 60_000)
  }
}

test('every place that is listed as not filtered is one', () => {
  assert.deepEqual([...listed].toSorted(), Object.keys(unfiltered).toSorted())
})

test('a key that stands twice does not hide its first value', async () => {
  const first = JSON.stringify([{ role: 'user', content: letter }])
  const got = await world.send(
    'chat/completions',
    (model) => `{"model":"${model}","messages":${first},"messages":[{"role":"user","content":"${golds.iban}"}]}`,
  )
  assert.deepEqual(goldsIn(got ?? ''), [])
})

test('the search for the values finds them', () => {
  for (const value of [golds.iban, golds.email, golds.secret, letter, `{"a":${golds.taxId}}`, 'Wei\\\\u00DFgerber'])
    assert.notDeepEqual(goldsIn(value), [], value)
})

function isFiltered({ class: fieldClass, takes }: Planting): boolean {
  return takes !== 'odd' && (fieldClass === 'filterAndRestore' || fieldClass === 'filterOneWay')
}

/** Each place once, at one of the kinds that have it. */
function inTurn(endpoint: (typeof endpoints)[number]): { planting: Planting; kind: Kind }[] {
  const places = new Map<string, { planting: Planting; kind: Kind }[]>()
  for (const kind of kinds) {
    for (const planting of world.plantingsAt(endpoint, kind)) {
      const { path, takes } = planting
      const name = `${path} ${takes}`
      places.set(name, [...(places.get(name) ?? []), { planting, kind }])
    }
  }
  return [...places.values()].flatMap((at, index) => at[index % at.length] ?? [])
}
