import type { Text } from './language.ts'

/** Values that a message may name: the thing and the bound. Never text of a prompt, never a person. */
export type ErrorDetails = Readonly<Record<string, string | number>>

/** What an error code means: for the client that decides what to do next, and for whoever reads it. */
export interface ErrorMeaning {
  readonly status: number
  /** `error.type` of the OpenAI shape. */
  readonly type:
    | 'authentication_error'
    | 'invalid_request_error'
    | 'permission_error'
    | 'rate_limit_error'
    | 'server_error'
  /** What is wrong, naming the thing and the bound. */
  readonly says: (details: ErrorDetails) => Text
  /** What to do about it. */
  readonly next: Text
}
