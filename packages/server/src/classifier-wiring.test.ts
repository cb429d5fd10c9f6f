import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { test } from 'bun:test'
import { type Config, parseConfig } from '@stellwerk/contract/config'

import { temporaryFolders } from '../../../test/temporary-folders.ts'
import { classifierFindings, openClassifier } from './classifier-wiring.ts'
import manifest from './classifier/package/package.json'
import { PrivacyModelUnusable } from './classifier/unusable.ts'

// Goal: before a model is loaded the doctor says what is wrong with it, by file and next step, and no start goes past the same. Files are
// played: none of them is more than bytes here.

const newFolder = temporaryFolders('classifier-wiring')

/** ONNX Runtime as far as its place goes. */
function runtimeIn(data: string, versions: Readonly<Record<string, string>> = manifest.dependencies): void {
  const at = join(data, 'stellwerk-onnx', 'node_modules')
  const build = join(at, 'onnxruntime-node/bin/napi-v6', process.platform, process.arch, 'onnxruntime_binding.node')
  mkdirSync(dirname(build), { recursive: true })
  writeFileSync(build, '')
  for (const [name, version] of Object.entries(versions)) {
    mkdirSync(join(at, name), { recursive: true })
    writeFileSync(join(at, name, 'package.json'), JSON.stringify({ version }))
  }
}

const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex')

interface Installation {
  readonly config: Config
  readonly model: string
  readonly data: string
}

function installation(): Installation {
  const [data, folder] = [newFolder(), newFolder()]
  const model = join(folder, 'model.onnx')
  for (const name of ['model.onnx', 'tokenizer.json', 'config.json']) writeFileSync(join(folder, name), name)
  runtimeIn(data)
  const pinned = { path: model, sha256: sha256('model.onnx'), tokenizerSha256: sha256('tokenizer.json') }
  const config = parseConfig({
    data,
    components: [{ id: 'names', kind: 'model', name: 'Names', licence: 'MIT' }],
    privacy: { model: { ...pinned, component: 'names', labels: { PER: 'PERSON' } } },
  })
  return { config, model, data }
}

type Model = NonNullable<Config['privacy']['model']>

const withModel = ({ config }: Installation, change: (model: Model) => Model): Pick<Config, 'privacy' | 'data'> => {
  const { model } = config.privacy
  return { ...config, privacy: { ...config.privacy, model: model && change(model) } as Config['privacy'] } // One model for another.
}

const same = (model: Model): Model => model

/** Each breaks one thing. */
const broken: readonly [why: string, act: (one: Installation) => void, text: RegExp][] = [
  ['no model', ({ model }) => rmSync(model), /the file .*model\.onnx is missing or cannot be read/],
  [
    'a folder in its place',
    ({ model }) => {
      rmSync(model)
      mkdirSync(model)
    },
    /model\.onnx is missing or cannot be read/,
  ],
  ['another model', ({ model }) => writeFileSync(model, 'other'), /model\.onnx has another SHA-256/],
  ['no tokenizer', ({ model }) => rmSync(join(dirname(model), 'tokenizer.json')), /tokenizer\.json is missing/],
  [
    'another tokenizer',
    ({ model }) => writeFileSync(join(dirname(model), 'tokenizer.json'), 'other'),
    /tokenizer\.json has another SHA-256.*expected [0-9a-f]{64}, found [0-9a-f]{64}/,
  ],
  [
    'no runtime',
    ({ data }) => rmSync(join(data, 'stellwerk-onnx'), { recursive: true }),
    /ONNX Runtime is not installed \(looked in .*\): stellwerk engine install --onnx/,
  ],
  [
    'another version of the runtime',
    ({ data }) => runtimeIn(data, { 'onnxruntime-node': '1.0.0' }),
    /ONNX Runtime is not installed/,
  ],
  [
    'half a runtime',
    ({ data }) => rmSync(join(data, 'stellwerk-onnx/node_modules/@huggingface'), { recursive: true }),
    /ONNX Runtime is not installed/,
  ],
]
for (const [why, act, text] of broken) {
  test(`the doctor names it, and nothing starts: ${why}`, async () => {
    const one = installation()
    act(one)
    const [finding, ...more] = await classifierFindings(one.config)
    assert.deepEqual([finding?.check, finding?.state, more], ['privacyModel', 'problem', []])
    assert.match(finding?.text.en ?? '', text)
    assert.notEqual(finding?.text.de, finding?.text.en)
    const log = { event: () => assert.fail('nothing has started') }
    await assert.rejects(openClassifier(one.config, log), PrivacyModelUnusable)
  })
}

const lacking: readonly [why: string, change: typeof same, warning: RegExp | undefined][] = [
  ['everything is pinned', same, undefined],
  ['the tokenizer is not', ({ tokenizerSha256: _, ...model }) => model, /tokenizer\.json is not pinned/],
  ['no component', ({ component: _, ...model }) => model, /no component is named/],
]
for (const [why, change, warning] of lacking) {
  test(`the doctor: ${why}`, async () => {
    const [ok, ...warnings] = await classifierFindings(withModel(installation(), change))
    assert.equal(ok?.state, 'ok')
    assert.match(ok.text.en, /model\.onnx is the pinned file/)
    assert.deepEqual(
      warnings.map(({ state, text }) => [state, warning?.test(text.en)]),
      warning === undefined ? [] : [['warning', true]],
    )
  })
}

test('without a model there is nothing to say', async () => {
  assert.deepEqual(await classifierFindings(parseConfig({})), [])
})
