import type { VaultKeyStore, WrappedVaultKey } from '../../vault/store-port.ts'
import type { VaultConnection, VaultWriting } from './vault-store-open.ts'

interface KeyRow {
  readonly generation: number
  readonly custodian: WrappedVaultKey['custodian']
  readonly created_at: number
  readonly destroyed_at: number | null
  readonly wrapped: Uint8Array
}

/** The wrapped keys as they are now, over any connection. */
export function wrappedVaultKeys(connection: VaultConnection): VaultKeyStore['list'] {
  const list = connection.prepare<KeyRow, []>(`
    SELECT vault_key.generation, vault_key.created_at, destroyed_vault_key.at AS destroyed_at,
      coalesce(newest.custodian, vault_key.custodian) AS custodian, coalesce(newest.wrapped, vault_key.wrapped) AS wrapped
    FROM vault_key LEFT JOIN destroyed_vault_key USING (generation)
    LEFT JOIN rewrapped_vault_key AS newest ON newest.number = (
      SELECT max(number) FROM rewrapped_vault_key WHERE generation = vault_key.generation
    )
    ORDER BY vault_key.generation
  `)
  return () =>
    list.all().map((row) => ({
      generation: row.generation,
      custodian: row.custodian,
      wrapped: row.destroyed_at === null ? row.wrapped : new Uint8Array(0),
      createdAt: row.created_at,
      destroyedAt: row.destroyed_at ?? undefined,
    }))
}

/** The wrapped keys of the vault, in the vault. */
export function vaultKeyStore(connection: VaultWriting): VaultKeyStore {
  const list = wrappedVaultKeys(connection)
  const add = connection.prepare<undefined, [number, string, number, Uint8Array]>(
    'INSERT INTO vault_key (generation, custodian, created_at, wrapped) VALUES (?, ?, ?, ?)',
  )
  // Of the same length, as with records: the row stays where it is and the key in it does not.
  const wipe = connection.prepare<undefined, [number]>(
    'UPDATE vault_key SET wrapped = zeroblob(length(wrapped)) WHERE generation = ?',
  )
  const wipeRewrapped = connection.prepare<undefined, [number]>(
    'UPDATE rewrapped_vault_key SET wrapped = zeroblob(length(wrapped)) WHERE generation = ?',
  )
  const rewrap = connection.prepare<undefined, [number, string, number, Uint8Array]>(
    'INSERT INTO rewrapped_vault_key (generation, custodian, at, wrapped) VALUES (?, ?, ?, ?)',
  )
  const wipeAll = (generation: number): void => {
    wipe.run(generation)
    wipeRewrapped.run(generation)
  }
  const date = connection.prepare<undefined, [number, number]>(
    'INSERT INTO destroyed_vault_key (at, generation) VALUES (?, ?) ON CONFLICT DO NOTHING',
  )
  return {
    list,
    add: ({ generation, custodian, createdAt, wrapped }) => {
      connection.durably(() => add.run(generation, custodian, createdAt, wrapped))
    },
    rewrap: ({ generation, custodian, wrapped, at }) => {
      connection.durably(() => {
        wipeAll(generation)
        rewrap.run(generation, custodian, at, wrapped)
      })
      return connection.truncateLog()
    },
    destroy: ({ generation, at }) => {
      connection.durably(() => {
        wipeAll(generation)
        date.run(at, generation)
      })
      return connection.truncateLog()
    },
  }
}
