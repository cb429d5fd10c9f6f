import type { Live } from '../pseudonym/mapping.ts'
import { codeLength, isCode } from '../pseudonym/code.ts'
import { labels } from '../pseudonym/label.ts'
import { Heads, type Wanted } from './shape.ts'

/** The codes that are live in one request, sorted, so that a beginning is found by halving. */
export class LiveCodes implements Wanted {
  readonly heads: Heads
  readonly #codes: readonly string[]
  readonly #live = new Map<string, Live>()

  constructor(live: readonly Live[]) {
    const used = new Set<string>()
    for (const one of live) {
      const typed = typedOf(one.pseudonym)
      if (typed === undefined) continue
      used.add(typed.label)
      this.#live.set(typed.code, one)
    }
    this.heads = new Heads(used)
    this.#codes = [...this.#live.keys()].sort()
  }

  get isEmpty(): boolean {
    return this.#codes.length === 0
  }

  begins(start: string): boolean {
    let low = 0
    let high = this.#codes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#codes[middle] ?? '') < start) low = middle + 1
      else high = middle
    }
    return this.#codes[low]?.startsWith(start) === true
  }

  has(code: string): boolean {
    return this.#live.has(code)
  }

  of(code: string): Live | undefined {
    return this.#live.get(code)
  }
}

/** Label and code of a pseudonym as we write it; nothing for a surrogate. */
export function typedOf(pseudonym: string): { label: string; code: string } | undefined {
  const bare = pseudonym.replace(/^(?:⟦|%E2%9F%A6)|(?:⟧|%E2%9F%A7)$/gu, '')
  const label = bare.slice(0, bare.indexOf('_'))
  const code = bare.slice(-codeLength)
  return isCode(code) && labels.some((one) => one === label) ? { label, code } : undefined
}
