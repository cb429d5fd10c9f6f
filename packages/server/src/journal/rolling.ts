// What is erased must not lie in a frame any more. So the writer begins a new segment, and everything before it goes.

/** The frames stay where they are, so nothing may be erased now. */
export class FramesKept extends Error {
  override readonly name = 'FramesKept'
  readonly code = 'frames_kept'

  constructor() {
    super('frames of the log cannot be dropped: its disk is full, or the vault does not hold their records yet')
  }
}

interface Waiting {
  readonly id: number
  readonly go: (size: number) => void
  readonly refuse: (error: Error) => void
}

/** On the publisher's thread. Only one waits at a time, for tasks are done one after the other. */
export class Rolling {
  readonly #ask: (id: number) => void
  #lastId = 0
  #waiting: Waiting | undefined

  /** @param ask asks the writer for a new segment; it answers through {@link Rolling.rolled} */
  constructor(ask: (id: number) => void) {
    this.#ask = ask
  }

  /**
   * Acts once the writer has begun a new segment, and in the very turn in which its answer is heard: a frame that came in
   * between would be in the vault and in a frame that stays.
   *
   * @param act is given the number of entries in older segments
   * @throws {FramesKept}
   */
  begin<T>(act: (size: number) => T): Promise<T> {
    const done = Promise.withResolvers<T>()
    const id = ++this.#lastId
    this.#waiting = { id, refuse: done.reject, go: (size) => done.resolve(act(size)) }
    this.#ask(id)
    return done.promise
  }

  rolled(id: number, size: number): void {
    const waiting = this.#waiting
    // An answer that comes after all, when nobody waits for it any more.
    if (waiting?.id !== id) return
    this.#waiting = undefined
    try {
      waiting.go(size)
    } catch (error) {
      waiting.refuse(error instanceof Error ? error : new Error('unknown', { cause: error }))
    }
  }

  /** There is no room for a segment. */
  refuse(): void {
    this.#waiting?.refuse(new FramesKept())
    this.#waiting = undefined
  }
}
