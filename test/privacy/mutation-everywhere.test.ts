// Goal: as in mutation.test.ts, each place of the field map at every kind of engine.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import { endpoints, nativeEndpoints } from '@stellwerk/contract/endpoint'

import { kinds, openMutationWorld } from './mutating.ts'

const world = openMutationWorld()

for (const kind of kinds) {
  for (const endpoint of endpoints) {
    const isTranslated = nativeEndpoints.some((native) => native === endpoint)
    for (const way of isTranslated ? (['native', 'chat'] as const) : (['native'] as const)) {
      test(`${endpoint} at ${kind}, ${way}: nothing of it reaches an engine, from any place`, async () => {
        const all = world.plantingsAt(endpoint, kind).map((planting) => ({ planting, kind }))
        const outcomes = await world.plant(all, endpoint, way)
        assert.deepEqual(
          outcomes.flatMap(({ leaks }) => leaks),
          [],
        )
        assert.deepEqual(
          outcomes.flatMap(({ faults }) => faults),
          [],
        )
      }, 120_000)
    }
  }
}
