// What was said in an answer that the vault kept as it went out: whole, or as the events of a stream.
import type { Json, JsonObject } from '@stellwerk/contract/json'
import { isJsonList, isJsonObject } from '@stellwerk/contract/json'

/** Fields of a request that make the question. Who asked, and how the answer was to look, is not part of it. */
const questionFields = ['system', 'instructions', 'messages', 'prompt', 'suffix', 'input', 'tools'] as const

/** @returns undefined where the text is no request of ours */
export function questionIn(text: string): JsonObject | undefined {
  const body = objectIn(text)
  if (body === undefined) return undefined
  const fields = questionFields.flatMap((field) => (body[field] === undefined ? [] : [[field, body[field]] as const]))
  return fields.length === 0 ? undefined : Object.fromEntries(fields)
}

/**
 * The texts of an answer, one for each choice; none where it holds no text, such as numbers or calls of tools alone.
 *
 * @example answersIn('{"choices":[{"index":0,"message":{"content":"yes"}}]}') // ['yes']
 */
export function answersIn(text: string): readonly string[] {
  const whole = objectIn(text)
  const said = new Map<number, string>()
  for (const part of whole === undefined ? eventsIn(text) : [whole]) {
    for (const [index, piece] of piecesIn(part)) said.set(index, (said.get(index) ?? '') + piece)
  }
  return [...said]
    .toSorted(([one], [other]) => one - other)
    .map(([, answer]) => answer)
    .filter((answer) => answer !== '')
}

/** Of chat, completions, responses and messages, each whole and as events. */
function piecesIn(part: JsonObject): readonly (readonly [index: number, text: string])[] {
  const choices = listIn(part['choices']).flatMap((choice) => {
    const message = isJsonObject(choice['message']) ? choice['message'] : choice['delta']
    const content = isJsonObject(message) ? message['content'] : choice['text']
    return typeof content === 'string' ? [[numberIn(choice['index']), content] as const] : []
  })
  if (choices.length > 0) return choices
  const delta = part['delta']
  if (part['type'] === 'response.output_text.delta' && typeof delta === 'string') return [[0, delta]]
  if (part['type'] === 'content_block_delta' && isJsonObject(delta) && typeof delta['text'] === 'string') {
    return [[0, delta['text']]]
  }
  const output = listIn(part['output']).flatMap((item) => listIn(item['content']))
  return [...output, ...listIn(part['content'])].flatMap((block) =>
    (block['type'] === 'output_text' || block['type'] === 'text') && typeof block['text'] === 'string'
      ? [[0, block['text']] as const]
      : [],
  )
}

function eventsIn(text: string): readonly JsonObject[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => objectIn(line.slice('data: '.length)))
    .filter((event) => event !== undefined)
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json // JSON.parse yields nothing but JSON.
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined // Events are no object, and the last words of a stream are none either.
  }
}

function listIn(value: Json | undefined): readonly JsonObject[] {
  return isJsonList(value) ? value.filter(isJsonObject) : []
}

function numberIn(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0
}
