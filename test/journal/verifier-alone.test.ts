// Goal: the file that an auditor installs alone says under Node what `stellwerk journal verify` says, byte for byte, of what a
// real server wrote; and nothing of the server, the writer or Bun is in it.
import { strict as assert } from 'node:assert'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

import { afterAll, beforeAll, describe, test } from 'bun:test'

import { timestampRequest } from '../../packages/server/src/journal/timestamp.ts'
import { buildGoVerifier, findGo, runGoVerifier } from '../conformance/tlog/go-verifier.ts'
import { Authority } from '../conformance/timestamp-authority.ts'
import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { runtimeEnvironment } from '../runtime-environment.ts'

const root = join(import.meta.dir, '../..')
const main = join(root, 'packages/server/src/main.ts')
/** `undefined` where nobody would run the file anyway; then it was not tried. */
const node = Bun.which('node') ?? undefined
/** Milliseconds. A row starts two or three processes, on a machine that may be busy. */
const rowMs = 30_000
const scratch = mkdtempSync(join(tmpdir(), 'stellwerk-alone-'))
const [verifier, evidence, excerpt] = ['stellwerk-verify.mjs', 'evidence.tar', 'excerpt/'].map((name) =>
  join(scratch, name),
) as [string, string, string]
const paths = { whole: '', cut: join(scratch, 'cut'), flipped: join(scratch, 'flipped') }
let inside: Inside
let [vkey, address] = ['', '']

interface Said {
  readonly out: string
  readonly err: string
  readonly exitCode: number
}

