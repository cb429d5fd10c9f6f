// Goal: what engines say becomes objects whose every value is declared; digests that an engine does not tell are missing by name; and of
// its machine nothing is taken over. Engines are played on loopback.
import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, test } from 'bun:test'

import { parseBody } from '@stellwerk/contract/register/body'

import { llamaCpp } from '../engines/llamaCpp.ts'
import type { EngineProfile } from '../engines/profile.ts'
import { type ScriptedEngine, startEngine } from '../engines/scripted-engine.ts'
import { vllm } from '../engines/vllm.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { documentAt, models } from './inventory.ts'
import { pageServers } from './servers.ts'

const newFolder = temporaryFolders('models-engines')
const serve = pageServers()
const engines: ScriptedEngine[] = []
afterAll(() => Promise.all(engines.map((engine) => engine.stop())))

function started(profile: EngineProfile): string {
  const engine = startEngine(profile)
  engines.push(engine)
  return engine.url
}

/** What a folder has of one kind, by id. */
function objectsIn(folder: string, kind: 'component' | 'artefact' | 'deployment' | 'upstream') {
  const names = readdirSync(folder).filter((name) => name.startsWith(`${kind}-`))
  return names.toSorted().map((name) => {
    const { id, body } = documentAt(join(folder, name))
    return { id, body: JSON.parse(JSON.stringify(parseBody(kind, body))) }
  })
}

test('vLLM: components and deployments; no artefact, because it tells no digest', async () => {
  const folder = newFolder()
  const profile = { ...vllm, models: () => vllm.models(['org/model-7b', '/srv/jane/models/own']) }
  const { exitCode, out, err } = await models(['models', 'import', 'vllm', started(profile)], folder)
  assert.equal(exitCode, 1, err)
  assert.match(out, /artefact org\/model-7b: the engine tells no digest of the weights/)
  const register = join(folder, 'register')
  const [deployment, ...others] = objectsIn(register, 'deployment')
  assert.deepEqual(
    [deployment?.body.model, deployment?.body.upstream, deployment?.body.component, others.length],
    ['org/model-7b', 'vllm', 'org-model-7b', 1],
  )
  assert.deepEqual(objectsIn(register, 'artefact'), [])
  assert.deepEqual(objectsIn(register, 'upstream')[0]?.body.engineVersion.value, '0.33.0')
  assert.match(
    readFileSync(join(register, 'stellwerk-upstreams.yaml.txt'), 'utf8'),
    /kind: vllm\n {4}url: "http:\/\/127/,
  )
  // Whose folder it is on that machine is nobody's business here.
  assert.deepEqual(
    objectsIn(register, 'component').map(({ body }) => body.name),
    ['org/model-7b', 'own'],
  )
})

const weights = 'd'.repeat(64)
const template = '{{ .Prompt }}'
const ollamaPages = {
  '/api/version': { version: '0.31.0' },
  '/api/tags': {
    models: [
      {
        name: 'tales:8b',
        digest: 'e'.repeat(64),
        details: { format: 'gguf', family: 'meadow', quantization_level: 'Q4_K_M' },
      },
      { name: 'far:480b-cloud', remote_host: 'https://ollama.example', remote_model: 'far:480b' },
    ],
  },
  '/api/show': (request: Request) =>
    request.json().then((body: unknown) => {
      assert.ok(typeof body === 'object' && body !== null && 'model' in body)
      if (body.model !== 'tales:8b') return Response.json({})
      return Response.json({
        template,
        license: 'Whoever walks on the meadow shuts the gate.',
        modelfile: `# x\nFROM /srv/jane/.ollama/models/blobs/sha256-${weights}\nTEMPLATE x`,
        model_info: {
          'general.architecture': 'meadow',
          'general.parameter_count': 8_000_000,
          'meadow.context_length': 4_096,
          'general.base_model.0.name': 'Tales 8B',
          'general.base_model.0.organization': 'Meadow',
        },
        capabilities: ['completion'],
      })
    }),
}

