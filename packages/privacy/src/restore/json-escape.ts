/** Follows the escapes in a JSON text that arrives in pieces, so that the letter of `\n` counts as what it stands for. */
export class JsonEscape {
  #state: 'outside' | 'begun' | 'hex' = 'outside'
  #digits = ''

  /** A backslash was read. */
  begin(): void {
    this.#state = 'begun'
  }

  /**
   * Takes a character if it belongs to an escape that has begun.
   *
   * @returns what the escape stands for as soon as it is complete, -1 while it is not, nothing outside one
   */
  take(code: number): number | undefined {
    switch (this.#state) {
      case 'outside':
        return undefined
      case 'begun':
        this.#state = code === 117 ? 'hex' : 'outside'
        this.#digits = ''
        // Quotes, slashes and control characters: none of them is part of a word.
        return this.#state === 'hex' ? -1 : 0
      case 'hex':
        this.#digits += String.fromCharCode(code)
        if (this.#digits.length < 4) return -1
        this.#state = 'outside'
        return Number.parseInt(this.#digits, 16) || 0
    }
  }
}
