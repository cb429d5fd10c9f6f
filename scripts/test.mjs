// npm test: all tests but the soak tests. `npm test -- packages/policy` runs those below a path, other arguments go to Bun.
import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

import { root, runBun } from './bun.mjs'
import { setUp } from './set-up.mjs'

/** Seconds that one test may take, where it does not say so itself: most take milliseconds, but a machine may be busy. */
const testSecondsMax = 20

/** Files that run beside each other: half of the time goes by in waiting, and more than four would only fight for the disk. */
const filesAtATime = Math.min(4, availableParallelism())

/**
 * Where a real disk, network, model or process is run for minutes. CI runs them with every change; somebody at work runs the rest
 * within three minutes, and these with `npm test -- --all` or by their path.
 */
const longOnes = [
  'test/api/schemathesis.test.ts',
  'test/backup/backup.test.ts',
  'test/backup/cut.test.ts',
  'test/backup/doctor.test.ts',
  'test/conformance/restore/every-cut.test.ts',
  'test/conformance/tlog/agreement.test.ts',
  'test/conformance/tlog/witness-folder.test.ts',
  'test/edge/raw-socket.test.ts',
  'test/egress/namespace.test.ts',
  'test/faults/disk-full.test.ts',
  'test/faults/power-loss.test.ts',
  'test/faults/refused-start.test.ts',
  'test/faults/system-calls.test.ts',
  'test/faults/vault-erasure.test.ts',
  'test/faults/whole-server.test.ts',
  'test/gateway/executable.test.ts',
  'test/gateway/licence-packs.test.ts',
  'test/gateway/licences-commands.test.ts',
  'test/gateway/terms-commands.test.ts',
  'test/journal/erasure-commands.test.ts',
  'test/journal/reconciliation.test.ts',
  'test/journal/verifier-alone.test.ts',
  'test/licences/bom/spdx-standard.test.ts',
  'test/model/**',
  'test/privacy/mutation-everywhere.test.ts',
  'test/register/one-person.test.ts',
  'test/register/raw-sql.test.ts',
]

setUp({ withDev: true })

const isAll = process.env.CI === 'true' || process.argv.includes('--all')
const arguments_ = process.argv.slice(2).filter((argument) => argument !== '--all')
const paths = arguments_
  .filter((argument) => existsSync(join(root, argument)))
  .map((path) => `./${path.replace(/^\.\//, '')}`)
const options = arguments_.filter((argument) => !existsSync(join(root, argument)))
const leftOut = isAll || paths.length > 0 ? [] : longOnes
if (leftOut.length > 0) {
  console.log(
    `Left out: ${leftOut.length} long suites (disk, network, model, process). npm test -- --all runs them too, as CI does.`,
  )
}
runBun(
  [
    'test',
    `--timeout=${testSecondsMax * 1_000}`,
    '--path-ignore-patterns=test/soak/**',
    '--path-ignore-patterns=test/house/bad/**',
    ...leftOut.map((path) => `--path-ignore-patterns=${path}`),
    // The slowest files first, by what each took when the list was made; a file that is not in it comes where it may.
    ...(paths.length > 0 ? [] : [`--parallel=${filesAtATime}`, '--timings=test/timings.json']),
    ...options,
    ...(paths.length > 0 ? paths : testFolders()),
  ],
  {
    cwd: root,
  },
)

/** A leading `./` makes a path of what would otherwise be a filter on names; Bun refuses a folder without tests. */
function testFolders() {
  return ['packages', 'test']
    .filter((folder) => readdirSync(join(root, folder), { recursive: true }).some((path) => path.endsWith('.test.ts')))
    .map((folder) => `./${folder}`)
}
