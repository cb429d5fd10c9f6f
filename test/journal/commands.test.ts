import { strict as assert } from 'node:assert'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, test } from 'bun:test'

import { checkEd25519, sha256 } from '../../packages/server/src/primitives.ts'
import { encodeUtf8 } from '../../packages/tlog/src/format/bytes.ts'
import { verifyTlogProof } from '../../packages/tlog/src/verify/entry.ts'
import { parseTrust } from '../../packages/tlog/src/verify/signed-checkpoint.ts'
import { buildGoVerifier, findGo, runGoVerifier } from '../conformance/tlog/go-verifier.ts'
import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { runtimeEnvironment } from '../runtime-environment.ts'

const primitives = { sha256, checkEd25519 }
const main = join(import.meta.dir, '../../packages/server/src/main.ts')
let inside: Inside

beforeAll(async () => {
  inside = await openInside([{ id: 'a', kind: 'mirror' }])
  await (await inside.post('/v1/chat/completions', chat())).text()
  await inside.opened.stop()
})
afterAll(() => rmSync(inside.data, { recursive: true, force: true }))

/** One command line, as a person types it. */
function typed(...words: readonly string[]) {
  const { stdout, stderr, exitCode } = Bun.spawnSync([process.execPath, main, ...words, '--data', inside.data], {
    env: { ...process.env, ...runtimeEnvironment, LC_ALL: 'C' },
    cwd: inside.data,
  })
  return { stdout: stdout.toString(), stderr: stderr.toString(), exitCode }
}

interface Stats {
  readonly logs: readonly {
    readonly origin: string
    readonly directory: string
    readonly vkey: string
    readonly size: number
  }[]
}

const stats = (): Stats => JSON.parse(typed('journal', 'stats', '--json').stdout) as Stats // The shape is what is tested.

test('journal stats: name, folder, key and size of each log', () => {
  const [log, ...others] = stats().logs
  assert.deepEqual(others, [])
  assert.ok(log !== undefined && log.size > 0)
  assert.ok(log.directory.startsWith(inside.data))
  assert.ok(log.vkey.startsWith(`${log.origin}+`))
})

