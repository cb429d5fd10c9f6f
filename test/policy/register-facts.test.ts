// Goal: what stands in the register is what the lamps are asked about: the simplest real case passes with ten answers, and what is
// taken out of the register, runs out or says otherwise shows at the right lamp.
import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import type { z } from 'zod'

import { type bodySchemas, parseBody } from '../../packages/contract/src/register/body.ts'
import { exampleBodies, exampleStated } from '../../packages/contract/src/register/example-bodies.ts'
import type { ObjectKind } from '../../packages/contract/src/register/kind.ts'
import { bsigFields } from '../../packages/contract/src/register/organisation.ts'
import { completeRoute, exampleBom, exampleDay, unanswered } from '../../packages/policy/src/example-route.ts'
import { type Fact, factNames, type RouteFacts } from '../../packages/policy/src/facts.ts'
import { lamps } from '../../packages/policy/src/lamps.ts'
import {
  type ActsOnUseCase,
  dataProtectionAnswersOf,
  governanceAnswersOf,
  type InForceLookup,
  type InForceObject,
  securityAnswersOf,
} from '../../packages/policy/src/register-facts.ts'
import { routeLamps } from '../../packages/policy/src/route-lamps.ts'
import { openLampJudges } from '../../packages/server/src/cedar-wiring.ts'

const judges = openLampJudges()

type Inputs = { readonly [Kind in ObjectKind]?: z.input<(typeof bodySchemas)[Kind]> | undefined }

const inForceOn = '2026-11-10'
const stated = { ...exampleStated, provenance: 'declared' } as const
const declared = { provenance: 'declared', statedBy: 'IT security', validUntil: '2026-12-31' } as const
const noActs: ActsOnUseCase = { cautions: [], hasOpinion: false }

const { isolated: _, ...bareServer } = exampleBodies.upstream

/** One object of each kind, as it would be written for the simplest real case. */
const simplest: Inputs = {
  organisation: { title: 'Example GmbH', kind: 'company', representation: { kind: 'none', ...stated } },
  useCase: {
    ...exampleBodies.useCase,
    profile: 'internalDrafting',
    participation: { scope: 'none', ...stated },
    legalBases: ['basis'],
    aiActRecord: 'record',
    transparencyMeasures: ['measure'],
  },
  legalBasis: { ...exampleBodies.legalBasis, ...stated, recordOfProcessing: 'RoP 1', notices: 'notice 3' },
  aiActRecord: { ...exampleBodies.aiActRecord, aiBom: exampleBom },
  transparencyMeasure: { ...exampleBodies.transparencyMeasure, ...stated, marking: 'gapAnalysis' },
  upstream: {
    ...bareServer,
    engineVersion: { value: '0.11.0', ...declared },
    advisoriesCheckedOn: { value: '2026-11-20', ...declared },
  },
}

/** The same with everything that a profile with more in it asks for. */
const whole: Inputs = {
  ...simplest,
  organisation: {
    ...exampleBodies.organisation,
    bsig: {
      category: 'important',
      controls: Object.fromEntries(bsigFields.map((field) => [field, { state: 'met' as const, ...stated }])),
      ...stated,
    },
  },
  useCase: {
    ...exampleBodies.useCase,
    profile: 'publicService',
    participation: { scope: 'required', worksAgreement: 'agreement', ...stated },
    legalBases: ['basis'],
    aiActRecord: 'record',
    transparencyMeasures: ['measure'],
    impactAssessment: 'assessment',
    oversight: 'oversight',
    trainingRecord: 'training',
    managementAcceptance: 'acceptance',
  },
  impactAssessment: exampleBodies.impactAssessment,
  worksAgreement: exampleBodies.worksAgreement,
  oversight: exampleBodies.oversight,
  trainingRecord: exampleBodies.trainingRecord,
  managementAcceptance: { ...exampleBodies.managementAcceptance, useCases: ['letters'] },
  upstream: {
    ...exampleBodies.upstream,
    advisoriesCheckedOn: { value: '2026-11-20', provenance: 'measured', statedBy: 'Stellwerk' },
    isolated: { value: true, provenance: 'measured', statedBy: 'Stellwerk', on: '2026-11-01' },
    drilledOn: { value: '2026-11-01', provenance: 'measured', statedBy: 'Stellwerk' },
  },
}

