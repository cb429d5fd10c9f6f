import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'

import type { TranslatedCall, Translation } from '../../translation.ts'
import { objectIn, objectsIn } from './reading.ts'
import { ResponsesEvents } from './responses-events.ts'
import { chatRequest } from './responses-request.ts'

/** A whole answer is a stream of one piece, so that both always end in the same object. */
function answer(chat: JsonObject, about: TranslatedCall): JsonObject | undefined {
  const choices = objectsIn(chat, 'choices').filter(({ index = 0 }) => index === 0) // One answer was asked for.
  if (choices.length === 0) return undefined
  const translator = new ResponsesEvents(about)
  translator.take({
    ...chat,
    choices: choices.map((choice) => ({ ...choice, delta: objectIn(choice, 'message') ?? {} })),
  })
  const response = translator.end().at(-1)?.['response']
  return isJsonObject(response) ? response : undefined
}

/** Speaks responses with a client and chat with an engine (decision 0018). */
export const responsesToChat: Translation = {
  endpoint: 'chat/completions',
  request: chatRequest,
  answer,
  events: (about) => new ResponsesEvents(about),
}
