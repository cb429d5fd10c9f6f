// Goal: what a server has recorded of itself leaves as training data where the licence lets it, and is marked as what it is.
import { afterEach, test } from 'bun:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type ConfigInput, parseConfig } from '@stellwerk/contract/config'

import { builtInCatalogue } from '../../packages/server/src/catalogue-in-force.ts'
import { runCommand } from '../../packages/server/src/commands/cli.ts'
import type { CommandWiring } from '../../packages/server/src/commands/command.ts'
import { openEvidenceOffice, openVault } from '../../packages/server/src/evidence-wiring.ts'
import { outputRulingsOf } from '../../packages/server/src/findings-wiring.ts'
import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import { auditedLog, typesOf } from '../journal/audited.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import {
  chat,
  chunk,
  clearLamps,
  events,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from './inside.ts'

const newFolder = temporaryFolders('training-data')

let inside: Inside | undefined
let engine: PlayedEngine | undefined
afterEach(async () => {
  await inside?.close()
  await engine?.close()
})

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const more: ConfigInput = {
  operator: {
    country: 'DE',
    principalPlaceOfBusiness: 'DE',
    legalForm: 'university',
    competitorOf: [],
    groupAnnualRevenueUSD: 0,
    groupMAU: 0,
    groupMAUAtModelRelease: 0,
  },
  components: [
    {
      id: 'weights',
      kind: 'model',
      name: 'Model-1',
      modality: 'text',
      licence: 'Apache-2.0',
      declaredLicence: 'apache-2.0',
    },
  ],
  deployments: [{ id: 'a', model: 'm', upstream: 'a', component: 'weights' }],
  useCases: [
    {
      id: 'test',
      title: 'Test',
      state: 'active',
      deployments: ['a'],
      lamps: clearLamps,
      record: { class: 'full', reason: 'test', until: tomorrow },
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
      },
    },
  ],
}

interface Line {
  readonly model: string
  readonly licences: readonly string[]
  readonly outputRules: readonly { readonly licence: string; readonly rule: string }[]
  readonly question: object
  readonly answer: string
}

test('answers of a running server, whole and as a stream, leave with model, licence and rule', async () => {
  const whole = Response.json(wholeAnswer('Zwölf.'))
  const pieces = [chunk('Zw'), chunk('ölf.'), chunk('', 'stop'), 'data: [DONE]\n\n']
  engine = playEngine((_, count) => (count === 1 ? whole : events(pieces)))
  inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }], more)
  for (const body of [chat('Wie spät ist es?'), chat('Wie spät ist es?', { stream: true })]) {
    const answer = await inside.post('/v1/chat/completions', body)
    assert.equal(answer.status, 200, await answer.clone().text())
    await answer.text()
  }
  await inside.opened.stop()

  const { data } = inside
  const config = parseConfig({ ...more, upstreams: [{ id: 'a', kind: 'vllm', url: engine.url }], data })
  const out = join(newFolder(), 'data.jsonl')
  let said = ''
  const stream = { write: (text: string) => (said += text) }
  // Only what this command asks for.
  const wiring = {
    version: '0.0.0',
    now: () => Date.now(),
    openVault: () => openVault(config, {}),
    openEvidenceOffice: () => openEvidenceOffice(config, { version: '0.0.0' }),
    logVkey: (_: string, origin: string) =>
      openLogKey({ path: join(data, 'keys', 'log.key'), origin, mayCreate: false }).vkey,
    outputRulings: async (_: unknown, id: string) =>
      outputRulingsOf(config, builtInCatalogue().catalogue, id, { digestOf: sha256, day: '2026-11-23' }),
  } as unknown as CommandWiring
  const words = ['licences', 'training-data', '--use-case', 'test', '--out', out, '--data', data]
  const exitCode = await runCommand(words, { stdout: stream, stderr: stream, env: {}, cwd: data }, wiring)
  assert.equal(exitCode, 0, said)

  const lines = readFileSync(out, 'utf8').trimEnd().split('\n')
  assert.deepEqual(
    lines.map((line) => {
      const { model, licences, outputRules, question, answer } = JSON.parse(line) as Line // Our own file.
      return { model, licences, outputRules: outputRules.map(({ licence, rule }) => [licence, rule]), question, answer }
    }),
    [0, 1].map(() => ({
      model: 'm',
      licences: ['Apache-2.0'],
      outputRules: [['Apache-2.0', 'free']],
      question: { messages: [{ role: 'user', content: 'Wie spät ist es?' }] },
      answer: 'Zwölf.',
    })),
  )
  assert.ok(typesOf((await auditedLog(data)).entries).includes('export'))
})
