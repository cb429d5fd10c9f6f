import type { BackgroundKind } from '@stellwerk/contract/asserted'
import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { ErrorCode } from '@stellwerk/contract/error'
import type { EngineCounter } from '@stellwerk/contract/journal/reconciliation'

/**
 * Labels that a metric may carry. There is none for a key, a person or a text, so that nobody can add one in passing
 * (docs/laws.md, law 7). Values come from the configuration or from closed lists, which bounds their number.
 */
export interface MetricLabels {
  readonly endpoint?: Endpoint | 'models'
  readonly useCase?: string
  readonly deployment?: string
  readonly upstream?: string
  readonly ending?: string
  readonly code?: ErrorCode
  readonly direction?: 'prompt' | 'completion'
  readonly counter?: EngineCounter
  readonly background?: BackgroundKind
  readonly field?: string
}

/** Distinct label sets per metric. Static names fit in many times; a bug that does not is stopped here. */
const seriesMax = 10_000

/** Seconds. From a cached refusal to an answer of many minutes. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800]

interface Series {
  readonly labels: string
  value: number
}

class Counter {
  readonly name: string
  readonly help: string
  readonly #series = new Map<string, Series>()

  constructor(name: string, help: string) {
    this.name = name
    this.help = help
  }

  add(labels: MetricLabels, value = 1): void {
    this.of(labels)(value)
  }

  /** Adds to one label set; keep it where the same labels come again with each request. */
  of(labels: MetricLabels): (value?: number) => void {
    const text = labelText(labels)
    const known = this.#series.get(text) ?? { labels: text, value: 0 }
    if (this.#series.size < seriesMax) this.#series.set(text, known)
    return (value = 1) => {
      known.value += value
    }
  }

  *lines(): Generator<string> {
    yield `# HELP ${this.name} ${this.help}`
    yield `# TYPE ${this.name} counter`
    for (const { labels, value } of this.#series.values()) yield `${this.name}${braces(labels)} ${value}`
  }
}

class Histogram {
  readonly name: string
  readonly help: string
  readonly #series = new Map<string, { readonly counts: Float64Array; sum: number; count: number }>()

  constructor(name: string, help: string) {
    this.name = name
    this.help = help
  }

  /** Observes one label set; keep it where the same labels come again with each request. */
  of(labels: MetricLabels): (seconds: number) => void {
    const text = labelText(labels)
    const series = this.#series.get(text) ?? { counts: new Float64Array(durationBuckets.length), sum: 0, count: 0 }
    if (this.#series.size < seriesMax) this.#series.set(text, series)
    return (seconds) => {
      series.sum += seconds
      series.count++
      let bucket = 0
      while (bucket < durationBuckets.length && seconds > (durationBuckets[bucket] ?? 0)) bucket++
      // Past the last bound there is only the total.
      if (bucket < durationBuckets.length) series.counts[bucket] = (series.counts[bucket] ?? 0) + 1
    }
  }

  *lines(): Generator<string> {
    yield `# HELP ${this.name} ${this.help}`
    yield `# TYPE ${this.name} histogram`
    for (const [labels, { counts, sum, count }] of this.#series) {
      let below = 0
      for (const [index, bound] of durationBuckets.entries()) {
        below += counts[index] ?? 0
        yield `${this.name}_bucket${braces(joined(labels, `le="${bound}"`))} ${below}`
      }
      yield `${this.name}_bucket${braces(joined(labels, 'le="+Inf"'))} ${count}`
      yield `${this.name}_sum${braces(labels)} ${sum}`
      yield `${this.name}_count${braces(labels)} ${count}`
    }
  }
}

/** Values that are read when somebody asks. */
export interface Gauges {
  readonly runningCount: () => number
  readonly outstanding: () => ReadonlyMap<string, number>
  /** Requests that wait for a place, by upstream. */
  readonly waiting: () => ReadonlyMap<string, number>
  readonly reachable: () => ReadonlyMap<string, boolean>
  /** What the last reconciliation found, for each counter that could be compared. */
  readonly reconciled: () => readonly {
    readonly upstream: string
    readonly counter: EngineCounter
    readonly by: number
  }[]
}

/** All metrics of the process, in the text format of Prometheus (version 0.0.4). */
export class Metrics {
  readonly finished = new Counter('stellwerk_requests_total', 'Calls that went to an engine, by how they ended.')
  readonly refused = new Counter('stellwerk_refusals_total', 'Refusals of known callers, by code.')
  readonly unidentified = new Counter(
    'stellwerk_unidentified_requests_total',
    'Requests without a known caller or a readable body, by code.',
  )
  readonly background = new Counter(
    'stellwerk_background_calls_total',
    'Calls that a front end made by itself beside a conversation, such as titles; contained in the requests.',
  )
  readonly tokens = new Counter('stellwerk_tokens_total', 'Tokens as reported by the engines.')
  readonly tokensEstimated = new Counter(
    'stellwerk_tokens_estimated_total',
    'Tokens that count against a limit and that no engine reported.',
  )
  readonly dropped = new Counter(
    'stellwerk_dropped_fields_total',
    'Fields of answers that the field map does not know.',
  )
  readonly duration = new Histogram('stellwerk_request_duration_seconds', 'From arrival to the last byte.')
  readonly firstByte = new Histogram('stellwerk_first_byte_seconds', 'From arrival to the first byte of the answer.')

  readonly queueWait = new Histogram(
    'stellwerk_queue_wait_seconds',
    'Waits for a place at an engine that ended with one.',
  )

  expose(gauges: Gauges): string {
    const lines: string[] = []
    for (const metric of [
      this.finished,
      this.refused,
      this.unidentified,
      this.background,
      this.tokens,
      this.tokensEstimated,
      this.dropped,
    ])
      lines.push(...metric.lines())
    for (const metric of [this.duration, this.firstByte, this.queueWait]) lines.push(...metric.lines())
    gauge(lines, 'stellwerk_running_requests', 'Calls that are running now.', [['', gauges.runningCount()]])
    const outstanding = [...gauges.outstanding()].map(([upstream, value]) => [labelText({ upstream }), value] as const)
    gauge(lines, 'stellwerk_upstream_outstanding_requests', 'Requests at an engine now.', outstanding)
    const waiting = [...gauges.waiting()].map(([upstream, value]) => [labelText({ upstream }), value] as const)
    gauge(lines, 'stellwerk_queue_waiting_requests', 'Requests that wait for a place at an engine now.', waiting)
    const reachable = [...gauges.reachable()].map(([upstream, is]) => [labelText({ upstream }), is ? 1 : 0] as const)
    gauge(lines, 'stellwerk_upstream_reachable', 'Whether the last health check succeeded.', reachable)
    const deviations = gauges
      .reconciled()
      .map(({ upstream, counter, by }) => [labelText({ upstream, counter }), by] as const)
    const deviationHelp =
      'What an engine counted beyond the journal (above 0) or short of it, at the last reconciliation.'
    gauge(lines, 'stellwerk_reconciliation_deviation', deviationHelp, deviations)
    gauge(lines, 'process_resident_memory_bytes', 'Resident memory.', [['', process.memoryUsage.rss()]])
    return `${lines.join('\n')}\n`
  }
}

function gauge(lines: string[], name: string, help: string, values: readonly (readonly [string, number])[]): void {
  lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`)
  for (const [labels, value] of values) lines.push(`${name}${braces(labels)} ${value}`)
}

function labelText(labels: MetricLabels): string {
  let text = ''
  for (const [name, value] of Object.entries(labels)) {
    if (value !== undefined) text = joined(text, `${name}="${escaped(String(value))}"`)
  }
  return text
}

function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))
}

function joined(left: string, right: string): string {
  return left === '' ? right : `${left},${right}`
}

function braces(labels: string): string {
  return labels === '' ? '' : `{${labels}}`
}
