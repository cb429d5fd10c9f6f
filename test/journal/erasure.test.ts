import { strict as assert } from 'node:assert'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, setDefaultTimeout, test } from 'bun:test'

import { parseConfig } from '../../packages/contract/src/config.ts'
import type { EraseWish } from '../../packages/contract/src/journal-office.ts'
import type { Entry } from '../../packages/contract/src/journal/parse.ts'
import type { Journal } from '../../packages/server/src/journal/journal.ts'
import type { JournalItem } from '../../packages/server/src/journal/messages.ts'
import { erasureItems } from '../../packages/server/src/journal/vault-entries.ts'
import { openJournal } from '../../packages/server/src/journal-wiring.ts'
import { openVaultOffice } from '../../packages/server/src/vault-wiring.ts'
import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { auditedLog } from './audited.ts'
import { entriesAbout, foundBelow, needlesOfEntries } from './erased-bytes.ts'

/** Milliseconds: each starts several servers or processes, beside whatever else runs. */
setDefaultTimeout(30_000)

const open: Inside[] = []
afterEach(() => Promise.all(open.splice(0).map((inside) => inside.close())))

async function openMirror(more: Parameters<typeof openInside>[1] = {}): Promise<Inside> {
  const inside = await openInside([{ id: 'a', kind: 'mirror' }], { limits: { drainTimeoutMs: 50 }, ...more })
  open.push(inside)
  return inside
}

async function ask(inside: Inside, user: string, times = 1): Promise<void> {
  for (let time = 0; time < times; time++) {
    const answer = await inside.post('/v1/chat/completions', chat('Guten Morgen', { user }))
    assert.equal(answer.status, 200)
    await answer.text()
  }
}

const wish = (subjects: readonly string[], more: Partial<EraseWish> = {}): EraseWish => ({
  scope: { subjects: [...subjects] },
  fields: [],
  ground: 'art17_1_b',
  actor: 'Dana Schutz',
  reason: 'Antrag 2026/17',
  isDryRun: false,
  ...more,
})

