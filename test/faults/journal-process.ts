// A process that opens the real journal with its threads and records calls, as the server does. It tells on standard output,
// line by line, what it was told: whatever stands there must be true after any end of this process.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { parseConfig } from '@stellwerk/contract/config'

import { exampleIntent, exampleOutcome } from '../../packages/contract/src/journal/example-drafts.ts'
import type { Journal } from '../../packages/server/src/journal/journal.ts'
import { NotRecorded } from '../../packages/server/src/journal/journal.ts'
import type { JournalItem, Receipt } from '../../packages/server/src/journal/messages.ts'
import { configurationDigest, openJournal } from '../../packages/server/src/journal-wiring.ts'
import { logsOf } from '../../packages/server/src/log-folder.ts'
import { parseLogFamily } from '../../packages/server/src/witness/trusted-logs.ts'
import { openWitness } from '../../packages/server/src/witness/witness.ts'
import { committedTo } from '../journal/committed-to.ts'

/** What to do. */
export interface Job {
  readonly data: string
  readonly floor?: string | undefined
  /** A witness in the same process, which knows the log by this key. */
  readonly witness?: { readonly folder: string; readonly logVkey: string } | undefined
  /** Calls one after the other and beside each other; each is an intent and an outcome. */
  readonly groups: readonly number[]
  /** Whether the groups begin again until the journal stops. */
  readonly isEndless?: boolean | undefined
  /** Whether a caller who hears of a full disk comes again, for a while, until it has room. */
  readonly isPatient?: boolean | undefined
  /** A file with which an endless process ends in good order. */
  readonly until?: string | undefined
  readonly segmentBytes: number
}

/** What the process tells. */
export type Told =
  | { readonly kind: 'thread'; readonly name: 'writer' | 'publisher'; readonly id: number }
  | { readonly kind: 'ready' }
  /** What the witness remembers, in base64. */
  | { readonly kind: 'remembered'; readonly note: string }
  | { readonly kind: 'written'; readonly requestId: string; readonly origin: string; readonly index: number }
  | { readonly kind: 'refused'; readonly requestId: string; readonly code: string }
  /** The file as it was published, in base64. */
  | { readonly kind: 'checkpoint'; readonly note: string }
  | { readonly kind: 'stopped'; readonly name: string; readonly message: string }
  /** Nobody waits for an answer any more. */
  | { readonly kind: 'settled'; readonly waitingCount: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'notOpened'; readonly message: string }

const lookEveryMs = 1
/** The publisher looks once a second whether there is room. */
const [patienceMs, againMs] = [5_000, 50]
const keeping = { class: 'metadata', deleteOnDay: 30_000 } as const
const tell = (told: Told): void => void writeSync(1, `${JSON.stringify(told)}\n`)

/** Every checkpoint that a reader of any log could have seen. */
function watchCheckpoints(data: string): () => void {
  const last = new Map<string, string>()
  const look = (): void => {
    for (const path of foldersOfLogs(data)) {
      const note = readNote(join(path, 'checkpoint'))
      if (note !== '' && note !== last.get(path)) tell({ kind: 'checkpoint', note })
      last.set(path, note)
    }
  }
  const timer = setInterval(look, lookEveryMs)
  return () => {
    clearInterval(timer)
    look()
  }
}

function foldersOfLogs(data: string): readonly string[] {
  try {
    return logsOf(data).map(({ path }) => path)
  } catch {
    return [] // The disk under it is gone.
  }
}

function readNote(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path).toString('base64') : ''
  } catch {
    return ''
  }
}

class Caller {
  readonly #journal: Journal
  readonly #configuration: string
  waitingCount = 0
  /** Why the newest entry was not written. */
  lastRefusal: string | undefined
  #count = 0

  constructor(journal: Journal, configuration: string) {
    this.#journal = journal
    this.#configuration = configuration
  }

