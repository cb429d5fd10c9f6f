import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { type ClaimCheck, type ClaimName, type ClaimReport, listedMax } from './claim-report.ts'
import { ClaimsCheck, type KnownLog } from './claims.ts'
import type { LampState } from '../lamp.ts'
import { encodeEntry, type EntryDraft, type Stamp } from './entry.ts'
import {
  digestOf,
  exampleCut,
  exampleHandover,
  exampleIntent,
  exampleOrigin,
  exampleOutcome,
  exampleRecovery,
  exampleRefusal,
  exampleStamp,
  everyDraft,
} from './example-drafts.ts'
import type { RestoredDraft } from './governance.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const start: EntryDraft = { type: 'start', version: '0.2.0', configuration: digestOf('c') }
const stop: EntryDraft = { type: 'stop', counts: {} }
const configuration: EntryDraft = { type: 'configuration', configuration: digestOf('d') }
const [a, b] = [exampleIntent('a'), exampleIntent('b')]
const old = exampleHandover.previous
const restored: RestoredDraft = { ...exampleHandover, type: 'restored', sizeFound: 1000 }

/** A draft, with a stamp that differs from the usual one, or bytes that are no entry. */
type Step = EntryDraft | readonly [EntryDraft, Partial<Stamp>] | string

const isStamped = (step: Step): step is readonly [EntryDraft, Partial<Stamp>] => Array.isArray(step)

function feed(check: ClaimsCheck, steps: readonly Step[], counterFrom = 1): void {
  for (const [index, step] of steps.entries()) {
    const [draft, changed] = isStamped(step) ? step : [step, {}]
    const leaf = typeof draft === 'string' ? draft : encodeEntry(draft, exampleStamp(index + counterFrom, changed))
    check.take(index, utf8(leaf))
  }
}

function reportOf(steps: readonly Step[], previous?: KnownLog): ClaimReport {
  const check = new ClaimsCheck({ origin: exampleOrigin, previous })
  feed(check, steps)
  return check.finish()
}

function checkNamed(report: ClaimReport, name: ClaimName): ClaimCheck | undefined {
  return report.checks.find((check) => check.name === name)
}

/** The findings as `claim code index`, or `claim notChecked`. */
function findings({ checks }: ClaimReport): readonly string[] {
  return checks.flatMap((check) => {
    if (check.state === 'ok') return []
    if (check.state === 'notChecked') return [`${check.name} notChecked`]
    return check.problems.map(({ code, index }) => `${check.name} ${code} ${index}`)
  })
}

describe('a log is verified', () => {
  const cases: readonly [why: string, steps: readonly Step[], openIntents: number][] = [
    ['that is empty', [], 0],
    ['with a call that finished', [start, a, exampleOutcome('a', 1)], 0],
    ['with a call that was cut', [start, a, exampleCut('a', 1)], 0],
    ['with a call that was closed on start', [start, a, start, exampleRecovery('a', 1)], 0],
    [
      'with two attempts',
      [start, a, exampleOutcome('a', 1, { ending: 'failedOver' }), { ...a, attempt: 2 }, exampleOutcome('a', 3)],
      0,
    ],
    ['with ends in another order', [start, a, b, exampleOutcome('b', 2), exampleOutcome('a', 1)], 0],
    ['with a refusal', [start, exampleRefusal], 0],
    ['with a call that still runs', [start, a, b, exampleOutcome('a', 1)], 1],
    ['with a new configuration', [start, configuration, { ...a, configuration: digestOf('d') }], 1],
    ['with a configuration that was decided under when the next came', [start, configuration, a], 1],
    [
      'with a configuration that ended 5 s before',
      [start, configuration, [a, { timeMs: exampleStamp(2).timeMs + 5_000 }]],
      1,
    ],
    ['with two replicas', [start, [start, { replica: 'f'.repeat(16), counter: 1 }], [a, { counter: 2 }]], 1],
    ['with a key change', [start, keyChange('3', '4'), keyChange('4', '5')], 0],
    ['with an erasure of earlier entries', [start, start, erasure(exampleOrigin, 1, 1)], 0],
  ]
  for (const [why, steps, openIntents] of cases) {
    test(why, () => {
      const report = reportOf(steps)
      assert.deepEqual(findings(report), [])
      assert.equal(report.outcome, 'verified')
      assert.equal(report.openIntents, openIntents)
      assert.equal(report.entries, steps.length)
    })
  }

  test('with one of each entry, as far as they fit together', () => {
    const loose = new Set(['outcome', 'cut', 'recovery', 'handover', 'restored', 'openIntents', 'erasure'])
    const drafts = everyDraft.filter(({ type }) => !loose.has(type))
    assert.deepEqual(
      findings(
        reportOf([start, ...drafts.map((draft) => (draft.type === 'hold' ? { ...draft, indices: [] } : draft)), start]),
      ),
      [],
    )
  })
})

