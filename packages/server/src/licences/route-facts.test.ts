// Goal: which counts of users a route is judged by, where a model and its base came out at different times.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import { type ConfigInput, parseConfig } from '@stellwerk/contract/config'

import { routeFacts } from './route-facts.ts'

const rows: readonly [
  why: string,
  of: { operator?: number; tuned?: number; base?: number },
  counted: number | undefined,
][] = [
  ['nobody counted', {}, undefined],
  ['once for all', { operator: 5 }, 5],
  ['the model itself', { operator: 5, tuned: 7 }, 7],
  ['its base was released to more users', { operator: 5, base: 700_000_001 }, 700_000_001],
  ['its base was released to fewer users', { tuned: 7, base: 3 }, 7],
  ['nobody counted for the base', { tuned: 7 }, undefined],
  ['nobody counted for the model', { base: 7 }, undefined],
]
for (const [why, { operator, tuned, base }, counted] of rows) {
  test(`users at release: ${why}`, () => {
    const count = (users: number | undefined): { groupMAUAtModelRelease?: number } =>
      users === undefined ? {} : { groupMAUAtModelRelease: users }
    const input: ConfigInput = {
      ...(operator === undefined ? {} : { operator: count(operator) }),
      components: [
        { id: 'base', kind: 'model', name: 'base', licence: 'LicenseRef-llama-3.1-community', ...count(base) },
        {
          id: 'tuned',
          kind: 'model',
          name: 'tuned',
          licence: 'MIT',
          madeFrom: [{ relation: 'finetune', component: 'base' }],
          ...count(tuned),
        },
      ],
      upstreams: [{ id: 'engine', kind: 'vllm', url: 'http://127.0.0.1:8000' }],
      deployments: [{ id: 'model', model: 'model', upstream: 'engine', component: 'tuned' }],
      useCases: [{ id: 'office', title: 'Office', state: 'active', deployments: ['model'] }],
    }
    const [route] = routeFacts(parseConfig(input), () => ({
      licences: [],
      textSha256: [],
      claimedBases: [],
      doubts: [],
    }))
    assert.equal(route?.parts[0]?.profile.groupMAUAtModelRelease, counted)
  })
}

test('the mirror is ours until it plays the part of a model', () => {
  const input = (component: object): ConfigInput => ({
    components: [{ id: 'model', kind: 'model', name: 'm', licence: 'MIT' }],
    upstreams: [{ id: 'mirror', kind: 'mirror' }],
    deployments: [{ id: 'one', model: 'one', upstream: 'mirror', ...component }],
    useCases: [{ id: 'office', title: 'Office', state: 'active', deployments: ['one'] }],
  })
  const look = () => ({ licences: [], textSha256: [], claimedBases: [], doubts: [] })
  assert.equal(routeFacts(parseConfig(input({})), look)[0]?.isOwn, true)
  const [route] = routeFacts(parseConfig(input({ component: 'model' })), look)
  assert.deepEqual(
    [route?.isOwn, route?.parts.map(({ component }) => component.licence)],
    [false, ['MIT', 'Apache-2.0']],
  )
})

for (const [preset, licences] of [
  ['office', ['Apache-2.0', 'MIT']],
  ['code', ['Apache-2.0']],
] as const) {
  test(`the model that looks for personal data stands behind ${preset}: ${licences.length === 2}`, () => {
    const input: ConfigInput = {
      components: [
        { id: 'model', kind: 'model', name: 'm', licence: 'Apache-2.0' },
        { id: 'names', kind: 'model', name: 'names', licence: 'MIT' },
      ],
      privacy: { model: { path: '/m.onnx', sha256: 'a'.repeat(64), labels: { PER: 'PERSON' }, component: 'names' } },
      upstreams: [{ id: 'engine', kind: 'vllm', url: 'http://127.0.0.1:8000' }],
      deployments: [{ id: 'one', model: 'one', upstream: 'engine', component: 'model' }],
      useCases: [{ id: 'u', title: 'U', state: 'active', deployments: ['one'], personalData: { preset } }],
    }
    const [route] = routeFacts(parseConfig(input), () => ({
      licences: [],
      textSha256: [],
      claimedBases: [],
      doubts: [],
    }))
    const stated = route?.parts.filter(({ id }) => id !== undefined)
    assert.deepEqual(
      stated?.map(({ component }) => component.licence),
      licences,
    )
  })
}

const origins: readonly [why: string, claimed: string[], doubted: string[]][] = [
  ['no card names any', [], []],
  ['the base that is stated', ['someorg/Base-Model'], []],
  ['spelt as a header spells it', ['Base Model'], []],
  ['the base of the base', ['Grand'], []],
  ['the model itself, as a quantisation names it', ['someorg/tuned_model'], []],
  ['another one', ['meta-llama/Llama-3.1-8B'], ['meta-llama/Llama-3.1-8B']],
  ['one of two', ['Base-Model', 'other/model'], ['other/model']],
  ['one whose name only begins alike', ['Base-Model-2'], ['Base-Model-2']],
]
for (const [why, claimedBases, doubted] of origins) {
  test(`the card names ${why}`, () => {
    const config = parseConfig({
      components: [
        {
          id: 'tuned',
          kind: 'model',
          name: 'Tuned-Model',
          licence: 'MIT',
          folder: '/models/tuned',
          madeFrom: [{ relation: 'finetune', component: 'base' }],
        },
        {
          id: 'base',
          kind: 'model',
          name: 'Base-Model',
          licence: 'MIT',
          madeFrom: [{ relation: 'finetune', name: 'org/grand', licence: 'MIT' }],
        },
      ],
      upstreams: [{ id: 'engine', kind: 'vllm', url: 'http://127.0.0.1:8000' }],
      deployments: [{ id: 'model', model: 'model', upstream: 'engine', component: 'tuned' }],
      useCases: [{ id: 'office', title: 'Office', state: 'active', deployments: ['model'] }],
    })
    const [route] = routeFacts(config, () => ({ licences: [], textSha256: [], claimedBases, doubts: [] }))
    assert.deepEqual(
      route?.doubts.map(({ name, text }) => [name, /“(.*)”/.exec(text.en)?.[1]]),
      doubted.map((base) => ['licence.components.tuned.madeFrom', base]),
    )
  })
}
