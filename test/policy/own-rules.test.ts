// Goal: an operator's own policies take away and never give, are checked before they are used, and a change of policies shows which
// recorded decisions would have come out otherwise.
import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseBody } from '../../packages/contract/src/register/body.ts'
import { exampleBodies } from '../../packages/contract/src/register/example-bodies.ts'
import type { CedarEngine } from '../../packages/policy/src/cedar/engine.ts'
import { effectOf, type RecordedDecision } from '../../packages/policy/src/effect.ts'
import { completeRoute, exampleDay, unanswered } from '../../packages/policy/src/example-route.ts'
import type { RouteFacts } from '../../packages/policy/src/facts.ts'
import { type OwnCall, ownPolicies, OwnRules } from '../../packages/policy/src/own-rules.ts'
import { openLamps } from '../../packages/policy/src/route-lamps.ts'
import { noticeDays, warningsOf } from '../../packages/policy/src/warnings.ts'
import { openCedar, openLampJudges } from '../../packages/server/src/cedar-wiring.ts'

const engine = openCedar()
const judges = openLampJudges(engine)
const folder = join(import.meta.dirname, '../../packages/policy/policies')
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const schema = read('stellwerk.cedarschema')
const own = (policies: string, on: CedarEngine = engine) => new OwnRules(on, { policies, schema })

const words = '@reason("house_rule") @source("house rules, 4") @clearedBy("itSecurity")'
const send = 'principal, action == Own::Action::"send", resource'
const policies = `
@id("house.hours") @basis("agreement") ${words} @de("nur zu den Arbeitszeiten") @en("in working hours only")
forbid (${send}) when { context.hour < 7 || context.hour >= 20 || context.weekday > 5 };

@id("house.tools") @basis("ownRule") @lamp("security") ${words} @de("keine Werkzeuge") @en("no tools")
forbid (${send}) unless { context.tools.isEmpty() || context.groups.contains("developers") };

@id("house.health") @basis("ownRule") @lamp("dataProtection") ${words} @de("keine Kontonummern") @en("no account numbers")
forbid (principal == UseCase::"letters", action == Own::Action::"send", resource)
when { context.dataCategories.contains("IBAN") || context.model like "*-preview" || context.bodyBytes > 1000000 };

@id("house.label") @obligation("notice:everyAnswer") @de("Jede Antwort kennzeichnen.") @en("Mark every answer.")
permit (${send});
`
const call: OwnCall = {
  groups: ['clerks'],
  hour: 10,
  weekday: 2,
  tools: [],
  model: 'small-model',
  dataCategories: [],
  bodyBytes: 2_000,
}
const route = { useCaseId: 'letters', deploymentId: 'small-model' }

