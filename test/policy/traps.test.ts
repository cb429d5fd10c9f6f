// Goal: every known trap of Cedar ends in a refusal: an erring policy, a request that does not fit, a set that nobody knows, an
// answer of another shape. The real engine stands behind each row.
import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { answerOf, type CedarContext, type CedarEngine, evaluate } from '../../packages/policy/src/cedar/engine.ts'
import { openPolicySet, openSchema, type PolicySet } from '../../packages/policy/src/cedar/policy-set.ts'
import { openCedar } from '../../packages/server/src/cedar-wiring.ts'

const engine = openCedar()

const schemaText = `
entity UseCase; entity Deployment { name?: String };
namespace Door {
  type Facts = { halted?: Bool, level?: String };
  action pass appliesTo { principal: [UseCase], resource: [Deployment], context: Facts };
}`
const schema = openSchema(engine, schemaText)

const notes = '@reason("r") @de("gesperrt") @en("shut") @source("s") @basis("ownRule") @clearedBy("operator")'
const base = '@id("base") permit (principal, action, resource);'
const scope = '(principal, action == Door::Action::"pass", resource)'

function setOf(policies: string, on: CedarEngine = engine): PolicySet {
  return openPolicySet(on, { namespace: 'Door', policies, schema })
}

/** Without strict validation, as if somebody had forgotten to ask for it. */
const unvalidated: CedarEngine = { ...engine, validate: () => ({ type: 'success', validationErrors: [] }) }
const erring = `${base} @id("erring") ${notes} forbid ${scope} when { context.halted };`
const erringOnResource = `${base} @id("erring") ${notes} forbid ${scope} when { resource.name == "x" };`
const route = { useCaseId: 'u', deploymentId: 'd' }

describe('traps: what was asked', () => {
  const rows: readonly [why: string, set: PolicySet, context: CedarContext, state: string][] = [
    ['all is well', setOf(base), {}, 'allow'],
    ['a forbid says no', setOf(`${base} @id("no") ${notes} forbid ${scope};`), {}, 'deny'],
    ['a forbid that reads what is not there is skipped by Cedar', setOf(erring, unvalidated), {}, 'trouble'],
    ['the same where the attribute is there', setOf(erring, unvalidated), { halted: false }, 'allow'],
    ['the entity of the resource is not handed over', setOf(erringOnResource, unvalidated), {}, 'trouble'],
    ['an attribute that the schema does not know', setOf(base), { surprise: true }, 'trouble'],
    ['a value of another type', setOf(base), { halted: 'no' }, 'trouble'],
    ['an empty set permits nothing', setOf(''), {}, 'deny'],
  ]
  for (const [why, set, context, state] of rows) {
    test(why, () => assert.equal(set.ask('pass', route, context).state, state))
  }

  test('an erring policy beside a denial is trouble as well, so that nobody is told half the reasons', () => {
    const set = setOf(`${erring} @id("no") ${notes} forbid ${scope};`, unvalidated)
    assert.equal(set.ask('pass', route, {}).state, 'trouble')
  })
  test('an action that the schema does not know', () => {
    assert.equal(setOf(base).ask('open', route, {}).state, 'trouble')
  })
  test('a set that was never parsed', () => {
    const asked = { actionType: 'Door::Action', action: 'pass', ...route, context: {} }
    assert.equal(evaluate(engine, { digest: 'unknown', schemaDigest: schema.digest }, asked).state, 'trouble')
    assert.equal(evaluate(engine, { digest: setOf(base).digest, schemaDigest: 'unknown' }, asked).state, 'trouble')
  })
  test('determining policies are sorted and have the names that people gave them', () => {
    const set = setOf(`@id("b") permit (principal, action, resource); @id("a") permit (principal, action, resource);`)
    assert.deepEqual(set.ask('pass', route, {}), { state: 'allow', determining: ['a', 'b'] })
  })
  test('the digest depends on every policy and on the schema, not on their order', () => {
    const other = '@id("zz") permit (principal, action, resource);'
    assert.equal(setOf(`${base}${other}`).digest, setOf(`${other}${base}`).digest)
    assert.notEqual(setOf(`${base}${other}`).digest, setOf(base).digest)
    const wider = openSchema(engine, `${schemaText} entity Another;`)
    const widened = openPolicySet(engine, { namespace: 'Door', policies: base, schema: wider })
    assert.notEqual(widened.digest, setOf(base).digest)
  })
  test('every call names a schema and has the request checked, for without a schema Cedar checks nothing and is silent', () => {
    const calls: unknown[] = []
    const listening: CedarEngine = {
      ...engine,
      isAuthorized: (call) => {
        calls.push(call)
        return engine.isAuthorized(call)
      },
    }
    setOf(base, listening).ask('pass', route, {})
    const [call] = calls as { validateRequest: boolean; preparsedSchemaName: string }[]
    assert.deepEqual([call?.validateRequest, call?.preparsedSchemaName], [true, schema.digest])
  })
})