describe('a log is refused', () => {
  const lamps = (state: LampState) => ({ ...a.lamps, licence: state })
  const cases: readonly [why: string, steps: readonly Step[], found: readonly string[]][] = [
    ['with bytes that are no entry', [start, '{}'], ['schema malformed_entry 1']],
    ['with a counter left out', [start, [a, { counter: 3 }]], ['counters counter_gap 1']],
    ['with a counter twice', [start, [a, { counter: 1 }]], ['counters counter_gap 1']],
    ['whose counter does not begin at 1', [[start, { counter: 2 }]], ['counters counter_gap 0']],
    ['with an outcome without an intent', [start, exampleOutcome('a', 0)], ['pairing intent_missing 1']],
    ['with an outcome before its intent', [start, exampleOutcome('a', 2), a], ['pairing intent_missing 1']],
    ['with an outcome of itself', [start, exampleOutcome('a', 1)], ['pairing intent_missing 1']],
    ['with a cut without an intent', [start, exampleCut('a', 7)], ['pairing intent_missing 1']],
    ['with a recovery without an intent', [start, exampleRecovery('a', 7)], ['pairing intent_missing 1']],
    ['with two outcomes', [start, a, exampleOutcome('a', 1), exampleOutcome('a', 1)], ['pairing intent_missing 3']],
    [
      'with a cut after the outcome',
      [start, a, exampleOutcome('a', 1), exampleCut('a', 1)],
      ['pairing intent_missing 3'],
    ],
    [
      'with an outcome of a refusal',
      [start, exampleRefusal, exampleOutcome('req_refused', 1)],
      ['pairing intent_missing 2'],
    ],
    ['with the outcome of another call', [start, a, exampleOutcome('b', 1)], ['pairing request_differs 2']],
    ['with an outcome of a log that never was', [start, a, exampleRecovery('a', 1, 'o')], ['pairing intent_missing 2']],
    ['with a blocked lamp', [start, { ...a, lamps: lamps('blocked') }], ['delivery lamp_shut 1']],
    ['with an unknown lamp', [start, { ...a, lamps: lamps('unknown') }], ['delivery lamp_shut 1']],
    ['without a configuration', [a], ['configuration configuration_unknown 0']],
    [
      'with a configuration of its own',
      [start, { ...a, configuration: digestOf('d') }],
      ['configuration configuration_differs 1'],
    ],
    [
      'with a configuration to come',
      [start, { ...a, configuration: digestOf('d') }, configuration],
      ['configuration configuration_differs 1'],
    ],
    [
      'with a configuration that ended more than 5 s before',
      [start, configuration, [a, { timeMs: exampleStamp(2).timeMs + 5_001 }]],
      ['configuration configuration_differs 2'],
    ],
    [
      'with the last configuration but one',
      [start, configuration, { type: 'configuration', configuration: digestOf('e') }, a],
      ['configuration configuration_differs 3'],
    ],
    ['with an erasure of itself', [start, erasure(exampleOrigin, 1, 1)], ['erasure index_beyond_size 1']],
    [
      'with an erasure of what is to come',
      [start, erasure(exampleOrigin, 1, 5), start],
      ['erasure index_beyond_size 1'],
    ],
    [
      'with a deletion of what is to come',
      [start, { type: 'retention', indices: [{ origin: exampleOrigin, count: 2 }] }],
      ['erasure index_beyond_size 1'],
    ],
    [
      'with a key change from another key',
      [start, keyChange('3', '4'), keyChange('3', '5')],
      ['keyChange key_chain_broken 2'],
    ],
    ['with a handover in the middle', [start, exampleHandover], ['succession handover_misplaced 1']],
    [
      'with a list of open intents out of nowhere',
      [start, { type: 'openIntents', openIntents: [[1, 'a']] }],
      ['succession open_intents_misplaced 1'],
    ],
    [
      'with a period backwards',
      [start, { type: 'reconciliation', from: 2, to: 1, upstreams: [] }],
      ['reconciliation period_inverted 1'],
    ],
  ]
  for (const [why, steps, found] of cases) {
    test(why, () => {
      const report = reportOf(steps)
      assert.deepEqual(findings(report), found)
      assert.equal(report.outcome, 'refused')
    })
  }

  test('and the first problems are listed, not all', () => {
    const report = reportOf([start, ...Array.from({ length: 50 }, () => exampleOutcome('a', 0))])
    const pairing = checkNamed(report, 'pairing')
    assert.equal(pairing?.state === 'failed' && pairing.problems.length, listedMax)
    assert.equal(pairing?.count, 50)
  })
})

