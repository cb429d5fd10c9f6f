// Asking witnesses: for cosignatures, and for what they have seen. C2SP tlog-witness v1.0.0. A witness may be slow, broken
// or hostile; none of that is more than a failure with a name.
import type { Checkpoint } from '@stellwerk/tlog/format/checkpoint'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { cosignatureVerifier, parseCosignature } from '@stellwerk/tlog/format/cosignature'
import type { Note, NoteSignature, VerifierKey } from '@stellwerk/tlog/format/note'
import {
  ed25519Verifier,
  formatSignatureLines,
  parseNote,
  parseVerifierKey,
  verifyNote,
} from '@stellwerk/tlog/format/note'
import {
  formatAddCheckpoint,
  monitoringPath,
  parseConflict,
  parseCosignatures,
  treeSizeContentType,
} from '@stellwerk/tlog/format/witness'

import { checkEd25519, sha256 } from '../primitives.ts'
import type { ExchangeAnswer } from './bounded-exchange.ts'
import { exchange, NoAnswer } from './bounded-exchange.ts'
import type { PinnedWitness, WitnessFailure } from './witness-client-failure.ts'
import { Failed, failuresOf, nameOf, prefixOf, witnessKey, wrongAnswer } from './witness-client-failure.ts'

export type CosignResult =
  | {
      readonly outcome: 'cosigned'
      readonly witness: string
      /** One signature line, to be appended to the note as it is. */
      readonly line: string
      /** Seconds since the epoch. */
      readonly timeSeconds: number
    }
  | { readonly outcome: 'failed'; readonly witness: string; readonly failure: WitnessFailure }

