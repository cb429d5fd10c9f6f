/** Random numbers from a seed, the same on every machine (mulberry32). Tests print the seed. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** 0 to `limit - 1`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  /** Both ends included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1)
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)]
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }

  from(characters: string, length: number): string {
    return Array.from({ length }, () => characters.charAt(this.below(characters.length))).join('')
  }

  digits(length: number): string {
    return this.from('0123456789', length)
  }

  shuffled(characters: string): string {
    const all = [...characters]
    for (let index = all.length - 1; index > 0; index -= 1) {
      const other = this.below(index + 1)
      ;[all[index], all[other]] = [all[other] ?? '', all[index] ?? '']
    }
    return all.join('')
  }
}