test('a log is refused with 10,001 replicas', () => {
  const replicaOf = (at: number) => at.toString(16).padStart(16, '0')
  const steps = Array.from({ length: 10_001 }, (_, at) => [start, { replica: replicaOf(at), counter: 1 }] as const)
  assert.deepEqual(findings(reportOf(steps)), ['counters replicas_too_many 10000'])
})

/** Of a gateway that had four calls, with a second engine that shows nothing. */
function reconciled(what: { readonly total: number; readonly engine: number }): EntryDraft {
  const requests = { counter: 'requests', least: 4, most: 4, ...what } as const
  const gpu = { upstream: 'gpu', state: 'compared', since: 1, deployments: [], counts: [requests] } as const
  const silent = { upstream: 'silent', state: 'unreachable', deployments: [], counts: [] } as const
  return { type: 'reconciliation', from: 1, to: 2, upstreams: [gpu, silent] }
}

describe('worth a note, and no more, is', () => {
  const notes = (steps: readonly Step[]) => reportOf(steps).notes.map(({ code, index }) => `${code} ${index}`)
  const at = exampleStamp(1).timeMs
  test('a call that still runs', () => assert.deepEqual(notes([start, a]), ['intent_open 1']))
  test('a clock that fell by more than 5 s', () => {
    assert.deepEqual(notes([start, [stop, { timeMs: at - 5_001 }]]), ['time_fell 1'])
    assert.deepEqual(notes([start, [stop, { timeMs: at - 5_000 }]]), [])
  })
  test('a process that begins without the end of the one before', () => {
    assert.deepEqual(notes([start, stop, start, start]), ['stop_missing 3'])
    const other = { replica: 'ffffffffffffffff', counter: 1 }
    assert.deepEqual(notes([start, [start, other]]), [])
  })
  test('an engine that counted otherwise', () => {
    const report = reportOf([start, reconciled({ total: 9, engine: 4 }), reconciled({ total: 20, engine: 5 })])
    assert.equal(report.outcome, 'verified')
    assert.deepEqual(
      report.deviations.map(({ upstream, kind, by, index }) => `${upstream} ${kind} ${by} ${index}`),
      ['silent unread undefined 1', 'gpu more 1 2', 'gpu between 6 2', 'silent unread undefined 2'],
    )
    assert.equal(report.deviationCount, 4)
  })
})

