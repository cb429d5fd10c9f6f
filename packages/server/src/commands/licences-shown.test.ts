// Goal: the commands that show and compare licences, from stellwerk.yaml and from standard input, with what they refuse.
import { strict as assert } from 'node:assert'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, test } from 'bun:test'

import { temporaryFolders } from '../../../../test/temporary-folders.ts'
import { lookIntoFolders } from '../lamps-wiring.ts'
import { runCommand } from './cli.ts'
import type { CommandWiring } from './command.ts'

const newFolder = temporaryFolders('licences-shown')
let cwd = ''

const yaml = `
operator: {country: DE, principalPlaceOfBusiness: DE, legalForm: company, competitorOf: [], groupAnnualRevenueUSD: 40000000, groupMAU: 0, groupMAUAtModelRelease: 0}
components:
  - {id: llama4, kind: model, name: Llama-4-Scout, modality: multimodal, declaredLicence: llama4, licence: LicenseRef-llama-4-community}
  - {id: free, kind: model, name: free-model, modality: text, declaredLicence: apache-2.0, licence: Apache-2.0}
  - id: distil
    kind: model
    name: DeepSeek-R1-Distill-Llama-8B
    modality: text
    declaredLicence: mit
    licence: MIT
    madeFrom: [{relation: finetune, component: llama31}]
  - {id: llama31, kind: model, name: Llama-3.1-8B, modality: text, licence: LicenseRef-llama-3.1-community}
  - {id: late, kind: model, name: Llama-3.2-3B, modality: text, licence: LicenseRef-llama-3.2-community, groupMAUAtModelRelease: 700000001}
  - {id: tuned, kind: model, name: Llama-3.2-3B-tuned, modality: text, licence: LicenseRef-llama-3.2-community, madeFrom: [{relation: finetune, component: late}]}
  - {id: engine, kind: engine, name: llama.cpp, licence: MIT}
  - {id: nameless, kind: model, name: somebody/model}
upstreams: [{id: mirror, kind: mirror}]
deployments: [{id: mirror, model: mirror, upstream: mirror}]
useCases:
  - id: letters
    title: Letters
    state: active
    deployments: [mirror]
    use: &office {audience: staff, exposure: internal, commercial: true, modelAsAService: false, purposes: [general-office], decisionMode: human-decides, placeOfUse: [DE], trainsOtherModelOnOutputs: false, redistributes: false, productMAU: 0}
`

beforeAll(() => {
  cwd = newFolder()
  writeFileSync(join(cwd, 'stellwerk.yaml'), yaml)
})

async function run(words: readonly string[], input?: string) {
  const out: string[] = []
  const err: string[] = []
  const io = {
    stdout: { write: (text: string) => out.push(text), columns: 140 },
    stderr: { write: (text: string) => err.push(text) },
    ...(input === undefined ? {} : { stdin: bytesOf(input) }),
    env: {},
    cwd,
  }
  // These commands use nothing else of the wiring.
  const wiring = {
    version: '1.2.3',
    now: () => Date.parse('2026-11-23T12:00:00Z'),
    lookIntoFolders,
  } as unknown as CommandWiring
  const exitCode = await runCommand(['licences', ...words], io, wiring)
  return { exitCode, out: out.join(''), err: err.join('') }
}

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text)
}

async function json(words: readonly string[], input?: string) {
  const { exitCode, out, err } = await run([...words, '--json'], input)
  assert.equal(exitCode, 0, err)
  return JSON.parse(out)
}

test('matrix: every component in every use, what needs a person first, the false tag marked', async () => {
  const { rows, about } = await json(['matrix'])
  assert.deepEqual(
    rows.map((row: Record<string, unknown>) => [row['component'], row['verdict'], row['isConflict']]),
    [
      ['Llama-3.2-3B', 'forbidden', false],
      ['Llama-3.2-3B-tuned', 'forbidden', false],
      ['Llama-4-Scout', 'forbidden', false],
      ['somebody/model', 'needs-review', false],
      ['DeepSeek-R1-Distill-Llama-8B', 'allowed-with-obligations', true],
      ['free-model', 'allowed', false],
      ['Llama-3.1-8B', 'allowed-with-obligations', false],
      ['llama.cpp', 'allowed', false],
    ],
  )
  assert.equal(about['Judged on'], '2026-11-23')
})

