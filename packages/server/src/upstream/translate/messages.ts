import type { JsonObject } from '@stellwerk/contract/json'

import type { TranslatedCall, Translation } from '../../translation.ts'
import { MessagesEvents } from './messages-events.ts'
import { messagesChatRequest } from './messages-request.ts'
import { objectIn, objectsIn, parsed, textIn } from './reading.ts'

/** A whole answer is a stream of one piece, so that both always end in the same message. */
function answer(chat: JsonObject, about: TranslatedCall): JsonObject | undefined {
  const choices = objectsIn(chat, 'choices').filter(({ index = 0 }) => index === 0) // One answer was asked for.
  if (choices.length === 0) return undefined
  const translator = new MessagesEvents(about)
  const deltas = choices.map((choice) => ({ ...choice, delta: objectIn(choice, 'message') ?? {} }))
  return gathered([...translator.take({ ...chat, choices: deltas }), ...translator.end()])
}

/** The message that a client gathers from the events. */
function gathered(events: readonly JsonObject[]): JsonObject {
  const content: Record<string, JsonObject[string]>[] = []
  let message: JsonObject = {}
  for (const event of events) {
    const delta = objectIn(event, 'delta') ?? {}
    switch (textIn(event, 'type') ?? '') {
      case 'message_start':
        message = objectIn(event, 'message') ?? {}
        break
      case 'content_block_start':
        content.push({ ...objectIn(event, 'content_block') })
        break
      case 'content_block_delta':
        append(content.at(-1) ?? {}, delta)
        break
      case 'message_delta':
        message = { ...message, ...delta, usage: event['usage'] ?? {} }
    }
  }
  return { ...message, content }
}

function append(block: Record<string, JsonObject[string]>, delta: JsonObject): void {
  const json = textIn(delta, 'partial_json')
  if (json !== undefined) block['input'] = parsed(json) ?? {}
  for (const name of ['text', 'thinking', 'signature']) {
    const more = textIn(delta, name)
    if (more !== undefined) block[name] = (textIn(block, name) ?? '') + more
  }
}

/** Speaks messages with a client and chat with an engine (decision 0019). */
export const messagesToChat: Translation = {
  endpoint: 'chat/completions',
  request: messagesChatRequest,
  answer,
  events: (about) => new MessagesEvents(about),
}
