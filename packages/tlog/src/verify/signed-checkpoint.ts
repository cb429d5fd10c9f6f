// Claims 1 and 2 of a verifier: the checkpoint is spelled, signed and cosigned as the trust policy demands.
import { decodeUtf8 } from '../format/bytes.ts'
import type { Checkpoint } from '../format/checkpoint.ts'
import { parseCheckpoint } from '../format/checkpoint.ts'
import { cosignatureVerifier, parseCosignature } from '../format/cosignature.ts'
import type { Note, VerifierKey } from '../format/note.ts'
import { ed25519Verifier, parseNote, parseVerifierKey, SignatureRefused, verifyNote } from '../format/note.ts'
import { checkpointPath } from '../format/tile.ts'
import type { TlogPolicy } from '../format/tlog-policy.ts'
import { isQuorum, parsePolicy } from '../format/tlog-policy.ts'
import type { Check, CheckName, Primitives, Problem, WitnessTime } from './report.ts'
import { checkOf, failed, notChecked, ok, problemOf } from './report.ts'

/** Whom the verifier trusts: a log key, a policy, or both. A log key beside a policy stands for the policy's logs. */
export type TrustFiles =
  | { readonly vkey: string; readonly policy?: Uint8Array | undefined }
  | { readonly vkey?: undefined; readonly policy: Uint8Array }

export interface Trust {
  readonly logs: readonly VerifierKey[]
  /** Without one, no cosignature is looked at. */
  readonly policy: TlogPolicy | undefined
}

/**
 * Reads whom to trust. These are the verifier's own files and no evidence, so a fault in them is thrown.
 *
 * @throws {MalformedVerifierKey} if the key is malformed.
 * @throws {MalformedPolicy} if the policy is malformed, or there is no log key at all.
 * @example parseTrust({ vkey, policy: await file('trust.policy') }, primitives)
 */
export function parseTrust({ vkey, policy: bytes }: TrustFiles, { sha256 }: Primitives): Trust {
  const policy = bytes === undefined ? undefined : parsePolicy(bytes, sha256)
  const logs = vkey === undefined ? (policy?.logs ?? []).map(({ key }) => key) : [parseVerifierKey(vkey, sha256)]
  return { logs, policy }
}

/** When the check is made. Without `nowSeconds`, times in the future go unnoticed, and the report says so. */
export interface Clock {
  /** Seconds since the epoch. */
  readonly nowSeconds?: number | undefined
  /** Clocks of honest witnesses differ; 300 unless given. */
  readonly toleranceSeconds?: number | undefined
}

/** Five minutes: what a badly kept clock is off by, and far less than a day's checkpoint. */
const toleranceSecondsDefault = 300

export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint
  /** The note verbatim. */
  readonly note: string
  readonly cosignedBy: readonly WitnessTime[]
}

/** What is known after the checks: the checkpoint only if it is signed by a trusted key. */
export interface CheckpointVerdict {
  readonly checks: readonly Check[]
  /** As claimed, for the report. */
  readonly claimed?: Checkpoint
  readonly signed?: SignedCheckpoint
}

const checkNames: readonly CheckName[] = ['checkpoint', 'origin', 'logSignature', 'cosignatures', 'cosignatureTimes']

/**
 * Checks a signed checkpoint as it was published.
 *
 * @param bytes `undefined` if there is none, which is a failed check like any other.
 */
