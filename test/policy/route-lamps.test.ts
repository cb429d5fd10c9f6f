// Goal: the simplest real case passes with at most ten answers; each fact that is taken away puts the right lamp out, or yellow with
// a date, and is named; what is only declared, out of date or let run on is told from what is not.
import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import type { Clearance, Lamp } from '../../packages/contract/src/lamp.ts'
import { completeRoute, exampleDay, simplest, unanswered } from '../../packages/policy/src/example-route.ts'
import { type Fact, factNames, type Profile, profiles, type RouteFacts } from '../../packages/policy/src/facts.ts'
import { lamps } from '../../packages/policy/src/lamps.ts'
import { routeLamps } from '../../packages/policy/src/route-lamps.ts'
import { openLampJudges } from '../../packages/server/src/cedar-wiring.ts'

const judges = openLampJudges()
const at = (day: string): number => Date.parse(`${day}T12:00:00Z`)
const lampsOf = (facts: RouteFacts, now = exampleDay) => routeLamps(judges, facts, now)
const statesOf = (facts: RouteFacts, now = exampleDay) => lamps.map((lamp) => lampsOf(facts, now).lamps[lamp].state)
const passes = (clearance: Clearance): boolean => clearance.state === 'clear' || clearance.state === 'caution'

function factsOf(facts: RouteFacts, lamp: Lamp): [string, Fact][] {
  const of: Readonly<Record<string, unknown>> = facts[lamp]
  return factNames[lamp].flatMap((name) => (of[name] === undefined ? [] : [[name, of[name] as Fact]]))
}

function changed(facts: RouteFacts, lamp: Lamp, name: string, change: Partial<Fact> | undefined): RouteFacts {
  const of: Readonly<Record<string, unknown>> = facts[lamp]
  const value = change === undefined ? undefined : { ...(of[name] as Fact), ...change }
  return { ...facts, [lamp]: { ...of, [name]: value } }
}

/** Everything that a lamp says to people. */
function saidBy(clearance: Clearance): string {
  return JSON.stringify(clearance)
}

const isAnswer = ([, { provenance }]: [string, Fact]): boolean =>
  provenance === 'declared' || provenance === 'concluded'

describe('the simplest real case', () => {
  test('nobody has answered anything: it is shut, and each missing answer is named with who can give it', () => {
    const { lamps: shown } = lampsOf(unanswered)
    assert.equal(shown.licence.state, 'caution')
    for (const lamp of ['dataProtection', 'governance', 'security'] as const) {
      const clearance = shown[lamp]
      assert.equal(clearance.state, 'unknown')
      for (const fact of clearance.missing) assert.ok(fact.suppliedBy.de !== '' && fact.suppliedBy.en !== '')
    }
  })
  test('at most ten answers let it pass; what was measured or derived is none', () => {
    const answers = lamps.flatMap((lamp) => factsOf(simplest, lamp).filter(isAnswer))
    assert.equal(answers.length, 10)
    assert.ok(lamps.every((lamp) => passes(lampsOf(simplest).lamps[lamp])))
  })
  test('what is left is recommended or declared: yellow, each with a date and an owner', () => {
    for (const lamp of lamps) {
      const clearance = lampsOf(simplest).lamps[lamp]
      assert.equal(clearance.state, 'caution')
      for (const task of clearance.tasks) assert.ok(task.owner !== undefined && task.dueOn > '2026-11-24')
    }
  })
  test('none of the ten can be left out', () => {
    for (const lamp of lamps)
      for (const [name] of factsOf(simplest, lamp).filter(isAnswer)) {
        const clearance = lampsOf(changed(simplest, lamp, name, undefined)).lamps[lamp]
        assert.ok(!passes(clearance) && saidBy(clearance).includes(`${lamp}.${name}`), name)
      }
  })
})

/** Facts without which a profile still passes, yellow and by a date. Everything else puts the lamp out. */
const recommended: Readonly<Record<Profile, string>> = {
  internalDrafting:
    'trainingSummary dpia dataClasses overseer training managementAcceptance drift guidance chatTemplate patches isolation drill ' +
    'witness bsigCategory controls',
  personalData:
    'trainingSummary dataClasses recall overseer training managementAcceptance drift guidance chatTemplate patches drill witness ' +
    'bsigCategory controls',
  annexIII: 'trainingSummary memorisation dataClasses recall drift guidance conformity chatTemplate patches witness',
  publicService:
    'trainingSummary memorisation dataClasses recall overseer drift guidance chatTemplate patches drill witness',
}

