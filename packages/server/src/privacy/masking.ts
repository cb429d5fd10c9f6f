import type { Finding } from '@stellwerk/privacy/finding'
import type { Mapping } from '@stellwerk/privacy/pseudonym/mapping'
import { piecesOf } from '@stellwerk/privacy/pseudonym/pieces'
import { pseudonymise } from '@stellwerk/privacy/pseudonym/pseudonymise'
import type { PrivacyPolicy } from '@stellwerk/privacy/treatment'

import { digestWith } from './scope.ts'

/** Texts of one request with what was found in them, in one message. */
export interface MaskingWish {
  readonly texts: readonly {
    readonly text: string
    readonly findings: readonly Finding[]
    /** Names and ids have a narrow alphabet, as names in code have. */
    readonly form: 'text' | 'code'
  }[]
  readonly policy: PrivacyPolicy
  /** 32 bytes, of the scope alone. */
  readonly scopeKey: Uint8Array
}

/** The same texts with pseudonyms in them, and what these stand for. */
export interface Masked {
  readonly texts: readonly string[]
  readonly mapping: Mapping
}

/** Puts pseudonyms into all texts of a request, here and now: genitives, surrogates and collisions look at the whole. */
export function maskedTexts({ texts, policy, scopeKey }: MaskingWish): Masked {
  const pieces = texts.map(({ text, findings, form }) => piecesOf(text, findings, form))
  const { masked, mapping } = pseudonymise(pieces.flat(), { digest: digestWith(scopeKey), policy })
  let from = 0
  const whole = pieces.map(({ length }) => masked.slice(from, (from += length)).join(''))
  return { texts: whole, mapping }
}
