/**
 * Where a text stands, and so how a value is written in it. `code` is written as it is, like `text`.
 */
export type Form = 'text' | 'json' | 'url' | 'code'

/** A value as it is written in this form. `html` is for places where the model itself writes entities. */
export function encoded(value: string, form: Form | 'html'): string {
  switch (form) {
    case 'json':
      // Well-formed since ES2019: lone surrogates are escaped as well.
      return JSON.stringify(value).slice(1, -1)
    case 'url':
      return percentEncoded(value)
    case 'html':
      return value.replace(/[&<>"]/gu, (character) => entities[character] ?? character)
    case 'text':
    case 'code':
      return value
  }
}

/** What a piece of text in this form says; the piece itself where it is not well-formed. */
export function decoded(written: string, form: Form): string {
  try {
    // JSON.parse of a text in quotes gives a text.
    // Within prose an escape of a character is taken for JSON that somebody quoted; so the value is written right elsewhere.
    const isEscaped = form === 'json' ? written.includes('\\') : form === 'text' && escapedCharacter.test(written)
    if (form === 'json' || isEscaped) return isEscaped ? (JSON.parse(`"${written}"`) as string) : written
    if (form === 'url') return written.includes('%') ? decodeURIComponent(written) : written
  } catch {
    return written
  }
  return written
}

const escapedCharacter = /\\u[0-9a-f]{4}/iu

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * What may stand in an address without being encoded and without changing what its parts are: RFC 3986 § 2.3, and of § 2.2 what
 * addresses, times and paths consist of. Checked 2026-11-23.
 */
const plainInAddresses = /^[A-Za-z0-9\-._~:/@,;!$'()*]*$/u

function percentEncoded(value: string): string {
  if (plainInAddresses.test(value)) return value
  let text = ''
  for (const character of value) text += plainInAddresses.test(character) ? character : bytesEncoded(character)
  return text
}

function bytesEncoded(character: string): string {
  // Half a surrogate pair has no UTF-8; U+FFFD stands for it as in the URL standard.
  return encodeURIComponent(/^\p{Surrogate}$/u.test(character) ? '\uFFFD' : character)
}
