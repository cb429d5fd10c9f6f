import { type CharacterSet, hexadecimal, isIn } from './character-sets.ts'

/** Longest value that is looked at as one secret, in characters. Keys in PEM form are longer and have a reader of their own. */
export const secretCharactersMax = 512

/** Bits per character (Shannon) of a short text: 0 for one repeated letter, about 4.5 for 40 random ones of base62. */
export function entropyOf(value: string): number {
  const counts = new Map<number, number>()
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index)
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}

/** What people write where a secret would stand. Lower case, without separators. */
const placeholderParts = [
  'example', 'beispiel', 'placeholder', 'platzhalter', 'changeme', 'changeit', 'yourpassword', 'yourtoken', 'yourkey', 'yourapi', 'yoursecret',
  'deinpasswort', 'ihrpasswort', 'meinpasswort', 'mypassword', 'insertyour', 'replaceme', 'redacted', 'geschwaerzt', 'geschwärzt', 'xxxx', '1234567890',
  'abcdefgh', '0000000', 'dummy', 'notreal', 'todo',
] // prettier-ignore

/** Whether the value stands for a secret instead of being one: `AKIA…EXAMPLE`, `ghp_xxxx…`, `sk-...`, `****`. */
export function isPlaceholder(value: string): boolean {
  if (value.includes('...') || value.includes('***') || value.includes('…') || value.includes('•')) return true
  const plain = value.toLowerCase().replaceAll('-', '').replaceAll('_', '')
  return placeholderParts.some((part) => plain.includes(part))
}

/** A name without digits, or a call: `settings.db.password`, `os.environ["X"]`. A token with points in it has digits. */
const callOrMember = /^[A-Za-z_$]+(?:(?:\.|::|->|\?\.)[A-Za-z_$]+)+(?:[([].*)?$|^[A-Za-z_$][\w$]*\(.*$/

const opensReference: readonly string[] = ['${', '$(', '{{', '%(', '@{', 'http://', 'https://', 'data:']

/** Whether the value points to a secret that lies elsewhere: `${DB_PASSWORD}`, `process.env.TOKEN`, `{{ vault }}`, `getpass()`. */
export function isReference(value: string): boolean {
  const first = value.charAt(0)
  if (opensReference.some((opening) => value.startsWith(opening))) return true
  if ((first === '<' && value.includes('>')) || (first === '[' && value.includes(']'))) return true
  if (first === '$' && /^\$[A-Z_][A-Z0-9_]+$/.test(value)) return true
  if (first === '%' && /^%(?:[sdv]|[A-Z_]+%)$/.test(value)) return true
  return callOrMember.test(value)
}

const sri = /^sha(?:256|384|512)-/
const uuid = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/
const ibanShape = /^[A-Z]{2}[0-9]{2}[A-Z]{0,4}[0-9]{8,26}$/

/** Whether the value is of a well-known form that is no secret by itself: digest, UUID, integrity value, IBAN, image. */
export function isPublicForm(value: string): boolean {
  return (
    isWholly(hexadecimal, value) ||
    uuid.test(value) ||
    sri.test(value) ||
    ibanShape.test(value) ||
    value.startsWith('data:')
  )
}

export function isWholly(set: CharacterSet, value: string): boolean {
  for (let place = 0; place < value.length; place += 1) if (!isIn(set, value, place)) return false
  return value.length > 0
}

/** Which kinds of characters a value mixes. */
export function mixtureOf(value: string): {
  readonly letters: boolean
  readonly digits: boolean
  readonly signs: boolean
  readonly innerCapital: boolean
  /** Capitals and small letters in a disorder that no word has: `AFhgaYAqbblA`, unlike `GitHub`. */
  readonly disorder: boolean
} {
  return {
    letters: /\p{L}/u.test(value),
    digits: /\d/.test(value),
    signs: /[!#$%&*+=?@^~§€|<>[\]{}]/.test(value),
    innerCapital: /\p{Ll}\p{Lu}/u.test(value),
    disorder:
      (value.match(/\p{Ll}\p{Lu}|\p{Lu}\p{Ll}/gu)?.length ?? 0) >= 3 &&
      /\p{Lu}{2}|\p{Lu}\p{Ll}\p{Lu}|\p{Lu}$/u.test(value),
  }
}

/** Whether the text decodes from base64 to `name:password` in printable ASCII, as in a Basic header. */
export function isBase64Login(value: string): boolean {
  const bytes = base64Bytes(value)
  if (bytes === undefined || bytes.length < 3) return false
  const colon = bytes.indexOf(0x3a)
  return colon >= 0 && colon < bytes.length - 1 && bytes.every((byte) => byte >= 0x20 && byte !== 0x7f)
}

const base64Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function base64Bytes(value: string): number[] | undefined {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of value.replace(/={1,2}$/, '')) {
    const six = base64Letters.indexOf(letter)
    if (six === -1) return undefined
    held = ((held << 6) | six) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 0xff)
    }
  }
  return bytes
}
