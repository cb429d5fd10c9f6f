import { GatewayError } from '@stellwerk/contract/error'

import { EngineFailure } from './engine-failure.ts'
import { ClientGone } from './running.ts'

/** An error whose entry is already written; the walls around the path only have to show it. */
export class Recorded extends Error {
  override readonly name = 'Recorded'
  readonly error: unknown

  constructor(error: unknown) {
    super('recorded', { cause: error })
    this.error = error
  }
}

/** What a client may see of whatever was thrown. What was not expected is `internal` and says nothing of itself. */
export function shownError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown
  if (thrown instanceof EngineFailure) return thrown.error
  if (thrown instanceof Recorded) return shownError(thrown.error)
  if (thrown instanceof ClientGone) return new GatewayError('client_gone')
  return new GatewayError('internal', {}, { cause: thrown })
}