async function run(command: readonly string[], cwd: string): Promise<Said> {
  const env = { PATH: process.env['PATH'], ...runtimeEnvironment, TOKEN: 'token-of-the-auditor' }
  const child = Bun.spawn([...command], { env, cwd, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  return { out, err, exitCode: await child.exited }
}

/** The command of the installation. */
const typed = (...words: readonly string[]) => run([process.execPath, main, ...words, '--data', inside.data], scratch)
const alone = (...words: readonly string[]) => run([node ?? '', verifier, ...words], scratch)

async function must(said: Promise<Said>): Promise<Said> {
  const answer = await said
  assert.equal(answer.exitCode, 0, answer.err)
  return answer
}

/** A stamped checkpoint with the root to trust, as an authority would have made them. */
function stamp(note: Uint8Array): void {
  const authority = new Authority()
  try {
    const issuer = authority.make('rsa', 'authority')
    const signer = authority.make('p256', 'stamping', { issuer })
    const query = timestampRequest(note, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
    writeFileSync(join(scratch, 'stamped.tsr'), authority.reply(query, { signer }))
    writeFileSync(join(scratch, 'stamped.checkpoint'), note)
    writeFileSync(join(scratch, 'roots.pem'), issuer.pem)
  } finally {
    authority.remove()
  }
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.with(at, (bytes[at] ?? 0) ^ 1))
}

async function prepare(): Promise<void> {
  await must(
    run([node ?? 'node', 'scripts/build.mjs', 'verifier', `--outfile=${join(scratch, 'stellwerk-verify.mjs')}`], root),
  )
  const token = join(scratch, 'token')
  writeFileSync(token, 'token-of-the-auditor', { mode: 0o600 })
  inside = await openInside([{ id: 'a', kind: 'mirror' }], { journal: { auditorToken: `file:${token}` } })
  await (await inside.post('/v1/chat/completions', chat('Guten Tag', { user: 'somebody' }))).text()
  await (await inside.post('/v1/chat/completions', chat())).text()
  await inside.opened.stop()
  const { logs } = JSON.parse((await must(typed('journal', 'stats', '--json'))).out) as {
    logs: readonly { vkey: string; directory: string; origin: string }[]
  }
  const [log] = logs
  assert.ok(log !== undefined)
  ;({ vkey, directory: paths.whole } = log)
  const recipient = ['--recipient', 'court', '--disclose', 'user,key']
  await must(typed('journal', 'export', '--out', evidence))
  await must(typed('journal', 'export', '--index', '1-2', '--out', excerpt, ...recipient))
  const proof = await must(typed('journal', 'prove', '1', '--entry', join(scratch, 'one.json')))
  writeFileSync(join(scratch, 'one.tlog-proof'), proof.out)
  cpSync(paths.whole, paths.cut, { recursive: true })
  cpSync(paths.whole, paths.flipped, { recursive: true })
  rmSync(join(paths.cut, 'tile/0'), { recursive: true })
  const entries = join(paths.flipped, 'tile/entries/000.p')
  flip(join(entries, readdirSync(entries).at(-1) ?? ''), 100)
  stamp(readFileSync(join(paths.whole, 'checkpoint')))
  // A copy: to the one below a server, entries come at any moment.
  const settled = join(scratch, 'journal')
  cpSync(join(paths.whole, '..'), settled, { recursive: true })
  paths.whole = join(settled, basename(paths.whole))
  const again = await inside.again()
  address = `${again.publicUrl}/log/${log.origin.split('/').at(-1)}`
  inside = { ...inside, opened: again }
}

async function cleanUp(): Promise<void> {
  rmSync(scratch, { recursive: true, force: true })
  await inside.opened.stop()
  rmSync(inside.data, { recursive: true, force: true })
}

const key = (): readonly string[] => ['--vkey', vkey]
const proofOf = (entry: string): readonly string[] => [join(scratch, 'one.tlog-proof'), '--entry', join(scratch, entry)]
const stamped = (roots?: string): readonly string[] => [
  '--timestamp',
  join(scratch, 'stamped.tsr'),
  ...(roots === undefined ? [] : ['--tsa-roots', join(scratch, roots)]),
]
const unpacked = (): string => join(excerpt, 'logs', readdirSync(join(excerpt, 'logs'))[0] ?? '')
const inBundle = (): string => join(unpacked(), 'proofs/000000000001.tlog-proof')

const rows: readonly [why: string, words: () => readonly string[], exitCode: number, says: RegExp][] = [
  ['a log', () => [paths.whole, ...key()], 0, /^VERIFIED .*entries\n[\s\S]*ok +intent and end \(2\)/],
  ['a log, in German', () => [paths.whole, ...key(), '--lang', 'de'], 0, /^GEPRÜFT/],
  ['the logs of an installation', () => [join(paths.whole, '..'), ...key(), '--json'], 0, /"outcome":"verified"/],
  ['an entry that was changed', () => [paths.flipped, ...key()], 1, /^REFUTED[\s\S]*FAILED/],
  ['hashes that are gone', () => [paths.cut, ...key()], 1, /^REFUTED[\s\S]*FAILED +files of hashes/],
  ['a bundle of everything', () => [evidence, ...key()], 0, /^VERIFIED/],
  ['a bundle with disclosures', () => [excerpt, ...key()], 0, /^VERIFIED[\s\S]*fits the entry \(2\)[\s\S]*An excerpt/],
  ['a bundle with the key in it', () => [evidence], 1, /^PARTIAL[\s\S]*not checked +key from elsewhere/],
  ['a proof', () => [...proofOf('one.json'), ...key()], 0, /^VERIFIED[\s\S]*entry is in the tree/],
  ['a proof in a bundle', () => [inBundle(), ...key()], 0, /^VERIFIED[\s\S]*entry is in the tree/],
  [
    'a proof of something else',
    () => [...proofOf('token'), ...key()],
    1,
    /^REFUTED[\s\S]*FAILED +entry is in the tree/,
  ],
  ['a kept checkpoint', () => [paths.whole, ...key(), '--against', join(unpacked(), 'checkpoint')], 0, /^VERIFIED/],
  ['a time-stamp', () => [paths.whole, ...key(), ...stamped('roots.pem')], 0, /^VERIFIED[\s\S]*time-stamp of 20/],
  [
    'a time-stamp without roots',
    () => [paths.whole, ...key(), ...stamped()],
    1,
    /^PARTIAL[\s\S]*not checked +time-stamps/,
  ],
  ['an address, from outside', () => [address, ...key()], 1, /^PARTIAL[\s\S]*without --auditor-token/],
  [
    'an address, as auditor',
    () => [address, ...key(), '--auditor-token', 'env:TOKEN'],
    1,
    /^PARTIAL[\s\S]*ok +entries lead/,
  ],
  ['no folder', () => ['/nowhere', ...key()], 2, /no journal below \/nowhere/],
  ['an unknown option', () => [evidence, '--vkeys', 'x'], 2, /unknown option --vkeys/],
]

if (node === undefined) process.stdout.write('There is no Node here, so the verifier was not run alone.\n')
else {
  beforeAll(prepare, 60_000)
  afterAll(cleanUp)

  describe('the verifier alone, under Node, says what the command says', () => {
    for (const [why, words, exitCode, says] of rows) {
      test(
        `of ${why}`,
        async () => {
          const [ours, theirs] = await Promise.all([typed('journal', 'verify', ...words()), alone(...words())])
          assert.match(theirs.out + theirs.err, says)
          assert.deepEqual([theirs.exitCode, theirs.out], [exitCode, ours.out], ours.err)
          assert.equal(ours.exitCode, exitCode)
        },
        rowMs,
      )
    }

    test('but has no key of its own, and never takes one from beside the log', async () => {
      const said = await alone(paths.whole)
      assert.equal(said.exitCode, 2)
      assert.match(said.err, /^stellwerk-verify\.mjs: .*whose is it/)
    })
  })

  test(
    'the verifier alone explains itself',
    async () => {
      assert.match((await must(alone('--help', '--lang', 'de'))).out, /^Aufruf: node stellwerk-verify\.mjs WHAT/)
      assert.match((await must(alone('--version'))).out, /^stellwerk-verify\.mjs \d/)
      assert.match((await alone()).err, /wants WHAT/)
    },
    rowMs,
  )

  test('the proof with its entry convinces the verifier in Go, too', () => {
    const go = findGo()
    if (go === undefined) return
    const program = buildGoVerifier(go)
    runGoVerifier(program, ['check-proof', ...proofOf('one.json'), ...key()])
  })
}

test('in the verifier alone is nothing of the server, the writer or Bun', async () => {
  const { outputs } = await Bun.build({
    entrypoints: [join(root, 'packages/server/src/verifier-main.ts')],
    target: 'node',
    sourcemap: 'external',
    root,
  })
  const [code = '', map = ''] = await Promise.all(outputs.map((output) => output.text()))
  const { sources } = JSON.parse(map) as { sources: readonly string[] }
  const names = sources.map((source) => source.slice(source.indexOf('packages/')))
  assert.ok(names.includes('packages/tlog/src/verify/log.ts'))
  const allowed =
    /^packages\/(contract\/src|tlog\/src\/(format|verify)|server\/src\/(commands\/(journal-|arguments|command|help|told)|journal\/(der|timestamp)|(clock|log-folder|primitives|secret|verifier-main)\.ts))/
  assert.deepEqual(
    names.filter((name) => !allowed.test(name)),
    [],
  )
  const imported = [...code.matchAll(/^import\b[^;"]*"([^"]+)"|\brequire\("([^"]+)"\)/gm)].map(
    (found) => found[1] ?? found[2],
  )
  assert.deepEqual(new Set(imported), new Set(['node:crypto', 'node:fs', 'node:path']))
})
