import { GatewayError } from '@stellwerk/contract/error'

/**
 * The text of an answer that comes in one piece, read within a bound.
 *
 * @throws GatewayError engine_answer_too_large, or what broke the connection
 */
export function wholeText(response: Response, bytesMax: number): Promise<string> {
  const declared = Number(response.headers.get('content-length') ?? Number.NaN)
  // A declared length is kept by the HTTP parser; without one we count ourselves.
  if (declared <= bytesMax) return response.text()
  if (Number.isNaN(declared)) return countedText(response, bytesMax)
  return Promise.reject(tooLarge(bytesMax))
}

/** The JSON of a text, or undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // An answer without a skeleton is refused like one that is no JSON.
  }
}

async function countedText(response: Response, bytesMax: number): Promise<string> {
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
