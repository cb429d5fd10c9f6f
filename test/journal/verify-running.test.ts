// Goal: while a server runs, its journal is verified at its address, and evidence is handed out with what the vault has.
import { strict as assert } from 'node:assert'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, test } from 'bun:test'

import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { runtimeEnvironment } from '../runtime-environment.ts'

const main = join(import.meta.dir, '../../packages/server/src/main.ts')
const token = 'token-of-the-auditor'
const scratch = mkdtempSync(join(tmpdir(), 'stellwerk-running-'))
let inside: Inside
let requestId = ''
let vkey = ''
let log = ''

/** One command line, in a process of its own, so that the server here can answer it. */
async function typed(...words: readonly string[]) {
  const child = Bun.spawn([process.execPath, main, ...words, '--data', inside.data], {
    env: { ...process.env, ...runtimeEnvironment, LC_ALL: 'C', TOKEN: token },
    cwd: scratch,
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  return { out, err, exitCode: await child.exited }
}

beforeAll(async () => {
  const file = join(scratch, 'token')
  writeFileSync(file, token, { mode: 0o600 })
  inside = await openInside([{ id: 'a', kind: 'mirror' }], { journal: { auditorToken: `file:${file}` } })
  const answer = await inside.post('/v1/chat/completions', chat('Guten Tag', { user: 'somebody-known' }))
  await answer.text()
  requestId = answer.headers.get('x-request-id') ?? ''
  // The checkpoint follows at most a second later.
  for (let size = 0; size < 3;) {
    const { logs } = JSON.parse((await typed('journal', 'stats', '--json')).out) as {
      logs: { size: number; vkey: string; origin: string }[]
    }
    size = logs[0]?.size ?? 0
    vkey = logs[0]?.vkey ?? ''
    log = `${inside.url}/log/${logs[0]?.origin.split('/').at(-1)}`
  }
}, 30_000)
afterAll(async () => {
  await inside.close()
  rmSync(scratch, { recursive: true, force: true })
})

test('running: at its address the journal is verified as far as one may look', async () => {
  const blind = await typed('journal', 'verify', log, '--vkey', vkey)
  assert.equal(blind.exitCode, 1)
  assert.match(blind.out, /^PARTIAL[\s\S]*without --auditor-token/)
  const auditor = await typed('journal', 'verify', log, '--vkey', vkey, '--auditor-token', 'env:TOKEN')
  assert.match(auditor.out, /^PARTIAL[\s\S]*ok +intent and end \(1\)/, auditor.err)
  const stranger = await typed('journal', 'verify', log, '--vkey', vkey, '--auditor-token', 'env:LC_ALL')
  assert.equal(stranger.exitCode, 2)
})

test('running: a call is handed out with the names that the vault keeps, and the journal says so', async () => {
  const out = join(scratch, 'call.tar')
  const how = ['--request-id', requestId, '--disclose', 'key,request,user', '--recipient', 'the-court', '--out', out]
  const exported = await typed('journal', 'export', ...how, '--json')
  assert.equal(exported.exitCode, 0, exported.err)
  const { recorded } = JSON.parse(exported.out) as { recorded: readonly { index: number }[] }
  assert.equal(recorded.length, 1)
  const verified = await typed('journal', 'verify', out, '--vkey', vkey)
  assert.equal(verified.exitCode, 0, verified.out)
  assert.match(verified.out, /entries shown are in the log \(2\)[\s\S]*what was disclosed fits the entry \(3\)/)
  Bun.spawnSync(['tar', 'xf', out, '-C', scratch])
  const folder = join(scratch, 'disclosed', log.split('/').at(-1) ?? '', '000000000001')
  assert.equal(readFileSync(join(folder, 'user'), 'utf8'), 'somebody-known')
  const { fields } = JSON.parse(readFileSync(join(folder, 'openings.json'), 'utf8')) as {
    fields: Record<string, { hasValue: boolean }>
  }
  // Of the text of a request the vault keeps the opening alone, unless a use case says otherwise.
  assert.deepEqual(
    Object.entries(fields).map(([field, { hasValue }]) => [field, hasValue]),
    [
      ['key', true],
      ['request', false],
      ['user', true],
    ],
  )
})

test('running: a sample is drawn beside the server', async () => {
  const day = new Date().toISOString().slice(0, 10)
  const drawn = await typed('journal', 'sample', '--from', day, '--to', day, '--n', '1', '--seed', 'x')
  assert.equal(drawn.exitCode, 0, drawn.err)
  assert.match(drawn.out, /^Population: \d+ entries \(/)
})
