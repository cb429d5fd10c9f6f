// Goal: commands look at files with the operator's model where a configuration names it, say so, and tell no figures without it where it
// cannot be used. The model is written here; names are invented.
import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'
import type { CommandWiring } from '@stellwerk/server/commands/command'
import { openFileModel } from '@stellwerk/server/privacy-wiring'

import { writeModel } from '../classifier/tiny-models.ts'
import { commandLine } from '../command-line.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { runtimeOrSkip } from './fetch.ts'

const runtime = await runtimeOrSkip()
const newFolder = temporaryFolders('file-model')

/** The name and the place are those that the tiny model knows; in small letters nothing built in takes it for one. */
const text = 'wohnt in wort (zimpel) und wort 😀 Nordenheim .'

interface Found {
  readonly findings: readonly { readonly category: string }[]
}

/** A folder with a configuration and a corpus of one text. */
function folderWith(model: object | undefined): string {
  const cwd = newFolder()
  mkdirSync(join(cwd, 'data'))
  if (runtime !== undefined) symlinkSync(runtime, join(cwd, 'data', 'stellwerk-onnx'))
  const privacy = model === undefined ? {} : { privacy: { model } }
  writeFileSync(join(cwd, 'stellwerk.json'), JSON.stringify({ data: join(cwd, 'data'), ...privacy }))
  const start = text.indexOf('zimpel')
  const spans = [{ start, end: start + 'zimpel'.length, label: 'PERSON' }]
  writeFileSync(join(cwd, 'corpus.jsonl'), `${JSON.stringify({ id: '1', text, spans })}\n`)
  return cwd
}

const wiring: Partial<CommandWiring> = { openFileModel: ({ config }) => openFileModel(config) }

const run = (words: string, cwd: string) => commandLine(`${words} --config stellwerk.json`, { cwd, wiring })

function tiny(changed: object = {}) {
  const { path, sha256 } = writeModel(join(newFolder(), 'onnx'), 'tokens')
  return { path, sha256, labels: { PER: 'PERSON', LOC: 'LOCATION' }, ...changed }
}

test('a configuration without a model: what is built in looks, and the reader is told', async () => {
  const { exitCode, out, err } = await run('privacy evaluate corpus.jsonl', folderWith(undefined))
  assert.equal(exitCode, 0)
  assert.match(err, /names no model of its own/)
  assert.match(out, /^detector \d+\+[0-9a-f]+, without a model of your own; preset office$/m)
})

test('another file than the pinned one: no figures, and the reason', async () => {
  const { exitCode, out, err } = await run(
    'privacy evaluate corpus.jsonl',
    folderWith(tiny({ sha256: 'a'.repeat(64) })),
  )
  assert.deepEqual([exitCode, out], [2, ''])
  assert.match(err, /another SHA-256.*expected a{64}/)
})

if (runtime !== undefined) {
  test('detect: what only the model knows is found', async () => {
    const cwd = folderWith(tiny())
    const { out, err } = await run('privacy detect corpus.jsonl', cwd)
    const { findings } = JSON.parse(out) as Found // Compared below.
    assert.equal(err, '')
    assert.deepEqual(findings.map(({ category }) => category).toSorted(), ['LOCATION', 'PERSON'])
  })

  test('evaluate: the figures name the model', async () => {
    const { out } = await run('privacy evaluate corpus.jsonl', folderWith(tiny()))
    assert.match(
      out,
      /^detector \d+\+[0-9a-f]+\+onnx:[0-9a-f]{12}:[0-9a-f]{8}, with a model of your own; preset office$/m,
    )
    assert.match(out, /PERSON\*\s+1\s+1\.000/)
  })

  test('evaluate with the preset for code: the model is not asked, and is not named', async () => {
    const { out } = await run('privacy evaluate corpus.jsonl --preset code', folderWith(tiny()))
    assert.match(out, /, without a model of your own; preset code$/m)
  })

  test('pseudonymise: what only the model knows does not go out', async () => {
    const cwd = folderWith(tiny())
    writeFileSync(join(cwd, 'letter.txt'), text)
    const { exitCode, out } = await run('privacy pseudonymise --mapping m.json letter.txt', cwd)
    assert.equal(exitCode, 0)
    assert.match(out, /^wohnt in wort \(⟦PERSON_[a-z0-9]+⟧\)/)
  })
}
