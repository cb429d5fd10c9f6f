import { GatewayError } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'

import type { Translation } from '../../translation.ts'
import { chatPrompt } from './messages-request.ts'
import { numberIn, objectIn } from './reading.ts'

/**
 * Counts by having the engine read the request and write one token: the tokenizer and the template are known to it alone, and a
 * guess would be wrong where it matters, near the end of the context window. How a tool may be called and which form the answer
 * has is left out, because one token would break it.
 */
export const countTokensToChat: Translation = {
  endpoint: 'chat/completions',
  request: (body) => ({ ...chatPrompt(body), max_tokens: 1, temperature: 0 }),
  answer: counted,
  events: () => {
    throw new GatewayError('internal') // A count is never streamed.
  },
}

function counted(chat: JsonObject): JsonObject | undefined {
  const input_tokens = numberIn(objectIn(chat, 'usage') ?? {}, 'prompt_tokens')
  return input_tokens === undefined ? undefined : { input_tokens }
}
