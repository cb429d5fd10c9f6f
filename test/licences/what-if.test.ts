// Goal: one row per fact that flips a verdict (reference § 12), each told with the section that flips it.
import { strict as assert } from 'node:assert'

import { nearest } from '@stellwerk/contract/nearest'
import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import type { Component } from '@stellwerk/licences/component'
import type { Profile } from '@stellwerk/licences/profile'
import { factsAsked } from '@stellwerk/licences/questions'
import { withFacts } from '@stellwerk/licences/settable-facts'
import { type Verdict, verdicts } from '@stellwerk/licences/verdict'
import { whatIf } from '@stellwerk/licences/what-if'
import { test } from 'bun:test'

import { office } from './entry-cases.ts'

const known = indexCatalogue(catalogue)

type Flip = readonly [
  fact: string,
  work: Partial<Component>,
  use: Profile,
  change: { readonly if?: string; readonly set?: readonly string[] },
  before: Verdict,
  after: Verdict,
  /** Licence and section that a reason or duty which comes or goes has to name. */
  told: string,
]

const llama4 = { licence: 'LicenseRef-llama-4-community', modality: 'multimodal' } as const
const llama33 = { licence: 'LicenseRef-llama-3.3-community' }
const hiring = { ...office, purposes: ['employment-decision'] }
const [ok, duties, review, no] = ['allowed', 'allowed-with-obligations', 'needs-review', 'forbidden'] as const

const flips: readonly Flip[] = [
  [
    'seat, DE to US',
    llama4,
    office,
    { if: 'moves-to=US' },
    no,
    duties,
    'LicenseRef-llama-4-community AUP, unnumbered paragraph after the last numbered item',
  ],
  [
    'seat, US to DE',
    llama4,
    { ...office, operator: { country: 'US', principalPlaceOfBusiness: 'US', legalForm: 'company' } },
    { if: 'moves-to=DE' },
    duties,
    no,
    'LicenseRef-llama-4-community 1.a',
  ],
  [
    'modality, to text',
    llama4,
    office,
    { set: ['component.modality=text'] },
    no,
    duties,
    'LicenseRef-llama-4-community 1.a',
  ],
  [
    'decision mode',
    { licence: 'LicenseRef-gemma-tou-2024-04-01' },
    hiring,
    { if: 'fully-automated' },
    duties,
    no,
    'LicenseRef-gemma-tou-2024-04-01 PUP 3',
  ],
  [
    'users at release, one above 700 million',
    llama33,
    office,
    { if: 'users-at-release=700M' },
    duties,
    no,
    'LicenseRef-llama-3.3-community 2',
  ],
  [
    'users at release, one less',
    llama33,
    { ...office, groupMAUAtModelRelease: 700_000_001 },
    { set: ['groupMAUAtModelRelease=700M'] },
    no,
    duties,
    'LicenseRef-llama-3.3-community 2',
  ],
  [
    'text of 2024 to that of 2023',
    { licence: 'LicenseRef-qwen-2024' },
    { ...office, trainsOtherModelOnOutputs: true },
    { set: ['component.licence=LicenseRef-tongyi-qianwen'] },
    ok,
    no,
    'LicenseRef-tongyi-qianwen 5.b',
  ],
  [
    'version 0.6.5 to 0.6.6',
    { kind: 'ui', name: 'open-webui', licence: 'LicenseRef-open-webui-2025', version: '0.6.5' },
    { ...office, endUsers30Days: 51, changes: ['branding-replaced'] },
    { set: ['component.version=0.6.6'] },
    ok,
    no,
    'LicenseRef-open-webui-2025 4',
  ],
  [
    'commercial',
    { licence: 'CC-BY-NC-4.0' },
    { ...office, commercial: false },
    { if: 'commercial' },
    ok,
    no,
    'CC-BY-NC-4.0 2(a)(1)',
  ],
  ['not commercial', { licence: 'CC-BY-NC-4.0' }, office, { if: 'not-commercial' }, no, ok, 'CC-BY-NC-4.0 2(a)(1)'],
  [
    'running users, past 100 million',
    { licence: 'LicenseRef-qwen-2024' },
    office,
    { if: 'users=100M' },
    ok,
    no,
    'LicenseRef-qwen-2024 4',
  ],
  [
    'outputs train another model',
    { licence: 'LicenseRef-tongyi-qianwen' },
    office,
    { if: 'trains-models' },
    ok,
    no,
    'LicenseRef-tongyi-qianwen 5.b',
  ],
  [
    'a fact is taken away',
    llama33,
    office,
    { set: ['groupMAUAtModelRelease='] },
    duties,
    review,
    'LicenseRef-llama-3.3-community 2',
  ],
  [
    'place of use',
    { licence: 'LicenseRef-hunyuan-a13b-community' },
    { ...office, placeOfUse: ['US'] },
    { if: 'used-in=DE' },
    duties,
    no,
    'LicenseRef-hunyuan-a13b-community 5.c',
  ],
]

for (const [fact, work, use, change, before, after, told] of flips) {
  test(`flips: ${fact}`, () => {
    const component: Component = { kind: 'model', name: 'work', modality: 'text', ...work }
    const asked = change.if === undefined ? [] : factsAsked(change.if, nearest)
    const changed = withFacts({ profile: use, component }, [...asked, ...(change.set ?? [])], nearest)
    const answer = whatIf({ profile: use, component }, changed, known)
    const said = answer.sentences.map(({ en }) => en).join('\n')
    assert.deepEqual([answer.before.verdict, answer.after.verdict], [before, after], said)
    assert.equal(answer.effect, verdicts.indexOf(after) > verdicts.indexOf(before) ? 'stricter' : 'milder')
    const places = [...answer.reasons.added, ...answer.reasons.gone].map(
      ({ licence, section }) => `${licence} ${section}`,
    )
    assert.ok(places.includes(told), `${told} is not in:\n${said}`)
    for (const { de, en } of answer.sentences) assert.ok(de !== '' && en !== '')
  })
}

test('staff to customers: the verdict stays, and duties of a hosted service come with it', () => {
  const gemma = {
    profile: office,
    component: { kind: 'model', name: 'g', modality: 'text', licence: 'LicenseRef-gemma-tou-2024-04-01' },
  } as const
  const answer = whatIf(gemma, withFacts(gemma, factsAsked('offered-to-customers', nearest), nearest), known)
  assert.equal(answer.effect, 'same')
  const added = answer.obligations.added.map(({ kind }) => kind)
  assert.ok(added.includes('flow-down-use-restrictions') && added.includes('provide-licence-copy'), added.join(' '))
})

test('users that come after the release change nothing for Llama, and the answer says why', () => {
  const llama = { profile: office, component: { kind: 'model', name: 'l', modality: 'text', ...llama33 } } as const
  const answer = whatIf(llama, withFacts(llama, factsAsked('users=700M', nearest), nearest), known)
  assert.equal(answer.effect, 'same')
  assert.match(answer.remarks[0]?.en ?? '', /^LicenseRef-llama-3\.3-community 2 counts users once, at 2024-12-06/)
})

test('nothing changed, nothing told but the verdict', () => {
  const same = { profile: office, component: { kind: 'model', name: 'l', licence: 'MIT' } } as const
  const answer = whatIf(same, withFacts(same, ['commercial=true'], nearest), known)
  assert.deepEqual([answer.effect, answer.facts, answer.sentences.length], ['same', [], 1])
})
