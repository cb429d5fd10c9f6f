// Goal: the doctor names each thing that is wrong and what to do about it, beside a running server or without one, and changes
// nothing.
import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Database } from 'bun:sqlite'
import { afterEach, setDefaultTimeout, test } from 'bun:test'

import { parseConfig } from '../../packages/contract/src/config.ts'
import type { DoctorCheck, DoctorFinding } from '../../packages/contract/src/doctor.ts'
import { rollbackUnseen } from '../../packages/contract/src/doctor.ts'
import { sha256 } from '../../packages/server/src/primitives.ts'
import { formatVerifierKey, verifierKey } from '../../packages/tlog/src/format/note.ts'
import { examine } from '../../packages/server/src/doctor-wiring.ts'
import { clearLamps } from '../gateway/inside.ts'
import { type Installed, openInstalled } from './installed.ts'

/** Milliseconds: each starts a server and processes, beside whatever else runs. */
setDefaultTimeout(60_000)

const opened: Installed[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.remove()
})

async function installed(...how: Parameters<typeof openInstalled>): Promise<Installed> {
  const one = await openInstalled(...how)
  opened.push(one)
  return one
}

/** Every file but the scratch ones of SQLite, which come and go with whoever reads. */
function digests(data: string): Readonly<Record<string, string>> {
  const names = readdirSync(data, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(data, name)).isFile() && !/-(?:shm|wal)$/.test(name))
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(data, name)))
        .digest('hex'),
    ]),
  )
}

async function found(
  one: Installed,
): Promise<{ readonly exitCode: number; readonly findings: readonly DoctorFinding[] }> {
  const { exitCode, stdout, stderr } = await one.typed(['doctor', '--json'])
  assert.ok(stdout.startsWith('{"findings"'), stdout + stderr)
  return { exitCode, ...(JSON.parse(stdout) as { readonly findings: readonly DoctorFinding[] }) } // The shape is what is tested.
}

const worst = (findings: readonly DoctorFinding[], check: DoctorCheck): string | undefined => {
  const states = findings.filter((finding) => finding.check === check).map(({ state }) => state)
  return states.includes('problem') ? 'problem' : states.includes('warning') ? 'warning' : states[0]
}

test('a young installation has no problem but three warnings, beside its server and without it, and nothing changes', async () => {
  const one = await installed()
  await one.call()
  const beside = await found(one)
  assert.equal(worst(beside.findings, 'server'), 'ok')
  await one.inside.opened.stop()
  const before = digests(one.inside.data)
  const { exitCode, findings } = await found(one)
  assert.deepEqual(digests(one.inside.data), before)
  for (const each of [beside.findings, findings]) {
    assert.deepEqual(
      each.filter(({ state }) => state !== 'ok').map(({ check, state }) => [check, state]),
      [
        ['rollback', 'warning'],
        ['custodian', 'warning'],
        ['backup', 'warning'],
      ],
    )
  }
  assert.equal(exitCode, 1)
  assert.equal(findings.find(({ check }) => check === 'rollback')?.text.en, rollbackUnseen.en)
})

test('after a backup the doctor knows of it, and says it in German', async () => {
  const one = await installed((folder) => ({ name: 'gateway.example', floor: join(folder, 'floor') }))
  await one.call()
  const { exitCode, stderr } = await one.typed(['backup', '--out', join(one.folder, 'backup')])
  assert.equal(exitCode, 0, stderr)
  const { stdout } = await one.typed(['doctor', '--lang', 'de'])
  assert.match(stdout, /gut +Sicherung: zuletzt vor 0 Tag/)
  assert.match(stdout, /gut +Rückspielen: gesehen von: .*floor/)
  assert.match(stdout, /HINWEIS +Verwahrung: .*\n +→ vault\.key/)
})

const rfc8032Test1 = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')

// Goal: one defect each, found under its name.
const defects: readonly [why: string, spoil: (data: string, log: string) => void, check: DoctorCheck, says: RegExp][] =
  [
    ['a data directory open to others', (data) => chmodSync(data, 0o755), 'dataDirectory', /can be read by others/],
    [
      'a key file open to others',
      (data) => chmodSync(join(data, 'keys', 'vault.kek'), 0o644),
      'keyFiles',
      /vault\.kek can be read/,
    ],
    [
      'a published test key',
      (data) => writeFileSync(join(data, 'keys', 'log.key'), `${rfc8032Test1.toString('base64')}\n`),
      'testKeys',
      /RFC 8032/,
    ],
    ['no log key', (data) => rmSync(join(data, 'keys', 'log.key')), 'keyFiles', /log\.key/],
    ['a damaged state', (_, log) => writeFileSync(join(log, 'state'), 'x'), 'journal', /state .*damaged/],
    ['frames that are gone', (_, log) => rmSync(join(log, 'frames'), { recursive: true }), 'journal', /frames/],
    ['a vault that is gone', (data) => rmSync(join(data, 'vault.sqlite')), 'vault', /./],
    ['a vault that is ahead', (data) => inVault(data, 'UPDATE log SET held = held + 10'), 'journal', /vault remembers/],
    ['a store that is gone', (data) => rmSync(join(data, 'stellwerk.sqlite')), 'store', /missing/],
    ['a store that is none', (data) => writeFileSync(join(data, 'stellwerk.sqlite'), 'x'.repeat(4_096)), 'store', /./],
  ]

