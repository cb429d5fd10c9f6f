import { isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

/** What the client sends back of its tools, in the order of the conversation, whatever the endpoint. */
export function toolResultsIn(body: JsonObject): string[] {
  const { messages = [], input = [] } = body
  return [...objectsIn(messages).flatMap(resultsOfMessage), ...objectsIn(input).flatMap(resultOfItem)]
}

function resultsOfMessage({ role, content = null }: JsonObject): string[] {
  if (role === 'tool') return [textIn(content)]
  return objectsIn(content).flatMap((block) =>
    block['type'] === 'tool_result' ? [textIn(block['content'] ?? '')] : [],
  )
}

function resultOfItem({ type, output = '' }: JsonObject): string[] {
  return typeof type === 'string' && type.endsWith('_call_output') ? [textIn(output)] : []
}

function textIn(content: Json): string {
  if (typeof content === 'string') return content
  return objectsIn(content)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('')
}

function objectsIn(value: Json): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}