describe('own policies', () => {
  const rules = own(policies)
  const rows: readonly [why: string, change: Partial<OwnCall>, deniedBy: readonly string[]][] = [
    ['nothing against it', {}, []],
    ['too early', { hour: 6 }, ['house.hours']],
    ['the first hour', { hour: 7 }, []],
    ['the last hour', { hour: 19 }, []],
    ['too late', { hour: 20 }, ['house.hours']],
    ['Friday', { weekday: 5 }, []],
    ['Saturday', { weekday: 6 }, ['house.hours']],
    ['a tool', { tools: ['shell'] }, ['house.tools']],
    ['a tool of those who may', { tools: ['shell'], groups: ['developers'] }, []],
    ['a category of data', { dataCategories: ['IBAN'] }, ['house.health']],
    ['a model', { model: 'small-preview' }, ['house.health']],
    ['a size', { bodyBytes: 1_000_001 }, ['house.health']],
    ['two at once', { hour: 23, tools: ['shell'] }, ['house.hours', 'house.tools']],
  ]
  for (const [why, change, deniedBy] of rows)
    test(why, () => {
      const answer = rules.answer(route, { ...call, ...change })
      assert.equal(answer.state, deniedBy.length === 0 ? 'passes' : 'shut')
      if (answer.state === 'shut') assert.deepEqual(answer.determining, deniedBy)
      else
        assert.deepEqual(
          answer.obligations.map(({ kind }) => kind),
          ['notice:everyAnswer'],
        )
    })
  test('another use case', () => {
    assert.equal(rules.answer({ ...route, useCaseId: 'code' }, { ...call, dataCategories: ['IBAN'] }).state, 'passes')
  })
  test('a reason says everything', () => {
    const answer = rules.answer(route, { ...call, tools: ['shell'] })
    assert.ok(answer.state === 'shut')
    assert.deepEqual(answer.reasons, [
      {
        code: 'house_rule',
        lamp: 'security',
        basis: 'ownRule',
        source: 'house rules, 4',
        clearedBy: { de: 'IT-Sicherheit', en: 'IT security' },
        text: { de: 'keine Werkzeuge', en: 'no tools' },
      },
    ])
  })
  test('whatever goes wrong refuses', () => {
    const failures: readonly CedarEngine['isAuthorized'][] = [
      () => {
        throw new Error('boom')
      },
      () => undefined,
      () => ({ type: 'success', response: { decision: 'deny', diagnostics: { reason: [], errors: [] } } }),
    ]
    for (const isAuthorized of failures) {
      const answer = own(policies, { ...engine, isAuthorized }).answer(route, call)
      assert.ok(answer.state === 'shut' && answer.reasons[0].code === 'policy_error')
    }
    // A caller without types leaves something out.
    const { hour: _, ...rest } = call
    assert.equal(rules.answer(route, rest as OwnCall).state, 'shut')
  })
  const refused: readonly [why: string, policy: string, says: RegExp][] = [
    [
      'a misspelt attribute',
      `@id("x") @basis("ownRule") ${words} @de("a") @en("b") forbid (${send}) when { context.group == "a" };`,
      /x: /,
    ],
    [
      'the law is not for an operator to state',
      `@id("x") @basis("statute") ${words} @de("a") @en("b") forbid (${send});`,
      /statute/,
    ],
    [
      'a recommendation',
      `@id("x") @basis("recommendation") ${words} @de("a") @en("b") forbid (${send});`,
      /recommendation/,
    ],
    [
      'a lamp that is none',
      `@id("x") @basis("ownRule") @lamp("budget") ${words} @de("a") @en("b") forbid (${send});`,
      /budget/,
    ],
    ['one language', `@id("x") @basis("ownRule") ${words} @en("b") forbid (${send});`, /@de/],
    ['the lamps', `@id("x") permit (principal, action == Licence::Action::"pass", resource);`, /send/],
    ['the name of the permit underneath', `@id("own.base") permit (${send});`, /same @id/],
  ]
  for (const [why, policy, says] of refused) test(`refused: ${why}`, () => assert.throws(() => own(policy), says))
})

describe('policy sets of the register', () => {
  const body = parseBody('policySet', exampleBodies.policySet)
  test('are one text, by the names of the object and the policy', () => {
    const rules = own(ownPolicies([{ id: 'office', body }]))
    const answer = rules.answer(route, { ...call, hour: 21 })
    assert.ok(answer.state === 'shut')
    assert.deepEqual([answer.determining, answer.reasons[0].lamp], [['office.officeHours'], 'governance'])
    assert.equal(rules.answer(route, call).state, 'passes')
  })
  test('two with policies of the same name stand side by side', () => {
    const rules = own(
      ownPolicies([
        { id: 'office', body },
        { id: '2nd-office', body: { ...body, lamp: 'security' } },
      ]),
    )
    assert.deepEqual(rules.answer(route, { ...call, hour: 21 }).determining, [
      '2nd-office.officeHours',
      'office.officeHours',
    ])
  })
  test('refused: a policy that names itself, and one that breaks out of its name', () => {
    const named = { ...body, policies: { a: `@id("b") ${body.policies['officeHours']}` } }
    assert.throws(() => own(ownPolicies([{ id: 'office', body: named }])))
    assert.throws(() => own(ownPolicies([{ id: 'a") permit (principal, action, resource); @id("b', body }])))
    assert.throws(() =>
      own(ownPolicies([{ id: '1', body: { ...body, policies: { '': 'permit (principal, action, resource);' } } }])),
    )
  })
})

