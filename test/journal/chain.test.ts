// Goal: the logs of an installation are verified as one chain, and each way to break it is found and said.
import { strict as assert } from 'node:assert'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'

import { digestOf } from '../../packages/contract/src/journal/example-drafts.ts'
import type { HandoverDraft } from '../../packages/contract/src/journal/governance.ts'
import { checkpointPath } from '../../packages/tlog/src/format/tile.ts'
import {
  handoverFrom,
  type Installation,
  intent,
  newInstallation,
  outcome,
  start,
  type Step,
} from './written-installation.ts'

const open: Installation[] = []
afterEach(() => open.splice(0).forEach(({ remove }) => remove()))

function installed(): Installation {
  const installation = newInstallation()
  open.push(installation)
  return installation
}

type Change = (whole: HandoverDraft) => Partial<HandoverDraft>

/** Two half-years; `b` runs over from the first into the second. */
function twoLogs(change: Change = () => ({}), rest?: readonly Step[]): Installation {
  const installation = installed()
  const first = installation.write('2026h1', [start, intent('a'), outcome('a', '2026h1', 1), intent('b')])
  const whole = handoverFrom(first, { openIntentCount: 1, openIntents: [[3, 'b']] })
  installation.write('2026h2', [{ ...whole, ...change(whole) }, ...(rest ?? [outcome('b', '2026h1', 3)])])
  return installation
}

const previous =
  (changed: Partial<HandoverDraft['previous']>): Change =>
  (whole) => ({ previous: { ...whole.previous, ...changed } })

test('chain: two logs that follow each other are verified, by DATA, by DATA/journal and without a name', async () => {
  const installation = twoLogs()
  for (const named of [[], [installation.data], [join(installation.data, 'journal')]]) {
    const { exitCode, out } = await installation.run('journal', 'verify', ...named)
    assert.equal(exitCode, 0, out)
    assert.match(out, /^VERIFIED {2}2 logs, 6 entries/)
    assert.match(out, /ok +follows the log before \(1\)/)
  }
})

test('chain: the second alone is partial, and says that the first was not given', async () => {
  const installation = twoLogs()
  const { exitCode, out } = await installation.run(
    'journal',
    'verify',
    join(installation.data, 'journal/2026h2'),
    '--lang',
    'de',
  )
  assert.equal(exitCode, 1)
  assert.match(out, /^TEILWEISE GEPRÜFT/)
  assert.match(out, /das vorige Protokoll war nicht dabei/)
})

test('chain: the vkey of one log counts for its relatives, and for nobody else', async () => {
  const installation = twoLogs()
  const { logs } = JSON.parse((await installation.run('journal', 'stats', '--json')).out) as {
    logs: { vkey: string }[]
  }
  const foreign = newInstallation()
  open.push(foreign)
  foreign.write('2026h1', [start])
  const stranger = JSON.parse((await foreign.run('journal', 'stats', '--json')).out) as { logs: { vkey: string }[] }
  for (const [vkey, exitCode] of [
    [logs[0]?.vkey, 0],
    [logs[1]?.vkey, 0],
    [stranger.logs[0]?.vkey, 1],
  ] as const) {
    assert.equal((await installation.run('journal', 'verify', '--vkey', vkey ?? '')).exitCode, exitCode)
  }
})

const otherInForce = [{ kind: 'configuration', digest: digestOf('d') }]
const twice = [outcome('b', '2026h1', 3), outcome('b', '2026h1', 3)]
const broken: readonly [why: string, change: Change, rest: readonly Step[] | undefined, code: string][] = [
  ['names another origin', previous({ origin: 'gateway.example/log/2025h2' }), undefined, 'handover_differs'],
  ['names another root', previous({ root: digestOf('9') }), undefined, 'handover_differs'],
  ['names another size', previous({ size: 3 }), undefined, 'handover_differs'],
  ['names another note', previous({ checkpoint: digestOf('9') }), undefined, 'handover_differs'],
  ['leaves out an open intent', () => ({ openIntentCount: 0, openIntents: [] }), [], 'open_intents_differ'],
  ['hands over another configuration', () => ({ inForce: otherInForce }), undefined, 'in_force_differs'],
  ['ends a call of the old log twice', () => ({}), twice, 'intent_missing'],
]
for (const [why, change, rest, code] of broken) {
  test(`chain: the second log ${why}`, async () => {
    const { exitCode, out } = await twoLogs(change, rest).run('journal', 'verify')
    assert.equal(exitCode, 1)
    assert.match(out, new RegExp(`^REFUTED[\\s\\S]*\\[${code} `))
  })
}

test('chain: the order comes from the entries, whatever the folders are called', async () => {
  const installation = installed()
  const first = installation.write('2026h2', [start])
  const second = installation.write('2026-12', [handoverFrom(first)])
  installation.write('2026h2-r1', [{ ...handoverFrom(second), type: 'restored', sizeFound: 1 }])
  const { exitCode, out } = await installation.run('journal', 'verify', '--json')
  assert.equal(exitCode, 0, out)
  const { logs } = JSON.parse(out) as { logs: { path: string }[] }
  assert.deepEqual(
    logs.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
    ['2026h2', '2026-12', '2026h2-r1'],
  )
})

test('chain: a note that witnesses have signed since is the note that was handed over', async () => {
  const installation = twoLogs()
  const checkpoint = join(installation.data, 'journal/2026h1', checkpointPath)
  const note = await Bun.file(checkpoint).text()
  writeFileSync(checkpoint, `${note}— witness.example AAAAAAE=\n`)
  assert.equal((await installation.run('journal', 'verify')).exitCode, 0)
})

test('chain: a checkpoint of the old log that was kept is compared with the old log', async () => {
  const installation = twoLogs()
  const kept = join(installation.data, 'kept.txt')
  cpSync(join(installation.data, 'journal/2026h1', checkpointPath), kept)
  assert.equal((await installation.run('journal', 'verify', '--against', kept)).exitCode, 0)
  writeFileSync(kept, 'no checkpoint\n')
  assert.equal((await installation.run('journal', 'verify', '--against', kept)).exitCode, 1)
})

test('chain: a log without its checkpoint does not hide the others', async () => {
  const installation = twoLogs()
  rmSync(join(installation.data, 'journal/2026h1', checkpointPath))
  const { exitCode, out } = await installation.run('journal', 'verify')
  assert.equal(exitCode, 1)
  assert.match(out, /there is no checkpoint/)
  writeFileSync(join(installation.data, 'journal/2026h1', checkpointPath), 'no note')
  const stats = await installation.run('journal', 'stats')
  assert.equal(stats.exitCode, 1)
  assert.match(stats.out, /malformed_note[\s\S]*gateway.example\/log\/2026h2/)
})

test('chain: a name with control characters does not reach the terminal', async () => {
  const installation = twoLogs()
  const checkpoint = join(installation.data, 'journal/2026h2', checkpointPath)
  const note = await Bun.file(checkpoint).text()
  writeFileSync(checkpoint, note.replace('gateway', '\u009b31mgateway\u202e'))
  const { exitCode, out } = await installation.run('journal', 'verify')
  assert.equal(exitCode, 1)
  assert.match(out, /\ufffd31mgateway\ufffd/)
  assert.doesNotMatch(out, /[\u009b\u202e]/)
})
