import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import type { LogPart } from '../../packages/tlog/src/write/refusal.ts'
import { LogCorrupt, LogRolledBack } from '../../packages/tlog/src/write/refusal.ts'
import { SimulatedDisk } from '../../packages/tlog/src/write/simulated-disk.ts'
import { random } from '../conformance/tlog/written-log.ts'
import { WriterWorld } from './writer-world.ts'

// Goal: a log that is damaged, smaller than or different from what was signed does not open, and a refused start changes
// nothing in the folder.
/** For slow machines; on a common one each of these takes a second or two. */
const soonMs = 120_000

type Files = ReadonlyMap<string, Uint8Array>

/** A log at two moments, an hour apart, and what lies outside its folder. */
function twoMoments(seed = 1): { readonly world: WriterWorld; readonly earlier: Files; readonly later: Files } {
  const world = new WriterWorld(random(seed))
  world.segmentBytes = 32_768
  const writer = world.open()
  for (let times = 0; times < 5; times++) world.append(writer, 2 + times)
  world.checkpoint(writer)
  const earlier = world.disk.files()
  for (let times = 0; times < 5; times++) world.append(writer, 3 + times)
  world.checkpoint(writer)
  writer.close()
  return { world, earlier, later: world.disk.files() }
}

const { world: lived, earlier, later } = twoMoments()

const another = twoMoments(99).later

/** The same vault, floor copy and key before a folder with these files. */
function standing(files: Files, without: readonly ('vault' | 'floor copy')[] = []): WriterWorld {
  const world = new WriterWorld(random(2), new SimulatedDisk(random(3), files))
  world.segmentBytes = lived.segmentBytes
  world.vaultHeld = without.includes('vault') ? 0 : lived.vaultHeld
  world.floorCopy = without.includes('floor copy') ? undefined : lived.floorCopy
  for (const [index, record] of lived.vault) if (index < world.vaultHeld) world.vault.set(index, record)
  return world
}

const isFrame = (path: string): boolean => path.startsWith('frames/0')
const isTile = (path: string): boolean => path.startsWith('tile/')
const only = (files: Files, isKept: (path: string) => boolean): Files =>
  new Map([...files].filter(([path]) => isKept(path)))
/** The later log, with some of its files as they were earlier. */
const putBack = (isOld: (path: string) => boolean): Files =>
  new Map([...only(later, (path) => !isOld(path)), ...only(earlier, isOld)])
/** The later log, with some files of another one of the same length. */
const mixed = (isOther: (path: string) => boolean): Files =>
  new Map([...only(later, (path) => !isOther(path)), ...only(another, isOther)])
const leftOut = (isGone: (path: string) => boolean): Files => only(later, (path) => !isGone(path))
const is =
  (name: string) =>
  (path: string): boolean =>
    path === name

type Refusal = readonly [kind: 'corrupt' | 'rollback', part: LogPart] | 'opens'

const cases: readonly [why: string, world: WriterWorld, refusal: Refusal][] = [
  ['as it was left', standing(later), 'opens'],
  ['a backup of the whole folder, put back', standing(earlier), ['rollback', 'floor copy']],
  ['the same without a floor copy', standing(earlier, ['floor copy']), ['rollback', 'vault']],
  // Nobody on this machine can know. Hence the witness, and the warning of readyz without one.
  ['the same with the vault put back, too', standing(earlier, ['floor copy', 'vault']), 'opens'],
  ['an empty folder', standing(new Map()), ['rollback', 'floor copy']],
  ['an empty folder without a floor copy', standing(new Map(), ['floor copy']), ['rollback', 'vault']],
  ['another log of the same key', standing(another), ['rollback', 'floor copy']],
  ['an earlier state', standing(putBack(is('state')), ['floor copy']), ['rollback', 'floor']],
  ['an earlier floor', standing(putBack(is('floor')), ['floor copy']), ['rollback', 'checkpoint']],
  ['an earlier checkpoint, as after a crash', standing(putBack(is('checkpoint'))), 'opens'],
  ['earlier frames', standing(putBack(isFrame)), ['corrupt', 'frames']],
  ['earlier state and tiles', standing(putBack((path) => is('state')(path) || isTile(path))), ['rollback', 'floor']],
  [
    'everything but the floor',
    standing(
      putBack((path) => !is('floor')(path)),
      ['floor copy'],
    ),
    ['rollback', 'floor'],
  ],
  ['tiles of another log', standing(mixed(isTile)), ['corrupt', 'tiles']],
  ['frames of another log', standing(mixed(isFrame)), ['corrupt', 'frames']],
  ['no state', standing(leftOut(is('state'))), ['corrupt', 'state']],
  ['no state and no frames', standing(leftOut((path) => is('state')(path) || isFrame(path))), ['corrupt', 'state']],
  ['no state, only tiles', standing(only(later, isTile), ['floor copy']), ['corrupt', 'state']],
  ['no floor', standing(leftOut(is('floor'))), ['rollback', 'checkpoint']],
  ['no frames', standing(leftOut(isFrame)), ['corrupt', 'frames']],
  ['no tiles', standing(leftOut(isTile)), ['corrupt', 'tiles']],
  ['no checkpoint', standing(leftOut(is('checkpoint'))), 'opens'],
  [
    'no spare segment, and something in staging',
    standing(new Map([...later, ['staging/0', Uint8Array.of(1)]])),
    'opens',
  ],
  ['a stranger among the frames', standing(new Map([...later, ['frames/a', Uint8Array.of(1)]])), ['corrupt', 'frames']],
  ['a vault that forgot what no frame holds', forgetful(), ['corrupt', 'vault']],
]

