// The file that says whom a verifier trusts: C2SP tlog-policy @ 5ba5ee83, checked 2026-11-23.
import { decodeUtf8, formatHex } from './bytes.ts'
import type { Fault } from './malformed.ts'
import { Malformed } from './malformed.ts'
import type { SignatureType, VerifierKey } from './note.ts'
import { MalformedVerifierKey, parseVerifierKey } from './note.ts'
import type { Sha256 } from './tree.ts'

/** The specification wants at least 32 logs, 32 witnesses and 32 groups; together they fit many times. */
export const policyLinesMax = 1000
const policyBytesMax = 1_000_000

/** A log or a witness, and where to reach it. */
export interface PolicyLog {
  readonly key: VerifierKey
  readonly url: string | undefined
}

export interface PolicyWitness extends PolicyLog {
  /** Name within the policy; the key has another one. */
  readonly name: string
}

/** Counts as one that has cosigned if at least `threshold` of its members have. */
export interface PolicyGroup {
  readonly name: string
  readonly threshold: number
  /** Names of witnesses and of earlier groups, each in one group at most. */
  readonly members: readonly string[]
}

export interface TlogPolicy {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  /** Each refers to earlier ones only. */
  readonly groups: readonly PolicyGroup[]
  /** Name of the witness or group that must have cosigned; `none` asks for nobody. */
  readonly quorum: string
}

export type PolicyPart =
  | 'length'
  | 'encoding'
  | 'control character'
  | 'last line'
  | 'keyword'
  | 'log'
  | 'witness'
  | 'group'
  | 'quorum'
  | 'name'
  | 'key'
  | 'threshold'
  | 'member'

export class MalformedPolicy extends Malformed<PolicyPart> {
  override readonly name = 'MalformedPolicy'
  readonly code = 'malformed_policy'

  constructor(fault: Fault<PolicyPart>, options?: ErrorOptions) {
    super('policy', fault, options)
  }
}

/** Name that stands for nobody, as the quorum only. */
const nobody = 'none'

/**
 * A policy. Beyond the specification, text that is not UTF-8 is refused, so that names can be shown.
 *
 * @throws {MalformedPolicy} if it cannot be understood whole: half a policy would trust too much or too little.
 * @example parsePolicy(encodeUtf8(`log ${vkey}\nquorum none\n`), sha256)
 */
export function parsePolicy(bytes: Uint8Array, sha256: Sha256): TlogPolicy {
  const reading: Reading = { sha256, logs: [], witnesses: [], groups: [], names: new Set(), taken: new Set() }
  let quorum: string | undefined
  for (const line of linesOf(bytes)) {
    const [keyword, ...items] = line.split(/[\t ]+/).filter((item) => item !== '')
    if (keyword === undefined || keyword.startsWith('#')) continue
    if (keyword === 'log') reading.logs.push(parseLog(reading, items, line))
    else if (keyword === 'witness') reading.witnesses.push(parseWitness(reading, items, line))
    else if (keyword === 'group') reading.groups.push(parseGroup(reading, items, line))
    else if (keyword === 'quorum' && quorum === undefined) quorum = parseQuorum(reading, items, line)
    else throw new MalformedPolicy({ part: keyword === 'quorum' ? 'quorum' : 'keyword', line })
  }
  if (quorum === undefined) throw new MalformedPolicy({ part: 'quorum' })
  const { logs, witnesses, groups } = reading
  return { logs, witnesses, groups, quorum }
}

/** What the lines so far have defined. */
interface Reading {
  readonly sha256: Sha256
  readonly logs: PolicyLog[]
  readonly witnesses: PolicyWitness[]
  readonly groups: PolicyGroup[]
  /** Of witnesses and groups, which share them. */
  readonly names: Set<string>
  /** Names that are members of a group: each counts once. */
  readonly taken: Set<string>
}

