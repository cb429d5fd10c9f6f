// Goal: what stands beside safetensors is read as far as it is what it should be, and a pickle is told under any name.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { readModelConfig, readTokenizerTemplates } from './model-config.ts'
import { isPickle } from './pickle.ts'

const utf8 = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

const configs: readonly [why: string, config: object, expected: object][] = [
  ['nothing', {}, { namesCode: false }],
  [
    'an architecture',
    { architectures: ['MeadowForCausalLM'] },
    { architecture: 'MeadowForCausalLM', namesCode: false },
  ],
  ['an architecture with an escape', { architectures: ['a\u001b[2Jb'] }, { architecture: 'a [2Jb', namesCode: false }],
  ['an architecture that is none', { architectures: [7] }, { namesCode: false }],
  ['a context', { max_position_embeddings: 4_096 }, { contextTokens: 4_096, namesCode: false }],
  ['a context below', { text_config: { max_position_embeddings: 4_096 } }, { contextTokens: 4_096, namesCode: false }],
  ['a context that is none', { max_position_embeddings: -1 }, { namesCode: false }],
  ['a quantisation', { quantization_config: { quant_method: 'awq' } }, { quantisation: 'awq', namesCode: false }],
  ['code', { auto_map: { AutoModel: 'modeling.Meadow' } }, { namesCode: true }],
]
for (const [why, config, expected] of configs) {
  test(`config.json: ${why}`, () => assert.deepEqual(readModelConfig(utf8(config)), expected))
}

for (const text of ['', '[]', '{', '"x"', '\u00ff']) {
  test(`config.json: ${JSON.stringify(text)} is refused`, () =>
    assert.throws(() => readModelConfig(utf8(text)), { name: 'ArtefactUnreadable' }))
}

const templates: readonly [why: string, stated: unknown, expected: readonly (readonly string[])[] | undefined][] = [
  ['none', undefined, []],
  ['null', null, []],
  ['one', '{{ a }}', [['', '{{ a }}']]],
  [
    'several',
    [
      { name: 'default', template: 'd' },
      { name: 'rag', template: 'r' },
    ],
    [
      ['', 'd'],
      ['rag', 'r'],
    ],
  ],
  ['a number', 7, undefined],
  ['one without a text', [{ name: 'default' }], undefined],
  ['too many', Array.from({ length: 65 }, () => ({ name: 'a', template: 'b' })), undefined],
]
for (const [why, stated, expected] of templates) {
  test(`tokenizer_config.json: ${why}`, () => {
    const read = () => readTokenizerTemplates(utf8({ chat_template: stated }), 'tokenizer_config.json')
    if (expected === undefined) assert.throws(read, { name: 'ArtefactUnreadable' })
    else
      assert.deepEqual(
        read().map(({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')]),
        expected,
      )
  })
}

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from([...values, 0, 0, 0, 0, 0, 0])
const zip = utf8('PK\u0003\u0004.......................archive/data.pkl')
const pickles: readonly [why: string, name: string, beginning: Uint8Array, expected: boolean][] = [
  ['under its name', 'pytorch_model.bin', bytes(), true],
  ['of an optimiser', 'optimizer.pt', zip, true],
  ['under another name', 'model.safetensors', bytes(0x80, 4, 0x95), true],
  ['as an archive under another name', 'model.safetensors', zip, true],
  ['not: an archive of something else', 'a.npz', utf8('PK\u0003\u0004....a.npy'), false],
  ['not: GGUF that is called .bin', 'ggml-model.bin', utf8('GGUF....'), false],
  ['not: a header of 640 bytes', 'a.safetensors', Uint8Array.from([0x80, 2, 0, 0, 0, 0, 0, 0, 0x7b]), false],
  ['not: GGUF', 'a.gguf', utf8('GGUF'), false],
]
for (const [why, name, beginning, expected] of pickles) {
  test(`pickle ${why}`, () => assert.equal(isPickle(name, beginning), expected))
}