test('matrix: a figure of the component or of its base counts before that of the operator', async () => {
  const { rows } = await json(['matrix', '--component', 'late', '--component', 'tuned'])
  assert.deepEqual(
    rows.map(({ deciding }: { readonly deciding: readonly [{ readonly code: string }] }) => deciding[0].code),
    ['threshold_exceeded', 'threshold_exceeded'],
  )
})

test('matrix: what lies in a folder counts as it does for the lamp', async () => {
  const models = newFolder()
  writeFileSync(join(models, 'README.md'), '---\nlicense: apache-2.0\nbase_model: someorg/base-7b\n---\n')
  const before = readFileSync(join(cwd, 'stellwerk.yaml'), 'utf8')
  try {
    writeFileSync(
      join(cwd, 'stellwerk.yaml'),
      before.replace('name: free-model,', `name: free-model, folder: ${models},`),
    )
    const { out } = await run(['matrix', '--format', 'csv', '--lang', 'en'])
    const [line] = out.split('\n').filter((row) => row.includes('free-model'))
    assert.match(line ?? '', /needs review/)
    assert.match(out, /someorg\/base-7b/)
  } finally {
    writeFileSync(join(cwd, 'stellwerk.yaml'), before)
  }
})

test('show: the beginning of a name leads to it, not to one that is spelt alike', async () => {
  const { err, exitCode } = await run(['show', 'llama-4', '--lang', 'en'])
  assert.equal(exitCode, 2)
  assert.match(err, /Did you mean (LicenseRef-)?llama-4-community\?/)
})

test('matrix: as a table it tells the reason of what needs a person, and the age of the catalogue', async () => {
  const { out, exitCode } = await run(['matrix', '--lang', 'en'])
  assert.equal(exitCode, 0)
  assert.match(out, /^✗ Llama-4-Scout × letters\n {4}The licence does not extend to this place/m)
  assert.match(out, /^! DeepSeek-R1-Distill-Llama-8B × letters\n.*(\n.*)?Declared is “mit”/m)
  assert.match(out, /^Catalogue as of: \d{4}-\d{2}-\d{2}$/m)
  assert.ok(!out.includes('\u001B'))
})

test('matrix: what an office concluded is shown as its opinion until its day; what-if keeps a concluded licence', async () => {
  const before = cwd
  cwd = newFolder()
  const opinion = (concludes: string) =>
    `{component: nameless, ${concludes}, statedBy: legal department, source: file 12, reason: {de: gelesen, en: it was read}, givenOn: 2026-11-01, validUntil: 2026-12-31}`
  try {
    writeFileSync(join(cwd, 'stellwerk.yaml'), `${yaml}\nopinions: [${opinion('licence: MIT')}]`)
    const matrix = ['matrix', '--component', 'nameless']
    assert.equal((await json(matrix)).rows[0].verdict, 'allowed')
    assert.equal((await json([...matrix, '--on', '2027-01-01'])).rows[0].verdict, 'needs-review')
    const asked = await json(['what-if', '--component', 'nameless', '--use-case', 'letters', '--if', 'not-commercial'])
    assert.equal(asked.results[0].before, 'allowed')
    writeFileSync(join(cwd, 'stellwerk.yaml'), `${yaml}\nopinions: [${opinion('reviewed: true')}]`)
    const { out } = await run([...matrix, '--format', 'csv', '--lang', 'en'])
    assert.match(out, /legal department \(file 12\), valid until 2026-12-31/)
  } finally {
    cwd = before
  }
})

test('matrix: components and uses from standard input', async () => {
  const input = {
    components: [{ kind: 'model', name: 'm', licence: 'MIT' }],
    useCases: [
      {
        id: 'u',
        profile: {
          exposure: 'internal',
          audience: 'staff',
          commercial: false,
          purposes: ['general-office'],
          redistributes: false,
        },
      },
    ],
  }
  const { rows } = await json(['matrix', '--stdin'], JSON.stringify(input))
  assert.deepEqual(
    rows.map(({ component, useCase, verdict }: Record<string, unknown>) => [component, useCase, verdict]),
    [['m', 'u', 'allowed']],
  )
})

