// Where tasks are done: on the publisher's thread, one after the other.
import type { JournalTask, TaskAnswer, TaskKind, TaskMessage, TaskOf, TaskResult } from './tasks.ts'
import { taskErrorOf } from './tasks.ts'

/** Who does which kind of task. */
export type TaskHandlers = {
  readonly [Kind in TaskKind]: (task: TaskOf<Kind>) => TaskResult<Kind> | Promise<TaskResult<Kind>>
}

/** Takes tasks in the order in which they come, and answers each. */
export class TaskDesk {
  readonly #handlers: TaskHandlers
  readonly #answer: (answer: TaskAnswer) => void
  readonly #stop: (error: unknown) => void
  #last: Promise<void> = Promise.resolve()

  /** @param ends.stop ends the thread, for an error after which nobody knows what the disk holds */
  constructor(
    handlers: TaskHandlers,
    ends: { readonly answer: (answer: TaskAnswer) => void; readonly stop: (error: unknown) => void },
  ) {
    this.#handlers = handlers
    this.#answer = ends.answer
    this.#stop = ends.stop
  }

  take({ id, task }: TaskMessage): void {
    this.#last = this.#last.then(() => this.#do(id, task))
  }

  async #do(id: number, task: JournalTask): Promise<void> {
    try {
      this.#answer({ kind: 'done', id, result: await this.#handle(task.kind, task) })
    } catch (error) {
      const known = taskErrorOf(error)
      this.#answer({ kind: 'failed', id, error: known })
      if (brokenCodes.has(known.code)) this.#stop(error)
    }
  }

  #handle<Kind extends TaskKind>(kind: Kind, task: JournalTask): TaskResult<Kind> | Promise<TaskResult<Kind>> {
    // The kind is the task's own, which the compiler cannot follow through the table.
    return this.#handlers[kind](task as unknown as TaskOf<Kind>)
  }
}

/** Of DiskError, LogCorrupt, LogStopped and VaultBroken: what was being written is or is not there. */
const brokenCodes: ReadonlySet<string> = new Set(['disk_error', 'corrupt', 'stopped', 'vault_broken'])