describe('the effect of a change', () => {
  const passing: RecordedDecision = { id: 'e1', at: exampleDay, facts: completeRoute('internalDrafting'), call }
  const decisions: readonly RecordedDecision[] = [
    passing,
    { ...passing, id: 'e2', call: { ...call, hour: 22 } },
    { ...passing, id: 'e3', facts: unanswered },
  ]
  test('nothing changes: nothing is told', () => {
    assert.deepEqual(effectOf({ lamps: judges }, { lamps: judges }, decisions), [])
  })
  test('own policies', () => {
    assert.deepEqual(effectOf({ lamps: judges }, { lamps: judges, own: own(policies) }, decisions), [
      { id: 'e2', outcome: { before: 'allow', after: 'deny' }, lamps: [], because: ['house.hours'] },
    ])
  })
  test('a policy of a lamp', () => {
    const file = (name: string) => ({ policies: read(`${name}.cedar`), inForceOn: '2026-11-24' })
    const stricter = `
@id("licence.summary_needed") @reason("training_summary_needed") @fact("trainingSummary") @basis("ownRule") @source("house rules, 5")
@clearedBy("legal") @de("Zusammenfassung fehlt") @en("summary is missing")
forbid (principal, action in [Licence::Action::"pass", Licence::Action::"clear"], resource) unless { context has trainingSummary };`
    const after = openLamps(engine, {
      files: {
        licence: { ...file('licence'), policies: `${read('licence.cedar')}${stricter}` },
        dataProtection: file('data-protection'),
        governance: file('governance'),
        security: file('security'),
      },
      schema,
    })
    const without = { ...passing.facts, licence: { ...passing.facts.licence, trainingSummary: undefined } }
    assert.notEqual(after.licence.digest, judges.licence.digest)
    assert.deepEqual(
      effectOf({ lamps: judges }, { lamps: after }, [passing, { ...passing, id: 'e4', facts: without }]),
      [
        {
          id: 'e4',
          outcome: { before: 'allow', after: 'deny' },
          lamps: [{ lamp: 'licence', before: 'caution', after: 'blocked' }],
          because: ['licence.summary_needed'],
        },
      ],
    )
  })
})

describe('warnings', () => {
  const dayMs = 86_400_000
  const complete = completeRoute('publicService')
  const darkAt = Date.parse('2027-01-01T00:00:00Z')
  const ending: RouteFacts = {
    ...complete,
    governance: {
      ...complete.governance,
      managementAcceptance: { ...complete.governance.managementAcceptance, validUntil: '2026-12-31' } as never,
    },
  }
  const at = (days: number) => warningsOf(judges, () => ending, darkAt - days * dayMs)
  test('none while it is far away', () => assert.deepEqual(at(31), []))
  const rows: readonly [daysLeft: number, notice: number][] = [
    [30, 30],
    [15, 30],
    [14, 14],
    [4, 14],
    [3, 3],
    [2, 3],
    [1, 1],
  ]
  for (const [days, notice] of rows)
    test(`${days} days before`, () => {
      const [warning, ...others] = at(days)
      assert.deepEqual(
        [others.length, warning?.lamp, warning?.daysLeft, warning?.notice],
        [0, 'governance', days, notice],
      )
      assert.equal(warning?.darkAt, darkAt)
      assert.match(JSON.stringify(warning.shows), /management_acceptance_missing/)
    })
  test('none when it is dark already', () => assert.deepEqual(at(0), []))
  test('an end that only turns it yellow warns of nothing', () => {
    const unasked = { ...ending, profile: 'internalDrafting' } as const
    const facts = { ...unasked, governance: { ...unasked.governance, conformity: undefined } }
    assert.deepEqual(
      warningsOf(judges, () => facts, darkAt - dayMs),
      [],
    )
  })
  test('judges are asked for the moment: an answer that will be given anew warns of nothing', () => {
    const verdict = complete.verdicts.licence
    const daily = (moment: number): RouteFacts => ({
      ...complete,
      verdicts: { ...complete.verdicts, licence: verdict && { ...verdict, validUntil: moment + dayMs } },
    })
    assert.deepEqual(warningsOf(judges, daily, exampleDay), [])
    assert.equal(warningsOf(judges, () => daily(exampleDay), exampleDay)[0]?.lamp, 'licence')
  })
  test('from the longest to the shortest', () => assert.deepEqual(noticeDays, [30, 14, 3, 1]))
})
