// Whether the logs of a copy are what they claim to be: read as a verifier reads them, and as a start does.
import { encodeUtf8 } from '@stellwerk/tlog/format/bytes'
import { verifyLog } from '@stellwerk/tlog/verify/log'
import { parseTrust } from '@stellwerk/tlog/verify/signed-checkpoint'
import { recover } from '@stellwerk/tlog/write/recovery'
import { LogCorrupt, LogRolledBack } from '@stellwerk/tlog/write/refusal'

import { logFolder } from '../log-folder.ts'
import { checkEd25519, sha256 } from '../primitives.ts'
import { folderDisk } from './disk.ts'
import { openLogKey } from './log-key.ts'
import type { LogPlace } from './messages.ts'

/** Witnesses have signed or have not; a copy says no more about them than what it was copied from. */
const noQuorum = encodeUtf8('quorum none\n')

/**
 * Reads every entry and every tile of a log.
 *
 * @param keyPath the log's key
 * @returns the file in which something is wrong, or what is wrong; `undefined` if nothing is
 */
export async function wrongInLog({ folder, origin }: LogPlace, keyPath: string): Promise<string | undefined> {
  const { vkey } = openLogKey({ path: keyPath, origin, mayCreate: false })
  const primitives = { sha256, checkEd25519 }
  const trust = parseTrust({ vkey, policy: noQuorum }, primitives)
  const { read, list } = logFolder(folder)
  const { checks } = await verifyLog({ read, list, trust, primitives })
  const failed = checks.find(({ state }) => state === 'failed')
  if (failed?.state !== 'failed') return undefined
  const [{ code, path }] = failed.problems
  return path ?? code
}

/**
 * Reads a log as the start after a restore would.
 *
 * @returns what it would be refused for
 */
export function wrongAtStart({ folder, origin }: LogPlace, heldSize: number): string | undefined {
  try {
    recover({ disk: folderDisk(folder), sha256, origin, vault: { heldSize: () => heldSize } })
    return undefined
  } catch (error) {
    if (error instanceof LogCorrupt || error instanceof LogRolledBack) return error.message
    throw error
  }
}
