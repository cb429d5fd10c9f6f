// One flipped bit in a log of the real server, before the eyes of a verifier and before a start.
import { strict as assert } from 'node:assert'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { checkEd25519, sha256 } from '../../packages/server/src/primitives.ts'
import { encodeUtf8 } from '../../packages/tlog/src/format/bytes.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import type { Chance } from '../../packages/tlog/src/write/simulated-disk.ts'
import type { Disk } from '../../packages/tlog/src/write/disk.ts'
import { recover } from '../../packages/tlog/src/write/recovery.ts'
import { LogCorrupt, LogRolledBack } from '../../packages/tlog/src/write/refusal.ts'
import { verifyLog } from '../../packages/tlog/src/verify/log.ts'
import type { Trust } from '../../packages/tlog/src/verify/signed-checkpoint.ts'
import { parseTrust } from '../../packages/tlog/src/verify/signed-checkpoint.ts'
import { chat, openInside } from '../gateway/inside.ts'
import { goHolds } from './go-opinion.ts'
import { onlyLog, vkeyOf } from './whole-journal.ts'

const primitives = { sha256, checkEd25519 }
/** Calls; each is an intent and an outcome. */
const [callCount, callsAtOnce] = [510, 10]
/** Files up to this size are small. */
const smallBytes = 1_024

/** A bit by its place. */
interface Flip {
  readonly path: string
  readonly at: number
  /** With one bit set. */
  readonly mask: number
}

/** A log in memory, of which the original stays as it is. */
class FlippableLog {
  readonly #files: ReadonlyMap<string, Uint8Array>
  readonly #lengths = new Map<string, number>()
  readonly #trust: Trust
  readonly #vkey: string
  readonly #size: number
  readonly #origin: string
  /** A copy on the disk, for a verifier that is a process. */
  readonly #copy = mkdtempSync(join(tmpdir(), 'stellwerk-flips-'))