/** Facts that a profile does not ask for. */
const unasked: Readonly<Record<Profile, string>> = {
  internalDrafting: 'licence.notices upstreamTerms memorisation recall decisionOnOpinion conformity',
  personalData: 'upstreamTerms memorisation decisionOnOpinion conformity',
  annexIII: 'decisionOnOpinion',
  publicService: 'upstreamTerms decisionOnOpinion conformity',
}

for (const profile of profiles) {
  describe(`profile ${profile}`, () => {
    const complete = completeRoute(profile)
    test('complete: all four are clear', () => {
      assert.deepEqual(statesOf(complete), ['clear', 'clear', 'clear', 'clear'])
    })
    for (const lamp of lamps)
      for (const [name] of factsOf(complete, lamp))
        test(`without ${lamp}.${name}`, () => {
          const shown = lampsOf(changed(complete, lamp, name, undefined)).lamps
          const others = lamps.filter((one) => one !== lamp).map((one) => shown[one].state)
          assert.deepEqual(others, ['clear', 'clear', 'clear'])
          assert.equal(shown[lamp].state, expectedWithout(profile, lamp, name))
          if (shown[lamp].state === 'unknown') assert.ok(saidBy(shown[lamp]).includes(`"${lamp}.${name}"`))
        })
    for (const lamp of ['licence', 'dataProtection'] as const)
      test(`without the verdict about ${lamp}`, () => {
        const shown = lampsOf({ ...complete, verdicts: { ...complete.verdicts, [lamp]: undefined } }).lamps[lamp]
        assert.ok(shown.state === 'unknown' && saidBy(shown).includes(`${lamp}.verdict`))
      })
    test('each fact names itself when it has run out, and the moment was told before', () => {
      for (const lamp of lamps)
        for (const [name] of factsOf(complete, lamp)) {
          const ends = changed(complete, lamp, name, { validUntil: '2026-11-24' })
          assert.equal(lampsOf(ends).validUntil, Date.parse('2026-11-25T00:00:00Z'))
          const after = lampsOf(ends, at('2026-11-25')).lamps[lamp]
          assert.equal(after.state, expectedWithout(profile, lamp, name))
          if (after.state === 'unknown') assert.match(saidBy(after), /ran out on 2026-11-24/)
        }
    })
  })
}

function expectedWithout(profile: Profile, lamp: Lamp, name: string): Clearance['state'] {
  const names = [name, `${lamp}.${name}`]
  if (unasked[profile].split(' ').some((one) => names.includes(one))) return 'clear'
  return recommended[profile].split(' ').includes(name) ? 'caution' : 'unknown'
}

describe('facts that are against it', () => {
  const complete = completeRoute('publicService')
  const rows: readonly [lamp: Lamp, name: string, value: string, code: string][] = [
    ['licence', 'claims', 'revoked', 'licence_revoked'],
    ['licence', 'claims', 'takedown', 'takedown_accepted'],
    ['licence', 'claims', 'a new word', 'takedown_accepted'],
    ['dataProtection', 'consultation', 'waiting', 'prior_consultation_waiting'],
    ['dataProtection', 'opinion', 'negative', 'opinion_negative'],
    ['governance', 'class', 'prohibited', 'ai_practice_prohibited'],
    ['governance', 'class', 'high-risk-annex-iii', 'profile_too_light'],
    ['governance', 'class', 'high-risk-annex-i', 'profile_too_light'],
    ['governance', 'class', 'a new word', 'ai_practice_prohibited'],
    ['governance', 'prohibitedPractices', 'present', 'ai_practice_prohibited'],
    ['governance', 'participation', 'refused', 'participation_refused'],
    ['governance', 'participation', 'pending', 'participation_refused'],
    ['security', 'artefact', 'differs', 'artefact_differs'],
    ['security', 'engineVersion', 'exploited', 'vulnerability_exploited'],
    ['security', 'integrity', 'failed', 'integrity_failed'],
    ['security', 'incident', 'freeze', 'incident_freeze'],
  ]
  for (const [lamp, name, value, code] of rows)
    test(`${name}: ${value}`, () => {
      const shown = lampsOf(changed(complete, lamp, name, { value })).lamps[lamp]
      assert.ok(shown.state === 'blocked')
      assert.equal(shown.reasons[0].code, code)
    })
  const unknowns: readonly [lamp: Lamp, name: string, value: string][] = [
    ['governance', 'approvals', 'missing'],
    ['governance', 'transparency', 'someChannels'],
    ['governance', 'marking', 'none'],
    ['dataProtection', 'opinion', 'notAsked'],
  ]
  for (const [lamp, name, value] of unknowns)
    test(`${name}: ${value}`, () =>
      assert.equal(lampsOf(changed(complete, lamp, name, { value })).lamps[lamp].state, 'unknown'))
  test('a class that was signed for other components', () => {
    const shown = lampsOf({ ...complete, bomDigest: 'b'.repeat(64) }).lamps.governance
    assert.match(saidBy(shown), /ai_class_of_another/)
  })
  test('a negative opinion with a reasoned decision of management is yellow', () => {
    const negative = changed(complete, 'dataProtection', 'opinion', { value: 'negative' })
    const decided = changed(negative, 'dataProtection', 'decisionOnOpinion', { value: 'reasoned' })
    assert.equal(lampsOf(decided).lamps.dataProtection.state, 'caution')
  })
  test('what is missing stands beside what is against it', () => {
    const shown = lampsOf(
      changed(changed(complete, 'licence', 'claims', { value: 'revoked' }), 'licence', 'texts', undefined),
    )
    assert.match(saidBy(shown.lamps.licence), /licence_revoked.*licence_texts_missing/)
  })
})

