// The sealed record: what travels as `record.ciphertext` in a frame and then lies in vault.sqlite, byte for byte.
//
//   header   version u8 = 1 · class u8 · generation u32 · delete-on day u32 · tag count u8 · tags 16 each, ascending
//   wrapped  nonce 12 · data key 32, encrypted under the vault key of the generation · tag 16
//   counts   openings u8 · values u8
//   fields   openings, then values, each kind in ascending order of names:
//            state u8 (1 sealed, 0 erased) · name length u8 · name · sealed length u32 · ciphertext · tag 16
//
// Numbers are big-endian. A record of class `none` ends after its header, and that holds nothing but zeros behind the
// class. All encryption is AES-256-GCM. Associated data of the wrapped key are a label, the entry id and the header;
// those of a field are a label, the entry id, its kind and its name; the nonce of a field is its position, for the
// data key is fresh for every record. So no byte can be changed, and nothing moved to another record or field.
//
// An erased field keeps its place and its length with zeros in it: the row is overwritten where it lies, and no page
// of the database is ever rearranged by an erasure (docs/decisions/0010).

/** How much of a use case's records is kept. Only openings at `metadata`. */
export type RetentionClass = 'none' | 'metadata' | 'pseudonymised' | 'full' | 'governance'

const classes: readonly RetentionClass[] = ['none', 'metadata', 'pseudonymised', 'full', 'governance']

/** What can be read without a key. */
export interface EnvelopeHeader {
  readonly class: RetentionClass
  /** Generation of the vault key, from 1; 0 in class none. */
  readonly generation: number
  /** Days since the epoch; 0 in class none, which has nothing to delete. */
  readonly deleteOnDay: number
  /** Truncated HMACs of subjects, ascending. */
  readonly tags: readonly Uint8Array[]
}

export type FieldKind = 'opening' | 'value'

/** A field as it lies in the envelope. */
export interface SealedField {
  readonly kind: FieldKind
  readonly name: string
  /** Among all fields of the record, from 0: the nonce. */
  readonly position: number
  /** Ciphertext and tag, or `undefined` if it was erased. */
  readonly sealed: Uint8Array | undefined
  /** Where `sealed` starts, and how long it is or was. */
  readonly at: number
  readonly length: number
  /** Where the byte stands that says whether it is erased. */
  readonly stateAt: number
}

export interface Envelope extends EnvelopeHeader {
  /** The header as bytes, for the associated data. */
  readonly header: Uint8Array
  /** Nonce, encrypted data key and tag; empty in class none. */
  readonly wrapped: Uint8Array
  readonly fields: readonly SealedField[]
}

export const [idBytes, tagBytes, nonceBytes, sealBytes, keyBytes] = [16, 16, 12, 16, 32]
export const wrappedBytes = nonceBytes + keyBytes + sealBytes

/** Without subjects. */
export const headerBytes = 11

/** Key, user, group, delegated agent and the person of a governance event are five; more is a mistake. */
export const subjectsMax = 16

/** Of a kind. An entry has a handful of commitments. */
export const fieldsMax = 32

/** Bytes of the name of a field. */
const nameBytesMax = 64

/** A frame takes no larger sealed record (tlog/write/frame.ts). */
export const envelopeBytesMax = 16_777_216

export const version = 1

/** What the state byte of a field says. */
const erased = 0
export const sealed = 1

/** Not an envelope, or not in its one spelling. Names the part, never the content. */
export class MalformedEnvelope extends Error {
  override readonly name = 'MalformedEnvelope'
  readonly code = 'malformed_envelope'
  readonly part: string

  constructor(what: { readonly part: string }) {
    super(`a sealed record with a malformed ${what.part}`)
    this.part = what.part
  }
}

/** The number of a class in an envelope. */
export function classNumber(retention: RetentionClass): number {
  return classes.indexOf(retention)
}

/** A name of a field: what commitments are called in a leaf. */
export function isFieldName(name: string): boolean {
  return name.length <= nameBytesMax && /^[a-z][A-Za-z0-9]*$/.test(name)
}

/**
 * Reads what the publisher needs, without a key and without looking at the fields.
 *
 * @throws MalformedEnvelope
 */
export function parseEnvelopeHeader(bytes: Uint8Array): EnvelopeHeader {
  const view = viewOf(bytes)
  if (bytes.length < headerBytes || bytes.length > envelopeBytesMax) throw new MalformedEnvelope({ part: 'length' })
  if (bytes[0] !== version) throw new MalformedEnvelope({ part: 'version' })
  const retention = classes[view.getUint8(1)]
  if (retention === undefined) throw new MalformedEnvelope({ part: 'class' })
  const [generation, deleteOnDay, count] = [view.getUint32(2), view.getUint32(6), view.getUint8(10)]
  if (retention === 'none') {
    if (generation !== 0 || deleteOnDay !== 0 || count !== 0 || bytes.length !== headerBytes) {
      throw new MalformedEnvelope({ part: 'header of class none' })
    }
    return { class: retention, generation, deleteOnDay, tags: [] }
  }
  if (generation === 0) throw new MalformedEnvelope({ part: 'generation' })
  return { class: retention, generation, deleteOnDay, tags: parseTags(bytes, count) }
}

