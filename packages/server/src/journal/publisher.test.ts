import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { encodeFrame, noFrame } from '@stellwerk/tlog/write/frame'
import { LogDiskFull } from '@stellwerk/tlog/write/refusal'

import { sha256 } from '../primitives.ts'
import { Publisher } from './publisher.ts'

const bytes = new Uint8Array(3)
const record = { id: new Uint8Array(16), ciphertext: bytes }

/** A tree that only counts, and everything that the publisher says. */
function newPublisher() {
  const [said, dropped] = [[] as string[], [] as number[]]
  const clock = { elapsed: 0 }
  const tree = {
    waitingCount: 0,
    published: 0,
    integratedSize: 0,
    settledSize: 0,
    isFull: false,
    hasReserve: true,
    isScarce: false,
    take: () => undefined,
    cosign: () => undefined,
    integrate() {
      if (tree.isFull) throw new LogDiskFull({})
      tree.integratedSize += tree.waitingCount
      tree.waitingCount = 0
      return false
    },
    checkpoint() {
      said.push(`checkpoint ${tree.integratedSize}`)
      tree.published = tree.integratedSize
      return new Uint8Array()
    },
  }
  const publisher = new Publisher(tree, {
    sha256: (of) => of,
    dropFramesBelow: (size) => void dropped.push(size),
    prepareSpare: () => said.push('spare') > 0,
    progress: () => undefined,
    spareIsReady: () => undefined,
    published: () => undefined,
    full: (isFull) => void said.push(isFull ? 'full' : 'room'),
    reserve: {
      make: () => tree.hasReserve,
      giveFree: () => void said.push('reserve given free'),
      isNeeded: () => tree.isScarce,
    },
    elapsed: () => clock.elapsed,
  })
  return { publisher, tree, clock, said, dropped }
}

test('publisher: a checkpoint at most once a second', () => {
  const { publisher, tree, clock, said } = newPublisher()
  for (let times = 0; times < 21; times++) {
    tree.waitingCount = 1
    publisher.step()
    clock.elapsed += 100
  }
  assert.deepEqual(said, ['checkpoint 1', 'checkpoint 11', 'checkpoint 21'])
})

test('publisher: the same tree is not signed again, or it would lose the lines of its witnesses', () => {
  const { publisher, tree, clock, said } = newPublisher()
  tree.waitingCount = 1
  publisher.step()
  clock.elapsed += 5_000
  publisher.wantSpare()
  publisher.step()
  assert.deepEqual(said, ['checkpoint 1', 'spare'])
  assert.equal(publisher.nextStepMs, undefined)
})

test('publisher: a full disk is told once, waited out, and loses nothing', () => {
  const { publisher, tree, said } = newPublisher()
  tree.waitingCount = 3
  tree.isFull = true
  publisher.step()
  assert.equal(publisher.nextStepMs, 1_000)
  tree.isFull = false
  publisher.step()
  assert.deepEqual(said, ['reserve given free', 'full', 'checkpoint 3', 'room'])
})

test('publisher: the room of the reserve is for what runs, so nothing new begins until it is made again', () => {
  const { publisher, tree, said } = newPublisher()
  tree.waitingCount = 3
  tree.isFull = true
  publisher.step()
  ;[tree.isFull, tree.hasReserve] = [false, false]
  publisher.step()
  publisher.step()
  assert.ok(publisher.isFull)
  tree.hasReserve = true
  publisher.step()
  assert.deepEqual(said, ['reserve given free', 'full', 'checkpoint 3', 'room'])
})

test('publisher: when hardly any room is left, the next frame shows it, before anything fails', () => {
  const { publisher, tree, clock, said } = newPublisher()
  const frame = encodeFrame({ firstIndex: 0, entries: [{ leaf: bytes, record }], previous: noFrame }, sha256)
  tree.isScarce = true
  publisher.takeFrame(0, frame.bytes)
  publisher.takeFrame(1, frame.bytes)
  assert.deepEqual(said, ['reserve given free', 'full'])
  tree.isScarce = false
  clock.elapsed += 1_000
  publisher.step()
  assert.equal(said.at(-1), 'room')
})

test('publisher: without a reserve from the start nothing begins', () => {
  const { publisher, tree, said } = newPublisher()
  tree.hasReserve = false
  assert.equal(publisher.nextStepMs, 0)
  publisher.step()
  assert.deepEqual(said, ['full'])
})

test('publisher: an end on a full disk writes what the reserve has room for, and leaves the rest to the frames', () => {
  const { publisher, tree, said } = newPublisher()
  tree.waitingCount = 3
  tree.isFull = true
  publisher.finish()
  assert.deepEqual(said, ['reserve given free', 'full', 'reserve given free'])
  tree.isFull = false
  publisher.finish()
  assert.equal(said.at(-1), 'checkpoint 3')
})

// Goal: nothing is erased while a frame may hold it.
test('publisher: settles on demand, without waiting for the second to pass, and drops what is settled', () => {
  const { publisher, tree, said, dropped } = newPublisher()
  tree.waitingCount = 3
  publisher.step()
  tree.waitingCount = 2
  tree.settledSize = 5
  publisher.settleBelow(5)
  assert.deepEqual(said, ['checkpoint 3', 'checkpoint 5'])
  publisher.settleBelow(5)
  assert.deepEqual(said, ['checkpoint 3', 'checkpoint 5'])
  assert.deepEqual(dropped, [0, 5, 5])
})

test('publisher: what the vault does not hold is not settled, and a full disk settles nothing', () => {
  const { publisher, tree } = newPublisher()
  tree.waitingCount = 3
  tree.settledSize = 2
  assert.throws(() => publisher.settleBelow(3), /frames from 2 on are not settled/)
  tree.waitingCount = 1
  tree.isFull = true
  assert.throws(() => publisher.settleBelow(3), LogDiskFull)
})
