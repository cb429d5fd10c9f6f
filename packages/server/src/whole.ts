import { GatewayError } from '@stellwerk/contract/error'

import { malformed } from './answer.ts'

/**
 * The JSON of an answer that comes in one piece, read within a bound.
 *
 * @throws GatewayError engine_answer_too_large, engine_answer_malformed, or the reason of an abort
 */
export async function readWhole(
  response: Response,
  what: { readonly bytesMax: number; readonly model: string },
): Promise<unknown> {
  const declared = Number(response.headers.get('content-length') ?? Number.NaN)
  if (declared > what.bytesMax) throw tooLarge(what.bytesMax)
  // A declared length is kept by the HTTP parser; without one we count ourselves.
  const text = Number.isFinite(declared) ? await response.text() : await readCounted(response, what.bytesMax)
  try {
    return JSON.parse(text)
  } catch {
    throw malformed(what.model)
  }
}

async function readCounted(response: Response, bytesMax: number): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const bytes of response.body) {
    size += bytes.length
    if (size > bytesMax) throw tooLarge(bytesMax)
    text += decoder.decode(bytes, { stream: true })
  }
  return text + decoder.decode()
}

function tooLarge(bytesMax: number): GatewayError {
  return new GatewayError('engine_answer_too_large', { details: { bytesMax } })
}
