// What a witness says to a checkpoint: C2SP tlog-witness v1.0.0, "add-checkpoint".
import { concatBytes, encodeUtf8, equalBytes } from '@stellwerk/tlog/format/bytes'
import type { Checkpoint } from '@stellwerk/tlog/format/checkpoint'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { cosignedMessage, formatCosignature } from '@stellwerk/tlog/format/cosignature'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import type { Note, NoteSignature } from '@stellwerk/tlog/format/note'
import { ed25519Verifier, formatNote, parseNote, SignatureRefused, verifyNote } from '@stellwerk/tlog/format/note'
import { ProofRefused, verifyConsistency } from '@stellwerk/tlog/format/proof'
import { emptyRoot } from '@stellwerk/tlog/format/tree'
import type { TreeSize } from '@stellwerk/tlog/format/tree-size'
import { treeSize } from '@stellwerk/tlog/format/tree-size'
import type { AddCheckpoint } from '@stellwerk/tlog/format/witness'
import {
  formatConflict,
  formatCosignatures,
  parseAddCheckpoint,
  treeSizeContentType,
} from '@stellwerk/tlog/format/witness'

import { checkEd25519, sha256 } from '../primitives.ts'
import type { TrustedLog } from './trusted-logs.ts'
import { keysFor } from './trusted-logs.ts'
import type { WitnessSigner } from './witness-key.ts'
import type { SeenCheckpoint } from './witness-state.ts'

/** What the cosigner needs of {@link WitnessState}. */
export interface CosignerState {
  readonly latest: (origin: string) => SeenCheckpoint | undefined
  readonly hasRoomFor: (origin: string) => boolean
  readonly record: (seen: SeenCheckpoint) => void
  readonly keepFork: (seen: SeenCheckpoint, other: { readonly root: Uint8Array; readonly note: Uint8Array }) => void
}

export interface CosignerParts {
  readonly signer: WitnessSigner
  readonly logs: readonly TrustedLog[]
  readonly state: CosignerState
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly tell: (event: WitnessEvent) => void
}

/** What the person who runs the witness should hear of. */
export type WitnessEvent =
  /** A log was cosigned for the first time: a new period, a restored backup, or a log nobody expected. */
  | { readonly kind: 'newLog'; readonly origin: string; readonly size: number }
  /** The log has signed two trees of one size. Both checkpoints are in the folder `forks`. */
  | { readonly kind: 'fork'; readonly origin: string; readonly size: number }
  /** The disk, most likely. Nothing is signed until the next start, unless it was only full. */
  | { readonly kind: 'failed'; readonly error: unknown }

export interface WitnessAnswer {
  readonly status: number
  readonly type: string
  readonly body: Uint8Array
}

/** Ours are 150 bytes. What a log writes into extension lines is kept and shown, so it is bounded. */
const textBytesMax = 8192

/** A checkpoint whose log is known and has signed it. */
interface SignedCheckpoint {
  readonly checkpoint: Checkpoint
  readonly text: string
  /** Those of the log. Lines of others may be anything and are not kept. */
  readonly signatures: readonly NoteSignature[]
}

interface ReadRequest extends AddCheckpoint {
  readonly note: Note
  readonly checkpointRead: Checkpoint
}

/**
 * Judges one request. The order of the checks is that of the specification, so that a refusal says the same everywhere.
 *
 * @returns 200 with the cosignature once the checkpoint is durable, or a refusal with a constant body.
 * @throws Error of the disk; then no cosignature leaves.
 */
export async function addCheckpoint(body: Uint8Array, parts: CosignerParts): Promise<WitnessAnswer> {
  // Hostile input: whoever reaches the witness may post.
  const request = readRequest(body)
  if (request === undefined) return refusals.malformed
  const { note, checkpointRead: checkpoint } = request
  const keys = keysFor(checkpoint.origin, parts.logs)
  if (keys.length === 0) return refusals.unknownLog
  const verifiers = keys.map((key) => ed25519Verifier(key, checkEd25519))
  const signatures = await verifyNote(note, verifiers).catch(unlessRefused)
  if (signatures === undefined) return refusals.notSigned
  // From here on everything is synchronous: two requests cannot both find the same last checkpoint.
  return advance(request, { checkpoint, text: note.text, signatures }, parts)
}

