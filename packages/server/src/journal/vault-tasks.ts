// What the publisher's thread does with the vault when somebody asks for it: erasures, legal holds, ends of terms.
import type { EntryAt, EntryRuns, HoldView } from '@stellwerk/contract/journal-office'

import type { TaskHandlers } from './task-desk.ts'
import type { TaskOf, TaskResult, UntoldErasure } from './tasks.ts'

type Scope = { readonly tags: readonly Uint8Array[] } | EntryRuns

interface Found {
  readonly erased: readonly EntryRuns[]
  readonly count: number
  readonly heldBack: readonly EntryRuns[]
  readonly holds: readonly string[]
}

/** The vault as it is driven here; storage/sqlite/vault-store.ts is one. */
interface Vault {
  readonly plan: (scope: Scope, fields?: readonly string[]) => Found
  readonly erase: (
    scope: Scope,
    why: {
      readonly ground: string
      readonly at: number
      readonly fields?: readonly string[] | undefined
      readonly subjectCount: number
      readonly why: Uint8Array
    },
  ) => Found & { readonly pending: number | undefined }
  readonly isAnyDue: (today: number) => boolean
  readonly expire: (
    today: number,
    why: { readonly ground: string; readonly at: number },
  ) => { readonly count: number; readonly isComplete: boolean }
  readonly pending: () => readonly (Omit<UntoldErasure, 'why'> & { readonly why: Uint8Array | undefined })[]
  readonly settled: (id: number) => boolean
  /** False while somebody reads and erased bytes may lie in the write-ahead log. */
  readonly wipe: () => boolean
  readonly knows: (origin: string) => boolean
  /** Of so many entries of the log, the records are or were here. */
  readonly heldSize: (origin: string) => number
  readonly hold: (
    scope: { readonly tag: Uint8Array } | { readonly origin: string; readonly first: number; readonly last: number },
  ) => string
  readonly lift: (id: string) => boolean
  readonly holdsInForce: () => readonly {
    readonly id: string
    readonly entries: { readonly origin: string; readonly first: number; readonly last: number } | undefined
  }[]
  readonly findBySubject: (tag: Uint8Array) => readonly EntryAt[]
  readonly read: (
    entry: EntryAt,
  ) =>
    | { readonly state: 'held'; readonly id: Uint8Array; readonly envelope: Uint8Array }
    | { readonly state: 'erased' }
    | undefined
}

/** What of a record can be read again. */
type Opened = Readonly<Record<string, string>>

export interface VaultTaskPorts {
  readonly vault: Vault
  /** Acts once no frame holds anything that the vault holds. */
  readonly withoutFrames: <T>(act: () => T) => Promise<T>
  /** Brings what is durable into the vault. */
  readonly integrateAll: () => void
  readonly tagOf: (subject: string) => Uint8Array
  /** A record that lies nowhere else, and what opens it: entry id 16, then the envelope. */
  readonly seal: (values: Opened) => Uint8Array
  readonly open: (id: Uint8Array, envelope: Uint8Array) => Promise<Opened>
}

/** The vault has no such log. */
class LogUnknown extends Error {
  override readonly name = 'LogUnknown'
  readonly code = 'log_unknown'
}

/** The log has no such entry. */
class EntryUnknown extends Error {
  override readonly name = 'EntryUnknown'
  readonly code = 'entry_unknown'
}

/** Erased bytes may still be found in a file, so the journal must not say that they are gone. */
class Unwiped extends Error {
  override readonly name = 'Unwiped'
  readonly code = 'erasure_unwiped'
}

/** Bytes of an entry id. */
const idBytes = 16

/** Under which the entry that sets a hold is found again. */
export const holdSubject = (id: string): string => `hold:${id}`

/** Ground of a deletion at the end of a term. */
export const retentionGround = 'retention'

type VaultTask = 'erase' | 'expire' | 'pending' | 'settled' | 'hold' | 'lift' | 'holds'

