// Work for the publisher's thread on demand: it alone writes the vault and knows what the frames still hold. Tasks and what
// comes of them are plain data, because they cross between threads.
import type { BackupCut, NoCut } from '@stellwerk/contract/journal/backup'
import type { EntryRuns, EraseWish, HoldScope, HoldView } from '@stellwerk/contract/journal-office'

/** By kind: what a task needs, and what it gives. */
export interface JournalTasks {
  /** Erases in the vault, once no frame holds any of it. The journal has no entry of it yet: it is `pending` then. */
  readonly erase: {
    readonly needs: EraseWish & { /** Milliseconds since the epoch. */ readonly at: number }
    /** With the holds that kept something. */
    readonly gives: {
      readonly erased: readonly EntryRuns[]
      readonly heldBack: readonly EntryRuns[]
      /** Its number among the pending ones, if anything was erased. */
      readonly pending?: number | undefined
      readonly holds: readonly HoldView[]
    }
  }
  /** Erases what is past its term, one bounded step. `today` in days since the epoch, `at` in milliseconds. */
  readonly expire: {
    readonly needs: { readonly today: number; readonly at: number; readonly isFirstStep: boolean }
    readonly gives: { readonly count: number; readonly isComplete: boolean }
  }
  /** Erasures that the journal has no entry of. Fails with `erasure_unwiped` while their bytes may still lie in a file. */
  readonly pending: { readonly needs: object; readonly gives: { readonly pending: readonly UntoldErasure[] } }
  /** The journal has their entries. */
  readonly settled: { readonly needs: { readonly ids: readonly number[] }; readonly gives: object }
  /** Fails with `log_unknown` or `entry_unknown` if the vault has no such log or entry. */
  readonly hold: { readonly needs: { readonly scope: HoldScope }; readonly gives: { readonly id: string } }
  readonly lift: { readonly needs: { readonly id: string }; readonly gives: { readonly isLifted: boolean } }
  readonly holds: { readonly needs: object; readonly gives: { readonly holds: readonly HoldView[] } }
  /** Makes a checkpoint for a backup to end with. */
  readonly cut: { readonly needs: object; readonly gives: BackupCut | NoCut }
}

/** An erasure that is done and that the journal has to say. */
export interface UntoldErasure {
  readonly id: number
  readonly ground: string
  /** Empty if whole records were erased. */
  readonly fields: readonly string[]
  readonly erased: readonly EntryRuns[]
  readonly subjectCount: number
  /** Absent for a deletion at the end of a term: nobody asked for it. */
  readonly why?: { readonly actor: string; readonly reason: string } | undefined
}

export type TaskKind = keyof JournalTasks

/** One task of a kind, as it is posted. */
export type TaskOf<Kind extends TaskKind> = { readonly kind: Kind } & JournalTasks[Kind]['needs']

/** What comes of one. */
export type TaskResult<Kind extends TaskKind> = JournalTasks[Kind]['gives']

/** Any task. */
export type JournalTask = { readonly [Kind in TaskKind]: TaskOf<Kind> }[TaskKind]

/** Main thread to publisher. */
export interface TaskMessage {
  readonly kind: 'task'
  readonly id: number
  readonly task: JournalTask
}

/** What the publisher's thread answers. */
export type TaskAnswer =
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: TaskError }

/** An error on its way between threads: a class does not survive the way, its code does. */
interface TaskError {
  readonly code: string
  readonly message: string
}

/** Tasks that wait at a time: people ask for them, not requests. */
const tasksMax = 32

/**
 * A task came to nothing. `code` is that of the error on the other thread, `stopped` if the journal writes no more, `busy` if
 * too many wait, and `internal` for an error that has none.
 */
export class TaskFailed extends Error {
  override readonly name = 'TaskFailed'
  readonly code: string

  constructor({ code, message }: TaskError) {
    super(message)
    this.code = code
  }
}

/** What survives of an error when it crosses. */
export function taskErrorOf(error: unknown): TaskError {
  if (!(error instanceof Error)) return { code: 'internal', message: 'unknown' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'internal'
  return { code, message: error.message }
}

/** The tasks on their way, on the side of those who wait for them. */
export class TaskLine {
  readonly #post: (message: TaskMessage) => void
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #lastId = 0
  #isClosed = false

  constructor(post: (message: TaskMessage) => void) {
    this.#post = post
  }

  /** @throws {TaskFailed} */
  add<Kind extends TaskKind>(task: TaskOf<Kind>): Promise<TaskResult<Kind>> {
    if (this.#isClosed) return Promise.reject(stopped())
    if (this.#waiting.size >= tasksMax) {
      return Promise.reject(new TaskFailed({ code: 'busy', message: `${tasksMax} tasks of the journal wait already` }))
    }
    const waiting = Promise.withResolvers<unknown>()
    const id = ++this.#lastId
    this.#waiting.set(id, waiting)
    // A task of one kind is one of all tasks, which the compiler cannot see while the kind is open.
    this.#post({ kind: 'task', id, task: task as unknown as JournalTask })
    // Our own thread answers with what belongs to the kind.
    return waiting.promise as Promise<TaskResult<Kind>>
  }

  answered(answer: TaskAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (answer.kind === 'done') waiting?.resolve(answer.result)
    else waiting?.reject(new TaskFailed(answer.error))
  }

  /** The journal writes no more: whoever waits hears so, and everybody after that. */
  close(): void {
    this.#isClosed = true
    for (const { reject } of this.#waiting.values()) reject(stopped())
    this.#waiting.clear()
  }
}

function stopped(): TaskFailed {
  return new TaskFailed({ code: 'stopped', message: 'the journal writes no more' })
}
