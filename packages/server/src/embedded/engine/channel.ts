/** From whoever calls back to whoever iterates. Holds what was not taken yet: at most one answer. */
export class Channel<Item, End> {
  readonly #items: Item[] = []
  #isOver: { readonly end: End } | { readonly error: unknown } | undefined
  #wake: (() => void) | undefined

  push(item: Item): void {
    this.#items.push(item)
    this.#wake?.()
  }

  close(end: End): void {
    this.#isOver ??= { end }
    this.#wake?.()
  }

  fail(error: unknown): void {
    this.#isOver ??= { error }
    this.#wake?.()
  }

  async *taken(): AsyncGenerator<Item, End> {
    for (;;) {
      const item = this.#items.shift()
      if (item !== undefined) yield item
      else if (this.#isOver === undefined) await this.#changed()
      else if ('end' in this.#isOver) return this.#isOver.end
      else throw this.#isOver.error
    }
  }

  #changed(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    return promise
  }
}