export interface CosignRequest {
  /** The checkpoint, signed by the log. */
  readonly note: Uint8Array
  /** Each with the size that it cosigned last, as far as we remember: it saves a question. */
  readonly witnesses: readonly (PinnedWitness & { readonly lastSize?: number | undefined })[]
  /** Consistency proof from a size that is above 0 and below that of the note. */
  readonly proofFrom: (oldSize: number) => Promise<readonly Uint8Array[]>
  /** For each witness as a whole. */
  readonly timeoutMs?: number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Sixteen lines with post-quantum signatures of 3.3 kB. A checkpoint with as many fits, too. */
const answerBytesMax = 65_536

/** Clocks of honest witnesses differ. A verifier with this tolerance would refuse the checkpoint for a later time. */
const toleranceSeconds = 300

/**
 * Asks every witness at the same time for its cosignature.
 *
 * @returns one result for each witness, in their order; whatever a witness does, it does not throw.
 * @throws {MalformedNote} {@link MalformedCheckpoint} if our own checkpoint is malformed: an error of the program.
 * @example const results = await cosign({ note, witnesses: config.witnesses, proofFrom, now: clock.now })
 */
export async function cosign(request: CosignRequest): Promise<readonly CosignResult[]> {
  const note = parseNote(request.note)
  const { size } = parseCheckpoint(note.text)
  return Promise.all(
    request.witnesses.map(async (witness): Promise<CosignResult> => {
      const name = nameOf(witness)
      return failuresOf(name, request.timeoutMs, async (signal) => {
        const key = witnessKey(witness)
        const { lastSize = 0 } = witness
        const oldSize = lastSize <= size ? lastSize : 0
        const answer = await askUntilInStep({ ...request, witness, size, oldSize, signal })
        const line = await cosignatureIn(answer, { note, key })
        const { timeSeconds } = parseCosignature(line.signature)
        if (timeSeconds > request.now() / 1000 + toleranceSeconds) throw wrongAnswer('time')
        return { outcome: 'cosigned', witness: name, line: formatSignatureLines([line]), timeSeconds }
      })
    }),
  )
}

interface Asking extends Pick<CosignRequest, 'note' | 'proofFrom'> {
  readonly witness: PinnedWitness
  readonly size: number
  readonly oldSize: number
  readonly signal: AbortSignal
}

/** Asks, and once more from the size that the witness names. */
async function askUntilInStep(asking: Asking): Promise<ExchangeAnswer> {
  const first = await ask(asking)
  if (first.status !== 409) return settled(first, asking)
  const latest = conflictIn(first, asking)
  const again = { ...asking, oldSize: latest }
  const second = await ask(again)
  if (second.status !== 409) return settled(second, again)
  throw new Failed({ kind: 'conflict', size: conflictIn(second, again) })
}

async function ask({ note, proofFrom, witness, size, oldSize, signal }: Asking): Promise<ExchangeAnswer> {
  // From nothing there is nothing to prove, and to the same size neither.
  const proof = oldSize === 0 || oldSize === size ? [] : await proven(proofFrom, oldSize, signal)
  const bytes = formatAddCheckpoint({ oldSize, proof, checkpoint: note })
  const url = `${prefixOf(witness)}/add-checkpoint`
  return exchange({ url, body: { bytes, type: 'text/plain; charset=utf-8' }, bytesMax: answerBytesMax, signal })
}

/** The proof, but not beyond the time that the witness has. */
async function proven(
  proofFrom: CosignRequest['proofFrom'],
  oldSize: number,
  signal: AbortSignal,
): Promise<readonly Uint8Array[]> {
  const late = Promise.withResolvers<never>()
  const giveUp = (): void => late.reject(new NoAnswer({ isTimeout: true }, { cause: signal.reason }))
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([proofFrom(oldSize), late.promise])
  } catch (error) {
    throw error instanceof NoAnswer ? error : new Failed({ kind: 'noProof', error })
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

function settled(answer: ExchangeAnswer, { oldSize }: Asking): ExchangeAnswer {
  if (answer.status === 200) return answer
  // It agrees on the old size and not on what follows: our own proof leads from another tree than it has seen.
  if (answer.status === 422 && oldSize > 0) throw new Failed({ kind: 'forked', size: oldSize })
  throw new Failed({ kind: 'refused', status: answer.status })
}

function conflictIn({ type, body }: ExchangeAnswer, { oldSize, size }: Asking): number {
  if (type !== treeSizeContentType) throw wrongAnswer('form')
  const latest = parseConflict(body)
  if (latest > size) throw new Failed({ kind: 'ahead', size: latest })
  // Drafts before v1.0.0 answered 409, not 422, to another root at the same size.
  if (latest === oldSize && latest === size) throw new Failed({ kind: 'forked', size })
  return latest
}

async function cosignatureIn(
  { body }: ExchangeAnswer,
  { note, key }: { readonly note: Note; readonly key: VerifierKey },
): Promise<NoteSignature> {
  // Hostile input. Lines of unknown keys are passed over, and of ours one is enough.
  const signatures = parseCosignatures(body)
  const [line] = await verifyNote({ text: note.text, signatures }, [cosignatureVerifier(key, checkEd25519)])
  if (line === undefined) throw wrongAnswer('signature')
  return line
}

export type SeenResult =
  | (Pick<Checkpoint, 'size' | 'root'> & {
      readonly outcome: 'seen'
      readonly witness: string
      /** Seconds since the epoch, of its cosignature. */
      readonly timeSeconds: number
      /** Signed by the log and cosigned by the witness: evidence, if it contradicts what we have. */
      readonly note: Uint8Array
    })
  /** It knows of no checkpoint of this log. */
  | { readonly outcome: 'nothing'; readonly witness: string }
  | { readonly outcome: 'failed'; readonly witness: string; readonly failure: WitnessFailure }

/**
 * The newest checkpoint of a log that a witness has seen, for the comparison at start. Both signatures are checked, that of
 * the log as well, so that a witness cannot accuse us of what we have not signed.
 *
 * @param what.log vkey of the log
 * @returns whatever the witness does, it does not throw.
 * @throws {MalformedVerifierKey} if the log's own vkey is malformed: an error of the program.
 */
export async function latestSeenBy(
  witness: PinnedWitness,
  what: { readonly log: string; readonly timeoutMs?: number },
): Promise<SeenResult> {
  const log = parseVerifierKey(what.log, sha256)
  const name = nameOf(witness)
  return failuresOf<SeenResult>(name, what.timeoutMs, async (signal) => {
    const key = witnessKey(witness)
    const url = `${prefixOf(witness)}/${monitoringPath(log.name, sha256)}`
    const { status, body } = await exchange({ url, bytesMax: answerBytesMax, signal })
    if (status === 404) return { outcome: 'nothing', witness: name }
    if (status !== 200) throw new Failed({ kind: 'refused', status })
    return { outcome: 'seen', witness: name, ...(await seenIn(body, { log, key })) }
  })
}

async function seenIn(
  bytes: Uint8Array,
  { log, key }: { readonly log: VerifierKey; readonly key: VerifierKey },
): Promise<Pick<Checkpoint, 'size' | 'root'> & { readonly timeSeconds: number; readonly note: Uint8Array }> {
  const note = parseNote(bytes)
  const { origin, size, root } = parseCheckpoint(note.text)
  if (origin !== log.name) throw wrongAnswer('origin')
  await verifyNote(note, [ed25519Verifier(log, checkEd25519)])
  const [line] = await verifyNote(note, [cosignatureVerifier(key, checkEd25519)])
  if (line === undefined) throw wrongAnswer('signature')
  return { size, root, timeSeconds: parseCosignature(line.signature).timeSeconds, note: bytes }
}
