// Goal: a backup that was made while calls ran comes back elsewhere as an installation whose logs verify, whose records open
// and whose people can be erased, and nothing is ever signed twice under one name.
import { strict as assert } from 'node:assert'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, setDefaultTimeout, test } from 'bun:test'

import { parseConfig } from '../../packages/contract/src/config.ts'
import type { BackupMade, BackupRestored } from '../../packages/contract/src/journal/backup.ts'
import { openVault } from '../../packages/server/src/evidence-wiring.ts'
import { type Installed, openInstalled } from './installed.ts'

/** Milliseconds: each starts several servers and processes, beside whatever else runs. */
setDefaultTimeout(120_000)

const opened: Installed[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.remove()
})

async function installed(...how: Parameters<typeof openInstalled>): Promise<Installed> {
  const one = await openInstalled(...how)
  opened.push(one)
  return one
}

async function backedUp(one: Installed, name: string, ...words: readonly string[]): Promise<BackupMade> {
  const out = join(one.folder, name)
  const { exitCode, stdout, stderr } = await one.typed(['backup', '--out', out, '--json', ...words])
  assert.equal(exitCode, 0, stdout + stderr)
  return JSON.parse(stdout) as BackupMade // The shape is what is tested.
}

async function restored(
  one: Installed,
  name: string,
  to: string,
  ...words: readonly string[]
): Promise<BackupRestored> {
  const backup = join(one.folder, name)
  const { exitCode, stdout, stderr } = await one.typed(['restore', backup, '--yes', '--json', ...words], to)
  assert.equal(exitCode, 0, stdout + stderr)
  return JSON.parse(stdout) as BackupRestored // The shape is what is tested.
}

async function verified(one: Installed, data: string): Promise<string> {
  const { exitCode, stdout, stderr } = await one.typed(['journal', 'verify'], data)
  assert.equal(exitCode, 0, stdout + stderr)
  return stdout
}

/** How many entries of a log have a record that opens. */
async function openedRecords(data: string, log: { readonly origin: string; readonly size: number }): Promise<number> {
  const vault = await openVault(parseConfig({ data }), {})
  try {
    return Array.from({ length: log.size }, (_, index) => vault.read({ origin: log.origin, index })).filter(Boolean)
      .length
  } finally {
    vault.close()
  }
}

const namesIn = (data: string): readonly string[] =>
  readFileSync(join(data, 'journal', 'logs'), 'utf8')
    .trim()
    .split('\n')

test('a backup under load, put back elsewhere, verifies, opens, serves and erases; another one makes -r2', async () => {
  const one = await installed()
  let [isOver, calls] = [false, 0]
  const traffic = Array.from({ length: 4 }, async (_, at) => {
    while (!isOver) {
      await one.call(`user-${at}`)
      calls++
    }
  })
  while (calls < 300) await Bun.sleep(5)
  const made = await backedUp(one, 'first', '--with-vault-key')
  const before = calls
  while (calls < before + 50) await Bun.sleep(5)
  isOver = true
  await Promise.all(traffic)
  const [log] = made.manifest.logs
  assert.ok(log !== undefined && log.size > 300, `${log?.size} entries`)

  const elsewhere = join(one.folder, 'elsewhere')
  const back = await restored(one, 'first', elsewhere)
  assert.equal(back.nextOrigin, `${log.origin}-r1`)
  assert.deepEqual(back.missing, [])
  assert.equal(await openedRecords(elsewhere, log), log.size)

  const again = await one.inside.again({ data: elsewhere })
  await one.call('user-0', again.publicUrl)
  await again.stop()
  assert.deepEqual(namesIn(elsewhere), [log.name, `${log.name}-r1`])
  assert.match(await verified(one, elsewhere), /^VERIFIED .*2 logs/)

  const why = ['--user', 'user-0', '--ground', 'art17_1_b', '--reason', 'x', '--yes', '--json']
  const erased = await one.typed(['journal', 'erase', ...why], elsewhere)
  assert.equal(erased.exitCode, 0, erased.stdout + erased.stderr)
  const report = JSON.parse(erased.stdout) as { readonly erased: readonly { readonly origin: string }[] }
  assert.deepEqual(report.erased.map(({ origin }) => origin).sort(), [log.origin, `${log.origin}-r1`])
  assert.match(await verified(one, elsewhere), /^VERIFIED/)

  // Without a server, and of what came back.
  const second = await one.typed(['backup', '--out', join(one.folder, 'second'), '--with-vault-key'], elsewhere)
  assert.equal(second.exitCode, 0, second.stdout + second.stderr)
  const third = join(one.folder, 'third')
  assert.equal((await restored(one, 'second', third)).nextOrigin, `${log.origin}-r2`)
  await (await one.inside.again({ data: third })).stop()
  assert.deepEqual(namesIn(third), [log.name, `${log.name}-r1`, `${log.name}-r2`])
  assert.match(await verified(one, third), /^VERIFIED .*3 logs/)
})

