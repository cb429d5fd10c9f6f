// One run of a journal in a process of its own, so that its disk can be slowed: `bun bench/journal/writing.ts '{…}'`.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { Journal } from '../../packages/server/src/journal/journal.ts'
import type { JournalItem, Receipt } from '../../packages/server/src/journal/messages.ts'
import { committedTo } from '../../test/journal/committed-to.ts'

/** What to do in the folder, and for how long. */
export interface Writing {
  readonly folder: string
  /** Entries a second in an open loop; 0 for as many as 4,000 calls at a time give. */
  readonly rate: number
  /** Stops after so many seconds, or after so many entries if that is first. */
  readonly seconds: number
  readonly entriesMax: number
}

export interface Written {
  readonly openMs: number
  readonly entries: number
  readonly failed: number
  readonly entriesPerSecond: number
  readonly ackP50Ms: number
  readonly ackP99Ms: number
  /** How late a timer of the main thread was. */
  readonly loopDelayP99Ms: number
}

export const origin = 'bench.example/log/2026h2'
/** Before anything counts: the compilers of all threads get their chance, as in the gateway's bench. */
const warmUpSeconds = 2
const callsAtATime = 4_000
/** A chat of 300 bytes, as in the promises. */
const prompt = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'x'.repeat(240) }] })
const clear = { dataProtection: 'clear', governance: 'clear', licence: 'clear', security: 'clear' } as const
const keeping = { class: 'metadata', deleteOnDay: 20_900 } as const

function intent(number: number): JournalItem {
  return {
    draft: {
      type: 'intent',
      requestId: `req_${number}`,
      operation: 'chat/completions',
      useCase: 'bench',
      model: 'm',
      deployment: 'd',
      attempt: 1,
      isStream: false,
      lamps: clear,
      epoch: 1,
      validUntil: 1_800_000_000_000,
      configuration: 'a'.repeat(64),
      retention: { class: 'metadata', deleteOn: '2027-05-01' },
      commitments: {},
      bytes: { request: 512, sentRequest: 512 },
    },
    subjects: [`key:${number % 1_000}`],
    identities: { key: `${number % 1_000}` },
    committed: committedTo({ request: prompt, sentRequest: prompt }),
    keeping,
  }
}

function outcome(number: number, about: Receipt): JournalItem {
  return {
    draft: {
      type: 'outcome',
      requestId: `req_${number}`,
      operation: 'chat/completions',
      useCase: 'bench',
      model: 'm',
      deployment: 'd',
      about,
      ending: 'finished',
      firstByteMs: 3,
      totalMs: 12,
      dropped: 0,
      tokens: { prompt: 60, completion: 60, total: 120 },
      commitments: {},
      bytes: { response: 512, deliveredResponse: 512 },
    },
    subjects: [`key:${number % 1_000}`],
    identities: {},
    committed: committedTo({ response: prompt, deliveredResponse: prompt }),
    keeping,
  }
}

export function openBenchJournal(folder: string): Promise<Journal> {
  const log = join(folder, 'journal', '2026h2')
  for (const path of [log, join(folder, 'keys')]) mkdirSync(path, { recursive: true, mode: 0o700 })
  const thread = (name: string): Worker => new Worker(join(import.meta.dirname, '../../packages/server/src', name))
  return Journal.open(
    {
      kind: 'open',
      places: { dataDirectory: folder, folder: log, origin, floorCopyPath: undefined, segmentBytes: undefined },
      vault: { key: {} },
      version: '0.0.0',
      configuration: 'a'.repeat(64),
      remembered: [],
      newReplica: '00000000000000aa',
      now: Date.now(),
    },
    { writer: thread('writer-worker.ts'), publisher: thread('publisher-worker.ts') },
    {
      onStopped: ({ message }) => process.stderr.write(`${message}\n`),
      onPublished: () => undefined,
      onTurned: () => undefined,
    },
    () => performance.now(),
  )
}

async function write({ folder, rate, seconds, entriesMax }: Writing): Promise<Written> {
  const startedAt = performance.now()
  const journal = await openBenchJournal(folder)
  const openMs = performance.now() - startedAt
  const waits: number[] = []
  const delays: number[] = []
  let [sent, done, failed, calls] = [0, 0, 0, 0]
  const append = async (item: JournalItem): Promise<Receipt | undefined> => {
    const at = performance.now()
    sent++
    try {
      const receipt = await journal.append(item)
      waits.push(performance.now() - at)
      done++
      return receipt
    } catch {
      failed++
      return undefined
    }
  }
  const call = async (number: number): Promise<void> => {
    calls++
    const receipt = await append(intent(number))
    if (receipt !== undefined) await append(outcome(number, receipt))
    calls--
  }
  const begunAt = performance.now()
  let [countedAt, countedFrom] = [begunAt, 0]
  for (let number = 0; sent < entriesMax;) {
    const elapsed = performance.now() - begunAt
    if (elapsed > (warmUpSeconds + seconds) * 1_000) break
    if (countedAt === begunAt && elapsed > warmUpSeconds * 1_000) {
      ;[countedAt, countedFrom] = [performance.now(), done]
      waits.length = 0
      delays.length = 0
    }
    const due = rate === 0 ? Number.POSITIVE_INFINITY : (elapsed / 1_000) * (rate / 2)
    while (number < due && calls < callsAtATime && number * 2 < entriesMax) void call(number++)
    const sleptAt = performance.now()
    await Bun.sleep(1)
    delays.push(performance.now() - sleptAt - 1)
  }
  while (calls > 0) await Bun.sleep(1)
  const tookMs = performance.now() - countedAt
  await journal.close()
  return {
    openMs,
    entries: done,
    failed,
    entriesPerSecond: (done - countedFrom) / (tookMs / 1_000),
    ackP50Ms: share(waits, 0.5),
    ackP99Ms: share(waits, 0.99),
    loopDelayP99Ms: share(delays, 0.99),
  }
}

function share(values: number[], part: number): number {
  values.sort((one, other) => one - other)
  return values[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0
}

if (import.meta.main) {
  // Written by bench/journal.ts a moment ago.
  const writing = JSON.parse(process.argv[2] ?? '{}') as Writing
  process.stdout.write(`${JSON.stringify(await write(writing))}\n`)
  process.exit(0)
}
