/** The other side sent more than we are willing to read. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge'

  constructor(what: { readonly bytesMax: number }) {
    super(`the answer is larger than ${what.bytesMax} bytes`)
  }
}

/** Nobody answered, the connection broke, or the time was over. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly isTimeout: boolean

  constructor(what: { readonly isTimeout: boolean }, options: ErrorOptions) {
    super(what.isTimeout ? 'no answer in time' : 'no answer', options)
    this.isTimeout = what.isTimeout
  }
}

export interface Exchange {
  readonly url: string
  /** With a body it is a POST. */
  readonly body?: { readonly bytes: Uint8Array; readonly type: string }
  readonly bytesMax: number
  readonly signal: AbortSignal
}

export interface ExchangeAnswer {
  readonly status: number
  readonly type: string
  readonly body: Uint8Array
}

/**
 * One question to a witness or a time-stamping authority, with a bound on the answer.
 *
 * @throws NoAnswer, AnswerTooLarge
 */
export async function exchange({ url, body, bytesMax, signal }: Exchange): Promise<ExchangeAnswer> {
  try {
    const answer = await fetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body: new Uint8Array(body.bytes) }),
      headers: {
        'user-agent': 'stellwerk',
        'accept-encoding': 'identity',
        ...(body === undefined ? {} : { 'content-type': body.type }),
      },
      // Who redirects would choose the next address itself.
      redirect: 'manual',
      // Plain bytes were asked for. Others are not unfolded: a small answer could become a large one.
      decompress: false,
      signal,
    })
    const type = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    return { status: answer.status, type, body: await readBounded(answer, bytesMax) }
  } catch (cause) {
    if (cause instanceof AnswerTooLarge) throw cause
    throw new NoAnswer({ isTimeout: signal.aborted }, { cause })
  }
}

async function readBounded(answer: Response, bytesMax: number): Promise<Uint8Array> {
  if (answer.body === null) return new Uint8Array(0)
  const chunks: Uint8Array[] = []
  let length = 0
  // Leaving the loop early cancels the rest.
  for await (const chunk of answer.body) {
    length += chunk.length
    if (length > bytesMax) throw new AnswerTooLarge({ bytesMax })
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
