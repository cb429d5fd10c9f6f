/**
 * A UUID from a digest, so that the same bill has the same number and another one another. Version 8 is for numbers of one's own making
 * (RFC 9562 § 5.8, checked 2026-11-23).
 *
 * @param digest SHA-256, hex
 */
export function uuidOf(digest: string): string {
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  const third = `8${digest.slice(13, 16)}`
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    third,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-')
}
