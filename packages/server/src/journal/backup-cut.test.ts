import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'

import { formatTreeRecord } from '@stellwerk/tlog/write/tree-record'

import { sha256 } from '../primitives.ts'
import { cutForBackup } from './backup-cut.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const origin = 'gateway.example/log/2026h2'
const root = new Uint8Array(32)
const record = (name: 'state' | 'floor', size: number): Uint8Array =>
  formatTreeRecord(name, { origin, size, root, edge: [], kept: new Uint8Array() }, sha256)
const checkpoint = (size: number): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n\n— ${origin} ${Buffer.alloc(68).toString('base64')}\n`

type Files = Readonly<Record<string, string | Uint8Array>>

// Goal: a backup ends with a checkpoint over everything that is in the tree, or it is not made.
const cases: readonly [why: string, files: Files, result: number | 'empty' | 'full'][] = [
  ['nothing there', {}, 'empty'],
  ['a log without an entry', { state: record('state', 0) }, 'empty'],
  ['a state that is none', { state: 'x' }, 'empty'],
  ['no checkpoint, because the disk is full', { state: record('state', 3), floor: record('floor', 3) }, 'full'],
  [
    'a checkpoint that is behind',
    { state: record('state', 3), floor: record('floor', 2), checkpoint: checkpoint(2) },
    'full',
  ],
  [
    'a checkpoint over everything',
    { state: record('state', 3), floor: record('floor', 3), checkpoint: checkpoint(3) },
    3,
  ],
]
for (const [why, files, result] of cases) {
  test(`cut: ${why}: ${result}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'stellwerk-cut-'))
    folders.push(folder)
    // What is found is there only once everything was signed that can be.
    const finish = (): void => {
      for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    }
    const cut = cutForBackup({ places: [{ folder, origin }], finish })
    if (cut.state === 'cut') assert.equal(cut.newest.size, result)
    else assert.equal(cut.because, result)
  })
}

test('cut: an installation without a log', () => {
  assert.deepEqual(cutForBackup({ places: [], finish: () => undefined }), { state: 'notNow', because: 'empty' })
})