test('matrix: what the input says wrongly is told by name, counts as not stated, and ends with 1', async () => {
  const input = {
    components: [{ kind: 'model', name: 'm', licence: 7 }],
    useCases: [{ id: 'u', profile: { commercial: 'yes' } }],
  }
  const { exitCode, out, err } = await run(['matrix', '--stdin', '--json'], JSON.stringify(input))
  assert.equal(exitCode, 1)
  assert.match(err, /useCases\[0\]\.profile\.commercial: must be true or false/)
  assert.match(err, /components\[0\]\.licence: must be a text/)
  assert.equal(JSON.parse(out).rows[0].verdict, 'needs-review')
})

for (const [file, begins] of [
  ['m.csv', 'Component,Use case,Verdict'],
  ['m.html', '<!doctype html>'],
  ['m.xlsx', 'PK\u0003\u0004'],
  ['m.txt', 'Licence matrix: portfolio'],
] as const) {
  test(`matrix: --out ${file} takes the form from the ending; twice the same bytes`, async () => {
    const bytes = async () => {
      const { exitCode, out, err } = await run(['matrix', '--out', file, '--on', '2026-12-24'])
      assert.deepEqual([exitCode, out, err], [0, '', `${file}: 8 rows\n`])
      return readFileSync(join(cwd, file))
    }
    const first = await bytes()
    assert.ok(first.toString('latin1').startsWith(begins))
    assert.deepEqual(await bytes(), first)
  })
}

test('matrix --catalogue: filtered by class and licence', async () => {
  const { rows } = await json(['matrix', '--catalogue', '--licence', 'mit', '--licence', 'llama-4-community'])
  assert.deepEqual(
    rows.map(({ licence }: Record<string, unknown>) => licence),
    ['LicenseRef-llama-4-community', 'MIT'],
  )
  const research = await json(['matrix', '--catalogue', '--class', 'research-only'])
  assert.ok(research.rows.length > 0 && research.rows.length < 20)
})

test('what-if: the named questions, on components of stellwerk.yaml', async () => {
  const { results } = await json(['what-if', '--component', 'llama4', '--use-case', 'letters', '--if', 'moves-to=US'])
  assert.deepEqual(
    [results[0].before, results[0].after, results[0].effect],
    ['forbidden', 'allowed-with-obligations', 'milder'],
  )
  const { results: more } = await json([
    'what-if',
    '--component',
    'late',
    '--component',
    'free',
    '--use-case',
    'letters',
    '--set',
    'groupMAUAtModelRelease=700M',
    '--set',
    'exposure=hosted-service',
  ])
  assert.deepEqual(
    more.map(({ id, after }: Record<string, unknown>) => [id, after]),
    [
      ['late × letters', 'allowed-with-obligations'],
      ['free × letters', 'allowed'],
    ],
  )
})

test('what-if: on the cases of a file', async () => {
  const scenario = {
    id: 's',
    profile: {
      exposure: 'internal',
      audience: 'staff',
      commercial: false,
      purposes: ['general-office'],
      redistributes: false,
    },
    component: { kind: 'model', name: 'm', licence: 'CC-BY-NC-4.0' },
  }
  const { out, exitCode } = await run(
    ['what-if', '--stdin', '--if', 'commercial', '--lang', 'en'],
    JSON.stringify({ scenarios: [scenario] }),
  )
  assert.equal(exitCode, 0)
  assert.match(out, /^s\n {2}commercial: false → true\n\nInstead of "needs review": forbidden\.\n\+ m, CC-BY-NC-4\.0 /)
})

test('suggest: models of stellwerk.yaml and licences of the catalogue, the best first, with the reason', async () => {
  const { models, licences } = await json(['suggest', '--use-case', 'letters'])
  assert.deepEqual(
    models.order.map(({ name }: Record<string, unknown>) => name),
    [
      'free-model',
      'DeepSeek-R1-Distill-Llama-8B',
      'Llama-3.1-8B',
      'somebody/model',
      'Llama-3.2-3B',
      'Llama-3.2-3B-tuned',
      'Llama-4-Scout',
    ],
  )
  assert.match(models.why, /^free-model: allowed, 0 duties/)
  assert.ok(licences.order.length > 50)
})

