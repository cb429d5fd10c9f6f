/** Somebody who waits: for which use case, with which key. */
export interface InLine {
  readonly useCaseId: string
  readonly keyId: string
  /** Turns of the use case in each round; 1 or more. */
  readonly share: number
}

interface UseCaseLine<Waiting> {
  readonly share: number
  turnsLeft: number
  size: number
  /** In the order of their turns. */
  readonly keys: Map<string, Set<Waiting>>
}

/**
 * Who is next, of all who wait for one engine: the use cases take turns, `share` of them in a round; within a use case
 * its keys take turns; within a key the first one comes first. Whoever begins to wait joins the end of the round, so it
 * waits for one round at most, however many wait before it with another name.
 *
 * A turn is a request, not the time that its answer takes: nobody knows that before.
 */
export class FairLine<Waiting extends InLine> {
  /** In the order of their turns: the first entry is next. */
  readonly #useCases = new Map<string, UseCaseLine<Waiting>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  add(waiting: Waiting): void {
    const { useCaseId, keyId, share } = waiting
    const useCase = this.#useCases.get(useCaseId) ?? newLine<Waiting>(share)
    this.#useCases.set(useCaseId, useCase)
    const key = useCase.keys.get(keyId) ?? new Set<Waiting>()
    useCase.keys.set(keyId, key)
    key.add(waiting)
    useCase.size++
    this.#size++
  }

  /** Whether it was there. */
  remove(waiting: Waiting): boolean {
    const useCase = this.#useCases.get(waiting.useCaseId)
    const key = useCase?.keys.get(waiting.keyId)
    if (useCase === undefined || key === undefined || !key.delete(waiting)) return false
    if (key.size === 0) useCase.keys.delete(waiting.keyId)
    useCase.size--
    this.#size--
    if (useCase.size === 0) this.#useCases.delete(waiting.useCaseId)
    return true
  }

  /** Takes out who is next. */
  next(): Waiting | undefined {
    for (const [useCaseId, useCase] of this.#useCases) {
      for (const [keyId, key] of useCase.keys) {
        for (const waiting of key) {
          this.remove(waiting)
          if (key.size > 0) toEnd(useCase.keys, keyId, key)
          useCase.turnsLeft--
          if (useCase.size > 0 && useCase.turnsLeft <= 0) {
            useCase.turnsLeft = useCase.share
            toEnd(this.#useCases, useCaseId, useCase)
          }
          return waiting
        }
      }
    }
    return undefined
  }

  /**
   * Who has to give way where the newcomer is one too many: the newest of the key with most, in the use case with most for
   * its share. So nobody can fill the line for the others.
   */
  toYield(newcomer: Waiting): Waiting {
    const useCase = largest(this.#useCases.values(), ({ size, share }) => size / share)
    const key = useCase && largest(useCase.keys.values(), ({ size }) => size)
    // Most often it is the one who floods; nobody has to be looked for then.
    if (key === undefined || key.has(newcomer)) return newcomer
    let newest = newcomer
    for (const waiting of key) newest = waiting
    return newest
  }

  /** All of them, in no order that means anything. */
  everybody(): readonly Waiting[] {
    return [...this.#useCases.values()].flatMap(({ keys }) => [...keys.values()].flatMap((key) => [...key]))
  }
}

function newLine<Waiting>(share: number): UseCaseLine<Waiting> {
  return { share, turnsLeft: share, size: 0, keys: new Map() }
}

function toEnd<Value>(ring: Map<string, Value>, name: string, value: Value): void {
  ring.delete(name)
  ring.set(name, value)
}

/** Of several that are as large, the one whose turn comes last. */
function largest<Value>(values: Iterable<Value>, sizeOf: (value: Value) => number): Value | undefined {
  let found: Value | undefined
  for (const value of values) if (found === undefined || sizeOf(value) >= sizeOf(found)) found = value
  return found
}