export function vaultTasks(ports: VaultTaskPorts): Pick<TaskHandlers, VaultTask> {
  const { vault } = ports
  return {
    erase: (task) => erase(task, ports),
    expire: (task) => expire(task, ports),
    pending: () => pending(ports),
    settled: ({ ids }) => {
      for (const id of ids) vault.settled(id)
      return {}
    },
    hold: ({ scope }) => {
      if ('subject' in scope) return { id: vault.hold({ tag: ports.tagOf(scope.subject) }) }
      mustKnow(scope.origin, ports)
      // The journal would speak of entries that are not there, and no verifier would accept it again.
      if (scope.last >= vault.heldSize(scope.origin))
        throw new EntryUnknown(`${scope.origin} has no entry ${scope.last}`)
      return { id: vault.hold(scope) }
    },
    lift: ({ id }) => ({ isLifted: vault.lift(id) }),
    holds: async () => ({ holds: await shownHolds(ports) }),
  }
}

async function erase(task: TaskOf<'erase'>, ports: VaultTaskPorts): Promise<TaskResult<'erase'>> {
  const { vault, tagOf } = ports
  const { scope, ground, at, actor, reason, isDryRun } = task
  const fields = task.fields.length === 0 ? undefined : task.fields
  const subjectCount = 'subjects' in scope ? new Set(scope.subjects).size : 0
  if ('origin' in scope) mustKnow(scope.origin, ports)
  const doomed: Scope = 'subjects' in scope ? { tags: scope.subjects.map(tagOf) } : scope
  const act = (): Found & { readonly pending?: number | undefined } =>
    isDryRun
      ? vault.plan(doomed, fields)
      : vault.erase(doomed, { ground, at, fields, subjectCount, why: ports.seal({ actor, reason }) })
  if (isDryRun) ports.integrateAll()
  const { erased, heldBack, holds, pending: id } = isDryRun ? act() : await ports.withoutFrames(act)
  const keepers = holds.length === 0 ? [] : await shownHolds(ports)
  return { erased, heldBack, pending: id, holds: keepers.filter((hold) => holds.includes(hold.id)) }
}

async function expire(
  { today, at, isFirstStep }: TaskOf<'expire'>,
  { vault, withoutFrames }: VaultTaskPorts,
): Promise<TaskResult<'expire'>> {
  if (!vault.isAnyDue(today)) return { count: 0, isComplete: true }
  const act = (): TaskResult<'expire'> => {
    const { count, isComplete } = vault.expire(today, { ground: retentionGround, at })
    return { count, isComplete }
  }
  // A log with little traffic fills its segment in years, and would keep there what the vault has to give up.
  return isFirstStep ? withoutFrames(act) : act()
}

async function pending({ vault, open }: VaultTaskPorts): Promise<TaskResult<'pending'>> {
  const left = vault.pending()
  if (left.length > 0 && !vault.wipe()) {
    throw new Unwiped('somebody reads the vault, and erased bytes may still lie in its write-ahead log')
  }
  const untold: UntoldErasure[] = []
  for (const { why, ...row } of left) {
    if (why === undefined) untold.push(row)
    else {
      const { actor = '', reason = '' } = await open(why.subarray(0, idBytes), why.subarray(idBytes))
      untold.push({ ...row, why: { actor, reason } })
    }
  }
  return { pending: untold }
}

function mustKnow(origin: string, { vault, integrateAll }: VaultTaskPorts): void {
  integrateAll()
  if (!vault.knows(origin)) throw new LogUnknown(`the vault has no records of ${origin}`)
}

async function shownHolds(ports: VaultTaskPorts): Promise<readonly HoldView[]> {
  ports.integrateAll()
  return Promise.all(
    ports.vault.holdsInForce().map(async ({ id, entries }): Promise<HoldView> => {
      const scope =
        entries === undefined
          ? ({ kind: 'subject' } as const)
          : ({ kind: 'entries', origin: entries.origin, indices: [[entries.first, entries.last]] } as const)
      return { id, scope, ...(await toldOf(id, ports)) }
    }),
  )
}

/** Where the journal says that a hold was set, and why. */
async function toldOf(id: string, { vault, tagOf, open }: VaultTaskPorts): Promise<Pick<HoldView, 'entry' | 'reason'>> {
  const [entry] = vault.findBySubject(tagOf(holdSubject(id)))
  const record = entry && vault.read(entry)
  if (record?.state !== 'held') return { entry }
  const { reason } = await open(record.id, record.envelope)
  return { entry, reason }
}
