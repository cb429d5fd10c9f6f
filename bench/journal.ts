// npm run bench -- journal --json: what a durable entry costs, on the disk as it is and on one whose every sync takes 5 ms
// longer, beside Tessera, and what a log of a million entries costs to open, to prove from and to verify.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { openLogKey } from '../packages/server/src/journal/log-key.ts'
import { checkEd25519, sha256 } from '../packages/server/src/primitives.ts'
import { encodeUtf8 } from '../packages/tlog/src/format/bytes.ts'
import { verifyEntry } from '../packages/tlog/src/verify/entry.ts'
import { verifyLog } from '../packages/tlog/src/verify/log.ts'
import { parseTrust } from '../packages/tlog/src/verify/signed-checkpoint.ts'
import { compare, type CpuTime, cpuMsOf } from './journal/tessera/comparison.ts'
import { keepLeaves } from './journal/tessera/leaves.ts'
import type { Writing, Written } from './journal/writing.ts'
import { openBenchJournal, origin } from './journal/writing.ts'
import { machine } from './report/machine.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    entries: { type: 'string', default: '1000000' },
    folder: { type: 'string', default: tmpdir() },
  },
})

/** Microseconds that a slow disk adds to each sync. */
const slowedBy = 5_000
/** Entries a second at which the wait for an acknowledgement is measured: the promises. */
const [promised, promisedSlow] = [20_000, 15_000]
const proofs = 200

const primitives = { sha256, checkEd25519 }
const root = mkdtempSync(join(values.folder, 'stellwerk-bench-'))

/** A run in a process of its own; under strace, every sync of it takes longer. */
async function run(
  writing: Omit<Writing, 'folder'> & { readonly name: string },
  isSlow = false,
): Promise<Written & CpuTime> {
  const folder = join(root, writing.name)
  const slow = ['strace', '-f', '-qq', '--seccomp-bpf', '-e', 'trace=fsync,fdatasync', '-o', '/dev/null']
  const inject = ['-e', `inject=fsync,fdatasync:delay_exit=${slowedBy}`]
  const program = [
    process.execPath,
    join(import.meta.dirname, 'journal/writing.ts'),
    JSON.stringify({ ...writing, folder }),
  ]
  // What the run before has left to write is not this run's.
  Bun.spawnSync(['sync'])
  const child = Bun.spawn([...(isSlow ? [...slow, ...inject] : []), ...program], { stderr: 'inherit' })
  const text = await new Response(child.stdout).text()
  if ((await child.exited) !== 0) throw new Error(`the run ${writing.name} ended with ${child.exitCode}`)
  // Written by writing.ts a moment ago.
  return { ...(JSON.parse(text) as Written), cpuMs: cpuMsOf(child) }
}

async function openingMs(name: string): Promise<number> {
  const at = performance.now()
  const journal = await openBenchJournal(join(root, name))
  const took = performance.now() - at
  await journal.close()
  return took
}

function folderOf(name: string): string {
  return join(root, name, 'journal', '2026h2')
}

function logOf(name: string) {
  const folder = folderOf(name)
  const { vkey } = openLogKey({ path: join(root, name, 'keys', 'log.key'), origin, mayCreate: false })
  const read = async (path: string): Promise<Uint8Array | undefined> =>
    existsSync(join(folder, path)) ? new Uint8Array(readFileSync(join(folder, path))) : undefined
  const list = (): string[] =>
    readdirSync(join(folder, 'tile'), { recursive: true, encoding: 'utf8' })
      .map((path) => `tile/${path}`)
      .filter((path) => statSync(join(folder, path)).isFile())
  return { read, list, trust: parseTrust({ vkey, policy: encodeUtf8('quorum none\n') }, primitives), primitives }
}

async function timed<T>(act: () => Promise<T>): Promise<readonly [ms: number, result: T]> {
  const at = performance.now()
  const result = await act()
  return [performance.now() - at, result]
}

const seconds = Number(values.seconds)
const entriesMax = Number.MAX_SAFE_INTEGER
const before = machine()
try {
  const most = await run({ name: 'most', rate: 0, seconds, entriesMax })
  const steady = await run({ name: 'steady', rate: promised, seconds, entriesMax })
  const hasStrace = Bun.which('strace') !== null
  const slowMost = hasStrace ? await run({ name: 'slow-most', rate: 0, seconds, entriesMax }, true) : undefined
  const slow = hasStrace ? await run({ name: 'slow', rate: promisedSlow, seconds, entriesMax }, true) : undefined
  const leaves = keepLeaves({ log: folderOf('most'), path: join(root, 'leaves') })
  const compared = await compare({
    root,
    leaves: leaves.path,
    ours: ({ name, rate }) => run({ name, rate, seconds, entriesMax }),
    rounds: Number(values.rounds),
    seconds,
    seed: Number(values.seed),
    rate: promised,
  })
  const entries = Number(values.entries)
  const million = await run({ name: 'million', rate: 0, seconds: 600, entriesMax: entries })
  const startMsMillion = await openingMs('million')
  const log = logOf('million')
  const [verifyMs, report] = await timed(() => verifyLog(log))
  if (report.outcome !== 'verified') throw new Error('the log does not verify')
  const [provingMs] = await timed(async () => {
    for (let proof = 0; proof < proofs; proof++) {
      const index = Math.floor((proof / proofs) * entries)
      if ((await verifyEntry({ ...log, index })).outcome !== 'verified') throw new Error(`entry ${index} has no proof`)
    }
  })
  const figures = {
    entriesPerSecond: most.entriesPerSecond,
    ackP99Ms: steady.ackP99Ms,
    ackP50Ms: steady.ackP50Ms,
    entriesPerSecondSlowDisk: slowMost?.entriesPerSecond ?? null,
    ackP99MsSlowDisk: slow?.ackP99Ms ?? null,
    loopDelayP99Ms: steady.loopDelayP99Ms,
    startMsMillion,
    proofMsMillion: provingMs / proofs,
    verifySecondsMillion: verifyMs / 1_000,
  }
  const told = {
    bench: 'journal',
    machine: before,
    figures,
    ratios: compared.ratios,
    rows: compared.rows,
    runs: { most, steady, slowMost, slow, million },
    options: { seconds, rounds: Number(values.rounds), seed: Number(values.seed), entries },
    leaves: { count: leaves.count, bytes: leaves.bytes },
  }
  const { ratios, rows } = compared
  process.stdout.write(
    `${values.json ? JSON.stringify(told) : JSON.stringify({ figures, ratios, rows }, undefined, 2)}\n`,
  )
} finally {
  rmSync(root, { recursive: true, force: true })
}
