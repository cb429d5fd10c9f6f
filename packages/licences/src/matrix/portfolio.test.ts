// Goal: what needs a person stands first, a line cites what decides, and duties stand beside an allow only.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { catalogue } from '../catalogue/catalogue.ts'
import { indexCatalogue } from '../catalogue-index.ts'
import type { Descended } from '../component.ts'
import type { Evaluation, LicenceObligation, Verdict, VerdictReason } from '../verdict.ts'
import type { Opinion } from '../opinion.ts'
import type { Profile } from '../profile.ts'
import { judgePair, portfolioLines } from './portfolio.ts'
import { portfolioDocument } from './portfolio-document.ts'

const known = indexCatalogue(catalogue)
const onDay = '2026-11-23'
const office: Profile = {
  audience: 'staff',
  exposure: 'internal',
  commercial: true,
  modelAsAService: false,
  purposes: ['general-office'],
  decisionMode: 'human-decides',
  placeOfUse: ['DE'],
  trainsOtherModelOnOutputs: false,
  redistributes: false,
}

function reason(change: Partial<VerdictReason> = {}): VerdictReason {
  return {
    code: 'grant',
    verdict: 'allowed',
    component: 'work',
    licence: 'MIT',
    section: '1',
    text: { de: 'weil', en: 'because' },
    isOverridable: false,
    ...change,
  }
}

const badge: LicenceObligation = {
  kind: 'badge',
  trigger: 'hosted-service',
  what: { de: 'Hinweis zeigen', en: 'show the badge' },
  who: 'gateway',
  evidence: { de: 'Beleg', en: 'evidence' },
  sources: [{ component: 'work', licence: 'MIT', section: '1' }],
}
const notify: LicenceObligation = { ...badge, kind: 'notify-licensor', who: 'legal' }

function evaluated(verdict: Verdict, change: Partial<Evaluation> = {}): Evaluation {
  return {
    verdict,
    reasons: [reason({ verdict })],
    obligations: [],
    missing: [],
    unknownPurposes: [],
    concluded: 'MIT',
    readings: { MIT: 1 },
    ...change,
  }
}

function pair(name: string, useCase: string, evaluation: Evaluation) {
  return { component: { kind: 'model', name } as const, useCase: { id: useCase, profile: {} }, evaluation }
}

test('forbidden, then needs-review, then the rest by name, whatever its case', () => {
  const pairs = [
    pair('b', 'two', evaluated('allowed')),
    pair('a', 'one', evaluated('allowed-with-obligations')),
    pair('Ab', 'one', evaluated('allowed')),
    pair('z', 'one', evaluated('needs-review')),
    pair('b', 'one', evaluated('allowed-with-obligations')),
    pair('z', 'one', evaluated('forbidden')),
    pair('c', 'one', evaluated('forbidden')),
    pair('y', 'one', evaluated('needs-review')),
  ]
  const lines = portfolioLines(pairs, { catalogue: known, onDay })
  assert.deepEqual(
    lines.map(({ verdict, component, useCase }) => `${verdict} ${component} ${useCase}`),
    [
      'forbidden c one',
      'forbidden z one',
      'needs-review y one',
      'needs-review z one',
      'allowed-with-obligations a one',
      'allowed Ab one',
      'allowed-with-obligations b one',
      'allowed b two',
    ],
  )
  assert.deepEqual(portfolioLines(pairs.toReversed(), { catalogue: known, onDay }), lines)
})

test('the strictest reason decides, the most telling first', () => {
  const reasons = [
    reason(),
    reason({ code: 'right_not_granted', verdict: 'forbidden', section: '2' }),
    reason({ code: 'territory_excluded', verdict: 'forbidden', section: '3' }),
    reason({ code: 'fact_missing', verdict: 'needs-review', section: '4' }),
  ]
  const [line] = portfolioLines([pair('a', 'one', evaluated('forbidden', { reasons }))], { catalogue: known, onDay })
  assert.deepEqual(
    line?.deciding.map(({ section }) => section),
    ['3', '2'],
  )
})

test('duties that the gateway meets by itself are not open; a forbidden use owes nothing', () => {
  const obligations = [badge, notify]
  const [refused, granted] = portfolioLines(
    [
      pair('a', 'one', evaluated('allowed-with-obligations', { obligations })),
      pair('b', 'one', evaluated('forbidden', { obligations })),
    ],
    { catalogue: known, onDay },
  )
  assert.deepEqual(granted?.open, [notify])
  assert.deepEqual(granted?.obligations, obligations)
  assert.deepEqual(refused?.obligations, [])
  const shown = { ...pair('a', 'one', evaluated('allowed-with-obligations', { obligations })), isMet: () => true }
  assert.deepEqual(portfolioLines([shown], { catalogue: known, onDay })[0]?.open, [])
})

test('declared and concluded stand side by side, with a mark and the reason where they differ', () => {
  const reasons = [
    reason({ verdict: 'allowed-with-obligations', code: 'duty' }),
    reason({
      verdict: 'allowed-with-obligations',
      code: 'declared_differs_from_base',
      text: { de: 'etikettiert', en: 'mislabelled' },
    }),
  ]
  const conflicting = {
    ...pair('a', 'one', evaluated('allowed-with-obligations', { reasons, concluded: 'MIT AND LicenseRef-x' })),
    component: { kind: 'model', name: 'a', declaredLicence: 'mit' } as const,
  }
  const lines = portfolioLines([conflicting, pair('b', 'one', evaluated('allowed'))], { catalogue: known, onDay })
  const { sheets } = portfolioDocument(lines, { catalogue: known, language: 'en', onDay })
  const texts = sheets[0].rows.map((row) =>
    Object.fromEntries(row.map(({ text }, at) => [sheets[0].columns[at]?.key, text])),
  )
  assert.equal(texts[0]?.['declared'], 'mit')
  assert.equal(texts[0]?.['concluded'], 'MIT AND LicenseRef-x')
  assert.equal(texts[0]?.['conflict'], '≠ conflict')
  assert.match(texts[0]?.['why'] ?? '', /mislabelled/)
  assert.equal(texts[1]?.['declared'], 'nothing')
  assert.equal(texts[1]?.['conflict'], 'none')
})

