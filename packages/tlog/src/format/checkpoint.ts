// Checkpoints, the text that a log signs: C2SP tlog-checkpoint @ 5ba5ee83 (v1.0.0), checked 2026-11-23.
import { decodeBase64, encodeBase64 } from './bytes.ts'
import type { Fault } from './malformed.ts'
import { Malformed } from './malformed.ts'
import { isKeyName } from './note.ts'
import { hashBytes } from './tree.ts'
import type { TreeSize } from './tree-size.ts'
import { isCount, parseTreeSize } from './tree-size.ts'

/** What a log says about itself: so many entries, and this root over them. */
export interface Checkpoint {
  /** Identity of the log and name of its key. Without blanks and plus, so that it can be one. */
  readonly origin: string
  readonly size: TreeSize
  /** 32 bytes, RFC 6962 § 2.1. */
  readonly root: Uint8Array
  /** Lines behind the root that other logs may write. Nobody audits them, so we read over them and write none. */
  readonly extensions: readonly string[]
}

/** What is written; the size may be one that was counted. */
export interface CheckpointToSign extends Pick<Checkpoint, 'origin' | 'root'> {
  readonly size: number
}

export type CheckpointPart = 'lines' | 'origin' | 'tree size' | 'root' | 'extension'

export class MalformedCheckpoint extends Malformed<CheckpointPart> {
  override readonly name = 'MalformedCheckpoint'
  readonly code = 'malformed_checkpoint'

  constructor(fault: Fault<CheckpointPart>, options?: ErrorOptions) {
    super('checkpoint', fault, options)
  }
}

/**
 * The checkpoint in the text of a note.
 *
 * @throws {MalformedCheckpoint} for anything but the one spelling.
 * @example parseCheckpoint(parseNote(bytes).text).size
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, sizeLine, rootLine, ...rest] = text.split('\n')
  // The text ends with a newline, so there is an empty piece behind it.
  if (origin === undefined || sizeLine === undefined || rootLine === undefined || rest.pop() !== '') {
    throw new MalformedCheckpoint({ part: 'lines' })
  }
  if (!isKeyName(origin)) throw new MalformedCheckpoint({ part: 'origin', line: origin })
  const size = parseTreeSize(sizeLine)
  if (size === undefined) throw new MalformedCheckpoint({ part: 'tree size', line: sizeLine })
  const root = decodeBase64(rootLine)
  if (root?.length !== hashBytes) throw new MalformedCheckpoint({ part: 'root', line: rootLine })
  if (rest.includes('')) throw new MalformedCheckpoint({ part: 'extension', line: '' })
  return { origin, size, root, extensions: rest }
}

/**
 * The text to sign: three lines, no extensions.
 *
 * @throws {MalformedCheckpoint} if a part cannot be written.
 * @example formatCheckpoint({ origin: 'gateway.example/log/2026h2', size: frontier.size, root: frontier.root() })
 */
export function formatCheckpoint({ origin, size, root }: CheckpointToSign): string {
  if (!isKeyName(origin)) throw new MalformedCheckpoint({ part: 'origin', line: origin })
  if (!isCount(size)) throw new MalformedCheckpoint({ part: 'tree size', line: String(size) })
  if (root.length !== hashBytes) throw new MalformedCheckpoint({ part: 'root' })
  return `${origin}\n${size}\n${encodeBase64(root)}\n`
}
