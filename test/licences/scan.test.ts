// Goal: what an artefact declares and what its texts and its bases show stand side by side, and they differ wherever a published case
// says that they do. Folders are made here with invented texts under the ids of the real licences.
import { strict as assert } from 'node:assert'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'bun:test'

import { parseConfig } from '@stellwerk/contract/config'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { fingerprintOf } from '@stellwerk/licences/identify/fingerprint'
import { indexTexts } from '@stellwerk/licences/identify/text-index'
import { wordsOf } from '@stellwerk/licences/identify/words'
import type { Conflict, ScannedArtefact } from '@stellwerk/licences/scan/lineage'
import { concludedExpression, suggestedComponents } from '@stellwerk/licences/scan/suggestion'
import type { LicenceTerms, LicenceText } from '@stellwerk/licences/terms'
import { suggestionYaml } from '@stellwerk/server/commands/licences-scan-report'
import { scanArtefact } from '@stellwerk/server/artefact-lineage'

import { temporaryFolders } from '../temporary-folders.ts'
import { ggufFile } from './gguf-file.ts'
import { sha256Hex } from './sha256.ts'

const newFolder = temporaryFolders('scan')

const sentence = (id: string): string =>
  `The invented terms that stand here for ${id}: whoever walks on the meadow shuts the gate.`
const text = (id: string, role: LicenceText['role'], isHashUsable = true): LicenceText => ({
  id,
  role,
  source: 'official-file',
  sha256: sha256Hex(new TextEncoder().encode(sentence(id))),
  ...fingerprintOf(wordsOf(sentence(id)), sha256Hex),
  isHashUsable,
})
const terms = (id: string, hubTags: readonly string[], texts: readonly LicenceText[]): LicenceTerms =>
  ({ id, hubTags, texts, duties: [], bans: [], reading: { number: 1, on: '2026-11-23' } }) as unknown as LicenceTerms // Nothing else is asked for.

const [mit, apache, llama31, llama32, llama2] = [
  'MIT',
  'Apache-2.0',
  'LicenseRef-llama-3.1-community',
  'LicenseRef-llama-3.2-community',
  'LicenseRef-llama-2-community',
] as const
const [hunyuan, mrl, kimi, policyAlone] = [
  'LicenseRef-hunyuan-3d-2.0-community',
  'LicenseRef-mistral-research-0.1',
  'LicenseRef-kimi-k3',
  'gpt-oss-usage-policy',
] as const
const catalogue = indexCatalogue([
  terms(mit, ['mit'], [text(mit, 'licence')]),
  terms(apache, ['apache-2.0'], [text(apache, 'licence')]),
  terms(llama31, ['llama3.1'], [text(llama31, 'licence'), text('llama-3.1-aup', 'policy')]),
  terms(llama32, ['llama3.2'], [text(llama32, 'licence'), text('llama-3.2-aup', 'policy')]),
  terms(llama2, ['llama2'], [text(llama2, 'licence'), text('llama-2-aup', 'policy')]),
  terms(hunyuan, [], [text(hunyuan, 'licence')]),
  terms(mrl, ['mrl'], [text(mrl, 'licence', false)]),
  terms(kimi, [], [text(kimi, 'licence', false)]),
  terms(policyAlone, [], [text(policyAlone, 'policy')]),
])
const texts = indexTexts(catalogue, { signatures: [], withoutEntry: [], templates: [] })

type Files = Readonly<Record<string, string | Uint8Array>>
const card = (front: Readonly<Record<string, unknown>>): string => `---\n${JSON.stringify(front)}\n---\n# A model\n`

