import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { HouseKeeping } from './keeping-house.ts'

const dayMs = 86_400_000

function newHouse() {
  const said: string[] = []
  const world = { now: 20_780 * dayMs, isComplete: true, failure: undefined as Error | undefined }
  const keeping = new HouseKeeping({
    office: {
      expire: async (today) => {
        said.push(`expire ${today}`)
        if (world.failure !== undefined) throw world.failure
        return { count: 3, isComplete: world.isComplete }
      },
      tellLeft: async () => void said.push('tell'),
    },
    now: () => world.now,
    onExpired: (count) => void said.push(`expired ${count}`),
    onTrouble: (error) => void said.push(error instanceof Error ? error.message : ''),
  })
  return { keeping, world, said }
}

test('keeping house: terms once a day, and what is left to be told at every look', async () => {
  const { keeping, world, said } = newHouse()
  await keeping.look()
  await keeping.look()
  world.now += dayMs
  await Promise.all([keeping.look(), keeping.look()])
  assert.deepEqual(said, ['expire 20780', 'expired 3', 'tell', 'expire 20781', 'expired 3'])
})

test('keeping house: what failed or did not come to its end is tried at the next look', async () => {
  const { keeping, world, said } = newHouse()
  world.failure = new Error('no room')
  await keeping.look()
  world.failure = undefined
  world.isComplete = false
  await keeping.look()
  world.isComplete = true
  await keeping.look()
  await keeping.look()
  const once = ['expire 20780', 'expired 3']
  assert.deepEqual(said, ['expire 20780', 'no room', ...once, ...once, 'tell'])
})