describe('traps: a set that is not taken into use', () => {
  const rows: readonly [why: string, policies: string, says: RegExp][] = [
    ['a misspelt attribute', `@id("x") ${notes} forbid ${scope} when { context.haltd };`, /x: .*haltd/],
    ['an optional attribute without has', `@id("x") ${notes} forbid ${scope} when { context.halted };`, /x: /],
    ['no name', `${notes} forbid ${scope};`, /@id is missing/],
    ['the same name twice', `${base} ${base}`, /same @id/],
    ['no German', `@id("x") ${notes.replace('@de("gesperrt")', '')} forbid ${scope};`, /x: @de is missing/],
    ['no English', `@id("x") ${notes.replace('@en("shut")', '')} forbid ${scope};`, /x: @en is missing/],
    ['no source', `@id("x") ${notes.replace('@source("s")', '')} forbid ${scope};`, /x: @source is missing/],
    ['a basis that is none', `@id("x") ${notes.replace('ownRule', 'habit')} forbid ${scope};`, /habit/],
    ['an office that is none', `@id("x") ${notes.replace('operator', 'Maria')} forbid ${scope};`, /Maria/],
    ['a forbid for all actions', `@id("x") ${notes} forbid (principal, action, resource);`, /name the actions/],
    ['a template', '@id("x") permit (principal == ?principal, action, resource);', /templates/],
    ['no policy language', 'permit everything', /the file/],
    [
      'more than a lamp may have',
      Array.from({ length: 51 }, (_, at) => `@id("p${at}") permit (principal, action, resource);`).join('\n'),
      /51 policies, at most 50/,
    ],
  ]
  for (const [why, policies, says] of rows) test(why, () => assert.throws(() => setOf(policies), says))
})

describe('traps: answers of another shape', () => {
  const good = { type: 'success', response: { decision: 'allow', diagnostics: { reason: ['base'], errors: [] } } }
  const with_ = (change: object) => ({ ...good, response: { ...good.response, ...change } })
  const rows: readonly [why: string, answer: unknown, state: string][] = [
    ['the one good shape', good, 'allow'],
    ['nothing', undefined, 'trouble'],
    ['null', null, 'trouble'],
    ['a text', 'allow', 'trouble'],
    ['a failure', { type: 'failure', errors: [{ message: 'no' }], warnings: [] }, 'trouble'],
    ['a failure with a good response', { ...good, type: 'failure' }, 'trouble'],
    ['no response', { type: 'success' }, 'trouble'],
    ['no diagnostics', with_({ diagnostics: undefined }), 'trouble'],
    ['no errors', with_({ diagnostics: { reason: ['base'] } }), 'trouble'],
    ['one error', with_({ diagnostics: { reason: ['base'], errors: [{ error: { message: 'e' } }] } }), 'trouble'],
    ['an error on a denial', with_({ decision: 'deny', diagnostics: { reason: [], errors: [{}] } }), 'trouble'],
    ['no reason', with_({ diagnostics: { errors: [] } }), 'trouble'],
    ['a reason that is no text', with_({ diagnostics: { reason: [1], errors: [] } }), 'trouble'],
    ['allowed by nothing', with_({ diagnostics: { reason: [], errors: [] } }), 'trouble'],
    ['another word for allow', with_({ decision: 'Allow' }), 'trouble'],
    ['no decision', with_({ decision: undefined }), 'trouble'],
    ['denied by nothing', with_({ decision: 'deny', diagnostics: { reason: [], errors: [] } }), 'deny'],
  ]
  for (const [why, answer, state] of rows) test(why, () => assert.equal(answerOf(answer).state, state))
})
