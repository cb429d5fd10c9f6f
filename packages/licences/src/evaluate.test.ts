// Goal: nothing that is added makes a verdict milder, nothing that is not known opens, and the same input gives the same bytes.
import { strict as assert } from 'node:assert'
import { describe, test } from 'bun:test'
import fc from 'fast-check'

import { catalogue } from './catalogue/catalogue.ts'
import { indexCatalogue } from './catalogue-index.ts'
import { type Component, type Descended, modalities, relations } from './component.ts'
import { evaluate } from './evaluate.ts'
import { LineageRefused } from './layers.ts'
import { audiences, changeKinds, decisionModes, exposures, legalForms, type Profile } from './profile.ts'
import { plainPurposes } from './purposes.ts'
import type { Ban, Duty, LicenceTerms, Right } from './terms.ts'
import { type Evaluation, type Verdict, verdicts } from './verdict.ts'
import {
  banStrengths,
  banTags,
  type BanStrength,
  type BanTag,
  dutyKinds,
  type DutyKind,
  triggers,
  type Trigger,
} from './vocabulary.ts'

const known = indexCatalogue(catalogue)
const licences = [...known.byId.keys(), 'LicenseRef-nobody-knows']
const strictness = (verdict: Verdict): number => verdicts.indexOf(verdict)
const isOpen = ({ verdict }: Evaluation): boolean => verdict === 'allowed' || verdict === 'allowed-with-obligations'

// Keys of the vocabularies, which are closed.
const tags = Object.keys(banTags) as BanTag[]
const strengths = Object.keys(banStrengths) as BanStrength[]
const kinds = Object.keys(dutyKinds) as DutyKind[]
const allTriggers = Object.keys(triggers) as Trigger[]

const figure = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 2_000_000_000 }),
  fc.constantFrom(50, 51, 7e8, 7e8 + 1),
)
const country = fc.constantFrom('DE', 'US', 'CH', 'NO', 'GB', 'KR', 'FR', 'somewhere')
const some = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined })

const profiles: fc.Arbitrary<Profile> = fc
  .record({
    operator: some(
      fc
        .record({
          country: some(country),
          principalPlaceOfBusiness: some(country),
          legalForm: some(fc.constantFrom(...legalForms)),
        })
        .map(present),
    ),
    groupAnnualRevenueUSD: some(figure),
    productMAU: some(figure),
    groupMAUAtModelRelease: some(figure),
    endUsers30Days: some(figure),
    audience: some(fc.constantFrom(...audiences)),
    exposure: some(fc.constantFrom(...exposures)),
    commercial: some(fc.boolean()),
    modelAsAService: some(fc.boolean()),
    purposes: some(fc.array(fc.constantFrom(...Object.keys(plainPurposes), ...tags), { maxLength: 3 })),
    decisionMode: some(fc.constantFrom(...decisionModes)),
    placeOfUse: some(fc.array(country, { maxLength: 2 })),
    trainsOtherModelOnOutputs: some(fc.boolean()),
    redistributes: some(fc.boolean()),
    publishedModelName: some(fc.constantFrom('Llama-x', 'other')),
    changes: some(fc.array(fc.constantFrom(...changeKinds), { maxLength: 2 })),
    qualifiedPersonInCharge: some(fc.boolean()),
    replacesProfessionalAdvice: some(fc.boolean()),
    hasBasisForPersonalData: some(fc.boolean()),
    disclosesAi: some(fc.boolean()),
  })
  .map(present)

const layer = (depth: number): fc.Arbitrary<Descended> =>
  fc.record({
    relation: fc.constantFrom(...relations, 'somehow'),
    // No layer may be called like one above it: that would be a loop.
    parent: fc.uuid().map((id) => `${depth}-${id}`),
    licence: fc.constantFrom(...licences),
    lineage: depth === 0 ? fc.constant([]) : fc.array(layer(depth - 1), { maxLength: 2 }),
  })

const components: fc.Arbitrary<Component> = fc
  .record({
    kind: fc.constantFrom('model', 'ui', 'engine', 'dataset'),
    name: fc.uuid().map((id) => `own-${id}`),
    version: some(fc.constantFrom('0.6.5', '0.6.6', 'main')),
    modality: some(fc.constantFrom(...modalities)),
    declaredLicence: some(fc.constantFrom('mit', 'apache-2.0', 'other', 'llama3.1')),
    licence: some(fc.constantFrom(...licences)),
    lineage: fc.array(layer(1), { maxLength: 3 }),
  })
  .map(present)

