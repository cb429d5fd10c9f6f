// The wrapped keys of the vault as a file of their own in a backup: when a key is destroyed, the file is replaced, and with
// it gone the records under that key are unreadable in the backup as well.
import { BackupRefused } from '@stellwerk/contract/journal/backup-refused'
import { decodeBase64, encodeBase64, formatHex } from '@stellwerk/tlog/format/bytes'
import { z } from 'zod'

import { sha256 } from '../primitives.ts'

const format = 'stellwerk.vault-keys/v1'

const keysSchema = z.array(
  z.strictObject({
    generation: z.int().min(0),
    custodian: z.enum(['file', 'command', 'transit']),
    createdAt: z.int().min(0),
    destroyedAt: z.int().min(0).exactOptional(),
    wrapped: z.base64(),
  }),
)
const fileSchema = z.strictObject({ format: z.literal(format), keys: keysSchema, sha256: z.string() })

/** A wrapped key; empty once destroyed. */
export interface KeptVaultKey {
  readonly generation: number
  readonly custodian: 'file' | 'command' | 'transit'
  readonly wrapped: Uint8Array
  /** Both in milliseconds since the epoch. */
  readonly createdAt: number
  readonly destroyedAt: number | undefined
}

/** @example writeFileSync('vault-keys.json', formatVaultKeys(keys)) */
export function formatVaultKeys(keys: readonly KeptVaultKey[]): Uint8Array {
  const list = keys.map((key) => inOrder({ ...key, wrapped: encodeBase64(key.wrapped) }))
  return Buffer.from(`${JSON.stringify({ format, keys: list, sha256: digestOf(list) }, undefined, 2)}\n`)
}

/** @throws {BackupRefused} if it is damaged or none */
export function parseVaultKeys(bytes: Uint8Array, path: string): readonly KeptVaultKey[] {
  try {
    const { keys, sha256: sum } = fileSchema.parse(JSON.parse(Buffer.from(bytes).toString()))
    if (digestOf(keys.map(inOrder)) !== sum) throw new RangeError('another digest')
    return keys.map((key) => ({
      ...key,
      destroyedAt: key.destroyedAt,
      wrapped: decodeBase64(key.wrapped) ?? new Uint8Array(),
    }))
  } catch (cause) {
    throw new BackupRefused(
      'backup_damaged',
      {
        de: `${path} ist beschädigt oder enthält keine Schlüssel des Tresors; bitte die Datei aus einer anderen Sicherung nehmen`,
        en: `${path} is damaged or holds no keys of the vault; please take the file of another backup`,
      },
      { cause },
    )
  }
}

type Written = Omit<KeptVaultKey, 'wrapped' | 'destroyedAt'> & { readonly destroyedAt?: number | undefined } & {
  readonly wrapped: string
}

/** One spelling, over which the digest is. */
function inOrder({ generation, custodian, createdAt, destroyedAt, wrapped }: Written): object {
  return { generation, custodian, createdAt, ...(destroyedAt === undefined ? {} : { destroyedAt }), wrapped }
}

function digestOf(keys: readonly object[]): string {
  return formatHex(sha256(Buffer.from(JSON.stringify(keys))))
}
