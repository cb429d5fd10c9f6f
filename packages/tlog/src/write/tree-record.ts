// What the writer remembers of its tree, in two files: `state`, to go on from, and `floor`, below which it never signs.
// Lines of text, so that an operator can read them, and behind them a digest, so that no flipped bit passes.
import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8, equalBytes } from '../format/bytes.ts'
import type { FrontierState, Sha256 } from '../format/tree.ts'
import { hashBytes } from '../format/tree.ts'
import { parseTreeSize } from '../format/tree-size.ts'

export const statePath = 'state'
export const floorPath = 'floor'
export type TreeRecordName = typeof statePath | typeof floorPath

export interface TreeRecord {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  /** The right edge in `state`, to compare the tiles with; none in `floor`. */
  readonly edge: FrontierState['hashes']
  /** What the owner of the log remembers, in `state`; nothing in `floor`. */
  readonly kept: Uint8Array
}

/** The record as the content of its file. */
export function formatTreeRecord(name: TreeRecordName, record: TreeRecord, sha256: Sha256): Uint8Array {
  const { origin, size, root, edge, kept } = record
  const hashes = [root, ...edge].map(encodeBase64)
  const lines = [`stellwerk.log/${name}/v1`, origin, String(size), encodeBase64(kept), ...hashes]
  const text = lines.map((line) => `${line}\n`).join('')
  return encodeUtf8(`${text}${encodeBase64(sha256(encodeUtf8(text)))}\n`)
}

/** The record, or `undefined` for anything but the one spelling. */
export function parseTreeRecord(name: TreeRecordName, bytes: Uint8Array, sha256: Sha256): TreeRecord | undefined {
  const [, origin = '', sizeLine = '', keptLine = '', ...rest] = decodeUtf8(bytes)?.split('\n') ?? []
  const size = parseTreeSize(sizeLine)
  const kept = decodeBase64(keptLine)
  // The last two pieces are the digest and what stands behind the last newline.
  const [root, ...edge] = rest.slice(0, -2).map(decodeBase64)
  if (size === undefined || kept === undefined || root?.length !== hashBytes) return undefined
  const hashes = edge.flatMap((hash) => (hash?.length === hashBytes ? [hash] : []))
  const record = { origin, size, root, edge: hashes, kept }
  return equalBytes(formatTreeRecord(name, record, sha256), bytes) ? record : undefined
}
