import type { BackgroundKind } from '@stellwerk/contract/asserted'
import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { ErrorCode } from '@stellwerk/contract/error'
import { isJsonObject, type Json } from '@stellwerk/contract/json'
import { type Lamp, type Lamps, lamps } from '@stellwerk/contract/lamp'

import { faultOf, type Log } from './log.ts'
import type { Metrics } from './metrics.ts'

interface CallFacts {
  readonly requestId: string
  readonly endpoint: Endpoint
  readonly useCaseId: string
}

interface RefusalFacts {
  readonly requestId: string
  readonly endpoint: Endpoint | 'models'
  readonly useCaseId: string
  readonly code: ErrorCode
  readonly lamps?: Lamps | undefined
}

export interface OutcomeFacts extends CallFacts {
  readonly deploymentId: string
  readonly model: string
  readonly attempt: number
  readonly background?: BackgroundKind | undefined
  readonly isStream: boolean
  readonly ending: string
  readonly code?: ErrorCode | undefined
  readonly firstByteMs?: number | undefined
  readonly totalMs: number
  readonly usage?: Json | undefined
  readonly droppedFieldCount: number
}

/** Receives finished attempts, for example to send them on as traces. */
export type OnOutcome = (facts: OutcomeFacts) => void

/**
 * Requests that nobody can be asked about are counted, and one line a minute says how many; an attacker must not be able
 * to fill the log.
 */
const unidentifiedEveryMs = 60_000

/**
 * Records of calls as lines of the operational log and as metrics. They promise nothing: evidence is the journal's.
 */
export function createRecords(log: Log, metrics: Metrics, onOutcome: OnOutcome) {
  const unidentified = new Map<ErrorCode, number>()
  const tell = (): void => {
    for (const [code, count] of unidentified) log.event('requests.unidentified', { code, count })
    unidentified.clear()
  }
  const timer = setInterval(tell, unidentifiedEveryMs)
  timer.unref()
  const known = new Map<string, ReturnType<typeof measuredNew>>()
  // Label sets are few and come with every request: their text is made once.
  const measuredFor = (facts: OutcomeFacts) => {
    const name = `${facts.endpoint} ${facts.useCaseId} ${facts.deploymentId} ${facts.ending}`
    const measured = known.get(name) ?? measuredNew(metrics, facts)
    known.set(name, measured)
    return measured
  }
  return {
    unidentified(code: ErrorCode): void {
      metrics.unidentified.add({ code })
      unidentified.set(code, (unidentified.get(code) ?? 0) + 1)
    },
    async refused(facts: RefusalFacts): Promise<void> {
      const { requestId, endpoint, useCaseId, code } = facts
      metrics.refused.add({ endpoint, useCase: useCaseId, code })
      const shut = facts.lamps === undefined ? undefined : shutLamps(facts.lamps)
      if (shut === undefined) log.event('request.refused', { requestId, endpoint, useCase: useCaseId, code })
      else log.event('decision.denied', { requestId, endpoint, useCase: useCaseId, code, shut })
    },
    refusedAgain({ endpoint, useCaseId, code }: RefusalFacts): void {
      metrics.refused.add({ endpoint, useCase: useCaseId, code })
    },
    refusedOften({ endpoint, useCaseId, code, count }: RefusalFacts & { readonly count: number }): void {
      log.event('requests.refusedAgain', { endpoint, useCase: useCaseId, code, count })
    },
    async outcome(facts: OutcomeFacts): Promise<void> {
      const { endpoint, useCaseId: useCase, deploymentId: deployment, ending } = facts
      const measured = measuredFor(facts)
      measured.finished()
      // Further attempts are of the same call.
      if (facts.background !== undefined && facts.attempt === 1)
        metrics.background.add({ useCase, background: facts.background })
      measured.duration(facts.totalMs / 1000)
      if (facts.firstByteMs !== undefined) measured.firstByte(facts.firstByteMs / 1000)
      const promptTokens = countIn(facts.usage, 'prompt_tokens')
      const completionTokens = countIn(facts.usage, 'completion_tokens')
      if (promptTokens !== undefined) measured.promptTokens(promptTokens)
      if (completionTokens !== undefined) measured.completionTokens(completionTokens)
      onOutcome(facts)
      if (!log.isOn('request.finished')) return
      const { requestId, attempt, isStream, code, droppedFieldCount } = facts
      log.event('request.finished', {
        requestId,
        endpoint,
        useCase,
        deployment,
        attempt,
        isStream,
        ending,
        code,
        firstByteMs: facts.firstByteMs === undefined ? undefined : rounded(facts.firstByteMs),
        totalMs: rounded(facts.totalMs),
        promptTokens,
        completionTokens,
        droppedFieldCount,
      })
    },
    dropped(endpoint: Endpoint, field: string): void {
      metrics.dropped.add({ endpoint, field })
    },
    fault(requestId: string, error: unknown): void {
      log.event('fault', faultOf(error, requestId))
    },
    close(): void {
      clearInterval(timer)
      tell()
    },
  }
}

function measuredNew(metrics: Metrics, facts: OutcomeFacts) {
  const { endpoint, useCaseId: useCase, deploymentId: deployment, ending } = facts
  return {
    finished: metrics.finished.of({ endpoint, useCase, deployment, ending }),
    duration: metrics.duration.of({ endpoint, deployment }),
    firstByte: metrics.firstByte.of({ endpoint, deployment }),
    promptTokens: metrics.tokens.of({ useCase, deployment, direction: 'prompt' }),
    completionTokens: metrics.tokens.of({ useCase, deployment, direction: 'completion' }),
  }
}

function shutLamps(shown: Lamps): readonly Lamp[] {
  return lamps.filter((lamp) => shown[lamp].state === 'blocked' || shown[lamp].state === 'unknown')
}

/** What an engine says may be anything; only a whole number is a count. */
function countIn(usage: Json | undefined, name: string): number | undefined {
  const value = isJsonObject(usage) ? usage[name] : undefined
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** Hundredths of a millisecond are noise. */
function rounded(ms: number): number {
  return Math.round(ms * 10) / 10
}