function logsIn(data: string): readonly string[] {
  const journal = join(data, 'journal')
  const logs = readdirSync(journal, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return logs.map(({ name }) => join(journal, name)).sort()
}

/** What an auditor finds in a log, which must hold whole. */
async function audited(data: string, folder?: string): Promise<readonly Entry[]> {
  return (await auditedLog(data, folder)).entries
}

const erasuresIn = (entries: readonly Entry[]) =>
  entries.flatMap(({ draft }) => (draft.type === 'erasure' ? [draft] : []))

/** Stops a server and says what the vault and all files have about somebody; the server is opened again. */
async function looked(inside: Inside, subjects: readonly string[]) {
  await inside.opened.stop()
  const places = await entriesAbout(inside.data, subjects)
  return { places, needles: needlesOfEntries(inside.data, places) }
}

test('erasure: nothing of a subject is left in any file, everything of others is, and all proofs hold', async () => {
  const inside = await openMirror()
  await ask(inside, 'alice', 3)
  await ask(inside, 'bob', 3)
  const alice = await looked(inside, ['user:alice'])
  const bob = await looked(await openAgain(inside), ['user:bob'])
  assert.equal(alice.places.length, 6)
  assert.deepEqual(foundBelow(inside.data, alice.needles), new Set(alice.needles))

  const again = await inside.again()
  const report = await again.vault.erase(wish(['user:alice', 'user:nobody']))
  assert.deepEqual([report.count, report.subjectCount, report.heldBackCount, report.entries.length], [6, 2, 0, 1])
  // Also while the server runs: it must not need a stop.
  assert.deepEqual(foundBelow(inside.data, alice.needles), new Set())
  await again.stop()
  assert.deepEqual(foundBelow(inside.data, alice.needles), new Set())
  assert.deepEqual(foundBelow(inside.data, bob.needles), new Set(bob.needles))

  const entries = await audited(inside.data)
  const [erasure, ...others] = erasuresIn(entries)
  assert.deepEqual(others, [])
  assert.deepEqual(
    erasure?.indices.flatMap(({ ranges = [] }) => ranges).reduce((sum, [first, last]) => sum + last - first + 1, 0),
    6,
  )
  assert.deepEqual([erasure?.ground, erasure?.fields, erasure?.subjectCount], ['art17_1_b', [], 2])
  assert.deepEqual(Object.keys(erasure?.commitments ?? {}), ['actor', 'reason'])
  assert.equal(entries[report.entries[0]?.index ?? -1]?.draft.type, 'erasure')
})

/** The same data under another server, which the test stops. */
async function openAgain(inside: Inside): Promise<Inside> {
  const opened = await inside.again()
  return { ...inside, opened }
}

test('erasure: who asked and why lies sealed in the vault only, and nobody else is told', async () => {
  const inside = await openMirror()
  await ask(inside, 'alice')
  await inside.opened.vault.erase(wish(['user:alice']))
  await inside.opened.stop()
  const words = ['Dana Schutz', 'Antrag 2026', 'user:alice', 'alice'].map((text) => Buffer.from(text))
  for (const folder of [inside.data, ...logsIn(inside.data)]) {
    for (const name of readdirSync(folder).filter((one) => one.includes('.'))) {
      const bytes = existsSync(join(folder, name)) ? Buffer.from(readFileSync(join(folder, name))) : Buffer.alloc(0)
      for (const word of words) assert.ok(!bytes.includes(word), `${name} holds ${word.toString()}`)
    }
  }
})

test('erasure: a dry run counts and touches nothing', async () => {
  const inside = await openMirror()
  await ask(inside, 'alice', 2)
  const planned = await plannedOnce(inside, 4)
  assert.deepEqual(planned.entries, [])
  const done = await inside.opened.vault.erase(wish(['user:alice']))
  assert.deepEqual([done.count, done.erased], [planned.count, planned.erased])
  assert.equal((await inside.opened.vault.erase(wish(['user:alice']))).count, 0)
  await inside.opened.stop()
  assert.equal(erasuresIn(await audited(inside.data)).length, 1)
})

/** The end of a call is recorded after its answer went out. */
async function plannedOnce({ opened }: Inside, count: number, subjects = ['user:alice']) {
  for (;;) {
    const planned = await opened.vault.erase(wish(subjects, { isDryRun: true }))
    if (planned.count === count) return planned
  }
}

test('erasure: of one field, the rest stays', async () => {
  const inside = await openMirror()
  await ask(inside, 'alice', 2)
  const { needles } = await looked(inside, ['user:alice'])
  const again = await inside.again()
  const { count } = await again.vault.erase(wish(['user:alice'], { fields: ['user'] }))
  await again.stop()
  // Who it was stands with the intents: opening and value of each, at both ends.
  assert.equal(count, 2)
  assert.equal(needles.length - foundBelow(inside.data, needles).size, 2 * 2 * 2)
  assert.deepEqual(erasuresIn(await audited(inside.data))[0]?.fields, ['user'])
})

test('erasure: what a hold keeps stays, and the report says which and why, until it is lifted', async () => {
  const inside = await openMirror()
  await ask(inside, 'alice', 2)
  await ask(inside, 'bob')
  await plannedOnce(inside, 6, ['user:alice', 'user:bob'])
  const { vault } = inside.opened
  const hold = await vault.hold({ scope: { subject: 'user:alice' }, actor: 'Recht', reason: 'Verfahren 7' })
  const held = await vault.erase(wish(['user:alice', 'user:bob']))
  assert.deepEqual([held.count, held.heldBackCount], [2, 4])
  assert.deepEqual(held.holds, [hold])
  assert.deepEqual(await vault.holds(), [hold])
  await assert.rejects(vault.lift('00'.repeat(16), { actor: 'Recht', reason: 'x' }), /not_found/)
  await vault.lift(hold.id, { actor: 'Recht', reason: 'beendet' })
  assert.deepEqual(await vault.holds(), [])
  assert.equal((await vault.erase(wish(['user:alice']))).count, 4)
  await inside.opened.stop()
  const holds = (await audited(inside.data)).flatMap(({ draft }) => (draft.type === 'hold' ? [draft] : []))
  assert.deepEqual(
    holds.map(({ action, commitments }) => [action, Object.keys(commitments)]),
    [
      ['set', ['actor', 'hold', 'reason']],
      ['lift', ['actor', 'hold', 'reason']],
    ],
  )
})

test('erasure: by index, in a log that there is', async () => {
  const inside = await openMirror()
  await ask(inside, 'alice', 2)
  const origin = (await plannedOnce(inside, 4)).erased[0]?.origin ?? ''
  const { vault } = inside.opened
  await assert.rejects(vault.erase(wish([], { scope: { origin: 'other', indices: [[0, 9]] } })), /not_found/)
  const hold = await vault.hold({ scope: { origin, first: 1, last: 1 }, actor: 'a', reason: 'r' })
  const tooFar = { scope: { origin, first: 1, last: 1_000 }, actor: 'a', reason: 'r' }
  await assert.rejects(vault.hold(tooFar), /not_found/)
  const report = await vault.erase(wish([], { scope: { origin, indices: [[0, 2]] } }))
  assert.deepEqual([report.erased, report.heldBack], [[{ origin, indices: [[2, 2]] }], [{ origin, indices: [[1, 1]] }]])
  assert.deepEqual(
    report.holds.map(({ id }) => id),
    [hold.id],
  )
})

test('erasure: while traffic runs, nobody is refused and nothing is left', async () => {
  const inside = await openMirror()
  let isOver = false
  const traffic = ['alice', 'bob', 'carol'].map(async (user) => {
    while (!isOver) await ask(inside, user)
  })
  let count = 0
  for (let time = 0; time < 5; time++) count += (await inside.opened.vault.erase(wish(['user:alice']))).count
  isOver = true
  await Promise.all(traffic)
  assert.ok(count > 0)
  const left = await looked(inside, ['user:alice'])
  const again = await inside.again()
  const report = await again.vault.erase(wish(['user:alice']))
  await again.stop()
  assert.equal(report.count, left.places.length)
  assert.deepEqual(foundBelow(inside.data, left.needles), new Set())
  await audited(inside.data)
})

test('erasure: reaches older logs of the installation, their last frames included', async () => {
  const inside = await openMirror()
  await ask(inside, 'alice', 2)
  const first = await looked(inside, ['user:alice'])
  const older = logsIn(inside.data)[0] ?? ''
  const opened = await inside.again({ journal: { rotation: 'week' } })
  const again = { ...inside, opened }
  await ask({ ...again, post: postTo(again) }, 'alice')
  const both = await looked(again, ['user:alice'])
  assert.equal(both.places.length, 6)
  const last = await inside.again({ journal: { rotation: 'week' } })
  const report = await last.vault.erase(wish(['user:alice']))
  await last.stop()
  assert.equal(report.erased.length, 2)
  assert.deepEqual(foundBelow(inside.data, [...first.needles, ...both.needles]), new Set())
  await audited(inside.data, older)
})

const postTo =
  ({ opened, key }: Inside): Inside['post'] =>
  (path, body) =>
    fetch(opened.publicUrl + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    })

