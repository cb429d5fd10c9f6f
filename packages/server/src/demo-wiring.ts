// What the demo needs of the vault: to open it as its custodian can, and to see its bytes as a thief of the disk does.
import type { Config } from '@stellwerk/contract/config'

import { openVault } from './evidence-wiring.ts'
import { openVaultReader } from './storage/sqlite/vault-store-reader.ts'
import { parseEnvelope } from './vault/envelope.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The vault of the demo's data directory. */
export function vaultOfDemo(config: Config, env: Environment) {
  return {
    openVault: () => openVault(config, env),
    /** Random id, wrapped key and every sealed opening and value of an entry, as they lie in the file. None if erased. */
    sealedParts: (place: { readonly origin: string; readonly index: number }): readonly Uint8Array[] => {
      const reader = openVaultReader({ dataDirectory: config.data })
      try {
        const record = reader.read(place)
        if (record?.state !== 'held') return []
        const { wrapped, fields } = parseEnvelope(record.envelope)
        return [record.id, wrapped, ...fields.flatMap(({ sealed }) => sealed ?? [])]
      } finally {
        reader.close()
      }
    },
  }
}