describe('a log that follows another, which is not given,', () => {
  test('is partial, though its ends may point into it', () => {
    const steps = [
      exampleHandover,
      exampleRecovery('req_a', 990, old.origin),
      a,
      exampleOutcome('a', 2),
      exampleRecovery('req_b', 999, old.origin),
    ]
    const report = reportOf(steps)
    assert.deepEqual(findings(report), ['succession notChecked'])
    assert.equal(report.outcome, 'partial')
    assert.equal(report.openIntents, 0)
  })
  test('may go on with any counter', () => {
    const first = [exampleHandover, { counter: 5000 }] as const
    assert.deepEqual(findings(reportOf([first, [a, { counter: 5001 }]])), ['succession notChecked'])
    assert.deepEqual(findings(reportOf([first, [a, { counter: 5002 }]])), [
      'counters counter_gap 1',
      'succession notChecked',
    ])
  })
  test('leaves open what points beyond it', () => {
    const report = reportOf([
      exampleHandover,
      exampleRecovery('x', 1, 'gateway.example/log/2025h2'),
      erasure('gateway.example/log/2025h2', 1, 1),
    ])
    assert.deepEqual(findings(report), ['pairing notChecked', 'erasure notChecked', 'succession notChecked'])
    assert.equal(report.outcome, 'partial')
  })
  test('ends nothing that the handover does not list', () => {
    assert.deepEqual(findings(reportOf([exampleHandover, exampleRecovery('x', 1, old.origin)])), [
      'pairing intent_missing 1',
      'succession notChecked',
    ])
  })
  test('erases nothing beyond the size that it names', () => {
    assert.deepEqual(findings(reportOf([exampleHandover, erasure(old.origin, 1, 1000)])), [
      'erasure index_beyond_size 1',
      'succession notChecked',
    ])
    assert.deepEqual(findings(reportOf([exampleHandover, erasure(old.origin, 1, 999)])), ['succession notChecked'])
  })
})

describe('a log that follows another, whose checkpoint is known,', () => {
  const cases: readonly [why: string, steps: readonly Step[], known: KnownLog, found: readonly string[]][] = [
    ['is verified if it names it', [exampleHandover], old, []],
    [
      'is verified if it goes on in the list',
      [{ ...exampleHandover, openIntentCount: 3 }, { type: 'openIntents', openIntents: [[7, 'c']] }, start],
      old,
      [],
    ],
    ['must say so', [start], old, ['succession handover_missing 0']],
    ['names another origin', [exampleHandover], { ...old, origin: 'o' }, ['succession handover_differs 0']],
    ['names another size', [exampleHandover], { ...old, size: 1001 }, ['succession handover_differs 0']],
    ['names another root', [exampleHandover], { ...old, root: digestOf('9') }, ['succession handover_differs 0']],
    ['names another note', [exampleHandover], { ...old, checkpoint: digestOf('9') }, ['succession handover_differs 0']],
    ['names another note of the tree, if none is asked for', [exampleHandover], { ...old, checkpoint: undefined }, []],
    [
      'breaks off its list',
      [{ ...exampleHandover, openIntentCount: 3 }, start],
      old,
      ['succession open_intents_incomplete 1', 'succession open_intents_differ 1'],
    ],
    [
      'ends within its list',
      [{ ...exampleHandover, openIntentCount: 3 }],
      old,
      ['succession open_intents_incomplete 1', 'succession open_intents_differ 1'],
    ],
    [
      'lists more than it says',
      [{ ...exampleHandover, openIntentCount: 1 }],
      old,
      ['succession open_intents_differ 0'],
    ],
    [
      'lists one twice',
      [
        {
          ...exampleHandover,
          openIntents: [
            [990, 'a'],
            [990, 'a'],
          ],
        },
      ],
      old,
      ['succession open_intents_differ 0'],
    ],
    ['is verified after a restore', [restored], old, []],
    [
      'is verified after a restore of an older copy',
      [restored],
      { ...old, size: 1200, root: digestOf('9'), checkpoint: digestOf('9') },
      [],
    ],
    ['was restored from more than there was', [restored], { ...old, size: 900 }, ['succession handover_differs 0']],
  ]
  for (const [why, steps, known, found] of cases) {
    test(why, () => assert.deepEqual(findings(reportOf(steps, known)), found))
  }
})

