// Goal: a vector comes as it was asked for, in whichever form the engine writes it.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import { base64Of, encodeAsAsked } from './embedding-encoding.ts'

const numbers = [0.5, -1, 2.25]
const base64 = base64Of(Float32Array.from(numbers))
const cases: readonly [
  why: string,
  format: string | undefined,
  engine: number[] | string,
  client: number[] | string,
][] = [
  ['numbers, asked for in base64', 'base64', numbers, base64],
  ['base64, asked for in base64', 'base64', base64, base64],
  ['base64, asked for as numbers', 'float', base64, numbers],
  ['numbers, asked for as numbers', 'float', numbers, numbers],
  ['base64, not said how', undefined, base64, numbers],
  ['none, asked for in base64', 'base64', [], ''],
]
for (const [why, format, engine, client] of cases) {
  test(why, () => {
    const answer = { data: [{ index: 0, embedding: engine }] }
    encodeAsAsked(answer, format === undefined ? {} : { encoding_format: format })
    assert.deepEqual(answer.data[0]?.embedding, client)
  })
}
