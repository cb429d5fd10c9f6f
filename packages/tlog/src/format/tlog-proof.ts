// Proofs that leave the house: C2SP tlog-proof @ 5ba5ee83, checked 2026-11-23.
import { concatBytes, decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from './bytes.ts'
import { formatHashLines, parseHashLines } from './hash-lines.ts'
import type { Fault } from './malformed.ts'
import { Malformed } from './malformed.ts'
import { noteBytesMax } from './note.ts'
import type { LeafIndex } from './tree-size.ts'
import { isCount, parseLeafIndex } from './tree-size.ts'

const firstLine = 'c2sp.org/tlog-proof@v1'

/** A note of full length, as much extra data, and 63 hashes. */
const tlogProofBytesMax = 2 * noteBytesMax + 4096

/**
 * Ending of the name of a file with a proof.
 *
 * @public
 */
export const tlogProofExtension = '.tlog-proof'

/** That an entry is in a log: all that a stranger needs, but for the entry and the keys that he trusts. */
export interface TlogProof {
  /** Whatever the application wants to send along. Nobody has signed it. */
  readonly extra?: Uint8Array | undefined
  readonly index: number
  /** The leaf's sibling first. */
  readonly proof: readonly Uint8Array[]
  /** The signed note with its cosignatures, verbatim. Neither parsed nor checked here. */
  readonly checkpoint: Uint8Array
}

export type TlogProofPart = 'length' | 'encoding' | 'first line' | 'extra' | 'index' | 'hashes' | 'checkpoint'

export class MalformedTlogProof extends Malformed<TlogProofPart> {
  override readonly name = 'MalformedTlogProof'
  readonly code = 'malformed_tlog_proof'

  constructor(fault: Fault<TlogProofPart>, options?: ErrorOptions) {
    super('tlog proof', fault, options)
  }
}

/**
 * A proof, unchecked.
 *
 * @throws {MalformedTlogProof} for anything that {@link formatTlogProof} would not write.
 * @example parseTlogProof(bytes).index
 */
export function parseTlogProof(bytes: Uint8Array): TlogProof & { readonly index: LeafIndex } {
  // Hostile input: anybody can send a proof.
  if (bytes.length > tlogProofBytesMax) throw new MalformedTlogProof({ part: 'length' })
  const text = decodeUtf8(bytes)
  if (text === undefined) throw new MalformedTlogProof({ part: 'encoding' })
  const split = text.indexOf('\n\n')
  if (split < 0) throw new MalformedTlogProof({ part: 'checkpoint' })
  const [first, ...lines] = text.slice(0, split).split('\n')
  if (first !== firstLine) throw new MalformedTlogProof({ part: 'first line', line: first ?? '' })
  const extra = lines[0]?.startsWith('extra ') === true ? parseExtra(lines.shift() ?? '') : undefined
  const index = parseIndex(lines.shift() ?? '')
  const proof = parseHashLines(lines)
  if (proof === undefined) throw new MalformedTlogProof({ part: 'hashes' })
  return { ...(extra === undefined ? {} : { extra }), index, proof, checkpoint: encodeUtf8(text.slice(split + 2)) }
}

function parseExtra(line: string): Uint8Array {
  const extra = decodeBase64(line.slice('extra '.length))
  // Without data the line is left out, so an empty one is a second spelling.
  if (extra === undefined || extra.length === 0) throw new MalformedTlogProof({ part: 'extra', line })
  return extra
}

function parseIndex(line: string): LeafIndex {
  const index = line.startsWith('index ') ? parseLeafIndex(line.slice('index '.length)) : undefined
  if (index === undefined) throw new MalformedTlogProof({ part: 'index', line })
  return index
}

/**
 * A proof as the bytes of a `.tlog-proof` file.
 *
 * @throws {RangeError} if the index or the length of the proof cannot be.
 * @example formatTlogProof({ index, proof: await inclusionProof({ index, size }, readHashes, sha256), checkpoint })
 */
export function formatTlogProof({ extra, index, proof, checkpoint }: TlogProof): Uint8Array {
  if (!isCount(index)) throw new RangeError(`an index of ${index}`)
  const extraLine = extra === undefined || extra.length === 0 ? '' : `extra ${encodeBase64(extra)}\n`
  return concatBytes(encodeUtf8(`${firstLine}\n${extraLine}index ${index}\n${formatHashLines(proof)}\n`), checkpoint)
}
