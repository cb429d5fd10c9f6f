// Secrets that we hand out and know again by their digest alone: sessions, links, codes.

/** Random bytes of a secret. 256 bits: nobody finds one by trying, so a fast digest is enough to keep. */
const secretBytes = 32

/** Random bytes of an id that opens nothing. */
const idBytes = 16

/** @example newSecret('sws_') // 'sws_0Yd…', 43 characters behind the prefix */
export function newSecret(prefix: string): string {
  return (
    prefix + crypto.getRandomValues(new Uint8Array(secretBytes)).toBase64({ alphabet: 'base64url', omitPadding: true })
  )
}

/** Whether a text can be such a secret; what cannot is not looked up. */
export function isSecret(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && /^[\w-]{43}$/.test(text.slice(prefix.length))
}

/** A name for a person, a session or a grant. */
export function newId(): string {
  return crypto.getRandomValues(new Uint8Array(idBytes)).toBase64({ alphabet: 'base64url', omitPadding: true })
}

/** SHA-256 in hex: what is stored of a secret. */
export function digestOf(secret: string): string {
  return new Bun.CryptoHasher('sha256').update(secret).digest('hex')
}
