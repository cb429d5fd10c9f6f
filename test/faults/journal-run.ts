// Runs a journal process to its end, under a tracer if need be, and keeps what it told.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Job, Told } from './journal-process.ts'
import type { Trick } from './thread-gate.ts'
import { gateVariable, trickVariable } from './thread-gate.ts'

export type ThreadName = 'writer' | 'publisher'

/** What strace does to the calls of one thread. */
export interface Tracing {
  readonly thread: ThreadName
  /** Its options, without those that say whom it traces and where it writes. */
  readonly options: readonly string[]
}

export interface Run {
  /** In the order in which it was told. */
  readonly told: readonly Told[]
  /** 0, unless something killed it. */
  readonly exitCode: number
  /** What the tracer wrote. */
  readonly trace: string
}

/** Milliseconds for a process that waits for a lease and ends. */
const endsWithinMs = 30_000

const strace = Bun.which('strace')
/** A tracer may attach to a process of the same account only where the machine allows it; root may, but for containers. */
export const canTrace =
  strace !== null &&
  process.getuid?.() === 0 &&
  Bun.spawnSync([strace, '-o', '/dev/null', 'true'], { stderr: 'ignore' }).exitCode === 0

const script = join(import.meta.dir, 'journal-process.ts')

export async function runJournal(
  job: Job,
  how: {
    readonly tracing?: Tracing | undefined
    readonly trick?: Trick | undefined
    /** Hears of each thing that is told, and may end the world. */
    readonly onTold?: (told: Told) => void
  } = {},
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-run-'))
  const [gate, trace] = [join(folder, 'gate'), join(folder, 'trace')]
  const env = {
    ...process.env,
    ...(how.tracing === undefined ? {} : { [gateVariable]: gate }),
    ...(how.trick === undefined ? {} : { [trickVariable]: how.trick }),
  }
  const child = Bun.spawn([process.execPath, script, JSON.stringify(job)], { env, stdout: 'pipe', stderr: 'inherit' })
  const timer = setTimeout(() => child.kill('SIGKILL'), endsWithinMs)
  const told: Told[] = []
  let tracer: { readonly ended: Promise<unknown> } | undefined
  try {
    for await (const line of linesOf(child.stdout)) {
      const one = parseTold(line)
      if (one === undefined) continue
      told.push(one)
      how.onTold?.(one)
      if (one.kind === 'thread' && one.name === how.tracing?.thread) {
        tracer = await attach(one.id, { options: how.tracing.options, trace })
        writeFileSync(gate, '')
      }
    }
    const exitCode = await child.exited
    await tracer?.ended
    return { told, exitCode, trace: tracer === undefined ? '' : readFileSync(trace, 'utf8') }
  } finally {
    clearTimeout(timer)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Resolves when the tracer has the thread, or the process and all its threads, with its end. */
export async function attach(
  id: number,
  { options, trace }: { readonly options: readonly string[]; readonly trace: string },
): Promise<{ readonly ended: Promise<unknown> }> {
  const command = [strace ?? 'strace', ...options, '-o', trace, '-p', String(id)]
  const tracer = Bun.spawn(command, { stdout: 'ignore', stderr: 'pipe' })
  const said = linesOf(tracer.stderr)
  const first = await said.next()
  const line = first.done === true ? 'it said nothing' : first.value
  if (!line.includes('attached')) throw new Error(`strace: ${line}`)
  return { ended: tracer.exited }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** Lines of our own process. A process that is killed in the middle of one has told nothing with it. */
function parseTold(line: string): Told | undefined {
  try {
    return JSON.parse(line) as Told
  } catch {
    return undefined
  }
}
