// What is measured of a model file, without reading more of it than its first bytes as anything but bytes.
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'

/** What is known of a file by measuring it. */
export interface Measured {
  readonly bytes: number
  /** Hexadecimal, lower case. */
  readonly sha256: string
}

/** The words that are told about a file. */
type Facts = Readonly<Partial<Record<'file' | 'expected' | 'found' | 'message', string>>>

/** This file is not loaded. */
export class ModelFileBad extends Error {
  override readonly name = 'ModelFileBad'
  readonly code: 'missing' | 'not_gguf' | 'digest_differs'
  readonly facts: Facts

  constructor(code: ModelFileBad['code'], facts: Facts, options?: ErrorOptions) {
    super(`${facts.file}: ${code}`, options)
    this.code = code
    this.facts = facts
  }
}

/** GGUF in ASCII, and the versions of the format that llama.cpp reads; little-endian (gguf.md of ggml, checked 2026-11-23). */
const magic = 'GGUF'
const versions = new Set([2, 3])
export const headBytes = 8

/** Bytes that are read and summed at a time. */
const chunkBytes = 1_048_576

/** Whether a file that begins so is a model file. @param head at least {@link headBytes} bytes of it */
export function isGguf(head: Uint8Array): boolean {
  if (head.length < headBytes || Buffer.from(head.subarray(0, 4)).toString('latin1') !== magic) return false
  return versions.has(new DataView(head.buffer, head.byteOffset).getUint32(4, true))
}

/**
 * Size and digest of a model file.
 *
 * @throws ModelFileBad missing, not_gguf
 */
export async function measureModel(file: string): Promise<Measured> {
  await mustBeGguf(file)
  const { bytes, hash } = await summed(file)
  return { bytes, sha256: hash.digest('hex') }
}

/** @throws ModelFileBad missing, not_gguf */
export async function mustBeGguf(file: string): Promise<void> {
  if (!isGguf(await headOf(file))) throw new ModelFileBad('not_gguf', { file })
}

/** The sum over a file so far, which may go on with further bytes. */
export async function summed(file: string): Promise<{ readonly bytes: number; readonly hash: Bun.CryptoHasher }> {
  const hash = new Bun.CryptoHasher('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) {
    const part = chunk as Uint8Array // Without an encoding a stream gives bytes.
    hash.update(part)
    bytes += part.length
  }
  return { bytes, hash }
}

async function headOf(file: string): Promise<Uint8Array> {
  try {
    if (!(await stat(file)).isFile()) throw new ModelFileBad('missing', { file })
    const handle = await open(file, 'r')
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof ModelFileBad) throw error
    throw new ModelFileBad('missing', { file }, { cause: error })
  }
}
