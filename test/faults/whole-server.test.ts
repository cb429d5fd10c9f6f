import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { test } from 'bun:test'

import { parseEntry } from '../../packages/contract/src/journal/parse.ts'
import { chat, playEngine, wholeAnswer } from '../gateway/inside.ts'
import type { Stellwerk } from '../stellwerk.ts'
import { openUseCase, startStellwerk } from '../stellwerk.ts'
import { attach, canTrace } from './journal-run.ts'
import { serverPid } from './server-pid.ts'
import { leavesOf, mustBeWhole, onlyLog, Promised } from './whole-journal.ts'

// Goal: a writer whose disk fails or hangs lets nothing through: whoever waits hears 503 within the lease, the server says
// that it is not ready, and nothing reaches the engine.
const timeoutMs = 60_000
const waitingCount = 8
const killing = 'inject=fdatasync:signal=SIGKILL:when=30'
/** The lease, how often it is looked at, and a machine that is busy; less than the disk hangs. */
const hangMsMax = 5_000 + 250 + 2_750

const rows: readonly [why: string, inject: string, withinMs: number][] = [
  ['hangs in fdatasync', 'fdatasync:delay_enter=10000000', hangMsMax],
  ['is told by fdatasync that the disk failed', 'fdatasync:error=EIO', 3_000],
  ['is told by a write that the disk failed', 'pwrite64:error=EIO', 3_000],
]

async function inFrontOfEngine(
  act: (stellwerk: Stellwerk, seenCount: () => number) => Promise<void>,
  more: { readonly data?: string } = {},
): Promise<void> {
  const engine = playEngine(() => Response.json(wholeAnswer()))
  const stellwerk = await startStellwerk({
    ...more,
    upstreams: [{ id: 'a', kind: 'openaiCompatible', url: engine.url }],
    deployments: [{ id: 'a', model: 'm', upstream: 'a' }],
    useCases: [openUseCase('test', ['a'])],
  })
  try {
    await act(stellwerk, () => engine.seen.length)
  } finally {
    await stellwerk.stop()
    await engine.close()
  }
}

const post = ({ url, key }: Stellwerk): Promise<Response> =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(chat()),
  })

for (const [why, inject, withinMs] of rows) {
  // Without root or strace nobody can make a call fail.
  test.skipIf(!canTrace)(`the whole server: its writer ${why}`, { timeout: timeoutMs }, () =>
    inFrontOfEngine(async (stellwerk, seenCount) => {
      assert.equal((await post(stellwerk)).status, 200)
      const segment = segmentOf(join(stellwerk.folder, 'data'))
      const call = inject.split(':')[0] ?? ''
      const options = ['-f', '-P', segment, '-e', `trace=${call}`, '-e', `inject=${inject}`]
      await attach(serverPid(stellwerk), { options, trace: join(stellwerk.folder, 'trace') })
      const before = seenCount()
      const beganAt = performance.now()
      const answers = await Promise.all(Array.from({ length: waitingCount }, () => post(stellwerk)))
      const tookMs = performance.now() - beganAt
      for (const answer of answers) {
        assert.equal(answer.status, 503)
        assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'record_failed')
      }
      assert.ok(tookMs <= withinMs, `${tookMs} ms`)
      assert.equal((await fetch(`${stellwerk.url}/readyz`)).status, 503)
      assert.equal((await fetch(`${stellwerk.url}/healthz`)).status, 200)
      assert.equal((await post(stellwerk)).status, 503)
      assert.equal(seenCount(), before)
    }),
  )
}

// Without root or strace nobody can kill at a call.
test.skipIf(!canTrace)(
  'the whole server, killed at an fdatasync of its writer: who was answered is on record after the next start',
  { timeout: timeoutMs },
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'stellwerk-killed-'))
    const answered: (string | null)[] = []
    try {
      await inFrontOfEngine(
        async (stellwerk) => {
          const options = ['-f', '-P', segmentOf(data), '-e', 'trace=fdatasync', '-e', killing]
          await attach(serverPid(stellwerk), { options, trace: join(stellwerk.folder, 'trace') })
          const call = async (): Promise<void> => {
            for (let answer = await post(stellwerk); answer.ok; answer = await post(stellwerk)) {
              answered.push(answer.headers.get('x-request-id'))
            }
          }
          const calls = await Promise.allSettled(Array.from({ length: 4 }, call))
          assert.ok(calls.every(({ status }) => status === 'rejected'))
        },
        { data },
      )
      await inFrontOfEngine(async () => undefined, { data })
      await mustBeWhole(data, new Promised())
      const recorded = leavesOf(data).flatMap((leaf) => {
        const { draft } = parseEntry(leaf)
        return draft.type === 'intent' ? [draft.requestId] : []
      })
      assert.ok(answered.length > 0)
      for (const requestId of answered) assert.ok(recorded.includes(requestId ?? ''), `${requestId} is lost`)
    } finally {
      rmSync(data, { recursive: true, force: true })
    }
  },
)

/** Only the writer touches this file, so every such call in it is the writer's. */
function segmentOf(data: string): string {
  return join(onlyLog(data), 'frames/000000000000000')
}
