// Erasures, holds and ends of terms, from the wish to the entry that says so. What is deleted is deleted first and told
// afterwards; if we stop in between, the vault knows what is still to be told, and the next start does.
import { GatewayError } from '@stellwerk/contract/error'
import type {
  EntryAt,
  EraseWish,
  ErasureReport,
  HoldView,
  HoldWish,
  JournalOffice,
  LiftWish,
} from '@stellwerk/contract/journal-office'
import { eraseSchema, erasureGroundOf, holdSchema, liftSchema, unreached } from '@stellwerk/contract/journal-office'
import type { z } from 'zod'

import type { JournalItem } from './messages.ts'
import type { TaskKind, TaskOf, TaskResult, UntoldErasure } from './tasks.ts'
import { TaskFailed } from './tasks.ts'
import { countOf, erasureItems, holdItem, together } from './vault-entries.ts'
import { retentionGround } from './vault-tasks.ts'

/** Milliseconds between two looks whether somebody still reads the vault, and how many of them. */
const [wipeEveryMs, wipeTriesMax] = [500, 20]

/** Milliseconds that everybody else gets between two steps of an expiry, each of which takes some 200. */
const stepPauseMs = 50

export interface OfficePorts {
  readonly append: (item: JournalItem) => Promise<EntryAt>
  readonly task: <Kind extends TaskKind>(task: TaskOf<Kind>) => Promise<TaskResult<Kind>>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly pause: (ms: number) => Promise<void>
}

/** The vault as people work with it. One thing at a time. */
export class VaultOffice implements JournalOffice {
  readonly #ports: OfficePorts
  #last: Promise<unknown> = Promise.resolve()

  constructor(ports: OfficePorts) {
    this.#ports = ports
  }

