// Goal: what a LiteLLM has becomes upstreams, components and deployments; everything else is named with its reason; and no secret of it
// is anywhere in what is written or said.
import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { parseConfig } from '@stellwerk/contract/config'
import { parseBody } from '@stellwerk/contract/register/body'

import { temporaryFolders } from '../temporary-folders.ts'
import { documentAt, models } from './inventory.ts'
import { pageServers } from './servers.ts'

const newFolder = temporaryFolders('models-litellm')
const serve = pageServers()

/** Wherever a secret can stand. */
const canary = 'sk-canary-7f3a'

const configuration = `
model_list:
  - model_name: qwen3
    litellm_params: { model: hosted_vllm/Qwen/Qwen3-8B, api_base: "http://gpu-1.example:8000/v1", api_key: ${canary}, rpm: 10 }
    model_info: { mode: chat, owner: somebody }
  - model_name: qwen3
    litellm_params: { model: hosted_vllm/Qwen/Qwen3-8B, api_base: "http://gpu-2.example:8000/v1/", api_key: os.environ/GPU_2 }
  - model_name: tales
    litellm_params: { model: "ollama_chat/tales:8b", temperature: 0.2 }
  - model_name: finder
    litellm_params: { model: hosted_vllm/meadow/finder, api_base: "http://gpu-1.example:8000/v1" }
    model_info: { mode: embedding }
  - model_name: gpt
    litellm_params: { model: gpt-9, api_key: ${canary} }
  - model_name: claude
    litellm_params: { model: anthropic/claude, api_key: ${canary} }
  - model_name: "*"
    litellm_params: { model: "openai/*", api_base: "http://gpu-1.example:8000" }
  - model_name: own
    litellm_params: { model: openai/own, api_base: "https://me:${canary}@gpu-3.example" }
  - model_name: elsewhere
    litellm_params: { model: openai/own, api_base: os.environ/OWN_BASE }
  - model_name: painter
    litellm_params: { model: openai/painter, api_base: "http://gpu-1.example:9000" }
    model_info: { mode: image_generation }
  - model_name: chained
    litellm_params: { model: litellm_proxy/own, api_base: "http://other.example" }
general_settings: { master_key: ${canary}, database_url: "postgresql://a:${canary}@db.example/x" }
litellm_settings: { success_callback: [langfuse], num_retries: 3, cache: true }
environment_variables: { LANGFUSE_SECRET_KEY: ${canary}, HARMLESS: ${canary} }
router_settings: { routing_strategy: simple-shuffle }
`

async function imported(text: string, language?: string) {
  const folder = newFolder()
  writeFileSync(join(folder, 'litellm.yaml'), text)
  const end = await models('models import litellm litellm.yaml', folder, language)
  return { ...end, register: join(folder, 'register') }
}

test('engines, components and deployments', async () => {
  const { register, exitCode, err } = await imported(configuration)
  assert.equal(exitCode, 1, err)
  const documents = readdirSync(register)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => documentAt(join(register, name)))
  for (const { kind, body } of documents) parseBody(kind, body)
  assert.deepEqual(
    documents.map(({ kind, id }) => `${kind} ${id}`),
    [
      'component meadow-finder',
      'component qwen-qwen3-8b',
      'component tales-8b',
      'deployment finder-vllm-gpu-1-example-8000',
      'deployment qwen3-vllm-gpu-1-example-8000',
      'deployment qwen3-vllm-gpu-2-example-8000',
      'deployment tales-ollama-localhost-11434',
      'upstream ollama-localhost-11434',
      'upstream vllm-gpu-1-example-8000',
      'upstream vllm-gpu-2-example-8000',
    ],
  )
  const [, , , finder, qwen] = documents
  assert.deepEqual(finder?.body['endpoints'], ['embeddings'])
  assert.deepEqual(
    [qwen?.body['model'], qwen?.body['servedAs'], qwen?.body['component']],
    ['qwen3', 'Qwen/Qwen3-8B', 'qwen-qwen3-8b'],
  )
})

