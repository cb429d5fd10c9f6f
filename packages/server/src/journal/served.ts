// The logs over HTTP, as C2SP tlog-tiles @ 5ba5ee83 names their files; checked 2026-11-23. Checkpoints and hash tiles are
// for everyone, because they tell nothing but sizes. Entries tell use cases, times and volumes: they are for auditors.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Malformed } from '@stellwerk/tlog/format/malformed'
import { checkpointPath, parseTilePath } from '@stellwerk/tlog/format/tile'

/** What to answer; `undefined` bytes stand for a file that is not there. */
export type ServedFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly isCheckpoint: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'forAuditors' }

/** Names of logs as this installation gives them. Nothing else becomes part of a path. */
const logName = /^[a-z0-9][a-z0-9-]{0,31}$/

/**
 * The file of a log.
 *
 * @param path behind `/log/`, for example `2026h2/tile/0/x001/234`
 */
export function servedFile(
  path: string,
  where: { readonly dataDirectory: string; readonly isAuditor: boolean },
): ServedFile {
  const [name = '', ...rest] = path.split('/')
  const file = rest.join('/')
  const kind = kindOf(file)
  if (!logName.test(name) || kind === undefined) return { kind: 'missing' }
  if (kind === 'entries' && !where.isAuditor) return { kind: 'forAuditors' }
  const full = join(where.dataDirectory, 'journal', name, file)
  if (!existsSync(full)) return { kind: 'missing' }
  return { kind: 'file', bytes: new Uint8Array(readFileSync(full)), isCheckpoint: kind === 'checkpoint' }
}

function kindOf(file: string): 'checkpoint' | 'entries' | 'hashes' | undefined {
  if (file === checkpointPath) return 'checkpoint'
  try {
    return parseTilePath(file).level === 'entries' ? 'entries' : 'hashes'
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}
