// Goal: an evidence bundle shows what it says and no more, is the same bytes each time, and nobody can change a bit of it.
import { strict as assert } from 'node:assert'
import { createHmac, randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'

import { commitmentLabel } from '../../packages/contract/src/journal/commitment.ts'
import type { EntryDraft } from '../../packages/contract/src/journal/entry.ts'
import type { OpenedVault } from '../../packages/server/src/commands/command.ts'
import {
  handoverFrom,
  type Installation,
  intent,
  newInstallation,
  originOf,
  outcome,
  start,
} from './written-installation.ts'

const open: (() => void)[] = []
afterEach(() => open.splice(0).forEach((close) => close()))

const secret = new Uint8Array(randomBytes(32))
const asked = new TextEncoder().encode('Wie lange gilt die Frist?')
const commitment = createHmac('sha256', secret).update(commitmentLabel('request')).update(asked).digest('base64')

/** What the vault of the tests has: the opening and the text of the request of the first intent. */
const vault: OpenedVault = {
  read: ({ origin, index }) =>
    origin === originOf('2026h1') && index === 1
      ? { openings: { request: secret }, values: { request: asked } }
      : undefined,
  close: () => undefined,
}

const days = ['--from', '2026-11-23', '--to', '2026-11-23'] as const

function installed(more: readonly EntryDraft[] = [], opened: OpenedVault = vault): Installation {
  const installation = newInstallation({ openVault: async () => opened })
  open.push(installation.remove)
  const a = intent('a', { commitments: { ...intent('a').commitments, request: commitment } })
  const first = installation.write('2026h1', [
    start,
    a,
    outcome('a', '2026h1', 1),
    intent('b'),
    outcome('b', '2026h1', 3),
  ])
  installation.write('2026h2', [handoverFrom(first), intent('c'), outcome('c', '2026h2', 1), ...more])
  return installation
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-bundle-'))
  open.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function vkeyOf(installation: Installation): Promise<string> {
  const { logs } = JSON.parse((await installation.run('journal', 'stats', '--json')).out) as {
    logs: { vkey: string }[]
  }
  return logs[0]?.vkey ?? ''
}

async function exported(installation: Installation, ...words: readonly string[]): Promise<string> {
  const out = join(newFolder(), 'bundle.tar')
  const ran = await installation.run('journal', 'export', ...words, '--out', out)
  assert.equal(ran.exitCode, 0, ran.err)
  return out
}

// Whoever gets a bundle has nothing of ours but the key.
const selections: readonly [why: string, words: readonly string[], says: RegExp][] = [
  ['everything', [], /^VERIFIED {2}2 logs, 8 entries/],
  ['a period', days, /entries shown are in the log \(8\)/],
  ['a call', ['--request-id', 'a'], /entries shown are in the log \(2\)/],
  ['some entries', ['--index', '0,2-2'], /entries shown are in the log \(2\)/],
  ['entries of the log before', ['--index', '1,4', '--log', 'first'], /entries shown are in the log \(2\)/],
]
for (const [why, words, says] of selections) {
  test(`bundle: ${why} is verified with the key alone, and partial without it`, async () => {
    const installation = installed()
    const vkey = await vkeyOf(installation)
    const log = join(installation.data, 'journal/2026h1')
    const out = await exported(installation, ...words.map((word) => (word === 'first' ? log : word)))
    const elsewhere = newInstallation()
    open.push(elsewhere.remove)
    const ran = await elsewhere.run('journal', 'verify', out, '--vkey', vkey)
    assert.equal(ran.exitCode, 0, ran.out + ran.err)
    assert.match(ran.out, says)
    assert.match(ran.out, /does not prove completeness/)
    const trusting = await elsewhere.run('journal', 'verify', out, '--lang', 'de')
    assert.equal(trusting.exitCode, 1)
    assert.match(trusting.out, /^TEILWEISE GEPRÜFT[\s\S]*der Schlüssel stammt aus dem Bündel selbst/)
  })
}

test('bundle: the same export is the same bytes, and the same files in a folder', async () => {
  const installation = installed()
  const [one, other] = [await exported(installation, ...days), await exported(installation, ...days)]
  assert.deepEqual(readFileSync(one), readFileSync(other))
  const folder = join(newFolder(), 'unpacked')
  const ran = await installation.run('journal', 'export', ...days, '--out', `${folder}/`)
  assert.equal(ran.exitCode, 0, ran.err)
  const unpacked = newFolder()
  assert.equal(Bun.spawnSync(['tar', 'xf', one, '-C', unpacked]).exitCode, 0)
  assert.equal(Bun.spawnSync(['diff', '-r', unpacked, folder]).stdout.toString(), '')
  assert.equal(Bun.spawnSync(['sha256sum', '--quiet', '-c', 'SHA256SUMS'], { cwd: unpacked }).exitCode, 0)
  assert.equal((await installation.run('journal', 'verify', folder, '--vkey', await vkeyOf(installation))).exitCode, 0)
})

test('bundle: nothing is written over, and nothing is handed out that the journal cannot record', async () => {
  const installation = installed()
  const out = await exported(installation)
  assert.equal((await installation.run('journal', 'export', '--out', out)).exitCode, 2)
  const failing = newInstallation({ openEvidenceOffice: () => Promise.reject(new Error('no journal')) })
  open.push(failing.remove)
  failing.write('2026h1', [start])
  const never = join(newFolder(), 'never.tar')
  assert.equal((await failing.run('journal', 'export', '--out', never)).exitCode, 2)
  assert.equal(existsSync(never), false)
})

test('bundle: the journal is told which logs, and the digest of the manifest', async () => {
  const installation = installed()
  const out = await exported(installation, '--request-id', 'a', '--recipient', 'court', '--reason', '1 O 1/26')
  const unpacked = newFolder()
  Bun.spawnSync(['tar', 'xf', out, '-C', unpacked])
  const manifest = new Bun.CryptoHasher('sha256').update(readFileSync(join(unpacked, 'manifest.json'))).digest('hex')
  assert.deepEqual(installation.recorded, [
    { logs: [{ origin: originOf('2026h1'), size: 5 }], manifest, recipient: 'court', reason: '1 O 1/26' },
  ])
})

test('bundle: a bit flipped in any part of it is found', async () => {
  const installation = installed()
  const vkey = await vkeyOf(installation)
  const out = await exported(installation, '--request-id', 'a')
  const bytes = readFileSync(out)
  const changed = join(newFolder(), 'changed.tar')
  // Every 97th byte, in turn another bit of it: a prime, so that no field of a header is left out.
  for (let at = 0; at < bytes.length; at += 97) {
    writeFileSync(changed, bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8))))
    const ran = await installation.run('journal', 'verify', changed, '--vkey', vkey)
    assert.equal(ran.exitCode, 1, `bit ${at % 8} of byte ${at}`)
  }
  for (const length of [0, 1, 512, bytes.length - 512, bytes.length - 1]) {
    writeFileSync(changed, bytes.subarray(0, length))
    assert.equal((await installation.run('journal', 'verify', changed, '--vkey', vkey)).exitCode, 1, `cut at ${length}`)
  }
  writeFileSync(changed, Buffer.concat([bytes, new Uint8Array(512)]))
  assert.equal((await installation.run('journal', 'verify', changed, '--vkey', vkey)).exitCode, 1)
})

