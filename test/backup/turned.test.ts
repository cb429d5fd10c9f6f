// Goal: logs that end before, between and after the cut of a backup are in it as far as they belong to it, and the chain of what
// comes back is verified.
import { strict as assert } from 'node:assert'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, setDefaultTimeout, test } from 'bun:test'

import { type ConfigInput, parseConfig } from '../../packages/contract/src/config.ts'
import type { BackupCut } from '../../packages/contract/src/journal/backup.ts'
import { makeBackup } from '../../packages/server/src/backup-wiring.ts'
import { examine } from '../../packages/server/src/doctor-wiring.ts'
import { restoreBackup } from '../../packages/server/src/restore-wiring.ts'
import { chat, type Inside, openInside } from '../gateway/inside.ts'

/** Milliseconds: several servers and processes, beside whatever else runs. */
setDefaultTimeout(60_000)

const dayMs = 86_400_000
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function cutOf(data: string): Promise<BackupCut> {
  const answer = await fetch('http://control/api/backup/cut', { unix: join(data, 'control.sock'), method: 'POST' })
  return (await answer.json()) as BackupCut // Our own answer.
}

async function call(inside: Inside): Promise<void> {
  assert.equal((await inside.post('/v1/chat/completions', chat())).status, 200)
}

const namesIn = (data: string): readonly string[] =>
  readFileSync(join(data, 'journal', 'logs'), 'utf8')
    .trim()
    .split('\n')

function verified(data: string): string {
  const command = [join(import.meta.dir, '../../bin/stellwerk'), 'journal', 'verify', '--data', data]
  const { exitCode, stdout } = Bun.spawnSync(command, { cwd: data, env: { ...process.env, LC_ALL: 'C' } })
  assert.equal(exitCode, 0, stdout.toString())
  return stdout.toString()
}

test('a backup over two logs, copied while a third one begins, comes back as two and goes on in a fourth', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-turned-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const shift = (ms: number): void => writeFileSync(join(folder, 'shift'), String(ms))
  const journal: ConfigInput['journal'] = { name: 'gateway.example', rotation: 'month' }
  const worker = {
    preload: [join(import.meta.dir, '../journal/shifted-clock.ts')],
    env: { SHIFTED_CLOCK: join(folder, 'shift') },
  }
  const more = { data: join(folder, 'data'), journal }
  const inside = await openInside([{ id: 'a', kind: 'mirror' }], more, { worker })
  closers.push(() => inside.close())
  await call(inside)
  shift(40 * dayMs)
  await call(inside)
  const cut = await cutOf(inside.data)
  shift(80 * dayMs)
  await call(inside)
  const [first, second, third] = namesIn(inside.data)
  assert.ok(third !== undefined)

  const loaded = { config: parseConfig(more), file: undefined }
  const out = join(folder, 'backup')
  const how = { onProgress: () => undefined, version: '0.0.0' }
  const made = await makeBackup(loaded, cut, { out, withKeys: true, withVaultKey: true, ...how })
  assert.deepEqual(
    made.manifest.logs.map(({ name }) => name),
    [first, second],
  )

  const data = join(folder, 'back')
  const config = parseConfig({ ...more, data })
  const back = await restoreBackup({ config, file: undefined }, { backup: out, ...how })
  assert.equal(back.nextOrigin, `gateway.example/log/${second}-r1`)
  await (await inside.again({ data })).stop()
  assert.deepEqual(namesIn(data), [first, second, `${second}-r1`])
  assert.match(verified(data), /^VERIFIED .*3 logs/)

  const look = async (days: number) => {
    const world = { env: {}, now: Date.now() + days * dayMs, isServed: false }
    return (await examine({ config, file: undefined }, world)).filter(({ state }) => state !== 'ok')
  }
  // The configuration of this test names no use case for the key that came back.
  assert.deepEqual(
    (await look(41)).map(({ check }) => check),
    ['store', 'rollback', 'custodian', 'backup'],
  )
  const past = (await look(41 + 200)).find(({ check }) => check === 'retention')
  assert.match(past?.text.en ?? '', new RegExp(`^${first}, ${second}: the last entry is older than 184 days`))
})
