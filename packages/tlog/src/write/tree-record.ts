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

/** A change of what stands in a record, or of the entries and frames that an older program would misread, is a new one. */
export const treeRecordVersion = 1

/**
 * The version of a whole record, which a newer program may have written. Whatever stands in it, the last line is the digest of
 * all before it.
 */
export function versionOfTreeRecord(name: TreeRecordName, bytes: Uint8Array, sha256: Sha256): number | undefined {
  const lines = decodeUtf8(bytes)?.split('\n') ?? []
  const text = lines.slice(0, -2).map((line) => `${line}\n`)
  if (lines.at(-2) !== encodeBase64(sha256(encodeUtf8(text.join(''))))) return undefined
  const [, digits] = /^stellwerk[.]log[/][a-z]+[/]v([1-9][0-9]{0,8})$/.exec(lines[0] ?? '') ?? []
  return digits !== undefined && lines[0] === `stellwerk.log/${name}/v${digits}` ? Number(digits) : undefined
}

/** The record as the content of its file. */
export function formatTreeRecord(name: TreeRecordName, record: TreeRecord, sha256: Sha256): Uint8Array {
  const { origin, size, root, edge, kept } = record
  const hashes = [root, ...edge].map(encodeBase64)
  const lines = [`stellwerk.log/${name}/v${treeRecordVersion}`, origin, String(size), encodeBase64(kept), ...hashes]
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
