import { strict as assert } from 'node:assert'
import { closeSync, existsSync, openSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { test } from 'bun:test'

import { parseEntry } from '../../packages/contract/src/journal/parse.ts'
import { logsOf } from '../../packages/server/src/log-folder.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { chat, chunk, playEngine } from '../gateway/inside.ts'
import { openUseCase, startStellwerk } from '../stellwerk.ts'
import { canMount, LoopDisk } from './loop-disk.ts'
import { serverPid } from './server-pid.ts'
import { leavesOf, mustBeWhole, Promised } from './whole-journal.ts'

// Goal: on a full disk nothing new passes and everybody hears why, what runs is recorded to its end, reading and stopping go
// on, and with room again so does everything else, without a loss. The whole process, on a file system of its own.
const diskBytes = 268_435_456
const [refusedWithinMs, backWithinMs] = [1_000, 5_000]
const timeoutMs = 120_000
const pollMs = 20
/** Start, intent, `diskFull` and outcome. */
const entriesAtLeast = 4

if (!canMount) console.warn('no root or no ext4 on a loop file: a full disk is not tested on a real file system')

/** How long nothing may change on a disk before it counts as at rest. */
const restMs = 300

/**
 * Until the journal has made its reserve and its next segment. A disk that somebody goes on filling loses the reserve as
 * well, as soon as it is given free; here it is to be full from one moment to the next.
 */
async function whenAtRest(data: string): Promise<void> {
  const isReserved = (): boolean => existsSync(join(data, 'journal', 'reserve'))
  const free = (): number => statfsSync(data).bfree
  for (let before = -1; before !== free() || !isReserved(); await Bun.sleep(restMs)) before = free()
}

/** Takes every byte that is left, to the last block. */
function fill(path: string): void {
  const { bfree, bsize } = statfsSync(dirname(path))
  // One call to the kernel; what it could not have as a whole it has up to where the disk ended.
  Bun.spawnSync(['fallocate', '--length', String(bfree * bsize), path])
  const file = openSync(path, 'a')
  for (let bytes = 1_048_576; bytes >= 512; bytes /= 2) {
    const piece = Buffer.alloc(bytes, 1)
    try {
      for (;;) if (writeSync(file, piece) < bytes) break
    } catch (error) {
      assert.ok(error instanceof Error && 'code' in error && error.code === 'ENOSPC', String(error))
    }
  }
  closeSync(file)
}

const bin = fileURLToPath(new URL('../../bin/stellwerk', import.meta.url))

function typed(...words: readonly string[]): { readonly exitCode: number; readonly output: string } {
  const { stdout, stderr, exitCode } = Bun.spawnSync([bin, ...words], { stderr: 'pipe' })
  return { exitCode, output: stdout.toString() + stderr.toString() }
}

// Without root nobody can make a disk that is small.
test.skipIf(!canMount)(
  'a full disk: refused within a second, read and stopped all the same, and nothing lost',
  { timeout: timeoutMs },
  async () => {
    const disk = new LoopDisk(diskBytes)
    const data = join(disk.mountPoint, 'data')
    const ballast = join(disk.mountPoint, 'ballast')
    const letEnd = Promise.withResolvers<void>()
    const engine = playEngine((_, count) => (count === 1 ? slowly(letEnd.promise) : Response.json({ choices: [] })))
    const config = {
      data,
      journal: { floor: join(disk.mountPoint, 'floor') },
      upstreams: [{ id: 'a', kind: 'openaiCompatible' as const, url: engine.url }],
      deployments: [{ id: 'a', model: 'm', upstream: 'a' }],
      useCases: [openUseCase('test', ['a'])],
    }
    const stellwerk = await startStellwerk(config)
    const { url, key, configFile } = stellwerk
    const post = (stream = false): Promise<Response> =>
      fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        // On a slow machine the server may close a connection that has waited at the moment in which it is used again.
        keepalive: false,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(chat('Hallo', { stream })),
      })
    const until = async (isSo: () => Promise<boolean>): Promise<number> => {
      const beganAt = performance.now()
      while (!(await isSo())) assert.ok(performance.now() - beganAt < timeoutMs / 4, 'it takes for ever')
      return performance.now() - beganAt
    }
    try {
      const running = await post(true)
      const runningText = running.text()
      await whenAtRest(data)
      fill(ballast)
      const refusedAfterMs = await until(async () => (await post()).status === 503)
      const seenCount = engine.seen.length
      const refused = await post()
      assert.equal(refused.status, 503)
      assert.equal(((await refused.json()) as { error: { code: string } }).error.code, 'record_failed')
      assert.equal((await fetch(`${url}/readyz`)).status, 503)
      assert.equal((await fetch(`${url}/healthz`)).status, 200)
      assert.equal(engine.seen.length, seenCount, 'nothing reaches the engine')
      assert.ok(refusedAfterMs <= refusedWithinMs, `refused after ${refusedAfterMs} ms`)

      letEnd.resolve()
      assert.match(await runningText, /the end/)
      const stats = typed('journal', 'stats', '--config', configFile, '--json')
      assert.equal(stats.exitCode, 0, stats.output)
      const verified = typed('journal', 'verify', '--config', configFile, '--lang', 'en')
      // While somebody writes, nobody can say that nothing lies beyond the checkpoint.
      assert.match(verified.output, /^(VERIFIED|PARTIAL)/)
      const period = stats.output.match(/log\/([a-z0-9-]+)"/)?.[1] ?? ''
      await until(async () => (await publishedIn(await fetch(`${url}/log/${period}/checkpoint`))) >= entriesAtLeast)
      assert.equal((await fetch(`${url}/readyz`)).status, 503, 'what runs is published while the disk is full')

      rmSync(ballast)
      const backAfterMs = await until(async () => (await fetch(`${url}/readyz`)).status === 200)
      assert.equal((await post()).status, 200)
      assert.ok(backAfterMs <= backWithinMs, `back after ${backAfterMs} ms`)
      console.log(`refused after ${Math.round(refusedAfterMs)} ms, back after ${Math.round(backAfterMs)} ms`)

      await whenAtRest(data)
      fill(ballast)
      await until(async () => (await post()).status === 503)
      assert.equal(await stellwerk.stop(), 0)
      rmSync(ballast)
      await mustBeWhole(data, new Promised())
      const types = leavesOf(data).map((leaf) => parseEntry(leaf).draft.type)
      assert.equal(types.filter((type) => type === 'diskFull').length, 2)
      assert.equal(types.filter((type) => type === 'intent').length, types.filter((type) => type === 'outcome').length)
      assert.equal(types.at(-1), 'stop')
    } catch (error) {
      throw new Error(stellwerk.output().slice(-2_000), { cause: error })
    } finally {
      await stellwerk.stop()
      await engine.close()
      disk.remove()
    }
  },
)

