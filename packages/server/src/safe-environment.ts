import { classifierCommand } from './classifier/protocol.ts'
import { engineCommand } from './embedded/engine/events.ts'
import { programCommand } from './program.ts'

/**
 * What this program wants of its runtime. Bun's `fetch` opens 256 requests at the same time and queues further ones silently, so
 * 1,000 streams would begin seconds late; 65,535 is the most it takes. And a crash is reported to the operator, not to Bun.
 */
const wanted = { BUN_CONFIG_MAX_HTTP_REQUESTS: '65535', BUN_ENABLE_CRASH_REPORTING: '0', DO_NOT_TRACK: '1' } as const

/**
 * Set by whoever wants all traffic to pass a proxy, to be printed, debugged or unchecked. `fetch` obeys them, even for loopback,
 * and prompts would leave. The launcher takes out the same (`scripts/bun.mjs`).
 */
const unsafeVariable =
  /^((http|https|all|no)_proxy|bun_config_verbose_fetch|bun_crash_report_url|bun_inspect.*|bun_options|node_tls_reject_unauthorized)$/i

/**
 * The compiled executable has no launcher before it, so it becomes itself once more with the environment it needs, which is read
 * only at the start. The process stays the same one: who watches and signals it sees no other.
 */
function becomeSafe({ env, argv }: NodeJS.Process): void {
  const words = argv.slice(2)
  // A confined child got its environment from us, and may start nothing.
  if ([engineCommand, classifierCommand].some((command) => command.every((word, index) => words[index] === word)))
    return
  const kept = Object.entries(env).filter(([name]) => !unsafeVariable.test(name))
  const isWanted = Object.entries(wanted).every(([name, value]) => env[name] === value)
  if (isWanted && kept.length === Object.keys(env).length) return
  if (process.execve === undefined) throw new Error('this platform has no execve; start bin/stellwerk instead')
  process.execve(process.execPath, programCommand(words), { ...Object.fromEntries(kept), ...wanted }) // It does not return.
}

becomeSafe(process)