test('the same backup put back again begins under another name, because the first restore went its own way', async () => {
  const one = await installed()
  await one.call()
  await backedUp(one, 'backup', '--with-vault-key')
  const origins = []
  for (const to of ['one', 'two', 'three'])
    origins.push((await restored(one, 'backup', join(one.folder, to))).nextOrigin)
  origins.push((await restored(one, 'backup', join(one.folder, 'four'), '--number', '7')).nextOrigin)
  assert.deepEqual(
    origins.map((origin) => /-r\d+$/.exec(origin)?.[0]),
    ['-r1', '-r2', '-r3', '-r7'],
  )
})

test('a copy of the floor says how much is lost, makes room, and is kept', async () => {
  const one = await installed((folder) => ({ name: 'gateway.example', floor: join(folder, 'floor') }))
  await one.call()
  const { manifest } = await backedUp(one, 'backup', '--with-vault-key')
  for (let times = 0; times < 3; times++) await one.call()
  await one.inside.opened.stop()
  rmSync(one.inside.data, { recursive: true })
  const floorBefore = readFileSync(join(one.folder, 'floor'))
  const back = await restored(one, 'backup', one.inside.data)
  const [loss] = back.losses
  assert.ok(loss?.by === 'floor' && loss.lost >= 6, JSON.stringify(back))
  assert.equal(loss.lost, loss.size - (manifest.logs[0]?.size ?? 0))
  assert.deepEqual(readFileSync(back.floorKept ?? ''), floorBefore)
  await (await one.inside.again()).stop()
  assert.match(await verified(one, one.inside.data), /^VERIFIED .*2 logs/)
})

test('a data directory that was copied back without restore is refused by the copy of the floor', async () => {
  const one = await installed((folder) => ({ name: 'gateway.example', floor: join(folder, 'floor') }))
  await one.call()
  await one.inside.opened.stop()
  cpSync(one.inside.data, join(one.folder, 'copy'), { recursive: true })
  await (await one.inside.again()).stop()
  rmSync(one.inside.data, { recursive: true })
  cpSync(join(one.folder, 'copy'), one.inside.data, { recursive: true })
  await assert.rejects(one.inside.again(), /floor copy remembers \d+ entries/)
})

test('the files of a backup, copied by hand, sign nothing under the old name either', async () => {
  const one = await installed()
  await one.call()
  const { directory, manifest } = await backedUp(one, 'backup', '--with-vault-key')
  const data = join(one.folder, 'by-hand')
  cpSync(join(directory, 'data'), data, { recursive: true })
  cpSync(join(directory, 'keys'), join(data, 'keys'), { recursive: true })
  await assert.rejects(one.inside.again({ data }), /vault/)
  assert.deepEqual(
    readFileSync(join(data, 'journal', manifest.logs[0]?.name ?? '', 'checkpoint')),
    readFileSync(join(directory, 'data', 'journal', manifest.logs[0]?.name ?? '', 'checkpoint')),
  )
})

