// What must be true of a journal after every end of a process: checked by the verifier of an auditor, over everything that
// anybody was ever told.
import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ClaimsCheck } from '../../packages/contract/src/journal/claims.ts'
import { checkOpening } from '../../packages/contract/src/journal/commitment.ts'
import { parseEntry } from '../../packages/contract/src/journal/parse.ts'
import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import { inOrder, logFolder, logsOf } from '../../packages/server/src/log-folder.ts'
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
  /** By origin and index. */
  readonly written = new Map<string, string>()
  readonly checkpoints = new Map<string, Uint8Array>()

  add(told: readonly Told[]): void {
    for (const one of told) {
      if (one.kind === 'written') this.#addWritten(`${one.origin} ${one.index}`, one.requestId)
      if (one.kind === 'checkpoint') this.addCheckpoint(Buffer.from(one.note, 'base64'))
    }
  }

  /** What a reader finds in a folder now, or a witness has. */
  addCheckpoint(note: Uint8Array): void {
    this.checkpoints.set(Buffer.from(note).toString('latin1'), note)
  }

  #addWritten(place: string, requestId: string): void {
    assert.equal(this.written.get(place) ?? requestId, requestId, `entry ${place} was given to two`)
    this.written.set(place, requestId)
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
 * No acknowledged entry is lost, no checkpoint forks, the logs name each other, and every record is in the vault and opens
 * the commitments of its leaf. The journal was closed in good order before.
 *
 * @returns the number of entries
 */
export async function mustBeWhole(data: string, promised: Promised): Promise<number> {
  // A log that was made ready, and whose first entry never came, is none.
  const begun = logsOf(data).filter(({ path }) => existsSync(join(path, 'checkpoint')))
  const written = new Map<string, Uint8Array>()
  let claims: ClaimsCheck | undefined
  let before: { readonly root: string; readonly checkpoint: readonly string[] } | undefined
  for (const { path } of await inOrder(begun)) {
    const note = new Uint8Array(readFileSync(join(path, 'checkpoint')))
    promised.addCheckpoint(note)
    const { origin, size, root } = parseCheckpoint(parseNote(note).text)
    await mustHold(data, { path, origin, older: promised.checkpoints.values() })
    if (claims === undefined || before === undefined) claims = new ClaimsCheck({ origin })
    else claims.continueWith({ origin, ...before })
    const leaves = leavesIn(path, size)
    for (const [index, leaf] of leaves.entries()) {
      claims.take(index, leaf)
      written.set(`${origin} ${index}`, leaf)
    }
    await mustBeInVault(data, { origin, leaves })
    before = { root: Buffer.from(root).toString('hex'), checkpoint: [digestAsSigned(note)] }
  }
  const claimed = claims?.finish()
  assert.equal(claimed?.outcome, 'verified', JSON.stringify(claimed))
  for (const [place, requestId] of promised.written) {
    const leaf = written.get(place)
    assert.ok(leaf !== undefined, `acknowledged entry ${place} is lost`)
    const { draft } = parseEntry(leaf)
    assert.ok('requestId' in draft && draft.requestId === requestId, `acknowledged entry ${place} is another`)
  }
  return written.size
}

/** Before the verifier of an auditor who has kept every checkpoint. */
async function mustHold(
  data: string,
  log: { readonly path: string; readonly origin: string; readonly older: Iterable<Uint8Array> },
): Promise<void> {
  const { path, origin } = log
  const trust = parseTrust({ vkey: vkeyOf(data, origin), policy: encodeUtf8('quorum none\n') }, primitives)
  const older = [...log.older].filter((note) => parseCheckpoint(parseNote(note).text).origin === origin)
  const { read, list } = logFolder(path)
  const report = await verifyLog({ read, list, trust, primitives, clock: { nowSeconds: Date.now() / 1000 }, older })
  assert.equal(report.outcome, 'verified', JSON.stringify(report.checks.filter(({ state }) => state !== 'ok')))
}

/** Of the note with the line of the log alone, as the log after it names it. */
function digestAsSigned(note: Uint8Array): string {
  const text = Buffer.from(note)
  const end = text.indexOf('\n', text.lastIndexOf('\n\n') + 2) + 1
  return Buffer.from(sha256(note.subarray(0, end))).toString('hex')
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