test('suggest: without a configuration, from facts alone', async () => {
  const [empty, before] = [newFolder(), cwd]
  cwd = empty
  try {
    const { models, licences } = await json([
      'suggest',
      '--set',
      'exposure=internal',
      '--set',
      'audience=staff',
      '--set',
      'commercial=true',
    ])
    assert.deepEqual(models.order, [])
    assert.ok(licences.order.some(({ verdict }: Record<string, unknown>) => verdict === 'forbidden'))
  } finally {
    cwd = before
  }
})

test('diff: in both languages, with the sections of both sides', async () => {
  const { out } = await run(['diff', 'tongyi-qianwen', 'qwen-2024', '--lang', 'de'])
  assert.match(
    out,
    /^− Training anderer Modelle mit Ausgaben: in tongyi-qianwen „nein, .*\[5\.b.*“, in qwen-2024 „bedingt, .*\[5\.b\]“\.$/m,
  )
  const { changes } = await json(['diff', 'MIT', 'Apache-2.0'])
  assert.ok(changes.every(({ text, direction }: Record<string, unknown>) => text !== '' && direction !== ''))
})

test('show and list', async () => {
  const { out } = await run(['show', 'llama-4-community', '--lang', 'de'])
  assert.match(out, /^LicenseRef-llama-4-community\n/)
  assert.match(out, /^ {2}ohne EU, multimodale Modelle \[/m)
  assert.match(out, /^ {2}SHA-256 |^ {4}SHA-256 /m)
  assert.equal((await json(['show', 'mit'])).id, 'MIT')
  const { licences } = await json(['list'])
  assert.ok(licences.some(({ id }: Record<string, unknown>) => id === 'Apache-2.0'))
  assert.match((await run(['list', '--lang', 'en'])).out, /^LicenseRef-jamba-open-model .* not read$/m)
})

// What is refused, with what was probably meant.
const refused: readonly [words: string, says: RegExp][] = [
  ['matrix --format xlsx', /XLSX is no text: name a file/],
  ['matrix --format exel', /--format is one of table, csv, xlsx, html/],
  ['matrix --component lama4', /no component "lama4"\. Did you mean llama4\?/],
  ['matrix --use-case leters', /no use case "leters"\. Did you mean letters\?/],
  ['matrix --catalogue --class research', /no class "research"\./],
  ['matrix --catalogue --licence lama-4-community', /Did you mean llama-4-community\?/],
  ['matrix --on 2026-02-30', /--on wants a day/],
  ['matrix --on today', /--on wants a day/],
  ['matrix --stdin', /reads JSON from standard input/],
  ['matrix --out nowhere/m.csv', /nowhere\/m\.csv cannot be written \(ENOENT\)/],
  ['what-if --component llama4 --use-case letters', /what is to be different\?/],
  ['what-if --if moves-to=US', /of what\?/],
  ['what-if --component llama4 --use-case letters --if user=1', /Did you mean users\?/],
  ['what-if --component llama4 --use-case letters --set exposur=internal', /Did you mean exposure\?/],
  [
    'what-if --component llama4 --use-case letters --set component.licence=MTI',
    /no licence "MTI"\. Did you mean MIT\?/,
  ],
  ['suggest --use-case nothing', /no use case "nothing"/],
  ['suggest --use-case letters --set commercial=maybe', /true or false/],
  ['diff MIT', /"licences diff" wants A B/],
  ['diff MIT MTI', /Did you mean MIT\?/],
  ['diff MIT Apache-2.0 more', /has no use for "more"/],
  ['show', /"licences show" wants ID/],
  ['show banana', /no licence "banana"\. Known: stellwerk licences list/],
]
for (const [words, says] of refused) {
  test(`refused: ${words}`, async () => {
    const { exitCode, out, err } = await run([...words.split(' '), '--lang', 'en'])
    assert.equal(exitCode, 2)
    assert.match(err, says)
    assert.equal(out, '')
  })
}

test('input that has no lists says what they look like', async () => {
  for (const words of [
    ['matrix', '--stdin'],
    ['what-if', '--stdin', '--if', 'commercial'],
  ]) {
    const { exitCode, err } = await run([...words, '--lang', 'en'], '{"things":[]}')
    assert.equal(exitCode, 2)
    assert.match(err, /the input (needs two lists|has no list)/)
  }
})

test('nothing was left behind by a refused output', () => assert.ok(!existsSync(join(cwd, 'nowhere'))))
