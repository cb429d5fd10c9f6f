import { fromUtf8 } from '../bytes.ts'
import { claimCharactersMax, claimCountMax, claimText } from './claims.ts'
import { malformed, tooLarge, truncated } from './unreadable.ts'

/** A value that somebody asked for: claims are texts, counts and lists of texts. */
export type GgufValue = string | number | readonly string[]

/** Bytes of a key, fixed by the format. */
const keyBytesMax = 65_535
/** Lists within lists. No model has any. */
const depthMax = 4

/** Types of values by the number that the format gives them, with their size in bytes; 0 where it varies. */
const sizes: readonly number[] = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8]

/** Dimensions of a tensor. The format allows four. */
const dimensionsMax = 4

/** Scalars by the number of their type. */
const scalars: readonly (((view: DataView, at: number) => number | bigint) | undefined)[] = [
  (view, at) => view.getUint8(at),
  (view, at) => view.getInt8(at),
  (view, at) => view.getUint16(at, true),
  (view, at) => view.getInt16(at, true),
  (view, at) => view.getUint32(at, true),
  (view, at) => view.getInt32(at, true),
  (view, at) => view.getFloat32(at, true),
  (view, at) => view.getUint8(at),
  undefined,
  undefined,
  (view, at) => view.getBigUint64(at, true),
  (view, at) => view.getBigInt64(at, true),
  (view, at) => view.getFloat64(at, true),
]

/** One tensor as the index of a file has it; its numbers are never looked at. */
export interface GgufTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly type: number
  /** Bytes behind the beginning of the weights. */
  readonly offset: number
}

const type = { uint32: 4, int32: 5, string: 8, array: 9, uint64: 10 } as const

/**
 * Reads a GGUF file from its beginning to the end of its metadata. Hostile input: every length is held against the bytes that are
 * there before anything is made of it, and what nobody asked for is stepped over.
 */
export class GgufCursor {
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  uint32(part: string): number {
    return this.view.getUint32(this.step(4, part), true)
  }

  /** A 64-bit number that counts something. */
  count(part: string, max: number): number {
    const value = this.view.getBigUint64(this.step(8, part), true)
    if (value > BigInt(max)) throw tooLarge(`${part} above ${max}`)
    return Number(value)
  }

  key(): string {
    const length = this.count('length of a key', keyBytesMax)
    const from = this.step(length, 'key')
    // ASCII by the format; anything else could look like a key that it is not.
    const key = fromUtf8(this.bytes.subarray(from, from + length))
    if (key === undefined || !/^[\x21-\x7e]+$/.test(key)) throw malformed('key that is not ASCII')
    return key
  }

  /** The value at hand where it is wanted; otherwise it is stepped over. */
  value(isWanted: boolean): GgufValue | undefined {
    const of = this.uint32('type of a value')
    if (isWanted && of === type.string) return this.text()
    if (isWanted && of === type.array) return this.texts()
    if (isWanted && (of === type.uint32 || of === type.int32)) return this.view.getInt32(this.step(4, 'number'), true)
    if (isWanted && of === type.uint64) return this.count('number', Number.MAX_SAFE_INTEGER)
    if (isWanted) throw malformed(`claim of type ${of}`)
    this.skip(of, 0)
    return undefined
  }

  /** The value at hand, texts as their bytes; lists are stepped over. For whoever digests what is written, to the byte. */
  scalar(textBytesMax: number): Uint8Array | number | bigint | undefined {
    const of = this.uint32('type of a value')
    if (of === type.string) return this.bytesOfText(textBytesMax)
    const read = scalars[of]
    if (read !== undefined) return read(this.view, this.step(sizes[of] ?? 0, 'value'))
    this.skip(of, 0)
    return undefined
  }

  /** What the index of tensors says about the next one. */
  tensor(): GgufTensor {
    const name = this.key()
    const dimensionCount = this.uint32('number of dimensions')
    if (dimensionCount > dimensionsMax) throw tooLarge(`tensor with more than ${dimensionsMax} dimensions`)
    const shape = Array.from({ length: dimensionCount }, () => this.count('dimension', Number.MAX_SAFE_INTEGER))
    const of = this.uint32('type of a tensor')
    return { name, shape, type: of, offset: this.count('place of a tensor', Number.MAX_SAFE_INTEGER) }
  }

  /** Bytes from the beginning to where it has come. */
  get position(): number {
    return this.at
  }

  private bytesOfText(max: number): Uint8Array {
    const length = this.length('text')
    if (length > max) throw tooLarge(`text of more than ${max} bytes`)
    const from = this.step(length, 'text')
    return this.bytes.subarray(from, from + length)
  }

  private text(): string {
    const length = this.length('text')
    if (length > claimCharactersMax) throw tooLarge(`claim of more than ${claimCharactersMax} bytes`)
    const from = this.step(length, 'text')
    const text = fromUtf8(this.bytes.subarray(from, from + length))
    if (text === undefined) throw malformed('UTF-8 of a claim')
    return claimText(text)
  }

  private texts(): readonly string[] {
    const of = this.uint32('type of a list')
    const count = this.length('list')
    if (of !== type.string) throw malformed('claim that is a list of something else than texts')
    if (count > claimCountMax) throw tooLarge(`list of more than ${claimCountMax} claims`)
    return Array.from({ length: count }, () => this.text())
  }

  private skip(of: number, depth: number): void {
    const size = sizes[of]
    if (size === undefined) throw malformed(`value of type ${of}`)
    if (size > 0) this.step(size, 'value')
    else if (of === type.string) this.step(this.length('text'), 'text')
    else this.skipList(depth)
  }

  private skipList(depth: number): void {
    if (depth >= depthMax) throw tooLarge(`lists within lists, more than ${depthMax} deep`)
    const of = this.uint32('type of a list')
    const count = this.length('list')
    const size = sizes[of]
    if (size === undefined) throw malformed(`list of type ${of}`)
    // An entry has a byte at least, so the count is bounded by what is there, and so is this loop.
    if (size > 0) this.step(count * size, 'list')
    else for (let entry = 0; entry < count; entry++) this.skip(of, depth + 1)
  }

  /** A length or number of entries: never more than there are bytes left. */
  private length(part: string): number {
    const value = this.view.getBigUint64(this.step(8, `length of a ${part}`), true)
    if (value > BigInt(this.bytes.length - this.at)) throw truncated(part)
    return Number(value)
  }

  /** Goes on by so many bytes, and says where it was. */
  private step(bytes: number, part: string): number {
    const from = this.at
    if (bytes > this.bytes.length - from) throw truncated(part)
    this.at = from + bytes
    return from
  }
}
