// Goal: the verifier in Go, written from the documentation and without a line of ours, says of every journal what ours says:
// sound ones, the same with one thing wrong, leaves with a byte changed, and folders with the signature of a real key.
import { strict as assert } from 'node:assert'
import { join } from 'node:path'

import { afterEach, describe, test } from 'bun:test'

import type { ClaimReport } from '../../packages/contract/src/journal/claim-report.ts'
import { ClaimsCheck, type KnownLog } from '../../packages/contract/src/journal/claims.ts'
import type { EntryDraft } from '../../packages/contract/src/journal/entry.ts'
import {
  digestOf,
  everyDraft,
  exampleCut,
  exampleHandover,
  exampleRecovery,
  exampleRefusal,
} from '../../packages/contract/src/journal/example-drafts.ts'
import type { HandoverDraft, RestoredDraft } from '../../packages/contract/src/journal/governance.ts'
import { MalformedEntry } from '../../packages/contract/src/journal/malformed.ts'
import { parseEntry } from '../../packages/contract/src/journal/parse.ts'
import { sha256 } from '../../packages/server/src/primitives.ts'
import { formatHex } from '../../packages/tlog/src/format/bytes.ts'
import { leafHash, rootOf } from '../../packages/tlog/src/format/tree.ts'
import { askGoVerifier, buildGoVerifier, findGo, runGoVerifier } from '../conformance/tlog/go-verifier.ts'
import { random } from '../conformance/tlog/written-log.ts'
import {
  encoded,
  handoverFrom,
  intent,
  newInstallation,
  noon,
  originOf,
  outcome,
  start,
  type Step,
} from './written-installation.ts'

/** Leaves of logs that follow each other, and the digest by which the next names each. */
interface Chain {
  readonly previous?: KnownLog | undefined
  readonly logs: readonly {
    readonly origin: string
    readonly checkpoints: readonly string[]
    readonly leaves: readonly Uint8Array[]
  }[]
}

function rootOfLog(leaves: readonly Uint8Array[]): string {
  return formatHex(
    rootOf(
      sha256,
      leaves.map((leaf) => leafHash(sha256, leaf)),
    ),
  )
}

/** What ours says, without the words and details that are for people. */
function ours({ previous, logs }: Chain): unknown {
  let check: ClaimsCheck | undefined
  let before: Chain['logs'][number] | undefined
  for (const log of logs) {
    if (check === undefined || before === undefined) check = new ClaimsCheck({ origin: log.origin, previous })
    else check.continueWith({ origin: log.origin, root: rootOfLog(before.leaves), checkpoint: before.checkpoints })
    for (const [index, leaf] of log.leaves.entries()) check.take(index, leaf)
    before = log
  }
  return plain(check?.finish())
}

function plain(report: ClaimReport | undefined): unknown {
  if (report === undefined) return undefined
  const checks = report.checks.map(({ name, state, count, ...rest }) => ({
    name,
    state,
    count,
    ...('problems' in rest
      ? { problems: rest.problems.map(({ code, origin, index }) => ({ code, origin, index })) }
      : {}),
  }))
  const notes = report.notes.map(({ code, origin, index }) => ({ code, origin, index }))
  return JSON.parse(JSON.stringify({ ...report, checks, notes })) as unknown
}

const period = '2026h2'
const origin = originOf(period)
const [a, b] = [intent('a'), intent('b')]
const configuration: EntryDraft = { type: 'configuration', configuration: digestOf('d') }
const keyChange = (previous: string, next: string): EntryDraft => ({
  type: 'keyChange',
  purpose: 'log',
  previous: digestOf(previous),
  next: digestOf(next),
})
const erasure = (of: string, first: number, last: number): EntryDraft => ({
  type: 'erasure',
  indices: [{ origin: of, count: last - first + 1, ranges: [[first, last]] }],
  fields: ['request'],
  ground: 'art17_1_b',
  subjectCount: 1,
  commitments: {},
})
const reconciliation = (from: number, to: number, engine: number): EntryDraft => ({
  type: 'reconciliation',
  from,
  to,
  upstreams: [
    {
      upstream: 'a',
      state: 'compared',
      since: from,
      deployments: [{ deployment: 'qwen', requests: 40 }],
      counts: [{ counter: 'requests', total: 100 + engine, engine, least: 40, most: 41 }],
    },
  ],
})
const out = (id: string, index: number): EntryDraft => outcome(id, period, index)
const about = (draft: EntryDraft): EntryDraft =>
  'about' in draft && draft.about !== undefined ? { ...draft, about: { ...draft.about, origin } } : draft

