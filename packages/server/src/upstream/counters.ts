// What an engine has counted since it began. Asked for as its health is: at its checked address, with its key, within the
// same time.
import type { EngineCounter } from '@stellwerk/contract/journal/reconciliation'

import type { EngineCounters } from './engine.ts'
import { MalformedPage, readPage } from './metrics-page.ts'

/** What a reading found. */
export type CounterReading =
  | {
      readonly state: 'read'
      /** Different after the engine began anew, where it says so. */
      readonly run: string | undefined
      readonly totals: readonly CounterTotal[]
    }
  /** The engine has no counters, or does not show them. */
  | { readonly state: 'uncounted' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'malformed' }

export interface CounterTotal {
  readonly counter: EngineCounter
  readonly total: number
  /** By how much the engine may have rounded it, up or down. */
  readonly rounding: number
}

/** A page as it came. */
export interface CounterPage {
  readonly status: number
  readonly headers: Headers
  /** Undefined if there was more than is read. */
  readonly text: string | undefined
}

/** Bytes of a page. vLLM shows some 200 kB of histograms for each of its ranks; reading this many takes a tenth of a second. */
export const pageBytesMax = 4_194_304

/** Seconds since the epoch at which a process began: the client library of Prometheus for Python says so. */
const startName = 'process_start_time_seconds'
/** The same from llama.cpp. */
const startHeader = 'process-start-time-unix'

/** What the page of an engine of this kind says. */
export function readingOf(page: CounterPage, counters: EngineCounters): CounterReading {
  // 404 and 501: counters are an option of most engines (`--metrics`, `--enable-metrics`), and here it is off.
  if (page.status !== 200) return { state: page.status >= 500 && page.status !== 501 ? 'unreachable' : 'uncounted' }
  if (page.text === undefined) return { state: 'malformed' }
  try {
    const named = Object.entries(counters.names)
    const sums = readPage(page.text, [...Object.values(counters.names), startName])
    // Some engines show a counter only once it has moved. One that shows none of its names at all is told by its growth.
    const totals = named.map(([counter, name]) => totalOf(counter as EngineCounter, sums.get(name) ?? 0, counters))
    const run = sums.get(startName)?.toString() ?? page.headers.get(startHeader) ?? undefined
    return { state: 'read', run, totals }
  } catch (error) {
    if (error instanceof MalformedPage) return { state: 'malformed' }
    throw error
  }
}

function totalOf(counter: EngineCounter, sum: number, { digits }: EngineCounters): CounterTotal {
  const total = Math.round(sum)
  return { counter, total, rounding: digits === undefined ? 0 : roundingOf(total, digits) }
}

/** Half a unit of the last digit. @example roundingOf(12_345_600, 6) // 50 */
function roundingOf(total: number, digits: number): number {
  const length = String(total).length
  return length <= digits ? 0 : Math.ceil(10 ** (length - digits) / 2)
}