/** A log of which the first segments are gone, before an empty vault. */
function forgetful(): WriterWorld {
  const world = new WriterWorld(random(4))
  world.segmentBytes = 4096
  const writer = world.open()
  for (let times = 0; times < 30; times++) world.append(writer, 2)
  world.checkpoint(writer)
  writer.close()
  world.vaultHeld = 0
  return world
}

for (const [why, world, refusal] of cases) {
  test(`start: ${why}: ${refusal === 'opens' ? 'opens' : `${refusal[0]}, by the ${refusal[1]}`}`, async () => {
    if (refusal === 'opens') return world.mustBeWhole(world.open())
    const before = world.disk.files()
    const Kind = { corrupt: LogCorrupt, rollback: LogRolledBack }[refusal[0]]
    assert.throws(
      () => world.open(),
      (error) => error instanceof Kind && error.part === refusal[1],
    )
    assert.deepEqual(world.disk.files(), before, 'a refused start changes nothing')
    assert.equal(world.isLocked, false)
  })
}

test('start: a log of another origin is refused', () => {
  const world = standing(later)
  const { signer } = world.ports()
  assert.throws(() => world.open({ signer: { ...signer, name: 'log.example/b' } }), LogCorrupt)
})

// Every single bit of the small files; of frames and of the right edge of the tree, one bit of each byte.
const flips: readonly [path: string, bitsOfByte: number][] = [...later.keys()]
  .filter((path) => ['state', 'floor'].includes(path) || isFrame(path) || path.endsWith(`/${lived.vaultHeld}`))
  .map((path) => [path, isFrame(path) || isTile(path) ? 1 : 8])

test('start: the files to flip bits in are there', () => {
  assert.deepEqual(flips.map(([path]) => path).sort(), [
    'floor',
    'frames/000000000000000',
    'state',
    'tile/0/000.p/45',
    'tile/entries/000.p/45',
  ])
})

for (const [path, bitsOfByte] of flips) {
  test(`start: a flipped bit in ${path} is found`, { timeout: soonMs }, () => {
    const bytes = later.get(path) ?? new Uint8Array()
    // Behind the last frame lie zeros that nothing refers to; a bit there is cleared like a torn tail.
    const length = bytes.findLastIndex((byte) => byte !== 0) + 1
    for (let at = 0; at < length; at++) {
      for (let bit = 0; bit < bitsOfByte; bit++) {
        const mask = 1 << (bitsOfByte === 1 ? at % 8 : bit)
        const world = standing(new Map([...later, [path, bytes.with(at, (bytes[at] ?? 0) ^ mask)]]))
        assert.throws(() => world.open(), LogCorrupt, `bit ${mask} of byte ${at}`)
      }
    }
  })
}

test('start: a flipped bit in the text of the checkpoint is found', { timeout: soonMs }, () => {
  const bytes = later.get('checkpoint') ?? new Uint8Array()
  const length = Buffer.from(bytes).indexOf('\n\n')
  for (let bit = 0; bit < length * 8; bit++) {
    const flipped = bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
    const world = standing(new Map([...later, ['checkpoint', flipped]]))
    assert.throws(
      () => world.open(),
      (error) => error instanceof LogCorrupt || error instanceof LogRolledBack,
      `bit ${bit}`,
    )
  }
})

test(
  'start: a flipped bit in durable entries beyond the tree is found, but for the last frame',
  { timeout: soonMs },
  () => {
    const world = new WriterWorld(random(6))
    world.segmentBytes = 32_768
    const writer = world.open()
    world.append(writer, 4)
    world.checkpoint(writer)
    for (let times = 0; times < 4; times++) world.append(writer, 3)
    writer.close()
    const files = world.disk.files()
    const [path = ''] = [...files.keys()].filter(isFrame)
    const bytes = files.get(path) ?? new Uint8Array()
    const starts = [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/SWframe1/g),
    ].map(({ index }) => index)
    const last = starts.at(-1) ?? 0
    assert.equal(starts.length, 5)
    for (let at = 0; at < last; at++) {
      const disk = new SimulatedDisk(
        random(7),
        new Map([...files, [path, bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8)))]]),
      )
      assert.throws(() => world.open({ disk }), LogCorrupt, `byte ${at}`)
    }
  },
)
