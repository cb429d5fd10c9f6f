// Goal: what `models scan` writes is what the files are, the same on every machine; what must not be loaded is named and left out; and a
// scan that was killed goes on. All files are made here.
import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { modelFactsFile, type ModelFact, type ModelFactsFile } from '@stellwerk/contract/model-facts'
import { Digests } from '@stellwerk/server/inventory/digests'
import { digestOf } from '@stellwerk/server/inventory/scan'

import { ggufFile, safetensorsFile } from '../licences/gguf-file.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { models, writeFiles } from './inventory.ts'

const newFolder = temporaryFolders('models-scan')
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

const template = '{{ messages }}'
const meadow = ggufFile(
  {
    'general.architecture': 'meadow',
    'general.license': 'mit',
    'meadow.context_length': 4_096,
    'tokenizer.chat_template': template,
  },
  [{ name: 'a', shape: [8, 8] }],
)
const part = safetensorsFile([{ name: 'a', shape: [4] }])

async function scanned(
  folder: string,
  path = '.',
): Promise<{ readonly file: ModelFactsFile; readonly exitCode: number }> {
  const { exitCode, out, err } = await models(['models', 'scan', path, '--json'], folder)
  assert.ok(exitCode < 2, err)
  return { file: modelFactsFile.parse(JSON.parse(out)), exitCode }
}

async function onlyModel(files: Readonly<Record<string, string | Uint8Array>>): Promise<ModelFact> {
  const folder = newFolder()
  writeFiles(folder, files)
  const [model, ...others] = (await scanned(folder)).file.facts.models
  assert.ok(model !== undefined && others.length === 0)
  return model
}

test('a GGUF file: its header, its digest, the digest of its chat template', async () => {
  const { artefacts, declared } = await onlyModel({ 'meadow-8b.gguf': meadow })
  assert.deepEqual(artefacts, [
    {
      name: 'meadow-8b',
      paths: ['meadow-8b.gguf'],
      digest: sha256(meadow),
      bytes: meadow.length,
      format: 'gguf',
      architecture: 'meadow',
      quantisation: 'F32',
      contextTokens: 4_096,
      parameters: 64,
      chatTemplate: sha256(template),
      chatTemplates: [{ path: 'meadow-8b.gguf', name: '', sha256: sha256(template) }],
    },
  ])
  assert.deepEqual(declared, [{ licence: 'mit', path: 'meadow-8b.gguf' }])
})

const sharded = {
  'README.md':
    '---\nlicense: mit\nbase_model: meadow/base\nbase_model_relation: finetune\npipeline_tag: text-generation\n---\n',
  'config.json': '{"architectures":["MeadowForCausalLM"],"max_position_embeddings":2048}',
  'model-00001-of-00002.safetensors': part,
  'model-00002-of-00002.safetensors': part,
  'tokenizer_config.json': JSON.stringify({ chat_template: template }),
}

test('safetensors in parts: one artefact, digested as sha256sum writes its lines', async () => {
  const { artefacts, bases, modality, kind } = await onlyModel(sharded)
  const lines = [1, 2].map((number) => `${sha256(part)}  model-0000${number}-of-00002.safetensors\n`).join('')
  const [artefact] = artefacts
  assert.equal(artefact?.digest, sha256(lines))
  assert.deepEqual(
    [
      artefact?.architecture,
      artefact?.contextTokens,
      artefact?.parameters,
      artefact?.quantisation,
      artefact?.chatTemplate,
    ],
    ['MeadowForCausalLM', 2_048, 8, 'F32', sha256(template)],
  )
  assert.deepEqual(bases, [{ name: 'meadow/base', relation: 'finetune', claimedIn: ['README.md'] }])
  assert.deepEqual([modality, kind], ['text', 'model'])
})

test('chat templates that differ: none is taken', async () => {
  const { artefacts } = await onlyModel({ ...sharded, 'chat_template.jinja': `${template} ` })
  assert.equal(artefacts[0]?.chatTemplate, undefined)
  assert.deepEqual(
    artefacts[0]?.chatTemplates.map(({ path }) => path),
    ['chat_template.jinja', 'tokenizer_config.json'],
  )
})

