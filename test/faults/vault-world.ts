// A search for known bytes in every file of a folder.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseEnvelope } from '../../packages/server/src/vault/envelope.ts'
import type { KnownRecord } from './vault-records.ts'
import { contentOf } from './vault-records.ts'

/** How much must be found to count: no 12 bytes of ciphertext occur twice by chance. */
const needleBytes = 12

/** A value of some length is found by a piece in each so many bytes, for a page may hold only a part of it. */
const pieceBytes = 300

/** What of a record lies in the vault. */
export const sealedParts = ['id', 'wrapped key', 'sealed opening', 'sealed value'] as const
/** What never does. */
export const plainParts = ['opening', 'value'] as const
type Part = (typeof sealedParts)[number] | (typeof plainParts)[number]

type Needles = Readonly<Record<Part, readonly string[]>>

/** Put together once, for they are looked for again and again. */
const known = new WeakMap<KnownRecord, Needles>()

export function needlesOf(record: KnownRecord): Needles {
  const needles = known.get(record) ?? newNeedles(record)
  known.set(record, needles)
  return needles
}

function newNeedles({ index, id, ciphertext }: KnownRecord): Needles {
  const { wrapped, fields } = parseEnvelope(ciphertext)
  const { openings, values } = contentOf(index, [])
  const sealed = (kind: string) =>
    fields.flatMap((field) => (field.kind === kind && field.sealed ? [field.sealed] : []))
  return {
    id: piecesOf(id),
    'wrapped key': piecesOf(wrapped),
    'sealed opening': sealed('opening').flatMap(piecesOf),
    'sealed value': sealed('value').flatMap(piecesOf),
    opening: Object.values(openings).flatMap(piecesOf),
    value: Object.values(values).flatMap(piecesOf),
  }
}

/** The needle of some bytes that are at least as long. */
export function needle(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, needleBytes)).toString('latin1')
}

function piecesOf(bytes: Uint8Array): readonly string[] {
  const pieces = [needle(bytes.subarray(-needleBytes))]
  for (let at = 0; at + needleBytes <= bytes.length; at += pieceBytes) pieces.push(needle(bytes.subarray(at)))
  return pieces
}

/** How often each needle occurs, in all files of the folder together. */
export function occurrences(folder: string, needles: Iterable<string>): ReadonlyMap<string, number> {
  return occurrencesIn(
    readdirSync(folder).map((name) => join(folder, name)),
    needles,
  )
}

/** The same in these files. */
export function occurrencesIn(files: readonly string[], needles: Iterable<string>): ReadonlyMap<string, number> {
  const found = new Map([...needles].map((text) => [text, 0]))
  // Which three bytes a needle starts with, and which follow, because most places are none and there are millions.
  const [starts, seconds] = [new Uint8Array(2 ** 24), new Uint8Array(2 ** 24)]
  for (const text of found.keys()) {
    const bytes = Buffer.from(text, 'latin1')
    starts[bytes.readUIntBE(0, 3)] = 1
    seconds[bytes.readUIntBE(3, 3)] = 1
  }
  for (const path of files) {
    // While a server runs, partial tiles come and go.
    if (!existsSync(path)) continue
    const file = readFileSync(path)
    for (let [end, start] = [0, 0]; end < file.length; end++) {
      start = ((start << 8) | file[end]!) & 0xff_ffff
      if (starts[start] === 0 || end + 3 >= file.length || seconds[file.readUIntBE(end + 1, 3)] === 0) continue
      const text = file.toString('latin1', end - 2, end - 2 + needleBytes)
      const count = found.get(text)
      if (count !== undefined) found.set(text, count + 1)
    }
  }
  return found
}
