// A vault full of known bytes, and a search for them in every file.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll } from 'bun:test'

import type { VaultStore } from '../../packages/server/src/storage/sqlite/vault-store.ts'
import { openVaultStore } from '../../packages/server/src/storage/sqlite/vault-store.ts'
import { eraseFields, parseEnvelope, parseEnvelopeHeader } from '../../packages/server/src/vault/envelope.ts'
import type { VaultContent } from '../../packages/server/src/vault/sealer.ts'
import { Sealer, subjectTag, Unsealer } from '../../packages/server/src/vault/sealer.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-vault-'))
  folders.push(folder)
  return folder
}

/** Looks random and is the same in every process. */
export function bytesOf(name: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(name).digest())
}

export const [vaultKey, tagKey] = [bytesOf('vault key'), bytesOf('tag key')]
export const newSealer = (): Sealer => new Sealer({ generation: 1, key: vaultKey, subjectTagKey: tagKey })
export const unsealer = new Unsealer((generation) => (generation === 1 ? vaultKey : undefined))
export const tagOf = (subject: string): Uint8Array => subjectTag(tagKey, subject)

export const openStore = (dataDirectory: string): VaultStore =>
  openVaultStore({ dataDirectory, now: 0, envelopes: { parseHeader: parseEnvelopeHeader, eraseFields } })

/** A record that is put together from its index alone. */
export function contentOf(index: number, subjects: readonly string[]): VaultContent {
  return {
    subjects,
    retention: { class: 'full', deleteOnDay: 20_780 + (index % 3) },
    openings: { key: bytesOf(`key ${index}`), request: bytesOf(`opening ${index}`) },
    values: {
      request: Buffer.concat(Array.from({ length: 1 + (index % 40) }, (_, part) => bytesOf(`${index}.${part}`))),
    },
  }
}

export interface KnownRecord {
  readonly index: number
  readonly id: Uint8Array
  readonly ciphertext: Uint8Array
}

export function sealedRecords(
  sealer: Sealer,
  what: { readonly from: number; readonly count: number; readonly subjectsOf: (index: number) => readonly string[] },
): readonly KnownRecord[] {
  return Array.from({ length: what.count }, (_, place) => {
    const index = what.from + place
    return { index, ...sealer.seal(contentOf(index, what.subjectsOf(index))) }
  })
}

/** How much of a needle must be found to count: no 12 bytes of ciphertext occur twice by chance. */
const needleBytes = 12

type Part = 'id' | 'tags' | 'wrapped key' | 'sealed opening' | 'sealed value'

/** What of a record lies in the vault and must not after its erasure, several pieces of each part. */
export function needlesOf({ id, ciphertext }: KnownRecord): ReadonlyMap<Part, readonly Uint8Array[]> {
  const { wrapped, fields } = parseEnvelope(ciphertext)
  const sealed = (kind: string): readonly Uint8Array[] =>
    fields.flatMap((field) => (field.kind === kind && field.sealed ? piecesOf(field.sealed) : []))
  return new Map([
    ['id', [id.subarray(0, needleBytes)]],
    ['wrapped key', piecesOf(wrapped)],
    ['sealed opening', sealed('opening')],
    ['sealed value', sealed('value')],
  ])
}

function piecesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at + needleBytes <= bytes.length; at += 300) pieces.push(bytes.subarray(at, at + needleBytes))
  pieces.push(bytes.subarray(-needleBytes))
  return pieces
}

/** All bytes of all files of a folder. */
export class Haystack {
  readonly #windows = new Set<string>()

  /** Of every window of the length of a needle one number would do, but a miss must be certain: the bytes themselves. */
  constructor(folder: string, wanted: Iterable<Uint8Array>) {
    const byHash = new Map<number, Set<string>>()
    for (const needle of wanted) {
      const text = Buffer.from(needle).toString('latin1')
      const hash = Buffer.from(needle).readUInt32LE(0)
      byHash.set(hash, (byHash.get(hash) ?? new Set()).add(text))
    }
    for (const name of readdirSync(folder)) {
      const file = readFileSync(join(folder, name))
      for (let at = 0; at + needleBytes <= file.length; at++) {
        const candidates = byHash.get(file.readUInt32LE(at))
        if (candidates === undefined) continue
        const text = file.toString('latin1', at, at + needleBytes)
        if (candidates.has(text)) this.#windows.add(text)
      }
    }
  }

  has(needle: Uint8Array): boolean {
    return this.#windows.has(Buffer.from(needle).toString('latin1'))
  }
}
