import type { Finding } from '@stellwerk/privacy/finding'

/** Texts whose findings are kept. A long conversation has some hundreds, and each turn asks about all of them again. */
const textsMax = 50_000

/** Findings that are kept. Each takes about a hundred bytes; a text full of them must not fill our memory. */
const findingsMax = 500_000

/**
 * What each text said by itself, under a keyed digest of it and of everything that was looked for. Neither a text nor a part of one is
 * kept: findings are places. Who has not been asked about for longest goes first.
 */
export class FindingsCache {
  readonly #known = new Map<string, readonly Finding[]>()
  #findingCount = 0

  get(digest: string): readonly Finding[] | undefined {
    const findings = this.#known.get(digest)
    if (findings === undefined) return undefined
    // A Map keeps the order of insertion; the one that was asked about goes to its end.
    this.#known.delete(digest)
    this.#known.set(digest, findings)
    return findings
  }

  keep(digest: string, findings: readonly Finding[]): void {
    if (this.#known.has(digest) || findings.length > findingsMax) return
    this.#known.set(digest, findings)
    this.#findingCount += findings.length
    for (const [oldest, of] of this.#known) {
      if (this.#known.size <= textsMax && this.#findingCount <= findingsMax) return
      this.#known.delete(oldest)
      this.#findingCount -= of.length
    }
  }

  get size(): number {
    return this.#known.size
  }
}
