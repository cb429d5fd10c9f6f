/** What every contestant is and how one that has no address for readiness is started. */
import { questionBody } from '../load/exchange.ts'
import type { Command } from './program.ts'
import { Program } from './program.ts'

export type Stage = {
  readonly mockPort: number
  /** Empty, its own, and gone after the run. */
  readonly folder: string
}

export type Running = {
  /** Null for the direct row, which has nothing in between. */
  readonly program: Program | null
  readonly port: number
  readonly headers: Readonly<Record<string, string>>
  readonly startMs: number | null
}

export type Contestant = {
  readonly name: string
  readonly note: string
  readonly start: (stage: Stage) => Promise<Running>
}

const startTimeoutSeconds = 20

/** `fetch` queues silently beyond 256 requests unless told before the start; this is the most that Bun accepts. */
export const bunEnvironment = { BUN_CONFIG_MAX_HTTP_REQUESTS: '65535', NODE_ENV: 'production' }

type Answering = {
  readonly command: Command
  readonly port: number
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutSeconds?: number
}

/** Ready is the first question answered with 200, for whoever has no address that says so. */
export async function startAnswering({ command, port, headers = {}, timeoutSeconds }: Answering): Promise<Running> {
  const program = new Program(command)
  try {
    const startMs = await program.ready({
      url: `http://127.0.0.1:${port}/v1/chat/completions`,
      init: {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: questionBody({ model: 'bench', events: null }),
      },
      timeoutSeconds: timeoutSeconds ?? startTimeoutSeconds,
    })
    return { program, port, headers, startMs }
  } catch (error) {
    await program.end()
    throw error
  }
}