/** A bundle that somebody unpacked, changed, and gave new digests. */
async function forged(installation: Installation, words: readonly string[], change: (folder: string) => void) {
  const folder = join(newFolder(), 'forged')
  const ran = await installation.run('journal', 'export', ...words, '--out', `${folder}/`)
  assert.equal(ran.exitCode, 0, ran.err)
  change(folder)
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: { path: string }[] }
  const paths = [...new Bun.Glob('**').scanSync({ cwd: folder })].sort()
  const digestOf = (path: string) => {
    const bytes = readFileSync(join(folder, path))
    return { path, bytes: bytes.length, sha256: new Bun.CryptoHasher('sha256').update(bytes).digest('hex') }
  }
  manifest.files = paths.filter((path) => path !== 'manifest.json' && path !== 'SHA256SUMS').map(digestOf)
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, undefined, 1)}\n`)
  const sums = paths.filter((path) => path !== 'SHA256SUMS').map(digestOf)
  writeFileSync(join(folder, 'SHA256SUMS'), sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''))
  return installation.run('journal', 'verify', folder, '--vkey', await vkeyOf(installation))
}

const entry = 'logs/2026h1/entries/000000000001.json'
const proof = (index: number): string => `logs/2026h1/proofs/${String(index).padStart(12, '0')}.tlog-proof`
const opened = 'disclosed/2026h1/000000000001'
const withRequest = ['--request-id', 'a', '--disclose', 'request', '--recipient', 'court'] as const
const forgeries: readonly [
  why: string,
  words: readonly string[],
  change: (folder: string) => void,
  code: string | undefined,
][] = [
  ['as it was exported', withRequest, () => undefined, undefined],
  ['an entry changed', withRequest, (folder) => edit(folder, entry, 'Stream":true', 'Stream":false'), 'proof_refused'],
  ['the proof of another entry', withRequest, (folder) => copy(folder, proof(2), proof(1)), 'proof_refused'],
  ['an entry left out', withRequest, (folder) => rmSync(join(folder, entry)), 'file_missing'],
  ['a proof left out', withRequest, (folder) => rmSync(join(folder, proof(1))), 'file_missing'],
  [
    'another size in the manifest',
    withRequest,
    (folder) => edit(folder, 'manifest.json', '"size": 5', '"size": 6'),
    'file_differs',
  ],
  ['a value changed', withRequest, (folder) => edit(folder, `${opened}/request`, 'Frist', 'Frisk'), 'opening_differs'],
  ['a value left out', withRequest, (folder) => rmSync(join(folder, `${opened}/request`)), 'file_missing'],
  [
    'an opening of another field',
    withRequest,
    (folder) => edit(folder, `${opened}/openings.json`, '"request": {', '"user": {'),
    'commitment_missing',
  ],
  [
    'an opening of an entry that is not shown',
    withRequest,
    (folder) => move(folder, opened, 'disclosed/2026h1/000000000004'),
    'entry_not_shown',
  ],
  [
    'a checkpoint of another log',
    withRequest,
    (folder) => edit(folder, 'logs/2026h1/checkpoint', '2026h1', '2026h2'),
    'origin_unknown',
  ],
  [
    'a whole log with an entry changed',
    [],
    (folder) => edit(folder, 'logs/2026h1/tile/entries/000.p/5', 'Stream":true', 'Stream":fals'),
    'entry_differs',
  ],
  [
    'a list of entries beyond any bundle',
    withRequest,
    (folder) => edit(folder, 'manifest.json', '     1,\n     2\n', '     1,\n     9007199254740990\n'),
    'malformed_manifest',
  ],
  [
    'a whole log with a file more',
    [],
    (folder) => writeFileSync(join(folder, 'logs/2026h1/tile/more'), ''),
    'unexpected_file',
  ],
]
for (const [why, words, change, code] of forgeries) {
  test(`bundle: with new digests, ${why}`, async () => {
    const { exitCode, out } = await forged(installed(), words, change)
    assert.equal(exitCode, code === undefined ? 0 : 1, out)
    if (code !== undefined) assert.match(out, new RegExp(`^REFUTED[\\s\\S]*\\[${code}\\b`))
  })
}

function edit(folder: string, path: string, from: string, to: string): void {
  // Bytes as they are: a bundle of entries is no text.
  const text = readFileSync(join(folder, path), 'latin1')
  assert.ok(text.includes(from), `${path} has ${from}`)
  writeFileSync(join(folder, path), text.replace(from, to), 'latin1')
}

function copy(folder: string, from: string, to: string): void {
  cpSync(join(folder, from), join(folder, to))
}

function move(folder: string, from: string, to: string): void {
  mkdirSync(join(folder, to), { recursive: true })
  cpSync(join(folder, from), join(folder, to), { recursive: true })
  rmSync(join(folder, from), { recursive: true })
}

test('bundle: what was disclosed is opened with openssl alone', async () => {
  const unpacked = newFolder()
  Bun.spawnSync(['tar', 'xf', await exported(installed(), ...withRequest), '-C', unpacked])
  const { fields } = JSON.parse(readFileSync(join(unpacked, opened, 'openings.json'), 'utf8')) as {
    fields: { request: { opening: string } }
  }
  const command = `printf 'stellwerk/commit/v1\\0request\\0' | cat - ${opened}/request | openssl dgst -sha256 -mac HMAC -macopt hexkey:${fields.request.opening} -binary | base64`
  const shown = Bun.spawnSync(['sh', '-c', command], { cwd: unpacked }).stdout.toString().trim()
  assert.equal(shown, commitment)
  assert.ok(readFileSync(join(unpacked, entry), 'utf8').includes(shown))
})

const refused: readonly [why: string, words: readonly string[], says: RegExp][] = [
  ['of everything', ['--disclose', 'request', '--recipient', 'court'], /needs a selection/],
  ['to nobody', ['--request-id', 'a', '--disclose', 'request'], /--recipient/],
  ['of no field', ['--request-id', 'a', '--disclose', 'Request', '--recipient', 'court'], /names of fields/],
]
for (const [why, words, says] of refused) {
  test(`bundle: there is no disclosure ${why}`, async () => {
    const ran = await installed().run('journal', 'export', ...words, '--out', join(newFolder(), 'x.tar'))
    assert.equal(ran.exitCode, 2)
    assert.match(ran.err, says)
  })
}

test('bundle: an opening that does not fit is not handed out', async () => {
  const other: OpenedVault = {
    ...vault,
    read: () => ({ openings: { request: new Uint8Array(32) }, values: { request: asked } }),
  }
  const out = join(newFolder(), 'x.tar')
  const ran = await installed([], other).run('journal', 'export', ...withRequest, '--out', out)
  assert.equal(ran.exitCode, 2)
  assert.match(ran.err, /does not fit the entry/)
  assert.equal(existsSync(out), false)
})

test('bundle: what an erasure in it names must not be disclosed', async () => {
  const erasure: EntryDraft = {
    type: 'erasure',
    indices: [{ origin: originOf('2026h1'), count: 1, ranges: [[1, 1]] }],
    fields: ['request'],
    ground: 'art17_1_b',
    subjectCount: 1,
    commitments: {},
  }
  const installation = installed([erasure])
  const out = await exported(installation, ...days, '--disclose', 'request', '--recipient', 'court')
  const ran = await installation.run('journal', 'verify', out, '--vkey', await vkeyOf(installation))
  assert.equal(ran.exitCode, 1)
  assert.match(ran.out, /the log says was erased \[erased_disclosed/)
})

test('bundle: what the vault no longer has is named as erased', async () => {
  const gone: OpenedVault = { ...vault, read: () => undefined }
  const installation = installed([], gone)
  const out = await exported(installation, ...withRequest)
  const unpacked = newFolder()
  Bun.spawnSync(['tar', 'xf', out, '-C', unpacked])
  const { erased } = JSON.parse(readFileSync(join(unpacked, opened, 'openings.json'), 'utf8')) as { erased: string[] }
  assert.deepEqual(erased, ['request'])
  assert.equal((await installation.run('journal', 'verify', out, '--vkey', await vkeyOf(installation))).exitCode, 0)
})

const sampled = ['journal', 'sample', ...days, '--n', '3', '--seed', 'a1b2'] as const
test('sample: the same seed draws the same entries, another one others', async () => {
  const installation = installed()
  const drawn = async (seed: string) =>
    JSON.parse((await installation.run(...sampled.slice(0, -1), seed, '--json')).out) as {
      population: number
      byType: Record<string, number>
      drawn: { origin: string; index: number; lot: string }[]
      entries: { entry: string; proof: string }[]
    }
  const [one, again] = [await drawn('a1b2'), await drawn('a1b2')]
  assert.deepEqual(one.drawn, again.drawn)
  assert.equal(one.drawn.length, 3)
  assert.equal(one.population, 8)
  assert.deepEqual(one.byType, { handover: 1, intent: 3, outcome: 3, start: 1 })
  const others = await Promise.all(['b', 'c', 'd'].map(drawn))
  assert.ok(others.some((other) => JSON.stringify(other.drawn) !== JSON.stringify(one.drawn)))
  // As the help says it.
  const lots = [5, 3].flatMap((size, at) =>
    Array.from({ length: size }, (_, index) => {
      const text = `a1b2\0${originOf(at === 0 ? '2026h1' : '2026h2')}\0${index}`
      return new Bun.CryptoHasher('sha256').update(text).digest('hex')
    }),
  )
  assert.deepEqual(
    one.drawn.map(({ lot }) => lot),
    lots.sort().slice(0, 3),
  )
  assert.deepEqual(installation.recorded[0], {
    from: Date.UTC(2026, 10, 23),
    to: Date.UTC(2026, 10, 24),
    count: 3,
    population: 8,
    seed: 'a1b2',
  })
})

test('sample: as a bundle it is verified, and larger than the population it is the population', async () => {
  const installation = installed()
  const out = join(newFolder(), 'sample.tar')
  const ran = await installation.run(...sampled.slice(0, 7), '99', ...sampled.slice(8), '--out', out)
  assert.equal(ran.exitCode, 0, ran.err)
  const verified = await installation.run('journal', 'verify', out, '--vkey', await vkeyOf(installation))
  assert.equal(verified.exitCode, 0, verified.out)
  assert.match(verified.out, /entries shown are in the log \(8\)/)
  assert.equal(installation.recorded.length, 3)
})

const misused: readonly [why: string, words: readonly string[]][] = [
  ['no seed', sampled.slice(0, -2)],
  ['a seed with a blank', [...sampled.slice(0, -1), 'a b']],
  ['none', ['journal', 'sample', ...days, '--n', '0', '--seed', 'a']],
  [
    'a day that is none',
    ['journal', 'sample', '--from', '2026-02-30', '--to', '2026-03-01', '--n', '1', '--seed', 'a'],
  ],
  ['a period backwards', ['journal', 'export', '--from', '2026-11-24', '--to', '2026-11-23', '--out', 'x']],
  ['half a period', ['journal', 'export', '--from', '2026-11-24', '--out', 'x']],
  ['an entry beyond the log', ['journal', 'export', '--index', '99', '--out', 'x']],
  ['two selections', ['journal', 'export', '--index', '1', '--request-id', 'a', '--out', 'x']],
  ['a call that never was', ['journal', 'export', '--request-id', 'zzz', '--out', 'x']],
  ['no file', ['journal', 'export']],
]
for (const [why, words] of misused) {
  test(`export and sample: ${why} is a usage error, and nothing is recorded`, async () => {
    const installation = installed()
    assert.equal((await installation.run(...words)).exitCode, 2)
    assert.deepEqual(installation.recorded, [])
  })
}

test('export: a log that does not hold is not handed out', async () => {
  const installation = installed()
  const bundle = join(installation.data, 'journal/2026h1/tile/entries/000.p/5')
  const bytes = readFileSync(bundle)
  writeFileSync(bundle, bytes.with(40, (bytes[40] ?? 0) ^ 1))
  const ran = await installation.run('journal', 'export', '--out', join(newFolder(), 'x.tar'))
  assert.equal(ran.exitCode, 2)
  assert.match(ran.err, /does not pass the verification/)
})