// Goal: who types the command sees at once whether the journal holds, and a program sees it from the exit code.
const rows: readonly [why: string, words: readonly string[], exitCode: number, says: RegExp][] = [
  ['in English', ['journal', 'verify'], 0, /^VERIFIED .*\d entries/],
  ['in German', ['journal', 'verify', '--lang', 'de'], 0, /^GEPRÜFT .*\d Einträge/],
  ['says whose key it is', ['journal', 'verify'], 0, /same data directory/],
  ['a folder that is none', ['journal', 'verify', '/nowhere'], 2, /no journal below \/nowhere/],
  ['a folder without a log', ['journal', 'verify', '/'], 2, /no journal below \//],
  ['an address without a key', ['journal', 'verify', 'http://127.0.0.1:9/log/x'], 2, /whose is it/],
  ['no witnesses, and it says so', ['journal', 'verify'], 0, /none +signatures of witnesses/],
  ['a key that is none', ['journal', 'verify', '--vkey', 'x'], 2, /./],
  ['the proof of an entry that is not there', ['journal', 'prove', '999'], 1, /no entry 999; the log has \d/],
  ['an index that is none', ['journal', 'prove', 'x'], 2, /whole number/],
]
for (const [why, words, exitCode, says] of rows) {
  test(`journal commands: ${why}`, () => {
    const answer = typed(...words)
    assert.equal(answer.exitCode, exitCode, answer.stderr)
    assert.match(answer.stdout + answer.stderr, says)
  })
}

test('journal prove: a verifier that has nothing but the key accepts the proof', async () => {
  const { entry, proof } = JSON.parse(typed('journal', 'prove', '1', '--json').stdout) as Record<
    'entry' | 'proof',
    string
  >
  const trust = parseTrust({ vkey: stats().logs[0]?.vkey ?? '', policy: encodeUtf8('quorum none\n') }, primitives)
  const clock = { nowSeconds: 0 }
  const what = { proof: encodeUtf8(proof), entry: encodeUtf8(entry), trust, primitives, clock }
  assert.equal((await verifyTlogProof(what)).outcome, 'verified')
  assert.equal((await verifyTlogProof({ ...what, entry: encodeUtf8(`${entry} `) })).outcome, 'refused')
})

test('journal verify: the verifier in Go says the same of what the server wrote', () => {
  const go = findGo()
  assert.ok(go !== undefined || process.env['CI'] !== 'true', 'there is no Go here')
  if (go === undefined) return
  const folder = join(inside.data, 'journal')
  const said = JSON.parse(
    runGoVerifier(buildGoVerifier(go), ['journal', folder, '--vkey', stats().logs[0]?.vkey ?? '']),
  )
  const told = JSON.parse(typed('journal', 'verify', folder, '--json').stdout) as {
    readonly outcome: string
    readonly claims: { readonly entries: number; readonly openIntents: number }
  }
  assert.deepEqual([said.ok, told.outcome], [true, 'verified'])
  assert.deepEqual([said.claims.entries, said.claims.openIntents], [told.claims.entries, told.claims.openIntents])
})

test('journal export: while no server runs, the journal has the export and the sample, and is verified with them', () => {
  const out = join(inside.data, 'bundle.tar')
  const before = stats().logs[0]?.size ?? 0
  const exported = typed('journal', 'export', '--out', out, '--recipient', 'court', '--json')
  assert.equal(exported.exitCode, 0, exported.stderr)
  const { recorded } = JSON.parse(exported.stdout) as { recorded: readonly { index: number }[] }
  assert.ok((recorded[0]?.index ?? 0) >= before)
  const day = new Date().toISOString().slice(0, 10)
  const drawn = typed('journal', 'sample', '--from', day, '--to', day, '--n', '2', '--seed', 'x', '--json')
  assert.equal(drawn.exitCode, 0, drawn.stderr)
  assert.equal(typed('journal', 'verify', out, '--vkey', stats().logs[0]?.vkey ?? '').exitCode, 0)
  assert.equal(typed('journal', 'verify').exitCode, 0)
  const verified = JSON.parse(typed('journal', 'prove', String(recorded[0]?.index), '--json').stdout) as {
    entry: string
  }
  assert.match(verified.entry, /"type":"export"/)
  assert.ok(!verified.entry.includes('court'))
})

test('journal verify: an older checkpoint is compared, and a flipped bit is found and named', () => {
  const { directory = '', size = 0 } = stats().logs[0] ?? {}
  const kept = join(inside.data, 'kept.txt')
  writeFileSync(kept, readFileSync(join(directory, 'checkpoint')))
  assert.equal(typed('journal', 'verify', '--against', kept).exitCode, 0)
  const bundle = join(directory, `tile/entries/000.p/${size}`)
  const bytes = readFileSync(bundle)
  writeFileSync(bundle, bytes.with(100, (bytes[100] ?? 0) ^ 1))
  const answer = typed('journal', 'verify')
  assert.equal(answer.exitCode, 1)
  assert.match(answer.stdout, /^REFUTED[\s\S]*tile\/entries\/000\.p/)
  writeFileSync(bundle, bytes)
})

test('journal verify: a damaged checkpoint is a finding, not a failure', () => {
  const { directory = '', size = 0 } = stats().logs[0] ?? {}
  const checkpoint = join(directory, 'checkpoint')
  const bytes = readFileSync(checkpoint)
  writeFileSync(checkpoint, bytes.toString().replace(`\n${size}\n`, `\n0${size}\n`))
  assert.equal(typed('journal', 'verify').exitCode, 1)
  const shown = typed('journal', 'stats')
  assert.equal(shown.exitCode, 1)
  assert.match(shown.stdout, /malformed_checkpoint/)
  writeFileSync(checkpoint, bytes)
})

test('journal verify: an auditor needs a trust file and nothing of ours', () => {
  const [log] = stats().logs
  const policy = join(inside.data, 'trust.policy')
  writeFileSync(policy, `log ${log?.vkey}\nquorum none\n`)
  const answer = typed('journal', 'verify', log?.directory ?? '', '--policy', policy, '--json')
  assert.equal(answer.exitCode, 0, answer.stderr)
  const { outcome, isOwnKey } = JSON.parse(answer.stdout) as Record<string, unknown>
  assert.deepEqual({ outcome, isOwnKey }, { outcome: 'verified', isOwnKey: false })
})
