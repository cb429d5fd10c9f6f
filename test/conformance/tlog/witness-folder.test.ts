// Goal: whatever is asked of a witness, in whatever order, and wherever it dies, all that it ever cosigned of a log is one
// history; and with a folder that says less than it has signed, it does not start.
import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { test } from 'bun:test'

import type { WitnessEvent } from '../../../packages/server/src/witness/cosigner.ts'
import { parseSeenFile } from '../../../packages/server/src/witness/seen-file.ts'
import { seenBlocksKept } from '../../../packages/server/src/witness/witness-state.ts'
import { concatBytes, encodeUtf8, formatHex } from '../../../packages/tlog/src/format/bytes.ts'
import { parseCheckpoint } from '../../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../../packages/tlog/src/format/note.ts'
import { formatAddCheckpoint } from '../../../packages/tlog/src/format/witness.ts'
import { flipped, grownLog, text } from './grown-log.ts'
import {
  close,
  endWitnesses,
  hash,
  logVkey,
  newFolder,
  open,
  post,
  refusedCode,
  running,
  shown,
  startedAt,
  writeVectorKey,
} from './running-witness.ts'
import { random, sha256, signCheckpoint } from './written-log.ts'

endWitnesses()

const trunk = grownLog()
const fork = grownLog({ branch: 'fork', forkAt: 5 })

// What it leaves in its folder.
test('the key is made once, for this account alone, and keeps its name', async () => {
  const first = await open({ name: 'council.example' })
  assert.equal(statSync(join(first.folder, 'witness.key')).mode & 0o777, 0o600)
  assert.ok(first.vkey.startsWith('council.example+'))
  await close(first)
  assert.equal((await open({ folder: first.folder })).vkey, first.vkey)
  assert.equal(await refusedCode(() => open({ folder: newFolder(), name: 'two words' })), 'key')
})

test('every accepted checkpoint is kept for people, the newest of them', async () => {
  let now = startedAt
  const witness = await open({ now: () => (now += 1000) })
  const path = join(witness.folder, 'seen', `${hash}.txt`)
  const count = 2 * seenBlocksKept + 3
  for (let size = 1; size <= count; size++) {
    assert.equal((await post(witness, await trunk.request(size - 1, size))).status, 200)
  }
  const { blocks, isTorn } = parseSeenFile(readFileSync(path))
  assert.deepEqual([isTorn, blocks.at(-1)?.size], [true, count])
  const sizes = Array.from({ length: seenBlocksKept + 2 }, (_, index) => count - seenBlocksKept - 1 + index)
  assert.deepEqual(
    blocks.map(({ size }) => size),
    sizes,
  )
  assert.equal(text(blocks.at(-1)?.note ?? new Uint8Array(0)), (await shown(witness)).body)
}, 30_000)

test('a fork is kept as two signed checkpoints, ten times at most', async () => {
  const events: WitnessEvent[] = []
  const witness = await open({ tell: (event) => events.push(event) })
  await post(witness, await trunk.request(0, 10))
  for (let branch = 0; branch < 12; branch++) {
    const other = grownLog({ branch: `fork ${branch}`, forkAt: 5 })
    // Also when the old size is not the latest, so that the answer is another one.
    assert.equal(
      (await post(witness, await other.request(branch % 2 === 0 ? 10 : 0, 10))).status,
      branch % 2 === 0 ? 422 : 409,
    )
  }
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['newLog', ...Array.from({ length: 12 }, () => 'fork')],
  )
  const kept = readdirSync(join(witness.folder, 'forks'))
  assert.equal(kept.length, 10)
  const both = readFileSync(join(witness.folder, 'forks', kept[0] ?? ''), 'utf8')
  assert.ok(both.startsWith((await shown(witness)).body))
  const other = parseNote(encodeUtf8(both.slice((await shown(witness)).body.length + 1)))
  assert.equal(parseCheckpoint(other.text).size, 10)
})

