import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { DiskError } from '@stellwerk/tlog/write/disk'
import { SimulatedDisk } from '@stellwerk/tlog/write/simulated-disk'

import { openReserve } from './reserve.ts'

const bytes = 65_536

/** A reserve on an empty disk that claims to have so much room. */
function newReserve(free: number) {
  const disk = new SimulatedDisk(() => 0)
  const world = { free }
  const reserve = openReserve({ disk, segmentBytes: bytes, freeBytes: () => world.free })
  const size = (): number | undefined => disk.files().get('reserve')?.length
  return { disk, world, reserve, size }
}

// Goal: the reserve is made only where enough is left beside it, and it is there whole or not at all.
const rows: readonly [why: string, free: number, isMade: boolean][] = [
  ['three times its bytes are free', 3 * bytes, true],
  ['one byte less is free', 3 * bytes - 1, false],
  ['nothing is free', 0, false],
]
for (const [why, free, isMade] of rows) {
  test(`reserve: ${why}: ${isMade ? 'made' : 'not made'}`, () => {
    const { reserve, size } = newReserve(free)
    assert.equal(reserve.make(), isMade)
    assert.equal(size(), isMade ? bytes : undefined)
  })
}

test('reserve: one that is there stands, however little is free beside it', () => {
  const { reserve, world } = newReserve(3 * bytes)
  reserve.make()
  world.free = 0
  assert.equal(reserve.make(), true)
  assert.equal(reserve.isNeeded(), true)
})

test('reserve: given free it is gone, as often as one likes', () => {
  const { reserve, size } = newReserve(3 * bytes)
  reserve.make()
  reserve.giveFree()
  reserve.giveFree()
  assert.equal(size(), undefined)
})

test('reserve: one that a power loss cut short is made again', () => {
  const { reserve, disk, size } = newReserve(3 * bytes)
  disk.create('reserve').write({ at: 0, bytes: new Uint8Array(10) })
  assert.equal(reserve.make(), true)
  assert.equal(size(), bytes)
})

test('reserve: a quota that is reached although room is free leaves nothing behind', () => {
  const { reserve, disk, size } = newReserve(3 * bytes)
  disk.plan(4, 'noSpace')
  assert.equal(reserve.make(), false)
  assert.equal(size(), undefined)
})

test('reserve: a disk that fails is no full disk', () => {
  const { reserve, disk } = newReserve(3 * bytes)
  disk.plan(4, 'failed')
  assert.throws(() => reserve.make(), DiskError)
})
