// Sealing stands on the path of every request, so it is synchronous, copies nothing twice and draws its random bytes
// in pieces: 7 µs for the record of an intent, with three openings and a value, 5 µs for that of an outcome with two (Bun 1.4,
// two cores, 2026-11-23).
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

import type { FieldKind, RetentionClass, SealedField } from './envelope.ts'
import {
  classNumber,
  envelopeBytesMax,
  fieldsMax,
  headerBytes,
  idBytes,
  isFieldName,
  keyBytes,
  nonceBytes,
  parseEnvelope,
  sealBytes,
  sealed,
  subjectsMax,
  tagBytes,
  version,
  wrappedBytes,
} from './envelope.ts'
import { RandomPool } from './random-pool.ts'

const cipherName = 'aes-256-gcm'
const recordLabel = Buffer.from('stellwerk/vault/record/v1\0')
const fieldLabel = Buffer.from('stellwerk/vault/field/v1\0')
const kindNumber: Readonly<Record<FieldKind, number>> = { opening: 1, value: 2 }

/** Subjects of which the tag is kept at hand. */
const tagsKept = 1_024

/** Of a nonce for wrapping: what is drawn, and what counts. */
const [drawnBytes, countMax] = [8, 0xffff_ffff]

export type Fields = Readonly<Record<string, Uint8Array>>

/** What is kept with an entry. */
export interface VaultContent {
  /** Whom it is about, for example `key:4f1b…` or `user:…`. */
  readonly subjects: readonly string[]
  readonly retention: { readonly class: RetentionClass; /** Days since the epoch. */ readonly deleteOnDay: number }
  /** The random keys of commitments, by the field they open. */
  readonly openings: Fields
  readonly values: Fields
}

/** As it travels in a frame. */
export interface SealedContent {
  readonly id: Uint8Array
  readonly ciphertext: Uint8Array
}

/** The unwrapped key of a generation, 32 bytes. */
export interface UnwrappedVaultKey {
  readonly generation: number
  readonly key: Uint8Array
}

/** A seal does not fit: a changed byte, another entry, another key. Says nothing about which. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  readonly code = 'seal_broken'

  constructor(what: { readonly part: string }, options?: ErrorOptions) {
    super(`the seal of the ${what.part} of a vault record does not fit`, options)
  }
}

/** The vault key of a generation is not at hand, because it was destroyed or never unwrapped. */
export class VaultKeyMissing extends Error {
  override readonly name = 'VaultKeyMissing'
  readonly code = 'vault_key_missing'
  readonly generation: number

  constructor(what: { readonly generation: number }) {
    super(`the vault key of generation ${what.generation} is not at hand`)
    this.generation = what.generation
  }
}

/**
 * Under which a subject is found in the vault and nowhere else.
 *
 * @example subjectTag(keys.subjectTagKey, 'key:4f1b09aa') // 16 bytes
 */
export function subjectTag(tagKey: Uint8Array, subject: string): Uint8Array {
  return createHmac('sha256', tagKey).update(subject).digest().subarray(0, tagBytes)
}

/** Seals records under the vault key of one generation. Belongs to one thread. */
export class Sealer {
  readonly generation: number
  readonly #key: Uint8Array
  readonly #tagKey: Uint8Array
  readonly #tags = new Map<string, Uint8Array>()
  readonly #pool = new RandomPool()
  readonly #dataKey = new Uint8Array(keyBytes)
  /** NIST SP 800-38D § 8.2.1: drawn once per sealer, then counted, so that no nonce meets the vault key twice. */
  readonly #nonce = Buffer.alloc(nonceBytes)
  /** Label, entry id and header, written over by every record. */
  readonly #associated = new Uint8Array(recordLabel.length + idBytes + headerBytes + subjectsMax * tagBytes)
  #count = countMax
  #isWiped = false