/** A journal with nearly everything in it, which is verified. */
const sound: readonly Step[] = [
  start,
  a,
  out('a', 1),
  b,
  about(exampleCut('b', 3)),
  exampleRefusal,
  configuration,
  intent('c', { configuration: digestOf('d') }),
  erasure(origin, 1, 2),
  keyChange('3', '4'),
  keyChange('4', '5'),
  reconciliation(1, 2, 40),
  out('c', 7),
]

const at = noon + 2_000
const mutations: readonly [why: string, steps: readonly Step[]][] = [
  ['nothing', sound],
  ['no entry at all', []],
  ['two entries swapped', swapped(sound, 1, 2)],
  ['an entry left out, with its counter', [start, [a, { counter: 3 }], [out('a', 1), { counter: 4 }]]],
  ['a counter twice', [start, [a, { counter: 1 }]]],
  ['a counter from 2 on', [[start, { counter: 2 }]]],
  ['another replica from 1 on', [start, [start, { replica: 'f'.repeat(16), counter: 1 }], [a, { counter: 2 }]]],
  ['another replica from 2 on', [start, [start, { replica: 'f'.repeat(16), counter: 2 }]]],
  ['an outcome without an intent', [start, out('a', 0)]],
  ['an outcome of what comes', [start, out('a', 2), a]],
  ['a second outcome', [start, a, out('a', 1), out('a', 1)]],
  ['a cut after the outcome', [start, a, out('a', 1), about(exampleCut('a', 1))]],
  ['a recovery after the outcome', [start, a, out('a', 1), exampleRecovery('a', 1, origin)]],
  ['the outcome of another call', [start, a, out('b', 1)]],
  ['an outcome of a refusal', [start, exampleRefusal, out('req_refused', 1)]],
  ['an outcome of a log that never was', [start, a, exampleRecovery('a', 1, 'o')]],
  ['an intent that is open', [start, a, b, out('a', 1)]],
  ['time that runs back', [start, [a, { timeMs: at - 10_000 }], out('a', 1)]],
  ['time that runs back by as much as clocks may', [start, [start, { timeMs: noon + 1_000 - 5_000 }]]],
  ['time that runs back by a millisecond more', [start, [start, { timeMs: noon + 1_000 - 5_001 }]]],
  ['a wrong configuration', [start, intent('a', { configuration: digestOf('9') })]],
  ['a configuration to come', [start, intent('a', { configuration: digestOf('d') }), configuration]],
  ['the configuration before, in time', [start, configuration, [a, { timeMs: at + 5_000 }]]],
  ['the configuration before, a millisecond late', [start, configuration, [a, { timeMs: at + 5_001 }]]],
  ['the configuration before the last', [start, configuration, { ...configuration, configuration: digestOf('e') }, a]],
  ['no configuration', [a]],
  ['a blocked lamp', [start, intent('a', { lamps: { ...a.lamps, security: 'blocked' } })]],
  ['two shut lamps', [start, intent('a', { lamps: { ...a.lamps, security: 'blocked', licence: 'unknown' } })]],
  ['an erasure of itself', [start, erasure(origin, 1, 1)]],
  ['an erasure of a log that nobody knows', [start, erasure('o', 1, 1)]],
  ['an erasure of more than there is', [start, { type: 'retention', indices: [{ origin, count: 9 }] }]],
  [
    'a hold on what is to come',
    [start, { type: 'hold', action: 'set', commitments: {}, indices: [{ origin, count: 1, ranges: [[7, 7]] }] }],
  ],
  ['a key from another chain', [start, keyChange('3', '4'), keyChange('3', '5')]],
  ['a handover in the middle', [start, exampleHandover]],
  ['open intents out of nowhere', [start, { type: 'openIntents', openIntents: [[1, 'a']] }]],
  ['a period backwards', [start, reconciliation(2, 1, 40)]],
  ['an engine that counted more', [start, reconciliation(1, 2, 44)]],
  ['an engine that counted less', [start, reconciliation(1, 2, 4)]],
  [
    'an engine that counted between',
    [start, reconciliation(1, 2, 40), reconciliation(2, 3, 40), reconciliation(3, 4, 41)],
  ],
  ['bytes that are no entry', [start, '{}', a]],
  ['text that is no JSON', [start, 'no', a]],
  ['a hundred wrong outcomes', [start, ...Array.from({ length: 100 }, () => out('a', 0))]],
  ['a hundred open intents', [start, ...Array.from({ length: 100 }, (_, index) => intent(`i${index}`))]],
  ['a log that follows another', [exampleHandover, a]],
  [
    'a log that follows another, with its ends',
    [exampleHandover, exampleRecovery('req_a', 990, exampleHandover.previous.origin), exampleRecovery('x', 1, 'o')],
  ],
  ['a list that breaks off', [{ ...exampleHandover, openIntentCount: 3 }, start]],
  [
    'a list that goes on',
    [{ ...exampleHandover, openIntentCount: 3 }, { type: 'openIntents', openIntents: [[7, 'c']] }, start],
  ],
  ['a list longer than it says', [{ ...exampleHandover, openIntentCount: 1 }]],
  ['a list that never ends', [{ ...exampleHandover, openIntentCount: 3 }]],
]