async function publishedIn(answer: Response): Promise<number> {
  assert.equal(answer.status, 200)
  return parseCheckpoint(parseNote(await answer.bytes()).text).size
}

// Without root nobody can make a disk that is small.
test.skipIf(!canMount)(
  'a start on a full disk: with the reserve it serves what can be read, without it says that there is no room',
  { timeout: timeoutMs },
  async () => {
    const disk = new LoopDisk(diskBytes)
    const data = join(disk.mountPoint, 'data')
    const config = {
      data,
      upstreams: [{ id: 'a', kind: 'mirror' as const }],
      deployments: [{ id: 'a', model: 'm', upstream: 'a' }],
      useCases: [openUseCase('test', ['a'])],
    }
    const killed = await startStellwerk(config)
    const server = spawned(disk.mountPoint, { ...config, listen: { port: Number(new URL(killed.url).port) } })
    const get = (path: string): Promise<Response | undefined> => fetch(`${killed.url}${path}`).catch(() => undefined)
    const until = async (path: string, status: number): Promise<void> => {
      while ((await get(path))?.status !== status) await Bun.sleep(pollMs)
    }
    try {
      while (!existsSync(join(data, 'journal', 'reserve'))) await Bun.sleep(pollMs)
      process.kill(serverPid(killed), 'SIGKILL')
      await killed.stop()
      fill(join(disk.mountPoint, 'ballast'))
      const child = server()
      await until('/healthz', 200)
      await until('/readyz', 503)
      const [log] = logsOf(data)
      assert.equal((await get(`/log/${basename(log?.path ?? '')}/checkpoint`))?.status, 200)
      rmSync(join(disk.mountPoint, 'ballast'))
      await until('/readyz', 200)
      child.kill('SIGTERM')
      assert.equal(await child.exited, 0)
      await mustBeWhole(data, new Promised())

      rmSync(join(data, 'journal', 'reserve'))
      fill(join(disk.mountPoint, 'ballast'))
      const refused = server()
      assert.equal(await refused.exited, 2)
      assert.match(await new Response(refused.stderr).text(), /is full: 0 bytes are free/)
      rmSync(join(disk.mountPoint, 'ballast'))
    } finally {
      await killed.stop()
      disk.remove()
    }
  },
)

/** Starts the server as often as one likes, and does not wait until it is ready. */
function spawned(folder: string, config: object) {
  const file = join(folder, 'stellwerk.yaml')
  writeFileSync(file, JSON.stringify(config)) // YAML 1.2 contains JSON.
  return () => Bun.spawn([bin, 'serve', '--config', file], { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
}

/** A stream that has begun and ends when it is let. */
function slowly(end: Promise<void>): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(encoder.encode(chunk('a beginning')))
      await end
      controller.enqueue(encoder.encode(chunk('the end')))
      controller.enqueue(encoder.encode(chunk('', 'stop')))
      controller.enqueue(encoder.encode('data: [DONE]\n\n'))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