test('no wrapped key and nothing that was erased lies in a backup but where it is said', async () => {
  const one = await installed()
  await one.call()
  const { directory, manifest } = await backedUp(one, 'backup')
  assert.deepEqual(manifest.keys, { log: true, wrapped: true, vault: false })
  assert.deepEqual(readdirSync(join(directory, 'keys')).sort(), ['log.key', 'pseudonyms.key', 'vault-keys.json'])
  const { keys } = JSON.parse(readFileSync(join(directory, 'keys', 'vault-keys.json'), 'utf8')) as {
    readonly keys: readonly { readonly wrapped: string }[]
  }
  const vault = readFileSync(join(directory, 'data', 'vault.sqlite'))
  assert.equal(keys.length, 2)
  for (const { wrapped } of keys) assert.equal(vault.indexOf(Buffer.from(wrapped, 'base64')), -1)
  const back = await restored(one, 'backup', join(one.folder, 'back'))
  assert.deepEqual(back.missing, [join(one.folder, 'back', 'keys', 'vault.kek')])
  // With another key, what was embedded under pseudonyms would not be found any more.
  const keyIn = (data: string): string => readFileSync(join(data, 'keys', 'pseudonyms.key'), 'utf8')
  assert.equal(keyIn(join(one.folder, 'back')), keyIn(one.inside.data))
})

test('a backup is for its owner alone, and anybody can check its sums', async () => {
  const one = await installed()
  await one.call()
  const { directory } = await backedUp(one, 'backup')
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name))
  for (const path of [directory, ...paths]) assert.equal(statSync(path).mode & 0o077, 0, path)
  const sums = Bun.spawnSync(['sha256sum', '--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: directory })
  assert.equal(sums.exitCode, 0, sums.stdout.toString())
})

test('a destroyed key reaches an old backup through its file of wrapped keys', async () => {
  const one = await installed()
  await one.call()
  const { directory, manifest } = await backedUp(one, 'backup', '--with-vault-key')
  const file = join(directory, 'keys', 'vault-keys.json')
  const { formatVaultKeys, parseVaultKeys } = await import('../../packages/server/src/journal/backup-keys.ts')
  const keys = parseVaultKeys(readFileSync(file), file)
  const destroyed = keys.map((key) =>
    key.generation === 1 ? { ...key, wrapped: new Uint8Array(), destroyedAt: 1_800_000_000_000 } : key,
  )
  writeFileSync(file, formatVaultKeys(destroyed))
  const data = join(one.folder, 'back')
  await restored(one, 'backup', data)
  const [log] = manifest.logs
  await assert.rejects(openedRecords(data, log ?? { origin: '', size: 0 }))
  assert.match(await verified(one, data), /^VERIFIED/)
})

// Goal: what is not whole, not empty or not understood is refused by name, and leaves nothing behind.
const refusals: readonly [why: string, spoil: (one: Installed, backup: string) => void, code: string, says: RegExp][] =
  [
    [
      'a flipped bit in a tile',
      (_, backup) => flip(firstFile(join(backup, 'data', 'journal'), /tile\/entries/)),
      'backup_damaged',
      /tile\/entries\/000\.p/,
    ],
    [
      'a flipped bit in the vault',
      (_, backup) => flip(join(backup, 'data', 'vault.sqlite')),
      'backup_damaged',
      /vault\.sqlite/,
    ],
    [
      'a missing file',
      (_, backup) => rmSync(firstFile(join(backup, 'data', 'journal'), /\/state$/)),
      'backup_damaged',
      /state/,
    ],
    [
      'a file too many',
      (_, backup) => writeFileSync(join(backup, 'data', 'more'), 'x'),
      'backup_damaged',
      /data\/more/,
    ],
    ['sums that were cut off', (_, backup) => cut(join(backup, 'SHA256SUMS')), 'backup_damaged', /SHA256SUMS/],
    ['no sums', (_, backup) => rmSync(join(backup, 'SHA256SUMS')), 'not_a_backup', /SHA256SUMS/],
    [
      'damaged wrapped keys',
      (_, backup) => flip(join(backup, 'keys', 'vault-keys.json')),
      'backup_damaged',
      /vault-keys/,
    ],
    ['no wrapped keys', (_, backup) => rmSync(join(backup, 'keys', 'vault-keys.json')), 'keys_missing', /--keys DIR/],
    ['a newer program', (_, backup) => newer(backup, { version: '99.0.0' }), 'backup_newer', /99\.0\.0.*version 0\./],
    ['a newer format', (_, backup) => newer(backup, { format: 'stellwerk.backup/v2' }), 'backup_newer', /newer/],
    ['a newer schema', (_, backup) => newer(backup, { schemas: { store: 1, vault: 99 } }), 'backup_newer', /newer/],
    [
      'data in the way',
      ({ folder }) => cpSync(join(folder, 'stellwerk.yaml'), join(folder, 'back', 'x')),
      'data_not_empty',
      /not empty/,
    ],
  ]