function swapped(steps: readonly Step[], one: number, other: number): readonly Step[] {
  const stamped = steps.map((step, index): Step => [
    step as EntryDraft,
    { counter: index + 1, timeMs: noon + index * 1_000 },
  ])
  return stamped.map((step, index) => stamped[index === one ? other : index === other ? one : index] ?? step)
}

const leavesOf = (steps: readonly Step[], from = 0): Uint8Array[] =>
  steps.map((step, index) => encoded(step, from + index + 1))
const alone = (steps: readonly Step[]): Chain => ({ logs: [{ origin, checkpoints: [], leaves: leavesOf(steps) }] })

/** The second log of two; the first has an open intent at 3. */
const firstSteps = [start, a, out('a', 1), b]
const next = originOf('2027h1')
const note = digestOf('7')

function chained(change: (whole: HandoverDraft) => Step, rest: readonly Step[] = [out('b', 3)]): Chain {
  const leaves = leavesOf(firstSteps)
  const whole: HandoverDraft = {
    type: 'handover',
    previous: { origin, size: leaves.length, root: rootOfLog(leaves), checkpoint: note },
    openIntentCount: 1,
    openIntents: [[3, 'b']],
    inForce: [{ kind: 'configuration', digest: digestOf('c') }],
  }
  const second = leavesOf([change(whole), ...rest], leaves.length)
  return {
    logs: [
      { origin, checkpoints: [digestOf('6'), note], leaves },
      { origin: next, checkpoints: [], leaves: second },
    ],
  }
}

const previous =
  (changed: Partial<HandoverDraft['previous']>) =>
  (whole: HandoverDraft): HandoverDraft => ({ ...whole, previous: { ...whole.previous, ...changed } })
const restored =
  (changed: Partial<RestoredDraft>) =>
  (whole: HandoverDraft): RestoredDraft => ({ ...whole, type: 'restored', sizeFound: 4, ...changed })

