/** Of one request. */
export interface Counts {
  restored: number
  unknown: number
}

/** Shorter than any label with a code: `⟦PERSON⟧`, which nobody can restore, is no pseudonym. */
const lengthMin = 10
const lengthMax = 40

/**
 * Counts what looks like a pseudonym in text that goes on to the client: of another scope, invented or damaged. It changes
 * nothing and holds nothing back.
 */
export class UnknownCounter {
  /** Characters since an opening bracket; below 0 where there is none. */
  #length = -1
  #digits = 0

  read(text: string, counts: Counts): void {
    if (this.#length < 0 && !text.includes('⟦')) return
    for (let at = 0; at < text.length; at++) if (this.#isCompleteWith(text.charCodeAt(at))) counts.unknown += 1
  }

  /** A value stood here: whatever had begun is over. */
  reset(): void {
    this.#length = -1
  }

  #isCompleteWith(code: number): boolean {
    if (code === 0x27e6) {
      this.#length = 0
      this.#digits = 0
      return false
    }
    if (this.#length < 0) return false
    if (code === 0x27e7) {
      const isPseudonym = this.#length >= lengthMin && this.#digits > 0
      this.#length = -1
      return isPseudonym
    }
    if (code >= 48 && code <= 57) this.#digits += 1
    this.#length = this.#length < lengthMax ? this.#length + 1 : -1
    return false
  }
}
