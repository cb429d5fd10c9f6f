// Vault records that are put together from their index alone, so that another process knows them too.
import { createHash } from 'node:crypto'

import type { VaultStore } from '../../packages/server/src/storage/sqlite/vault-store.ts'
import { openVaultStore } from '../../packages/server/src/storage/sqlite/vault-store.ts'
import { eraseFields, parseEnvelopeHeader } from '../../packages/server/src/vault/envelope.ts'
import type { VaultContent } from '../../packages/server/src/vault/sealer.ts'
import { Sealer, subjectTag, Unsealer } from '../../packages/server/src/vault/sealer.ts'

export const origin = 'gateway.example/log/2026h2'
export const envelopes = { parseHeader: parseEnvelopeHeader, eraseFields }

/** Looks random and is the same in every process. */
function bytesOf(name: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(name).digest())
}

const [vaultKey, tagKey] = [bytesOf('vault key'), bytesOf('tag key')]
export const newSealer = (): Sealer => new Sealer({ generation: 1, key: vaultKey, subjectTagKey: tagKey })
export const unsealer = new Unsealer((generation) => (generation === 1 ? vaultKey : undefined))
export const tagOf = (subject: string): Uint8Array => subjectTag(tagKey, subject)
export const openStore = (dataDirectory: string): VaultStore => openVaultStore({ dataDirectory, now: 0, envelopes })

export function contentOf(index: number, subjects: readonly string[]): VaultContent {
  const request = Buffer.concat(Array.from({ length: 1 + (index % 40) }, (_, part) => bytesOf(`${index}.${part}`)))
  return {
    subjects,
    retention: { class: 'full', deleteOnDay: 20_780 + (index % 3) },
    openings: { key: bytesOf(`key ${index}`), request: bytesOf(`opening ${index}`) },
    values: { request: new Uint8Array(request) },
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