function factsOf(inputs: Inputs, acts = noActs, now = exampleDay): RouteFacts {
  const find: InForceLookup = <Kind extends ObjectKind>(kind: Kind): InForceObject<Kind> | undefined => {
    const input = inputs[kind]
    return input === undefined ? undefined : { id: kind, inForceOn, body: parseBody(kind, input) }
  }
  const useCase = { id: 'letters', inForceOn, body: parseBody('useCase', inputs.useCase) }
  const measured = inputs === simplest ? unanswered : { ...unanswered, ...measuredMore }
  return {
    ...measured,
    profile: useCase.body.profile,
    dataProtection: { ...measured.dataProtection, ...dataProtectionAnswersOf(useCase, find, { acts, now }) },
    governance: { ...measured.governance, ...governanceAnswersOf(useCase, find, now) },
    security: { ...measured.security, ...securityAnswersOf(find('upstream', 'server'), find) },
  }
}

/** What the program itself brings along where more is measured than in the simplest case. */
const { licence, security, dataProtection } = completeRoute('publicService')
const measuredMore = {
  licence,
  dataProtection: { ...unanswered.dataProtection, recall: dataProtection.recall },
  security: { ...unanswered.security, witness: security.witness, chatTemplate: security.chatTemplate },
}

const lampsOf = (inputs: Inputs, acts = noActs, now = exampleDay) => routeLamps(judges, factsOf(inputs, acts, now), now)
const favourable: ActsOnUseCase = { cautions: [], hasOpinion: true }

test('the simplest real case passes with ten answers in the register', () => {
  const facts = factsOf(simplest)
  const answers = lamps.flatMap((lamp) => {
    const of: Readonly<Record<string, unknown>> = facts[lamp]
    return factNames[lamp].filter((name) => {
      const fact = of[name] as Fact | undefined
      return fact?.provenance === 'declared' || fact?.provenance === 'concluded'
    })
  })
  assert.equal(answers.length, 10, answers.join(', '))
  const shown = lampsOf(simplest).lamps
  assert.deepEqual(
    lamps.map((lamp) => shown[lamp].state),
    ['caution', 'caution', 'caution', 'caution'],
  )
})

test('a public service with everything in the register is clear', () => {
  const shown = lampsOf(whole, favourable).lamps
  assert.deepEqual(
    lamps.map((lamp) => shown[lamp].state),
    ['clear', 'clear', 'clear', 'clear'],
    JSON.stringify(shown, null, 1),
  )
})

describe('what is taken out of the register', () => {
  const rows: readonly [kind: ObjectKind, lamp: 'dataProtection' | 'governance' | 'security', names: string][] = [
    ['organisation', 'governance', 'governance.participation'],
    ['organisation', 'security', 'security.bsigCategory'],
    [
      'legalBasis',
      'dataProtection',
      'dataProtection.legalBasis dataProtection.notices dataProtection.recordOfProcessing',
    ],
    ['impactAssessment', 'dataProtection', 'dataProtection.dpia'],
    ['aiActRecord', 'governance', 'governance.class governance.prohibitedPractices governance.role'],
    ['transparencyMeasure', 'governance', 'governance.marking governance.transparency'],
    ['trainingRecord', 'governance', 'governance.training'],
    ['managementAcceptance', 'governance', 'governance.managementAcceptance'],
    ['upstream', 'security', 'security.engineVersion security.isolation'],
  ]
  for (const [kind, lamp, names] of rows)
    test(`${kind}: ${names}`, () => {
      const shown = lampsOf({ ...whole, [kind]: undefined }, favourable).lamps[lamp]
      assert.ok(shown.state === 'unknown')
      assert.equal(
        shown.missing
          .map(({ name }) => name)
          .toSorted()
          .join(' '),
        names,
      )
    })
  test('the works agreement', () => {
    const shown = lampsOf({ ...whole, worksAgreement: undefined }, favourable).lamps.governance
    assert.ok(shown.state === 'blocked' && shown.reasons[0].code === 'participation_refused')
  })
})

