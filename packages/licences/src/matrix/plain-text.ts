/** Longer texts are cut: a spreadsheet cell holds 32,767 UTF-16 units, and nobody reads more of a name or a reason. */
const unitsMax = 32_000

/**
 * Text as it may stand in a document. Names and tags come from model cards and so from anybody: control characters would steer a
 * terminal, marks of direction would turn a line around, and half a surrogate pair or U+FFFE is no XML.
 */
export function plainText(text: string): string {
  const cut = text.length > unitsMax ? `${text.slice(0, unitsMax)}…` : text
  return cut
    .toWellFormed()
    .replaceAll(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replaceAll(/[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]/gu, '\uFFFD')
}