  /** @throws {GatewayError} request_invalid, not_found, vault_unavailable; with `erasure_untold` it is erased */
  erase(wish: EraseWish): Promise<ErasureReport> {
    const checked = parse(eraseSchema, wish)
    return this.#alone(async () => {
      const at = this.#ports.now()
      const { erased, heldBack, holds, pending } = await this.#ports.task({ kind: 'erase', ...checked, at })
      const told = pending === undefined ? nothingTold : await orUntold('erasure_untold', this.#tell())
      const { scope, fields, ground, isDryRun } = checked
      return {
        isDryRun,
        ground: erasureGroundOf(ground) ?? 'own_rule',
        fields,
        subjectCount: 'subjects' in scope ? new Set(scope.subjects).size : 0,
        count: countOf(erased),
        erased,
        heldBackCount: countOf(heldBack),
        heldBack,
        holds,
        entries: told.get(pending ?? 0) ?? [],
        unreached: unreachedNames,
      }
    })
  }

  /** @throws {GatewayError} as `erase`; with `hold_untold` the hold is in force */
  hold(wish: HoldWish): Promise<HoldView> {
    const { scope, actor, reason } = parse(holdSchema, wish)
    return this.#alone(async () => {
      // Restricting acts first and records second.
      const { id } = await this.#ports.task({ kind: 'hold', scope })
      const entries =
        'subject' in scope ? undefined : { origin: scope.origin, indices: [[scope.first, scope.last]] as const }
      const item = holdItem({ action: 'set', id, entries }, { actor, reason }, this.#ports.now())
      const entry = await orUntold('hold_untold', this.#ports.append(item))
      return { id, scope: entries === undefined ? { kind: 'subject' } : { kind: 'entries', ...entries }, entry, reason }
    })
  }

  /** @throws {GatewayError} as `erase` */
  lift(id: string, why: LiftWish): Promise<EntryAt> {
    const { actor, reason } = parse(liftSchema, why)
    return this.#alone(async () => {
      const { holds } = await this.#ports.task({ kind: 'holds' })
      const hold = holds.find((one) => one.id === id)
      if (hold === undefined) throw new GatewayError('not_found', { details: { what: `hold ${id.slice(0, 80)}` } })
      const { scope } = hold
      const entries = scope.kind === 'subject' ? undefined : { origin: scope.origin, indices: scope.indices }
      // Permitting records first and acts second: if we stop in between, the hold stands and can be lifted again.
      const item = holdItem({ action: 'lift', id, entries }, { actor, reason }, this.#ports.now())
      const entry = await this.#ports.append(item)
      await this.#ports.task({ kind: 'lift', id })
      return entry
    })
  }

  holds(): Promise<readonly HoldView[]> {
    return this.#alone(async () => (await this.#ports.task({ kind: 'holds' })).holds)
  }

  /**
   * Erases everything whose term has ended, in steps, and says so in one go.
   *
   * @param mayGoOn asked before each step
   */
  expire(today: number, mayGoOn: () => boolean): Promise<{ readonly count: number; readonly isComplete: boolean }> {
    return this.#alone(async () => {
      const at = this.#ports.now()
      let [total, isComplete] = [0, false]
      for (let isFirstStep = true; !isComplete && mayGoOn(); isFirstStep = false) {
        if (!isFirstStep) await this.#ports.pause(stepPauseMs)
        const step = await this.#ports.task({ kind: 'expire', today, at, isFirstStep })
        total += step.count
        isComplete = step.isComplete
      }
      await orUntold('erasure_untold', this.#tell())
      return { count: total, isComplete }
    })
  }

  /** Writes the entries of erasures that a stop of the process left without one. */
  tellLeft(): Promise<void> {
    return this.#alone(async () => void (await orUntold('erasure_untold', this.#tell())))
  }

  /** By the number of the erasure: where its entries lie. */
  async #tell(): Promise<ReadonlyMap<number, readonly EntryAt[]>> {
    const told = new Map<number, readonly EntryAt[]>()
    const pending = await this.#untold()
    const expired = pending.filter(({ ground }) => ground === retentionGround)
    const asked = pending.filter(({ ground }) => ground !== retentionGround).map((one) => [one])
    for (const those of expired.length === 0 ? asked : [...asked, expired]) {
      const whole = together(those)
      if (whole === undefined) continue
      // All of them on their way together, so that they share frames.
      const items = erasureItems(whole, this.#ports.now())
      const entries = await Promise.all(items.map((item) => this.#ports.append(item)))
      // If we stop here, the next start says it again: twice is true, not at all would be a lie.
      const ids = those.map(({ id }) => id)
      await this.#ports.task({ kind: 'settled', ids })
      for (const id of ids) told.set(id, entries)
    }
    return told
  }

  /** Waits a while for those who read the vault: until they are done, bytes of an erasure may be found. */
  async #untold(): Promise<readonly UntoldErasure[]> {
    for (let tries = 1; ; tries++) {
      try {
        return (await this.#ports.task({ kind: 'pending' })).pending
      } catch (error) {
        if (!(error instanceof TaskFailed) || error.code !== 'erasure_unwiped' || tries >= wipeTriesMax) throw error
        await this.#ports.pause(wipeEveryMs)
      }
    }
  }

  #alone<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#last.then(act).catch((error: unknown) => {
      throw shown(error)
    })
    this.#last = done.catch(() => undefined)
    return done
  }
}

// The keys of the table are its names.
const unreachedNames = Object.keys(unreached) as (keyof typeof unreached)[]

function parse<Schema extends z.ZodType>(schema: Schema, wish: unknown): z.output<Schema> {
  const parsed = schema.safeParse(wish)
  if (parsed.success) return parsed.data
  const what = parsed.error.issues[0]?.path.map(String).join('.') || 'body'
  throw new GatewayError('request_invalid', { details: { what: what.slice(0, 80) } })
}

const nothingTold: ReadonlyMap<number, readonly EntryAt[]> = new Map()

/** What was done is done, and whoever asked for it must not think otherwise. */
async function orUntold<T>(code: 'erasure_untold' | 'hold_untold', telling: Promise<T>): Promise<T> {
  try {
    return await telling
  } catch (error) {
    throw new GatewayError(code, { details: { why: codeOf(error) } }, { cause: error })
  }
}

/** Codes of the threads as people and programs know them. */
function shown(error: unknown): unknown {
  if (error instanceof GatewayError) return error
  const code = codeOf(error)
  const missing = { log_unknown: 'log', entry_unknown: 'entry' }[code]
  if (missing !== undefined) return new GatewayError('not_found', { details: { what: missing } }, { cause: error })
  return new GatewayError('vault_unavailable', { details: { why: code } }, { cause: error })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'internal'
}
