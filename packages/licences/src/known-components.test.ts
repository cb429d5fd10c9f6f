// Goal: an engine, interface or store is known by name and version, at both sides of each change; what was never looked at is unknown.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { catalogue } from './catalogue/catalogue.ts'
import { kindOfKnown, licenceOfKnown, noteOnFamily } from './known-components.ts'

const hfoil = 'LicenseRef-hfoil-1.0'
const openWebui = 'LicenseRef-open-webui-2025'

const cases: readonly [name: string, version: string | undefined, licence: string | undefined][] = [
  ['text-generation-inference', '0.9.4', 'Apache-2.0'],
  ['text-generation-inference', '1.0.0', hfoil],
  ['text-generation-inference', '1.4.5', hfoil],
  ['text-generation-inference', '1.5.0', 'unknown version'],
  ['text-generation-inference', '2.0.0', 'Apache-2.0'],
  ['text-generation-inference', '10.0', 'Apache-2.0'],
  ['huggingface/text-generation-inference', 'v1.4', hfoil],
  ['TGI', 'latest', 'unknown version'],
  ['TGI', undefined, 'unknown version'],
  ['text-embeddings-inference', '1.2.0', hfoil],
  ['text-embeddings-inference', '1.2.1', 'Apache-2.0'],
  ['Open WebUI', '0.6.5', 'BSD-3-Clause'],
  ['Open WebUI', '0.6.6', openWebui],
  ['Open WebUI', '0.6.10', openWebui],
  ['open-webui/open-webui', 'v0.7', openWebui],
  ['open_webui', '0.6', 'BSD-3-Clause'],
  ['Open WebUI', '', 'unknown version'],
  ['vLLM', undefined, 'Apache-2.0'],
  ['SGLang', '0.4', 'Apache-2.0'],
  ['llama.cpp', 'b4567', 'MIT'],
  ['Ollama', '0.5.1', 'MIT'],
  ['Redis', '7.2.4', 'BSD-3-Clause'],
  ['Redis', '7.4.0', 'SSPL-1.0'],
  ['Redis', '7.4.9', 'SSPL-1.0'],
  ['Redis', '8.0.0', 'unknown version'],
  ['Elasticsearch', '7.10.2', 'unknown version'],
  ['Elasticsearch', '7.11.0', 'Elastic-2.0'],
  ['Elasticsearch', '9.0.0', 'Elastic-2.0'],
  ['Elasticsearch', undefined, 'unknown version'],
  ['qdrant', '1.9', 'Apache-2.0'],
  ['pgvector', '0.8.0', 'PostgreSQL'],
  ['some-engine', '1.0', undefined],
  ['', '1.0', undefined],
  ['__proto__', '1.0', undefined],
  ['constructor', undefined, undefined],
  ['v'.repeat(100_000), '1.0', undefined],
]
for (const [name, version, licence] of cases) {
  test(`known component: ${name.slice(0, 60)} ${version ?? 'without a version'}`, () => {
    const found = licenceOfKnown(name, version)
    assert.equal(typeof found === 'object' ? found.licence : found, licence)
    if (typeof found !== 'object') return
    assert.ok(catalogue.some(({ id }) => id === found.licence))
    assert.ok(kindOfKnown(name) !== undefined)
  })
}

test('known component: BSD, PostgreSQL and CUDA are named, and nobody has read them', () => {
  for (const id of ['BSD-3-Clause', 'PostgreSQL', 'LicenseRef-nvidia-cuda-eula'])
    assert.equal(catalogue.find((entry) => entry.id === id)?.source, 'not-read')
})

const names: readonly [name: string, hasNote: boolean][] = [
  ['google/gemma-3-27b-it', true],
  ['Gemma', true],
  ['Qwen2.5-72B-Instruct', true],
  ['DeepSeek-R1-Distill-Llama-8B', true],
  ['01-ai/Yi-34B', true],
  ['yield-model', false],
  ['Kimi-K3', true],
  ['GLM-5.3', true],
  ['phi-4', false],
  ['constructor', false],
]
for (const [name, hasNote] of names) {
  test(`family: ${name}`, () => assert.equal(noteOnFamily(name) !== undefined, hasNote))
}

test('family: no name of a model is a known component', () => {
  for (const [name] of names) assert.equal(licenceOfKnown(name, '1.0'), undefined)
})
