import { strict as assert } from 'node:assert'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, test } from 'bun:test'

import { servedFile } from './served.ts'

const data = mkdtempSync(join(tmpdir(), 'stellwerk-served-'))
afterAll(() => rmSync(data, { recursive: true }))
for (const file of ['checkpoint', 'state', 'tile/0/000', 'tile/entries/000', 'frames/000000000000000']) {
  const path = join(data, 'journal/2026h2', file)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, file)
}
writeFileSync(join(data, 'journal/name'), 'x')

// Goal: everyone sees checkpoints and hashes, auditors entries besides, and nobody anything else.
const rows: readonly [path: string, forAll: string, forAuditors: string][] = [
  ['2026h2/checkpoint', 'file', 'file'],
  ['2026h2/tile/0/000', 'file', 'file'],
  ['2026h2/tile/entries/000', 'forAuditors', 'file'],
  ['2026h2/tile/entries/001', 'forAuditors', 'missing'],
  ['2026h2/tile/0/001', 'missing', 'missing'],
  ['2026h2/tile/0/0', 'missing', 'missing'],
  ['2026h2/state', 'missing', 'missing'],
  ['2026h2/frames/000000000000000', 'missing', 'missing'],
  ['2026h2', 'missing', 'missing'],
  ['name', 'missing', 'missing'],
  ['../journal/2026h2/checkpoint', 'missing', 'missing'],
  ['2026h2/../2026h2/checkpoint', 'missing', 'missing'],
  ['2026h2//checkpoint', 'missing', 'missing'],
  ['', 'missing', 'missing'],
]
for (const [path, forAll, forAuditors] of rows) {
  test(`served: /log/${path}`, () => {
    assert.equal(servedFile(path, { dataDirectory: data, isAuditor: false }).kind, forAll)
    assert.equal(servedFile(path, { dataDirectory: data, isAuditor: true }).kind, forAuditors)
  })
}
