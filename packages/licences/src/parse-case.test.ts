// Goal: whatever comes from outside becomes a case or a problem that names its place, and a problem never opens anything.
import { strict as assert } from 'node:assert'
import { describe, test } from 'bun:test'
import fc from 'fast-check'

import { catalogue } from './catalogue/catalogue.ts'
import { indexCatalogue } from './catalogue-index.ts'
import { evaluate } from './evaluate.ts'
import { LineageRefused } from './layers.ts'
import { parseCase } from './parse-case.ts'

const known = indexCatalogue(catalogue)
const component = { kind: 'model', name: 'm', licence: 'MIT' }

const rows: readonly [why: string, value: unknown, problems: string[]][] = [
  ['a whole case', { profile: { commercial: true, purposes: ['research'] }, component }, []],
  [
    'null is the same as absent',
    { profile: { commercial: null }, component: { ...component, declaredLicence: null } },
    [],
  ],
  ['fields that nobody knows', { profile: { colour: 'red' }, component, notes: 1 }, []],
  ['no object', 5, ['', 'profile', 'component']],
  ['a list', [], ['', 'profile', 'component']],
  ['no component', { profile: {} }, ['component']],
  ['no profile', { component }, ['profile']],
  ['a word for a flag', { profile: { commercial: 'yes' }, component }, ['profile.commercial']],
  ['users below none', { profile: { productMAU: -1 }, component }, ['profile.productMAU']],
  ['a number in quotes', { profile: { groupMAU: '7' }, component }, ['profile.groupMAU']],
  ['no number', { profile: { groupAnnualRevenueUSD: Number.NaN }, component }, ['profile.groupAnnualRevenueUSD']],
  ['an exposure that nobody knows', { profile: { exposure: 'somewhere' }, component }, ['profile.exposure']],
  ['a purpose that is no text', { profile: { purposes: [1] }, component }, ['profile.purposes']],
  ['purposes that are no list', { profile: { purposes: 'medical' }, component }, ['profile.purposes']],
  ['a change that nobody knows', { profile: { changes: ['painted'] }, component }, ['profile.changes']],
  ['a country that is a number', { profile: { operator: { country: 49 } }, component }, ['profile.operator.country']],
  ['a rate without a day', { profile: { exchangeRates: { CNY: { perUSD: 7 } } }, component }, []],
  ['a kind that nobody knows', { profile: {}, component: { ...component, kind: 'toaster' } }, ['component.kind']],
  ['a name of 501 characters', { profile: {}, component: { name: 'm'.repeat(501) } }, ['component.name']],
  ['a name of 500 characters', { profile: {}, component: { name: 'm'.repeat(500) } }, []],
  ['a layer that is no object', { profile: {}, component: { ...component, lineage: [7] } }, ['component.lineage[0]']],
  [
    'a licence deep inside',
    { profile: {}, component: { ...component, lineage: [{ parent: 'b', lineage: [{ parent: 'c', licence: 1 }] }] } },
    ['component.lineage[0].lineage[0].licence'],
  ],
]

describe('parseCase', () => {
  for (const [why, value, problems] of rows) {
    test(why, () => {
      assert.deepEqual(
        parseCase(value).problems.map(({ path }) => path),
        problems,
      )
    })
  }

  test('a layer without a relation or a licence is a layer all the same', () => {
    const { component: parsed } = parseCase({
      profile: {},
      component: { ...component, lineage: [{ parent: 'base' }, 7] },
    })
    assert.equal(parsed.lineage?.length, 2)
    assert.equal(evaluate({}, parsed, known).concluded, 'NOASSERTION')
  })

  test('members of every object are not facts', () => {
    const { profile, component: parsed } = parseCase(
      JSON.parse(
        '{"profile":{"__proto__":{"commercial":false}},"component":{"__proto__":{"licence":"MIT"},"name":"m"}}',
      ),
    )
    assert.equal(profile.commercial, undefined)
    assert.equal(parsed.licence, undefined)
  })

  test('anything at all is judged or refused by name', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4 }), fc.anything({ maxDepth: 4 }), (profile, anything) => {
        const parsed = parseCase({ profile, component: anything })
        try {
          const { verdict } = evaluate(parsed.profile, parsed.component, known)
          assert.equal(verdict, 'needs-review') // None of it carries the id of a licence.
        } catch (error) {
          assert.ok(error instanceof LineageRefused)
        }
      }),
    )
  })

  test('a thousand generations and a thousand layers are cut before they are walked', () => {
    let deep: unknown = { parent: 'root', licence: 'MIT' }
    for (let at = 0; at < 1_000; at++)
      deep = { relation: 'finetune', parent: `g${at}`, licence: 'MIT', lineage: [deep] }
    const wide = Array.from({ length: 300 }, (_, at) => ({ relation: 'merge', parent: `p${at}`, licence: 'MIT' }))
    for (const lineage of [[deep], wide]) {
      const { component: parsed } = parseCase({ profile: {}, component: { ...component, lineage } })
      assert.throws(() => evaluate({}, parsed, known), LineageRefused)
    }
    const tooWide = parseCase({ profile: {}, component: { ...component, lineage: [...wide, ...wide] } })
    assert.deepEqual(
      tooWide.problems.map(({ path }) => path),
      ['component.lineage'],
    )
    // What could not be read is a layer that nobody knows.
    assert.equal(evaluate({}, tooWide.component, known).concluded, 'NOASSERTION')
  })
})
