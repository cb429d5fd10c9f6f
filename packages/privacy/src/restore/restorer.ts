import type { Mapping } from '../pseudonym/mapping.ts'
import { LiveCodes, typedOf } from './live-codes.ts'
import { LiveSurrogates } from './live-surrogates.ts'
import type { Moves } from './moves.ts'
import { StreamRestorer } from './stream-restorer.ts'
import type { Counts } from './unknown.ts'
import type { RestoreForm } from './value.ts'

/**
 * Puts the values back that `pseudonymise` took out. One for a request; one stream for each text that arrives in pieces, that is
 * for each choice and tool call, and apart for content, reasoning, refusal and arguments.
 *
 * @example new Restorer(mapping).whole('Guten Tag, ⟦PERSON_7kq2fx4dm8wc⟧', 'text')
 */
export class Restorer {
  readonly #codes: LiveCodes
  readonly #surrogates = new LiveSurrogates()
  readonly #counts: Counts = { restored: 0, unknown: 0 }

  constructor(mapping: Mapping) {
    this.#codes = new LiveCodes(mapping.live)
    for (const live of mapping.live) if (typedOf(live.pseudonym) === undefined) this.#surrogates.add(live)
  }

  /** How many values were put back. */
  get restored(): number {
    return this.#counts.restored
  }

  /** How many pseudonyms stayed as they were because nobody issued them in this request. */
  get unknown(): number {
    return this.#counts.unknown
  }

  whole(text: string, form: RestoreForm): string {
    const stream = this.stream(form)
    return stream.feed(text) + stream.end()
  }

  /** @param moves is told where values were put, for a text that annotations may point into */
  stream(form: RestoreForm, moves?: Moves): StreamRestorer {
    return new StreamRestorer({ codes: this.#codes, surrogates: this.#surrogates, form, counts: this.#counts, moves })
  }
}