describe('evaluate', () => {
  test('a further layer never makes the verdict milder', () => {
    fc.assert(
      fc.property(profiles, components, layer(1), (profile, component, further) => {
        const before = evaluate(profile, component, known)
        const after = evaluate(profile, { ...component, lineage: [...(component.lineage ?? []), further] }, known)
        assert.ok(strictness(after.verdict) >= strictness(before.verdict))
        // Nothing is taken back: every reason is still there, at least as strict.
        for (const reason of before.reasons) {
          const still = after.reasons.find((one) => samePlace(one, reason))
          assert.ok(still !== undefined && strictness(still.verdict) >= strictness(reason.verdict))
        }
      }),
    )
  })

  test('a further restriction in a licence never makes the verdict milder', () => {
    fc.assert(
      fc.property(
        profiles,
        components,
        fc.constantFrom(...catalogue),
        restrictions,
        (profile, component, terms, restrict) => {
          const stricter = restrict(terms)
          const after = indexCatalogue(catalogue.map((one) => (one === terms ? stricter : one)))
          const own = { ...component, licence: terms.id }
          assert.ok(
            strictness(evaluate(profile, own, after).verdict) >= strictness(evaluate(profile, own, known).verdict),
          )
        },
      ),
    )
  })

  test('a fact that is taken away never opens what was shut', () => {
    // What is listed (competitors, changes) or measured more finely (a rate, a month) says nothing when it is not there; the rest does.
    const needed = [
      'operator',
      'groupAnnualRevenueUSD',
      'productMAU',
      'groupMAUAtModelRelease',
      'audience',
      'exposure',
      'commercial',
      'modelAsAService',
      'purposes',
      'decisionMode',
      'placeOfUse',
      'trainsOtherModelOnOutputs',
      'redistributes',
    ] as const satisfies readonly (keyof Profile)[]
    fc.assert(
      fc.property(profiles, components, fc.constantFrom(...needed), (profile, component, name) => {
        const { [name]: _, ...without } = profile
        const [before, after] = [evaluate(profile, component, known), evaluate(without, component, known)]
        assert.ok(isOpen(before) || !isOpen(after), `${name}: ${before.verdict} became ${after.verdict}`)
      }),
      {
        examples: [
          // Found by chance: a purpose that says what another fact denies.
          [
            { exposure: 'internal', commercial: false, purposes: ['commercial'], redistributes: false },
            { kind: 'dataset', name: 'own', licence: 'CC-BY-NC-SA-4.0', lineage: [] },
            'purposes',
          ],
        ],
      },
    )
  })

  test('the order of a lineage does not matter, and the same input gives the same bytes', () => {
    fc.assert(
      fc.property(profiles, components, (profile, component) => {
        const turned = { ...component, lineage: (component.lineage ?? []).toReversed() }
        const [one, other] = [evaluate(profile, component, known), evaluate({ ...profile }, turned, known)]
        assert.equal(JSON.stringify(one.reasons), JSON.stringify(other.reasons))
        assert.equal(JSON.stringify(one.obligations), JSON.stringify(other.obligations))
        assert.equal(one.verdict, other.verdict)
      }),
    )
  })

  test('allowed means that nothing is owed, and every section stands in the catalogue', () => {
    fc.assert(
      fc.property(profiles, components, (profile, component) => {
        const { verdict, reasons, obligations, missing } = evaluate(profile, component, known)
        if (verdict === 'allowed') assert.deepEqual(obligations, [])
        if (missing.length > 0) assert.ok(strictness(verdict) >= strictness('needs-review'))
        assert.equal(strictness(verdict), Math.max(0, ...reasons.map((reason) => strictness(reason.verdict))))
        for (const { licence, section } of reasons) {
          if (section === '-' || section === 'whole text') continue
          assert.ok(sectionsOf(known.byId.get(licence)).has(section), `${licence} ${section}`)
        }
      }),
    )
  })

  test('what nobody has read never lights the lamp', () => {
    const unread = catalogue.filter(({ source }) => ['secondary-report', 'not-read', 'rule'].includes(source))
    assert.ok(unread.length > 5)
    fc.assert(
      fc.property(profiles, fc.constantFrom(...unread, undefined), (profile, terms) => {
        const licence = terms === undefined ? {} : { licence: terms.id }
        assert.ok(!isOpen(evaluate(profile, { kind: 'model', name: 'm', modality: 'text', ...licence }, known)))
      }),
    )
  })
})

const generations = (count: number): Descended =>
  Array.from({ length: count }).reduce<Descended>(
    (below, _, at) => ({ relation: 'finetune', parent: `g${at}`, licence: 'MIT', lineage: [below] }),
    { relation: 'finetune', parent: 'root', licence: 'MIT' },
  )
