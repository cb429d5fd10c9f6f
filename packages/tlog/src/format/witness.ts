// What a log and a witness say to each other: C2SP tlog-witness @ 5ba5ee83 (v1.0.0), checked 2026-11-23.
import { concatBytes, decodeUtf8, encodeUtf8, formatHex } from './bytes.ts'
import { formatHashLines, parseHashLines } from './hash-lines.ts'
import type { Fault } from './malformed.ts'
import { Malformed } from './malformed.ts'
import type { NoteSignature } from './note.ts'
import { formatSignatureLines, noteBytesMax, parseSignatureLines } from './note.ts'
import type { Sha256 } from './tree.ts'
import type { TreeSize } from './tree-size.ts'
import { isCount, parseTreeSize } from './tree-size.ts'

/**
 * Largest body of a request: a note of full length behind 63 hashes.
 *
 * @public
 */
export const addCheckpointBytesMax = noteBytesMax + 4096

/**
 * Content type of the answer 409.
 *
 * @public
 */
export const treeSizeContentType = 'text/x.tlog.size'

/** Body of `POST <submission prefix>/add-checkpoint`. */
export interface AddCheckpoint {
  /** What the log believes to be the newest size that the witness has cosigned; 0 if none. */
  readonly oldSize: number
  /** From the old size to the checkpoint's; empty if the old size is 0. At most 63 hashes. */
  readonly proof: readonly Uint8Array[]
  /** The signed note, verbatim. Neither parsed nor checked here. */
  readonly checkpoint: Uint8Array
}

export type WitnessPart = 'length' | 'encoding' | 'old size' | 'proof' | 'checkpoint' | 'tree size'

export class MalformedWitnessMessage extends Malformed<WitnessPart> {
  override readonly name = 'MalformedWitnessMessage'
  readonly code = 'malformed_witness_message'

  constructor(fault: Fault<WitnessPart>, options?: ErrorOptions) {
    super('witness message', fault, options)
  }
}

/**
 * The request as a witness reads it. Whether the proof holds is for the witness to check.
 *
 * @throws {MalformedWitnessMessage} for anything that {@link formatAddCheckpoint} would not write.
 * @example parseAddCheckpoint(body).oldSize
 */
export function parseAddCheckpoint(body: Uint8Array): AddCheckpoint & { readonly oldSize: TreeSize } {
  // Hostile input: whoever reaches the witness may post.
  if (body.length > addCheckpointBytesMax) throw new MalformedWitnessMessage({ part: 'length' })
  const text = decodeUtf8(body)
  if (text === undefined) throw new MalformedWitnessMessage({ part: 'encoding' })
  const split = text.indexOf('\n\n')
  if (split < 0) throw new MalformedWitnessMessage({ part: 'checkpoint' })
  const [oldLine = '', ...proofLines] = text.slice(0, split).split('\n')
  const oldSize = oldLine.startsWith('old ') ? parseTreeSize(oldLine.slice('old '.length)) : undefined
  if (oldSize === undefined) throw new MalformedWitnessMessage({ part: 'old size', line: oldLine })
  const proof = parseHashLines(proofLines)
  if (proof === undefined) throw new MalformedWitnessMessage({ part: 'proof' })
  return { oldSize, proof, checkpoint: encodeUtf8(text.slice(split + 2)) }
}

/**
 * The request as a log writes it.
 *
 * @throws {RangeError} if the old size or the length of the proof cannot be.
 */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): Uint8Array {
  if (!isCount(oldSize)) throw new RangeError(`an old size of ${oldSize}`)
  return concatBytes(encodeUtf8(`old ${oldSize}\n${formatHashLines(proof)}\n`), checkpoint)
}

/**
 * Body of the answer 200: signature lines of the witness. They are unchecked; lines of unknown keys are to be ignored.
 *
 * @throws {MalformedWitnessMessage} if it is not UTF-8 or too long.
 * @throws {MalformedNote} if a line is malformed, or there is none.
 */
export function parseCosignatures(body: Uint8Array): readonly NoteSignature[] {
  if (body.length > noteBytesMax) throw new MalformedWitnessMessage({ part: 'length' })
  const text = decodeUtf8(body)
  if (text === undefined) throw new MalformedWitnessMessage({ part: 'encoding' })
  return parseSignatureLines(text)
}

/** Body of the answer 200. */
export function formatCosignatures(signatures: readonly NoteSignature[]): Uint8Array {
  return encodeUtf8(formatSignatureLines(signatures))
}

/**
 * Body of the answer 409: the size that the witness has cosigned last.
 *
 * @throws {MalformedWitnessMessage} if it is no size in a line.
 * @example parseConflict(encodeUtf8('65537\n')) // 65537
 */
export function parseConflict(body: Uint8Array): TreeSize {
  const line = decodeUtf8(body.subarray(0, conflictBytesMax + 1)) ?? ''
  const size = line.endsWith('\n') ? parseTreeSize(line.slice(0, -1)) : undefined
  if (size === undefined) throw new MalformedWitnessMessage({ part: 'tree size', line })
  return size
}

/** 15 digits and a newline. */
const conflictBytesMax = 16

/** Body of the answer 409. */
export function formatConflict(size: TreeSize): Uint8Array {
  return encodeUtf8(`${size}\n`)
}

/**
 * Where a witness serves its newest view of a log, under its monitoring prefix.
 *
 * @example monitoringPath('stellwerk.example/log', sha256) // '21624a18…d9ae005/checkpoint'
 */
export function monitoringPath(origin: string, sha256: Sha256): string {
  return `${formatHex(sha256(encodeUtf8(origin)))}/checkpoint`
}
