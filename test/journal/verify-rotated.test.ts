// Goal: of logs that a real server began, ended and handed over, both verifiers say the same, and so they do of a bundle of them.
import { strict as assert } from 'node:assert'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, test } from 'bun:test'

import { buildGoVerifier, findGo, runGoVerifier } from '../conformance/tlog/go-verifier.ts'
import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { runtimeEnvironment } from '../runtime-environment.ts'

const main = join(import.meta.dir, '../../packages/server/src/main.ts')
const dayMs = 86_400_000
const scratch = mkdtempSync(join(tmpdir(), 'stellwerk-rotated-'))
let inside: Inside

/** Three logs, a week each, with calls in each of them. */
beforeAll(async () => {
  const clock = join(scratch, 'shift')
  inside = await openInside(
    [{ id: 'a', kind: 'mirror' }],
    { journal: { rotation: 'week' } },
    { worker: { preload: [join(import.meta.dir, 'shifted-clock.ts')], env: { SHIFTED_CLOCK: clock } } },
  )
  for (let weeks = 0; weeks < 3; weeks++) {
    writeFileSync(clock, String(weeks * 7 * dayMs))
    for (let calls = 0; calls < 3; calls++) await (await inside.post('/v1/chat/completions', chat())).text()
  }
  await inside.opened.stop()
}, 60_000)
afterAll(() => {
  for (const folder of [inside.data, scratch]) rmSync(folder, { recursive: true, force: true })
})

function typed(...words: readonly string[]) {
  const { stdout, stderr, exitCode } = Bun.spawnSync([process.execPath, main, ...words, '--data', inside.data], {
    env: { ...process.env, ...runtimeEnvironment, LC_ALL: 'C' },
    cwd: scratch,
  })
  return { stdout: stdout.toString(), stderr: stderr.toString(), exitCode }
}

interface Told {
  readonly outcome: string
  readonly logs: readonly {
    readonly report: { readonly origin: string; readonly size: number; readonly root: string }
  }[]
  readonly claims: { readonly entries: number; readonly openIntents: number; readonly noteCount: number }
}

test('rotated: both verifiers verify the chain, before and after it is packed and unpacked', () => {
  const go = findGo()
  assert.ok(go !== undefined || process.env['CI'] !== 'true', 'there is no Go here')
  const { logs } = JSON.parse(typed('journal', 'stats', '--json').stdout) as { logs: { vkey: string }[] }
  const vkey = logs[0]?.vkey ?? ''
  const out = join(scratch, 'all.tar')
  const told = JSON.parse(typed('journal', 'verify', '--json').stdout) as Told
  assert.equal(told.outcome, 'verified', JSON.stringify(told))
  assert.equal(told.logs.length, 3)
  assert.equal(typed('journal', 'export', '--out', out).exitCode, 0)
  const bundle = JSON.parse(typed('journal', 'verify', out, '--vkey', vkey, '--json').stdout) as Told
  assert.equal(bundle.outcome, 'verified', JSON.stringify(bundle))
  assert.deepEqual(
    bundle.logs.map(({ report }) => report.root),
    told.logs.map(({ report }) => report.root),
  )
  Bun.spawnSync(['tar', 'xf', out, '-C', scratch])
  assert.equal(readdirSync(join(scratch, 'logs')).length, 3)
  if (go === undefined) return
  const said = JSON.parse(
    runGoVerifier(buildGoVerifier(go), ['journal', join(scratch, 'logs'), '--vkey', vkey]),
  ) as Told
  assert.deepEqual(
    said.logs.map((log) => ({ ...log })),
    told.logs.map(({ report: { origin, size, root } }) => ({ ok: true, origin, size, root, problems: [] })),
  )
  const { entries, openIntents, noteCount } = told.claims
  assert.deepEqual(
    [said.claims.entries, said.claims.openIntents, said.claims.noteCount],
    [entries, openIntents, noteCount],
  )
})
