// What a witness remembers: of each log the newest checkpoint it has cosigned. The state is the cosigned note itself, so
// its own signature shows whether it is whole. A second copy, for people, shows whether it is the newest.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { concatBytes, encodeUtf8, equalBytes, formatHex } from '@stellwerk/tlog/format/bytes'
import type { Checkpoint } from '@stellwerk/tlog/format/checkpoint'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { cosignatureVerifier, parseCosignature } from '@stellwerk/tlog/format/cosignature'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import type { VerifierKey } from '@stellwerk/tlog/format/note'
import { parseNote, SignatureRefused, verifyNote } from '@stellwerk/tlog/format/note'

import { checkEd25519, sha256 } from '../primitives.ts'
import { folderLock } from '../folder-lock.ts'
import { appendDurably, replaceDurably, syncFolder, unfinishedSuffix } from '../durable-file.ts'
import type { SeenBlock } from './seen-file.ts'
import { formatSeenBlock, parseSeenFile } from './seen-file.ts'
import { damaged, WitnessRefused } from './witness-refused.ts'

/** A checkpoint that this witness has cosigned. */
export interface SeenCheckpoint extends Pick<Checkpoint, 'origin' | 'size' | 'root'> {
  /** Seconds since the epoch, of the cosignature. */
  readonly timeSeconds: number
  /** Text, signatures of the log and cosignature. */
  readonly note: Uint8Array
}

/** Checkpoints kept in each file for people. At one a second that is some minutes, at one an hour half a month. */
export const seenBlocksKept = 400

/** Logs of which a witness keeps a state. A weekly log and a restore each week fill it in 40 years. */
const originsMax = 4096

/** A log that forked once may do so at each size; ten pairs convict it. */
const forksKept = 10

const [stateFolder, seenFolder, forksFolder] = ['state', 'seen', 'forks']
const stateSuffix = '.checkpoint'

/** Name of a log in the file system and in the address at which its newest checkpoint is read. */
export function originHash(origin: string): string {
  return formatHex(sha256(encodeUtf8(origin)))
}

/**
 * Takes the folder for this process. The lock goes with the process, however it ends.
 *
 * @throws WitnessRefused with code `in_use`
 */
export function lockFolder(folder: string): { readonly release: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = folderLock(join(folder, 'lock.sqlite'))
  if (lock.take()) return lock
  throw new WitnessRefused({
    code: 'in_use',
    text: {
      de: `${folder} wird schon von einem anderen Prozess benutzt`,
      en: `${folder} is in use by another process already`,
    },
  })
}

/** Whether a witness has left something in the folder. */
export function hasState(folder: string): boolean {
  return [stateFolder, seenFolder].some((name) => namesIn(join(folder, name)).length > 0)
}

/** The state of one witness. Every call is synchronous: nothing comes between look and set. */
export class WitnessState {
  readonly #folder: string
  readonly #latest = new Map<string, SeenCheckpoint>()
  /** Blocks in the file for people, by origin. */
  readonly #blockCounts = new Map<string, number>()
  #isUsable = true

