// Goal: what was measured becomes objects that the register takes, each value with how it was come by; a facts file that was changed on
// the way becomes nothing; and nobody's files are overwritten.
import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { parseBody } from '@stellwerk/contract/register/body'
import { readDocuments } from '@stellwerk/server/commands/register-files'
import { builtInCatalogue } from '@stellwerk/server/catalogue-in-force'

import { ggufFile, safetensorsFile } from '../licences/gguf-file.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { type Document, documentAt, models, writeFiles } from './inventory.ts'

const newFolder = temporaryFolders('models-add')

/** The objects in a folder, each checked by the schema of its kind. */
function documentsIn(folder: string): readonly Document[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  assert.equal(readDocuments([folder], folder).length, names.length, 'as stellwerk apply reads them')
  return names.toSorted().map((name) => {
    const document = documentAt(join(folder, name))
    assert.deepEqual(parseBody(document.kind, document.body), document.body)
    assert.equal(name, `${document.kind}-${document.id}.yaml`)
    return document
  })
}

const meadow = ggufFile({ 'general.architecture': 'meadow', 'general.license': 'mit' }, [{ name: 'a', shape: [8] }])
const tuned = {
  'tuned/README.md':
    '---\nlicense: mit\nbase_model: meadow/base\nbase_model_relation: finetune\ndatasets: [songs]\n---\n',
  'tuned/a.safetensors': safetensorsFile([{ name: 'a', shape: [4] }]),
}

test('from files: a component and an artefact, with their lineage', async () => {
  const folder = newFolder()
  writeFiles(folder, { 'meadow/base/base.gguf': meadow, ...tuned })
  const { exitCode, out } = await models('models add .', folder)
  assert.equal(exitCode, 0, out)
  const found = documentsIn(join(folder, 'register'))
  assert.deepEqual(
    found.map(({ kind, id }) => `${kind} ${id}`),
    ['artefact meadow-base', 'artefact tuned', 'component meadow-base', 'component tuned'],
  )
  const [, artefact, , component] = found
  assert.deepEqual(artefact?.body['lineage'], [{ relation: 'finetune', artefact: 'meadow-base' }])
  assert.deepEqual(component?.body['madeFrom'], [
    { relation: 'finetune', component: 'meadow-base' },
    { relation: 'trained-on', name: 'songs', kind: 'dataset' },
  ])
  assert.match(out, /digest +[0-9a-f]{64} +measured: stellwerk 0\.0\.0, 2026-11-24/)
  assert.match(out, /declaredLicence +mit +declared: publisher of the model/)
})

test('a licence is concluded from its text, and said so', async () => {
  const { catalogue } = builtInCatalogue()
  assert.ok(catalogue.byId.has('MIT'))
  const folder = newFolder()
  writeFiles(folder, { 'm/m.gguf': meadow, 'm/LICENSE': mit })
  const { out } = await models('models add m', folder)
  assert.match(out, /licence +MIT +concluded: stellwerk 0\.0\.0, 2026-11-24/)
  const component = documentsIn(join(folder, 'register')).find(({ kind }) => kind === 'component')
  assert.equal(component?.body['licence'], 'MIT')
})

test('from a facts file, with an upstream: a deployment that is only declared', async () => {
  const [host, desk] = [newFolder(), newFolder()]
  writeFiles(host, { 'base.gguf': meadow })
  await models('models scan base.gguf --out facts.json', host)
  writeFileSync(join(desk, 'facts.json'), readFileSync(join(host, 'facts.json')))
  const words =
    'models add facts.json --upstream gpu-1 --model tales --served-as base --stated-by Platform --out objects'
  const { exitCode, err } = await models(words, desk)
  assert.equal(exitCode, 0, err)
  const deployment = documentsIn(join(desk, 'objects')).find(({ kind }) => kind === 'deployment')
  assert.deepEqual(
    ['model', 'servedAs', 'upstream', 'artefact', 'citations'].map((key) => deployment?.body[key]),
    [
      'tales',
      'base',
      'gpu-1',
      'base',
      [
        {
          fields: ['upstream', 'component', 'artefact', 'model'],
          provenance: 'declared',
          statedBy: 'Platform',
          on: '2026-11-24',
        },
      ],
    ],
  )
})

const spoilt: readonly [why: string, spoil: (text: string) => string, says: RegExp][] = [
  ['another digest of a file', (text) => text.replace(/"sha256":"[0-9a-f]{8}/, '"sha256":"00000000'), /another digest/],
  ['another licence', (text) => text.replace('"licence":"mit"', '"licence":"apache-2.0"'), /another digest/],
  ['a key that nobody knows', (text) => text.replace('{"by"', '{"a":1,"by"'), /no facts file/],
  ['a path upwards', (text) => text.replaceAll('base.gguf', '../x.gguf'), /no facts file/],
  ['no JSON', (text) => text.slice(0, -10), /no facts file/],
]
for (const [why, spoil, says] of spoilt) {
  test(`a facts file with ${why}: nothing is made`, async () => {
    const folder = newFolder()
    writeFiles(folder, { 'base.gguf': meadow })
    await models('models scan base.gguf --out facts.json', folder)
    const text = readFileSync(join(folder, 'facts.json'), 'utf8')
    assert.notEqual(spoil(text), text)
    writeFileSync(join(folder, 'facts.json'), spoil(text))
    const { exitCode, err } = await models('models add facts.json', folder)
    assert.equal(exitCode, 1)
    assert.match(err, says)
    assert.ok(!readdirSync(folder).includes('register'))
  })
}

test('what is refused becomes no artefact, and is named', async () => {
  const folder = newFolder()
  writeFiles(folder, { 'm/pytorch_model.bin': Uint8Array.of(0x80, 4, 0x95) })
  const { exitCode, out } = await models('models add m', folder, 'de')
  assert.equal(exitCode, 1)
  assert.match(out, /Nicht übernommen:\n {2}m\/pytorch_model\.bin: Pickle/)
  assert.deepEqual(
    documentsIn(join(folder, 'register')).map(({ kind }) => kind),
    ['component'],
  )
})

test('files that say something else stay, unless somebody says so', async () => {
  const folder = newFolder()
  writeFiles(folder, { 'm/m.gguf': meadow })
  await models('models add m', folder)
  assert.match((await models('models add m', folder)).out, /\(unchanged\)/)
  const file = join(folder, 'register/component-m.yaml')
  writeFileSync(file, 'mine')
  const refused = await models('models add m', folder)
  assert.deepEqual([refused.exitCode, readFileSync(file, 'utf8')], [1, 'mine'])
  assert.match(refused.err, /component-m\.yaml/)
  assert.equal((await models('models add m --replace', folder)).exitCode, 0)
  assert.notEqual(readFileSync(file, 'utf8'), 'mine')
})

test('one public name for two artefacts is refused', async () => {
  const folder = newFolder()
  writeFiles(folder, { 'm/m.Q4.gguf': meadow, 'm/m.Q8.gguf': meadow })
  const { exitCode, err } = await models('models add m --upstream gpu-1 --model tales', folder)
  assert.equal(exitCode, 1)
  assert.match(err, /name one artefact, here are 2: m m\.Q4, m m\.Q8/)
  assert.equal((await models('models add m --upstream gpu-1', folder)).exitCode, 0)
})

const mit = `MIT License

Copyright (c) 2026 Meadow Works

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`
