/** Whether a letter or digit: what makes a label or a name beside it part of a longer word. */
export function isWordCode(code: number): boolean {
  if (code < 48) return false
  if (code < 58) return true
  if (code < 65) return false
  if (code < 91) return true
  if (code < 97) return false
  if (code < 123) return true
  // Latin, Greek, Cyrillic and their like; scripts that are written without spaces have no such boundary.
  return code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7
}

export function isBlankCode(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0
}

/** Characters that are there and not seen: soft hyphen, zero-width ones, joiner, byte order mark. */
export function isUnseenCode(code: number): boolean {
  return code === 0xad || (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff
}
