// Goal: a time-stamp counts for the checkpoint that it is of, by an authority that is trusted, and in a bundle for the entries.
import { strict as assert } from 'node:assert'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, test } from 'bun:test'

import { checkTimestamp } from '../../packages/server/src/journal/timestamp-verdict.ts'
import { timestampRequest, tokenIn } from '../../packages/server/src/journal/timestamp.ts'
import { checkpointPath } from '../../packages/tlog/src/format/tile.ts'
import { Authority } from '../conformance/timestamp-authority.ts'
import {
  type Installation,
  intent,
  newInstallation,
  outcome,
  start,
  writtenLog,
  type WrittenLog,
} from './written-installation.ts'

const authority = new Authority()
const root = authority.make('rsa', 'authority')
const signer = authority.make('p256', 'stamping', { issuer: root })
afterAll(() => authority.remove())

const open: (() => unknown)[] = []
afterEach(() => open.splice(0).forEach((close) => close()))

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'stellwerk-stamp-'))
  open.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function stampOf(note: Uint8Array): Uint8Array {
  return tokenIn(authority.reply(timestampRequest(note, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)), { signer }))
}

interface Stamped {
  readonly installation: Installation
  readonly log: WrittenLog
  readonly roots: string
}

/** A log of five entries that was stamped when it had three, as part D of the journal leaves it. */
function stamped(): Stamped {
  const installation = newInstallation({ checkTimestamp })
  open.push(installation.remove)
  const log = installation.write('2026h2', [
    start,
    intent('a'),
    outcome('a', '2026h2', 1),
    intent('b'),
    outcome('b', '2026h2', 3),
  ])
  const before = writtenLog({
    data: folder(),
    keyPath: join(installation.data, 'keys/log.key'),
    period: '2026h2',
    leaves: log.leaves.slice(0, 3),
  })
  const note = before.files.get(checkpointPath) ?? new Uint8Array()
  mkdirSync(join(log.folder, 'timestamps'))
  writeFileSync(join(log.folder, 'timestamps/3.tsr'), stampOf(note))
  writeFileSync(join(log.folder, 'timestamps/3.checkpoint'), note)
  const roots = join(folder(), 'roots.pem')
  writeFileSync(roots, root.pem)
  return { installation, log, roots }
}

test('timestamp: of an older checkpoint of the log, it is verified and its time is told', async () => {
  const { installation, log, roots } = stamped()
  const file = join(log.folder, 'timestamps/3.tsr')
  const ran = await installation.run('journal', 'verify', '--timestamp', file, '--tsa-roots', roots)
  assert.equal(ran.exitCode, 0, ran.out + ran.err)
  assert.match(ran.out, /time-stamp of 20\d\d-.*what lies below the stamped checkpoint existed then/)
})

test('timestamp: beside a log it is verified with the log, and without roots that is left open', async () => {
  const { installation, roots } = stamped()
  const ran = await installation.run('journal', 'verify', '--tsa-roots', roots)
  assert.equal(ran.exitCode, 0, ran.out)
  assert.match(ran.out, /ok +time-stamps \(1\)/)
  assert.equal((await installation.run('journal', 'verify')).exitCode, 1)
})

test('timestamp: without roots nothing is said about it, and the report is partial', async () => {
  const { installation, log } = stamped()
  const ran = await installation.run('journal', 'verify', '--timestamp', join(log.folder, 'timestamps/3.tsr'))
  assert.equal(ran.exitCode, 1)
  assert.match(ran.out, /^PARTIAL[\s\S]*--tsa-roots/)
})

const rows: readonly [why: string, change: (stamped: Stamped) => void, says: RegExp][] = [
  [
    'of another checkpoint',
    ({ log }) => cpSync(join(log.folder, checkpointPath), join(log.folder, 'timestamps/3.checkpoint')),
    /the time-stamp is of another checkpoint/,
  ],
  [
    'of a checkpoint of nobody',
    ({ log }) => {
      const note = readFileSync(join(log.folder, 'timestamps/3.checkpoint'), 'utf8').replace('\n3\n', '\n2\n')
      writeFileSync(join(log.folder, 'timestamps/3.checkpoint'), note)
      writeFileSync(join(log.folder, 'timestamps/3.tsr'), stampOf(new TextEncoder().encode(note)))
    },
    /continues the older state[\s\S]*signature_refused/,
  ],
  [
    'by a stranger',
    ({ roots }) => writeFileSync(roots, authority.make('rsa', 'authority').pem),
    /leads to no certificate that is trusted/,
  ],
  [
    'that is damaged',
    ({ log }) => {
      const file = join(log.folder, 'timestamps/3.tsr')
      const bytes = readFileSync(file)
      writeFileSync(file, bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1))
    },
    /FAILED +time-stamps/,
  ],
]
for (const [why, change, says] of rows) {
  test(`timestamp: ${why} is refused`, async () => {
    const what = stamped()
    change(what)
    const file = join(what.log.folder, 'timestamps/3.tsr')
    const ran = await what.installation.run('journal', 'verify', '--timestamp', file, '--tsa-roots', what.roots)
    assert.equal(ran.exitCode, 1, ran.out)
    assert.match(ran.out, says)
  })
}

const bundles: readonly [why: string, words: readonly string[]][] = [
  ['a whole log', []],
  ['an excerpt', ['--index', '1,4']],
]
for (const [why, words] of bundles) {
  test(`timestamp: in the bundle of ${why} it is verified with openssl, too`, async () => {
    const { installation, log, roots } = stamped()
    const out = join(folder(), 'bundle.tar')
    assert.equal((await installation.run('journal', 'export', ...words, '--out', out)).exitCode, 0)
    const ran = await installation.run('journal', 'verify', out, '--vkey', log.vkey, '--tsa-roots', roots)
    assert.equal(ran.exitCode, 0, ran.out)
    assert.match(ran.out, /ok +time-stamps \(1\)/)
    assert.equal((await installation.run('journal', 'verify', out, '--vkey', log.vkey)).exitCode, 1)
    const unpacked = folder()
    Bun.spawnSync(['tar', 'xf', out, '-C', unpacked])
    // The very line of HOW-TO-VERIFY.txt.
    const line = /openssl ts .*/.exec(readFileSync(join(unpacked, 'HOW-TO-VERIFY.txt'), 'utf8'))?.[0] ?? ''
    cpSync(roots, join(unpacked, 'roots.pem'))
    assert.equal(Bun.spawnSync(['sh', '-c', line], { cwd: unpacked }).exitCode, 0, line)
  })
}

test('timestamp: a proof below another checkpoint than the stamped one is found', async () => {
  const { installation, log, roots } = stamped()
  const out = `${join(folder(), 'bundle')}/`
  await installation.run('journal', 'export', '--index', '1,2', '--out', out)
  cpSync(
    join(out, 'logs/2026h2/proofs/000000000001.tlog-proof'),
    join(out, 'logs/2026h2/timestamps/proofs/000000000001.tlog-proof'),
  )
  const ran = await installation.run('journal', 'verify', out, '--vkey', log.vkey, '--tsa-roots', roots)
  assert.equal(ran.exitCode, 1)
  assert.match(ran.out, /proof_of_another/)
})
