// Which records of a batch are about whom, as one blob of the batch:
//
//   for each subject  tag 16 · count u16 · offsets u16 each, big-endian
//
// An offset counts from the first record of the batch. An erased one is overwritten with 0xffff, and a tag without
// offsets with zeros: the blob keeps its length. Looking for any number of subjects reads each blob once, which is 10
// to 40 MB per million entries; an index by tag would be rearranged by every insert, and leave tags behind.

/** Bytes of a subject tag (vault/envelope.ts), and of what else stands here. */
const [tagBytes, offsetBytes] = [16, 2]
const erasedOffset = 0xffff

/** Records in a batch, so that an offset fits. The publisher hands over no more at once (tlog/write). */
export const batchRecordsMax = 4_096

/** A tag as a key of maps and sets: one character per byte. */
export function tagKey(tag: Uint8Array): string {
  return Buffer.from(tag.buffer, tag.byteOffset, tag.length).toString('latin1')
}

/** The blob of a batch. Offsets by tag, each list ascending. */
export function encodeSubjects(offsetsByTag: ReadonlyMap<string, readonly number[]>): Uint8Array {
  let length = 0
  for (const offsets of offsetsByTag.values()) length += tagBytes + offsetBytes * (1 + offsets.length)
  const bytes = Buffer.alloc(length)
  let at = 0
  for (const [tag, offsets] of offsetsByTag) {
    at += bytes.write(tag, at, 'latin1')
    at = bytes.writeUInt16BE(offsets.length, at)
    for (const offset of offsets) at = bytes.writeUInt16BE(offset, at)
  }
  return bytes
}

/** The offsets of a term. */
export function encodeOffsets(offsets: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(offsets.length * offsetBytes)
  for (const [place, offset] of offsets.entries()) bytes.writeUInt16BE(offset, place * offsetBytes)
  return bytes
}

/** The other direction of {@link encodeOffsets}. */
export function decodeOffsets(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return Array.from({ length: bytes.length / offsetBytes }, (_, place) => view.getUint16(place * offsetBytes))
}

/** Where a subject stands in a blob. */
interface SubjectPlace {
  readonly tag: string
  readonly tagAt: number
  readonly offsetsAt: number
  readonly end: number
}

function* placesIn(bytes: Buffer): Generator<SubjectPlace> {
  for (let at = 0; at < bytes.length;) {
    const offsetsAt = at + tagBytes + offsetBytes
    const end = offsetsAt + bytes.readUInt16BE(at + tagBytes) * offsetBytes
    yield { tag: bytes.toString('latin1', at, at + tagBytes), tagAt: at, offsetsAt, end }
    at = end
  }
}

function* offsetsOf(bytes: Buffer, { offsetsAt: from, end }: SubjectPlace): Generator<number> {
  for (let at = from; at < end; at += offsetBytes) {
    const offset = bytes.readUInt16BE(at)
    if (offset !== erasedOffset) yield offset
  }
}

/** The offsets of records that are about any of these subjects. */
export function offsetsAbout(subjects: Uint8Array, tags: ReadonlySet<string>): ReadonlySet<number> {
  const bytes = bufferOf(subjects)
  const found = new Set<number>()
  for (const place of placesIn(bytes)) {
    if (!tags.has(place.tag)) continue
    for (const offset of offsetsOf(bytes, place)) found.add(offset)
  }
  return found
}

/** The blob without these records, of the same length. */
export function withoutOffsets(subjects: Uint8Array, gone: ReadonlySet<number>): Uint8Array {
  const bytes = Buffer.from(subjects)
  for (const place of placesIn(bytes)) {
    let left = 0
    for (let at = place.offsetsAt; at < place.end; at += offsetBytes) {
      const offset = bytes.readUInt16BE(at)
      if (gone.has(offset)) bytes.writeUInt16BE(erasedOffset, at)
      else if (offset !== erasedOffset) left++
    }
    if (left === 0) bytes.fill(0, place.tagAt, place.tagAt + tagBytes)
  }
  return bytes
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
