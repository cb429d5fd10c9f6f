// A witness and what may go wrong with it.
import { Malformed } from '@stellwerk/tlog/format/malformed'
import type { VerifierKey } from '@stellwerk/tlog/format/note'
import { MalformedVerifierKey, parseVerifierKey, SignatureRefused } from '@stellwerk/tlog/format/note'

import { sha256 } from '../primitives.ts'
import { AnswerTooLarge, NoAnswer } from './bounded-exchange.ts'

/** A witness as the configuration names it. */
export interface PinnedWitness {
  /** For messages; the name in the vkey unless given. */
  readonly name?: string | undefined
  /** Of type 0x04. */
  readonly vkey: string
  /** Prefix of both its interfaces. */
  readonly url: string
}

/** Why a witness gave nothing. */
export type WitnessFailure =
  /** The vkey is none of a witness. */
  | { readonly kind: 'misconfigured' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timeout' }
  /** 404: it was not told of this log; 403: of another key; 429 and 5xx: not now. */
  | { readonly kind: 'refused'; readonly status: number }
  /** It changed its mind between two questions, or somebody else asks it for the same log at the same time. */
  | { readonly kind: 'conflict'; readonly size: number }
  /**
   * It has cosigned a larger tree of this log than we have. Unless a newer checkpoint of ours has overtaken this one, our
   * tree was rolled back. The claim itself is unsigned: `latestSeenBy` brings the proof.
   */
  | { readonly kind: 'ahead'; readonly size: number }
  /** It has cosigned another tree of this log at that size. Unsigned as well. */
  | { readonly kind: 'forked'; readonly size: number }
  /** What it sent is not what a witness sends: malformed, too large, of another log, or with a wrong signature. */
  | { readonly kind: 'wrongAnswer'; readonly part: 'form' | 'length' | 'origin' | 'signature' | 'time' }
  /** We could not make the proof that it wants. */
  | { readonly kind: 'noProof'; readonly error: unknown }

/** What Tessera gives its witnesses, too: publication waits for them, appends never do. */
const witnessTimeoutMs = 1000

/** Carries a failure to the one place where it becomes a result. */
export class Failed extends Error {
  override readonly name = 'Failed'
  readonly failure: WitnessFailure

  constructor(failure: WitnessFailure) {
    super(failure.kind)
    this.failure = failure
  }
}

export function wrongAnswer(part: Extract<WitnessFailure, { kind: 'wrongAnswer' }>['part']): Failed {
  return new Failed({ kind: 'wrongAnswer', part })
}

/** Runs a conversation with a witness within its time. */
export async function failuresOf<Result>(
  witness: string,
  timeoutMs: number | undefined,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | { readonly outcome: 'failed'; readonly witness: string; readonly failure: WitnessFailure }> {
  try {
    return await run(AbortSignal.timeout(timeoutMs ?? witnessTimeoutMs))
  } catch (error) {
    return { outcome: 'failed', witness, failure: failureOf(error) }
  }
}

/** What a witness may cause. Anything else is an error of ours and goes on. */
function failureOf(error: unknown): WitnessFailure {
  if (error instanceof Failed) return error.failure
  if (error instanceof NoAnswer) return { kind: error.isTimeout ? 'timeout' : 'unreachable' }
  if (error instanceof AnswerTooLarge) return { kind: 'wrongAnswer', part: 'length' }
  if (error instanceof MalformedVerifierKey) return { kind: 'misconfigured' }
  if (error instanceof SignatureRefused) return { kind: 'wrongAnswer', part: 'signature' }
  if (error instanceof Malformed) return { kind: 'wrongAnswer', part: 'form' }
  throw error
}

export function witnessKey({ vkey }: PinnedWitness): VerifierKey {
  const key = parseVerifierKey(vkey, sha256)
  if (key.type !== 'cosignature/v1') throw new Failed({ kind: 'misconfigured' })
  return key
}

export function nameOf({ name, vkey }: PinnedWitness): string {
  return name ?? vkey.split('+')[0] ?? vkey
}

export function prefixOf({ url }: PinnedWitness): string {
  return url.replace(/\/+$/, '')
}
