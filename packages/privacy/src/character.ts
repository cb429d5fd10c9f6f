/** Kinds of characters as the scanner sees them. ASCII only: an identifier has no other letters. */
export const digit = 1
export const upper = 2
export const lower = 4

/** One byte for every code unit, so that looking one up never leaves the table. */
const kinds = new Uint8Array(0x10000)
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code)
  if (/[0-9]/.test(character)) kinds[code] = digit
  if (/[A-Z]/.test(character)) kinds[code] = upper
  if (/[a-z]/.test(character)) kinds[code] = lower
}

/** Kind of a code unit: one of those above, or 0. */
export function kindOf(code: number): number {
  return kinds[code] ?? 0
}

/** Kind of the character at a place; 0 outside of the text as well. */
export function kindAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? (kinds[text.charCodeAt(at)] ?? 0) : 0
}

/**
 * Whether the character would make a number a part of a longer word: letters, digits, underscore. Scripts without spaces between words
 * (Chinese, Japanese, Thai) do not count, there a number stands right beside them.
 */
export function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 128) return (kinds[code] ?? 0) !== 0 || code === underscore
  return (code >= 0xc0 && code < 0x0e00 && code !== 0xd7 && code !== 0xf7) || (code >= 0x1e00 && code < 0x2000)
}

const underscore = 0x5f

/** Where the run of letters and digits that begins here ends. */
export function runEnd(text: string, start: number): number {
  let end = start
  while (kindAt(text, end) !== 0) end += 1
  return end
}

/** Where the run of letters and digits that ends here begins, not before `floor`. */
export function runStart(text: string, end: number, floor: number): number {
  let start = end
  while (start > floor && kindAt(text, start - 1) !== 0) start -= 1
  return start
}
