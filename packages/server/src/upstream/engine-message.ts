import { isJsonObject } from '@stellwerk/contract/json'

/** Room for the sentence of an engine; what is longer quotes the prompt. */
const messageCharactersMax = 200

/**
 * The sentence in the error body of an engine, whichever of the shapes in use it has: `{error: {message}}` (OpenAI, vLLM,
 * llama.cpp), `{error: "…"}` (TGI, Ollama), `{object: "error", message}` (SGLang, older vLLM), `{detail}` (FastAPI).
 */
export function engineMessageOf(body: unknown): string | undefined {
  if (!isJsonObject(body)) return undefined
  const error = body['error']
  const candidates = [
    isJsonObject(error) ? error['message'] : error,
    body['message'],
    isJsonObject(body['detail']) ? body['detail']['message'] : body['detail'],
  ]
  const message = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '')
  return typeof message === 'string' ? oneLine(message) : undefined
}

function oneLine(message: string): string {
  const line = message.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim()
  if (line.length <= messageCharactersMax) return line
  const cut = line.slice(0, messageCharactersMax)
  const opened = cut.lastIndexOf('⟦')
  // Half a pseudonym says nothing to anybody, and is never restored.
  return `${opened > cut.lastIndexOf('⟧') ? cut.slice(0, opened) : cut}…`
}
