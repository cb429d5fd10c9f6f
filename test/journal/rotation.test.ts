// Goal: a log ends at its boundary while calls run, none of them is lost, and the logs are verified as one chain.
import { strict as assert } from 'node:assert'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, describe, test } from 'bun:test'

import { parseEntry } from '../../packages/contract/src/journal/parse.ts'
import { markRestored } from '../../packages/server/src/journal/place.ts'
import { logFolder } from '../../packages/server/src/log-folder.ts'
import { readEntries } from '../../packages/tlog/src/format/tile-hashes.ts'
import { tileAt } from '../../packages/tlog/src/format/tile.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { chat, type Inside, openInside, type PlayedEngine, playEngine } from '../gateway/inside.ts'

const command = join(import.meta.dir, '../../bin/stellwerk')
const dayMs = 86_400_000
const opened: { readonly close: () => Promise<void> | void }[] = []
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close()
})

const answered = (): Response =>
  Response.json({ id: 'x', object: 'chat.completion', created: 1, model: 'm', choices: [choice], usage })
const choice = { index: 0, message: { role: 'assistant', content: 'Hallo' }, finish_reason: 'stop' }
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }

function played(answer: (count: number) => Response | Promise<Response>): PlayedEngine {
  const engine = playEngine((_, count) => answer(count))
  opened.push(engine)
  return engine
}

/** A server whose journal's clock can be set on. */
async function openShifted(engine: PlayedEngine, rotation: 'week' | 'month' | 'halfYear' = 'month') {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-clock-'))
  opened.push({ close: () => rmSync(folder, { recursive: true, force: true }) })
  const file = join(folder, 'shift')
  const inside = await openInside(
    [{ id: 'a', kind: 'openaiCompatible', url: engine.url }],
    { journal: { rotation } },
    {
      worker: { preload: [join(import.meta.dir, 'shifted-clock.ts')], env: { SHIFTED_CLOCK: file } },
    },
  )
  opened.push(inside)
  return { inside, shift: (ms: number): void => writeFileSync(file, String(ms)) }
}

/** Names of the logs in order, and the types of their entries. */
async function logsOf({ data }: Pick<Inside, 'data'>): Promise<readonly (readonly [name: string, types: string[]])[]> {
  const names = readFileSync(join(data, 'journal', 'logs'), 'utf8')
    .trim()
    .split('\n')
  return Promise.all(
    names.map(async (name) => {
      const { read } = logFolder(join(data, 'journal', name))
      const note = await read('checkpoint')
      const { size } = note === undefined ? { size: 0 } : parseCheckpoint(parseNote(note).text)
      const tile = tileAt({ level: 'entries', index: 0 }, size)
      const leaves = tile === undefined ? [] : await readEntries(tile, read)
      return [name, leaves.map((leaf) => parseEntry(leaf).draft.type)] as const
    }),
  )
}

async function verified({ data }: Pick<Inside, 'data'>): Promise<string> {
  const ran = Bun.spawn([command, 'journal', 'verify', '--data', data], { stdout: 'pipe', stderr: 'pipe', cwd: data })
  const said = await Promise.all([new Response(ran.stdout).text(), new Response(ran.stderr).text()])
  assert.equal(await ran.exited, 0, said.join('\n'))
  return said[0]
}

test('a log ends while a call runs: its outcome is in the next log, and the chain is verified', async () => {
  const held = Promise.withResolvers<Response>()
  const engine = played((count) => (count === 1 ? held.promise : answered()))
  const { inside, shift } = await openShifted(engine)
  const running = inside.post('/v1/chat/completions', chat())
  while (engine.seen.length === 0) await Bun.sleep(5)
  shift(40 * dayMs)
  assert.equal((await inside.post('/v1/chat/completions', chat())).status, 200)
  held.resolve(answered())
  assert.equal((await running).status, 200)
  await inside.opened.stop()

  const [[, before], [, after], ...more] = (await logsOf(inside)) as [[string, string[]], [string, string[]]]
  assert.deepEqual(more, [])
  assert.deepEqual(before, ['start', 'intent'])
  assert.deepEqual(after, ['handover', 'intent', 'outcome', 'outcome', 'stop'])
  assert.match(await verified(inside), /2 logs/)
  for (const name of readdirSync(join(inside.data, 'journal'), { withFileTypes: true })) {
    const frames = join(inside.data, 'journal', name.name, 'frames')
    if (name.isDirectory() && existsSync(frames) && name.name < '2027') assert.deepEqual(readdirSync(frames), [])
  }
})

test('logs end again and again under load, no call is refused, and every entry is in one chain', async () => {
  const { inside, shift } = await openShifted(played(answered), 'week')
  let [isOver, calls] = [false, 0]
  const traffic = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      assert.equal((await inside.post('/v1/chat/completions', chat())).status, 200)
      calls++
    }
  })
  for (let weeks = 1; weeks <= 3; weeks++) {
    const before = calls
    shift(weeks * 7 * dayMs)
    while (calls < before + 20) await Bun.sleep(5)
  }
  isOver = true
  await Promise.all(traffic)
  await inside.opened.stop()
  assert.equal((await logsOf(inside)).length, 4)
  assert.match(await verified(inside), new RegExp(`4 logs, ${calls * 2 + 1 + 3 + 1} entries`))
})

test('a shorter rotation takes effect at the next start, and the server goes on in the new log', async () => {
  const engine = played(answered)
  const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }])
  opened.push(inside)
  await inside.post('/v1/chat/completions', chat())
  await inside.opened.stop()
  const again = await inside.again({ journal: { rotation: 'week' } })
  const answer = await fetch(`${again.publicUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${inside.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(chat()),
  })
  assert.equal(answer.status, 200)
  await again.stop()
  const logs = await logsOf(inside)
  assert.deepEqual(logs.at(-1)?.[1], ['handover', 'intent', 'outcome', 'stop'])
  await verified(inside)
})

describe('after a restore', () => {
  test('nothing is signed under the old origin, and the new log says how much came back', async () => {
    const engine = played(answered)
    const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }])
    opened.push(inside)
    await inside.post('/v1/chat/completions', chat())
    await inside.opened.stop()
    const backup = join(inside.data, '..', `${inside.data.split('/').at(-1)}-backup`)
    cpSync(inside.data, backup, { recursive: true })
    const more = await inside.again()
    await more.stop()
    rmSync(inside.data, { recursive: true })
    cpSync(backup, inside.data, { recursive: true })
    rmSync(backup, { recursive: true })
    const [old = ''] = readFileSync(join(inside.data, 'journal', 'logs'), 'utf8').split('\n')
    const noteBefore = readFileSync(join(inside.data, 'journal', old, 'checkpoint'))
    markRestored(inside.data)
    for (let times = 0; times < 2; times++) await (await inside.again()).stop()

    const logs = await logsOf(inside)
    assert.deepEqual(
      logs.map(([name]) => name),
      [old, `${old}-r1`],
    )
    assert.deepEqual(logs[1]?.[1], ['restored', 'start', 'stop', 'start', 'stop'])
    assert.deepEqual(readFileSync(join(inside.data, 'journal', old, 'checkpoint')), noteBefore)
    await verified(inside)
  })
})