test('each cell leads to the first of its own reasons and duties', () => {
  const lines = portfolioLines(
    [
      pair('a', 'one', evaluated('forbidden', { reasons: [reason({ verdict: 'forbidden' }), reason()] })),
      pair('b', 'one', evaluated('allowed-with-obligations', { obligations: [notify] })),
      pair('c', 'one', evaluated('allowed-with-obligations', { obligations: [badge, notify] })),
    ],
    { catalogue: known, onDay },
  )
  const [portfolio, reasons, obligations] = portfolioDocument(lines, { catalogue: known, language: 'en', onDay }).sheets
  const linksTo = (sheet: string) =>
    portfolio.rows.map((row) => row.find(({ to }) => to?.sheet === sheet)?.to?.rowIndex)
  assert.deepEqual(linksTo('reasons'), [0, 2, 3])
  assert.deepEqual(linksTo('obligations'), [undefined, 0, 1])
  assert.equal(reasons?.rows[2]?.[0]?.text, 'b')
  assert.equal(obligations?.rows[1]?.[0]?.text, 'c')
})

test('a lineage that cannot be followed is a review, and the other lines stand', () => {
  let lineage: readonly Descended[] = []
  for (let depth = 0; depth < 40; depth++) lineage = [{ relation: 'finetune', parent: `p${depth}`, lineage }]
  const { evaluation } = judgePair(
    { kind: 'model', name: 'deep', licence: 'MIT', lineage },
    { id: 'u', profile: {} },
    { catalogue: known, onDay },
  )
  assert.equal(evaluation.verdict, 'needs-review')
  assert.match(evaluation.reasons[0]?.text.en ?? '', /generations/)
})

// Dates are counted from the day the document speaks of.
const checks: readonly [why: string, licence: string, verdict: Verdict, profile: object, on: string][] = [
  ['a review is due today', 'MIT', 'needs-review', {}, '2026-11-23'],
  ['nothing that could change: a year', 'MIT', 'allowed', {}, '2027-11-23'],
  ['terms that the licensor may change: a quarter', 'LicenseRef-llama-3.3-community', 'allowed', {}, '2027-02-22'],
  [
    'far from a running threshold: a quarter',
    'LicenseRef-kimi-k2-modified-mit',
    'allowed',
    { productMAU: 79_999_999, productMonthlyRevenueUSD: 0 },
    '2027-02-22',
  ],
  [
    'above 80 % of it: a month',
    'LicenseRef-kimi-k2-modified-mit',
    'allowed',
    { productMAU: 80_000_001, productMonthlyRevenueUSD: 0 },
    '2026-12-23',
  ],
]
for (const [why, licence, verdict, profile, on] of checks) {
  test(`next check: ${why}`, () => {
    const evaluation = evaluated(verdict, { readings: { [licence]: 1 } })
    const judged = { ...pair('a', 'one', evaluation), useCase: { id: 'one', profile } }
    assert.equal(portfolioLines([judged], { catalogue: known, onDay })[0]?.nextCheck.on, on)
  })
}

test('next check: what runs out earlier comes first', () => {
  const dates = [{ on: '2026-12-01', why: { de: 'Gutachten endet', en: 'opinion ends' } }]
  const judged = { ...pair('a', 'one', evaluated('allowed')), dates }
  assert.deepEqual(portfolioLines([judged], { catalogue: known, onDay })[0]?.nextCheck, dates[0])
})

test('an opinion fills a gap until its day, is told as such, and its end is the next check', () => {
  const opinion = {
    statedBy: 'legal department',
    source: 'file 12/26',
    reason: 'read at the vendor',
    givenOn: '2026-11-01',
    validUntil: '2026-12-31',
  }
  const work = { kind: 'model', name: 'm' } as const
  const use = (concludes: Opinion['concludes']) => ({ id: 'u', profile: office, opinions: [{ ...opinion, concludes }] })
  const lineOn = (day: string, concludes: Opinion['concludes']) => {
    const settings = { catalogue: known, onDay: day }
    return portfolioLines([judgePair(work, use(concludes), settings)], settings)[0]
  }
  const licence = { kind: 'licence', layer: 'm', licence: 'MIT' } as const
  assert.deepEqual(
    ['2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01'].map((day) => lineOn(day, licence)?.verdict),
    ['needs-review', 'allowed', 'allowed', 'needs-review'],
  )
  assert.equal(lineOn('2026-11-23', licence)?.nextCheck.on, '2026-12-31')
  const reviewed = lineOn('2026-11-23', { kind: 'reviewed' })
  assert.equal(reviewed?.verdict, 'allowed-with-obligations')
  const [sheet] = portfolioDocument([reviewed], { catalogue: known, language: 'en', onDay }).sheets
  assert.match(
    sheet.rows[0]?.map(({ text }) => text).join('\n') ?? '',
    /legal department \(file 12\/26\), valid until 2026-12-31/,
  )
})
