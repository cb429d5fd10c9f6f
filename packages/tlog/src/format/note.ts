// Signed notes and verifier keys: C2SP signed-note @ 5ba5ee83 (v1.0.0), checked 2026-11-23.
import { concatBytes, decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from './bytes.ts'
import type { Fault } from './malformed.ts'
import { Malformed } from './malformed.ts'
import type { Sha256 } from './tree.ts'

/** Verifiers must accept 16. Go's x/mod stops here too, so the two verifiers agree on every note. */
export const signatureLinesMax = 100

/** A hundred post-quantum signatures of 5 kB fit twice. */
export const noteBytesMax = 1_000_000

const keyIdBytes = 4
const newline = 0x0a
const lowestPrintable = 0x20
const signatureStart = '— '

/** Signature types that we speak, by their byte. */
export const signatureTypes = { ed25519: 0x01, 'cosignature/v1': 0x04 } as const
export type SignatureType = keyof typeof signatureTypes

/** Bytes of an Ed25519 public key and of an Ed25519 signature (RFC 8032 § 5.1). */
const publicKeyBytes = 32
export const ed25519SignatureBytes = 64

/** One line below the text. */
export interface NoteSignature {
  readonly name: string
  /** uint32: the first four bytes of the payload. */
  readonly keyId: number
  /** The rest of the payload, at least one byte. */
  readonly signature: Uint8Array
}

/** A text with signatures that nobody has checked yet. */
export interface Note {
  /** Ends with a newline; the blank line that separates it from the signatures is not part of it. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export type NotePart = 'length' | 'encoding' | 'control character' | 'text' | 'signature lines' | 'signature line'

export class MalformedNote extends Malformed<NotePart> {
  override readonly name = 'MalformedNote'
  readonly code = 'malformed_note'

  constructor(fault: Fault<NotePart>, options?: ErrorOptions) {
    super('note', fault, options)
  }
}

/**
 * A note, its signatures unchecked. The text must not be used before {@link verifyNote} has passed.
 *
 * @throws {MalformedNote} for anything that {@link formatNote} would not write.
 * @example parseNote(encodeUtf8('text\n\n— name AAAAAAE=\n')).text // 'text\n'
 */
export function parseNote(bytes: Uint8Array): Note {
  // Hostile input: parsed before any signature is checked.
  if (bytes.length > noteBytesMax) throw new MalformedNote({ part: 'length' })
  if (bytes.some((byte) => byte < lowestPrintable && byte !== newline)) {
    throw new MalformedNote({ part: 'control character' })
  }
  const whole = decodeUtf8(bytes)
  if (whole === undefined) throw new MalformedNote({ part: 'encoding' })
  // The text may hold empty lines itself, so the last one counts.
  const split = whole.lastIndexOf('\n\n')
  if (split < 0) throw new MalformedNote({ part: 'text' })
  return { text: whole.slice(0, split + 1), signatures: parseSignatureLines(whole.slice(split + 2)) }
}

/**
 * Signature lines, as below a note and as a witness answers with.
 *
 * @throws {MalformedNote} if there is none, there are too many, or one is malformed.
 */
export function parseSignatureLines(text: string): readonly NoteSignature[] {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length === 0 || lines.length > signatureLinesMax) {
    throw new MalformedNote({ part: 'signature lines' })
  }
  return lines.map(parseSignatureLine)
}

function parseSignatureLine(line: string): NoteSignature {
  const malformed = new MalformedNote({ part: 'signature line', line })
  if (!line.startsWith(signatureStart)) throw malformed
  const [name = '', base64 = '', ...rest] = line.slice(signatureStart.length).split(' ')
  const payload = decodeBase64(base64)
  if (rest.length > 0 || !isKeyName(name) || payload === undefined || payload.length <= keyIdBytes) throw malformed
  return { name, keyId: keyIdIn(payload), signature: payload.slice(keyIdBytes) }
}

/**
 * A note as bytes.
 *
 * @throws {MalformedNote} if the text cannot be signed: it does not end with a newline, or holds control characters.
 * @example formatNote({ text, signatures: [{ name: key.name, keyId: key.keyId, signature: sign(encodeUtf8(text)) }] })
 */
export function formatNote({ text, signatures }: Note): Uint8Array {
  if (!text.isWellFormed()) throw new MalformedNote({ part: 'encoding' })
  const bytes = encodeUtf8(`${text}\n${formatSignatureLines(signatures)}`)
  // Reading what was written holds the two sides together, and a note is written once a second at most.
  if (parseNote(bytes).text !== text) throw new MalformedNote({ part: 'text' })
  return bytes
}

/** @example formatSignatureLines(signatures) // '— witness.example/w1 BNLY…Bg==\n' */
export function formatSignatureLines(signatures: readonly NoteSignature[]): string {
  return signatures
    .map(({ name, keyId, signature }) => {
      return `${signatureStart}${name} ${encodeBase64(concatBytes(bytesOfKeyId(keyId), signature))}\n`
    })
    .join('')
}

/** Neither empty nor with Unicode spaces or plus. Go's `unicode.IsSpace` is the same set. */
export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\p{White_Space}+]+$/u.test(name)
}

/** A public key and the name it signs under. */
export interface VerifierKey {
  readonly name: string
  /** uint32, as in the signature lines of this key. */
  readonly keyId: number
  readonly type: SignatureType
  /** 32 bytes, as in RFC 8032. */
  readonly publicKey: Uint8Array
}

export type VerifierKeyPart = 'form' | 'name' | 'key id' | 'type' | 'public key'

