// A thread that reads weights, so that a hundred gigabytes take nobody's turn. One wish, one answer, and it is over.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'

/** Bytes that are read at a time. */
const pieceBytes = 4_194_304

/** Files in their order, absolute. */
interface WeightsWish {
  readonly files: readonly string[]
}

export type WeightsAnswer = { readonly digest: string } | { readonly code: string }

declare const self: Worker

self.addEventListener('message', ({ data }: MessageEvent<WeightsWish>) => {
  self.postMessage(answerTo(data), [])
})

function answerTo({ files }: WeightsWish): WeightsAnswer {
  try {
    return { digest: digestOfFiles(files) }
  } catch (error) {
    return { code: error instanceof Error && 'code' in error ? String(error.code) : 'error' }
  }
}

/** Of one file its own; of several that of the lines `SHA-256  name`, as `sha256sum` writes them. */
function digestOfFiles(files: readonly string[]): string {
  const [first, ...rest] = files.map((file) => ({ name: basename(file), digest: digestOf(file) }))
  if (first === undefined) throw new RangeError('no weights')
  if (rest.length === 0) return first.digest
  const lines = [first, ...rest].map(({ name, digest }) => `${digest}  ${name}\n`)
  return createHash('sha256').update(lines.join('')).digest('hex')
}

function digestOf(file: string): string {
  const handle = openSync(file, 'r')
  try {
    const hash = createHash('sha256')
    const piece = new Uint8Array(pieceBytes)
    for (;;) {
      const count = readSync(handle, piece, 0, piece.length, null)
      if (count === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, count))
    }
  } finally {
    closeSync(handle)
  }
}