function readRequest(body: Uint8Array): ReadRequest | undefined {
  try {
    const request = parseAddCheckpoint(body)
    const note = parseNote(request.checkpoint)
    if (encodeUtf8(note.text).length > textBytesMax) return undefined
    return { ...request, note, checkpointRead: parseCheckpoint(note.text) }
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

function unlessRefused(error: unknown): undefined {
  if (error instanceof SignatureRefused) return
  throw error
}

function advance(request: ReadRequest, signed: SignedCheckpoint, parts: CosignerParts): WitnessAnswer {
  const { checkpoint } = signed
  const { state } = parts
  const latest = state.latest(checkpoint.origin)
  if (request.oldSize > checkpoint.size) return refusals.oldAboveNew
  if (latest !== undefined && isFork(latest, checkpoint)) {
    state.keepFork(latest, { root: checkpoint.root, note: formatNote(signed) })
    parts.tell({ kind: 'fork', origin: checkpoint.origin, size: checkpoint.size })
  }
  const latestSize = latest?.size ?? treeSize(0)
  if (request.oldSize !== latestSize) return conflict(latestSize)
  if (!continues(checkpoint, latest, request.proof)) return refusals.inconsistent
  if (!state.hasRoomFor(checkpoint.origin)) return refusals.unavailable
  return cosign(signed, latest, parts)
}

function isFork(latest: SeenCheckpoint, { size, root }: Checkpoint): boolean {
  return latest.size === size && !equalBytes(latest.root, root)
}

/** Whether the tree is the one seen last, grown. The size of that one has been compared already. */
function continues(
  { size, root }: Checkpoint,
  latest: SeenCheckpoint | undefined,
  proof: readonly Uint8Array[],
): boolean {
  if (size === 0 && !equalBytes(root, emptyRoot(sha256))) return false
  // From nothing there is nothing to prove, and what claims to prove it is malformed.
  if (latest === undefined || latest.size === 0) return proof.length === 0
  try {
    verifyConsistency({ oldSize: latest.size, size, oldRoot: latest.root, root, proof }, sha256)
    return true
  } catch (error) {
    if (error instanceof ProofRefused) return false
    throw error
  }
}

function cosign(
  { checkpoint, text, signatures }: SignedCheckpoint,
  latest: SeenCheckpoint | undefined,
  { signer, state, now, tell }: CosignerParts,
): WitnessAnswer {
  // Times of one witness never fall while a log grows, also when its clock is set back: a verifier looks at that.
  const timeSeconds = Math.max(Math.floor(now() / 1000), latest?.timeSeconds ?? 0)
  const signature = formatCosignature({ timeSeconds, signature: signer.sign(cosignedMessage({ timeSeconds, text })) })
  const cosignature: NoteSignature = { name: signer.key.name, keyId: signer.key.keyId, signature }
  const note = formatNote({ text, signatures: [...signatures, cosignature] })
  const { origin, size, root } = checkpoint
  state.record({ origin, size, root, timeSeconds, note })
  if (latest === undefined) tell({ kind: 'newLog', origin, size })
  // If we stop here, the log asks again and is told the size by a 409: nothing was said that is not remembered.
  return { status: 200, type: plainText, body: formatCosignatures([cosignature]) }
}

function conflict(size: TreeSize): WitnessAnswer {
  return { status: 409, type: treeSizeContentType, body: formatConflict(size) }
}

const plainText = 'text/plain; charset=utf-8'

function refusal(status: number, sentence: string): WitnessAnswer {
  return { status, type: plainText, body: concatBytes(encodeUtf8(sentence), Uint8Array.of(0x0a)) }
}

/** Constant: nothing of a request comes back in an answer. */
export const refusals = {
  malformed: refusal(400, 'malformed request'),
  oldAboveNew: refusal(400, 'the old size is above that of the checkpoint'),
  notSigned: refusal(403, 'no valid signature of the log'),
  unknownLog: refusal(404, 'unknown log'),
  nothing: refusal(404, 'nothing here'),
  tooSlow: refusal(408, 'the request took too long'),
  inconsistent: refusal(422, 'the checkpoint does not continue the last one'),
  tooMany: refusal(429, 'too many requests, try again in a minute'),
  failed: refusal(500, 'the witness has failed and signs nothing'),
  unavailable: refusal(503, 'the witness cannot remember more and signs nothing'),
} as const
