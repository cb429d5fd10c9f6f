// Cosignatures of witnesses, type 0x04 (Ed25519): C2SP tlog-cosignature @ 5ba5ee83 (v1.0.1), checked 2026-11-23.
import { concatBytes, encodeUtf8 } from './bytes.ts'
import type { Fault } from './malformed.ts'
import { Malformed } from './malformed.ts'
import type { CheckEd25519, NoteVerifier, VerifierKey } from './note.ts'
import { ed25519SignatureBytes } from './note.ts'

const timeBytes = 8

/** A statement that, at that time, this checkpoint was the largest consistent one its witness had seen. */
export interface Cosignature {
  /** Seconds since the epoch, not milliseconds; at most 2^53 − 1. */
  readonly timeSeconds: number
  /** Ed25519, 64 bytes, over {@link cosignedMessage}. */
  readonly signature: Uint8Array
}

export class MalformedCosignature extends Malformed<'length' | 'time'> {
  override readonly name = 'MalformedCosignature'
  readonly code = 'malformed_cosignature'

  constructor(fault: Fault<'length' | 'time'>, options?: ErrorOptions) {
    super('cosignature', fault, options)
  }
}

/**
 * What a witness signs: the text of the checkpoint behind a header and the time. The name of the witness is not in it,
 * so no two witnesses may share a key.
 *
 * @throws {MalformedCosignature} if the time is no whole number of seconds.
 */
export function cosignedMessage(what: { readonly timeSeconds: number; readonly text: string }): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${whole(what.timeSeconds)}\n${what.text}`)
}

/**
 * The payload of a signature line behind the key id.
 *
 * @throws {MalformedCosignature} if it has another length or a time beyond 2^53 − 1.
 * @example parseCosignature(line.signature).timeSeconds
 */
export function parseCosignature(payload: Uint8Array): Cosignature {
  if (payload.length !== timeBytes + ed25519SignatureBytes) throw new MalformedCosignature({ part: 'length' })
  const time = new DataView(payload.buffer, payload.byteOffset).getBigUint64(0)
  return { timeSeconds: whole(Number(time)), signature: payload.slice(timeBytes) }
}

/** @throws {MalformedCosignature} if the time is no whole number of seconds or the signature has another length. */
export function formatCosignature({ timeSeconds, signature }: Cosignature): Uint8Array {
  if (signature.length !== ed25519SignatureBytes) throw new MalformedCosignature({ part: 'length' })
  const time = new Uint8Array(timeBytes)
  new DataView(time.buffer).setBigUint64(0, BigInt(whole(timeSeconds)))
  return concatBytes(time, signature)
}

/** The verifier of type 0x04 for {@link verifyNote}. A payload that is no cosignature is a wrong signature. */
export function cosignatureVerifier({ name, keyId, publicKey }: VerifierKey, check: CheckEd25519): NoteVerifier {
  return {
    name,
    keyId,
    verify: (text, payload) => {
      const cosignature = cosignatureIn(payload)
      if (cosignature === undefined) return false
      const { timeSeconds, signature } = cosignature
      return check({ publicKey, message: cosignedMessage({ timeSeconds, text }), signature })
    },
  }
}

function cosignatureIn(payload: Uint8Array): Cosignature | undefined {
  try {
    return parseCosignature(payload)
  } catch (error) {
    if (error instanceof MalformedCosignature) return undefined
    throw error
  }
}

/** The specification allows times up to 2^63 − 1; those that a number cannot hold lie 285 million years ahead. */
function whole(timeSeconds: number): number {
  if (Number.isSafeInteger(timeSeconds) && timeSeconds >= 0) return timeSeconds
  throw new MalformedCosignature({ part: 'time', line: String(timeSeconds) })
}
