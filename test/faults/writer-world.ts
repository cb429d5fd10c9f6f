// A writer on a simulated disk, and everything that outlives it: its key, the vault, the floor copy, and whoever was told
// something. What was told is what must still be true after every crash.
import { strict as assert } from 'node:assert'

import { encodeUtf8, equalBytes } from '../../packages/tlog/src/format/bytes.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { formatVerifierKey, parseNote } from '../../packages/tlog/src/format/note.ts'
import { parseEntryBundle, tileAt, tilePath, tileWidth } from '../../packages/tlog/src/format/tile.ts'
import type { LogEntry } from '../../packages/tlog/src/write/frame.ts'
import { entryIdBytes } from '../../packages/tlog/src/write/frame.ts'
import type { LogWriter } from '../../packages/tlog/src/write/log-writer.ts'
import type { LogPorts, VaultRecord } from '../../packages/tlog/src/write/ports.ts'
import { openLog } from '../../packages/tlog/src/write/log-writer.ts'
import type { Chance } from '../../packages/tlog/src/write/simulated-disk.ts'
import { SimulatedDisk } from '../../packages/tlog/src/write/simulated-disk.ts'
import { verifyLog } from '../../packages/tlog/src/verify/log.ts'
import { parseTrust } from '../../packages/tlog/src/verify/signed-checkpoint.ts'
import { checkEd25519, sha256, testLog } from '../conformance/tlog/written-log.ts'

const primitives = { sha256, checkEd25519 }
const trust = parseTrust({ vkey: formatVerifierKey(testLog.key), policy: encodeUtf8('quorum none\n') }, primitives)

export class WriterWorld {
  readonly chance: Chance
  disk: SimulatedDisk
  segmentBytes = 16_384
  /** Leaves that were acknowledged, by index: they must stay. */
  readonly acknowledged = new Map<number, Uint8Array>()
  /** Texts that were signed: from the first byte of a signature on, each may be in somebody's hands. */
  readonly signed = new Set<string>()
  readonly published: Uint8Array[] = []
  /** The vault: records it was given, and of how many entries they are durable there. */
  readonly vault = new Map<number, VaultRecord>()
  vaultHeld = 0
  /** A vault that keeps up acknowledges at once; a slow one when told to. */
  isVaultSlow = false
  floorCopy: Uint8Array | undefined
  isLocked = false
  #entryCount = 0

  constructor(chance: Chance, disk = new SimulatedDisk(chance)) {
    this.chance = chance
    this.disk = disk
  }

  ports(): LogPorts {
    const { name, keyId } = testLog.key
    return {
      disk: this.disk,
      lock: {
        take: () => {
          const isFree = !this.isLocked
          this.isLocked = true
          return isFree
        },
        release: () => {
          this.isLocked = false
        },
      },
      sha256,
      signer: {
        name,
        keyId,
        sign: (message) => {
          this.signed.add(Buffer.from(message).toString())
          return testLog.sign(message)
        },
      },
      vault: {
        take: (records) => {
          for (const record of records) this.vault.set(record.index, record)
          if (!this.isVaultSlow) this.holdVault()
        },
        heldSize: () => this.vaultHeld,
      },
      floorCopy: {
        read: () => this.floorCopy,
        write: (bytes) => {
          this.floorCopy = bytes
        },
      },
      segmentBytes: this.segmentBytes,
    }
  }

  open(changed: Partial<LogPorts> = {}): LogWriter {
    return openLog({ ...this.ports(), ...changed })
  }

  /** The vault has made durable what it was given, from its first record on. */
  holdVault(): void {
    while (this.vault.has(this.vaultHeld)) this.vaultHeld++
  }

  /** Entries that nobody has seen before. */
  entries(count: number): LogEntry[] {
    return Array.from({ length: count }, () => {
      const leaf = encodeUtf8(`${this.#entryCount++} ${'x'.repeat(this.chance(200))}`)
      const id = sha256(leaf).slice(0, entryIdBytes)
      return { leaf, record: { id, ciphertext: encodeUtf8(`sealed ${'y'.repeat(this.chance(300))}`) } }
    })
  }

  append(writer: LogWriter, count: number): void {
    const entries = this.entries(count)
    const { firstIndex } = writer.append(entries)
    for (const [at, { leaf }] of entries.entries()) this.acknowledged.set(firstIndex + at, leaf)
  }

  checkpoint(writer: LogWriter): void {
    this.published.push(writer.checkpoint())
  }

  /** Ends the life of a process; the lock goes with it. */
  end(how: 'restart' | 'losePower'): void {
    this.disk[how]()
    this.isLocked = false
  }

  /**
   * The whole journal, by the verifier of an auditor: no acknowledged entry is lost, every tree that was ever signed is
   * the beginning of this one, and every record is in the vault.
   */
  async mustBeWhole(writer: LogWriter, filesOf = () => this.disk.files()): Promise<void> {
    this.isVaultSlow = false
    this.checkpoint(writer)
    const files = filesOf()
    const report = await verifyLog({
      read: async (path) => files.get(path),
      list: () => [...files.keys()].filter((path) => path.startsWith('tile/')),
      trust,
      primitives,
      clock: { nowSeconds: 0 },
      older: this.published,
    })
    assert.equal(report.outcome, 'verified', JSON.stringify(report.checks.filter(({ state }) => state !== 'ok')))
    const leaves = leavesIn(files, writer.size)
    for (const [index, leaf] of this.acknowledged) {
      assert.ok(equalBytes(leaf, leaves[index] ?? new Uint8Array()), `acknowledged entry ${index} is lost`)
    }
    for (const [index, leaf] of leaves.entries()) {
      const id = sha256(leaf).slice(0, entryIdBytes)
      assert.ok(equalBytes(id, this.vault.get(index)?.id ?? new Uint8Array()), `record ${index} is lost`)
    }
    this.mustNotFork()
  }

  /** At one size one root, over everything that was signed. */
  mustNotFork(): void {
    const roots = new Map<number, string>()
    for (const text of this.signed) {
      const { size, root } = parseCheckpoint(text)
      const hex = Buffer.from(root).toString('hex')
      assert.equal(roots.get(size) ?? hex, hex, `two trees of ${size} entries are signed`)
      roots.set(size, hex)
    }
    const sizes = this.published.map((note) => parseCheckpoint(parseNote(note).text).size)
    assert.deepEqual(
      sizes,
      [...sizes].sort((one, other) => one - other),
    )
  }
}

function leavesIn(files: ReadonlyMap<string, Uint8Array>, size: number): Uint8Array[] {
  const leaves: Uint8Array[] = []
  for (let index = 0; index * tileWidth < size; index++) {
    const tile = tileAt({ level: 'entries', index }, size)
    if (tile !== undefined) leaves.push(...parseEntryBundle(files.get(tilePath(tile)) ?? new Uint8Array(), tile))
  }
  return leaves
}
