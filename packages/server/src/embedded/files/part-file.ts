// A file that is still coming: NAME.gguf.part, and beside it what it will be, so that the rest can be asked for later.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

import { z } from 'zod'

import { writeAll } from '../../durable-file.ts'
import { headBytes, isGguf, summed } from './model-file.ts'

const about = z.object({ url: z.string(), etag: z.string(), total: z.int().min(0).optional() })

/** What is known of the file that is coming. */
export type About = z.output<typeof about>

/** Collects a file and its digest. */
export class PartFile {
  readonly path: string
  #hash = new Bun.CryptoHasher('sha256')
  #bytes = 0
  #head = new Uint8Array(0)
  #file: number | undefined

  constructor(target: string) {
    this.path = `${target}.part`
  }

  get bytes(): number {
    return this.#bytes
  }

  /** What came at an earlier time from this address, if the rest of the same file can be asked for. */
  async resume(url: string): Promise<About | undefined> {
    const known = this.#known()
    if (known?.url !== url || !existsSync(this.path)) return undefined
    const { bytes, hash } = await summed(this.path)
    if (bytes < headBytes) return undefined
    this.#bytes = bytes
    this.#hash = hash
    // What came first was looked at when it came.
    this.#head = new Uint8Array(headBytes)
    this.#file = openSync(this.path, 'a', 0o600)
    return known
  }

  /** From the beginning. Without an etag nothing can be resumed, because nobody could tell that it is the same file. */
  begin(known: About | undefined): void {
    this.#close()
    this.#hash = new Bun.CryptoHasher('sha256')
    this.#bytes = 0
    this.#head = new Uint8Array(0)
    this.#file = openSync(this.path, 'w', 0o600)
    if (known === undefined) rmSync(this.#aboutPath, { force: true })
    else writeFileSync(this.#aboutPath, JSON.stringify(known), { mode: 0o600 })
  }

  /** @returns false when the beginning is that of no model file */
  add(bytes: Uint8Array): boolean {
    if (this.#file === undefined) throw new TypeError('begin or resume comes first')
    writeAll(this.#file, bytes)
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    if (this.#head.length >= headBytes) return true
    this.#head = Buffer.concat([this.#head, bytes]).subarray(0, headBytes)
    return this.#head.length < headBytes || isGguf(this.#head)
  }

  get isModel(): boolean {
    return this.#head.length >= headBytes
  }

  /** On the disk, whole; the digest of it. */
  finish(): string {
    if (this.#file !== undefined) fsyncSync(this.#file)
    this.#close()
    return this.#hash.digest('hex')
  }

  /** Nothing is left of it. */
  discard(): void {
    this.#close()
    rmSync(this.path, { force: true })
    rmSync(this.#aboutPath, { force: true })
  }

  /** What came stays for the next time. */
  keep(): void {
    this.#close()
  }

  forgetAbout(): void {
    rmSync(this.#aboutPath, { force: true })
  }

  get #aboutPath(): string {
    return `${this.path}.json`
  }

  #known(): About | undefined {
    try {
      return about.safeParse(JSON.parse(readFileSync(this.#aboutPath, 'utf8'))).data
    } catch {
      return undefined
    }
  }

  #close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }
}
