import type { Evidence } from '../finding.ts'
import { isEscapedBreak, isIn, urlSafe } from './character-sets.ts'

/** A secret in a text: places in the text that was read. */
export interface Secret {
  readonly start: number
  readonly end: number
  readonly kind: string
  readonly evidence: Evidence
}

/** How one form of secret is read. `read` is called where the needle stands, and looks no further than a fixed bound. */
export interface SecretRule {
  readonly needle: string
  readonly ignoreCase?: boolean
  readonly read: (text: string, at: number) => Secret | undefined
}

/** Whether a token can begin here: nothing of a token stands before it, or the `n` of an escaped line break in JSON. */
export function beginsToken(text: string, at: number): boolean {
  return !isIn(urlSafe, text, at - 1) || isEscapedBreak(text, at - 1)
}
