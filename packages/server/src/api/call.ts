import type { ApiRoute } from '@stellwerk/contract/api/route'
import type { Language } from '@stellwerk/contract/language'

import type { Caller } from './caller.ts'

/** A call of the control API whose route is known and whose caller may make it. */
export interface ApiCall {
  readonly request: Request
  readonly url: URL
  readonly route: ApiRoute
  /** Values of the parameters in the path, each of the form that it has to have. */
  readonly parameters: Readonly<Record<string, string>>
  readonly caller: Caller
  readonly language: Language
}