function laidOut(files: Files): string {
  const root = newFolder()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

const scan = (
  root: string,
  folder: string,
  more: { readonly components?: readonly { id: string; name: string; licence?: string }[] } = {},
) => scanArtefact(join(root, folder), { catalogue, texts, roots: [root], components: [], withDigests: true, ...more })
const said = ({ conflicts }: ScannedArtefact): readonly string[] =>
  conflicts.map(({ code, declared, found }: Conflict) => `${code}: ${declared} / ${found}`)

// Reference § 6.4. What each case is about is published; the texts and files here are invented.
const published: readonly [
  artefact: string,
  folder: string,
  files: Files,
  declared: string,
  concluded: string | undefined,
  conflict: string,
][] = [
  [
    'a distillation says MIT, its base is Llama 3.1',
    'deepseek-ai/DeepSeek-R1-Distill-Llama-8B',
    {
      'deepseek-ai/DeepSeek-R1-Distill-Llama-8B/README.md': card({
        license: 'mit',
        base_model: 'meta-llama/Llama-3.1-8B',
        base_model_relation: 'finetune',
      }),
      'deepseek-ai/DeepSeek-R1-Distill-Llama-8B/LICENSE': sentence(mit),
      'meta-llama/Llama-3.1-8B/LICENSE': sentence(llama31),
      'meta-llama/Llama-3.1-8B/USE_POLICY.md': sentence('llama-3.1-aup'),
    },
    'mit',
    `${llama31} AND MIT`,
    `declared_differs_from_base: mit / ${llama31}`,
  ],
  [
    'an adapter says Apache, its base names a research licence that nobody has read',
    'vidore/colqwen2.5-v0.2',
    {
      'vidore/colqwen2.5-v0.2/README.md': card({
        license: 'apache-2.0',
        base_model: 'Qwen/Qwen2.5-VL-3B',
        base_model_relation: 'adapter',
      }),
      'vidore/colqwen2.5-v0.2/adapter_model.safetensors': '',
      'Qwen/Qwen2.5-VL-3B/README.md': card({ license: 'other', license_name: 'qwen-research' }),
      'Qwen/Qwen2.5-VL-3B/LICENSE': 'Terms that nobody has read.',
    },
    'apache-2.0',
    undefined,
    'declared_differs_from_base: apache-2.0 / other: qwen-research',
  ],
  [
    'a quantisation says Apache, its base is under a research licence known at second hand',
    'RedHatAI/Pixtral-Large-quantized.w4a16',
    {
      'RedHatAI/Pixtral-Large-quantized.w4a16/README.md': card({
        license: 'apache-2.0',
        base_model: 'mistralai/Pixtral-Large',
        base_model_relation: 'quantized',
      }),
      'mistralai/Pixtral-Large/README.md': card({ license: 'other', license_name: 'mrl' }),
      'mistralai/Pixtral-Large/LICENSE': sentence(mrl),
    },
    'apache-2.0',
    undefined,
    `declared_differs_from_base: apache-2.0 / ${mrl}`,
  ],
  [
    'a speech model says Apache, its backbone is Llama 3.2',
    'sesame/csm-1b',
    {
      'sesame/csm-1b/README.md': card({ license: 'apache-2.0', base_model: 'meta-llama/Llama-3.2-1B' }),
      'sesame/csm-1b/LICENSE': sentence(apache),
      'meta-llama/Llama-3.2-1B/LICENSE.txt': sentence(llama32),
      'meta-llama/Llama-3.2-1B/USE_POLICY.md': sentence('llama-3.2-aup'),
    },
    'apache-2.0',
    `Apache-2.0 AND ${llama32}`,
    `declared_differs_from_base: apache-2.0 / ${llama32}`,
  ],
  [
    'a shape model says Apache, its base excludes the EU',
    'PKU-YuanGroup/UltraShape-1.0',
    {
      'PKU-YuanGroup/UltraShape-1.0/README.md': card({ license: 'apache-2.0', base_model: ['tencent/Hunyuan3D-2.1'] }),
      'PKU-YuanGroup/UltraShape-1.0/LICENSE': sentence(apache),
      'tencent/Hunyuan3D-2.1/LICENSE': sentence(hunyuan),
    },
    'apache-2.0',
    `Apache-2.0 AND ${hunyuan}`,
    `declared_differs_from_base: apache-2.0 / ${hunyuan}`,
  ],
  [
    'a file in a library says Apache, the text beside it is Llama 2',
    'library/llava',
    {
      'library/llava/model.gguf': ggufFile({ 'general.license': 'apache-2.0', 'general.architecture': 'llama' }),
      'library/llava/LICENSE': sentence(llama2),
      'library/llava/USE_POLICY.md': sentence('llama-2-aup'),
    },
    'apache-2.0',
    llama2,
    `declared_differs_from_text: apache-2.0 / ${llama2}`,
  ],
  [
    'a conversion says Apache, its base has terms of its own',
    'AMAImedia/Kimi-K3-MXFP-GGUF',
    {
      'AMAImedia/Kimi-K3-MXFP-GGUF/README.md': card({ license: 'apache-2.0' }),
      'AMAImedia/Kimi-K3-MXFP-GGUF/k3-00001-of-00002.gguf': ggufFile({
        'general.base_model.count': 1,
        'general.base_model.0.name': 'Kimi K3',
        'general.base_model.0.repo_url': 'https://hub.example/moonshotai/Kimi-K3',
      }),
      'moonshotai/Kimi-K3/README.md': card({ license: 'other', license_name: 'kimi-k3' }),
      'moonshotai/Kimi-K3/LICENSE': sentence(kimi),
    },
    'apache-2.0',
    undefined,
    'declared_differs_from_base: apache-2.0 / other: kimi-k3',
  ],
  [
    'a card says Apache, a header says MIT, and no text is there',
    'XiaomiMiMo/MiMo-V2-Flash',
    {
      'XiaomiMiMo/MiMo-V2-Flash/README.md': card({ license: 'apache-2.0' }),
      'XiaomiMiMo/MiMo-V2-Flash/model.gguf': ggufFile({ 'general.license': 'mit' }),
    },
    'apache-2.0, mit',
    undefined,
    'claims_differ: apache-2.0 / mit',
  ],
]
for (const [artefact, folder, files, declared, concluded, conflict] of published) {
  test(`declared is not concluded: ${artefact}`, async () => {
    const found = await scan(laidOut(files), folder)
    assert.equal([...new Set(found.declared.map(({ licence }) => licence))].join(', '), declared)
    assert.equal(concludedExpression(found), concluded)
    assert.ok(said(found).includes(conflict), said(found).join('; '))
  })
}

const own: readonly [why: string, files: Files, concluded: string, conflicts: readonly string[]][] = [
  [
    'one licence and a card that says the same',
    { LICENSE: sentence(mit), 'README.md': card({ license: 'mit' }) },
    'MIT',
    [],
  ],
  ['a card that says nothing', { LICENSE: sentence(mit), 'README.md': card({ license: 'other' }) }, 'MIT', []],
  ['no card', { COPYING: sentence(mit) }, 'MIT', []],
  ['no text', { 'README.md': card({ license: 'mit' }) }, 'no_text', ['claimed_without_text: mit / ']],
  ['an unknown text', { LICENSE: `${sentence(mit)} And the key stays in it.` }, 'text_unknown', []],
  ['an unknown text beside a known one', { LICENSE: sentence(mit), 'USE_POLICY.md': 'Be good.' }, 'text_unknown', []],
  [
    'a licence as a picture beside a known one',
    { LICENSE: sentence(mit), 'LICENSE-2.pdf': '%PDF' },
    'text_unknown',
    [],
  ],
  ['other names of policies', { LICENSE: sentence(mit), 'TERMS.md': 'Be good.' }, 'text_unknown', []],
  ['more names of policies', { LICENSE: sentence(mit), 'Acceptable-Use.txt': 'Be good.' }, 'text_unknown', []],
  ['a licence with its name as ending', { 'LICENSE.mit': sentence(mit) }, 'MIT', []],
  ['a notice says what it likes', { LICENSE: sentence(mit), NOTICE: 'Made on a meadow.' }, 'MIT', []],
  ['the licences of others are theirs', { LICENSE: sentence(mit), 'THIRD-PARTY-LICENSES.txt': 'Many.' }, 'MIT', []],
  ['two licences', { LICENSE: sentence(mit), 'LICENSE-MODEL': sentence(hunyuan) }, 'several_licences', []],
  ['a licence without its policy', { LICENSE: sentence(llama31) }, 'policy_missing', []],
  [
    'a licence with the policy of another version',
    { LICENSE: sentence(llama31), 'USE_POLICY.md': sentence('llama-3.2-aup') },
    'policy_of_another',
    [],
  ],
  [
    'a licence with its policy',
    { LICENSE: sentence(llama31), 'USE_POLICY.md': sentence('llama-3.1-aup') },
    llama31,
    [],
  ],
  ['a policy alone', { 'USE_POLICY.md': sentence('llama-3.1-aup') }, 'no_text', []],
  ['a text known at second hand', { LICENSE: sentence(kimi) }, 'text_unknown', []],
  [
    'a licence in a folder below',
    { LICENSE: sentence(mit), 'vision/LICENSE': sentence(hunyuan) },
    'several_licences',
    [],
  ],
]
for (const [why, files, concluded, conflicts] of own) {
  test(`conclusion: ${why}`, async () => {
    const found = await scan(laidOut(files), '.')
    assert.equal(found.conclusion.licence ?? ('why' in found.conclusion && found.conclusion.why), concluded)
    assert.deepEqual(said(found), conflicts)
  })
}

test('a policy of its own accord stands beside the licence', async () => {
  const found = await scan(laidOut({ LICENSE: sentence(apache), USAGE_POLICY: sentence(policyAlone) }), '.')
  assert.equal(concludedExpression(found), `Apache-2.0 AND ${policyAlone}`)
})

const places: readonly [how: string, base: string, folder: string][] = [
  ['organisation and name', 'brook/brook-8b', 'brook/brook-8b'],
  ['in another case', 'Brook/Brook-8B', 'brook/brook-8b'],
  ['by its name alone', 'brook/brook-8b', 'brook-8b'],
  ['joined by dashes', 'brook/brook-8b', 'brook--brook-8b'],
  ['the cache of the hub', 'brook/brook-8b', 'models--brook--brook-8b/snapshots/0123'],
]
for (const [how, base, folder] of places) {
  test(`a base is found: ${how}`, async () => {
    const files = {
      'tales/LICENSE': sentence(mit),
      'tales/README.md': card({ base_model: base }),
      [`${folder}/LICENSE`]: sentence(hunyuan),
    }
    assert.equal(concludedExpression(await scan(laidOut(files), 'tales')), `${hunyuan} AND MIT`)
  })
}

const notFollowed: readonly [why: string, base: string, state: string][] = [
  ['it is not there', 'brook/brook-8b', 'not_on_disk'],
  ['a path upwards', '../secrets', 'no_name'],
  ['a path of the machine', '/etc', 'no_name'],
  ['an address', 'https://hub.example/brook/brook-8b', 'no_name'],
  ['three parts', 'a/b/c', 'no_name'],
  ['nothing but dots', '..', 'no_name'],
  ['itself', 'tales', 'circle'],
]
for (const [why, base, state] of notFollowed) {
  test(`a base is not followed: ${why}`, async () => {
    const root = laidOut({
      'tales/LICENSE': sentence(mit),
      'tales/README.md': card({ base_model: base }),
      'secrets/LICENSE': sentence(mit),
    })
    const found = await scanArtefact(join(root, 'tales'), {
      catalogue,
      texts,
      roots: [root, join(root, 'tales')],
      components: [],
      withDigests: false,
    })
    const [only] = found.bases
    assert.deepEqual([only?.name, only?.found], [base, { state: 'not_followed', why: state }])
    assert.equal(concludedExpression(found), undefined)
  })
}

test('a base that the configuration has counts with the licence that stands there', async () => {
  const root = laidOut({ 'tales/LICENSE': sentence(mit), 'tales/README.md': card({ base_model: 'brook/brook-8b' }) })
  const components = [{ id: 'brook', name: 'Brook/Brook-8B', licence: 'Apache-2.0' }]
  const found = await scan(root, 'tales', { components })
  assert.equal(concludedExpression(found), 'Apache-2.0 AND MIT')
  assert.deepEqual(suggestedComponents(found)[0]?.madeFrom, [{ relation: 'finetune', component: 'brook' }])
})

test('links: within the folder they count, out of it they are told and not followed', async () => {
  const root = laidOut({ 'tales/texts/mit': sentence(mit), 'elsewhere/LICENSE': sentence(hunyuan) })
  symlinkSync('texts/mit', join(root, 'tales/LICENSE'))
  symlinkSync('../elsewhere/LICENSE', join(root, 'tales/LICENSE-2'))
  symlinkSync('../elsewhere', join(root, 'tales/folder'))
  symlinkSync('nowhere', join(root, 'tales/broken'))
  symlinkSync('.', join(root, 'tales/itself'))
  const found = await scan(root, 'tales')
  assert.deepEqual(
    found.folder.texts.map(({ path }) => path),
    ['LICENSE'],
  )
  assert.deepEqual(
    found.folder.unread.map(({ path }) => path),
    ['LICENSE-2', 'broken', 'folder'],
  )
})

test('links: a revision in the cache of the hub may lead to its blobs', async () => {
  const root = laidOut({ 'models--a--b/blobs/1': sentence(mit), 'models--a--b/snapshots/r/keep': '' })
  symlinkSync('../../blobs/1', join(root, 'models--a--b/snapshots/r/LICENSE'))
  assert.equal(concludedExpression(await scan(root, 'models--a--b/snapshots/r')), 'MIT')
})

test('files that lie about their format are told, and what they claim does not count', async () => {
  const root = laidOut({
    'model.gguf': 'GGUF',
    'model.safetensors': '\u00ff'.repeat(20),
    'README.md': '---\nlicense: [\n---\n',
    LICENSE: sentence(mit),
  })
  const found = await scan(root, '.')
  assert.deepEqual(
    [found.declared, found.folder.unread.map(({ path }) => path)],
    [[], ['README.md', 'model.gguf', 'model.safetensors']],
  )
})

test('hostile YAML: aliases that multiply, and depth', async () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((letter, at) => `${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[at]}`).join(',')}]`)
    .join('\n')}`
  for (const front of [bomb, `license: ${'['.repeat(100_000)}`, 'license: mit\nlicense: other']) {
    const found = await scan(laidOut({ 'README.md': `---\n${front}\n---\n` }), '.')
    assert.deepEqual([found.declared, found.folder.unread.length], [[], 1])
  }
})