function parseTags(bytes: Uint8Array, count: number): readonly Uint8Array[] {
  if (count > subjectsMax || headerBytes + count * tagBytes > bytes.length)
    throw new MalformedEnvelope({ part: 'tags' })
  const tags: Uint8Array[] = []
  for (let at = headerBytes; tags.length < count; at += tagBytes) {
    const tag = bytes.subarray(at, at + tagBytes)
    const before = tags.at(-1)
    if (before !== undefined && Buffer.compare(before, tag) >= 0) throw new MalformedEnvelope({ part: 'order of tags' })
    tags.push(tag)
  }
  return tags
}

/**
 * Reads a whole envelope. Hostile input: parsed before any seal is checked.
 *
 * @throws MalformedEnvelope
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  const header = parseEnvelopeHeader(bytes)
  const wrappedAt = headerBytes + header.tags.length * tagBytes
  const parts = { ...header, header: bytes.subarray(0, wrappedAt) }
  if (header.class === 'none') return { ...parts, wrapped: new Uint8Array(0), fields: [] }
  const fieldsAt = wrappedAt + wrappedBytes + 2
  if (fieldsAt > bytes.length) throw new MalformedEnvelope({ part: 'wrapped key' })
  const fields = parseFields(bytes, fieldsAt)
  return { ...parts, wrapped: bytes.subarray(wrappedAt, fieldsAt - 2), fields }
}

function parseFields(bytes: Uint8Array, from: number): readonly SealedField[] {
  const [openings = 0, values = 0] = bytes.subarray(from - 2, from)
  if (openings > fieldsMax || values > fieldsMax) throw new MalformedEnvelope({ part: 'count of fields' })
  const fields: SealedField[] = []
  let at = from
  for (let position = 0; position < openings + values; position++) {
    const kind = position < openings ? 'opening' : 'value'
    const field = parseField(bytes, { kind, position, stateAt: at })
    const before = fields.at(-1)
    if (before?.kind === kind && before.name >= field.name) throw new MalformedEnvelope({ part: 'order of fields' })
    fields.push(field)
    at = field.at + field.length
  }
  if (at !== bytes.length) throw new MalformedEnvelope({ part: 'end' })
  return fields
}

function parseField(bytes: Uint8Array, field: Pick<SealedField, 'kind' | 'position' | 'stateAt'>): SealedField {
  const view = viewOf(bytes)
  const nameAt = field.stateAt + 2
  if (nameAt > bytes.length) throw new MalformedEnvelope({ part: 'field' })
  const at = nameAt + view.getUint8(nameAt - 1) + 4
  if (at > bytes.length) throw new MalformedEnvelope({ part: 'name of a field' })
  const name = Buffer.from(bytes.buffer, bytes.byteOffset + nameAt, at - 4 - nameAt).toString('latin1')
  if (!isFieldName(name)) throw new MalformedEnvelope({ part: 'name of a field' })
  const length = view.getUint32(at - 4)
  if (length < sealBytes || at + length > bytes.length) throw new MalformedEnvelope({ part: 'length of a field' })
  const content = bytes.subarray(at, at + length)
  const state = view.getUint8(field.stateAt)
  if (state === sealed) return { ...field, name, sealed: content, at, length }
  if (state !== erased || content.some((byte) => byte !== 0)) throw new MalformedEnvelope({ part: 'state of a field' })
  return { ...field, name, sealed: undefined, at, length }
}

/**
 * The envelope with openings and values of these names erased, of the same length; `undefined` if it holds none of them.
 *
 * @throws MalformedEnvelope
 * @example eraseFields(envelope, new Set(['request'])) // opening and value of the request are gone, the rest opens
 */
export function eraseFields(bytes: Uint8Array, names: ReadonlySet<string>): Uint8Array | undefined {
  const doomed = parseEnvelope(bytes).fields.filter(({ name, sealed: content }) => content && names.has(name))
  if (doomed.length === 0) return undefined
  // A copy, which `slice` of a Buffer is not.
  const rest = new Uint8Array(bytes)
  for (const { stateAt, at, length } of doomed) {
    rest[stateAt] = erased
    rest.fill(0, at, at + length)
  }
  return rest
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}