// Start after something has happened to the folder.
const [state, seen, key] = [`state/${hash}.checkpoint`, `seen/${hash}.txt`, 'witness.key']
const starts: readonly [why: string, code: string, harm: (folder: string, old: string) => void][] = [
  ['nothing happened', 'opened', () => undefined],
  ['an unfinished file', 'opened', (folder) => writeFileSync(join(folder, `${state}.unfinished`), 'old 1')],
  ['the file for people is gone', 'opened', (folder) => rmSync(join(folder, seen))],
  ['the file for people ends within a block', 'opened', (folder) => cutEnd(join(folder, seen), 20)],
  ['the file for people ends with zeros', 'opened', (folder) => append(join(folder, seen), new Uint8Array(300))],
  ['the file for people is broken in between', 'damaged', (folder) => flip(join(folder, seen), 3)],
  ['the state is an old one', 'smaller', (folder, old) => cpSync(join(old, state), join(folder, state))],
  ['the state is gone', 'smaller', (folder) => rmSync(join(folder, state))],
  ['the state is empty', 'damaged', (folder) => writeFileSync(join(folder, state), '')],
  ['the state is cut', 'damaged', (folder) => cutEnd(join(folder, state), 10)],
  [
    'the state has another name',
    'damaged',
    (folder) => cpSync(join(folder, state), join(folder, 'state/a.checkpoint')),
  ],
  ['the key is damaged', 'damaged', (folder) => flip(join(folder, key), 40)],
  ['the key is gone', 'key', (folder) => rmSync(join(folder, key))],
  ['the key is open to others', 'key', (folder) => chmodSync(join(folder, key), 0o644)],
  ['the key is that of another witness', 'damaged', (folder) => writeVectorKey(folder)],
]

function append(path: string, bytes: Uint8Array): void {
  writeFileSync(path, bytes, { flag: 'a' })
}

function cutEnd(path: string, bytes: number): void {
  writeFileSync(path, readFileSync(path).subarray(0, -bytes))
}

function flip(path: string, at: number): void {
  writeFileSync(path, flipped(readFileSync(path), at))
}

for (const [why, code, harm] of starts) {
  test(`a start when ${why}: ${code}`, async () => {
    const witness = await open()
    await post(witness, await trunk.request(0, 5))
    const old = newFolder()
    cpSync(witness.folder, old, { recursive: true })
    await post(witness, await trunk.request(5, 10))
    await close(witness)
    harm(witness.folder, old)
    assert.equal(await refusedCode(() => open({ folder: witness.folder })), code)
    if (code !== 'opened') return
    const again = running() ?? witness
    assert.equal((await post(again, await fork.request(10, 10))).status, 422)
    assert.equal((await post(again, await trunk.request(10, 12))).status, 200)
    const { blocks } = parseSeenFile(readFileSync(join(witness.folder, seen)))
    assert.deepEqual(
      blocks.slice(-2).map(({ size }) => size),
      [10, 12],
    )
  })
}

test('any flipped bit in the state is found', async () => {
  const witness = await open()
  await post(witness, await trunk.request(0, 5))
  await close(witness)
  const path = join(witness.folder, state)
  const whole = readFileSync(path)
  for (let at = 0; at < whole.length; at++) {
    writeFileSync(path, flipped(whole, at))
    assert.equal(await refusedCode(() => open({ folder: witness.folder })), 'damaged', `byte ${at}`)
  }
})

// Wherever it dies.
const processPath = fileURLToPath(import.meta.resolve('./witness-process.ts'))

function inProcess(folder: string, point = '', input: Uint8Array = new Uint8Array(0)): string {
  const { stdout, signal } = spawnSync(process.execPath, [processPath, folder, logVkey, point], {
    input,
    encoding: 'utf8',
  })
  return signal ?? stdout.trim()
}

test('a second process on the folder is refused, and the folder is free when the first has ended', async () => {
  const witness = await open()
  assert.equal(inProcess(witness.folder), 'in_use')
  assert.equal(await refusedCode(() => open({ folder: witness.folder })), 'in_use')
  await close(witness)
  assert.equal(inProcess(witness.folder), 'open')
})

const deaths: readonly [point: string, isRemembered: boolean][] = [
  ['before it remembers', false],
  ['before it answers', true],
]
for (const [point, isRemembered] of deaths) {
  test(`killed ${point}, ${isRemembered ? 'it knows what it signed' : 'nothing has happened'}`, async () => {
    const folder = newFolder()
    assert.equal(inProcess(folder, 'never', await trunk.request(0, 10)), 'answered 200')
    assert.equal(inProcess(folder, point, await trunk.request(10, 12)), 'SIGKILL')
    const witness = await open({ folder })
    const { size } = parseCheckpoint(parseNote(encodeUtf8((await shown(witness)).body)).text)
    assert.equal(size, isRemembered ? 12 : 10)
    // Another future of size 10 is open only as long as nothing was signed.
    assert.equal(
      (await post(witness, await grownLog({ branch: 'b', forkAt: 10 }).request(10, 12))).status,
      isRemembered ? 409 : 200,
    )
  })
}

