import { strict as assert } from 'node:assert'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, setDefaultTimeout, test } from 'bun:test'

import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { runtimeEnvironment } from '../runtime-environment.ts'

/** Milliseconds: each starts several servers or processes, beside whatever else runs. */
setDefaultTimeout(30_000)

const main = join(import.meta.dir, '../../packages/server/src/main.ts')
let inside: Inside

beforeAll(async () => {
  inside = await openInside([{ id: 'a', kind: 'mirror' }])
  for (const user of ['alice', 'alice', 'bob', 'carol']) {
    await (await inside.post('/v1/chat/completions', chat('Hallo', { user }))).text()
  }
})
afterAll(() => rmSync(inside.data, { recursive: true, force: true }))

/** One command line, as a person types it who is nobody's terminal. */
async function typed(...words: readonly string[]) {
  const child = Bun.spawn([process.execPath, main, ...words, '--data', inside.data], {
    env: { ...process.env, ...runtimeEnvironment, LC_ALL: 'C', USER: 'dana' },
    cwd: inside.data,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { stdout, stderr, exitCode }
}

const why = ['--ground', 'art17_1_b', '--reason', 'file 17'] as const
const erase = ['journal', 'erase', ...why] as const

// Goal: what is not said clearly enough is not erased.
const unclear: readonly [why: string, words: readonly string[], says: RegExp][] = [
  ['nobody', [...erase], /either people or keys/],
  ['people and entries', [...erase, '--user', 'alice', '--index', '3'], /either people or keys/],
  ['no ground', ['journal', 'erase', '--user', 'alice', '--reason', 'x'], /--ground wants one of: art17_1_a/],
  ['another ground', ['journal', 'erase', '--user', 'a', '--reason', 'x', '--ground', 'art6'], /--ground wants one of/],
  ['no reason', ['journal', 'erase', '--user', 'alice', '--ground', 'art17_1_b'], /--reason TEXT is missing/],
  ['a subject of no kind', [...erase, '--subject', 'alice'], /names nobody/],
  ['a run that goes backwards', [...erase, '--index', '5-3'], /wants N or N-M/],
  ['a log that is not there', [...erase, '--index', '3', '--log', '1999h1'], /no log 1999h1/],
  ['nobody there to confirm', [...erase, '--user', 'alice'], /--yes erases without asking/],
]
for (const [what, words, says] of unclear) {
  test(`journal erase: ${what}`, async () => {
    const { exitCode, stderr } = await typed(...words)
    assert.equal(exitCode, 2)
    assert.match(stderr, says)
  })
}

interface Report {
  readonly count: number
  readonly heldBackCount: number
  readonly holds: readonly { readonly id: string; readonly reason: string }[]
  readonly entries: readonly { readonly index: number }[]
  readonly unreached: readonly string[]
}

const parseReport = (text: string): Report => JSON.parse(text) as Report

test('journal erase and hold: at a running server', async () => {
  const planned = await typed(...erase, '--user', 'alice', '--dry-run')
  assert.equal(planned.exitCode, 0, planned.stderr)
  assert.match(planned.stdout, /^Would be erased: what is kept of 4 entries, wholly\n/)

  const held = await typed('journal', 'hold', 'set', '--user', 'bob', '--reason', 'case 7', '--lang', 'de')
  assert.match(held.stdout, /^Gesperrt: [0-9a-f]{32} · alles über jemanden · .* · case 7\n$/)
  const list = await typed('journal', 'hold', 'list', '--json')
  const { holds } = JSON.parse(list.stdout) as { readonly holds: Report['holds'] }
  assert.deepEqual(
    holds.map(({ reason }) => reason),
    ['case 7'],
  )

  const file = join(inside.data, 'subjects.txt')
  writeFileSync(file, 'user:alice\nuser:bob\n')
  const done = await typed(...erase, '--subjects', file, '--yes', '--json')
  rmSync(file)
  assert.equal(done.exitCode, 1, 'not everything was erased')
  const report = parseReport(done.stdout)
  assert.deepEqual([report.count, report.heldBackCount, report.entries.length], [4, 2, 1])
  assert.deepEqual(report.holds, holds)
  assert.ok(['frontEnd', 'engine', 'ownCalls', 'backups', 'auditors'].every((name) => report.unreached.includes(name)))

  const again = await typed(...erase, '--user', 'bob', '--yes')
  assert.equal(again.exitCode, 1)
  assert.match(again.stdout, /Under a legal hold and therefore still there: what is kept of 2 entries[^]*case 7/)
  assert.match(again.stdout, /Not reached:\n {2}- chat store and search index/)
  const lifted = await typed('journal', 'hold', 'lift', holds[0]?.id ?? '', '--reason', 'over')
  assert.equal(lifted.exitCode, 0, lifted.stderr)
  assert.equal((await typed('journal', 'hold', 'lift', holds[0]?.id ?? '', '--reason', 'over')).exitCode, 1)
})

test('journal erase and hold: without a server, on the journal itself', async () => {
  await inside.opened.stop()
  assert.match((await typed('journal', 'hold', 'list')).stdout, /^There are no holds/)
  const done = await typed(...erase, '--user', 'bob', '--yes', '--lang', 'de')
  assert.equal(done.exitCode, 0, done.stderr)
  assert.match(
    done.stdout,
    /^Gelöscht: was von 2 Einträgen aufbewahrt ist, ganz\n[^]*Einwilligung widerrufen\nVermerkt: /,
  )
  const field = await typed(...erase, '--user', 'carol', '--field', 'user', '--yes', '--json')
  assert.equal(parseReport(field.stdout).count, 1)
  const verified = await typed('journal', 'verify')
  assert.equal(verified.exitCode, 0, verified.stdout)
  assert.match(verified.stdout, /ok +erasures/)
})
