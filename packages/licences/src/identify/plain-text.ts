import { decoded, fromUtf8 } from '../bytes.ts'

/** Bytes of the longest text that is looked at. The longest of 67 licences has 35,000; a book is no licence. */
export const textBytesMax = 1_048_576

/** Why bytes are no text that could be identified. */
export type NoText = 'too_large' | 'not_text' | 'no_words'

/**
 * The text in a file. UTF-8 unless its first bytes say UTF-16; what is neither is taken for Windows-1252, which old copies use for
 * quotes and dashes.
 *
 * @example plainText(new TextEncoder().encode('MIT')) // { text: 'MIT' }
 */
export function plainText(input: Uint8Array | string): { readonly text: string } | { readonly problem: NoText } {
  if (input.length > textBytesMax) return { problem: 'too_large' }
  const text = typeof input === 'string' ? input : textIn(input)
  // A NUL stands in no text, and in nearly every other file.
  return text.includes('\0') ? { problem: 'not_text' } : { text }
}

function textIn(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be')
  return fromUtf8(bytes) ?? decoded(bytes, 'windows-1252')
}
