// DER (X.690 § 10), as far as time-stamps and their certificates need it. Strict: definite and shortest lengths, single-byte
// tags, primitive strings. Whoever reads a value says which tag must come, so nothing is guessed.

/** Bytes of a reply with a chain of certificates: 4 to 10 kB. Some authorities add revocation lists. */
export const derBytesMax = 262_144

/** A certificate within a token is 12 deep. */
const depthMax = 32

/** Values of a chain of certificates: some hundred. */
const valuesMax = 20_000

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** Tag of a context-specific value: `[n]` of a structure, or of a plain value that is tagged implicitly. */
export const tagged = (number: number): number => 0xa0 | number
export const taggedPrimitive = (number: number): number => 0x80 | number

export class MalformedDer extends Error {
  override readonly name = 'MalformedDer'
  readonly code = 'malformed_der'

  constructor(why: string) {
    super(`DER: ${why}`)
  }
}

/** One value. */
export interface Der {
  readonly tag: number
  readonly content: Uint8Array
  /** With tag and length. */
  readonly whole: Uint8Array
}

/**
 * The one value that the bytes are, with everything in it.
 *
 * @throws MalformedDer for what is no DER, for bytes behind it, and beyond the bounds of size, depth and number.
 */
export function parseDer(bytes: Uint8Array): Der {
  // Hostile input: read before any signature is checked.
  if (bytes.length > derBytesMax) throw new MalformedDer('too long')
  const value = valueAt(bytes, 0)
  if (value.whole.length !== bytes.length) throw new MalformedDer('something follows')
  let left = valuesMax
  const check = (each: Der, depth: number): void => {
    if (left-- === 0 || depth > depthMax) throw new MalformedDer('too many values or too deep')
    if ((each.tag & constructedBit) !== 0) for (const inner of valuesIn(each)) check(inner, depth + 1)
  }
  check(value, 0)
  return value
}

const constructedBit = 0x20

/** The values in a structure, in their order. */
export function valuesIn({ content }: Der): readonly Der[] {
  const values: Der[] = []
  for (let at = 0; at < content.length;) {
    const value = valueAt(content, at)
    values.push(value)
    at += value.whole.length
  }
  return values
}

function valueAt(bytes: Uint8Array, at: number): Der {
  const [tag, first] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || first === undefined) throw new MalformedDer('cut off')
  if ((tag & 0x1f) === 0x1f || tag === 0) throw new MalformedDer('a tag that does not occur here')
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  // 0x80 is the indefinite length of BER.
  if (first === 0x80 || lengthBytes > 3) throw new MalformedDer('a length that does not occur here')
  const start = at + 2 + lengthBytes
  const length = lengthBytes === 0 ? first : numberOf(bytes.subarray(at + 2, start))
  if (lengthBytes > 0 && length < (lengthBytes === 1 ? 0x80 : 1 << (8 * (lengthBytes - 1)))) {
    throw new MalformedDer('a length that is not the shortest')
  }
  if (start + length > bytes.length) throw new MalformedDer('cut off')
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) }
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0)
}

/** Reads the values of a structure one after the other, each under the tag that it must have. */
export class DerFields {
  readonly #values: readonly Der[]
  #at = 0

  /** @throws MalformedDer if the value has another tag. */
  constructor(value: Der, tag: number = tags.sequence) {
    if (value.tag !== tag) throw new MalformedDer(`tag ${value.tag} in the place of ${tag}`)
    this.#values = valuesIn(value)
  }

  /** @throws MalformedDer if the next value has another tag, or there is none. */
  take(tag: number): Der {
    const value = this.takeIf(tag)
    if (value === undefined) throw new MalformedDer(`tag ${tag} is missing`)
    return value
  }

  /** The next value if it has this tag. */
  takeIf(tag: number): Der | undefined {
    const value = this.#values[this.#at]
    if (value?.tag !== tag) return undefined
    this.#at++
    return value
  }

  /** The next structure. */
  fields(tag: number = tags.sequence): DerFields {
    return new DerFields(this.take(tag), tag)
  }

  /** What has not been taken. */
  rest(): readonly Der[] {
    const rest = this.#values.slice(this.#at)
    this.#at = this.#values.length
    return rest
  }

  /** @throws MalformedDer if something has not been taken. */
  end(): void {
    if (this.#at !== this.#values.length) throw new MalformedDer('something follows')
  }
}

/** Dotted. @throws MalformedDer @example oidOf(value) // '1.2.840.113549.1.7.2' */
export function oidOf({ content }: Der): string {
  const arcs: number[] = []
  let arc = 0
  for (const [at, byte] of content.entries()) {
    if ((arc === 0 && byte === 0x80) || arc > 2 ** 40) throw new MalformedDer('an object identifier')
    arc = arc * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(arc)
      arc = 0
    } else if (at === content.length - 1) throw new MalformedDer('an object identifier')
  }
  const [first, ...others] = arcs
  if (first === undefined) throw new MalformedDer('an object identifier')
  const top = Math.min(Math.floor(first / 40), 2)
  return [top, first - top * 40, ...others].join('.')
}

/** Bytes of an integer, shortest two's complement. @throws MalformedDer */
export function integerOf({ content }: Der): Uint8Array {
  const [first, second = 0] = content
  if (first === undefined) throw new MalformedDer('an integer')
  const isPadded = content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  if (isPadded) throw new MalformedDer('an integer')
  return content
}

/** @throws MalformedDer if it is negative or above 2^31. */
export function smallIntegerOf(value: Der): number {
  const bytes = integerOf(value)
  if (bytes.length > 4 || (bytes[0] ?? 0) >= 0x80) throw new MalformedDer('an integer')
  return numberOf(bytes)
}

/** @throws MalformedDer */
export function booleanOf({ content }: Der): boolean {
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new MalformedDer('a boolean')
  return content[0] === 0xff
}

/** Milliseconds since the epoch of a UTCTime or GeneralizedTime, in UTC. @throws MalformedDer */
export function timeOf({ tag, content }: Der): number {
  const text = Buffer.from(content).toString('latin1')
  const century = tag === tags.utcTime ? (Number(text.slice(0, 2)) < 50 ? '20' : '19') : ''
  // X.690 § 11.7: seconds are there, a fraction does not end with a zero.
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,8}[1-9]))?Z$/.exec(century + text)
  if (parts === null) throw new MalformedDer('a time')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number)
  const whole = Date.UTC(year, month - 1, day, hour, minute, second)
  // What does not exist, such as 31 February, comes out as another time.
  const again = new Date(whole).toISOString().replaceAll(/[-T:]|\.000Z/g, '')
  if (again !== parts.slice(1, 7).join('')) throw new MalformedDer('a time')
  return whole + Math.floor(Number(`0.${parts[7] ?? '0'}`) * 1000)
}

/** Writes a value. The content is below 64 KiB. */
export function formatDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents)
  const { length } = content
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return new Uint8Array(Buffer.concat([Uint8Array.of(tag, ...head), content]))
}

/** An integer that is not negative, from its bytes. */
export function formatInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  const shortest = start === -1 ? Uint8Array.of(0) : bytes.subarray(start)
  return formatDer(tags.integer, (shortest[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0), shortest)
}

/** @example formatOid('2.16.840.1.101.3.4.2.1') */
export function formatOid(dotted: string): Uint8Array {
  const [top = 0, second = 0, ...others] = dotted.split('.').map(Number)
  return formatDer(tags.oid, Uint8Array.from([top * 40 + second, ...others].flatMap(base128)))
}

function base128(arc: number): number[] {
  const digits = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift(0x80 | (rest % 128))
  return digits
}
