import { choicesMax, stopSequencesMax, tokensMax } from './limits.ts'
import {
  anyNumber,
  array,
  boolean,
  byType,
  closed,
  dropped,
  integer,
  map,
  number,
  object,
  spelled,
  stopSequence,
  type Shape,
} from './shape.ts'

const numbersAsText = {
  de: 'Nummern von Tokens sind Text, den kein Filter lesen kann',
  en: 'token numbers are text that no filter can read',
}

/** Token ids where text is meant; nobody can see what they say. Passes where the operator allows it by that name. */
export function tokenIds(allowAs: string): Shape {
  return closed(allowAs, spelled('forbid', 'tokenIds'), numbersAsText)
}

/** Token ids as keys, with a bias. */
const logitBias = closed(
  'logit_bias',
  map({ class: 'forbid', form: 'tokenIds' }, number({ min: -100, max: 100 })),
  numbersAsText,
)

/** Names the person behind a request to the engine. Our own books know who it was. */
export const user = dropped('opaqueId', 'Names a person to the engine; the journal knows them without it.')

/** What both endpoints that write text have in common. */
export const commonRequest = {
  stream: boolean,
  stream_options: object({
    include_usage: boolean,
    include_obfuscation: boolean,
    continuous_usage_stats: boolean, // vLLM, SGLang
  }),
  max_tokens: integer({ min: 0, max: tokensMax }),
  n: integer({ min: 1, max: choicesMax }),
  stop: byType({ string: stopSequence(), array: array(stopSequence(), { max: stopSequencesMax }) }),
  temperature: number({ min: 0, max: 2 }),
  top_p: number({ min: 0, max: 1 }),
  frequency_penalty: number({ min: -2, max: 2 }),
  presence_penalty: number({ min: -2, max: 2 }),
  // Within 2^53, because a larger seed would not survive JavaScript unchanged.
  seed: integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  logit_bias: logitBias,
  user,
} as const satisfies Record<string, Shape>

/** vLLM: the stop sequence that matched, or the number of the token. */
export const stopReason = byType({ string: stopSequence(), number: anyNumber })

/** Impossible tokens have a probability of zero, which some engines write as -9999 and others as null. */
export const logprobNumber = anyNumber

/** Counts of tokens, all numbers. */
export const usage = object({
  prompt_tokens: anyNumber,
  completion_tokens: anyNumber,
  total_tokens: anyNumber,
  reasoning_tokens: anyNumber, // SGLang
  prompt_tokens_details: object({
    audio_tokens: anyNumber,
    cached_tokens: anyNumber,
    cache_write_tokens: anyNumber,
    image_tokens: anyNumber,
    text_tokens: anyNumber,
  }),
  completion_tokens_details: object({
    accepted_prediction_tokens: anyNumber,
    audio_tokens: anyNumber,
    reasoning_tokens: anyNumber,
    rejected_prediction_tokens: anyNumber,
    text_tokens: anyNumber,
  }),
})

/** What llama.cpp measured of itself. Numbers only. */
export const timings = object({
  cache_n: anyNumber,
  prompt_n: anyNumber,
  prompt_ms: anyNumber,
  prompt_per_token_ms: anyNumber,
  prompt_per_second: anyNumber,
  predicted_n: anyNumber,
  predicted_ms: anyNumber,
  predicted_per_token_ms: anyNumber,
  predicted_per_second: anyNumber,
  draft_n: anyNumber,
  draft_n_accepted: anyNumber,
})