const chains: readonly [why: string, chain: Chain][] = [
  ['as they are', chained((whole) => whole)],
  ['naming another origin', chained(previous({ origin: 'o' }))],
  ['naming another size', chained(previous({ size: 3 }))],
  ['naming another root', chained(previous({ root: digestOf('9') }))],
  ['naming another note', chained(previous({ checkpoint: digestOf('9') }))],
  ['naming the note of before', chained(previous({ checkpoint: digestOf('6') }))],
  ['without a handover', chained(() => start)],
  ['leaving out an open intent', chained((whole) => ({ ...whole, openIntentCount: 0, openIntents: [] }))],
  ['handing over another intent', chained((whole) => ({ ...whole, openIntents: [[2, 'b']] }))],
  ['handing over another call', chained((whole) => ({ ...whole, openIntents: [[3, 'x']] }))],
  [
    'handing over another configuration',
    chained((whole) => ({ ...whole, inForce: [{ kind: 'configuration', digest: digestOf('d') }] })),
  ],
  ['ending a call twice', chained((whole) => whole, [out('b', 3), out('b', 3)])],
  ['ending nothing', chained((whole) => whole, [])],
  ['with a counter left out', chained((whole) => [whole, { counter: 6 }], [])],
  ['restored', chained(restored({}))],
  [
    'restored from an older copy',
    chained(
      (whole) =>
        restored({
          sizeFound: 2,
          openIntentCount: 0,
          openIntents: [],
          previous: { ...whole.previous, size: 2, root: digestOf('9') },
        })(whole),
      [],
    ),
  ],
  [
    'restored from more than there was',
    chained((whole) => restored({ previous: { ...whole.previous, size: 9 } })(whole)),
  ],
  ['before a log that is known', { ...alone([exampleHandover]), previous: exampleHandover.previous }],
  [
    'before a log that is another',
    { ...alone([exampleHandover]), previous: { ...exampleHandover.previous, root: digestOf('9') } },
  ],
  ['where there should be a handover', { ...alone([start]), previous: exampleHandover.previous }],
]

function thirdLog(): Chain {
  const [first, second] = chained((whole) => whole, []).logs
  assert.ok(first !== undefined && second !== undefined)
  const whole: HandoverDraft = {
    ...exampleHandover,
    previous: { origin: next, size: second.leaves.length, root: rootOfLog(second.leaves), checkpoint: note },
    openIntentCount: 0,
    openIntents: [],
    inForce: [],
  }
  const leaves = leavesOf([whole], first.leaves.length + second.leaves.length)
  return { logs: [first, { ...second, checkpoints: [note] }, { origin: originOf('2027h2'), checkpoints: [], leaves }] }
}

function questionOf({ previous: known, logs }: Chain): unknown {
  return {
    previous: known && { ...known, checkpoints: [known.checkpoint ?? []].flat() },
    logs: logs.map(({ leaves, ...log }) => ({
      ...log,
      root: rootOfLog(leaves),
      leaves: leaves.map((leaf) => Buffer.from(leaf).toString('base64')),
    })),
  }
}

