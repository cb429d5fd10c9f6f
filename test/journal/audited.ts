// What an auditor finds in the journal of a server of this process.
import { strict as assert } from 'node:assert'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { ClaimReport } from '../../packages/contract/src/journal/claim-report.ts'
import { ClaimsCheck } from '../../packages/contract/src/journal/claims.ts'
import type { Entry } from '../../packages/contract/src/journal/parse.ts'
import { parseEntry } from '../../packages/contract/src/journal/parse.ts'
import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import { checkEd25519, sha256 } from '../../packages/server/src/primitives.ts'
import { encodeUtf8 } from '../../packages/tlog/src/format/bytes.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { parseEntryBundle, tileAt, tilePath, tileWidth } from '../../packages/tlog/src/format/tile.ts'
import { verifyLog } from '../../packages/tlog/src/verify/log.ts'
import { parseTrust } from '../../packages/tlog/src/verify/signed-checkpoint.ts'
import type { Inside } from '../gateway/inside.ts'

const primitives = { sha256, checkEd25519 }

/**
 * Ends the server and reads what an auditor gets from its newest log: everything verified, entry by entry.
 *
 * @throws AssertionError if the log or what its entries claim is refuted
 */
export async function audited(inside: Inside): Promise<readonly Entry[]> {
  return (await auditedWithClaims(inside)).entries
}

/** The same with the report on what the entries claim. */
export async function auditedWithClaims(
  inside: Inside,
): Promise<{ readonly entries: readonly Entry[]; readonly claimed: ClaimReport }> {
  await inside.opened.stop()
  return auditedLog(inside.data)
}

/** The same of a log that nobody writes at the moment. */
export async function auditedLog(
  data: string,
  folder = newestLog(data),
): Promise<{ readonly entries: readonly Entry[]; readonly claimed: ClaimReport }> {
  const read = async (path: string): Promise<Uint8Array | undefined> =>
    existsSync(join(folder, path)) ? new Uint8Array(readFileSync(join(folder, path))) : undefined
  const { origin, size } = parseCheckpoint(parseNote(readFileSync(join(folder, 'checkpoint'))).text)
  const { vkey } = openLogKey({ path: join(data, 'keys', 'log.key'), origin, mayCreate: false })
  const trust = parseTrust({ vkey, policy: encodeUtf8('quorum none\n') }, primitives)
  const list = (): string[] =>
    readdirSync(join(folder, 'tile'), { recursive: true, encoding: 'utf8' })
      .map((path) => `tile/${path}`)
      .filter((path) => statSync(join(folder, path)).isFile())
  const report = await verifyLog({ read, list, trust, primitives, clock: { nowSeconds: Date.now() / 1000 } })
  assert.equal(report.outcome, 'verified', JSON.stringify(report.checks))
  const claims = new ClaimsCheck({ origin })
  const entries: Entry[] = []
  for (let index = 0; index * tileWidth < size; index++) {
    const tile = tileAt({ level: 'entries', index }, size)
    if (tile === undefined) continue
    for (const leaf of parseEntryBundle(readFileSync(join(folder, tilePath(tile))), tile)) {
      claims.take(entries.length, leaf)
      entries.push(parseEntry(leaf))
    }
  }
  const claimed = claims.finish()
  assert.equal(claimed.outcome, 'verified', JSON.stringify(claimed))
  return { entries, claimed }
}

export function newestLog(data: string): string {
  const journal = join(data, 'journal')
  const logs = readdirSync(journal, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return join(
    journal,
    logs
      .map(({ name }) => name)
      .sort()
      .at(-1) ?? '',
  )
}

export const typesOf = (entries: readonly Entry[]): string[] => entries.map(({ draft }) => draft.type)
