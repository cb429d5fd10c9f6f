// What must be true of a journal after every end of a process: checked by the verifier of an auditor, over everything that
// anybody was ever told.
import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ClaimsCheck } from '../../packages/contract/src/journal/claims.ts'
import { checkOpening } from '../../packages/contract/src/journal/commitment.ts'
import { parseEntry } from '../../packages/contract/src/journal/parse.ts'
import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import { logFolder, logsOf } from '../../packages/server/src/log-folder.ts'
import { checkEd25519, sha256 } from '../../packages/server/src/primitives.ts'
import { openVaultReader } from '../../packages/server/src/storage/sqlite/vault-store-reader.ts'
import { openVaultStore } from '../../packages/server/src/storage/sqlite/vault-store.ts'
import { eraseFields, parseEnvelopeHeader } from '../../packages/server/src/vault/envelope.ts'
import { fileCustodian } from '../../packages/server/src/vault/file-custodian.ts'
import type { Unsealer } from '../../packages/server/src/vault/sealer.ts'
import { VaultKeys } from '../../packages/server/src/vault/vault-key.ts'
import { encodeUtf8 } from '../../packages/tlog/src/format/bytes.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { parseEntryBundle, tileAt, tilePath, tileWidth } from '../../packages/tlog/src/format/tile.ts'
import { verifyLog } from '../../packages/tlog/src/verify/log.ts'
import { parseTrust } from '../../packages/tlog/src/verify/signed-checkpoint.ts'
import type { Told } from './journal-process.ts'

const primitives = { sha256, checkEd25519 }
const hmacSha256 = (key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array => {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return new Uint8Array(hmac.digest())
}

/** What was told over all lives of an installation: to callers which entry is theirs, to readers which tree was signed. */
export class Promised {
  readonly written = new Map<number, string>()
  readonly checkpoints = new Map<string, Uint8Array>()

  add(told: readonly Told[]): void {
    for (const one of told) {
      if (one.kind === 'written') this.#addWritten(one.index, one.requestId)
      if (one.kind === 'checkpoint') this.addCheckpoint(Buffer.from(one.note, 'base64'))
    }
  }

  /** What a reader finds in a folder now, or a witness has. */
  addCheckpoint(note: Uint8Array): void {
    // The file vanishes in no step, but before the first checkpoint there is none.
    if (note.length > 0) this.checkpoints.set(Buffer.from(note).toString('latin1'), note)
  }

  #addWritten(index: number, requestId: string): void {
    assert.equal(this.written.get(index) ?? requestId, requestId, `entry ${index} was given to two`)
    this.written.set(index, requestId)
  }
}

/** The log of an installation that has had one period only. */
export function onlyLog(data: string): string {
  const logs = logsOf(data)
  assert.equal(logs.length, 1, 'one log')
  return logs[0]?.path ?? ''
}

export function vkeyOf(data: string, origin: string): string {
  return openLogKey({ path: join(data, 'keys', 'log.key'), origin, mayCreate: false }).vkey
}

/**
 * No acknowledged entry is lost, no checkpoint forks, and every record is in the vault and opens the commitments of its
 * leaf. The journal was closed in good order before.
 *
 * @returns the number of entries
 */
export async function mustBeWhole(data: string, promised: Promised): Promise<number> {
  const folder = onlyLog(data)
  promised.addCheckpoint(new Uint8Array(readFileSync(join(folder, 'checkpoint'))))
  const { origin, size } = parseCheckpoint(parseNote(readFileSync(join(folder, 'checkpoint'))).text)
  const trust = parseTrust({ vkey: vkeyOf(data, origin), policy: encodeUtf8('quorum none\n') }, primitives)
  const { read, list } = logFolder(folder)
  const older = [...promised.checkpoints.values()]
  const report = await verifyLog({ read, list, trust, primitives, clock: { nowSeconds: Date.now() / 1000 }, older })
  assert.equal(report.outcome, 'verified', JSON.stringify(report.checks.filter(({ state }) => state !== 'ok')))
  const leaves = leavesIn(folder, size)
  const claims = new ClaimsCheck({ origin })
  for (const [index, leaf] of leaves.entries()) claims.take(index, leaf)
  const claimed = claims.finish()
  assert.equal(claimed.outcome, 'verified', JSON.stringify(claimed))
  for (const [index, requestId] of promised.written) {
    const leaf = leaves[index]
    assert.ok(leaf !== undefined, `acknowledged entry ${index} is lost`)
    const { draft } = parseEntry(leaf)
    assert.ok('requestId' in draft && draft.requestId === requestId, `acknowledged entry ${index} is another`)
  }
  await mustBeInVault(data, { origin, leaves })
  return size
}

/** Every entry of an installation that was closed in good order. */
export function leavesOf(data: string): readonly Uint8Array[] {
  const folder = onlyLog(data)
  return leavesIn(folder, parseCheckpoint(parseNote(readFileSync(join(folder, 'checkpoint'))).text).size)
}

function leavesIn(folder: string, size: number): readonly Uint8Array[] {
  const leaves: Uint8Array[] = []
  for (let index = 0; index * tileWidth < size; index++) {
    const tile = tileAt({ level: 'entries', index }, size)
    if (tile !== undefined) leaves.push(...parseEntryBundle(readFileSync(join(folder, tilePath(tile))), tile))
  }
  return leaves
}

async function mustBeInVault(
  data: string,
  log: { readonly origin: string; readonly leaves: readonly Uint8Array[] },
): Promise<void> {
  const unsealer = await unsealerOf(data)
  const vault = openVaultReader({ dataDirectory: data })
  try {
    assert.equal(vault.heldSize(log.origin), log.leaves.length, 'records in the vault')
    for (const [index, leaf] of log.leaves.entries()) {
      const record = vault.read({ origin: log.origin, index })
      assert.ok(record?.state === 'held', `record ${index} is lost`)
      mustOpen(leaf, unsealer.open(record.id, record.envelope))
    }
  } finally {
    vault.close()
  }
}

async function unsealerOf(data: string): Promise<Unsealer> {
  const store = openVaultStore({
    dataDirectory: data,
    now: Date.now(),
    envelopes: { parseHeader: parseEnvelopeHeader, eraseFields },
  })
  try {
    const custodian = fileCustodian({ path: join(data, 'keys', 'vault.kek'), mayCreate: false })
    return await (await VaultKeys.open({ store: store.keys, custodian, now: Date.now() })).unsealer()
  } finally {
    store.close()
  }
}

/** Every value that the vault kept opens the commitment in the leaf. */
function mustOpen(leaf: Uint8Array, kept: ReturnType<Unsealer['open']>): void {
  const { draft } = parseEntry(leaf)
  const commitments = 'commitments' in draft ? draft.commitments : {}
  for (const [field, commitment] of Object.entries(commitments)) {
    const [opening, bytes] = [kept.openings[field], kept.values[field]]
    assert.ok(opening !== undefined, `the opening of ${field} is lost`)
    if (bytes !== undefined) assert.ok(checkOpening({ hmacSha256, opening, field, bytes, commitment }))
  }
}
