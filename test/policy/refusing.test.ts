// Goal: whatever goes wrong refuses, in each stage in turn; and leaving facts out never opens anything nor drops an obligation.
import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import * as fc from 'fast-check'

import type { Clearance, Lamps } from '../../packages/contract/src/lamp.ts'
import type { CedarEngine } from '../../packages/policy/src/cedar/engine.ts'
import { openSchema } from '../../packages/policy/src/cedar/policy-set.ts'
import { completeRoute, exampleDay, simplest } from '../../packages/policy/src/example-route.ts'
import { type Fact, factNames, profiles, type RouteFacts } from '../../packages/policy/src/facts.ts'
import { LampJudge } from '../../packages/policy/src/lamp-judge.ts'
import { lamps } from '../../packages/policy/src/lamps.ts'
import { carries } from '../../packages/policy/src/obligation-strength.ts'
import { routeLamps } from '../../packages/policy/src/route-lamps.ts'
import { openCedar, openLampJudges } from '../../packages/server/src/cedar-wiring.ts'

const engine = openCedar()
const judges = openLampJudges(engine)
const folder = join(import.meta.dirname, '../../packages/policy/policies')
const schema = openSchema(engine, readFileSync(join(folder, 'stellwerk.cedarschema'), 'utf8'))
const complete = completeRoute('publicService')
const passes = (clearance: Clearance): boolean => clearance.state === 'clear' || clearance.state === 'caution'
const passesAll = (shown: Lamps): boolean => lamps.every((lamp) => passes(shown[lamp]))

describe('a stage that throws', () => {
  const boom = (): never => {
    throw new Error('boom')
  }
  test('without it the route passes', () => assert.ok(passesAll(routeLamps(judges, complete, exampleDay).lamps)))

  test('the engine', () => {
    const shut = routeLamps(openLampJudges({ ...engine, isAuthorized: boom }), complete, exampleDay)
    for (const lamp of lamps) assert.equal(shut.lamps[lamp].state, 'unknown')
    assert.deepEqual(new Set(shut.troubles.map(({ what }) => what)), new Set(['boom']))
    // It is asked again soon, and then it may be over.
    assert.equal(shut.validUntil, exampleDay + 60_000)
  })
  for (const lamp of lamps) {
    test(`the engine for ${lamp} alone`, () => {
      const digest = judges[lamp].digest
      const failing: CedarEngine = {
        ...engine,
        isAuthorized: (call) => (call.preparsedPolicySetId === digest ? boom() : engine.isAuthorized(call)),
      }
      const { lamps: shown, troubles } = routeLamps(openLampJudges(failing), complete, exampleDay)
      const clearance = shown[lamp]
      assert.ok(clearance.state === 'unknown' && clearance.missing[0].name === `${lamp}.policy_error`)
      assert.deepEqual(troubles, [{ lamp, what: 'boom' }])
      assert.deepEqual(
        lamps.filter((one) => !passes(shown[one])),
        [lamp],
      )
    })
    test(`the second question to ${lamp}, whether it passes where it is not clear`, () => {
      const failing: CedarEngine = {
        ...engine,
        isAuthorized: (call) =>
          call.preparsedPolicySetId === judges[lamp].digest && call.action.id === 'pass'
            ? { type: 'failure', errors: [] }
            : engine.isAuthorized(call),
      }
      assert.equal(routeLamps(judges, simplest, exampleDay).lamps[lamp].state, 'caution')
      assert.equal(routeLamps(openLampJudges(failing), simplest, exampleDay).lamps[lamp].state, 'unknown')
    })
    test(`reading the facts of ${lamp}`, () => {
      const unreadable = { ...complete, [lamp]: new Proxy({}, { get: boom }) }
      assert.equal(routeLamps(judges, unreadable, exampleDay).lamps[lamp].state, 'unknown')
    })
    for (const name of factNames[lamp])
      test(`reading ${lamp}.${name}`, () => {
        const facts = Object.defineProperty({ ...complete[lamp] }, name, { get: boom })
        assert.equal(routeLamps(judges, { ...complete, [lamp]: facts }, exampleDay).lamps[lamp].state, 'unknown')
      })
    test(`the facts of ${lamp} are not there at all`, () => {
      // A caller without types.
      const facts = { ...complete, [lamp]: undefined } as unknown as RouteFacts
      assert.equal(routeLamps(judges, facts, exampleDay).lamps[lamp].state, 'unknown')
    })
  }
  const annotated: readonly (keyof CedarEngine)[] = [
    'toJson',
    'parts',
    'validate',
    'preparseSchema',
    'preparsePolicySet',
  ]
  for (const stage of annotated) {
    test(`${stage}: nothing is taken into use`, () => {
      assert.throws(() => openLampJudges({ ...engine, [stage]: boom }))
      assert.throws(() => openLampJudges({ ...engine, [stage]: () => undefined }))
      assert.throws(() => openLampJudges({ ...engine, [stage]: () => ({ type: 'failure', errors: [] }) }))
    })
  }
  test('the words: a forbid that nobody has words for', () => {
    const renamed: CedarEngine = {
      ...engine,
      isAuthorized: () => ({
        type: 'success',
        response: { decision: 'deny', diagnostics: { reason: ['policy0'], errors: [] } },
      }),
    }
    const { lamps: shown } = routeLamps(openLampJudges(renamed), complete, exampleDay)
    assert.deepEqual(
      lamps.map((lamp) => shown[lamp].state),
      ['unknown', 'unknown', 'unknown', 'unknown'],
    )
  })
})