describe('the judges of two lamps', () => {
  const complete = completeRoute('internalDrafting')
  const text = { de: 'nein', en: 'no' }
  const reason = { code: 'x', lamp: 'licence', basis: 'licence', source: 'section 3', clearedBy: text, text } as const
  const under = (clearance: Clearance, validUntil = at('2027-01-01')): Clearance =>
    lampsOf({ ...complete, verdicts: { ...complete.verdicts, licence: { clearance, validUntil } } }).lamps.licence

  test('a ban is told in their words', () => {
    assert.deepEqual(under({ state: 'blocked', reasons: [reason] }), { state: 'blocked', reasons: [reason] })
  })
  test('so is what they miss', () => {
    const missing = { name: 'licence.base', text, suppliedBy: text }
    assert.deepEqual(under({ state: 'unknown', missing: [missing] }), { state: 'unknown', missing: [missing] })
  })
  test('their tasks and obligations stay', () => {
    const verdict: Clearance = {
      state: 'caution',
      obligations: [{ kind: 'attribution', text }],
      tasks: [{ text, dueOn: '2026-12-24' }],
    }
    assert.deepEqual(under(verdict), verdict)
  })
  test('a verdict that has run out is none', () => {
    assert.equal(under({ state: 'clear', obligations: [] }, exampleDay).state, 'unknown')
  })
})

describe('declared and not measured', () => {
  const complete = completeRoute('publicService')
  for (const name of ['engineVersion', 'isolation', 'drill', 'artefact', 'patches'])
    test(`${name} is yellow until the declaration ends`, () => {
      const declared = changed(complete, 'security', name, { provenance: 'declared', validUntil: '2026-12-20' })
      const shown = lampsOf(declared).lamps.security
      assert.ok(shown.state === 'caution')
      assert.equal(shown.tasks[0].dueOn, '2026-12-20')
      assert.equal(lampsOf(declared).validUntil, at('2026-12-21') - 43_200_000)
    })
  test('for at most 90 days', () => {
    const long = { provenance: 'declared', statedOn: '2026-11-02', validUntil: '2028-01-01' } as const
    const declared = changed(complete, 'security', 'engineVersion', long)
    assert.equal(lampsOf(declared, at('2027-01-31')).lamps.security.state, 'caution')
    assert.equal(lampsOf(declared, at('2027-02-01')).lamps.security.state, 'unknown')
  })
  test('never without an end', () => {
    for (const provenance of ['declared', 'concluded'] as const) {
      const open = changed(complete, 'governance', 'role', { provenance, validUntil: undefined })
      assert.equal(lampsOf(open).lamps.governance.state, 'unknown')
    }
  })
  test('what only a measurement knows is not declared', () => {
    const declared = changed(complete, 'security', 'integrity', { provenance: 'declared', validUntil: '2026-12-01' })
    assert.equal(lampsOf(declared).lamps.security.state, 'unknown')
  })
  test('a date that is none holds nothing', () => {
    for (const change of [{ validUntil: 'for ever' }, { statedOn: '' }, { statedOn: '2026-12-01' }])
      assert.equal(lampsOf(changed(complete, 'governance', 'role', change)).lamps.governance.state, 'unknown')
  })
})

