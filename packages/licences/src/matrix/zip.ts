// ZIP archives as PKWARE's APPNOTE 6.3 has them: stored, without compression, so that the same input gives the same bytes on every
// runtime (deflate differs between versions of zlib).

import { utf8 } from '../bytes.ts'

export interface ZipMember {
  /** With `/` between folders, ASCII. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** Of an archive. Sizes are 32-bit numbers here; what comes near needs ZIP64, and nobody opens a spreadsheet of that size. */
const zipBytesMax = 1_000_000_000

/** 1980-01-01 00:00, the earliest that MS-DOS can say: a document has its date inside. */
const [dosDate, dosTime] = [0x00_21, 0]

const [localSize, centralSize, endSize] = [30, 46, 22] as const

/** @throws RangeError when the archive would be larger than 1 GB */
export function zipOf(members: readonly ZipMember[]): Uint8Array<ArrayBuffer> {
  const named = members.map(({ path, bytes }) => ({ name: utf8(path), bytes, crc: crc32(bytes) }))
  const size = named.reduce<number>(
    (sum, { name, bytes }) => sum + localSize + centralSize + 2 * name.length + bytes.length,
    endSize,
  )
  if (size > zipBytesMax) throw new RangeError(`an archive of ${size} bytes; at most ${zipBytesMax}`)
  const archive = new Uint8Array(size)
  const view = new DataView(archive.buffer)
  let at = 0
  const offsets: number[] = []
  for (const member of named) {
    offsets.push(at)
    view.setUint32(at, 0x04_03_4b_50, true)
    writeDescription(view, at + 4, member)
    archive.set(member.name, at + localSize)
    archive.set(member.bytes, at + localSize + member.name.length)
    at += localSize + member.name.length + member.bytes.length
  }
  const directoryAt = at
  for (const [index, member] of named.entries()) {
    view.setUint32(at, 0x02_01_4b_50, true)
    view.setUint16(at + 4, versionNeeded, true)
    writeDescription(view, at + 6, member)
    view.setUint32(at + 42, offsets[index] ?? 0, true)
    archive.set(member.name, at + centralSize)
    at += centralSize + member.name.length
  }
  view.setUint32(at, 0x06_05_4b_50, true)
  view.setUint16(at + 8, named.length, true)
  view.setUint16(at + 10, named.length, true)
  view.setUint32(at + 12, at - directoryAt, true)
  view.setUint32(at + 16, directoryAt, true)
  return archive
}

/** 2.0: folders and plain files. */
const versionNeeded = 20

/** The 26 bytes that a local header and an entry of the directory have in common. */
function writeDescription(
  view: DataView,
  at: number,
  { name, bytes, crc }: { readonly name: Uint8Array; readonly bytes: Uint8Array; readonly crc: number },
): void {
  view.setUint16(at, versionNeeded, true)
  view.setUint16(at + 6, dosTime, true)
  view.setUint16(at + 8, dosDate, true)
  view.setUint32(at + 10, crc, true)
  view.setUint32(at + 14, bytes.length, true)
  view.setUint32(at + 18, bytes.length, true)
  view.setUint16(at + 22, name.length, true)
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1
  return value
})

/** @example crc32(new TextEncoder().encode('123456789')) // 0xcbf43926, the check value of CRC-32/ISO-HDLC */
function crc32(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xff_ff_ff_ff) >>> 0
}