test('the folders are searched to a depth', async () => {
  const found = await scan(
    laidOut({ 'a/b/c/d/e/f/LICENSE': sentence(mit), 'a/b/c/d/e/f/g/LICENSE': sentence(mit) }),
    '.',
  )
  assert.deepEqual([found.folder.texts.length, found.folder.unread.map(({ path }) => path)], [1, ['a/b/c/d/e/f/g']])
})

test('weights have their digests, and a long GGUF is read on until its metadata is whole', async () => {
  const tokens = Array.from({ length: 200_000 }, (_, at) => `token ${at}`)
  const bytes = ggufFile({ 'tokenizer.ggml.tokens': tokens, 'general.license': 'mit' })
  assert.ok(bytes.length > 2_000_000)
  const found = await scan(laidOut({ 'model.gguf': bytes }), '.')
  assert.deepEqual(found.folder.weights, [{ path: 'model.gguf', bytes: bytes.length, sha256: sha256Hex(bytes) }])
  assert.equal(found.declared[0]?.licence, 'mit')
})

test('the suggestion is a configuration: each artefact once, what is not shown left out, strangers in their place', async () => {
  const root = laidOut({
    'tales/LICENSE': sentence(mit),
    'tales/README.md': card({
      license: ['mit', 'x\n- id: forged'],
      base_model: ['brook/brook-8b', 'far/away'],
      base_model_relation: 'twisted',
      datasets: ['songs'],
      pipeline_tag: 'image-text-to-text',
    }),
    'brook/brook-8b/README.md': card({ license: 'llama3.1' }),
  })
  const yaml = suggestionYaml(await scan(root, 'tales'), { language: 'en', cwd: root })
  const { components } = Bun.YAML.parse(yaml) as { components: unknown } // Compared as a whole below.
  assert.deepEqual(components, [
    {
      id: 'tales',
      kind: 'model',
      name: 'tales',
      modality: 'multimodal',
      declaredLicence: 'mit and x - id: forged',
      licence: 'MIT',
      folder: 'tales',
      madeFrom: [
        { relation: 'finetune', component: 'brook-brook-8b' },
        { relation: 'finetune', name: 'far/away' },
        { relation: 'trained-on', name: 'songs', kind: 'dataset' },
      ],
    },
    {
      id: 'brook-brook-8b',
      kind: 'model',
      name: 'brook/brook-8b',
      declaredLicence: 'llama3.1',
      folder: 'brook/brook-8b',
    },
  ])
  assert.match(yaml, /# concluded: nothing, no licence text is there/)
  assert.match(yaml, /# far\/away: relation not named, assumed \(twisted → finetune\)/)
  assert.deepEqual(parseConfig({ components }).components.length, 2)
})