describe('tasks', () => {
  const complete = changed(completeRoute('internalDrafting'), 'governance', 'training', undefined)
  const reason = 'the course of the new year covers it, and it is booked'
  const extension = {
    policy: 'governance.training',
    person: 'p1',
    reason,
    extendedOn: '2027-01-20',
    until: '2027-02-15',
  }
  // In force on 24 November with these policies, 60 days.
  const due = '2027-01-23'
  const stateOn = (day: string, facts: RouteFacts = complete) => lampsOf(facts, at(day)).lamps.governance.state

  test('are due in their term after the policies came into force, and shut the day after', () => {
    const shown = lampsOf(complete).lamps.governance
    assert.ok(shown.state === 'caution' && shown.tasks[0].dueOn === due)
    assert.equal(lampsOf(complete).validUntil <= Date.parse('2027-01-24T00:00:00Z'), true)
    assert.deepEqual([stateOn(due), stateOn('2027-01-24')], ['caution', 'blocked'])
  })
  test('say that they are overdue, and that this is a rule of our own where the task was recommended', () => {
    const recommendedOne = changed(completeRoute('internalDrafting'), 'governance', 'overseer', undefined)
    const shown = lampsOf(recommendedOne, at('2027-03-30')).lamps.governance
    assert.ok(shown.state === 'blocked')
    assert.deepEqual([shown.reasons[0].code, shown.reasons[0].basis], ['overseer_recommended_overdue', 'ownRule'])
  })
  test('run on once where a named person says why', () => {
    const extended = { ...complete, extensions: [extension] }
    assert.deepEqual([stateOn('2027-02-15', extended), stateOn('2027-02-16', extended)], ['caution', 'blocked'])
  })
  const refused: readonly [why: string, extensions: RouteFacts['extensions']][] = [
    ['nobody', [{ ...extension, person: ' ' }]],
    ['no reason', [{ ...extension, reason: 'later' }]],
    ['another task', [{ ...extension, policy: 'governance.drift' }]],
    ['not yet', [{ ...extension, extendedOn: '2027-02-10' }]],
    ['no date', [{ ...extension, until: 'soon' }]],
    ['the second of two', [{ ...extension, extendedOn: '2027-01-10', until: '2027-01-24' }, extension]],
  ]
  for (const [why, extensions] of refused)
    test(`do not run on: ${why}`, () => assert.equal(stateOn('2027-01-25', { ...complete, extensions }), 'blocked'))
  test('run on for at most 90 days', () => {
    const extended = { ...complete, extensions: [{ ...extension, until: '2028-01-01' }] }
    const until = { ...completeRoute('internalDrafting').governance, training: undefined }
    const long = Object.fromEntries(
      Object.entries(until).map(([name, one]) => [name, one && { ...one, validUntil: '2027-12-31' }]),
    )
    const facts = { ...extended, governance: long }
    assert.deepEqual([stateOn('2027-04-23', facts), stateOn('2027-04-24', facts)], ['caution', 'blocked'])
  })
})

describe('routes that share facts', () => {
  const complete = completeRoute('internalDrafting')
  const governance = Object.freeze({
    ...complete.governance,
    training: undefined,
    role: { ...complete.governance.role },
  })
  const shared = { ...complete, governance } as RouteFacts
  const dueOf = (facts: RouteFacts, now = exampleDay): string | undefined => {
    const shown = lampsOf(facts, now).lamps.governance
    return shown.state === 'caution' ? shown.tasks[0].dueOn : shown.state
  }
  const reason = 'the course of the new year covers it, and it is booked'
  const extension = {
    policy: 'governance.training',
    person: 'p1',
    reason,
    extendedOn: '2026-11-20',
    until: '2027-02-15',
  }

  test('have tasks of their own day', () => {
    assert.equal(dueOf(shared), '2027-01-23')
    assert.equal(dueOf({ ...shared, inForceOn: '2026-12-01' }), '2027-01-30')
    assert.equal(dueOf({ ...shared, extensions: [extension] }), '2027-02-15')
    assert.equal(dueOf(shared), '2027-01-23')
  })
  test('are read again when one of them has run out, and when somebody asks about earlier', () => {
    assert.deepEqual(
      [dueOf(shared, at('2027-02-20')), dueOf(shared), dueOf(shared, at('2027-02-20'))],
      ['blocked', '2027-01-23', 'blocked'],
    )
  })
  test('a value that looks like two facts is one', () => {
    lampsOf(complete)
    const odd = changed({ ...complete, licence: { ...complete.licence, claims: undefined } }, 'licence', 'texts', {
      value: 'complete\0claims=none',
    })
    assert.equal(lampsOf(odd).lamps.licence.state, 'unknown')
  })
})

test('Annex III: from 2 December 2027 nothing passes without a conformity file', () => {
  const complete = completeRoute('annexIII')
  const long = Object.fromEntries(
    Object.entries(complete.governance).map(([name, one]) => [name, one && { ...one, validUntil: '2028-12-31' }]),
  )
  const without: RouteFacts = { ...complete, governance: { ...long, conformity: undefined } }
  const before = lampsOf(without, at('2027-12-01'))
  assert.equal(before.lamps.governance.state, 'caution')
  assert.equal(before.validUntil, Date.parse('2027-12-02T00:00:00Z'))
  assert.equal(lampsOf(without, at('2027-12-02')).lamps.governance.state, 'blocked')
})
