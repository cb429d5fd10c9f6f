import { z } from 'zod'
import type { ConfigProblem } from './config-problem.ts'
import { configSentences, pathText } from './config-problem.ts'
import { section } from './config-shapes.ts'

// How much a use case and each of its keys may ask for, and who waits for a place at an engine: `useCases[].limits` and
// `upstreams[].queue` (docs/limits.md).

/** Defaults of `upstreams[].queue`. */
const queueDefaults = {
  /** Requests. With their bodies some megabytes; whoever comes later would hardly get a place in time. */
  max: 256,
  /** Milliseconds. Nothing is sent to a client that waits, and proxies commonly give up on silence after 30 s or more. */
  waitMs: 25_000,
} as const

/** Milliseconds. A proxy that waits longest for a first byte by default gives up after 50 to 60 s. */
const waitMsMax = 45_000

/** Requests. Far above what any engine works off in the time that somebody may wait. */
const waitingMax = 10_000

/** Turns. A use case with more than this against one with a single turn would leave it next to nothing. */
const shareMax = 100

/** Far above any installation we know; a bound that is never reached is better left out. */
const perMinuteMax = { requests: 1_000_000, tokens: 1_000_000_000 } as const

const concurrentMax = 1_000_000

function bounds(whose: string) {
  const atMost = (max: number, what: string) => z.int().min(1).max(max).exactOptional().describe(`${whose}: ${what}.`)
  return {
    concurrentRequests: atMost(concurrentMax, 'requests at the same time, waiting ones included'),
    concurrentStreams: atMost(concurrentMax, 'streamed answers at the same time'),
    requestsPerMinute: atMost(perMinuteMax.requests, 'requests a minute'),
    tokensPerMinute: atMost(perMinuteMax.tokens, 'tokens a minute, of requests and answers together'),
  }
}

export const limits = section({
  ...bounds('All of its keys together'),
  perKey: section(bounds('Each key')).exactOptional().describe('The same for each of its keys by itself.'),
  share: z
    .int()
    .min(1)
    .max(shareMax)
    .default(1)
    .describe('Turns of the use case in each round, where requests wait for a place at an engine.'),
})
  .exactOptional()
  .describe('How much may be asked for. What is not named is not bounded.')

export const queue = section({
  max: z.int().min(1).max(waitingMax).default(queueDefaults.max).describe('Requests that may wait for this engine.'),
  waitMs: z
    .int()
    .min(1)
    .max(waitMsMax)
    .default(queueDefaults.waitMs)
    .describe('How long a request may wait, in milliseconds; never longer than timeouts.firstByteMs.'),
})
  .exactOptional()
  .describe('Lets requests wait for a place under concurrentRequestsMax. Without it they are refused at once.')

interface Queued {
  readonly upstreams: readonly { readonly concurrentRequestsMax?: number; readonly queue?: unknown }[]
}

/** Queues that nobody will ever stand in: without a bound at the engine there is nothing to wait for. */
export function queueProblems({ upstreams }: Queued): readonly ConfigProblem[] {
  return upstreams.flatMap(({ concurrentRequestsMax, queue: line }, index) =>
    line !== undefined && concurrentRequestsMax === undefined
      ? [{ path: pathText(['upstreams', index, 'queue']), problem: configSentences.queueWithoutMax }]
      : [],
  )
}