test('several GGUF files in one folder: an artefact each', async () => {
  const { artefacts } = await onlyModel({ 'm.Q4.gguf': meadow, 'm.Q8.gguf': meadow })
  assert.deepEqual(
    artefacts.map(({ name }) => name),
    ['m.Q4', 'm.Q8'],
  )
})

const hostile = Buffer.concat([meadow.subarray(0, 8), Buffer.alloc(16, 0xff), Buffer.alloc(1_000)])
const pickle = Buffer.from([0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0])
const refused: readonly [
  why: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  expected: readonly string[],
][] = [
  ['a pickle', { 'pytorch_model.bin': pickle }, ['pytorch_model.bin pickle']],
  ['a pickle under another name', { 'model.safetensors': pickle }, ['model.safetensors pickle']],
  ['a header that claims what is not there', { 'a.gguf': hostile }, ['a.gguf unreadableHeader']],
  ['weights that are cut', { 'a.gguf': meadow.subarray(0, -8) }, ['a.gguf unreadableHeader']],
  ['a part that is missing', { 'm-00001-of-00002.safetensors': part }, ['m-00001-of-00002.safetensors partsMissing']],
  ['a configuration that is none', { 'a.safetensors': part, 'config.json': '[' }, ['a.safetensors unreadableHeader']],
]
for (const [why, files, expected] of refused) {
  test(`refused: ${why}`, async () => {
    const folder = newFolder()
    writeFiles(folder, files)
    const { file, exitCode } = await scanned(folder)
    const [model] = file.facts.models
    assert.deepEqual(
      model?.refused.map((one) => `${one.path} ${one.why}`),
      expected,
    )
    assert.deepEqual([model?.artefacts, exitCode], [[], 1])
    const { out } = await models('models scan .', folder, 'de')
    assert.match(out, /abgelehnt: /)
  })
}

test('programs that come with weights are named', async () => {
  const { code } = await onlyModel({
    'a.safetensors': part,
    'modeling.py': '',
    'config.json': '{"auto_map":{"AutoModel":"modeling.A"}}',
  })
  assert.deepEqual(code, ['config.json', 'modeling.py'])
})

test('a link out of the folder is not followed', async () => {
  const [folder, elsewhere] = [newFolder(), newFolder()]
  writeFiles(elsewhere, { 'secret.gguf': meadow })
  writeFiles(folder, { 'a.gguf': meadow })
  symlinkSync(join(elsewhere, 'secret.gguf'), join(folder, 'b.gguf'))
  const [model] = (await scanned(folder)).file.facts.models
  assert.deepEqual(
    [model?.files.map(({ path }) => path), model?.unread.map(({ path }) => path)],
    [['a.gguf'], ['b.gguf']],
  )
})

const revision = 'a'.repeat(40)

/** As huggingface_hub lays it out. */
function cacheWith(folder: string, content: Uint8Array, blobName = sha256(content)): void {
  const repository = join(folder, 'hub/models--meadow--Tales')
  writeFiles(repository, { [`blobs/${blobName}`]: content, 'refs/main': revision })
  mkdirSync(join(repository, 'snapshots', revision), { recursive: true })
  symlinkSync(`../../blobs/${blobName}`, join(repository, 'snapshots', revision, 'tales.gguf'))
}

for (const path of ['.', 'hub', 'hub/models--meadow--Tales', `hub/models--meadow--Tales/snapshots/${revision}`]) {
  test(`the cache of Hugging Face, from ${path.replace(revision, 'REVISION')}`, async () => {
    const folder = newFolder()
    cacheWith(folder, meadow)
    const { models: found } = (await scanned(folder, path)).file.facts
    assert.deepEqual(
      found.map(({ name, revision: at, refs, artefacts }) => [name, at, refs, artefacts[0]?.digest]),
      [['meadow/Tales', revision, ['main'], sha256(meadow)]],
    )
  })
}

