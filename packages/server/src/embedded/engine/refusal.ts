/** What this engine does not do for a request, in OpenAI's shape. Quotes names of fields, never what stands in them. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: 400 | 404 | 429 | 503
  readonly code: string

  constructor(status: Refused['status'], code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A field, or a value of one, that this engine does not know. */
export function unsupported(what: string): Refused {
  return new Refused(400, 'unsupported', what)
}
