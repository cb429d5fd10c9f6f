import type { JsonObject } from '@stellwerk/contract/json'

/** Room for the sentence of an engine; what is longer quotes the prompt. */
const messageCharactersMax = 200

/**
 * The sentence in the error body of an engine, whichever of the shapes in use it has: `{error: {message}}` (OpenAI, vLLM,
 * llama.cpp), `{error: "…"}` (TGI, Ollama), `{object: "error", message}` (SGLang, older vLLM), `{detail}` (FastAPI).
 */
export function engineMessageOf(body: unknown): string | undefined {
  if (!isObject(body)) return undefined
  const error = body['error']
  const candidates = [
    isObject(error) ? error['message'] : error,
    body['message'],
    isObject(body['detail']) ? body['detail']['message'] : body['detail'],
  ]
  const message = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '')
  return typeof message === 'string' ? oneLine(message) : undefined
}

function oneLine(message: string): string {
  const line = message.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim()
  return line.length > messageCharactersMax ? `${line.slice(0, messageCharactersMax)}…` : line
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
