// Goal: what the licence lamp of a route shows for what a configuration states, on both sides of each day that it names.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { parseConfig } from '@stellwerk/contract/config'
import type { Clearance } from '@stellwerk/contract/lamp'
import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'

import { Duties } from './duties.ts'
import type { FolderFacts } from '../folder-facts.ts'
import { dayOf, type Judged, judgeRoute } from './judge.ts'
import { isMetHere } from './met-here.ts'
import { routeFacts } from './route-facts.ts'

const known = indexCatalogue(catalogue)
const noon = '2026-11-23T12:00:00Z'

const operator = {
  country: 'DE',
  principalPlaceOfBusiness: 'DE',
  legalForm: 'company',
  competitorOf: [],
  groupAnnualRevenueUSD: 40_000_000,
  groupMAU: 0,
  groupMAUAtModelRelease: 0,
} as const
const use = {
  audience: 'staff',
  exposure: 'internal',
  commercial: true,
  purposes: ['general-office'],
  decisionMode: 'human-decides',
  placeOfUse: ['DE'],
  trainsOtherModelOnOutputs: false,
  redistributes: false,
  modelAsAService: false,
} as const
const stated = { statedBy: 'Legal department', source: 'file 12/26', validUntil: '2026-12-31' } as const
const reason = { de: 'Klausel 5', en: 'clause 5' }
const opinion = {
  component: 'm',
  statedBy: 'Counsel',
  source: 'file 7',
  reason: 'read',
  givenOn: '2026-11-01',
  validUntil: '2026-12-31',
}

const apache = { id: 'm', kind: 'model', name: 'M', modality: 'text', licence: 'Apache-2.0' } as const
const llama4 = {
  id: 'm',
  kind: 'model',
  name: 'L4',
  modality: 'multimodal',
  licence: 'LicenseRef-llama-4-community',
} as const
const unread = { id: 'm', kind: 'model', name: 'J', modality: 'text', licence: 'LicenseRef-jamba-open-model' } as const

interface Case {
  readonly component?: object
  readonly kind?: 'vllm' | 'openaiCompatible' | 'mirror'
  readonly statement?: object
  readonly opinions?: readonly object[]
  readonly use?: object | null
  readonly operator?: object
  readonly others?: readonly object[]
  readonly upstream?: object
  readonly frontEnds?: readonly object[]
  readonly found?: FolderFacts
}

function judge(what: Case, at = noon, duties = new Duties([], 30)): Judged {
  const { kind = 'vllm' } = what
  const now = Date.parse(at)
  const input = {
    operator: what.operator ?? operator,
    components: [...(what.component === undefined ? [] : [what.component]), ...(what.others ?? [])],
    opinions: what.opinions ?? [],
    upstreams: [{ id: 'u', kind, ...(kind === 'mirror' ? {} : { url: 'http://127.0.0.1:9' }), ...what.upstream }],
    deployments: [{ id: 'd', model: 'm', upstream: 'u', ...(what.component === undefined ? {} : { component: 'm' }) }],
    frontEnds: what.frontEnds ?? [],
    useCases: [
      {
        id: 'c',
        title: 'C',
        state: 'active',
        deployments: ['d'],
        ...(what.use === null ? {} : { use: what.use ?? use }),
        lamps: what.statement === undefined ? {} : { licence: what.statement },
      },
    ],
  }
  const config = parseConfig(input)
  const [route] = routeFacts(config, () => what.found ?? { licences: [], textSha256: [], claimedBases: [], doubts: [] })
  assert.ok(route !== undefined)
  return judgeRoute(route, {
    catalogue: known,
    now,
    standingOf: (facts, obligation) =>
      isMetHere(facts, obligation) ? { state: 'met' } : duties.standing(facts, obligation, dayOf(now)),
  })
}

const clear = { ...stated, state: 'clear' }
const blocked = { ...stated, state: 'blocked', reason }
const caution = { ...stated, state: 'caution', task: { text: 'look again', dueOn: '2026-12-01' } }
const doubt: FolderFacts = {
  licences: [],
  textSha256: [],
  claimedBases: [],
  doubts: [{ name: 'licence.components.m.digest', text: reason, suppliedBy: reason }],
}
const inFolder = (...licences: (readonly string[])[]): FolderFacts => ({
  licences,
  textSha256: [],
  claimedBases: [],
  doubts: [],
})
const withFolder = { ...apache, folder: '/m' }

