import type { GatewayError } from '@stellwerk/contract/error'

/**
 * The engine did not serve this request. Another deployment may be tried only when this one certainly gives no answer:
 * after a connection error or 429, 502, 503, never after a timeout.
 */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure'
  readonly error: GatewayError
  readonly mayTryAnother: boolean

  constructor(error: GatewayError, what: { readonly mayTryAnother: boolean }, options?: ErrorOptions) {
    super(error.message, options)
    this.error = error
    this.mayTryAnother = what.mayTryAnother
  }
}
