// How events are written (WHATWG HTML, "Server-sent events", checked 2026-11-23): UTF-8, LF, a space behind the colon, one
// JSON object for each event.
import type { JsonObject } from '@stellwerk/contract/json'

/** The closing event of a complete answer of the chat and completions endpoints. */
export const doneEvent = 'data: [DONE]\n\n'

/** An event without a name. */
export function dataEvent(body: JsonObject): string {
  return `data: ${JSON.stringify(body)}\n\n`
}

/** An event whose name stands inside as well. */
export function namedEvent(name: string, body: JsonObject): string {
  return `event: ${name}\ndata: ${JSON.stringify(body)}\n\n`
}

/** The JSON of an event, or undefined when it is none. */
export function parsedData(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined // The caller says what that means.
  }
}