test('the section for stellwerk.yaml is one, with places for keys and without keys', async () => {
  const { register } = await imported(configuration)
  const text = readFileSync(join(register, 'stellwerk-upstreams.yaml.txt'), 'utf8')
  const { upstreams } = parseConfig(Bun.YAML.parse(text))
  assert.deepEqual(
    upstreams.map((upstream) => ('url' in upstream ? [upstream.kind, upstream.url, upstream.key] : [])),
    [
      ['vllm', 'http://gpu-1.example:8000', 'env:VLLM_GPU_1_EXAMPLE_8000_KEY'],
      ['vllm', 'http://gpu-2.example:8000', 'env:GPU_2'],
      ['ollama', 'http://localhost:11434', undefined],
    ],
  )
})

const left: readonly [what: string, why: RegExp][] = [
  ['gpt', /without api_base/],
  ['claude', /provider anthropic/],
  ['\\*', /any number of models/],
  ['own', /without credentials/],
  ['elsewhere', /in the variable OWN_BASE/],
  ['painter', /mode image_generation/],
  ['chained', /another gateway/],
  ['component tales-8b', /nothing about licence/],
  ['litellm_params\\.api_key \\(4×\\)', /a secret: was not read/],
  ['litellm_params\\.rpm \\(1×\\)', /useCases\[\]\.limits/],
  ['litellm_params\\.temperature \\(1×\\)', /stays with the caller/],
  ['model_info\\.owner \\(1×\\)', /no counterpart/],
  ['general_settings\\.master_key', /stellwerk keys create/],
  ['general_settings\\.database_url', /a secret/],
  ['litellm_settings\\.success_callback', /sends requests to others/],
  ['litellm_settings\\.num_retries', /several deployments/],
  ['litellm_settings\\.cache', /not cached/],
  ['environment_variables\\.HARMLESS', /a secret/],
  ['router_settings\\.routing_strategy', /several deployments/],
]
test('everything else is named with its reason', async () => {
  const { out } = await imported(configuration)
  for (const [what, why] of left) {
    const line = out.split('\n').find((each) => new RegExp(`^ {2}${what}: `).test(each))
    assert.match(line ?? `nothing about ${what}`, why)
  }
})

for (const language of ['en', 'de']) {
  test(`no secret is written or said: ${language}`, async () => {
    const { out, err, register } = await imported(configuration, language)
    const written = readdirSync(register).map((name) => readFileSync(join(register, name), 'utf8'))
    assert.ok(![out, err, ...written].join('').includes(canary))
  })
}

const unusable: readonly [why: string, text: string][] = [
  ['no YAML', `model_list: [${canary}`],
  ['a list', `- ${canary}`],
  ['aliases without end', `a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [${'*c,'.repeat(200)}*c]`],
]
for (const [why, text] of unusable) {
  test(`no configuration: ${why}`, async () => {
    const { exitCode, out, err } = await imported(text)
    assert.equal(exitCode, 1)
    assert.match(err, /no configuration of LiteLLM/)
    assert.ok(!`${out}${err}`.includes(canary))
  })
}

test('models that are none', async () => {
  const { exitCode, out } = await imported('model_list: [7, null, {}, {model_name: x, litellm_params: 7}]')
  assert.equal(exitCode, 1)
  assert.match(out, /model_list\[0\]: the name cannot be the name of a model/)
})

test('a running LiteLLM is asked with the key that is referred to', async () => {
  const keys: (string | null)[] = []
  const { url } = serve({
    '/model/info': (request: Request) => {
      keys.push(request.headers.get('authorization'))
      if (request.headers.get('authorization') === null) return new Response('', { status: 401 })
      const litellm_params = { model: 'hosted_vllm/a', api_base: 'http://gpu-1.example' }
      return Response.json({ data: [{ model_name: 'a', litellm_params, model_info: { id: 'x', db_model: false } }] })
    },
  })
  const folder = newFolder()
  const words = ['models', 'import', 'litellm', url]
  assert.equal((await models(words, folder)).exitCode, 2)
  const { out } = await models([...words, '--key', 'env:MASTER'], folder, 'en', { MASTER: canary })
  assert.deepEqual(keys, [null, `Bearer ${canary}`])
  assert.match(out, /deployment-a-vllm-gpu-1-example\.yaml \(written\)/)
  assert.ok(!out.includes(canary))
})

test('a key on the command line is refused', async () => {
  const { exitCode, err } = await models(
    ['models', 'import', 'litellm', 'http://127.0.0.1:9', '--key', canary],
    newFolder(),
  )
  assert.equal(exitCode, 2)
  assert.ok(!err.includes(canary))
})
