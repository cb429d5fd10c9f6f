// Why a backup is not made, or not put back.
import type { Text } from '../language.ts'

/** Each calls for another act of the operator. */
export type BackupRefusal =
  | 'out_not_empty'
  | 'no_room'
  | 'journal_empty'
  | 'disk_full'
  | 'source_damaged'
  | 'not_a_backup'
  | 'backup_damaged'
  | 'backup_newer'
  | 'data_not_empty'
  | 'server_runs'
  | 'keys_missing'

/** Nothing was left behind: neither half a backup nor half an installation. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused'
  readonly code: BackupRefusal
  /** What is wrong and what to do next. */
  readonly text: Text

  /** @param text names the thing, the bound and the next step */
  constructor(code: BackupRefusal, text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.code = code
    this.text = text
  }
}
