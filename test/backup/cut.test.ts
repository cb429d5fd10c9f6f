// Goal: a backup is what stood at its cut, however much is written, filled up or begun before it is copied; and what stands in
// the way of one is named.
import { strict as assert } from 'node:assert'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, setDefaultTimeout, test } from 'bun:test'

import { parseConfig } from '../../packages/contract/src/config.ts'
import type { BackupCut, BackupMade } from '../../packages/contract/src/journal/backup.ts'
import { BackupRefused } from '../../packages/contract/src/journal/backup-refused.ts'
import { makeBackup } from '../../packages/server/src/backup-wiring.ts'
import { latestSeenBy } from '../../packages/server/src/journal/witness-client.ts'
import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import { openVaultReader } from '../../packages/server/src/storage/sqlite/vault-store-reader.ts'
import { parseLogFamily } from '../../packages/server/src/witness/trusted-logs.ts'
import { openWitness } from '../../packages/server/src/witness/witness.ts'
import { unpackDataV1 } from './data-v1.ts'
import { type Installed, openInstalled } from './installed.ts'

/** Milliseconds: each starts servers and processes, beside whatever else runs. */
setDefaultTimeout(60_000)

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function installed(...how: Parameters<typeof openInstalled>): Promise<Installed> {
  const one = await openInstalled(...how)
  closers.push(() => one.remove())
  return one
}

async function cutOf({ inside }: Installed): Promise<BackupCut> {
  const answer = await fetch('http://control/api/backup/cut', {
    unix: join(inside.data, 'control.sock'),
    method: 'POST',
  })
  const cut = (await answer.json()) as BackupCut // Our own answer.
  assert.equal(cut.state, 'cut')
  return cut
}

const wish = (one: Installed, more: Partial<Parameters<typeof makeBackup>[2]> = {}) => ({
  out: join(one.folder, 'backup'),
  withKeys: true,
  withVaultKey: true,
  onProgress: () => undefined,
  version: '0.0.0',
  ...more,
})
const loadedOf = (one: Installed) => ({ config: parseConfig({ data: one.inside.data }), file: undefined })

test('what was written after the cut is in neither log nor vault, although partial tiles have given way to full ones', async () => {
  const one = await installed()
  for (let times = 0; times < 10; times++) await one.call()
  const cut = await cutOf(one)
  // Past the end of the bundle, so that no file of that size is there any more.
  for (let times = 0; times < 15; times++) await Promise.all(Array.from({ length: 10 }, () => one.call()))
  const partial = join(one.inside.data, 'journal', cut.newest.name, 'tile', 'entries', '000.p')
  while (existsSync(partial)) await Bun.sleep(20)
  const { manifest } = await makeBackup(loadedOf(one), cut, wish(one))
  assert.deepEqual(
    manifest.logs.map(({ size }) => size),
    [cut.newest.size],
  )
  const data = join(one.folder, 'backup', 'data')
  const tiles = readdirSync(join(data, 'journal', cut.newest.name, 'tile'), { recursive: true, encoding: 'utf8' })
  assert.ok(tiles.includes(`entries/000.p/${cut.newest.size}`), tiles.join())
  const vault = openVaultReader({ dataDirectory: data })
  const at = (index: number) => vault.read({ origin: cut.newest.origin, index })
  assert.equal(vault.heldSize(cut.newest.origin), cut.newest.size)
  assert.equal(at(cut.newest.size - 1)?.state, 'held')
  assert.equal(at(cut.newest.size), undefined)
  vault.close()
})

test('a cut does not wait for the next checkpoint, and each covers what the one before does', async () => {
  const one = await installed()
  let before = 0
  for (let calls = 1; calls <= 5; calls++) {
    await one.call()
    // An entry is acknowledged a moment before the publisher hears of it.
    let { size } = (await cutOf(one)).newest
    for (; size < 2 * calls; size = (await cutOf(one)).newest.size) await Bun.sleep(1)
    assert.ok(size > before)
    before = size
  }
})

test('without room nothing is begun, and the bytes that are needed are named', async () => {
  const one = await installed()
  await one.call()
  const cut = await cutOf(one)
  await assert.rejects(makeBackup(loadedOf(one), cut, wish(one, { freeBytes: () => 1_000 })), (error) => {
    assert.ok(error instanceof BackupRefused)
    assert.equal(error.code, 'no_room')
    assert.match(error.message, /needs \d{5,} bytes, and .* has 1000 left/)
    return true
  })
  assert.deepEqual(
    readdirSync(one.folder).filter((name) => name.startsWith('backup')),
    [],
  )
})

