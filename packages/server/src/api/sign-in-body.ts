// Bodies of forms and scripts under /sign-in. Strangers send them, so they are bounded while they come in.
import { GatewayError } from '@stellwerk/contract/error'

/** Bytes. A passkey with its attestation has some 1,000, a logout token some 2,000. */
const bodyBytesMax = 65_536

/** Fields of a form, each once. */
export interface Form {
  /** Empty where there is none, or more than one. */
  readonly get: (name: string) => string
}

/** @throws GatewayError content_type_unsupported, body_too_large */
export async function boundedForm(request: Request): Promise<Form> {
  mustBeOf(request, /^application\/x-www-form-urlencoded\s*(;|$)/i)
  const fields = new URLSearchParams(await boundedText(request))
  return {
    get: (name) => {
      const values = fields.getAll(name)
      return values.length === 1 ? (values[0] ?? '') : ''
    },
  }
}

/** @throws GatewayError content_type_unsupported, body_too_large, body_not_json */
export async function boundedJson(request: Request): Promise<Readonly<Record<string, unknown>>> {
  mustBeOf(request, /^application\/json\s*(;|$)/i)
  const body = await boundedText(request)
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // The same as something else than an object.
  }
  throw new GatewayError('body_not_json')
}

function mustBeOf(request: Request, type: RegExp): void {
  if (!type.test(request.headers.get('content-type') ?? '')) throw new GatewayError('content_type_unsupported')
}

async function boundedText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > bodyBytesMax) throw new GatewayError('body_too_large', { details: { bytesMax: bodyBytesMax } })
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