function defineTests(program: string): void {
  const rows = [
    ...mutations.map(([why, steps]) => [why, alone(steps)] as const),
    ...chains,
    ['of three', thirdLog()] as const,
  ]
  const theirs = askGoVerifier(
    program,
    'claims',
    rows.map(([, chain]) => questionOf(chain)),
  )
  describe('both verifiers say the same of a journal', () => {
    for (const [number, [why, chain]] of rows.entries()) {
      test(`with ${why}`, () => assert.deepEqual(theirs[number], ours(chain)))
    }
    test('and the rows have all three outcomes and most problems among them', () => {
      const outcomes = new Set(theirs.map((report) => (report as { outcome: string }).outcome))
      assert.deepEqual([...outcomes].sort(), ['partial', 'refused', 'verified'])
      const codes = new Set(JSON.stringify(theirs).match(/(?<="code":")[a-z_]+/g))
      assert.ok(codes.size >= 20, [...codes].join(' '))
    })
  })

  const seed = 20_261_123
  test(`every type of entry with a byte changed is judged alike, 12,000 times (seed ${seed})`, () => {
    const chance = random(seed)
    const originals = everyDraft.map((draft, index) => encoded(draft, index + 1))
    const changed = Array.from({ length: 12_000 }, () =>
      mutated(originals[chance(originals.length)] ?? new Uint8Array(), chance),
    )
    const inputs = [...originals, ...changed]
    const answers = askGoVerifier<{ accepted: boolean }>(
      program,
      'judge',
      inputs.map((leaf) => ({ kind: 'leaf', text: Buffer.from(leaf).toString('base64') })),
    )
    for (const [number, leaf] of inputs.entries()) {
      assert.equal(answers[number]?.accepted, isEntry(leaf), Buffer.from(leaf).toString())
    }
    const accepted = answers.filter((answer) => answer.accepted).length
    assert.ok(accepted > originals.length + 500, `${accepted} accepted`)
  }, 60_000)

  test(`random journals are judged alike, 1,000 times (seed ${seed})`, () => {
    const chance = random(seed + 1)
    const random_ = Array.from({ length: 1_000 }, () => {
      const leaves = leavesOf(sound).map((leaf, index) =>
        chance(8) === 0
          ? encoded(sound[chance(sound.length)] ?? start, chance(3) === 0 ? chance(20) + 1 : index + 1)
          : leaf,
      )
      return { logs: [{ origin, checkpoints: [], leaves: leaves.slice(0, chance(leaves.length + 1)) }] }
    })
    const answers = askGoVerifier(program, 'claims', random_.map(questionOf))
    for (const [number, chain] of random_.entries()) assert.deepEqual(answers[number], ours(chain))
  }, 60_000)

  const open: (() => void)[] = []
  afterEach(() => open.splice(0).forEach((close) => close()))

  test('both verifiers say the same of folders with a real key, sound and with a handover that names another root', async () => {
    for (const root of [undefined, digestOf('9')]) {
      const installation = newInstallation()
      open.push(installation.remove)
      const first = installation.write('2026h2', sound)
      const whole = handoverFrom(first, { inForce: [{ kind: 'configuration', digest: digestOf('d') }] })
      installation.write('2026w48', [root === undefined ? whole : previous({ root })(whole)])
      const folder = join(installation.data, 'journal')
      const said = JSON.parse(runGoVerifier(program, ['journal', folder, '--vkey', first.vkey])) as {
        ok: boolean
        logs: { origin: string; size: number; root: string }[]
        claims: unknown
      }
      const ran = await installation.run('journal', 'verify', folder, '--vkey', first.vkey, '--json')
      const told = JSON.parse(ran.out) as {
        outcome: string
        logs: { report: { origin: string; size: number; root: string } }[]
        claims: ClaimReport
      }
      assert.deepEqual([said.ok, told.outcome], root === undefined ? [true, 'verified'] : [false, 'refused'])
      assert.deepEqual(
        said.logs.map((log) => [log.origin, log.size, log.root]),
        told.logs.map(({ report }) => [report.origin, report.size, report.root]),
      )
      assert.deepEqual(said.claims, plain(told.claims))
    }
  })
}

function isEntry(leaf: Uint8Array): boolean {
  try {
    parseEntry(leaf)
    return true
  } catch (error) {
    if (error instanceof MalformedEntry) return false
    throw error
  }
}

/** One byte changed, left out, doubled or put in; more often one that means something in an entry. */
function mutated(leaf: Uint8Array, chance: (bound: number) => number): Uint8Array {
  const telling = new TextEncoder().encode('0123456789"{}[],:. -ae_')
  const place = chance(leaf.length)
  const byte = chance(6) === 0 ? chance(256) : (telling[chance(telling.length)] ?? 0)
  const [before, behind] = [leaf.subarray(0, place), leaf.subarray(place + 1)]
  const old = leaf[place] ?? 0
  const middles = [[byte], [byte], [], [old, old], [byte, old]]
  return new Uint8Array([...before, ...(middles[chance(middles.length)] ?? []), ...behind])
}

const go = findGo()
if (go !== undefined) defineTests(buildGoVerifier(go))
else if (process.env['CI'] === 'true') test('Go is installed in CI', () => assert.fail('there is no Go here'))
else process.stdout.write('There is no Go here, so the second verifier was not asked.\n')
