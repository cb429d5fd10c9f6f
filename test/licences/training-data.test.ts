// Goal: answers leave as training data only where every licence behind the model lets them, with model, licences and rule in each
// line and the duties beside them; and nothing leaves that the journal does not name.
import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { ConfigInput } from '@stellwerk/contract/config'
import { parseConfig } from '@stellwerk/contract/config'
import { commit } from '@stellwerk/contract/journal/commitment'
import type { EntryDraft } from '@stellwerk/contract/journal/entry'
import { exampleCut } from '@stellwerk/contract/journal/example-drafts'

import type { OpenedVault } from '../../packages/server/src/commands/command.ts'
import { hmacSha256 } from '../../packages/server/src/commands/journal-disclosure.ts'
import { builtInCatalogue } from '../../packages/server/src/catalogue-in-force.ts'
import { outputRulingsOf } from '../../packages/server/src/findings-wiring.ts'
import { clearLamps } from '../gateway/inside.ts'
import {
  type Installation,
  intent,
  newInstallation,
  originOf,
  outcome,
  start,
} from '../journal/written-installation.ts'
import { temporaryFolders } from '../temporary-folders.ts'

const newFolder = temporaryFolders('training')
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const period = '2026h2'
const useCase = 'citizen-letters'

function configOf(licence: string | undefined, opinions: ConfigInput['opinions'] = []): ConfigInput {
  return {
    opinions,
    operator: {
      country: 'DE',
      principalPlaceOfBusiness: 'DE',
      legalForm: 'company',
      competitorOf: [],
      groupAnnualRevenueUSD: 400_000,
      groupMAU: 0,
      groupMAUAtModelRelease: 0,
    },
    components:
      licence === undefined
        ? []
        : [{ id: 'weights', kind: 'model', name: 'Model-1', modality: 'text', licence, declaredLicence: licence }],
    upstreams: [{ id: 'u', kind: 'vllm', url: 'http://127.0.0.1:1' }],
    deployments: [
      { id: 'd', model: 'org/model-1', upstream: 'u', ...(licence === undefined ? {} : { component: 'weights' }) },
    ],
    useCases: [
      {
        id: useCase,
        title: 'Letters',
        state: 'active',
        deployments: ['d'],
        lamps: clearLamps,
        use: {
          audience: 'staff',
          exposure: 'internal',
          commercial: false,
          modelAsAService: false,
          purposes: ['general-office'],
          decisionMode: 'human-decides',
          placeOfUse: ['DE'],
          trainsOtherModelOnOutputs: false,
          redistributes: false,
          changes: [],
          productMAU: 0,
          endUsers30Days: 4,
          hasBasisForPersonalData: true,
          disclosesAi: true,
        },
      },
    ],
  }
}