const rows: readonly [why: string, what: Case, state: Clearance['state'], at?: string][] = [
  ['the mirror by itself', { kind: 'mirror', use: null }, 'clear'],
  ['the mirror, barred by an office', { kind: 'mirror', statement: blocked }, 'blocked'],
  ['the mirror, and the bar has run out', { kind: 'mirror', statement: blocked }, 'unknown', '2027-01-01T00:00:00Z'],
  ['the mirror, with a task', { kind: 'mirror', statement: caution }, 'caution'],
  ['nothing on file', {}, 'unknown'],
  ['nothing on file, cleared by an office', { statement: clear }, 'clear'],
  ['the same in the last millisecond', { statement: clear }, 'clear', '2026-12-31T23:59:59.999Z'],
  ['the same a millisecond later', { statement: clear }, 'unknown', '2027-01-01T00:00:00.000Z'],
  ['nothing on file, with a task', { statement: caution }, 'caution'],
  ['the same past its task', { statement: caution }, 'blocked', '2026-12-02T00:00:00Z'],
  ['Apache', { component: apache }, 'clear'],
  ['Apache, and nothing stated about the use', { component: apache, use: null, operator: {} }, 'unknown'],
  ['Apache, barred by an office', { component: apache, statement: blocked }, 'blocked'],
  ['Apache, with a task of an office', { component: apache, statement: caution }, 'caution'],
  ['Apache, and a clear that has run out', { component: apache, statement: clear }, 'clear', '2027-01-01T00:00:00Z'],
  ['Apache, and a bar that has run out', { component: apache, statement: blocked }, 'unknown', '2027-01-01T00:00:00Z'],
  ['Llama 4 in the EU', { component: llama4 }, 'blocked'],
  ['Llama 4 in the EU, cleared by an office', { component: llama4, statement: clear }, 'blocked'],
  [
    'Llama 4 elsewhere',
    { component: llama4, operator: { ...operator, country: 'US', principalPlaceOfBusiness: 'US' } },
    'caution',
  ],
  [
    'a fine-tune of Llama 4 under a tag',
    {
      component: { ...apache, madeFrom: [{ relation: 'finetune', component: 'base' }] },
      others: [{ ...llama4, id: 'base' }],
    },
    'blocked',
  ],
  [
    'the same by name',
    {
      component: {
        ...apache,
        madeFrom: [{ relation: 'finetune', name: 'L4', licence: llama4.licence, modality: 'multimodal' }],
      },
    },
    'blocked',
  ],
  [
    'two works of one name',
    {
      component: { ...apache, madeFrom: [{ relation: 'quantized', component: 'base' }] },
      others: [{ ...apache, id: 'base' }],
    },
    'clear',
  ],
  ['a licence that nobody has read', { component: unread }, 'unknown'],
  ['the same, reviewed', { component: unread, opinions: [{ ...opinion, reviewed: true }] }, 'clear'],
  [
    'the same, reviewed for another use case',
    { component: unread, opinions: [{ ...opinion, reviewed: true, useCases: [] }] },
    'unknown',
  ],
  [
    'the same before its first day',
    { component: unread, opinions: [{ ...opinion, reviewed: true }] },
    'unknown',
    '2026-10-31T23:59:59Z',
  ],
  [
    'the same after its last day',
    { component: unread, opinions: [{ ...opinion, reviewed: true }] },
    'unknown',
    '2027-01-01T00:00:00Z',
  ],
  [
    'a licence concluded for what has none',
    { component: { id: 'm', kind: 'model', name: 'M' }, opinions: [{ ...opinion, licence: 'Apache-2.0' }] },
    'clear',
  ],
  [
    'a review of the base alone',
    {
      component: { ...apache, madeFrom: [{ relation: 'finetune', component: 'base' }] },
      others: [{ ...unread, id: 'base' }],
      opinions: [{ ...opinion, component: 'base', reviewed: true }],
    },
    'unknown',
  ],
  ['an engine that says nothing by its kind', { component: apache, kind: 'openaiCompatible' }, 'unknown'],
  [
    'the same engine, named',
    {
      component: apache,
      kind: 'openaiCompatible',
      upstream: { component: 'e' },
      others: [{ id: 'e', kind: 'engine', name: 'E', licence: 'MIT' }],
    },
    'clear',
  ],
  [
    'a user interface under terms nobody knows',
    {
      component: apache,
      others: [{ id: 'w', kind: 'ui', name: 'W' }],
      frontEnds: [{ id: 'f', networks: ['10.0.0.0/8'], person: { method: 'none' }, component: 'w' }],
    },
    'unknown',
  ],
  [
    'the same, not shown there',
    {
      component: apache,
      use: { ...use, frontEnds: [] },
      others: [{ id: 'w', kind: 'ui', name: 'W' }],
      frontEnds: [{ id: 'f', networks: ['10.0.0.0/8'], person: { method: 'none' }, component: 'w' }],
    },
    'clear',
  ],
  ['a folder with its text', { component: withFolder, found: inFolder(['Apache-2.0']) }, 'clear'],
  [
    'a folder with the text of another licence',
    { component: withFolder, found: inFolder(['LicenseRef-apple-amlr']) },
    'blocked',
  ],
  ['a folder with a text that nobody knows', { component: withFolder, found: inFolder(['NO-LICENCE']) }, 'unknown'],
  [
    'a policy of two versions, one of them stated',
    { component: withFolder, found: inFolder(['Apache-2.0', llama4.licence]) },
    'clear',
  ],
  [
    'a policy of others',
    { component: withFolder, found: inFolder([llama4.licence, 'LicenseRef-jamba-open-model']) },
    'unknown',
  ],
  ['weights that are others', { component: withFolder, found: doubt }, 'unknown'],
  [
    'weights that are others, cleared by an office',
    { component: withFolder, found: doubt, statement: clear },
    'unknown',
  ],
]
for (const [why, what, state, at] of rows) {
  test(`licence lamp: ${why}: ${state}`, () => {
    const { clearance, reasons } = judge(what, at)
    assert.equal(clearance.state, state, `${reasons.join(' ')} ${JSON.stringify(clearance)}`)
  })
}

