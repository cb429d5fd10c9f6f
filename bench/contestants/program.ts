/** A child process of the bench: started, timed, read, and ended by its own number only. */
import type { Subprocess } from 'bun'
import { birthOf, familyOf, type Usage, usageOf } from './proc.ts'

export type Command = {
  readonly name: string
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
}

export type Probe = {
  readonly url: string
  readonly init: RequestInit
  readonly timeoutSeconds: number
}

export class NotRun extends Error {}

/** Bytes of a contestant's last words that are kept for the reason. */
const lastWordsMax = 600
const probeEveryMs = 2
const endTimeoutMs = 5_000

export class Program {
  readonly name: string
  readonly #child: Subprocess<'ignore', 'pipe', 'pipe'>
  readonly #startedMs = performance.now()
  #lastWords = ''
  #family: readonly number[]

  constructor({ name, command, environment, folder }: Command) {
    this.name = name
    // Only what a program needs to run: a proxy setting or a key of the surroundings must not reach a contestant.
    const { PATH = '', HOME = '' } = process.env
    this.#child = Bun.spawn([...command], {
      cwd: folder,
      env: { PATH, HOME, ...environment },
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    })
    this.#family = [this.#child.pid]
    void this.#listen(this.#child.stdout)
    void this.#listen(this.#child.stderr)
  }

  /** Always read, because a full pipe would stop the program. */
  async #listen(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder()
    for await (const piece of stream) {
      this.#lastWords = (this.#lastWords + decoder.decode(piece, { stream: true })).slice(-lastWordsMax)
    }
  }

  /** Milliseconds from the start to the first 200. */
  async ready({ url, init, timeoutSeconds }: Probe): Promise<number> {
    const endMs = this.#startedMs + timeoutSeconds * 1000
    while (performance.now() < endMs) {
      if (this.#child.exitCode !== null) throw new NotRun(`ended with code ${this.#child.exitCode}: ${this.lastWords}`)
      const status = await statusOf(url, init)
      if (status === 200) {
        this.#family = familyOf(this.#child.pid)
        return performance.now() - this.#startedMs
      }
      await Bun.sleep(probeEveryMs)
    }
    throw new NotRun(`not ready within ${timeoutSeconds} s: ${this.lastWords}`)
  }

  get lastWords(): string {
    return this.#lastWords.trim().replaceAll(/\s+/g, ' ').slice(-300)
  }

  get pid(): number {
    return this.#child.pid
  }

  usage(): Usage {
    this.#family = familyOf(this.#child.pid)
    return usageOf(this.#family)
  }

  /** Asks first; kills what is left of the family after a while, and never a later process with the same number. */
  async end(): Promise<void> {
    const births = new Map(familyOf(this.#child.pid).map((pid) => [pid, birthOf(pid)]))
    this.#child.kill('SIGTERM')
    await Promise.race([this.#child.exited, Bun.sleep(endTimeoutMs)])
    for (const [pid, birth] of births) {
      if (birth !== null && birthOf(pid) === birth) process.kill(pid, 'SIGKILL')
    }
  }
}

async function statusOf(url: string, init: RequestInit): Promise<number | null> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(5_000) })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    // Nobody listens yet.
    return null
  }
}

/** A port that was free a moment ago. */
export function freePort(): number {
  const listener = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  const { port } = listener
  listener.stop(true)
  return port
}
