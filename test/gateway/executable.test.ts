// Goal: the one compiled file of `npm run build` is the whole product: it serves, the threads of its journal start (they are
// entry points of their own), and it verifies what it wrote. It runs far from the checkout, in an empty folder without node, bun
// or npm, and without a network. Whoever builds it again gets the same bytes.
import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
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

function build(outfile: string, checkout = root): void {
  const words = [process.execPath, 'scripts/build.mjs', `--outfile=${outfile}`]
  const built = Bun.spawnSync(words, { cwd: checkout })
  assert.equal(built.exitCode, 0, built.stderr.toString())
}

beforeAll(async () => {
  build(executable)
  // The maps are for whoever reads a stack trace; the program must not need them.
  for (const name of readdirSync(scratch)) if (!['stellwerk', 'SHA256SUMS'].includes(name)) rmSync(join(scratch, name))
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

test('executable: the container asks how it is, over the socket', async () => {
  const asked = await stellwerk?.run('health', '--json')
  assert.deepEqual([asked?.code, JSON.parse(asked?.stdout ?? '')], [0, { state: 'ready', runningCount: 0 }])
})

test('executable: it ends in good order', async () => {
  assert.equal(await stellwerk?.stop(), 0)
}, 20_000)

/** Nothing but loopback, and that is down; where it is not permitted, at least nothing else is there to help. */
const withoutNetwork = Bun.spawnSync(['unshare', '--net', 'true'], { stderr: 'ignore' }).success
  ? ['unshare', '--net']
  : []
if (withoutNetwork.length === 0) process.stdout.write('executable: no network namespaces here, so with the network\n')

/** In a folder of its own, with an environment in which no other program is found. */
function alone(...words: readonly string[]) {
  const cwd = join(scratch, 'empty')
  mkdirSync(cwd, { recursive: true })
  const env = { PATH: cwd, HOME: cwd, LC_ALL: 'C' }
  const isolating = withoutNetwork.map((word) => (word === 'unshare' ? (Bun.which(word) ?? word) : word))
  const ran = Bun.spawnSync([...isolating, executable, ...words], { cwd, env })
  return { code: ran.exitCode, stdout: ran.stdout.toString(), stderr: ran.stderr.toString() }
}

// Loopback is down in the namespace, so what listens or asks itself (serve, demo) is tried with it, in the test below.
const offline: readonly [words: string, code: number, says: RegExp][] = [
  ['--version', 0, /^stellwerk \d/],
  ['--help', 0, /doctor egress/],
  ['config schema', 0, /^\{/],
  ['config check', 0, /./],
  ['keys list --json', 0, /"keys":\[\]/],
  ['doctor', 1, /does not run/],
  ['doctor egress', 0, /No update check/],
  ['health', 2, /does not run/],
]
for (const [words, code, says] of offline) {
  test(`executable: alone in an empty folder without a network: ${words}`, () => {
    const ran = alone(...words.split(' '))
    assert.equal(ran.code, code, ran.stdout + ran.stderr)
    assert.match(ran.stdout, says)
  })
}

test('executable: the demo runs alone, and what it made is verified', () => {
  const cwd = join(scratch, 'empty')
  const env = { PATH: cwd, HOME: cwd, LC_ALL: 'C' }
  const run = (...words: readonly string[]) =>
    Bun.spawnSync([executable, ...words, '--data', join(scratch, 'shown')], { cwd, env })
  const shown = run('demo')
  assert.equal(shown.exitCode, 0, shown.stdout.toString() + shown.stderr.toString())
  assert.match(run('journal', 'verify').stdout.toString(), /^VERIFIED/)
}, 30_000)

test('executable: it starts within a second, and its size is below the promise', () => {
  const times = Array.from({ length: 3 }, () => {
    const startedAt = performance.now()
    assert.equal(alone('--version').code, 0)
    return performance.now() - startedAt
  })
  assert.ok(Math.min(...times) < 1_000, `${times.join(' ')} ms`)
  // Of these, 95 MB are the runtime.
  assert.ok(statSync(executable).size < 130_000_000)
})

const digestOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

test('executable: its sum lies beside it', () => {
  assert.equal(readFileSync(join(scratch, 'SHA256SUMS'), 'utf8'), `${digestOf(executable)}  stellwerk\n`)
})

// Only GNU cp makes hard links of a whole folder; a real copy of node_modules would take ten seconds.
test.skipIf(process.platform !== 'linux')(
  'executable: built again in a checkout elsewhere it has the same bytes',
  () => {
    const elsewhere = join(root, '.cache', `elsewhere-${process.pid}`)
    mkdirSync(elsewhere, { recursive: true })
    try {
      const parts = ['package.json', 'package-lock.json', 'scripts', 'packages', 'node_modules']
      const copied = Bun.spawnSync(['cp', '-al', ...parts.map((part) => join(root, part)), elsewhere])
      assert.equal(copied.exitCode, 0, copied.stderr.toString())
      const again = join(scratch, 'again', 'stellwerk')
      build(again, elsewhere)
      assert.equal(digestOf(again), digestOf(executable))
    } finally {
      rmSync(elsewhere, { recursive: true, force: true })
    }
  },
  30_000,
)