test('a blob that is not what its name says is refused', async () => {
  const folder = newFolder()
  cacheWith(folder, meadow, sha256('something else'))
  const { refused: found, artefacts } = (await scanned(folder)).file.facts.models[0] ?? assert.fail('no model')
  assert.deepEqual([found.map(({ why }) => why), artefacts], [['notItsDigest'], []])
})

test('folders of models: each by its place, and a base among them by its name', async () => {
  const folder = newFolder()
  writeFiles(folder, {
    'meadow/base/a.gguf': meadow,
    ...Object.fromEntries(Object.entries(sharded).map(([path, content]) => [`meadow/tuned/${path}`, content])),
  })
  const { models: found } = (await scanned(folder)).file.facts
  assert.deepEqual(
    found.map(({ name, folder: at }) => [name, at]),
    [
      ['meadow/base', 'meadow/base'],
      ['meadow/tuned', 'meadow/tuned'],
    ],
  )
  assert.equal(found[1]?.bases[0]?.model, 'meadow/base')
})

test('the same files elsewhere: the same digest, and nothing of the machine in it', async () => {
  const [one, other] = [newFolder(), newFolder()]
  writeFiles(join(one, 'tales'), sharded)
  cpSync(join(one, 'tales'), join(other, 'tales'), { recursive: true })
  const [first, second] = [await scanned(one), await scanned(other)]
  assert.equal(first.file.digest, second.file.digest)
  assert.equal(first.file.digest, digestOf(first.file.facts))
  assert.ok(!JSON.stringify(first.file).includes(one))
})

test('a path that is not there, and a folder without files', async () => {
  const folder = newFolder()
  assert.equal((await models('models scan nowhere', folder)).exitCode, 2)
  assert.equal((await models('models scan .', folder)).exitCode, 1)
})

test('digests that were finished are not made again; of a file that has changed they are', async () => {
  const folder = newFolder()
  writeFiles(folder, { a: 'one', b: 'two' })
  const state = join(folder, 'state')
  const at = (path: string) => ({ path, place: join(folder, path) })
  await new Digests(state).of(at('a'), () => undefined)
  // As a process leaves it that dies while it writes.
  writeFileSync(state, '["b","3:1:1","', { flag: 'a' })
  const again = new Digests(state)
  assert.deepEqual(
    [await again.of(at('a'), () => undefined), await again.of(at('b'), () => undefined), again.resumedBytes],
    [sha256('one'), sha256('two'), 3],
  )
  writeFileSync(join(folder, 'c'), 'six')
  renameSync(join(folder, 'c'), join(folder, 'a'))
  const third = new Digests(state)
  assert.deepEqual([await third.of(at('a'), () => undefined), third.resumedBytes], [sha256('six'), 0])
})

test('a scan that is killed goes on, and comes to what it would have come to', async () => {
  const folder = newFolder()
  const names = ['a', 'b', 'c', 'd'].map((name) => `${name}.onnx`)
  for (const name of names) {
    writeFileSync(join(folder, name), '')
    truncateSync(join(folder, name), 200_000_000)
  }
  const state = join(folder, 'facts.json.state')
  // The program itself: the launcher before it would be killed alone.
  const program = join(import.meta.dir, '../../packages/server/src/main.ts')
  const command = [process.execPath, program, 'models', 'scan', '.', '--out', 'facts.json']
  const killed = Bun.spawn(command, { cwd: folder, stdout: 'ignore', stderr: 'ignore' })
  while (!existsSync(state) || readFileSync(state, 'utf8') === '') await Bun.sleep(5)
  killed.kill('SIGKILL')
  await killed.exited
  assert.equal(killed.signalCode, 'SIGKILL')
  assert.ok(!existsSync(join(folder, 'facts.json')))
  const { err } = await models('models scan . --out facts.json', folder)
  assert.match(err, /MB had been measured before/)
  assert.ok(!existsSync(state))
  const resumed = modelFactsFile.parse(JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')))
  assert.equal(resumed.digest, (await scanned(folder)).file.digest)
}, 30_000)
