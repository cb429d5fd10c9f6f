import type { Endpoint } from '@stellwerk/contract/endpoint'

import type { Translation } from '../../translation.ts'
import { countTokensToChat } from './count-tokens.ts'
import { messagesToChat } from './messages.ts'
import { responsesToChat } from './responses.ts'

/** How an endpoint is served by an engine that does not have it. What is not here cannot be said in other words. */
export const translations: Readonly<Partial<Record<Endpoint, Translation>>> = {
  responses: responsesToChat,
  messages: messagesToChat,
  'messages/count_tokens': countTokensToChat,
}