export class MalformedVerifierKey extends Malformed<VerifierKeyPart> {
  override readonly name = 'MalformedVerifierKey'
  readonly code = 'malformed_verifier_key'

  constructor(fault: Fault<VerifierKeyPart>, options?: ErrorOptions) {
    super('verifier key', fault, options)
  }
}

/**
 * A vkey: `name+key id in hex+base64 of type and public key`.
 *
 * @throws {MalformedVerifierKey} for another spelling, a key id that is not of this key, or a type we do not speak.
 * @example parseVerifierKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', sha256)
 */
export function parseVerifierKey(text: string, sha256: Sha256): VerifierKey {
  const malformed = (part: VerifierKeyPart): MalformedVerifierKey => new MalformedVerifierKey({ part, line: text })
  // Base64 may hold a plus itself; names never do.
  const [, name = '', keyId, base64 = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? []
  if (keyId === undefined) throw malformed('form')
  if (!isKeyName(name)) throw malformed('name')
  const material = decodeBase64(base64)
  if (material === undefined) throw malformed('public key')
  const type = signatureTypeOf(material[0])
  if (type === undefined) throw malformed('type')
  if (material.length !== 1 + publicKeyBytes) throw malformed('public key')
  const key = verifierKey({ name, type, publicKey: material.slice(1) }, sha256)
  if (key.keyId !== Number.parseInt(keyId, 16)) throw malformed('key id')
  return key
}

function signatureTypeOf(byte: number | undefined): SignatureType | undefined {
  return byte === 0x01 ? 'ed25519' : byte === 0x04 ? 'cosignature/v1' : undefined
}

/**
 * Names a public key. The key id is the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key).
 *
 * @throws {MalformedVerifierKey} if the name or the length of the key cannot be.
 */
export function verifierKey(key: Omit<VerifierKey, 'keyId'>, sha256: Sha256): VerifierKey {
  if (!isKeyName(key.name)) throw new MalformedVerifierKey({ part: 'name', line: key.name })
  if (key.publicKey.length !== publicKeyBytes) throw new MalformedVerifierKey({ part: 'public key' })
  const material = concatBytes(Uint8Array.of(signatureTypes[key.type]), key.publicKey)
  return { ...key, keyId: keyIdIn(sha256(concatBytes(encodeUtf8(`${key.name}\n`), material))) }
}

/** @example formatVerifierKey(key) // 'example.com/foo+530d903a+AekyeRrm…' */
export function formatVerifierKey({ name, keyId, type, publicKey }: VerifierKey): string {
  const material = concatBytes(Uint8Array.of(signatureTypes[type]), publicKey)
  return `${name}+${keyId.toString(16).padStart(8, '0')}+${encodeBase64(material)}`
}

/** Ed25519 (RFC 8032) of the runtime at hand: false for a wrong signature, also for one of another length. */
export type CheckEd25519 = (what: {
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}) => boolean | Promise<boolean>

/** Somebody whose signature is known, whatever its type. */
export interface NoteVerifier {
  readonly name: string
  readonly keyId: number
  readonly verify: (text: string, signature: Uint8Array) => boolean | Promise<boolean>
}

/** The verifier of type 0x01: Ed25519 over the text of the note. */
export function ed25519Verifier({ name, keyId, publicKey }: VerifierKey, check: CheckEd25519): NoteVerifier {
  return {
    name,
    keyId,
    verify: (text, signature) =>
      signature.length === ed25519SignatureBytes && check({ publicKey, message: encodeUtf8(text), signature }),
  }
}

/** A signature of a known key does not fit the note, so the whole note is refused. */
export class SignatureRefused extends Error {
  override readonly name = 'SignatureRefused'
  readonly code = 'signature_refused'
  /** Of the key whose signature is wrong; `undefined` if no known key has signed. */
  readonly keyName: string | undefined

  constructor(what: { readonly keyName: string | undefined }, options?: ErrorOptions) {
    super(
      what.keyName === undefined ? 'no known key has signed the note' : `the signature of ${what.keyName} is wrong`,
      options,
    )
    this.keyName = what.keyName
  }
}

/**
 * Checks every signature of a known key and passes over the others; a key is known only if both name and id are.
 *
 * @returns the signatures that are right, in the order of the note, at least one.
 * @throws {SignatureRefused} if one of a known key is wrong, or there is none.
 * @throws {RangeError} if two of the verifiers have the same name and id.
 * @example await verifyNote(parseNote(bytes), [ed25519Verifier(key, check)])
 */
export async function verifyNote(
  { text, signatures }: Note,
  verifiers: readonly NoteVerifier[],
): Promise<readonly NoteSignature[]> {
  const pair = ({ name, keyId }: { name: string; keyId: number }): string => `${name}+${keyId}`
  const known = new Map(verifiers.map((verifier) => [pair(verifier), verifier]))
  if (known.size !== verifiers.length) throw new RangeError('two verifiers have the same name and key id')
  const right: NoteSignature[] = []
  for (const line of signatures) {
    const verifier = known.get(pair(line))
    if (verifier === undefined) continue
    if (!(await verifier.verify(text, line.signature))) throw new SignatureRefused({ keyName: line.name })
    right.push(line)
  }
  if (right.length === 0) throw new SignatureRefused({ keyName: undefined })
  return right
}

function keyIdIn(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
}

function bytesOfKeyId(keyId: number): Uint8Array {
  const bytes = new Uint8Array(keyIdBytes)
  new DataView(bytes.buffer).setUint32(0, keyId)
  return bytes
}
