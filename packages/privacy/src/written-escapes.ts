/** A character that is written otherwise, and where that ends. */
export interface Escape {
  readonly code: number
  readonly end: number
}

const marks: Readonly<Record<string, string>> = {
  uml: '\u0308',
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  tilde: '\u0303',
  ring: '\u030A',
  cedil: '\u0327',
  caron: '\u030C',
}

/** Entities of HTML that stand within names, addresses and numbers (HTML Standard § 13.5, checked 2026-11-23). */
const others: Readonly<Record<string, number>> = {
  szlig: 0xdf,
  oslash: 0xf8,
  Oslash: 0xd8,
  aelig: 0xe6,
  AElig: 0xc6,
  nbsp: 0xa0,
  ensp: 0x2002,
  emsp: 0x2003,
  thinsp: 0x2009,
  shy: 0xad,
  zwj: 0x200d,
  zwnj: 0x200c,
  commat: 0x40,
  period: 0x2e,
  lowbar: 0x5f,
  hyphen: 0x2010,
  apos: 0x27,
  rsquo: 0x2019,
}

const entity = /^&(?:#([0-9]{1,5})|#[xX]([0-9a-fA-F]{1,4})|([A-Za-z]{2,8}));/
const named: ReadonlyMap<string, number> = new Map([...Object.entries(others), ...lettersWithMarks()])

/** `auml`, `Ccaron`: all that are one character. */
function lettersWithMarks(): [name: string, code: number][] {
  return [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].flatMap((letter) =>
    Object.entries(marks).flatMap(([mark, sign]): [string, number][] => {
      const composed = `${letter}${sign}`.normalize('NFC')
      return composed.length === 1 ? [[`${letter}${mark}`, composed.charCodeAt(0)]] : []
    }),
  )
}

/**
 * The entity of HTML that begins here. Those that mean something in HTML itself (`&amp;`, `&lt;`) are left: they divide nothing that
 * is looked for.
 *
 * @example entityAt('M&uuml;ller', 1) // { code: 0xfc, end: 7 }
 */
export function entityAt(text: string, start: number): Escape | undefined {
  const found = entity.exec(text.slice(start, start + 10))
  if (found === null) return undefined
  const [whole, decimal, hexadecimal, name] = found
  const code =
    name === undefined
      ? Number.parseInt(decimal ?? hexadecimal ?? '', decimal === undefined ? 16 : 10)
      : named.get(name)
  // Control characters, and what is no single unit of UTF-16.
  if (code === undefined || code < 0x20 || code > 0xffff || (code >= 0xd800 && code < 0xe000)) return undefined
  return { code, end: start + whole.length }
}

/**
 * What is percent-encoded here and stands in names and addresses: `@`, and letters of two bytes of UTF-8 (RFC 3986 § 2.1, RFC 3629).
 * Spaces and signs are left, for they divide the parts of an address.
 *
 * @example percentAt('anna%40example.org', 4) // { code: 0x40, end: 7 }
 */
export function percentAt(text: string, start: number): Escape | undefined {
  if (text.startsWith('%40', start)) return { code: 0x40, end: start + 3 }
  const found = /^%([cd][0-9a-f])%([89ab][0-9a-f])/i.exec(text.slice(start, start + 6))
  if (found === null) return undefined
  const [high, low] = [Number.parseInt(found[1] ?? '', 16), Number.parseInt(found[2] ?? '', 16)]
  const code = ((high & 0x1f) << 6) | (low & 0x3f)
  return code < 0xc0 ? undefined : { code, end: start + 6 }
}