  async call(): Promise<void> {
    const requestId = `req_${process.pid}_${this.#count++}`
    const intent = exampleIntent(requestId, { configuration: this.#configuration, commitments: {} })
    const person = { key: 'key-7', user: `user-${this.#count % 5}` }
    const committed = committedTo({ request: `request of ${requestId}`, sentRequest: `sent request of ${requestId}` })
    const subjects = [`key:${person.key}`, `user:${person.user}`]
    const about = await this.#append({ draft: intent, subjects, identities: person, committed, keeping })
    if (about === undefined) return
    const outcome = exampleOutcome(requestId, about.index, { about, commitments: {} })
    await this.#append({
      draft: outcome,
      subjects,
      identities: {},
      committed: committedTo({ response: 'an answer' }),
      keeping,
    })
  }

  async #append(item: JournalItem): Promise<Receipt | undefined> {
    const requestId = 'requestId' in item.draft ? item.draft.requestId : ''
    this.waitingCount++
    try {
      const receipt = await this.#journal.append(item)
      tell({ kind: 'written', requestId, ...receipt })
      this.lastRefusal = undefined
      return receipt
    } catch (error) {
      this.lastRefusal = error instanceof NotRecorded ? error.code : String(error)
      tell({ kind: 'refused', requestId, code: this.lastRefusal })
      return undefined
    } finally {
      this.waitingCount--
    }
  }
}

/** Opens the witness, and asks it as a stranger would. */
async function openWatcher({ folder, logVkey }: NonNullable<Job['witness']>) {
  const logs = [parseLogFamily(logVkey)]
  const where = { folder, host: '127.0.0.1', port: 0, name: 'witness.example' }
  const witness = await openWitness({ ...where, logs, now: () => Date.now() })
  const hash = createHash('sha256').update(logVkey.split('+')[0] ?? '')
  const answer = await fetch(`${witness.url}/${hash.digest('hex')}/checkpoint`)
  const note = answer.status === 200 ? Buffer.from(await answer.arrayBuffer()) : Buffer.alloc(0)
  tell({ kind: 'remembered', note: note.toString('base64') })
  return witness
}

async function run(job: Job): Promise<void> {
  const { data, floor, segmentBytes } = job
  const witness = job.witness === undefined ? undefined : await openWatcher(job.witness)
  const witnesses = witness === undefined ? [] : [{ vkey: witness.vkey, url: witness.url }]
  const journalConfig = { name: 'gateway.example', witnesses, ...(floor === undefined ? {} : { floor }) }
  const config = parseConfig({ data, journal: journalConfig })
  const startThread = (file: string): Worker =>
    file.startsWith('writer')
      ? new Worker(new URL('./gated-writer.ts', import.meta.url).href, { argv: ['writer'] })
      : new Worker(new URL('./gated-publisher.ts', import.meta.url).href, { argv: ['publisher'] })
  const log = {
    event: (name: string, facts: object) => {
      if (name === 'journal.stopped' && 'name' in facts && 'message' in facts) {
        tell({ kind: 'stopped', name: String(facts.name), message: String(facts.message) })
      }
    },
  }
  const { journal, close } = await openJournal(config, { version: '0.0.0', segmentBytes, startThread }, log)
  tell({ kind: 'ready' })
  const stopWatching = watchCheckpoints(data)
  const caller = new Caller(journal, configurationDigest(config))
  do {
    for (const count of job.groups) await Promise.all(Array.from({ length: count }, () => caller.call()))
  } while (job.isEndless === true && journal.stoppedBy === undefined && !existsSync(job.until ?? ''))
  const patience = performance.now() + patienceMs
  while (job.isPatient === true && caller.lastRefusal === 'disk_full' && performance.now() < patience) {
    await Bun.sleep(againMs)
    await caller.call()
  }
  await close()
  stopWatching()
  tell({ kind: 'settled', waitingCount: caller.waitingCount })
  if (journal.stoppedBy?.name === 'closed') tell({ kind: 'closed' })
}

if (import.meta.main) {
  const job = JSON.parse(process.argv[2] ?? '') as Job
  try {
    await run(job)
  } catch (error) {
    tell({ kind: 'notOpened', message: error instanceof Error ? error.message : String(error) })
  }
  process.exit(0)
}