describe('a set that does not fit a lamp', () => {
  const notes = '@reason("r") @de("nein") @en("no") @source("s") @clearedBy("operator") @fact("role")'
  const both = '(principal, action in [Governance::Action::"pass", Governance::Action::"clear"], resource)'
  const clearOnly = '(principal, action == Governance::Action::"clear", resource)'
  const passOnly = '(principal, action == Governance::Action::"pass", resource)'
  const rows: readonly [why: string, policy: string, says: RegExp][] = [
    [
      'a recommendation that shuts',
      `@basis("recommendation") ${notes} forbid ${both};`,
      /recommendation does not shut/,
    ],
    ['yellow without a day', `@basis("ownRule") ${notes} forbid ${clearOnly};`, /@task is missing/],
    ['shut but clear', `@basis("ownRule") ${notes} forbid ${passOnly};`, /for pass and clear/],
    ['a permit for clear alone', `permit ${clearOnly};`, /for pass and clear/],
    ['a permit for everything', 'permit (principal, action, resource);', /for pass and clear/],
    ['more than a year for a task', `@basis("ownRule") @task("366") ${notes} forbid ${clearOnly};`, /@task/],
    ['a day that is none', `@basis("ownRule") @dueOn("soon") ${notes} forbid ${clearOnly};`, /@dueOn/],
  ]
  for (const [why, policy, says] of rows)
    test(why, () => {
      const what = { namespace: 'Governance', policies: `@id("x") ${policy}`, schema, inForceOn: '2026-11-24' }
      assert.throws(() => new LampJudge(engine, what), says)
    })
})