describe('two logs, one after the other,', () => {
  const next = 'gateway.example/log/2027h1'
  const root = digestOf('1')
  /** The first log has two entries, and `a` is open at index 1. */
  const handover = {
    ...exampleHandover,
    previous: { origin: exampleOrigin, size: 2, root, checkpoint: digestOf('2') },
    openIntentCount: 1,
    openIntents: [[1, 'a']],
    inForce: [{ kind: 'configuration', digest: digestOf('c') }],
  } as const
  const chain = (steps: readonly Step[], counterFrom = 3): ClaimReport => {
    const check = new ClaimsCheck({ origin: exampleOrigin })
    feed(check, [start, a])
    check.continueWith({ origin: next, root })
    feed(check, steps, counterFrom)
    return check.finish()
  }

  const cases: readonly [why: string, steps: readonly Step[], found: readonly string[]][] = [
    ['are verified', [handover, exampleOutcome('a', 1)], []],
    ['are verified while a call runs over', [handover], []],
    ['must hand over', [start], ['succession handover_missing 0']],
    [
      'name the size',
      [{ ...handover, previous: { ...handover.previous, size: 3 } }],
      ['succession handover_differs 0'],
    ],
    [
      'name every open intent',
      [{ ...handover, openIntentCount: 0, openIntents: [] }],
      ['succession open_intents_differ 0'],
    ],
    ['name no other intent', [{ ...handover, openIntents: [[0, 'a']] }], ['succession open_intents_differ 0']],
    ['name the request', [{ ...handover, openIntents: [[1, 'b']] }], ['succession open_intents_differ 0']],
    [
      'name what is in force',
      [{ ...handover, inForce: [{ kind: 'configuration', digest: digestOf('d') }] }],
      ['succession in_force_differs 0'],
    ],
    ['end a call once', [handover, exampleOutcome('a', 1), exampleOutcome('a', 1)], ['pairing intent_missing 2']],
    ['have no third log', [handover, exampleRecovery('x', 1, 'o')], ['pairing intent_missing 1']],
    [
      'go on under the configuration',
      [handover, { ...b, configuration: digestOf('d') }],
      ['configuration configuration_differs 1'],
    ],
  ]
  for (const [why, steps, found] of cases) test(why, () => assert.deepEqual(findings(chain(steps)), found))

  test('count on', () => {
    assert.deepEqual(findings(chain([handover], 4)), ['counters counter_gap 0'])
    assert.deepEqual(findings(chain([handover], 1)), ['counters counter_gap 0'])
  })
  test('may count anew after a restore, and lose a call', () => {
    const after = { ...restored, previous: handover.previous, sizeFound: 1, openIntentCount: 0, openIntents: [] }
    const report = chain([after], 2)
    assert.deepEqual(findings(report), [])
    assert.equal(report.openIntents, 1)
  })
  test('end what they began, or a third log is refused', () => {
    const check = new ClaimsCheck({ origin: exampleOrigin })
    feed(check, [start, a])
    check.continueWith({ origin: next, root })
    feed(check, [handover], 3)
    check.continueWith({ origin: 'third', root })
    feed(
      check,
      [
        {
          ...handover,
          previous: { origin: next, size: 1, root, checkpoint: root },
          openIntentCount: 0,
          openIntents: [],
        },
      ],
      4,
    )
    assert.deepEqual(findings(check.finish()), ['pairing intent_never_ended 1'])
  })
})

test('entries come in their order, or the check is used wrongly', () => {
  const check = new ClaimsCheck({ origin: exampleOrigin })
  assert.throws(() => check.take(1, utf8('{}')), RangeError)
})

function keyChange(previous: string, next: string): EntryDraft {
  return { type: 'keyChange', purpose: 'log', previous: digestOf(previous), next: digestOf(next) }
}

function erasure(origin: string, first: number, last: number): EntryDraft {
  const indices = [{ origin, count: last - first + 1, ranges: [[first, last]] as const }]
  return { type: 'erasure', indices, fields: ['request'], ground: 'art17_1_b', subjectCount: 1, commitments: {} }
}