test('a witness says how much is lost, and takes the log that begins after the restore', async () => {
  const keys = mkdtempSync(join(tmpdir(), 'stellwerk-witness-'))
  closers.push(() => rmSync(keys, { recursive: true, force: true }))
  const family = 'gateway.example/log/2026h2'
  const open = async (vkey: string) =>
    openWitness({
      folder: join(keys, 'witness'),
      host: '127.0.0.1',
      port: 0,
      logs: [parseLogFamily(vkey)],
      name: 'witness.example',
      now: () => Date.now(),
    })
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-witnessed-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'data', 'keys', 'log.key')
  const { vkey } = openLogKey({ path, origin: family, mayCreate: true })
  const witness = await open(vkey)
  closers.push(() => witness.stop())
  const pinned = { vkey: witness.vkey, url: witness.url }
  const one = await installed(() => ({ name: 'gateway.example', witnesses: [pinned] }), folder)
  const seen = async (name: string): Promise<number> => {
    const { vkey: log } = openLogKey({ path, origin: `gateway.example/log/${name}`, mayCreate: false })
    const result = await latestSeenBy(pinned, { log })
    return result.outcome === 'seen' ? result.size : 0
  }
  await one.call()
  const { name, size } = (await cutOf(one)).newest
  const made = await one.typed(['backup', '--out', join(one.folder, 'backup'), '--with-vault-key'])
  assert.equal(made.exitCode, 0, made.stderr)
  for (let times = 0; times < 3; times++) await one.call()
  // A stop waits for no witness; a round comes within ten seconds.
  while ((await seen(name)) < size + 6) await Bun.sleep(100)
  await one.inside.opened.stop()
  rmSync(one.inside.data, { recursive: true })
  const back = await one.typed(['restore', join(one.folder, 'backup'), '--yes'])
  assert.equal(back.exitCode, 0, back.stderr)
  assert.match(back.stdout, /The witness witness\.example knows .* entries: at least 6 are lost/)
  assert.match(back.stdout, /The next start begins the log gateway\.example\/log\/\w+-r1/)
  const again = await one.inside.again()
  await one.call('alice', again.publicUrl)
  while ((await seen(`${name}-r1`)) === 0) await Bun.sleep(100)
  await again.stop()
})

test('an installation whose server was killed is backed up without one: what was in frames only is in the backup', async () => {
  const one = await installed()
  const data = join(one.folder, 'killed')
  unpackDataV1(data)
  const out = join(one.folder, 'backup')
  const { exitCode, stdout, stderr } = await one.typed(['backup', '--out', out, '--json'], data)
  assert.equal(exitCode, 0, stdout + stderr)
  const { manifest } = JSON.parse(stdout) as BackupMade // The shape is what is tested.
  assert.ok((manifest.logs[0]?.size ?? 0) >= 8, JSON.stringify(manifest.logs))
})

test('where a backup is being made, no other one begins', async () => {
  const one = await installed()
  await one.call()
  mkdirSync(join(one.folder, 'backup.unfinished'))
  await assert.rejects(makeBackup(loadedOf(one), await cutOf(one), wish(one)), /backup is being made there/)
})

test('a restore that stopped midway is no installation: no start takes it for one, and nothing is signed', async () => {
  const one = await installed()
  await one.call()
  const { directory } = await makeBackup(loadedOf(one), await cutOf(one), wish(one))
  const whole = join(one.folder, 'whole')
  const { exitCode, stderr } = await one.typed(['restore', directory, '--yes'], whole)
  assert.equal(exitCode, 0, stderr)
  // In the order in which a restore puts them there.
  const places = ['journal', 'vault.sqlite', 'stellwerk.sqlite', 'keys']
  for (let count = 0; count < places.length; count++) {
    const data = join(one.folder, `midway-${count}`)
    mkdirSync(join(data, '.restoring'), { recursive: true, mode: 0o700 })
    for (const place of places.slice(0, count)) cpSync(join(whole, place), join(data, place), { recursive: true })
    const again = await one.typed(['restore', directory, '--yes'], data)
    assert.equal(again.exitCode, count === 0 ? 0 : 1, `after ${count} steps: ${again.stderr}`)
    if (count === 0) continue
    assert.match(again.stderr, /not empty/)
    const log = readdirSync(join(data, 'journal'), { withFileTypes: true }).find((entry) => entry.isDirectory())
    const note = readFileSync(join(data, 'journal', log?.name ?? '', 'checkpoint'))
    await assert.rejects(one.inside.again({ data }), `after ${count} steps`)
    assert.deepEqual(readFileSync(join(data, 'journal', log?.name ?? '', 'checkpoint')), note)
    assert.deepEqual(
      readdirSync(join(data, 'journal'), { withFileTypes: true }).filter(
        (entry) => entry.isDirectory() && existsSync(join(data, 'journal', entry.name, 'checkpoint')),
      ).length,
      1,
    )
  }
})
