// Logs that grow, and that fork, for tests of witnesses: trees of few entries, all in memory.
import { concatBytes, encodeUtf8 } from '../../../packages/tlog/src/format/bytes.ts'
import { consistencyProof } from '../../../packages/tlog/src/format/proof.ts'
import { leafHash, rootOf } from '../../../packages/tlog/src/format/tree.ts'
import { formatAddCheckpoint } from '../../../packages/tlog/src/format/witness.ts'
import type { Signer } from './written-log.ts'
import { sha256, signCheckpoint, testLog } from './written-log.ts'

/** A log of which every entry from `forkAt` on is another one in each branch. */
export interface GrownLog {
  readonly root: (size: number) => Uint8Array
  readonly note: (size: number) => Uint8Array
  readonly proof: (oldSize: number, size: number) => Promise<Uint8Array[]>
  /** Body of add-checkpoint. */
  readonly request: (oldSize: number, size: number) => Promise<Uint8Array>
}

export function grownLog(
  what: { readonly branch?: string; readonly forkAt?: number; readonly log?: Signer } = {},
): GrownLog {
  const { branch = 'trunk', forkAt = 0, log = testLog } = what
  const leaves: Uint8Array[] = []
  const upTo = (size: number): readonly Uint8Array[] => {
    for (let index = leaves.length; index < size; index++) {
      leaves.push(leafHash(sha256, encodeUtf8(index < forkAt ? `trunk ${index}` : `${branch} ${index}`)))
    }
    return leaves.slice(0, size)
  }
  const root = (size: number): Uint8Array => rootOf(sha256, upTo(size))
  const note = (size: number): Uint8Array => signCheckpoint({ size, root: root(size) }, log)
  const proof = async (oldSize: number, size: number): Promise<Uint8Array[]> => {
    if (oldSize === 0 || oldSize > size) return []
    const all = upTo(size)
    return consistencyProof(
      { oldSize, size },
      (nodes) =>
        nodes.map(({ level, index }) => rootOf(sha256, all.slice(index * 2 ** level, (index + 1) * 2 ** level))),
      sha256,
    )
  }
  return {
    root,
    note,
    proof,
    request: async (oldSize, size) =>
      formatAddCheckpoint({ oldSize, proof: await proof(oldSize, size), checkpoint: note(size) }),
  }
}

/** A request with a proof of hashes of zeros. */
export function withProof(oldSize: number, hashes: number, checkpoint: Uint8Array): Uint8Array {
  const proof = Array.from({ length: hashes }, () => new Uint8Array(32))
  return formatAddCheckpoint({ oldSize, proof, checkpoint })
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString()
}

/** The same bytes with one bit set otherwise. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return concatBytes(bytes.subarray(0, at), Uint8Array.of((bytes[at] ?? 0) ^ 1), bytes.subarray(at + 1))
}