describe('what the register says otherwise', () => {
  const agreement = exampleBodies.worksAgreement
  const rows: readonly [
    why: string,
    change: Inputs,
    acts: ActsOnUseCase,
    lamp: 'dataProtection' | 'governance' | 'security',
    says: RegExp,
  ][] = [
    [
      'classified for other components',
      { aiActRecord: { ...exampleBodies.aiActRecord, aiBom: 'b'.repeat(64) } },
      favourable,
      'governance',
      /ai_class_of_another/,
    ],
    [
      'classified for none',
      { aiActRecord: exampleBodies.aiActRecord },
      favourable,
      'governance',
      /ai_class_of_another/,
    ],
    [
      'prohibited',
      { aiActRecord: { ...exampleBodies.aiActRecord, aiBom: exampleBom, class: 'prohibited' } },
      favourable,
      'governance',
      /ai_practice_prohibited/,
    ],
    [
      'not looked at',
      { aiActRecord: { ...exampleBodies.aiActRecord, aiBom: exampleBom, isProhibitedPracticeExcluded: false } },
      favourable,
      'governance',
      /ai_practice_unchecked/,
    ],
    [
      'an agreement for other use cases',
      { worksAgreement: { ...agreement, useCases: ['other'] } },
      favourable,
      'governance',
      /participation_refused/,
    ],
    [
      'an agreement that permits nothing',
      { worksAgreement: { ...agreement, permittedEvaluations: [] } },
      favourable,
      'governance',
      /permitted_evaluations_missing/,
    ],
    [
      'risks of others accepted',
      { managementAcceptance: exampleBodies.managementAcceptance },
      favourable,
      'governance',
      /management_acceptance_missing/,
    ],
    [
      'no mark for machines',
      { transparencyMeasure: exampleBodies.transparencyMeasure },
      favourable,
      'governance',
      /marking_unknown/,
    ],
    ['no opinion', {}, noActs, 'dataProtection', /opinion_missing/],
    [
      'a negative opinion, decided upon',
      {},
      { cautions: ['negativeOpinion'], hasOpinion: true },
      'dataProtection',
      /opinion_open/,
    ],
    ['conditions', {}, { cautions: ['opinionWithConditions'], hasOpinion: true }, 'dataProtection', /opinion_open/],
    ['no opinion came in time', {}, { cautions: ['noOpinion'], hasOpinion: true }, 'dataProtection', /opinion_open/],
    [
      'a high risk remains',
      { impactAssessment: { ...exampleBodies.impactAssessment, outcome: 'highResidualRisk' } },
      favourable,
      'dataProtection',
      /prior_consultation_waiting/,
    ],
    [
      'the authority is asked',
      {
        impactAssessment: {
          ...exampleBodies.impactAssessment,
          authorityAskedOn: '2026-11-01',
          waitsUntil: '2026-12-27',
        },
      },
      favourable,
      'dataProtection',
      /prior_consultation_waiting/,
    ],
    [
      'only declared',
      { upstream: { ...exampleBodies.upstream, ...whole.upstream, isolated: { value: true, ...declared } } },
      favourable,
      'security',
      /isolation_test_due/,
    ],
    [
      'not isolated',
      { upstream: { ...whole.upstream, isolated: { value: false, ...declared } } as never },
      favourable,
      'security',
      /isolation_untested/,
    ],
    [
      'a field of measures is open',
      {
        organisation: exampleBodies.organisation && {
          ...exampleBodies.organisation,
          bsig: { category: 'important', controls: {}, ...stated },
        },
      },
      favourable,
      'security',
      /bsig_controls_missing/,
    ],
  ]
  for (const [why, change, acts, lamp, says] of rows)
    test(why, () => assert.match(JSON.stringify(lampsOf({ ...whole, ...change }, acts).lamps[lamp]), says))

  test('the wait for the authority ends on its day, and the lamp said when', () => {
    const waiting = { ...exampleBodies.impactAssessment, authorityAskedOn: '2026-11-01', waitsUntil: '2026-11-30' }
    const inputs = { ...whole, impactAssessment: waiting }
    assert.equal(lampsOf(inputs, favourable).validUntil, Date.parse('2026-12-01T00:00:00Z'))
    const after = lampsOf(inputs, favourable, Date.parse('2026-12-01T00:00:00Z')).lamps.dataProtection
    assert.equal(after.state, 'clear')
  })
  test('an agreement goes on applying after its end where it says so', () => {
    const ended = { ...exampleBodies.worksAgreement, validUntil: '2026-11-23' }
    assert.equal(lampsOf({ ...whole, worksAgreement: ended }, favourable).lamps.governance.state, 'clear')
    const over = { ...ended, hasAfterEffect: false }
    assert.equal(lampsOf({ ...whole, worksAgreement: over }, favourable).lamps.governance.state, 'unknown')
  })
})
