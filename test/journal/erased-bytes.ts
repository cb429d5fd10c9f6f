// What of an entry lies in the vault, and whether any of it lies in any file of a data directory.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { vaultKeyStore } from '../../packages/server/src/storage/sqlite/vault-store-keys.ts'
import { openForWriting } from '../../packages/server/src/storage/sqlite/vault-store-open.ts'
import type { EntryPlace } from '../../packages/server/src/storage/sqlite/vault-store-reader.ts'
import { openVaultReader } from '../../packages/server/src/storage/sqlite/vault-store-reader.ts'
import { parseEnvelope } from '../../packages/server/src/vault/envelope.ts'
import { fileCustodian } from '../../packages/server/src/vault/file-custodian.ts'
import { subjectTag } from '../../packages/server/src/vault/sealer.ts'
import { VaultKeys } from '../../packages/server/src/vault/vault-key.ts'
import { needle, occurrencesIn } from '../faults/vault-world.ts'

/** Bytes by which a part is found at its end as well: a page may hold only a piece of it. */
const tailBytes = 12

/** The needles of what the vault holds of these entries: random id, wrapped key and everything that is sealed. */
export function needlesOfEntries(data: string, entries: readonly EntryPlace[]): readonly string[] {
  const reader = openVaultReader({ dataDirectory: data })
  try {
    return entries.flatMap((entry) => {
      const record = reader.read(entry)
      if (record?.state !== 'held') return []
      const { wrapped, fields } = parseEnvelope(record.envelope)
      const parts = [record.id, wrapped, ...fields.flatMap(({ sealed }) => sealed ?? [])]
      return parts.flatMap((part) => [needle(part), needle(part.subarray(-tailBytes))])
    })
  } finally {
    reader.close()
  }
}

/** Where entries about somebody lie, as only the vault knows. The server must not run. */
export async function entriesAbout(data: string, subjects: readonly string[]): Promise<readonly EntryPlace[]> {
  const connection = openForWriting({ dataDirectory: data, now: 0 })
  const custodian = fileCustodian({ path: join(data, 'keys', 'vault.kek'), mayCreate: false })
  const keys = await VaultKeys.open({ store: vaultKeyStore(connection), custodian, now: 0 })
  connection.close()
  const reader = openVaultReader({ dataDirectory: data })
  const places = subjects.flatMap((subject) => reader.findBySubject(subjectTag(keys.subjectTagKey, subject)))
  reader.close()
  return places
}

/** Which of them are found anywhere below the folder, in how many of its files bytes were looked at. */
export function foundBelow(folder: string, needles: readonly string[]): ReadonlySet<string> {
  const found = occurrencesIn(filesBelow(folder), needles)
  return new Set([...found].filter(([, count]) => count > 0).map(([text]) => text))
}

export function filesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile())
}
