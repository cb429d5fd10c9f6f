// Goal: the one compiled file of `npm run build` is the whole product: it serves, the threads of its journal start (they are
// entry points of their own), and it verifies what it wrote. It runs far from the checkout.
import { strict as assert } from 'node:assert'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, test } from 'bun:test'

import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { chat, playEngine, wholeAnswer } from './inside.ts'

const root = join(import.meta.dir, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'stellwerk-compiled-'))
const executable = join(scratch, 'stellwerk')
const engine = playEngine(() => Response.json(wholeAnswer('Guten Tag')))
let stellwerk: Stellwerk | undefined

beforeAll(async () => {
  const built = Bun.spawnSync([process.execPath, 'scripts/build.mjs', `--outfile=${executable}`], { cwd: root })
  assert.equal(built.exitCode, 0, built.stderr.toString())
  // The maps are for whoever reads a stack trace; the program must not need them.
  for (const name of readdirSync(scratch)) if (name !== 'stellwerk') rmSync(join(scratch, name))
  stellwerk = await startStellwerk(
    {
      upstreams: [{ id: 'a', kind: 'vllm', url: engine.url }],
      deployments: [{ id: 'a', model: 'm', upstream: 'a' }],
      useCases: [openUseCase('test', ['a'])],
    },
    executable,
  )
}, 60_000)
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true })
  await stellwerk?.stop()
  await engine.close()
})

test('executable: a call is answered and recorded, and the journal is verified', async () => {
  assert.ok(stellwerk !== undefined)
  const { baseURL, key, run } = stellwerk
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const answer = await fetch(`${baseURL}/chat/completions`, { method: 'POST', headers, body: JSON.stringify(chat()) })
  assert.match(await answer.text(), /Guten Tag/)
  assert.equal(answer.status, 200)
  // Start, intent and outcome; the checkpoint follows at most a second later.
  for (let size = 0; size < 3;) {
    const { logs } = JSON.parse((await run('journal', 'stats', '--json')).stdout) as { logs: { size: number }[] }
    size = logs[0]?.size ?? 0
  }
  const verified = await run('journal', 'verify')
  assert.equal(verified.code, 0, verified.stdout + verified.stderr)
  assert.match(verified.stdout, /^VERIFIED [\s\S]*ok +intent and end \(1\)/)
}, 30_000)

test('executable: it ends in good order', async () => {
  assert.equal(await stellwerk?.stop(), 0)
}, 20_000)
