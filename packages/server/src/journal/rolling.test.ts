import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { FramesKept, Rolling } from './rolling.ts'

test('rolling: acts within the very answer, with the size that it tells', async () => {
  const [asked, acted] = [[] as number[], [] as number[]]
  const rolling = new Rolling((id) => void asked.push(id))
  const done = rolling.begin((size) => acted.push(size))
  assert.deepEqual([asked, acted], [[1], []])
  rolling.rolled(1, 70)
  // Not a turn later: a frame could have come in between.
  assert.deepEqual(acted, [70])
  assert.equal(await done, 1)
})

test('rolling: without room it is refused, and a late answer is nobody else’s', async () => {
  const rolling = new Rolling(() => undefined)
  const first = rolling.begin(() => 'first')
  rolling.refuse()
  await assert.rejects(first, FramesKept)
  const second = rolling.begin(() => 'second')
  rolling.rolled(1, 10)
  rolling.rolled(2, 20)
  assert.equal(await second, 'second')
})

test('rolling: what fails in the act fails for who asked for it', async () => {
  const rolling = new Rolling(() => undefined)
  const failing = rolling.begin(() => {
    throw new RangeError('x')
  })
  rolling.rolled(1, 10)
  await assert.rejects(failing, RangeError)
})
