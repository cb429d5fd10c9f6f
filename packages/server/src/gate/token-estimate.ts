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
  /** Whether the answer is text at all; embeddings and ranks are none. */
  readonly isAnswered: boolean
}

/** Tokens of request and answer together, rounded up. @example tokensAskedFor({ body, text, choiceCount: 1, isAnswered: true }) */
export function tokensAskedFor(wish: TokenWish): number {
  if (!wish.isAnswered) return promptTokens(wish)
  const stated = answerBounds.map((name) => wish.body[name]).find((value) => typeof value === 'number')
  // A bound that is no count is refused with the body, a moment later.
  const each = typeof stated === 'number' && stated >= 0 ? Math.ceil(stated) : answerTokens
  return promptTokens(wish) + each * Math.max(1, wish.choiceCount)
}

/** Tokens of a request alone. */
export function promptTokens({ body, text }: Pick<TokenWish, 'body' | 'text'>): number {
  const media = mediaIn(body)
  return tokensOfBytes(Buffer.byteLength(text) - media.bytes) + media.count * mediaTokens
}

/** Tokens that a text of so many bytes may have. */
export function tokensOfBytes(bytes: number): number {
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
