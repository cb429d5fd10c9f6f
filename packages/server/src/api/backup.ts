import { GatewayError } from '@stellwerk/contract/error'
import type { BackupOffice } from '@stellwerk/contract/journal/backup'

import { jsonAnswer } from './wish.ts'

/** What the control API needs of the house for backups. */
export interface BackupHouse {
  readonly backup: BackupOffice
  /** How an error looks on the wire (RFC 9457). */
  readonly problem: (error: unknown) => Response
}

/**
 * The checkpoint with which a backup ends. The command that asks copies the files itself. Undefined when the path is not
 * about backups.
 *
 * Who may call this is decided before: the control socket is open to its owner only.
 */
export async function handleBackup(request: Request, house: BackupHouse): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (!pathname.startsWith('/api/backup/')) return undefined
  try {
    if (request.method === 'POST' && pathname === '/api/backup/cut') return jsonAnswer(200, await house.backup.cut())
    const details = { method: request.method, path: pathname.slice(0, 80), served: 'POST /api/backup/cut' }
    throw new GatewayError('path_unknown', { details })
  } catch (error) {
    return house.problem(error)
  }
}
