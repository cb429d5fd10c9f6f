/**
 * Something is no journal entry. `part` names the attribute at fault; what stood there is not repeated, because it may
 * be anything.
 */
export class MalformedEntry extends RangeError {
  override readonly name = 'MalformedEntry'
  readonly code = 'malformed_entry'
  /** Name of the attribute; `form` if the bytes are not the one spelling of what they say. */
  readonly part: string

  constructor(part: string, options?: ErrorOptions) {
    super(`journal entry: ${part} is malformed`, options)
    this.part = part
  }
}