function linesOf(bytes: Uint8Array): readonly string[] {
  if (bytes.length > policyBytesMax) throw new MalformedPolicy({ part: 'length' })
  // Only tab and newline; a carriage return or a deleted character would be part of a name that nobody sees.
  if (bytes.some((byte) => (byte < 0x20 && byte !== 0x09 && byte !== 0x0a) || byte === 0x7f)) {
    throw new MalformedPolicy({ part: 'control character' })
  }
  const text = decodeUtf8(bytes)
  if (text === undefined) throw new MalformedPolicy({ part: 'encoding' })
  const lines = text.split('\n')
  // A cut file must not pass: what is left of `group g 12 …` may be `group g 1 …`.
  if (lines.pop() !== '') throw new MalformedPolicy({ part: 'last line' })
  if (lines.length > policyLinesMax) throw new MalformedPolicy({ part: 'length' })
  return lines
}

function parseLog(reading: Reading, items: readonly string[], line: string): PolicyLog {
  const [vkey, url, ...rest] = items
  if (vkey === undefined || rest.length > 0) throw new MalformedPolicy({ part: 'log', line })
  return { key: parseKey(reading, { vkey, type: 'ed25519', others: reading.logs, line }), url }
}

function parseWitness(reading: Reading, items: readonly string[], line: string): PolicyWitness {
  const [name, vkey, url, ...rest] = items
  if (name === undefined || vkey === undefined || rest.length > 0) throw new MalformedPolicy({ part: 'witness', line })
  defineName(reading, name, line)
  return { name, key: parseKey(reading, { vkey, type: 'cosignature/v1', others: reading.witnesses, line }), url }
}

function parseGroup(reading: Reading, items: readonly string[], line: string): PolicyGroup {
  const [name, count, ...members] = items
  if (name === undefined || count === undefined || members.length === 0) {
    throw new MalformedPolicy({ part: 'group', line })
  }
  const threshold = count === 'any' ? 1 : count === 'all' ? members.length : decimalOf(count)
  if (threshold === undefined || threshold < 1 || threshold > members.length) {
    throw new MalformedPolicy({ part: 'threshold', line })
  }
  for (const member of members) {
    if (!reading.names.has(member) || reading.taken.has(member)) throw new MalformedPolicy({ part: 'member', line })
    reading.taken.add(member)
  }
  // Defined last, so that a group cannot be its own member.
  defineName(reading, name, line)
  return { name, threshold, members }
}

function parseQuorum(reading: Reading, items: readonly string[], line: string): string {
  const [name, ...rest] = items
  if (name === undefined || rest.length > 0 || (name !== nobody && !reading.names.has(name))) {
    throw new MalformedPolicy({ part: 'quorum', line })
  }
  return name
}

function defineName({ names }: Reading, name: string, line: string): void {
  if (name === nobody || names.has(name)) throw new MalformedPolicy({ part: 'name', line })
  names.add(name)
}

function parseKey(
  { sha256 }: Reading,
  what: {
    readonly vkey: string
    readonly type: SignatureType
    readonly others: readonly PolicyLog[]
    readonly line: string
  },
): VerifierKey {
  const key = keyIn(what.vkey, what.line, sha256)
  // Keys are the same if the public key is, whatever its name: one witness must not count twice.
  const isTwice = what.others.some((other) => formatHex(other.key.publicKey) === formatHex(key.publicKey))
  if (key.type !== what.type || isTwice) throw new MalformedPolicy({ part: 'key', line: what.line })
  return key
}

function keyIn(vkey: string, line: string, sha256: Sha256): VerifierKey {
  try {
    return parseVerifierKey(vkey, sha256)
  } catch (error) {
    if (error instanceof MalformedVerifierKey) throw new MalformedPolicy({ part: 'key', line }, { cause: error })
    throw error
  }
}

function decimalOf(text: string): number | undefined {
  return /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : undefined
}

/**
 * Whether enough witnesses have cosigned.
 *
 * @param cosigned names, within the policy, of the witnesses whose cosignatures were verified.
 * @example isQuorum(policy, new Set(['works-council', 'operator']))
 */
export function isQuorum({ witnesses, groups, quorum }: TlogPolicy, cosigned: ReadonlySet<string>): boolean {
  if (quorum === nobody) return true
  // Groups refer to earlier ones only, so one pass in their order decides.
  const reached = new Set(witnesses.map(({ name }) => name).filter((name) => cosigned.has(name)))
  for (const { name, threshold, members } of groups) {
    if (members.filter((member) => reached.has(member)).length >= threshold) reached.add(name)
  }
  return reached.has(quorum)
}
