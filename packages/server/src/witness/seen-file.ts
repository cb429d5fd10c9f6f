// What a witness has seen of a log, for people: each accepted checkpoint as it was signed, under a line that says when. A
// block without its first line is a file that `stellwerk journal verify --against FILE` takes.
import { concatBytes, encodeUtf8 } from '@stellwerk/tlog/format/bytes'

export interface SeenBlock {
  /** Milliseconds since the epoch. */
  readonly seenAt: number
  readonly size: number
  /** The signed and cosigned checkpoint, verbatim. */
  readonly note: Uint8Array
}

/** The length makes the end of a block certain, whatever a log writes into its checkpoint. */
const headingOf = ({ seenAt, size, note }: SeenBlock): string =>
  `# seen ${new Date(seenAt).toISOString()}, size ${size}, ${note.length} bytes`
const heading = /^# seen (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z), size (\d{1,15}), (\d{1,7}) bytes$/
const nextHeading = '\n# seen '
const newline = 0x0a

export function formatSeenBlock(block: SeenBlock): Uint8Array {
  return concatBytes(encodeUtf8(`${headingOf(block)}\n`), block.note, Uint8Array.of(newline))
}

export interface SeenFile {
  readonly blocks: readonly SeenBlock[]
  /** Bytes up to the end of the last whole block. */
  readonly wholeBytes: number
  /** Whether what follows can be the beginning of a block that a crash cut off; another block in it shows that it is not. */
  readonly isTorn: boolean
}

/** Reads the blocks from the start, up to the first that is not whole. */
export function parseSeenFile(bytes: Uint8Array): SeenFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const blocks: SeenBlock[] = []
  let at = 0
  for (let next = parseBlock(file, at); next !== undefined; next = parseBlock(file, at)) {
    blocks.push(next.block)
    at = next.end
  }
  return { blocks, wholeBytes: at, isTorn: file.indexOf(nextHeading, at) === -1 }
}

function parseBlock(file: Buffer, at: number): { readonly block: SeenBlock; readonly end: number } | undefined {
  const start = file.indexOf(newline, at) + 1
  if (start === 0) return undefined
  const [, time, size, length] = heading.exec(file.toString('latin1', at, start - 1)) ?? []
  if (time === undefined) return undefined
  const end = start + Number(length) + 1
  if (end > file.length || file[end - 1] !== newline) return undefined
  const note = new Uint8Array(file.subarray(start, end - 1))
  return { block: { seenAt: Date.parse(time), size: Number(size), note }, end }
}
