import type { VaultKeyStore, WrappedVaultKey } from '../../vault/store-port.ts'
import type { VaultWriting } from './vault-store-open.ts'

interface KeyRow {
  readonly generation: number
  readonly custodian: WrappedVaultKey['custodian']
  readonly created_at: number
  readonly destroyed_at: number | null
  readonly wrapped: Uint8Array
}

/** The wrapped keys of the vault, in the vault. */
export function vaultKeyStore(connection: VaultWriting): VaultKeyStore {
  const list = connection.prepare<KeyRow, []>(`
    SELECT vault_key.*, destroyed_vault_key.at AS destroyed_at FROM vault_key
    LEFT JOIN destroyed_vault_key USING (generation) ORDER BY generation
  `)
  const add = connection.prepare<undefined, [number, string, number, Uint8Array]>(
    'INSERT INTO vault_key (generation, custodian, created_at, wrapped) VALUES (?, ?, ?, ?)',
  )
  // Of the same length, as with records: the row stays where it is and the key in it does not.
  const wipe = connection.prepare<undefined, [number]>(
    'UPDATE vault_key SET wrapped = zeroblob(length(wrapped)) WHERE generation = ?',
  )
  const date = connection.prepare<undefined, [number, number]>(
    'INSERT INTO destroyed_vault_key (at, generation) VALUES (?, ?) ON CONFLICT DO NOTHING',
  )
  return {
    list: () =>
      list.all().map((row) => ({
        generation: row.generation,
        custodian: row.custodian,
        wrapped: row.destroyed_at === null ? row.wrapped : new Uint8Array(0),
        createdAt: row.created_at,
        destroyedAt: row.destroyed_at ?? undefined,
      })),
    add: ({ generation, custodian, createdAt, wrapped }) => {
      connection.durably(() => add.run(generation, custodian, createdAt, wrapped))
    },
    destroy: ({ generation, at }) => {
      connection.durably(() => {
        wipe.run(generation)
        date.run(at, generation)
      })
      return connection.truncateLog()
    },
  }
}
