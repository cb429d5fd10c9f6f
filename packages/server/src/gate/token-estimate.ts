import { isJsonList, isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

// How many tokens a call may take, before anybody has counted them. Wrong in single cases by design: what the engine reports
// afterwards is what counts.

/** Bytes of text a token has on average; German and code have somewhat fewer. */
const bytesPerToken = 4

/** Tokens of an answer whose length nobody has bounded: about a page and a half. */
const answerTokens = 1_000

/** Tokens of an image, a recording or a file; models cut them into about so many pieces, whatever their bytes. */
const mediaTokens = 1_000

/** Where the client bounds its answer, by endpoint; the first one that is there counts. */
const answerBounds = ['max_completion_tokens', 'max_tokens', 'max_output_tokens'] as const

/** What a request asks for, as far as it matters here. */
export interface TokenWish {
  readonly body: JsonObject
  /** The body as it arrived. */
  readonly text: string
  readonly choiceCount: number
  /** Whether the answer is text; embeddings and ranks are numbers. */
  readonly isAnsweredInText: boolean
}

/** Tokens of request and answer together, rounded up. @example tokensAskedFor({ body, text, choiceCount: 1, isAnsweredInText: true }) */
export function tokensAskedFor(wish: TokenWish): number {
  if (!wish.isAnsweredInText) return promptTokens(wish)
  const stated = answerBounds.map((name) => wish.body[name]).find((value) => typeof value === 'number')
  // A bound that is no count is refused with the body, a moment later.
  const each = typeof stated === 'number' && stated >= 0 ? Math.ceil(stated) : answerTokens
  // So may one that is no number of choices be; beyond all numbers, times nothing, it would be no number at all.
  const choices = Math.min(Math.max(1, wish.choiceCount), Number.MAX_SAFE_INTEGER)
  return promptTokens(wish) + each * choices
}

/** Tokens of a request alone. */
export function promptTokens({ body, text }: Pick<TokenWish, 'body' | 'text'>): number {
  const media = mediaIn(body)
  return tokensOfBytes(Buffer.byteLength(text) - media.bytes) + media.count * mediaTokens
}

/** What is known of what an attempt took. */
export interface Took {
  /** As the engine said. */
  readonly usage?: Json | undefined
  /** Whether the engine may have worked, where it said nothing. */
  readonly mayHaveWorked: boolean
  /** Pieces of a stream that the engine sent, each about a token. */
  readonly pieces?: number | undefined
  /** Bytes of an answer in one piece. */
  readonly bytes?: number | undefined
}

/** What an attempt is counted with: what its engine reported, or an estimate. */
export function tokensTaken(
  { usage, mayHaveWorked, pieces, bytes }: Took,
  prompt: number,
): { readonly tokens: number; readonly isEstimated: boolean } {
  const reported = tokensIn(usage)
  if (reported !== undefined) return { tokens: reported, isEstimated: false }
  if (!mayHaveWorked) return { tokens: 0, isEstimated: false }
  return { tokens: prompt + (pieces ?? tokensOfBytes(bytes ?? 0)), isEstimated: true }
}

/** Tokens of one call. An engine that reports more is wrong, and must not shut a use case for ever. */
const reportedTokensMax = 100_000_000

/** Prompt and answer. Some engines report only the sum, others only the parts. */
function tokensIn(usage: Json | undefined): number | undefined {
  if (!isJsonObject(usage)) return undefined
  const { total_tokens: total, prompt_tokens: prompt, completion_tokens: completion } = usage
  if (!isCount(total) && !isCount(prompt) && !isCount(completion)) return undefined
  const parts = (isCount(prompt) ? prompt : 0) + (isCount(completion) ? completion : 0)
  return Math.min(Math.max(isCount(total) ? total : 0, parts), reportedTokensMax)
}

/** What an engine says may be anything. */
function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** Tokens that a text of so many bytes may have. */
function tokensOfBytes(bytes: number): number {
  return Math.ceil(Math.max(0, bytes) / bytesPerToken)
}

interface Media {
  bytes: number
  count: number
}

/** Where the interface puts packed content: images as an address with the data inside, recordings and files beside a format. */
const mediaFields: ReadonlySet<string> = new Set(['url', 'image_url', 'data', 'file_data'])

/** Shorter ones are words. */
const mediaCharactersMin = 1_024

function mediaIn(value: Json, found: Media = { bytes: 0, count: 0 }): Media {
  if (isJsonList(value)) for (const item of value) mediaIn(item, found)
  else if (isJsonObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') mediaIn(inner, found)
      else if (inner.length >= mediaCharactersMin && mediaFields.has(name) && !inner.includes(' ')) {
        found.bytes += inner.length
        found.count++
      }
    }
  }
  return found
}