function flip(path: string): void {
  const bytes = readFileSync(path)
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

function cut(path: string): void {
  writeFileSync(path, readFileSync(path).subarray(0, -10))
}

function firstFile(folder: string, pattern: RegExp): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const found = entries.map(({ parentPath, name }) => join(parentPath, name)).find((path) => pattern.test(path))
  assert.ok(found !== undefined)
  return found
}

function newer(backup: string, changed: object): void {
  const path = join(backup, 'manifest.json')
  const before = readFileSync(path, 'utf8')
  const after = JSON.stringify({ ...(JSON.parse(before) as object), ...changed })
  writeFileSync(path, after)
  const digest = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex')
  const sums = join(backup, 'SHA256SUMS')
  writeFileSync(sums, readFileSync(sums, 'utf8').replace(digest(before), digest(after)))
}

test('restore refuses what is damaged, newer or in the way, by name', async () => {
  const one = await installed()
  await one.call()
  await backedUp(one, 'whole', '--with-vault-key')
  for (const [why, spoil, code, says] of refusals) {
    const backup = join(one.folder, 'spoilt')
    const back = join(one.folder, 'back')
    for (const folder of [backup, back]) rmSync(folder, { recursive: true, force: true })
    cpSync(join(one.folder, 'whole'), backup, { recursive: true })
    if (code === 'data_not_empty') cpSync(join(one.folder, 'whole', 'keys'), back, { recursive: true })
    spoil(one, backup)
    const { exitCode, stdout } = await one.typed(['restore', backup, '--yes', '--json'], back)
    assert.equal(exitCode, 1, `${why}: ${stdout}`)
    const { error } = JSON.parse(stdout) as { readonly error: { readonly code: string; readonly message: string } }
    assert.equal(error.code, code, why)
    assert.match(error.message, says, why)
    if (code !== 'data_not_empty') assert.ok(!existsSync(back) || readdirSync(back).length === 0, why)
  }
  const running = await one.typed(['restore', join(one.folder, 'whole'), '--yes'])
  assert.equal(running.exitCode, 2)
  assert.match(running.stderr, /running/)
  const nobody = await one.typed(['restore', join(one.folder, 'whole')], join(one.folder, 'x'))
  assert.match(nobody.stderr, /--yes/)
})

test('backup refuses a target that is not empty and a damaged installation, and leaves nothing behind', async () => {
  const one = await installed()
  await one.call()
  const { exitCode, stderr } = await one.typed(['backup', '--out', one.folder])
  assert.equal(exitCode, 1)
  assert.match(stderr, /not empty/)
  // More than a bundle, and its first one rots: no start looks at that any more.
  await Promise.all(Array.from({ length: 140 }, () => one.call()))
  await one.inside.opened.stop()
  flip(join(one.inside.data, 'journal', namesIn(one.inside.data)[0] ?? '', 'tile', 'entries', '000'))
  const ran = await one.typed(['backup', '--out', join(one.folder, 'out')])
  assert.equal(ran.exitCode, 1, ran.stdout)
  assert.match(ran.stderr, /no backup was made, because the installation itself is damaged .*tile/)
  assert.deepEqual(
    readdirSync(one.folder).filter((name) => name.startsWith('out')),
    [],
  )
})