const lineages: readonly [why: string, Descended[], LineageRefused['code'] | undefined][] = [
  ['32 generations', [generations(31)], undefined],
  ['33 generations', [generations(32)], 'lineage_too_deep'],
  ['255 parents', parents(255), undefined],
  ['256 parents', parents(256), 'lineage_too_many_layers'],
  ['its own parent', [{ relation: 'finetune', parent: 'm', licence: 'MIT' }], 'lineage_cycle'],
  [
    'its own grandparent',
    [
      {
        relation: 'finetune',
        parent: 'a',
        licence: 'MIT',
        lineage: [{ relation: 'merge', parent: 'a', licence: 'MIT' }],
      },
    ],
    'lineage_cycle',
  ],
]
for (const [why, lineage, code] of lineages) {
  test(`lineage: ${why}`, () => {
    const judge = (): Evaluation => evaluate({}, { kind: 'model', name: 'm', licence: 'MIT', lineage }, known)
    if (code === undefined) assert.equal(judge().concluded, 'MIT')
    else assert.throws(judge, (error) => error instanceof LineageRefused && error.code === code)
  })
}

function parents(count: number): Descended[] {
  return Array.from({ length: count }, (_, at) => ({ relation: 'merge', parent: `p${at}`, licence: 'MIT' }))
}

test('names of members of every object are no licences and no purposes', () => {
  for (const licence of ['constructor', '__proto__', 'toString']) {
    const { verdict } = evaluate({ purposes: [licence] }, { kind: 'model', name: licence, licence }, known)
    assert.equal(verdict, 'needs-review')
  }
})

const restrictions: fc.Arbitrary<(terms: LicenceTerms) => LicenceTerms> = fc.oneof(
  fc
    .record({ tag: fc.constantFrom(...tags), strength: fc.constantFrom(...strengths) })
    .map((ban) => (terms: LicenceTerms) => ({
      ...terms,
      bans: [...terms.bans, { ...ban, sections: ['9'] } satisfies Ban],
    })),
  fc
    .record({ kind: fc.constantFrom(...kinds), triggers: fc.tuple(fc.constantFrom(...allTriggers)) })
    .map((duty) => (terms: LicenceTerms) => ({
      ...terms,
      duties: [...terms.duties, { ...duty, sections: ['9'] } satisfies Duty],
    })),
  fc.constantFrom('DE', 'EU', 'US').map((place) => (terms: LicenceTerms): LicenceTerms => ({
    ...terms,
    territory: [
      ...terms.territory,
      {
        excludes: [place],
        modality: 'any',
        tests: ['place-of-use'],
        sections: ['9'],
        takesAway: [],
        sparesThirdPartyProduct: false,
      },
    ],
  })),
  fc
    .record({
      name: fc.constantFrom(
        'commercialUse',
        'internalUse',
        'hostedService',
        'redistributeWeights',
        'outputsTrainOtherModels',
      ),
      right: fc.constantFrom<Right>(
        { value: 'no', sections: ['9'], rule: 'barred' },
        { value: 'silent' },
        { value: 'unverified' },
      ),
    })
    .map(({ name, right }) => (terms: LicenceTerms) => {
      const before = terms.rights[name as keyof LicenceTerms['rights']] // One of the names above.
      // Silence sends a use to a person: that is stricter than a grant, and milder than a no, a limit or a rule that refuses.
      const mayRefuse = before.value === 'no' || 'limits' in before || before.rule !== undefined
      return mayRefuse && right.value !== 'no' ? terms : { ...terms, rights: { ...terms.rights, [name]: right } }
    }),
)

function samePlace(a: Evaluation['reasons'][number], b: Evaluation['reasons'][number]): boolean {
  return (
    a.component === b.component &&
    a.licence === b.licence &&
    a.section === b.section &&
    a.code === b.code &&
    a.fact === b.fact
  )
}

const allSections = new Map<LicenceTerms, Set<string>>()

function sectionsOf(terms: LicenceTerms | undefined): ReadonlySet<string> {
  assert.ok(terms !== undefined)
  const found = allSections.get(terms) ?? new Set<string>()
  if (found.size === 0) collect(terms, found)
  allSections.set(terms, found)
  return found
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    if (/^(sections|takesAway|policyBoundBy)$/.test(name)) for (const section of member) into.add(section)
    else collect(member, into)
  }
}

/** A record without its undefined members. */
function present<T extends object>(record: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  const members = Object.entries(record).filter(([, value]) => value !== undefined)
  return Object.fromEntries(members) as { [Name in keyof T]: Exclude<T[Name], undefined> } // Absent members are optional everywhere.
}