export async function verifyCheckpoint(
  bytes: Uint8Array | undefined,
  trust: Trust,
  { primitives, clock = {} }: { readonly primitives: Primitives; readonly clock?: Clock | undefined },
): Promise<CheckpointVerdict> {
  const checks: Check[] = []
  const stop = (problem: Problem): Check[] => [
    ...checks,
    ...checkNames
      .slice(checks.length)
      .map((name, at) => (at === 0 ? failed(name, problem) : notChecked(name, 'failedBefore'))),
  ]

  if (bytes === undefined) return { checks: stop({ code: 'checkpoint_missing', path: checkpointPath }) }
  let note: Note
  let checkpoint: Checkpoint
  try {
    note = parseNote(bytes)
    checkpoint = parseCheckpoint(note.text)
  } catch (error) {
    return { checks: stop(problemOf(error)) }
  }
  const verdict = { claimed: checkpoint }
  checks.push(ok('checkpoint', 1))

  const keys = trust.logs.filter(({ name }) => name === checkpoint.origin)
  if (keys.length === 0) return { ...verdict, checks: stop({ code: 'origin_unknown', detail: checkpoint.origin }) }
  checks.push(ok('origin', 1))

  try {
    const verifiers = keys.map((key) => ed25519Verifier(key, primitives.checkEd25519))
    checks.push(ok('logSignature', (await verifyNote(note, verifiers)).length))
  } catch (error) {
    return { ...verdict, checks: stop(problemOf(error)) }
  }

  const { cosignedBy, ...cosigned } = await verifyCosignatures(note, { trust, primitives, clock })
  const verbatim = decodeUtf8(bytes) ?? ''
  return { ...verdict, checks: [...checks, ...cosigned.checks], signed: { checkpoint, note: verbatim, cosignedBy } }
}

async function verifyCosignatures(
  note: Note,
  how: { readonly trust: Trust; readonly primitives: Primitives; readonly clock: Clock },
): Promise<{ readonly checks: readonly Check[]; readonly cosignedBy: readonly WitnessTime[] }> {
  const { policy } = how.trust
  if (policy === undefined) {
    return {
      checks: [notChecked('cosignatures', 'noPolicy'), notChecked('cosignatureTimes', 'noPolicy')],
      cosignedBy: [],
    }
  }
  try {
    const cosignedBy = await cosignaturesOf(note, policy, how.primitives)
    const names = new Set(cosignedBy.map(({ witness }) => witness))
    const quorum = isQuorum(policy, names)
      ? ok('cosignatures', names.size)
      : failed('cosignatures', { code: 'quorum_missed', detail: policy.quorum }, names.size)
    return { checks: [quorum, timesCheck(cosignedBy, how.clock)], cosignedBy }
  } catch (error) {
    const wrong = failed('cosignatures', problemOf(error))
    return { checks: [wrong, notChecked('cosignatureTimes', 'failedBefore')], cosignedBy: [] }
  }
}

/** @throws {SignatureRefused} if one of a known witness is wrong. */
async function cosignaturesOf(note: Note, policy: TlogPolicy, primitives: Primitives): Promise<WitnessTime[]> {
  const verifiers = policy.witnesses.map(({ key }) => cosignatureVerifier(key, primitives.checkEd25519))
  const lines = await verifyNote(note, verifiers).catch((error: unknown) => {
    // Nobody known has cosigned: whether that is enough is for the quorum to say.
    if (error instanceof SignatureRefused && error.keyName === undefined) return []
    throw error
  })
  return lines.flatMap(({ name, keyId, signature }) =>
    policy.witnesses
      .filter(({ key }) => key.name === name && key.keyId === keyId)
      .map(({ name: witness }) => ({ witness, timeSeconds: parseCosignature(signature).timeSeconds })),
  )
}

function timesCheck(cosignedBy: readonly WitnessTime[], clock: Clock): Check {
  const { nowSeconds, toleranceSeconds = toleranceSecondsDefault } = clock
  if (cosignedBy.length === 0) return ok('cosignatureTimes', 0)
  if (nowSeconds === undefined) return notChecked('cosignatureTimes', 'noClock')
  const ahead = cosignedBy
    .filter(({ timeSeconds }) => timeSeconds > nowSeconds + toleranceSeconds)
    .map(({ witness, timeSeconds }) => ({ code: 'time_ahead', detail: `${witness} ${timeSeconds}` }) as const)
  return checkOf('cosignatureTimes', cosignedBy.length, ahead)
}
