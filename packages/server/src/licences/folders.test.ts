// Goal: what lies in the folder of a component is known by what it is, and every change of it is noticed.
import { strict as assert } from 'node:assert'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { parseConfig } from '@stellwerk/contract/config'

import { temporaryFolders } from '../../../../test/temporary-folders.ts'
import { Folders } from './folders.ts'
import type { MeasuredWeights } from './stores.ts'

const temporaryFolder = temporaryFolders('component')

const digest = 'a'.repeat(64)
const other = 'b'.repeat(64)

function worldIn(folder: string, stated?: string, measured: readonly MeasuredWeights[] = []) {
  const world = {
    measurements: [] as (readonly string[])[],
    answer: Promise.withResolvers<string>(),
    changed: 0,
    stored: [] as MeasuredWeights[],
    bases: [] as readonly string[] | undefined,
  }
  const component = {
    id: 'm',
    kind: 'model',
    name: 'M',
    folder,
    ...(stated === undefined ? {} : { digest: stated }),
  } as const
  const [parsed] = parseConfig({ components: [component] }).components
  assert.ok(parsed !== undefined)
  const folders = new Folders({
    identify: (bytes) => {
      const text = new TextDecoder().decode(bytes)
      return { licences: text.startsWith('known ') ? text.slice(6).split(' ') : [], wordSha256: text }
    },
    claimedBases: () => world.bases,
    measure: (files) => {
      world.measurements.push(files)
      return world.answer.promise
    },
    measured,
    store: async (one) => void world.stored.push(one),
    onChanged: () => world.changed++,
    onTrouble: () => undefined,
  })
  return { world, folders, component: parsed, look: () => folders.look(parsed) }
}

test('folder: texts are licences, and what nobody knows is none', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'LICENSE.md'), 'known MIT')
  writeFileSync(join(folder, 'USE_POLICY.md'), 'known A B')
  writeFileSync(join(folder, 'LICENSE-model'), 'strange')
  writeFileSync(join(folder, 'README.md'), 'known README')
  const { licences, doubts } = worldIn(folder).look()
  assert.deepEqual(licences, [['NO-LICENCE'], ['MIT'], ['A', 'B']])
  assert.deepEqual(doubts, [])
})

test('folder: what the card names as base is found again when the card changes, and a card that cannot be read is a doubt', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'README.md'), 'one')
  const { world, folders, component, look } = worldIn(folder)
  assert.deepEqual(look().claimedBases, [])
  world.bases = ['meta-llama/Llama-3.1-8B']
  assert.ok(!folders.haveChanged([component]))
  writeFileSync(join(folder, 'README.md'), 'another')
  assert.ok(folders.haveChanged([component]))
  assert.deepEqual(look().claimedBases, ['meta-llama/Llama-3.1-8B'])
  world.bases = undefined
  writeFileSync(join(folder, 'README.md'), 'the last one')
  assert.deepEqual(
    look().doubts.map(({ name }) => name),
    ['licence.components.m.card'],
  )
})

test('folder: a text that changes is read again, and one that does not is not', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'LICENSE'), 'known MIT')
  const { folders, component, look } = worldIn(folder)
  const before = look()
  assert.equal(look(), before)
  assert.ok(!folders.haveChanged([component]))
  writeFileSync(join(folder, 'LICENSE'), 'known Apache-2.0')
  assert.ok(folders.haveChanged([component]))
  assert.deepEqual(look().licences, [['Apache-2.0']])
})

const refused: readonly [why: string, make: (folder: string) => void, doubt: string][] = [
  ['no folder', (folder) => rmSync(folder, { recursive: true }), 'licence.components.m.folder'],
  [
    'a text without end',
    (folder) => writeFileSync(join(folder, 'LICENSE'), 'x'.repeat(1_048_577)),
    'licence.components.m.text',
  ],
]
for (const [why, make, doubt] of refused) {
  test(`folder: ${why} is doubtful`, () => {
    const folder = temporaryFolder()
    make(folder)
    assert.deepEqual(
      worldIn(folder)
        .look()
        .doubts.map(({ name }) => name),
      [doubt],
    )
  })
}

test('folder: a link under the name of a licence is not followed', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'secret'), 'known MIT')
  symlinkSync(join(folder, 'secret'), join(folder, 'LICENSE'))
  assert.deepEqual(worldIn(folder).look().licences, [])
})

test('folder: weights are measured in the background, and doubtful until then', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'original'))
  writeFileSync(join(folder, 'b.safetensors'), 'b')
  writeFileSync(join(folder, 'original', 'a.gguf'), 'a')
  const { world, look, folders, component } = worldIn(folder, digest)
  const doubtsOf = (): readonly string[] => look().doubts.map(({ text }) => text.en)
  assert.match(doubtsOf()[0] ?? '', /is being computed/)
  assert.match(doubtsOf()[0] ?? '', /is being computed/)
  assert.deepEqual(world.measurements, [[join(folder, 'b.safetensors'), join(folder, 'original', 'a.gguf')]])
  world.answer.resolve(digest)
  await Bun.sleep(0)
  assert.ok(world.changed > 0)
  assert.ok(folders.haveChanged([component]) || doubtsOf().length === 0)
  assert.deepEqual(doubtsOf(), [])
  assert.equal(world.stored[0]?.digest, digest)
})

test('folder: weights that are others than stated are doubtful, and those that were exchanged are measured anew', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.gguf'), 'a')
  const { world, look } = worldIn(folder, digest)
  look()
  world.answer.resolve(other)
  await Bun.sleep(0)
  assert.match(look().doubts[0]?.text.en ?? '', /others than stated/)
  world.answer = Promise.withResolvers<string>()
  writeFileSync(join(folder, 'a.gguf'), 'another')
  assert.match(look().doubts[0]?.text.en ?? '', /is being computed/)
  assert.equal(world.measurements.length, 2)
})

test('folder: what was measured before the start is not measured again', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.gguf'), 'a')
  const first = worldIn(folder, digest)
  first.look()
  first.world.answer.resolve(digest)
  await Bun.sleep(0)
  const again = worldIn(folder, digest, first.world.stored)
  assert.deepEqual(again.look().doubts, [])
  assert.equal(again.world.measurements.length, 0)
})

test('folder: a digest without weights is doubtful', () => {
  assert.match(worldIn(temporaryFolder(), digest).look().doubts[0]?.text.en ?? '', /no weights/)
})
