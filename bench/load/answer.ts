/** Reads one HTTP/1.1 answer from the pieces in which it arrives, and nothing that our contestants never send. */

export class MalformedAnswer extends Error {}

type Phase = 'head' | 'counted' | 'chunkSize' | 'chunk' | 'chunkEnd' | 'trailer' | 'complete'

const headBytesMax = 16 * 1024

export class AnswerReader {
  status = 0
  closesConnection = false
  #phase: Phase = 'head'
  #carry: Buffer | null = null
  #left = 0

  reset(): void {
    this.status = 0
    this.#phase = 'head'
    this.#carry = null
  }

  /** Hands each piece of the decoded body to `onBody`; true once the answer is complete. */
  read(received: Buffer, onBody: (piece: Buffer) => void): boolean {
    let bytes = received
    if (this.#carry !== null) {
      bytes = Buffer.concat([this.#carry, received])
      this.#carry = null
    }
    let at = 0
    while (at < bytes.length || this.#phase === 'complete') {
      switch (this.#phase) {
        case 'head': {
          const end = bytes.indexOf('\r\n\r\n', at)
          if (end < 0) return this.#wait(bytes, at)
          this.#readHead(bytes.toString('latin1', at, end))
          at = end + 4
          break
        }
        case 'counted':
        case 'chunk': {
          const taken = Math.min(this.#left, bytes.length - at)
          onBody(bytes.subarray(at, at + taken))
          at += taken
          this.#left -= taken
          if (this.#left === 0) this.#phase = this.#phase === 'chunk' ? 'chunkEnd' : 'complete'
          break
        }
        case 'chunkSize':
        case 'chunkEnd':
        case 'trailer': {
          const end = bytes.indexOf(10, at)
          if (end < 0) return this.#wait(bytes, at)
          this.#readLine(bytes, at, end)
          at = end + 1
          break
        }
        case 'complete':
          if (at < bytes.length) throw new MalformedAnswer('bytes after the end of the answer')
          return true
      }
    }
    return false
  }

  #wait(bytes: Buffer, at: number): false {
    if (bytes.length - at > headBytesMax) throw new MalformedAnswer('a line without end')
    this.#carry = Buffer.from(bytes.subarray(at))
    return false
  }

  #readHead(head: string): void {
    this.status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? Number.NaN)
    if (Number.isNaN(this.status)) throw new MalformedAnswer('no HTTP/1.1 status line')
    this.closesConnection = /\r\nconnection: *close/i.test(head)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length !== undefined) {
      this.#left = Number(length)
      this.#phase = this.#left === 0 ? 'complete' : 'counted'
    } else if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
      this.#phase = 'chunkSize'
    } else {
      throw new MalformedAnswer('neither a length nor chunks')
    }
  }

  #readLine(bytes: Buffer, at: number, end: number): void {
    if (this.#phase === 'chunkEnd') {
      this.#phase = 'chunkSize'
    } else if (this.#phase === 'trailer') {
      // The empty line closes the trailers.
      if (end - at <= 1) this.#phase = 'complete'
    } else {
      this.#left = Number.parseInt(bytes.toString('latin1', at, end), 16)
      if (Number.isNaN(this.#left)) throw new MalformedAnswer('a chunk without a size')
      this.#phase = this.#left === 0 ? 'trailer' : 'chunk'
    }
  }
}
