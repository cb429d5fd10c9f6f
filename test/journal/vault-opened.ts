// What the vault of a stopped server holds, entry by entry, opened with its keys.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { fileCustodian } from '../../packages/server/src/vault/file-custodian.ts'
import { eraseFields, parseEnvelopeHeader } from '../../packages/server/src/vault/envelope.ts'
import { VaultKeys } from '../../packages/server/src/vault/vault-key.ts'
import { openVaultStore } from '../../packages/server/src/storage/sqlite/vault-store.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { newestLog } from './audited.ts'

export interface OpenedRecord {
  readonly class: string
  readonly deleteOnDay: number
  readonly subjectCount: number
  readonly openings: readonly string[]
  readonly values: Readonly<Record<string, string>>
}

/** Records of the newest log, by index of their entries. */
export async function vaultOpened(
  data: string,
  keyFile: string = join(data, 'keys', 'vault.kek'),
): Promise<readonly OpenedRecord[]> {
  const envelopes = { parseHeader: parseEnvelopeHeader, eraseFields }
  const store = openVaultStore({ dataDirectory: data, now: Date.now(), envelopes })
  try {
    const custodian = fileCustodian({ path: keyFile, mayCreate: false })
    const keys = await VaultKeys.open({ store: store.keys, custodian, now: Date.now() })
    const unsealer = await keys.unsealer()
    const { origin, size } = parseCheckpoint(parseNote(readFileSync(join(newestLog(data), 'checkpoint'))).text)
    return Array.from({ length: size }, (_, index) => {
      const record = store.read({ origin, index })
      if (record?.state !== 'held') throw new Error(`entry ${index} has no record`)
      const { class: kept, deleteOnDay, tags } = parseEnvelopeHeader(record.envelope)
      const { openings, values } = unsealer.open(record.id, record.envelope)
      const texts = Object.entries(values).map(([field, bytes]) => [field, Buffer.from(bytes).toString('utf8')])
      return {
        class: kept,
        deleteOnDay,
        subjectCount: tags.length,
        openings: Object.keys(openings),
        values: Object.fromEntries(texts) as Readonly<Record<string, string>>,
      }
    })
  } finally {
    store.close()
  }
}
