// Digests of files, one after the other, and a file that remembers those that are finished: weights take minutes, and a process that
// was killed goes on with the file at which it was.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'

import { appendDurably } from '../durable-file.ts'

/** Bytes that are read at a time. */
const pieceBytes = 4_194_304

/** Bytes of the file that remembers. Twenty thousand files take six million. */
const stateBytesMax = 67_108_864

/** A file became another one while it was read. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged'
}

export interface DigestWish {
  /** How the file is called in what was scanned. */
  readonly path: string
  /** Where it is. */
  readonly place: string
}

/** Remembers digests by path, as long as a file is the one that was read: by size, time of its content, and number on the disk. */
export class Digests {
  readonly #state: string | undefined
  readonly #known = new Map<string, string>()
  readonly #byPlace = new Map<string, string>()
  /** Bytes that did not have to be read. */
  resumedBytes = 0

  /** @param state a file, or nothing where nothing is to be remembered */
  constructor(state: string | undefined) {
    this.#state = state
    for (const [key, digest] of remembered(state)) this.#known.set(key, digest)
  }

  /**
   * @param onBytes how many more have been read
   * @throws FileChanged, or what the file system throws
   */
  async of({ path, place }: DigestWish, onBytes: (bytes: number) => void): Promise<string> {
    const again = this.#byPlace.get(place)
    const mark = markOf(place)
    const before = again ?? this.#known.get(`${path}\0${mark.text}`)
    if (before !== undefined) {
      if (again === undefined) this.resumedBytes += mark.bytes
      onBytes(mark.bytes)
      this.#byPlace.set(place, before)
      return before
    }
    const digest = await digestOf(place, onBytes)
    if (markOf(place).text !== mark.text) throw new FileChanged(path)
    this.#byPlace.set(place, digest)
    if (this.#state !== undefined) appendDurably(this.#state, lineOf(path, mark.text, digest))
    return digest
  }

  /** Everything has been measured: what was remembered is of no use any more. */
  finish(): void {
    if (this.#state !== undefined) rmSync(this.#state, { force: true })
  }
}

function markOf(place: string): { readonly text: string; readonly bytes: number } {
  const { ino, size, mtimeNs } = statSync(place, { bigint: true })
  return { text: `${size}:${mtimeNs}:${ino}`, bytes: Number(size) }
}

function lineOf(path: string, mark: string, digest: string): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify([path, mark, digest])}\n`)
}

/** A line that was not finished says nothing; its file is read again. */
function remembered(state: string | undefined): readonly (readonly [key: string, digest: string])[] {
  if (state === undefined || !existsSync(state) || statSync(state).size > stateBytesMax) return []
  return readFileSync(state, 'utf8').split('\n').flatMap(keyAndDigest)
}

function keyAndDigest(line: string): readonly (readonly [key: string, digest: string])[] {
  const found = /^\[("(?:[^"\\]|\\.)*"),"([0-9:]+)","([0-9a-f]{64})"\]$/.exec(line)
  if (found === null) return []
  const [, path = '""', mark = '', digest = ''] = found
  return [[`${String(JSON.parse(path))}\0${mark}`, digest]]
}

async function digestOf(place: string, onBytes: (bytes: number) => void): Promise<string> {
  const file = await open(place, 'r')
  try {
    const hash = createHash('sha256')
    const piece = new Uint8Array(pieceBytes)
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, null)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, bytesRead))
      onBytes(bytesRead)
    }
  } finally {
    await file.close()
  }
}