function inVault(data: string, sql: string): void {
  const database = new Database(join(data, 'vault.sqlite'))
  database.run(sql)
  database.close()
}

for (const [why, spoil, check, says] of defects) {
  test(`doctor: ${why}`, async () => {
    const one = await installed()
    await one.call()
    await one.inside.opened.stop()
    const names = readFileSync(join(one.inside.data, 'journal', 'logs'), 'utf8').trim()
    spoil(one.inside.data, join(one.inside.data, 'journal', names))
    const { exitCode, findings } = await found(one)
    assert.equal(exitCode, 2, JSON.stringify(findings))
    const finding = findings.find((each) => each.check === check && each.state === 'problem')
    assert.match(finding?.text.en ?? JSON.stringify(findings), says)
    assert.ok(finding?.next !== undefined)
  })
}

test('doctor: the published key of a witness', async () => {
  const one = await installed()
  // RFC 8032 TEST 2, as it stands in the published vectors.
  const publicKey = Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex')
  const vkey = formatVerifierKey(verifierKey({ name: 'witness.example', type: 'cosignature/v1', publicKey }, sha256))
  const config = parseConfig({ data: one.inside.data, journal: { witnesses: [{ vkey, url: 'http://127.0.0.1:9' }] } })
  const world = { env: {}, now: Date.now(), isServed: true }
  const finding = (await examine({ config, file: undefined }, world)).find(({ check }) => check === 'testKeys')
  assert.equal(finding?.state, 'problem')
  assert.match(finding.text.en, /journal\.witnesses: a test key/)
})

test('doctor: a configuration that cannot be read is told, and nothing else is guessed', async () => {
  const one = await installed()
  writeFileSync(one.configFile, 'listen: [')
  const { exitCode, findings } = await found(one)
  assert.equal(exitCode, 2)
  assert.deepEqual(
    findings.map(({ check }) => check),
    ['configuration'],
  )
})

// Goal: what depends on the clock, the disk and the configuration, seen from another day.
test('doctor: forecast, clock, term, time-stamp and backup of another day', async () => {
  const one = await installed()
  for (let times = 0; times < 5; times++) await one.call()
  await one.inside.opened.stop()
  const { data } = one.inside
  const dayMs = 86_400_000
  const roots = join(one.folder, 'roots.pem')
  const useCases = [{ id: 'other', title: 'x', state: 'active', deployments: ['a'], lamps: clearLamps }] as const
  const journal = { name: 'gateway.example', timestamp: { url: 'http://127.0.0.1:9', roots } }
  const upstreams = [{ id: 'a', kind: 'mirror' }] as const
  const deployments = [{ id: 'a', model: 'm', upstream: 'a' }]
  const config = parseConfig({ data, journal, upstreams, deployments, useCases: [...useCases] })
  const look = async (days: number, freeBytes = 1e12): Promise<readonly DoctorFinding[]> =>
    examine(
      { config, file: undefined },
      { env: {}, now: Date.now() + days * dayMs, isServed: false, freeBytes: () => freeBytes },
    )
  assert.equal(worst(await look(0), 'disk'), undefined)
  assert.equal(worst(await look(1), 'disk'), 'ok')
  assert.equal(worst(await look(1, 1_000), 'disk'), 'problem')
  assert.equal(worst(await look(-1), 'clock'), 'problem')
  assert.equal(worst(await look(1), 'clock'), 'ok')
  assert.equal(worst(await look(0), 'store'), 'warning')
  assert.equal(worst(await look(0), 'timestamp'), 'warning')
  const log = readFileSync(join(data, 'journal', 'logs'), 'utf8').trim()
  const stamps = join(data, 'journal', log, 'timestamps')
  mkdirSync(stamps)
  writeFileSync(join(stamps, '3.tsr'), '')
  utimesSync(join(stamps, '3.tsr'), new Date(), new Date())
  assert.equal(worst(await look(0), 'timestamp'), 'ok')
  assert.equal(worst(await look(2), 'timestamp'), 'warning')
  writeFileSync(join(data, 'last-backup'), `${new Date().toISOString()}\n`)
  assert.equal(worst(await look(1), 'backup'), 'ok')
  assert.equal(worst(await look(9), 'backup'), 'warning')
  assert.equal(worst(await look(400), 'retention'), 'ok')
})