test('a disk that fails: nothing is signed, and nothing afterwards', async () => {
  const events: WitnessEvent[] = []
  const witness = await open({ tell: (event) => events.push(event) })
  await post(witness, await trunk.request(0, 5))
  const before = await shown(witness)
  const inTheWay = join(witness.folder, `${state}.unfinished`)
  mkdirSync(inTheWay)
  assert.equal((await post(witness, await trunk.request(5, 6))).status, 500)
  assert.equal(events.at(-1)?.kind, 'failed')
  rmSync(inTheWay, { recursive: true })
  assert.equal((await post(witness, await trunk.request(5, 6))).status, 503)
  assert.deepEqual(await shown(witness), before)
})

// Whatever is asked at the same time.
test('of 100 conflicting requests at once, exactly one is accepted, twice', async () => {
  const witness = await open()
  const branches = Array.from({ length: 100 }, (_, index) => grownLog({ branch: `branch ${index}` }))
  const firstAnswers = await Promise.all(branches.map(async (log) => post(witness, await log.request(0, 3))))
  const winners = branches.filter((_, index) => firstAnswers[index]?.status === 200)
  assert.equal(winners.length, 1)
  assert.deepEqual(new Set(firstAnswers.map(({ status }) => status)), new Set([200, 409]))

  const winner = branches.indexOf(winners[0] ?? trunk)
  const sequels = Array.from({ length: 100 }, (_, index) => sequel(`branch ${winner}`, index))
  const answers = await Promise.all(sequels.map(async (request) => post(witness, await request)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
})

/** Size 3 as in the branch, and then another fourth entry each. */
async function sequel(branch: string, index: number): Promise<Uint8Array> {
  const log = grownLog({ branch })
  const other = grownLog({ branch: `sequel ${index}` })
  const leaf = other.root(1)
  // From size 3 to 4: the third leaf, the new one, and what stands left of them.
  const [third, , left] = await log.proof(3, 4)
  if (third === undefined || left === undefined) throw new Error('a proof from 3 to 4 has three hashes')
  const node = (one: Uint8Array, two: Uint8Array): Uint8Array => sha256(concatBytes(Uint8Array.of(1), one, two))
  const root = node(left, node(third, leaf))
  return formatAddCheckpoint({ oldSize: 3, proof: [third, leaf, left], checkpoint: signCheckpoint({ size: 4, root }) })
}

test('whatever a log with five futures asks, what was cosigned is one history (seed 20261123)', async () => {
  const chance = random(20_261_123)
  const branches = Array.from({ length: 5 }, (_, index) => grownLog({ branch: `${index}`, forkAt: index * 4 }))
  let now = startedAt
  let witness = await open({ now: () => now })
  const accepted: { readonly size: number; readonly root: string }[] = []
  for (let round = 0; round < 600; round++) {
    now += 1000
    const branch = branches[chance(branches.length)] ?? trunk
    const last = accepted.at(-1)?.size ?? 0
    const size = Math.max(0, last + chance(4) - 1)
    const oldSize = chance(3) === 0 ? chance(size + 1) : Math.min(last, size)
    const { status } = await post(witness, await branch.request(oldSize, size))
    if (status === 200) accepted.push({ size, root: formatHex(branch.root(size)) })
    if (chance(100) === 0) {
      await close(witness)
      witness = await open({ folder: witness.folder, now: () => now })
    }
  }
  assert.ok(accepted.length > 50, `${accepted.length} accepted`)
  const isOneHistory = branches.some((branch) =>
    accepted.every(({ size, root }) => formatHex(branch.root(size)) === root),
  )
  const sizes = accepted.map(({ size }) => size)
  assert.ok(isOneHistory)
  assert.deepEqual(
    sizes,
    sizes.toSorted((one, other) => one - other),
  )
}, 30_000)

test('the folder holds nothing that it should not', async () => {
  const witness = await open()
  await post(witness, await trunk.request(0, 5))
  assert.deepEqual(readdirSync(witness.folder).sort(), ['forks', 'lock.sqlite', 'seen', 'state', 'witness.key'])
  assert.deepEqual(readdirSync(join(witness.folder, 'state')), [`${hash}.checkpoint`])
  assert.deepEqual(readdirSync(join(witness.folder, 'seen')), [`${hash}.txt`])
})
