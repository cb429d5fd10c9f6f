import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { ConfigInvalid } from './config-problem.ts'
import { parseConfig } from './config.ts'

const model = { id: 'qwen', kind: 'model', name: 'Qwen3-32B', licence: 'Apache-2.0' }
const engine = { id: 'vllm', kind: 'engine', name: 'vLLM' }
const upstreams = [{ id: 'gpu', kind: 'vllm', url: 'http://127.0.0.1:8000' }]
const served = (more: object): object => ({
  upstreams,
  components: [model, engine],
  deployments: [{ id: 'd', model: 'qwen3', upstream: 'gpu', ...more }],
})
const useCase = { id: 'letters', title: 'Letters', state: 'active' }
const using = (use: object): object => ({ useCases: [{ ...useCase, use }] })
const operating = (operator: object): object => ({ operator })
const made = (madeFrom: object, more: readonly object[] = []): object => ({
  components: [{ ...model, madeFrom: [madeFrom] }, ...more],
})
const concluded = (more: object): object => ({
  components: [model],
  useCases: [useCase],
  opinions: [
    {
      component: 'qwen',
      statedBy: 'Legal department',
      source: 'file 12/26',
      reason: 'read by counsel',
      givenOn: '2026-11-23',
      validUntil: '2027-11-23',
      ...more,
    },
  ],
})
/** `length` components, each made from the next one twice. */
const diamonds = (length: number): object => ({
  components: Array.from({ length }, (_, at) => {
    const parent = { relation: 'merge', component: `c${at + 1}` }
    return { ...model, id: `c${at}`, madeFrom: at + 1 < length ? [parent, parent] : [] }
  }),
})
/** A component and so many parents that are told by name. */
const broad = (length: number): object => ({
  components: [{ ...model, madeFrom: Array.from({ length }, (_, at) => ({ relation: 'merge', name: `n${at}` })) }],
})
const chain = (length: number): object => ({
  components: Array.from({ length }, (_, at) => ({
    ...model,
    id: `c${at}`,
    madeFrom: at + 1 < length ? [{ relation: 'finetune', component: `c${at + 1}` }] : [],
  })),
})