// Goal: wherever the process dies, the journal says in the end what was deleted, and never what was not.
const deaths: readonly [why: string, steps: number, erasures: number][] = [
  ['before the deletion', 0, 0],
  ['between the deletion and its entry', 1, 1],
  ['between the entry and the note that it is there', 2, 2],
]
for (const [why, steps, erasures] of deaths) {
  test(`erasure: a process that dies ${why}`, async () => {
    const inside = await openMirror()
    await ask(inside, 'alice', 2)
    const before = await looked(inside, ['user:alice'])
    const [journal, die] = await openBare(inside.data)
    if (steps > 0) {
      const at = Date.now()
      const { pending } = await journal.task({ kind: 'erase', ...wish(['user:alice']), at })
      assert.equal(pending, 1)
    }
    if (steps > 1) {
      const { pending } = await journal.task({ kind: 'pending' })
      for (const item of pending.flatMap((one) => erasureItems(one, Date.now()))) await journal.append(item)
    }
    die()
    await (await inside.again()).stop()
    assert.equal(foundBelow(inside.data, before.needles).size, steps > 0 ? 0 : new Set(before.needles).size)
    const told = erasuresIn(await audited(inside.data))
    assert.equal(told.length, erasures)
    for (const { subjectCount, commitments } of told) {
      assert.deepEqual([subjectCount, Object.keys(commitments)], [1, ['actor', 'reason']])
    }
    // Once is enough: a further start has nothing more to tell.
    await (await inside.again()).stop()
    assert.equal(erasuresIn(await audited(inside.data)).length, erasures)
  })
}

/** A journal without a server around it, and how its process dies. */
async function openBare(data: string): Promise<readonly [journal: Journal, die: () => void]> {
  const threads: Worker[] = []
  const startThread = (name: string): Worker => {
    const thread = new Worker(new URL(`../../packages/server/src/${name}`, import.meta.url).href)
    threads.push(thread)
    return thread
  }
  const config = parseConfig({ data })
  const settings = { version: '0.0.0', segmentBytes: 1_048_576, startThread }
  const { journal } = await openJournal(config, settings, { event: () => undefined })
  return [journal, () => threads.forEach((thread) => thread.terminate())]
}

test('erasure: at the end of a term, in steps, with one entry, and what is held waits', async () => {
  const inside = await openMirror()
  await inside.opened.stop()
  const [journal, die] = await openBare(inside.data)
  const office = await openVaultOffice(journal, { event: () => undefined })
  const today = 20_780
  const keptUntil = (deleteOnDay: number, subject: string): JournalItem => ({
    draft: { type: 'hold', action: 'set', commitments: {} },
    subjects: [subject],
    identities: { actor: subject },
    keeping: { class: 'metadata', deleteOnDay },
  })
  const items = Array.from({ length: 12_000 }, (_, at) => keptUntil(today + (at % 2), `user:${at % 10}`))
  await Promise.all(items.map((item) => journal.append(item)))
  const hold = await office.hold({ scope: { subject: 'user:2' }, actor: 'a', reason: 'r' })
  assert.deepEqual(await office.expire(today - 1, () => true), { count: 0, isComplete: true })
  assert.deepEqual(await office.expire(today, () => true), { count: 4_800, isComplete: true })
  assert.deepEqual(await office.expire(today, () => true), { count: 0, isComplete: true })
  await office.lift(hold.id, { actor: 'a', reason: 'r' })
  assert.deepEqual(await office.expire(today, () => true), { count: 1_200, isComplete: true })
  assert.deepEqual(await office.expire(today + 1, () => false), { count: 0, isComplete: false })
  await journal.close()
  die()
  const told = (await audited(inside.data)).flatMap(({ draft }) => (draft.type === 'retention' ? [draft] : []))
  const counts = told.map(({ indices }) => indices.reduce((sum, { count }) => sum + count, 0))
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    6_000,
  )
  // 4,800 single entries are more ranges than fit into one entry of the journal.
  assert.deepEqual(counts, [1_500, 1_500, 1_500, 300, 1_200])
})