  private constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * Reads and checks everything. The folder must be locked.
   *
   * @param key of this witness, whose cosignature is on all that it kept
   * @throws WitnessRefused `damaged`, `smaller`
   */
  static async open(folder: string, key: VerifierKey): Promise<WitnessState> {
    const state = new WitnessState(folder)
    for (const name of [stateFolder, seenFolder, forksFolder])
      mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
    // What a killed process renamed last may be seen without being durable, and nothing may be built on that.
    for (const name of ['', stateFolder, seenFolder]) syncFolder(join(folder, name))
    for (const name of namesIn(join(folder, stateFolder))) await state.#loadState(name, key)
    for (const name of namesIn(join(folder, seenFolder))) await state.#loadSeen(name, key)
    // A crash came between the two files, or somebody took the one for people away: it begins again with the newest.
    for (const seen of state.#latest.values()) if (!state.#blockCounts.has(seen.origin)) state.#show(seen)
    return state
  }

  latest(origin: string): SeenCheckpoint | undefined {
    return this.#latest.get(originHash(origin))
  }

  latestByHash(hash: string): SeenCheckpoint | undefined {
    return this.#latest.get(hash)
  }

  /** Whether it can remember one more checkpoint of this log. */
  hasRoomFor(origin: string): boolean {
    return this.#isUsable && (this.#latest.has(originHash(origin)) || this.#latest.size < originsMax)
  }

  /**
   * Remembers a checkpoint durably. Only then its cosignature may leave. Whether it may follow the last one is for the
   * caller to judge, in the same turn.
   *
   * @throws Error of the disk. But for a full disk, the state is unusable from then on: what a failed fsync has left on
   *   the disk is known only after a new start.
   */
  record(seen: SeenCheckpoint): void {
    if (!this.hasRoomFor(seen.origin)) throw new Error('the state is unusable or full')
    try {
      const hash = originHash(seen.origin)
      replaceDurably(this.#path(stateFolder, hash + stateSuffix), seen.note)
      this.#latest.set(hash, seen)
      // If we stop here, the next start adds the block for people.
      this.#show(seen)
    } catch (error) {
      if (!isDiskFull(error)) this.#isUsable = false
      throw error
    }
  }

  /** Keeps two signed checkpoints of one size with two roots: together they convict the log. */
  keepFork(seen: SeenCheckpoint, other: { readonly root: Uint8Array; readonly note: Uint8Array }): void {
    const prefix = originHash(seen.origin)
    const name = `${prefix}-${seen.size}-${formatHex(other.root).slice(0, 16)}.txt`
    const kept = namesIn(join(this.#folder, forksFolder)).filter((known) => known.startsWith(prefix))
    if (kept.includes(name) || kept.length >= forksKept) return
    const both = concatBytes(seen.note, Uint8Array.of(0x0a), other.note)
    try {
      writeFileSync(this.#path(forksFolder, name), both, { mode: 0o600, flag: 'wx' })
    } catch {
      // The refusal stands without it, and the checkpoint of ours that contradicts the other one is kept anyway.
    }
  }

  /** Nothing is remembered any more, so nothing is signed any more. */
  close(): void {
    this.#isUsable = false
  }

  async #loadState(name: string, key: VerifierKey): Promise<void> {
    const path = this.#path(stateFolder, name)
    if (name.endsWith(unfinishedSuffix)) {
      rmSync(path)
      return
    }
    const seen = await readSeen(readFileSync(path), { key, path })
    if (name !== originHash(seen.origin) + stateSuffix) throw damaged(path)
    this.#latest.set(originHash(seen.origin), seen)
  }

  /** The last block says what the state must have reached. */
  async #loadSeen(name: string, key: VerifierKey): Promise<void> {
    const path = this.#path(seenFolder, name)
    if (name.endsWith(unfinishedSuffix)) {
      rmSync(path)
      return
    }
    const file = readFileSync(path)
    const { blocks, wholeBytes, isTorn } = parseSeenFile(file)
    if (!isTorn) throw damaged(path)
    if (wholeBytes < file.length) truncateSync(path, wholeBytes)
    const last = blocks.at(-1)
    if (last === undefined) return
    const shown = await readSeen(last.note, { key, path })
    const latest = this.latest(shown.origin)
    if (name !== seenName(shown.origin)) throw damaged(path)
    if (latest === undefined || isBehind(latest, shown)) throw smaller(this.#folder, shown)
    // Our cosignature covers the text alone; the second copy covers the rest.
    const isSame = latest.size === shown.size && latest.timeSeconds === shown.timeSeconds
    if (isSame && !equalBytes(last.note, latest.note)) throw damaged(path)
    this.#blockCounts.set(shown.origin, blocks.length)
    if (!equalBytes(last.note, latest.note)) this.#show(latest)
  }

  #show(seen: SeenCheckpoint): void {
    const path = this.#path(seenFolder, seenName(seen.origin))
    const { size, note, timeSeconds } = seen
    appendDurably(path, formatSeenBlock({ seenAt: timeSeconds * 1000, size, note }))
    const count = (this.#blockCounts.get(seen.origin) ?? 0) + 1
    // Cut at twice the number, so that the whole file is written anew only once in 400 times.
    this.#blockCounts.set(seen.origin, count <= 2 * seenBlocksKept ? count : cut(path))
  }

  #path(folder: string, name: string): string {
    return join(this.#folder, folder, name)
  }
}

/** Keeps the newest blocks and returns their number. */
function cut(path: string): number {
  const newest: readonly SeenBlock[] = parseSeenFile(readFileSync(path)).blocks.slice(-seenBlocksKept)
  replaceDurably(path, concatBytes(...newest.map(formatSeenBlock)))
  return newest.length
}

async function readSeen(
  bytes: Uint8Array,
  { key, path }: { readonly key: VerifierKey; readonly path: string },
): Promise<SeenCheckpoint> {
  try {
    const note = parseNote(bytes)
    const [line] = await verifyNote(note, [cosignatureVerifier(key, checkEd25519)])
    if (line === undefined) throw new SignatureRefused({ keyName: undefined })
    const { timeSeconds } = parseCosignature(line.signature)
    return { ...parseCheckpoint(note.text), timeSeconds, note: new Uint8Array(bytes) }
  } catch (cause) {
    if (cause instanceof Malformed || cause instanceof SignatureRefused) throw damaged(path, { cause })
    throw cause
  }
}

function isBehind(latest: SeenCheckpoint, shown: SeenCheckpoint): boolean {
  return latest.size < shown.size || (latest.size === shown.size && !equalBytes(latest.root, shown.root))
}

function smaller(folder: string, shown: SeenCheckpoint): WitnessRefused {
  const text = {
    de: `${folder} weiß weniger, als dieser Zeuge schon bestätigt hat (${shown.origin}, Größe ${shown.size}): wohl eine alte Sicherung. Bitte den Ordner aufheben und einen neuen Zeugen mit neuem Schlüssel in einem leeren Ordner anfangen.`,
    en: `${folder} knows less than this witness has confirmed already (${shown.origin}, size ${shown.size}): probably an old backup. Please keep the folder and begin a new witness with a new key in an empty folder.`,
  }
  return new WitnessRefused({ code: 'smaller', text })
}

function seenName(origin: string): string {
  return `${originHash(origin)}.txt`
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