// Goal: a licence fact that is written wrongly is refused by its place; its neighbour without the defect passes.
const rows: readonly [why: string, value: object, line: string | undefined][] = [
  ['a model', served({ component: 'qwen' }), undefined],
  [
    'a model nobody knows',
    served({ component: 'qwem' }),
    'deployments[0].component: there is no such component. Did you mean qwen?',
  ],
  ['an engine as a model', served({ component: 'vllm' }), 'deployments[0].component: names a component whose kind'],
  ['an engine', { ...served({}), upstreams: [{ ...upstreams[0], component: 'vllm' }] }, undefined],
  [
    'a model as an engine',
    { ...served({}), upstreams: [{ ...upstreams[0], component: 'qwen' }] },
    'upstreams[0].component: names',
  ],
  ['an id taken twice', { components: [model, model] }, 'components[1].id: this id is taken already'],
  [
    'a near kind',
    { components: [{ ...model, kind: 'modle' }] },
    'components[0].kind: unknown value. Did you mean model?',
  ],
  [
    'a licence with a blank',
    { components: [{ ...model, licence: 'Apache 2' }] },
    'components[0].licence: must be an SPDX id',
  ],
  [
    'a digest too short',
    { components: [{ ...model, digest: 'ab' }] },
    'components[0].digest: must consist of 64 digits',
  ],
  ['a parent by name', made({ relation: 'finetune', name: 'Llama 4', licence: 'LicenseRef-x' }), undefined],
  ['a parent by id', made({ relation: 'served-by', component: 'vllm' }, [engine]), undefined],
  [
    'a parent nobody knows',
    made({ relation: 'finetune', component: 'base' }),
    'components[0].madeFrom[0].component: there is no such',
  ],
  [
    'a parent by neither',
    made({ relation: 'finetune' }),
    'components[0].madeFrom[0].component: is missing: give either',
  ],
  [
    'a parent by both',
    made({ relation: 'served-by', component: 'vllm', licence: 'MIT' }, [engine]),
    'components[0].madeFrom[0].licence: stands beside component',
  ],
  [
    'a near relation',
    made({ relation: 'fine-tune', name: 'x' }),
    'components[0].madeFrom[0].relation: unknown value. Did you mean finetune?',
  ],
  ['a circle of one', made({ relation: 'finetune', component: 'qwen' }), 'components[0].madeFrom: leads in a circle'],
  [
    'a circle of two',
    {
      components: [
        { ...model, id: 'a', madeFrom: [{ relation: 'merge', component: 'b' }] },
        { ...model, id: 'b', madeFrom: [{ relation: 'merge', component: 'a' }] },
      ],
    },
    'components[0].madeFrom: leads in a circle',
  ],
  ['descent of 32 levels', chain(32), undefined],
  ['descent of 33 levels', chain(33), 'components[0].madeFrom: is deeper than 32 levels'],
  ['diamonds of 255 layers', diamonds(8), undefined],
  ['256 layers', broad(255), undefined],
  ['257 layers', broad(256), 'components[0].madeFrom: is deeper than 32 levels, or has more'],
  ['diamonds of 511 layers', diamonds(9), 'components[0].madeFrom: is deeper than 32 levels, or has more'],
  ['diamonds of 2^31 layers', diamonds(31), 'components[0].madeFrom: is deeper than 32 levels, or has more'],
  ['an operator', operating({ country: 'DE', legalForm: 'company', groupAnnualRevenueUSD: 0 }), undefined],
  ['a country in words', operating({ country: 'Germany' }), 'operator.country: must be a country code'],
  ['a legal form nobody knows', operating({ legalForm: 'gmbh' }), 'operator.legalForm: unknown value'],
  [
    'a negative revenue',
    operating({ groupAnnualRevenueUSD: -1 }),
    'operator.groupAnnualRevenueUSD: must be at least 0',
  ],
  [
    'a revenue that is no number',
    operating({ groupAnnualRevenueUSD: Number.NaN }),
    'operator.groupAnnualRevenueUSD: must be a number',
  ],
  ['an endless revenue', operating({ groupAnnualRevenueUSD: Infinity }), 'operator.groupAnnualRevenueUSD: must be'],
  ['half a user', operating({ groupMAU: 0.5 }), 'operator.groupMAU: must be a whole number'],
  ['a rate', operating({ exchangeRates: { CNY: { perUSD: 7.1, on: '2026-11-23' } } }), undefined],
  [
    'a rate of nothing',
    operating({ exchangeRates: { CNY: { perUSD: 0, on: '2026-11-23' } } }),
    'operator.exchangeRates.CNY.perUSD',
  ],
  ['a use', using({ purposes: ['general-office', 'medical'], exposure: 'internal', placeOfUse: ['DE'] }), undefined],
  [
    'a purpose in free text',
    using({ purposes: ['general office'] }),
    'useCases[0].use.purposes[0]: unknown value. Did you mean general-office?',
  ],
  ['a purpose twice', using({ purposes: ['medical', 'medical'] }), 'useCases[0].use.purposes: names an entry twice'],
  ['no place at all', using({ placeOfUse: [] }), 'useCases[0].use.placeOfUse: must have at least 1 entries'],
  [
    'a front end nobody knows',
    using({ frontEnds: ['chat'] }),
    'useCases[0].use.frontEnds[0]: there is no such front end',
  ],
  ['a fact that belongs to the operator', using({ groupMAU: 5 }), 'useCases[0].use.groupMAU: unknown key'],
  ['an opinion about a licence', concluded({ licence: 'MIT' }), undefined],
  [
    'an opinion about a passage',
    concluded({ passages: [{ licence: 'MIT', section: '1' }], useCases: ['letters'] }),
    undefined,
  ],
  ['an opinion about what is open', concluded({ reviewed: true }), undefined],
  ['an opinion that denies itself', concluded({ reviewed: false }), 'opinions[0].reviewed: unknown value'],
  ['an opinion about nothing', concluded({}), 'opinions[0].licence: wants exactly one'],
  ['an opinion about no passage', concluded({ passages: [] }), 'opinions[0].passages: must have at least 1 entries'],
  ['an opinion about both', concluded({ licence: 'MIT', reviewed: true }), 'opinions[0].licence: wants exactly one'],
  [
    'an opinion for nobody',
    concluded({ licence: 'MIT', useCases: ['leters'] }),
    'opinions[0].useCases[0]: there is no such use case. Did you mean letters?',
  ],
  ['an opinion of one day', concluded({ licence: 'MIT', validUntil: '2026-11-23' }), undefined],
  [
    'an opinion that ended before',
    concluded({ licence: 'MIT', validUntil: '2026-11-22' }),
    'opinions[0].validUntil: lies before givenOn',
  ],
  ['no time for tasks', { licences: { taskDays: 0 } }, 'licences.taskDays: must be at least 1'],
  ['a year for tasks', { licences: { taskDays: 366 } }, undefined],
  ['more than a year for tasks', { licences: { taskDays: 367 } }, 'licences.taskDays: must be at most 366'],
]
for (const [why, value, line] of rows) {
  test(`licence facts: ${why}`, () => {
    const lines = problemsIn(value)
    if (line === undefined) assert.deepEqual(lines, [])
    else
      assert.ok(
        lines.some((one) => one.startsWith(line)),
        lines.join('\n'),
      )
  })
}

function problemsIn(value: object): readonly string[] {
  try {
    parseConfig(value)
    return []
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.message.split('\n')
    throw error
  }
}
