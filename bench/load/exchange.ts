/**
 * What generator and mock agree on: the question, the one right answer to it, and the words of a stream.
 * Each question carries its own token (index and time of sending); the mock says it back. So no cache can
 * help, and an answer that went to the wrong client shows.
 */

const alphabet = 'abcdefghijklmnop'
export const tokenPrefix = 'bench-'
/** Eight letters for the index, eight for the time. Letters, so that no detector takes the token for a number. */
export const tokenLength = tokenPrefix.length + 16
/** Bytes of the user's prompt. Each prompt is unique, so that no cache answers. */
const promptBytes = 300

export type Asking = {
  readonly model: string
  /** Null for one JSON answer, else the number of content events wanted. */
  readonly events: number | null
}

export function tokenOf(index: number, timeMs: number): string {
  return tokenPrefix + letters(index, 8) + letters(Math.floor(timeMs), 8)
}

/** Unsigned, base 16, most significant first: 8 letters hold 32 bits. */
function letters(value: number, length: number): string {
  let text = ''
  let rest = value >>> 0
  for (let place = 0; place < length; place += 1) {
    text = (alphabet[rest & 15] ?? 'a') + text
    rest >>>= 4
  }
  return text
}

/** A letter as offices write them, with an IBAN, an address and a name to protect. The account is the example of ISO 13616. */
const filler =
  ' Bitte fasse die Beschwerde von Frau Annegret Sommerfeld in fünf Sätzen zusammen. Das Geld ging auf das Konto' +
  ' DE89 3704 0044 0532 0130 00, die Antwort soll an annegret.sommerfeld@example.org. Nenne jede Entscheidung mit dem' +
  ' Grund, der für sie genannt wurde.'

/** The body of a question, with a token of zeroes in the place where the real one is written. */
export function questionBody({ model, events }: Asking): string {
  const text = tokenOf(0, 0) + filler
  const content = text + '.'.repeat(promptBytes - Buffer.byteLength(text))
  const limit = { max_tokens: events ?? 64 }
  const stream = events === null ? {} : { stream: true }
  return JSON.stringify({ model, messages: [{ role: 'user', content }], ...limit, ...stream })
}

/** 257 bytes, the size that other published benches of gateways use; the text is the token of the question. */
export function answerBody(token: string): string {
  return JSON.stringify({
    id: 'mock',
    object: 'chat.completion',
    created: 1788220800,
    model: 'bench',
    choices: [{ index: 0, message: { role: 'assistant', content: token }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  })
}

/** The text of one content event: the token first, then a word that names the event's place. */
function eventText(index: number, token: string): string {
  return index === 0 ? token : ` ${letters(index, 4)}`
}

export function streamText(events: number, token: string): string {
  return Array.from({ length: events }, (_, index) => eventText(index, token)).join('')
}

/** Event `events` of a stream of `events` carries the finish reason. */
export function streamEvent(index: number, events: number, token: string): string {
  const delta =
    index === events
      ? {}
      : index === 0
        ? { role: 'assistant', content: eventText(0, token) }
        : { content: eventText(index, token) }
  const finish = index === events ? 'stop' : null
  const event = {
    id: 'chatcmpl-bench',
    object: 'chat.completion.chunk',
    created: 1788220800,
    model: 'bench',
    choices: [{ index: 0, delta, finish_reason: finish }],
  }
  return `data: ${JSON.stringify(event)}\n\n`
}

export const streamEnd = 'data: [DONE]\n\n'
