// Where Bun lies in this checkout, and how it is started. Every script and bin/stellwerk start it through this file.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The most that Bun accepts. Without it `fetch` queues silently beyond 256; the gateway has its own limit and says so. */
const httpRequestsMax = 65_535

/** The binary itself is about 100 MB. What npm leaves in `bun/bin` when it skips install scripts is a text of 1 kB. */
const binaryBytesMin = 1_000_000

const platforms = { darwin: 'darwin', linux: 'linux', android: 'linux', freebsd: 'freebsd', win32: 'windows' }
const architectures = { x64: 'x64', arm64: 'aarch64' }

/** Variables that would send prompts elsewhere, print them, open a debugger or switch certificate checks off. */
const unsafeVariable =
  /^((http|https|all|no)_proxy|bun_config_verbose_fetch|bun_crash_report_url|bun_inspect.*|bun_options|node_tls_reject_unauthorized)$/i

/**
 * The Bun executable of this checkout, or undefined when the dependencies are not installed.
 *
 * npm 11 runs no install scripts unless it is told to, and then `node_modules/bun` holds a placeholder; npm 10 runs them,
 * and then the binary was moved out of `@oven` into it. So both places are looked at.
 */
export function findBun() {
  const names = packageNames()
  const file = process.platform === 'win32' ? 'bun.exe' : 'bun'
  const modules = join(root, 'node_modules')
  const candidates = [
    ...names.map((name) => join(modules, '@oven', name, 'bin', file)),
    join(modules, 'bun/bin/bun.exe'),
  ]
  return candidates.find((path) => existsSync(path) && statSync(path).size >= binaryBytesMin)
}

/** Names of the platform package below `@oven`, the fitting one first. */
function packageNames() {
  const platform = platforms[process.platform]
  const architecture = architectures[process.arch]
  if (platform === undefined || architecture === undefined) {
    fail(
      `Bun does not run on ${process.platform}/${process.arch}; Linux, macOS, FreeBSD and Windows on x64 or arm64 do.`,
    )
  }
  const name = `bun-${platform}-${architecture}`
  if (process.platform === 'android') return [`${name}-android`]
  return process.platform === 'linux' && hasMusl() ? [`${name}-musl`] : [name]
}

/** Alpine and its kin name their loader after the libc; the process report would say it too, but takes 30 ms. */
function hasMusl() {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64'
  return (
    existsSync(`/lib/ld-musl-${machine}.so.1`) &&
    !existsSync('/lib64/ld-linux-x86-64.so.2') &&
    !existsSync('/lib/ld-linux-aarch64.so.1')
  )
}

/** This process's environment without what would make prompts go astray, with Bun's limits set and its crash reports off. */
function bunEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !unsafeVariable.test(name))
  const wanted = {
    BUN_CONFIG_MAX_HTTP_REQUESTS: String(httpRequestsMax),
    BUN_ENABLE_CRASH_REPORTING: '0',
    DO_NOT_TRACK: '1',
  }
  return { ...Object.fromEntries(kept), ...wanted }
}

/**
 * Runs Bun with these arguments in the place of this process: same terminal, same signals, same exit code.
 *
 * `--no-env-file`, `--config` and `--no-install`: nothing lying in the folder from which somebody starts the program may
 * change it, and nothing is fetched from the network at start.
 */
export function runBun(arguments_, { cwd = process.cwd() } = {}) {
  const child = spawn(mustFindBun(), arguments_, { cwd, env: bunEnvironment(), stdio: 'inherit' })
  const forwarders = forwardSignals(child)
  child.on('error', (error) => fail(`Bun did not start: ${error.message}`))
  child.on('exit', (code, signal) => {
    for (const [name, forward] of forwarders) process.off(name, forward)
    if (signal === null) process.exit(code ?? 1)
    process.kill(process.pid, signal)
    // Where the signal does not end this process (Windows, or a shell that ignores it), the code says the same.
    process.exitCode = 128 + (constants.signals[signal] ?? 0)
  })
}

/** Runs Bun with these arguments to its end, for a script that has something to do afterwards. Ends with its code if it fails. */
export function runBunFirst(arguments_, { cwd = process.cwd() } = {}) {
  const { status, error } = spawnSync(mustFindBun(), arguments_, { cwd, env: bunEnvironment(), stdio: 'inherit' })
  if (error !== undefined) fail(`Bun did not start: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

function mustFindBun() {
  return findBun() ?? fail('The dependencies are not installed. In the folder of Stellwerk type: npm ci --omit=dev')
}

/** Options that come before the file to run. `--no-orphans`: if this launcher is killed, the gateway does not stay behind. */
export const runOptions = [
  '--no-orphans',
  '--no-env-file',
  '--no-install',
  `--config=${join(root, 'scripts/bunfig.toml')}`,
]

function forwardSignals(child) {
  // A terminal sends Ctrl-C to the whole process group. Forwarded as well it would arrive twice, and a second one means
  // "do not wait for running answers".
  const fromTerminal = process.stdin.isTTY ? ['SIGINT', 'SIGQUIT'] : []
  const forwarders = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'].map((name) => [
    name,
    () => {
      if (!fromTerminal.includes(name)) child.kill(name)
    },
  ])
  for (const [name, forward] of forwarders) process.on(name, forward)
  return forwarders
}

/** Ends with the exit code for "usage or failure". */
export function fail(sentence) {
  process.stderr.write(`stellwerk: ${sentence}\n`)
  process.exit(2)
}