describe('leaving facts out', () => {
  const words: Readonly<Record<string, readonly string[]>> = {
    claims: ['none', 'revoked', 'takedown'],
    upstreamTerms: ['noReservation', 'reserved'],
    consultation: ['none', 'waiting', 'answered'],
    opinion: ['notAsked', 'favourable', 'withConditions', 'negative', 'none'],
    decisionOnOpinion: ['none', 'reasoned'],
    dataClasses: ['asStated', 'newClass'],
    class: ['no-high-risk', 'not-an-ai-system', 'annex-iii-derogated', 'high-risk-annex-iii', 'prohibited'],
    participation: ['noRepresentation', 'informed', 'agreed', 'annexPending', 'pending', 'refused'],
    engineVersion: ['notExploited', 'mitigated', 'exploited'],
    drift: ['none', 'changed'],
    incident: ['none', 'open', 'freeze'],
    bsigCategory: ['outside', 'important'],
    artefact: ['matches', 'differs'],
  }
  const ends = ['2026-11-23', '2026-11-24', '2027-03-31']
  const provenances = ['measured', 'declared'] as const
  const all = lamps.flatMap((lamp) => factNames[lamp].map((name) => ({ lamp, name })))
  const twist = fc.record({
    word: fc.nat(9),
    end: fc.nat(2),
    provenance: fc.nat(1),
    isAltered: fc.nat(9),
    isLeft: fc.nat(15),
  })

  function told(
    facts: RouteFacts,
    twists: readonly { word: number; end: number; provenance: number; isAltered: number }[],
  ) {
    const made: Record<string, Record<string, unknown>> = {}
    for (const lamp of lamps) made[lamp] = { ...facts[lamp] }
    all.forEach(({ lamp, name }, index) => {
      const { word = 0, end = 2, provenance = 0, isAltered = 15 } = twists[index] ?? {}
      const of = made[lamp] ?? {}
      const fact = of[name] as Fact | undefined
      // Few are altered, so that many of the routes pass.
      if (fact === undefined || isAltered > 0) return
      const known = words[name] ?? [fact.value]
      const validUntil = ends[end]
      of[name] = { ...fact, value: known[word % known.length], validUntil, provenance: provenances[provenance] }
    })
    return { ...facts, ...made } as RouteFacts
  }

  function without(facts: RouteFacts, gone: ReadonlySet<string>): RouteFacts {
    const made: Record<string, unknown> = {}
    for (const lamp of lamps)
      made[lamp] = Object.fromEntries(Object.entries(facts[lamp]).filter(([name]) => !gone.has(`${lamp}.${name}`)))
    return { ...facts, ...made }
  }

  test('never lets pass what all facts together refuse, and never drops an obligation', () => {
    let passed = 0
    let refused = 0
    const route = fc.tuple(
      fc.constantFrom(...profiles),
      fc.array(twist, { minLength: all.length, maxLength: all.length }),
      fc.constantFrom('2026-11-24', '2026-11-30', '2027-01-20', '2027-02-10'),
    )
    fc.assert(
      fc.property(route, ([profile, twists, day]) => {
        const facts = told(completeRoute(profile), twists)
        const gone = new Set(all.flatMap(({ lamp, name }, at) => (twists[at]?.isLeft === 0 ? [`${lamp}.${name}`] : [])))
        const now = Date.parse(`${day}T12:00:00Z`)
        const full = routeLamps(judges, facts, now).lamps
        const part = routeLamps(judges, without(facts, gone), now).lamps
        for (const lamp of lamps) {
          const [whole, left] = [full[lamp], part[lamp]]
          if (!('obligations' in left)) {
            refused++
            continue
          }
          assert.ok('obligations' in whole, `${lamp} opened by leaving out ${[...gone].join(', ')}`)
          assert.ok(carries(left.obligations, whole.obligations))
          passed++
        }
      }),
      { numRuns: 1_000, seed: 20_261_124 },
    )
    // Both have to have happened often, or nothing was shown.
    assert.ok(passed > 500 && refused > 500, `${passed} passed, ${refused} refused`)
  }, 30_000)

  test('an answer holds until the moment that it names, and says everything in both languages', () => {
    const route = fc.tuple(
      fc.constantFrom(...profiles),
      fc.array(twist, { minLength: all.length, maxLength: all.length }),
      fc.integer({ min: 0, max: 400 * 86_400_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    fc.assert(
      fc.property(route, ([profile, twists, later, share]) => {
        const facts = told(completeRoute(profile), twists)
        const now = exampleDay + later
        const shown = routeLamps(judges, facts, now)
        assert.ok(now < shown.validUntil)
        const last = Math.min(shown.validUntil, now + 1_000 * 86_400_000) - 1
        for (const moment of [last, now + Math.floor((last - now) * share)])
          assert.deepEqual(routeLamps(judges, facts, moment).lamps, shown.lamps)
        for (const [, de, en] of JSON.stringify(shown.lamps).matchAll(/"de":"([^"]*)","en":"([^"]*)"/g))
          assert.ok(de !== '' && en !== '')
        assert.deepEqual(routeLamps(judges, frozen(facts), now), shown)
      }),
      { numRuns: 300, seed: 20_261_124 },
    )
  }, 30_000)

  function frozen(facts: RouteFacts): RouteFacts {
    return { ...facts, ...Object.fromEntries(lamps.map((lamp) => [lamp, Object.freeze({ ...facts[lamp] })])) }
  }
})