test('Ollama: the digest of the weights, as it declares it; what runs elsewhere is left out', async () => {
  const folder = newFolder()
  const { exitCode, out, err } = await models(
    ['models', 'import', 'ollama', serve(ollamaPages).url, '--id', 'gpu-1'],
    folder,
  )
  assert.equal(exitCode, 1, err)
  assert.match(out, /far:480b-cloud: does not run at this engine/)
  const register = join(folder, 'register')
  const [artefact] = objectsIn(register, 'artefact')
  const declared = { provenance: 'declared', statedBy: 'ollama 0.31.0 at gpu-1', on: '2026-11-24' }
  assert.deepEqual(artefact?.body, {
    title: 'tales:8b',
    component: 'tales-8b',
    digest: { value: weights, ...declared },
    format: { value: 'gguf', ...declared },
    files: [],
    chatTemplate: { value: createHash('sha256').update(template).digest('hex'), ...declared },
    architecture: { value: 'meadow', ...declared },
    parameters: { value: 8_000_000, ...declared },
    contextTokens: { value: 4_096, ...declared },
    quantisation: { value: 'Q4_K_M', ...declared },
    licenceFiles: [],
    lineage: [{ relation: 'format-conversion', name: 'Meadow/Tales-8B' }],
  })
  assert.equal(objectsIn(register, 'deployment')[0]?.body.artefact, 'tales-8b')
  const all = readdirSync(register).map((name) => readFileSync(join(register, name), 'utf8'))
  assert.ok(!all.join('').includes('jane'))
})

test('an upstream of the configuration is asked with its key, and only its models are made', async () => {
  const folder = newFolder()
  const keys: (string | null)[] = []
  const { url } = serve({
    '/v1/models': (request: Request) => {
      keys.push(request.headers.get('authorization'))
      return Response.json(llamaCpp.models(['tales']))
    },
    '/props': { build_info: 'b9999', model_path: '/srv/jane/tales.gguf', chat_template: '{{ x }}' },
  })
  const config = `upstreams:\n  - { id: gpu-2, kind: llamaCpp, url: "${url}", key: env:GPU_KEY }\n`
  writeFileSync(join(folder, 'stellwerk.yaml'), config)
  const { exitCode, err } = await models(['models', 'add', 'gpu-2'], folder, 'en', { GPU_KEY: 'the-secret' })
  assert.equal(exitCode, 1, err)
  assert.deepEqual(keys, ['Bearer the-secret'])
  const register = join(folder, 'register')
  assert.deepEqual(readdirSync(register).toSorted(), ['component-tales.yaml', 'deployment-tales-gpu-2.yaml'])
  assert.ok(!readdirSync(register).some((name) => readFileSync(join(register, name), 'utf8').includes('secret')))
})

test('an upstream that nobody knows, and an engine that is not there', async () => {
  const folder = newFolder()
  writeFileSync(
    join(folder, 'stellwerk.yaml'),
    'upstreams:\n  - { id: gpu-2, kind: vllm, url: "http://127.0.0.1:9" }\n',
  )
  const unknown = await models('models add gpu-3', folder)
  assert.deepEqual([unknown.exitCode, /\(gpu-2\)/.test(unknown.err)], [1, true])
  assert.equal((await models('models add gpu-2', folder)).exitCode, 2)
  assert.equal((await models('models import ollama http://169.254.169.254', folder)).exitCode, 2)
  assert.equal((await models('models import ollama http://me:secret@127.0.0.1', folder)).exitCode, 1)
})

const odd: readonly [why: string, page: string | object][] = [
  ['no JSON', '<html>'],
  ['a list', []],
  ['models that are a text', { data: 'x' }],
  ['models without names', { data: [{}, null, 7, { id: 7 }] }],
]
for (const [why, page] of odd) {
  test(`an engine that answers with ${why}: nothing is made of it`, async () => {
    const folder = newFolder()
    await models(['models', 'import', 'vllm', serve({ '/v1/models': page }).url], folder)
    const register = join(folder, 'register')
    const made = readdirSync(folder).includes('register') ? readdirSync(register) : []
    assert.deepEqual(
      made.filter((name) => /^(?:component|deployment)/.test(name)),
      [],
    )
  })
}

test('names of models do not command a terminal', async () => {
  const { out } = await models(
    ['models', 'import', 'vllm', serve({ '/v1/models': { data: [{ id: 'a\u001b[2Jb' }] } }).url],
    newFolder(),
  )
  assert.ok(!out.includes('\u001b'))
})