  constructor(data: string) {
    const folder = onlyLog(data)
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    this.#files = new Map(
      paths
        .filter((path) => statSync(join(folder, path)).isFile())
        .map((path) => [path, new Uint8Array(readFileSync(join(folder, path)))]),
    )
    const { size, origin } = parseCheckpoint(parseNote(this.#bytes('checkpoint')).text)
    this.#size = size
    this.#origin = origin
    this.#vkey = vkeyOf(data, origin)
    this.#trust = parseTrust({ vkey: this.#vkey, policy: encodeUtf8('quorum none\n') }, primitives)
    cpSync(folder, this.#copy, { recursive: true })
  }

  get size(): number {
    return this.#size
  }

  #bytes(path: string): Uint8Array {
    const bytes = this.#files.get(path)
    assert.ok(bytes !== undefined, path)
    return bytes
  }

  /** Tiles and bundles. */
  get tilePaths(): readonly string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith('tile/'))
  }

  get smallTilePaths(): readonly string[] {
    return this.tilePaths.filter((path) => this.#bytes(path).length <= smallBytes)
  }

  get framePaths(): readonly string[] {
    return [...this.#files.keys()].filter((path) => /^frames\/\d+$/.test(path))
  }

  /** Bytes that count. Behind the last frame lie zeros that nothing refers to; a bit there is cleared like a torn tail. */
  #lengthOf(path: string): number {
    const bytes = this.#bytes(path)
    const known = this.#lengths.get(path)
    if (known !== undefined) return known
    const length = path.startsWith('frames/') ? bytes.findLastIndex((byte) => byte !== 0) + 1 : bytes.length
    this.#lengths.set(path, length)
    return length
  }

  *everyBit(paths: readonly string[]): Generator<Flip> {
    for (const path of paths) {
      for (let bit = 0; bit < this.#lengthOf(path) * 8; bit++) yield { path, at: bit >> 3, mask: 1 << (bit & 7) }
    }
  }

  /** One bit of every byte. */
  *everyByte(paths: readonly string[]): Generator<Flip> {
    for (const path of paths) {
      for (let at = 0; at < this.#lengthOf(path); at++) yield { path, at, mask: 1 << (at % 8) }
    }
  }

  /** So many, in each file as likely as in another. */
  *drawn(paths: readonly string[], { count, chance }: { readonly count: number; readonly chance: Chance }) {
    for (let some = 0; some < count; some++) {
      const path = paths[chance(paths.length)] ?? ''
      const flip: Flip = { path, at: chance(this.#lengthOf(path)), mask: 1 << chance(8) }
      yield flip
    }
  }

  /** Lets the verifier judge each of them. */
  async mustAllBeFound(flips: Iterable<Flip>): Promise<number> {
    let count = 0
    for (const flip of flips) {
      assert.ok(!(await this.holds(flip)), `nobody sees bit ${flip.mask} of byte ${flip.at} in ${flip.path}`)
      count++
    }
    return count
  }

  /** The same of the verifier in Go. */
  mustAllBeFoundInGo(flips: Iterable<Flip>): number {
    let count = 0
    for (const flip of flips) {
      const holds = this.holdsInGo(flip)
      assert.notEqual(holds, true, `Go does not see bit ${flip.mask} of byte ${flip.at} in ${flip.path}`)
      if (holds === false) count++
    }
    return count
  }

  /** Lets a start find each of them. */
  mustAllBeRefused(flips: Iterable<Flip>): number {
    let count = 0
    for (const flip of flips) {
      assert.ok(!this.starts(flip), `it starts with bit ${flip.mask} of byte ${flip.at} in ${flip.path}`)
      count++
    }
    return count
  }

  #flipped({ path, at, mask }: Flip): Uint8Array {
    const bytes = this.#bytes(path)
    return bytes.with(at, (bytes[at] ?? 0) ^ mask)
  }

  /** Whether the verifier finds nothing wrong. */
  async holds(flip?: Flip): Promise<boolean> {
    const bytes = flip && this.#flipped(flip)
    const report = await verifyLog({
      read: async (path) => (path === flip?.path ? bytes : this.#files.get(path)),
      list: () => [...this.#files.keys()].filter((path) => path.startsWith('tile/')),
      trust: this.#trust,
      primitives,
      clock: { nowSeconds: 0 },
    })
    return report.outcome === 'verified'
  }

  /** The same of the verifier in Go; `undefined` where there is no Go. */
  holdsInGo(flip?: Flip): boolean | undefined {
    if (flip === undefined) return goHolds(this.#copy, this.#vkey)
    const file = join(this.#copy, flip.path)
    writeFileSync(file, this.#flipped(flip))
    try {
      return goHolds(this.#copy, this.#vkey)
    } finally {
      writeFileSync(file, this.#bytes(flip.path))
    }
  }

  /** Whether a start goes on, as its witness and its floor copy are away. */
  starts(flip?: Flip): boolean {
    const bytes = flip && this.#flipped(flip)
    const disk = readOnly(this.#files, (path) => (path === flip?.path ? bytes : this.#files.get(path)))
    try {
      recover({ disk, sha256, origin: this.#origin, vault: { heldSize: () => this.#size } })
      return true
    } catch (error) {
      if (error instanceof LogCorrupt || error instanceof LogRolledBack) return false
      throw error
    }
  }

  remove(): void {
    rmSync(this.#copy, { recursive: true, force: true })
  }
}

function readOnly(files: ReadonlyMap<string, Uint8Array>, at: (path: string) => Uint8Array | undefined): Disk {
  const never = (): never => {
    throw new Error('reading before a start changes nothing')
  }
  return {
    open: (path) => {
      const bytes = at(path)
      if (bytes === undefined) return undefined
      const read = ({ at: from, length }: { at: number; length: number }) => bytes.subarray(from, from + length)
      return { size: () => bytes.length, read, write: never, sync: never, close: () => undefined }
    },
    list: (folder) => {
      const names = [...files.keys()].filter((path) => path.startsWith(`${folder}/`))
      return [...new Set(names.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))]
    },
    create: never,
    rename: never,
    remove: never,
    makeFolder: never,
    syncFolder: never,
  }
}

/** A log of a thousand entries and more, made by a server and closed in good order. */
export async function writtenByServer(): Promise<FlippableLog> {
  const inside = await openInside([{ id: 'a', kind: 'mirror' }])
  try {
    for (let done = 0; done < callCount; done += callsAtOnce) {
      const answers = Array.from({ length: callsAtOnce }, () => inside.post('/v1/chat/completions', chat()))
      for (const answer of await Promise.all(answers)) await answer.text()
    }
    await inside.opened.stop()
    return new FlippableLog(inside.data)
  } finally {
    rmSync(inside.data, { recursive: true, force: true })
  }
}