const question = JSON.stringify({
  model: 'org/model-1',
  user: 'user-1',
  messages: [{ role: 'user', content: 'Wie spät ist es?' }],
})
const answer = JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content: 'Zwölf.' } }] })
const streamed = ['Zw', 'ölf.']
  .map((content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`)
  .concat('data: [DONE]\n\n')
  .join('')

/** What the vault keeps, and what the journal says of it. */
class Kept {
  readonly #records = new Map<string, { openings: Record<string, Uint8Array>; values: Record<string, Uint8Array> }>()

  /** Keeps a text of an entry and gives the commitment to it. */
  keep(index: number, field: string, text: string): string {
    const opening = new Uint8Array(createHash('sha256').update(`${index}${field}`).digest())
    const bytes = new TextEncoder().encode(text)
    const record = this.#records.get(String(index)) ?? { openings: {}, values: {} }
    record.openings[field] = opening
    record.values[field] = bytes
    this.#records.set(String(index), record)
    return Buffer.from(commit({ hmacSha256, opening, field, bytes })).toString('base64')
  }

  forget(index: number): void {
    this.#records.delete(String(index))
  }

  change(index: number, field: string, text: string): void {
    const record = this.#records.get(String(index))
    if (record !== undefined) record.values[field] = new TextEncoder().encode(text)
  }

  readonly vault: OpenedVault = {
    read: ({ index }) => this.#records.get(String(index)),
    close: () => undefined,
  }
}

/** A call that was answered, at this index. */
function answered(kept: Kept, id: string, index: number, said = answer): readonly [EntryDraft, EntryDraft] {
  const asked = intent(id, {
    model: 'org/model-1',
    deployment: 'd',
    commitments: { request: kept.keep(index, 'request', question) },
  })
  const closing = outcome(id, period, index)
  assert.ok(closing.type === 'outcome')
  const commitments = { deliveredResponse: kept.keep(index + 1, 'deliveredResponse', said) }
  return [asked, { ...closing, model: 'org/model-1', deployment: 'd', commitments }]
}

function lampOf(component: string | undefined): EntryDraft {
  return {
    type: 'licenceLamp',
    useCase,
    deployment: 'd',
    to: 'clear',
    verdict: 'allowed',
    facts: sha256('facts'),
    catalogue: sha256('catalogue'),
    component,
    reasons: [],
  }
}

interface World extends Installation {
  readonly component: string | undefined
  readonly out: string
}

function world(licence: string | undefined, kept: Kept, opinions: ConfigInput['opinions'] = []): World {
  const config = parseConfig(configOf(licence, opinions))
  const rulings = (id: string) =>
    outputRulingsOf(config, builtInCatalogue().catalogue, id, { digestOf: sha256, day: '2026-11-23' })
  const installation = newInstallation({
    openVault: async () => kept.vault,
    outputRulings: (_, id) => Promise.resolve(rulings(id)),
  })
  const out = join(newFolder(), 'data.jsonl')
  return { ...installation, component: rulings(useCase)?.[0]?.component?.digest, out }
}

const run = ({ run: command, out }: World, ...more: string[]) =>
  command('licences', 'training-data', '--use-case', useCase, '--out', out, ...more)

interface Line {
  readonly id: string
  readonly model: string
  readonly licences: readonly string[]
  readonly outputRules: readonly { licence: string; sections: readonly string[]; rule: string }[]
  readonly question: object
  readonly answer: string
}

function linesIn(file: string): readonly Line[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Line) // Our own file; a wrong shape fails the checks.
}

// Goal: the rule of each licence decides, and what nobody knows is no.
const licences: readonly [licence: string | undefined, says: RegExp | undefined, rule: string][] = [
  ['Apache-2.0', undefined, 'free'],
  ['LicenseRef-llama-3.3-community', undefined, 'named'],
  ['LicenseRef-qwen-2024', undefined, 'badged'],
  ['LicenseRef-gemma-tou-2025-03-24', undefined, 'student-is-derivative'],
  ['LicenseRef-llama-2-community', /output_training_barred; LicenseRef-llama-2-community, section 1\.b\.v\]/, 'barred'],
  ['LicenseRef-tongyi-qianwen', /output_training_barred; LicenseRef-tongyi-qianwen, section 5\.b\]/, 'barred'],
  [
    'LicenseRef-minimax-model-2025',
    /output_training_unclear; LicenseRef-minimax-model-2025, section whole text\]/,
    'silent',
  ],
  ['LicenseRef-jamba-open-model', /output_training_unclear; LicenseRef-jamba-open-model/, 'not-read'],
  ['LicenseRef-nobody-knows', /output_training_unclear; LicenseRef-nobody-knows/, 'not-read'],
  [undefined, /output_training_unclear; NO-LICENCE, section -\]/, ''],
]
for (const [licence, says, rule] of licences) {
  test(`training data under ${licence ?? 'no licence'}: ${says === undefined ? `written as ${rule}` : 'refused'}`, async () => {
    const kept = new Kept()
    const here = world(licence, kept)
    here.write(period, [start, lampOf(here.component), ...answered(kept, 'a', 2)])
    const { exitCode, err } = await run(here)
    assert.equal(exitCode, says === undefined ? 0 : 1, err)
    if (says === undefined) {
      const [line] = linesIn(here.out)
      assert.deepEqual(line?.licences, [licence])
      assert.equal(line?.outputRules[0]?.rule, rule)
    } else {
      assert.match(err, says)
      assert.ok(!existsSync(here.out) && !existsSync(`${here.out}.licences.json`))
      assert.deepEqual(here.recorded, [])
    }
    here.remove()
  })
}

// Goal: an office may say that a passage does not stand in the way; that it let the use go on says nothing about training.
const minimax = 'LicenseRef-minimax-model-2025'
const by = {
  component: 'weights',
  statedBy: 'Legal department',
  source: 'file 1/26',
  reason: { de: 'geprüft', en: 'looked at' },
  givenOn: '2026-11-01',
}
const concluded: readonly [why: string, opinion: object, exitCode: number][] = [
  ['the passage', { passages: [{ licence: minimax, section: 'whole text' }], validUntil: '2026-11-23' }, 0],
  [
    'the passage, a day too late',
    { passages: [{ licence: minimax, section: 'whole text' }], validUntil: '2026-11-22' },
    1,
  ],
  ['another passage', { passages: [{ licence: minimax, section: '2' }], validUntil: '2026-11-23' }, 1],
  ['the use as a whole', { reviewed: true, validUntil: '2026-11-23' }, 1],
]
for (const [why, opinion, exitCode] of concluded) {
  test(`training data with an opinion on ${why}: ${exitCode === 0 ? 'written' : 'refused'}`, async () => {
    const kept = new Kept()
    const here = world(minimax, kept, [{ ...by, ...opinion } as NonNullable<ConfigInput['opinions']>[number]]) // Parsed there.
    here.write(period, [start, lampOf(here.component), ...answered(kept, 'a', 2)])
    const ran = await run(here)
    assert.equal(ran.exitCode, exitCode, ran.err)
    here.remove()
  })
}

describe('what is written', () => {
  test('is question and answer without who asked, and the duties stand beside it', async () => {
    const kept = new Kept()
    const here = world('LicenseRef-llama-3.3-community', kept)
    here.write(period, [
      start,
      lampOf(here.component),
      ...answered(kept, 'whole', 2),
      ...answered(kept, 'streamed', 4, streamed),
    ])
    const { exitCode, out } = await run(here, '--json', '--recipient', 'Research')
    assert.equal(exitCode, 0)
    assert.deepEqual(JSON.parse(out), {
      out: here.out,
      rules: `${here.out}.licences.json`,
      pairs: 2,
      notKept: 0,
      otherComponent: 0,
    })
    for (const [index, line] of linesIn(here.out).entries()) {
      assert.equal(line.id, ['whole', 'streamed'][index])
      assert.deepEqual(line.question, { messages: [{ role: 'user', content: 'Wie spät ist es?' }] })
      assert.equal(line.answer, 'Zwölf.')
      assert.deepEqual(line.outputRules, [
        { licence: 'LicenseRef-llama-3.3-community', sections: ['1.b.i'], rule: 'named' },
      ])
    }
    const rules = readFileSync(`${here.out}.licences.json`, 'utf8')
    const sidecar = JSON.parse(rules) as {
      sha256: string
      works: { rules: { duties: { kind: string; fixedWords: string[] }[] }[] }[]
    } // Ours.
    assert.equal(sidecar.sha256, sha256(readFileSync(here.out, 'utf8')))
    const [duty] = sidecar.works[0]?.rules[0]?.duties ?? []
    assert.deepEqual([duty?.kind, duty?.fixedWords], ['name-prefix', ['Llama']])
    assert.deepEqual(here.recorded, [
      {
        logs: [{ origin: originOf(period), size: 6 }],
        manifest: sha256(rules),
        reason: `training data of ${useCase}`,
        recipient: 'Research',
      },
    ])
    here.remove()
  })

  test('leaves out what is not kept, was cut, or came from another or an unknown work', async () => {
    const kept = new Kept()
    const here = world('Apache-2.0', kept)
    const [asked] = answered(kept, 'cut', 10)
    here.write(period, [
      start,
      ...answered(kept, 'before-any-lamp', 1),
      lampOf(sha256('another work')),
      ...answered(kept, 'other-work', 4),
      lampOf(here.component),
      ...answered(kept, 'kept', 7),
      start,
      asked,
      exampleCut('cut', 10),
      ...answered(kept, 'erased', 12),
    ])
    kept.forget(13)
    const { exitCode, out } = await run(here, '--json')
    assert.equal(exitCode, 0)
    assert.deepEqual(
      linesIn(here.out).map(({ id }) => id),
      ['kept'],
    )
    const { pairs, notKept, otherComponent } = JSON.parse(out) as Record<string, number> // Ours.
    assert.deepEqual([pairs, notKept, otherComponent], [1, 1, 2])
    here.remove()
  })

  test('is nothing where the vault has another text than the journal committed to', async () => {
    const kept = new Kept()
    const here = world('Apache-2.0', kept)
    here.write(period, [start, lampOf(here.component), ...answered(kept, 'a', 2)])
    kept.change(3, 'deliveredResponse', answer.replace('Zwölf', 'Elf'))
    const { exitCode, err } = await run(here)
    assert.equal(exitCode, 2)
    assert.match(err, /deliveredResponse/)
    assert.ok(!existsSync(here.out))
    assert.deepEqual(here.recorded, [])
    here.remove()
  })

  test('is nothing where no texts are kept, and says so', async () => {
    const kept = new Kept()
    const here = world('Apache-2.0', kept)
    here.write(period, [start, lampOf(here.component), ...answered(kept, 'a', 2)])
    kept.forget(2)
    const { exitCode, err } = await run(here)
    assert.equal(exitCode, 1)
    assert.match(err, /1 without text in the vault \(record\.class: full\)/)
    assert.ok(!existsSync(here.out))
    here.remove()
  })

  test('never takes the place of a file', async () => {
    const here = world('Apache-2.0', new Kept())
    here.write(period, [start])
    writeFileSync(here.out, 'mine')
    assert.equal((await run(here)).exitCode, 2)
    assert.equal(readFileSync(here.out, 'utf8'), 'mine')
    here.remove()
  })
})

test('an evidence bundle with answers says which rules they stand under, and still verifies', async () => {
  const kept = new Kept()
  const here = world('LicenseRef-llama-2-community', kept)
  const log = here.write(period, [start, lampOf(here.component), ...answered(kept, 'a', 2)])
  const folder = `${join(newFolder(), 'bundle')}/`
  const words = [
    'journal',
    'export',
    '--request-id',
    'a',
    '--out',
    folder,
    '--recipient',
    'court',
    '--disclose',
  ] as const
  assert.equal((await here.run(...words, 'deliveredResponse')).exitCode, 0)
  const { outputs } = JSON.parse(readFileSync(join(folder, 'output-rules.json'), 'utf8')) as {
    outputs: { outcome: string; rules: { licence: string; sections: string[]; rule: string }[] }[]
  } // Our own file.
  assert.equal(outputs[0]?.outcome, 'barred')
  const [rule] = outputs[0]?.rules ?? []
  assert.deepEqual([rule?.licence, rule?.sections, rule?.rule], ['LicenseRef-llama-2-community', ['1.b.v'], 'barred'])
  assert.equal((await here.run('journal', 'verify', folder, '--vkey', log.vkey)).exitCode, 0)
  // Without answers there is nothing to say.
  const other = `${join(newFolder(), 'bundle')}/`
  const ran = await here.run('journal', 'export', '--request-id', 'a', '--out', other)
  assert.equal(ran.exitCode, 0)
  assert.ok(!existsSync(join(other, 'output-rules.json')))
  here.remove()
})

// Goal: who asks for what is not there hears so.
const wrong: readonly [why: string, words: readonly string[], says: RegExp][] = [
  ['no use case', ['--out', 'x'], /--use-case ID is missing/],
  ['no file', ['--use-case', useCase], /--out FILE is missing/],
  ['another use case', ['--use-case', 'other', '--out', 'x'], /there is no use case other/],
  ['another model', ['--use-case', useCase, '--model', 'm', '--out', 'x'], /has no model m/],
]
for (const [why, words, says] of wrong) {
  test(`training data: ${why}`, async () => {
    const here = world('Apache-2.0', new Kept())
    here.write(period, [start])
    const { exitCode, err } = await here.run('licences', 'training-data', ...words)
    assert.equal(exitCode, 2)
    assert.match(err, says)
    here.remove()
  })
}
