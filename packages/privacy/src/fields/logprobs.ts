import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Json, JsonObject } from '@stellwerk/contract/json'

import type { StreamRestorer } from '../restore/stream-restorer.ts'

/*
 * Log probabilities spell the answer token by token, and a model writes a pseudonym in several. Where one is restored its tokens become
 * one entry: the value, the sum of their log probabilities (that of the whole pseudonym, given what came before), its bytes, and no
 * alternatives, because those spell pieces of pseudonyms.
 */

/**
 * Entries of `logprobs.content` as the client reads them. Those whose text is still held come with a later call.
 *
 * @param isLast whether nothing follows; then what is held comes as it is
 */
export function restoredLogprobs(entries: readonly Json[], gathering: Gathering, isLast: boolean): Json[] {
  const given = entries.flatMap((entry) => gathering.take(entry))
  return isLast ? [...given, ...gathering.end()] : given
}

interface Entry {
  readonly original: JsonObject
  readonly token: string
}

/** Gathers entries until their tokens can be restored. One for each list of a streamed answer. */
export class Gathering {
  readonly #stream: StreamRestorer
  #pending: Entry[] = []
  #said = ''

  constructor(stream: StreamRestorer) {
    this.#stream = stream
  }

  take(entry: Json): Json[] {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [entry]
    const original = entry as JsonObject // No list and not null, so an object.
    const token = original['token']
    if (typeof token !== 'string') return [entry]
    this.#pending.push({ original, token })
    this.#said += this.#stream.feed(token)
    return this.#stream.held === 0 ? this.#give() : []
  }

  /** Nothing follows: what is held was no pseudonym. */
  end(): Json[] {
    this.#said += this.#stream.end()
    return this.#give()
  }

  #give(): Json[] {
    const pending = this.#pending
    const said = this.#said
    this.#pending = []
    this.#said = ''
    if (pending.length === 0) return []
    if (pending.map(({ token }) => token).join('') === said) return pending.map(({ original }) => original)
    const [first] = pending
    const sum = pending.reduce((total, { original }) => total + numberIn(original['logprob']), 0)
    const bytes = [...utf8ToBytes(said)]
    const isNamed = first?.original['top_logprobs'] !== undefined
    return [{ token: said, logprob: sum, bytes, ...(isNamed ? { top_logprobs: [] } : {}) }]
  }
}

function numberIn(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0
}

/**
 * The parallel lists of the completions endpoint: `tokens`, `token_logprobs`, `text_offset`, `top_logprobs`. Offsets count characters of
 * the text, which has other lengths now, so they are counted anew from the first one.
 */
export function restoredTokenLists(lists: JsonObject, gathering: Gathering, isLast: boolean): JsonObject {
  const tokens = listIn(lists['tokens'])
  const logprobs = listIn(lists['token_logprobs'])
  const alternatives = listIn(lists['top_logprobs'])
  const entries = tokens.map((token, index): JsonObject => {
    return { token, logprob: logprobs[index] ?? null, alternatives: alternatives[index] ?? null }
  })
  const given = entries.flatMap((entry) => gathering.take(entry))
  const all = isLast ? [...given, ...gathering.end()] : given
  const written = all.filter(
    (entry): entry is JsonObject => typeof entry === 'object' && entry !== null && !Array.isArray(entry),
  )
  const start = numberIn(listIn(lists['text_offset'])[0])
  return {
    ...lists,
    tokens: written.map(({ token }) => token ?? ''),
    ...(lists['token_logprobs'] === undefined ? {} : { token_logprobs: written.map(({ logprob }) => logprob ?? null) }),
    ...(lists['text_offset'] === undefined ? {} : { text_offset: offsets(written, start) }),
    ...(lists['top_logprobs'] === undefined
      ? {}
      : { top_logprobs: written.map((entry) => entry['alternatives'] ?? null) }),
  }
}

/** In code points, as engines count them. */
function offsets(entries: readonly JsonObject[], start: number): number[] {
  let at = start
  return entries.map(({ token }) => {
    const here = at
    at += typeof token === 'string' ? [...token].length : 0
    return here
  })
}

function listIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [] // A list of JSON holds JSON.
}
