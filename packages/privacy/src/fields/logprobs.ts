import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Json, JsonObject } from '@stellwerk/contract/json'

import type { Restorer } from '../restore/restorer.ts'
import type { StreamRestorer } from '../restore/stream-restorer.ts'
import { Utf8Pieces } from './utf8-pieces.ts'

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
  readonly text: string
}

/** Gathers entries until their tokens can be restored. One for each list of a streamed answer. */
export class Gathering {
  readonly #restorer: Restorer
  readonly #stream: StreamRestorer
  /** Brackets of pseudonyms are rare characters, which models write byte by byte; their tokens say nothing, only their bytes do. */
  readonly #bytes = new Utf8Pieces()
  #pending: Entry[] = []
  #said = ''

  constructor(restorer: Restorer) {
    this.#restorer = restorer
    this.#stream = restorer.stream('text')
  }

  take(entry: Json): Json[] {
    if (!isObject(entry)) return [entry]
    const token = entry['token']
    if (typeof token !== 'string') return [this.#withOthers(entry)]
    const bytes = entry['bytes']
    const isPart = Array.isArray(bytes) && partOfCharacter.test(token)
    const text = isPart ? this.#bytes.take(bytes) : this.#bytes.end() + token
    this.#pending.push({ original: entry, text })
    this.#said += this.#stream.feed(text)
    return this.#stream.held === 0 && !this.#bytes.isWaiting ? this.#give() : []
  }

  /** Nothing follows: what is held was no pseudonym. */
  end(): Json[] {
    this.#said += this.#stream.feed(this.#bytes.end()) + this.#stream.end()
    return this.#give()
  }

  #give(): Json[] {
    const pending = this.#pending
    const said = this.#said
    this.#pending = []
    this.#said = ''
    if (pending.length === 0) return []
    if (pending.map(({ text }) => text).join('') === said)
      return pending.map(({ original }) => this.#withOthers(original))
    const [first] = pending
    const sum = pending.reduce((total, { original }) => total + numberIn(original['logprob']), 0)
    const bytes = [...utf8ToBytes(said)]
    const isNamed = first?.original['top_logprobs'] !== undefined
    return [{ token: said, logprob: sum, bytes, ...(isNamed ? { top_logprobs: [] } : {}) }]
  }

  /** What else a model could have written may be a pseudonym as a whole. */
  #withOthers(entry: JsonObject): JsonObject {
    const others = entry['top_logprobs']
    if (!Array.isArray(others)) return entry
    let hasChanged = false
    const listed = others as readonly Json[] // A list of JSON holds JSON.
    const restored = listed.map((other) => {
      const token = isObject(other) ? other['token'] : undefined
      if (!isObject(other) || typeof token !== 'string') return other
      const said = this.#restorer.whole(token, 'text')
      if (said === token) return other
      hasChanged = true
      return { ...other, token: said, ...(other['bytes'] === undefined ? {} : { bytes: [...utf8ToBytes(said)] }) }
    })
    return hasChanged ? { ...entry, top_logprobs: restored } : entry
  }
}

/** How engines show a token that is no whole character: not at all, as U+FFFD, or as `\\xe2\\x9f`. */
const partOfCharacter = /^$|\uFFFD|^(\\x[0-9a-f]{2})+$/iu

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function numberIn(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0
}

/**
 * The parallel lists of the completions endpoint: `tokens`, `token_logprobs`, `text_offset`, `top_logprobs`. Offsets count characters of
 * the text, which has other lengths now, so they are counted anew from the first one.
 */
export function restoredTokenLists(
  lists: JsonObject,
  {
    gathering,
    restorer,
    isLast,
  }: { readonly gathering: Gathering; readonly restorer: Restorer; readonly isLast: boolean },
): JsonObject {
  const tokens = listIn(lists['tokens'])
  const logprobs = listIn(lists['token_logprobs'])
  const alternatives = listIn(lists['top_logprobs'])
  const entries = tokens.map((token, index): JsonObject => {
    return { token, logprob: logprobs[index] ?? null, alternatives: alternatives[index] ?? null }
  })
  const given = entries.flatMap((entry) => gathering.take(entry))
  const all = isLast ? [...given, ...gathering.end()] : given
  const written = all.filter(isObject)
  const start = numberIn(listIn(lists['text_offset'])[0])
  return {
    ...lists,
    tokens: written.map(({ token }) => token ?? ''),
    ...(lists['token_logprobs'] === undefined ? {} : { token_logprobs: written.map(({ logprob }) => logprob ?? null) }),
    ...(lists['text_offset'] === undefined ? {} : { text_offset: offsets(written, start) }),
    ...(lists['top_logprobs'] === undefined
      ? {}
      : { top_logprobs: written.map((entry) => restoredKeys(entry['alternatives'] ?? null, restorer)) }),
  }
}

/** Alternatives by their text. Of two that become the same the likelier one stays. */
function restoredKeys(alternatives: Json, restorer: Restorer): Json {
  if (!isObject(alternatives)) return alternatives
  const anew = new Map<string, Json>()
  for (const [text, logprob] of Object.entries(alternatives)) {
    const said = restorer.whole(text, 'text')
    const known = anew.get(said)
    if (known === undefined || numberIn(logprob) > numberIn(known)) anew.set(said, logprob)
  }
  return Object.fromEntries(anew)
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
