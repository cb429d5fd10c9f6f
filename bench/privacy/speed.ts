/** How fast personal data are found, replaced and put back, in this process and after a start. */
import { createHmac } from 'node:crypto'

import { Detection, type Segment } from '../../packages/privacy/src/detect.ts'
import { pseudonymise } from '../../packages/privacy/src/pseudonym/pseudonymise.ts'
import { Restorer } from '../../packages/privacy/src/restore/restorer.ts'
import type { Random } from '../../test/privacy/random.ts'
import { type PromptLanguage, promptOf } from './prompts.ts'
import { findingsIn, policies } from './quality.ts'

const policy = policies.balanced

/** Bytes of a prompt, as most are. */
export const promptBytes = 2_000

/** Prompts of a round: enough that a round takes longer than the clock and the collector are coarse. */
const promptsOfRound = 200
/** A server that has been at work for a few seconds: compilers take their time, and more of it where cores are shared. */
const warmUpPrompts = 2_000

const digest = (value: string): Uint8Array => createHmac('sha256', 'bench').update(value).digest()

export type Act = (text: string) => unknown

export function actsOf(detection: Detection): Readonly<Record<'structured' | 'recogniser' | 'pseudonymise', Act>> {
  const structuredOnly = new Detection(undefined)
  return {
    structured: (text) => findingsIn(text, structuredOnly, policy),
    recogniser: (text) => findingsIn(text, detection, policy),
    pseudonymise: (text) => {
      const findings = findingsIn(text, detection, policy)
      return pseudonymise([{ text, findings, form: 'text' }], { digest, policy })
    },
  }
}

export function prompts(
  random: Random,
  { count, bytes, language }: { count: number; bytes: number; language: PromptLanguage },
): readonly string[] {
  return Array.from({ length: count }, () => promptOf(random, bytes, language))
}

/** 10⁶ bytes of UTF-8 a second. */
export function mbPerSecond(texts: readonly string[], act: Act): number {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const at = performance.now()
  for (const text of texts) act(text)
  return bytes / 1_000 / (performance.now() - at)
}

export interface Throughput {
  readonly structured: number
  readonly recogniser: number
  /** A loop that hashes each character: what the machine had to give at that moment. */
  readonly loop: number
}

/** Each round looks at texts that none has seen; the acts take turns within a round. */
export function throughputs(detection: Detection, { rounds, random }: Rounds): readonly Throughput[] {
  const acts = actsOf(detection)
  const round = (): readonly string[] =>
    prompts(random, { count: promptsOfRound, bytes: promptBytes, language: 'mixed' })
  for (let done = 0; done < warmUpPrompts; done += promptsOfRound)
    for (const text of round()) Object.values(acts).forEach((act) => act(text))
  return Array.from({ length: rounds }, () => {
    const texts = round()
    return {
      loop: mbPerSecond(texts, hashed),
      structured: mbPerSecond(texts, acts.structured),
      recogniser: mbPerSecond(texts, acts.recogniser),
    }
  })
}

export interface Rounds {
  readonly rounds: number
  readonly random: Random
}

let hash = 0

function hashed(text: string): number {
  for (let place = 0; place < text.length; place++) hash = (Math.imul(hash, 31) + text.charCodeAt(place)) | 0
  return hash
}

/** Milliseconds of each call, each with a text of its own, in a process that has been at work for a while. */
export function timesOf(
  act: Act,
  { random, bytes, count }: { random: Random; bytes: number; count: number },
): readonly number[] {
  // As many kilobytes before it counts, whatever the size of one.
  const warmUp = Math.max(3, Math.round((warmUpPrompts * promptBytes) / Math.max(bytes, promptBytes)))
  for (let index = 0; index < warmUp; index++) act(promptOf(random, bytes, 'mixed'))
  return Array.from({ length: count }, () => {
    const text = promptOf(random, bytes, 'mixed')
    // Flat before the clock starts: a text that was joined a moment ago is made one when it is first read, and one that comes from
    // the network is one already.
    hashed(text)
    const at = performance.now()
    act(text)
    return performance.now() - at
  })
}

/** The value below which this share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Characters of a streamed event, as engines send them: one token. */
const tokenCharacters = 4

/** Nanoseconds that restoring adds to a streamed event, in an answer that repeats the pseudonyms of a prompt. */
export function restoreNanosecondsPerEvent(detection: Detection, { rounds, random }: Rounds): number {
  const times = Array.from({ length: rounds * 20 }, () => {
    const text = promptOf(random, promptBytes * 5, 'mixed')
    const segment: Segment = { text, form: 'text' }
    const findings = findingsIn(text, detection, policy)
    const { masked, mapping } = pseudonymise([{ ...segment, form: 'text', findings }], { digest, policy })
    const stream = new Restorer(mapping).stream('text')
    const events = (masked[0] ?? '').match(new RegExp(`[^]{1,${tokenCharacters}}`, 'g')) ?? []
    const pieces: string[] = []
    const at = performance.now()
    for (const event of events) pieces.push(stream.feed(event))
    pieces.push(stream.end())
    const took = performance.now() - at
    if (pieces.join('') !== text) throw new Error('an answer was not restored to what was sent')
    return (took * 1_000_000) / events.length
  })
  return median(times)
}
