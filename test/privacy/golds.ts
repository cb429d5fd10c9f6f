import type { Json } from '@stellwerk/contract/json'

/** Values that no engine may ever see. All are invented, or published to be examples. */
export const golds = {
  name: 'Anna Weißgerber',
  iban: 'DE89370400440532013000',
  email: 'anna.weissgerber@beispiel.example',
  // Put together from parts, so that scanners for secrets leave this file alone.
  secret: ['ghp', 'x9Kq2LmN8vRt4YbZ7cWd1FgH5jPs3AeU6oTi'].join('_'),
  taxId: 86_095_742_719,
} as const

export const letter = `Bitte an Frau ${golds.name} antworten: ${golds.iban}, ${golds.email}, Schlüssel ${golds.secret}.`

/** The same inside the text of a JSON document, written as programs write it that keep to ASCII. */
const inAscii = JSON.stringify({ an: `Frau ${golds.name}`, konto: `\n${golds.iban}\n` }).replaceAll('ß', '\\u00df')

const record = {
  an: `Frau ${golds.name}`,
  steuerId: golds.taxId,
  [golds.iban]: letter,
  [golds.name]: 1,
  tief: { liste: [golds.email, { schluessel: golds.secret }] },
  text: inAscii,
  doppelt: JSON.stringify(inAscii),
}

const schema = {
  type: 'object',
  title: letter,
  description: letter,
  properties: {
    [golds.iban]: { type: 'string', enum: [golds.email, `Frau ${golds.name}`], default: golds.secret },
    steuerId: { type: 'integer', const: golds.taxId, examples: [golds.taxId] },
    wer: { type: 'string', pattern: golds.iban, description: inAscii },
  },
  required: [golds.iban],
  $defs: { [golds.iban]: { type: 'string', const: golds.email } },
  allOf: [{ $ref: `#/$defs/${golds.iban}` }],
}

/** What is planted where a text may stand; narrow alphabets take the later ones only. */
export const texts: readonly string[] = [letter, inAscii, golds.iban, golds.email, golds.secret]

/** Texts of JSON documents: compact, wide, with a key that stands twice, and one that is cut off. */
export const jsonTexts: readonly string[] = [
  JSON.stringify(record),
  JSON.stringify(record, undefined, 2).replaceAll('ß', '\\u00DF'),
  `{"a":${JSON.stringify(letter)},"a":${golds.taxId},"steuerId":${golds.taxId}}`,
  JSON.stringify(record).slice(0, -8),
]

export const jsonValues: readonly Json[] = [record, schema, letter, [letter, { a: golds.email }]]

/** What is planted where no text belongs. */
export const oddValues: readonly Json[] = [letter, golds.iban, [letter], { type: letter, text: letter, k: golds.email }]

/** Parts by which each value is known, in small letters. */
const signs = ['weißgerber', 'ßgerber', 'weissgerber', golds.iban, golds.email, golds.secret, String(golds.taxId)].map(
  (sign) => sign.toLowerCase(),
)

/**
 * Whatever of the values stands in a text, also behind escapes of JSON.
 *
 * @example goldsIn('{"a":"Wei\\u00dfgerber"}') // ['weißgerber']
 */
export function goldsIn(text: string): readonly string[] {
  const plain = text
    .replace(/\\+u([0-9a-f]{4})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase()
  return signs.filter((sign) => plain.includes(sign))
}