test('licence lamp: a refusal names licence, section and who can clear it', () => {
  const { clearance } = judge({ component: llama4 })
  assert.ok(clearance.state === 'blocked')
  const [first] = clearance.reasons
  assert.equal(first.basis, 'licence')
  assert.match(first.source, /^LicenseRef-llama-4-community \S/)
  assert.equal(first.clearedBy.en, 'legal department')
})

test('licence lamp: an office whose word counts is named, and until when', () => {
  const { opinions, evaluation, validUntil } = judge({ component: unread, opinions: [{ ...opinion, reviewed: true }] })
  assert.deepEqual(
    opinions.map(({ statedBy, validUntil: last }) => [statedBy, last]),
    [['Counsel', '2026-12-31']],
  )
  assert.ok(evaluation?.reasons.some(({ code, text }) => code === 'opinion' && text.en.includes('Counsel')))
  assert.equal(new Date(validUntil).toISOString(), '2027-01-01T00:00:00.000Z')
})

test('licence lamp: an opinion that nothing needs is not told to count', () => {
  assert.deepEqual(
    judge({ component: apache, opinions: [{ ...opinion, reviewed: true }], statement: clear }).opinions,
    [],
  )
})

test('licence lamp: a duty is a task until its day, and shuts after it', () => {
  const duties = new Duties([], 30)
  const abroad = { component: llama4, operator: { ...operator, country: 'US', principalPlaceOfBusiness: 'US' } }
  const first = judge(abroad, noon, duties)
  assert.ok(first.clearance.state === 'caution')
  assert.ok(first.clearance.tasks.every(({ dueOn }) => dueOn === '2026-12-23'))
  assert.equal(new Date(first.validUntil).toISOString(), '2026-12-24T00:00:00.000Z')
  assert.equal(judge(abroad, '2026-12-23T23:59:59.999Z', duties).clearance.state, 'caution')
  const late = judge(abroad, '2026-12-24T00:00:00.000Z', duties)
  assert.ok(late.clearance.state === 'blocked')
  assert.match(late.clearance.reasons[0].source, /^LicenseRef-llama-4-community \S/)
  assert.ok(late.reasons.includes('duty_overdue'))
})

test('licence lamp: the digest of the facts differs with each fact, and of the component with it alone', () => {
  const plain = judge({ component: apache })
  const other = judge({ component: apache, use: { ...use, endUsers30Days: 5 } })
  const newer = judge({ component: { ...apache, version: '2' } })
  assert.equal(plain.facts, judge({ component: apache }).facts)
  assert.equal(new Set([plain.facts, other.facts, newer.facts]).size, 3)
  assert.equal(plain.component, other.component)
  assert.notEqual(plain.component, newer.component)
  assert.equal(judge({}).component, undefined)
})
