// What a time-stamp proves, as the commands ask for it: a verdict, and no exception.
import { certificatesInPem } from './timestamp-certificate.ts'
import { TimestampRefused } from './timestamp-refused.ts'
import { tokenIn, verifyTimestamp } from './timestamp.ts'

/** What a time-stamp says, or why it proves nothing. */
type TimestampVerdict =
  | { readonly state: 'valid'; readonly timeMs: number; readonly authority: string }
  | { readonly state: 'refused'; readonly code: string }

/**
 * Checks a time-stamp against the complete signed checkpoint that it is of. An authority's reply holds the token; some keep
 * the reply, some the token alone.
 *
 * @example checkTimestamp({ token, note, rootsPem }) // { state: 'valid', timeMs: 1795435200000, authority: 'CN=…' }
 */
export function checkTimestamp(what: {
  readonly token: Uint8Array
  readonly note: Uint8Array
  readonly rootsPem: string
}): TimestampVerdict {
  const { note, rootsPem } = what
  try {
    const roots = certificatesInPem(rootsPem)
    const token = isReply(what.token) ? tokenIn(what.token) : what.token
    return { state: 'valid', ...verifyTimestamp({ token, note, roots }) } as const
  } catch (error) {
    if (error instanceof TimestampRefused) return { state: 'refused', code: error.code } as const
    throw error
  }
}

/** TimeStampResp begins with a status, which is a sequence; a token begins with the kind of its content. */
function isReply(bytes: Uint8Array): boolean {
  const lengthBytes = (bytes[1] ?? 0) < 0x80 ? 1 : 1 + ((bytes[1] ?? 0) & 0x7f)
  return bytes[1 + lengthBytes] === 0x30
}