  /** Keeps copies of both keys until {@link Sealer.wipe}. */
  constructor(keys: UnwrappedVaultKey & { readonly subjectTagKey: Uint8Array }) {
    for (const key of [keys.key, keys.subjectTagKey]) {
      if (key.length !== keyBytes) throw new RangeError(`a key of ${key.length} B, ${keyBytes} expected`)
    }
    this.generation = keys.generation
    // Copies, which `slice` of a Buffer is not.
    this.#key = new Uint8Array(keys.key)
    this.#tagKey = new Uint8Array(keys.subjectTagKey)
    this.#associated.set(recordLabel)
  }

  /**
   * A record with a fresh id, in the format of envelope.ts.
   *
   * @throws {RangeError} if there is more in it than an envelope takes, or anything at all in class none.
   * @throws {VaultKeyMissing} after {@link Sealer.wipe}.
   * @example sealer.seal({ subjects: ['key:4f1b09aa'], retention: { class: 'metadata', deleteOnDay: 20_780 }, openings: { key: r }, values: {} })
   */
  seal(content: VaultContent): SealedContent {
    // A wiped key is all zeros, and anybody could open what it sealed.
    if (this.#isWiped) throw new VaultKeyMissing({ generation: this.generation })
    const id = new Uint8Array(idBytes)
    this.#pool.drawInto(id)
    const fields = fieldsOf(content)
    if (content.retention.class === 'none') return { id, ciphertext: emptyEnvelope(content, fields) }
    const tags = this.#tagsOf(content.subjects)
    const headerLength = headerBytes + tags.length * tagBytes
    const ciphertext = new Uint8Array(headerLength + wrappedBytes + 2 + lengthOf(fields))
    writeHeader(ciphertext, content.retention, { generation: this.generation, tags })
    this.#pool.drawInto(this.#dataKey)
    this.#wrapDataKey(id, ciphertext, headerLength)
    const openings = countOf(fields, 'opening')
    ciphertext[headerLength + wrappedBytes] = openings
    ciphertext[headerLength + wrappedBytes + 1] = fields.length - openings
    writeFields(ciphertext, { from: headerLength + wrappedBytes + 2, id, fields, dataKey: this.#dataKey })
    this.#dataKey.fill(0)
    return { id, ciphertext }
  }

  /** Forgets the keys. */
  wipe(): void {
    this.#isWiped = true
    for (const secret of [this.#key, this.#tagKey, this.#dataKey]) secret.fill(0)
    this.#pool.wipe()
    this.#tags.clear()
  }

  #tagsOf(subjects: readonly string[]): readonly Uint8Array[] {
    if (subjects.length > subjectsMax) throw new RangeError(`${subjects.length} subjects, at most ${subjectsMax}`)
    const [only] = subjects
    if (only !== undefined && subjects.length === 1) return [this.#tagOf(only)]
    const tags = Array.from(new Set(subjects), (subject) => this.#tagOf(subject))
    return tags.sort((one, other) => Buffer.compare(one, other))
  }

  /** The same few keys and people call again and again. */
  #tagOf(subject: string): Uint8Array {
    const kept = this.#tags.get(subject)
    if (kept !== undefined) return kept
    const tag = subjectTag(this.#tagKey, subject)
    if (this.#tags.size >= tagsKept) this.#tags.clear()
    this.#tags.set(subject, tag)
    return tag
  }

  #wrapDataKey(id: Uint8Array, envelope: Uint8Array, headerLength: number): void {
    if (this.#count === countMax) this.#pool.drawInto(this.#nonce.subarray(0, drawnBytes))
    this.#count = this.#count === countMax ? 0 : this.#count + 1
    this.#nonce.writeUInt32BE(this.#count, drawnBytes)
    envelope.set(this.#nonce, headerLength)
    const labelBytes = recordLabel.length + idBytes
    this.#associated.set(id, recordLabel.length)
    this.#associated.set(envelope.subarray(0, headerLength), labelBytes)
    sealInto(envelope, headerLength + nonceBytes, {
      key: this.#key,
      nonce: this.#nonce,
      associated: this.#associated.subarray(0, labelBytes + headerLength),
      plain: this.#dataKey,
    })
  }
}

interface PlainField {
  readonly form: FieldForm
  readonly plain: Uint8Array
}

/** What is the same for a field in every record. */
interface FieldForm {
  readonly kind: FieldKind
  readonly name: Uint8Array
  /** But for the entry id in it, which is written over: used at once, not kept. */
  readonly associated: Uint8Array
}

/** Names of fields are a handful in a whole installation. Whoever makes up more costs time, and no memory. */
const formsKept = 256

const keptForms: Readonly<Record<FieldKind, Map<string, FieldForm>>> = { opening: new Map(), value: new Map() }

/** @throws {RangeError} if that is no name of a field */
function formOf(kind: FieldKind, name: string): FieldForm {
  const kept = keptForms[kind].get(name)
  if (kept !== undefined) return kept
  if (!isFieldName(name)) throw new RangeError(`no name of a field: ${JSON.stringify(name)}`)
  const bytes = Buffer.from(name, 'latin1')
  const associated = Buffer.concat([fieldLabel, new Uint8Array(idBytes), Uint8Array.of(kindNumber[kind]), bytes])
  const form = { kind, name: bytes, associated }
  if (keptForms[kind].size < formsKept) keptForms[kind].set(name, form)
  return form
}

function associatedWithField(id: Uint8Array, { associated }: FieldForm): Uint8Array {
  associated.set(id, fieldLabel.length)
  return associated
}

function fieldsOf({ openings, values }: VaultContent): readonly PlainField[] {
  const fields: PlainField[] = []
  addFields(fields, 'opening', openings)
  addFields(fields, 'value', values)
  return fields
}

function countOf(fields: readonly PlainField[], kind: FieldKind): number {
  let count = 0
  for (const { form } of fields) if (form.kind === kind) count++
  return count
}

function addFields(fields: PlainField[], kind: FieldKind, plain: Fields): void {
  const names = Object.keys(plain).sort()
  if (names.length > fieldsMax) throw new RangeError(`${names.length} fields of kind ${kind}, at most ${fieldsMax}`)
  for (const name of names) {
    const bytes = plain[name]
    if (bytes !== undefined) fields.push({ form: formOf(kind, name), plain: bytes })
  }
}

/** Class none keeps nothing, and what was meant to be kept must not vanish unnoticed. */
function emptyEnvelope({ subjects }: VaultContent, fields: readonly PlainField[]): Uint8Array {
  if (fields.length > 0 || subjects.length > 0) throw new RangeError('a record of class none with content')
  const envelope = new Uint8Array(headerBytes)
  envelope[0] = version
  return envelope
}

/** State, name length and sealed length come to 6 bytes. */
function lengthOf(fields: readonly PlainField[]): number {
  let length = 0
  for (const { form, plain } of fields) length += 6 + form.name.length + plain.length + sealBytes
  if (length > envelopeBytesMax - headerBytes - subjectsMax * tagBytes - wrappedBytes - 2) {
    throw new RangeError(`a record of ${length} B, at most ${envelopeBytesMax}`)
  }
  return length
}

function writeHeader(
  envelope: Uint8Array,
  retention: VaultContent['retention'],
  { generation, tags }: { readonly generation: number; readonly tags: readonly Uint8Array[] },
): void {
  envelope[0] = version
  envelope[1] = classNumber(retention.class)
  writeUint32(envelope, 2, generation)
  writeUint32(envelope, 6, retention.deleteOnDay)
  envelope[10] = tags.length
  let at = headerBytes
  for (const tag of tags) {
    envelope.set(tag, at)
    at += tagBytes
  }
}

/** Big-endian. Written out, because a view for each record would cost more than the bytes. */
function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > countMax) throw new RangeError(`${value} is no 32-bit number`)
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}

function writeFields(
  envelope: Uint8Array,
  from: {
    readonly from: number
    readonly id: Uint8Array
    readonly fields: readonly PlainField[]
    readonly dataKey: Uint8Array
  },
): void {
  let at = from.from
  let position = 0
  for (const { form, plain } of from.fields) {
    envelope[at] = sealed
    envelope[at + 1] = form.name.length
    envelope.set(form.name, at + 2)
    at += 2 + form.name.length
    writeUint32(envelope, at, plain.length + sealBytes)
    const associated = associatedWithField(from.id, form)
    sealInto(envelope, at + 4, { key: from.dataKey, nonce: positionNonce(position), associated, plain })
    at += 4 + plain.length + sealBytes
    position++
  }
}

function sealInto(
  envelope: Uint8Array,
  at: number,
  what: {
    readonly key: Uint8Array
    readonly nonce: Uint8Array
    readonly associated: Uint8Array
    readonly plain: Uint8Array
  },
): void {
  const cipher = createCipheriv(cipherName, what.key, what.nonce)
  cipher.setAAD(what.associated)
  envelope.set(cipher.update(what.plain), at)
  cipher.final()
  envelope.set(cipher.getAuthTag(), at + what.plain.length)
}

const positionNonces = Array.from({ length: fieldsMax * 2 }, (_, position) => {
  const nonce = new Uint8Array(nonceBytes)
  nonce[nonceBytes - 1] = position
  return nonce
})

function positionNonce(position: number): Uint8Array {
  const nonce = positionNonces[position]
  if (nonce === undefined) throw new RangeError(`field ${position}, at most ${positionNonces.length}`)
  return nonce
}

/** Opens records of every generation whose key is at hand. */
export class Unsealer {
  readonly #keyOf: (generation: number) => Uint8Array | undefined

  constructor(keyOf: (generation: number) => Uint8Array | undefined) {
    this.#keyOf = keyOf
  }

  /**
   * What the record still holds. Erased fields are absent.
   *
   * @throws MalformedEnvelope, SealBroken, VaultKeyMissing
   */
  open(id: Uint8Array, envelope: Uint8Array): { readonly openings: Fields; readonly values: Fields } {
    const { header, wrapped, generation, fields, ...rest } = parseEnvelope(envelope)
    if (rest.class === 'none') return { openings: {}, values: {} }
    const key = this.#keyOf(generation)
    if (key === undefined) throw new VaultKeyMissing({ generation })
    const nonce = wrapped.subarray(0, nonceBytes)
    const associated = Buffer.concat([recordLabel, id, header])
    const dataKey = opened('key', { key, nonce, associated, content: wrapped.subarray(nonceBytes) })
    try {
      return {
        openings: openFields('opening', { fields, id, dataKey }),
        values: openFields('value', { fields, id, dataKey }),
      }
    } finally {
      dataKey.fill(0)
    }
  }
}

function openFields(
  kind: FieldKind,
  from: { readonly fields: readonly SealedField[]; readonly id: Uint8Array; readonly dataKey: Uint8Array },
): Fields {
  const plain: Record<string, Uint8Array> = {}
  for (const { name, position, sealed: content, ...field } of from.fields) {
    if (field.kind !== kind || content === undefined) continue
    const associated = associatedWithField(from.id, formOf(kind, name))
    plain[name] = opened(kind, { key: from.dataKey, nonce: positionNonce(position), associated, content })
  }
  return plain
}

function opened(
  part: string,
  what: {
    readonly key: Uint8Array
    readonly nonce: Uint8Array
    readonly associated: Uint8Array
    readonly content: Uint8Array
  },
): Uint8Array {
  const end = what.content.length - sealBytes
  try {
    const decipher = createDecipheriv(cipherName, what.key, what.nonce, { authTagLength: sealBytes })
    decipher.setAAD(what.associated)
    decipher.setAuthTag(what.content.subarray(end))
    const plain = decipher.update(what.content.subarray(0, end))
    decipher.final()
    return new Uint8Array(plain)
  } catch (error) {
    throw new SealBroken({ part }, { cause: error })
  }
}
