// A disk in memory for fault tests, as hostile as POSIX allows: after a power loss, of what was not synced a random part
// is there, torn at sectors; names are there only if their folder was synced, and of the rest a random part in between. A
// failed sync loses part of the data and then takes all of it for written, as Linux does.
import type { Disk, DiskCall, DiskFault, DiskFile } from './disk.ts'
import { DiskError, folderOf } from './disk.ts'
import { sectorBytes } from './frame.ts'

/** Draws from 0 up to, not including, the bound. Seeded by the test, so that a run can be repeated. */
export type Chance = (bound: number) => number

/** What happens at a call. */
export type SimulatedFault =
  /** The machine or the process ends: nothing, a part or all of the call was done. */
  | 'crash'
  /** EIO: a part of the call may be done. */
  | 'failed'
  /** A write ends early, without a reason. */
  | 'shortWrite'
  /** No new block or name from that call on, until {@link SimulatedDisk.makeRoom}. */
  | 'noSpace'

/** Thrown at the planned call and at each after it: nobody is there any more to handle it. */
export class SimulatedCrash extends Error {
  override readonly name = 'SimulatedCrash'
}

interface FileNode {
  readonly kind: 'file'
  /** As the process sees it. */
  bytes: Uint8Array
  /** As the disk holds it. */
  synced: Uint8Array
  /** Sectors in which the two differ, as far as the kernel knows. */
  readonly dirty: Set<number>
}
type Node = FileNode | { readonly kind: 'folder' }

/** A change of names that is not durable yet. */
interface NameChange {
  readonly node: Node
  readonly from?: string
  readonly to?: string
}

interface SimulatedCall<T> {
  /** Some of the call, as an error or a crash may leave behind. */
  readonly part?: () => void
  readonly whole: () => T
  /** Whether it needs a block or a name that was not there. */
  readonly takesRoom?: boolean
}

const newCalls: ReadonlySet<DiskCall> = new Set(['create', 'rename', 'makeFolder'])

export class SimulatedDisk implements Disk {
  readonly #chance: Chance
  readonly #names = new Map<string, Node>([['', { kind: 'folder' }]])
  readonly #durable = new Map(this.#names)
  #pending: NameChange[] = []
  #calls = 0
  #planned: { readonly call: number; readonly fault: SimulatedFault } | undefined
  #isFull = false
  #isDown = false
  /** Files that were opened before a crash are closed by it. */
  #life = 0

  constructor(chance: Chance, files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.#chance = chance
    for (const [path, bytes] of files) {
      for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
        this.#place(folder, { kind: 'folder' })
      this.#place(path, { kind: 'file', bytes: bytes.slice(), synced: bytes.slice(), dirty: new Set() })
    }
  }

  #place(path: string, node: Node): void {
    if (this.#names.has(path)) return
    this.#names.set(path, node)
    this.#durable.set(path, node)
  }

  /** Calls so far, those that read included. */
  get calls(): number {
    return this.#calls
  }

  /** Lets the n-th call from now on fail, the next one being 1. */
  plan(call: number, fault: SimulatedFault): void {
    this.#planned = { call: this.#calls + call, fault }
  }

  /** Whether the planned fault has not come yet. */
  get isPlanned(): boolean {
    return this.#planned !== undefined
  }

  makeRoom(): void {
    this.#isFull = false
    this.#planned = undefined
  }

  /** The process dies and the machine stays: what the kernel holds, the next process sees. */
  restart(): void {
    this.#isDown = false
    this.#planned = undefined
    this.#isFull = false
    this.#life++
  }

  /** The machine loses power: what was not synced is there in part or not at all. */
  losePower(): void {
    const survives = this.#survival()
    for (const change of this.#pending) if (survives()) applyTo(this.#durable, change)
    this.#pending = []
    for (const path of this.#durable.keys()) {
      for (let folder = folderOf(path); path !== ''; folder = folderOf(folder)) {
        if (!this.#durable.has(folder)) this.#durable.delete(path)
        if (folder === '') break
      }
    }
    this.#names.clear()
    for (const [path, node] of this.#durable) {
      this.#names.set(path, node)
      if (node.kind === 'file') this.#tear(node, survives)
    }
    this.restart()
  }

  /** All files as the process sees them. */
  files(): ReadonlyMap<string, Uint8Array> {
    return new Map(
      [...this.#names].flatMap(([path, node]) => (node.kind === 'file' ? [[path, node.bytes.slice()]] : [])),
    )
  }

  /** Nothing, everything, or each piece by chance: the first two are what happens most, and the last what nobody expects. */
  #survival(): () => boolean {
    const percent = [0, 100, 50, 10, 90][this.#chance(5)] ?? 50
    return () => this.#chance(100) < percent
  }

  #tear(node: FileNode, survives: () => boolean): void {
    const grown = node.bytes.length - node.synced.length
    // A file that has grown may keep its old length, have its new one with zeros in it, or end in between.
    const length = grown > 0 && !survives() ? node.synced.length + this.#chance(grown) : node.bytes.length
    const bytes = new Uint8Array(grown > 0 ? length : node.synced.length)
    bytes.set(node.synced.subarray(0, bytes.length))
    for (const sector of node.dirty) if (survives()) copySector(sector, { from: node.bytes, to: bytes })
    node.dirty.clear()
    node.bytes = bytes
    node.synced = bytes.slice()
  }

  // Each call of the port asks here first.
  #call<T>(call: DiskCall, path: string, { part, whole, takesRoom = newCalls.has(call) }: SimulatedCall<T>): T {
    if (this.#isDown) throw new SimulatedCrash('the process has ended')
    this.#calls++
    const planned = this.#planned
    const isNow = planned !== undefined && this.#calls >= planned.call
    if (isNow && planned.fault === 'noSpace') [this.#isFull, this.#planned] = [true, undefined]
    if (this.#isFull && takesRoom) {
      part?.()
      throw diskError('noSpace', call, path)
    }
    if (!isNow || planned.fault === 'noSpace' || (planned.fault === 'shortWrite' && call !== 'write')) return whole()
    this.#planned = undefined
    const done = this.#chance(3)
    if (done === 1) part?.()
    if (done === 2 && planned.fault === 'crash') whole()
    if (planned.fault !== 'crash') throw diskError('failed', call, path)
    this.#isDown = true
    throw new SimulatedCrash(`the process ended in ${call} of ${path}`)
  }

  open(path: string): DiskFile | undefined {
    return this.#call('open', path, {
      whole: () => {
        const node = this.#names.get(path)
        return node?.kind === 'file' ? this.#handle(path, node) : undefined
      },
    })
  }

  create(path: string): DiskFile {
    return this.#call('create', path, {
      whole: () => {
        this.#mustHaveFolder('create', path)
        if (this.#names.has(path)) throw diskError('exists', 'create', path)
        const node: FileNode = { kind: 'file', bytes: new Uint8Array(), synced: new Uint8Array(), dirty: new Set() }
        this.#change({ node, to: path })
        return this.#handle(path, node)
      },
    })
  }

  rename({ from, to }: { readonly from: string; readonly to: string }): void {
    this.#call('rename', to, {
      whole: () => {
        this.#mustHaveFolder('rename', to)
        const node = this.#names.get(from)
        if (node === undefined) throw diskError('missing', 'rename', to)
        this.#change({ node, from, to })
      },
    })
  }

  remove(path: string): void {
    this.#call('remove', path, {
      whole: () => {
        const node = this.#names.get(path)
        if (node === undefined) return
        if (node.kind === 'folder' && this.#namesIn(path).length > 0) throw diskError('failed', 'remove', path)
        this.#change({ node, from: path })
      },
    })
  }

  list(folder: string): readonly string[] {
    return this.#call('list', folder, { whole: () => this.#namesIn(folder) })
  }

  makeFolder(path: string): void {
    this.#call('makeFolder', path, {
      whole: () => {
        this.#mustHaveFolder('makeFolder', path)
        if (!this.#names.has(path)) this.#change({ node: { kind: 'folder' }, to: path })
      },
    })
  }

  syncFolder(path: string): void {
    const touches = (name: string | undefined): boolean => name !== undefined && folderOf(name) === path
    this.#call('syncFolder', path, {
      part: () => this.#settle((change) => (touches(change.from) || touches(change.to)) && this.#chance(2) === 0),
      whole: () => {
        if (this.#names.get(path)?.kind !== 'folder') throw diskError('missing', 'syncFolder', path)
        this.#settle(({ from, to }) => touches(from) || touches(to))
      },
    })
  }

  #settle(isDue: (change: NameChange) => boolean): void {
    const left: NameChange[] = []
    for (const change of this.#pending) {
      if (!isDue(change)) {
        left.push(change)
        continue
      }
      applyTo(this.#durable, change)
      // Where a file came from is no longer a name of it, even if that folder never heard of it.
      for (let at = left.length - 1; at >= 0; at--) {
        if (left[at]?.node === change.node && left[at]?.to === change.from) left.splice(at, 1)
      }
    }
    this.#pending = left
  }

  #change(change: NameChange): void {
    applyTo(this.#names, change)
    this.#pending.push(change)
  }

  #namesIn(folder: string): string[] {
    const prefix = folder === '' ? '' : `${folder}/`
    return [...this.#names.keys()]
      .filter((path) => path !== '' && folderOf(path) === folder)
      .map((path) => path.slice(prefix.length))
  }

  #mustHaveFolder(call: DiskCall, path: string): void {
    if (this.#names.get(folderOf(path))?.kind !== 'folder') throw diskError('missing', call, path)
  }

  #handle(path: string, node: FileNode): DiskFile {
    const life = this.#life
    const call = <T>(name: DiskCall, act: SimulatedCall<T>): T => {
      if (life !== this.#life) throw new SimulatedCrash('the file was opened before the crash')
      return this.#call(name, path, act)
    }
    return {
      size: () => node.bytes.length,
      read: ({ at, length }) => call('read', { whole: () => node.bytes.slice(at, at + length) }),
      write: ({ at, bytes }) =>
        call('write', {
          part: () => writeTo(node, at, bytes.subarray(0, this.#chance(bytes.length))),
          whole: () => writeTo(node, at, bytes),
          takesRoom: at + bytes.length > node.bytes.length,
        }),
      sync: () => {
        call('sync', {
          // Each sector is written or lost, and all of them are taken for written.
          part: () => flush(node, () => this.#chance(2) === 0),
          whole: () => flush(node, () => true),
        })
      },
      close: () => undefined,
    }
  }
}

function diskError(fault: DiskFault, call: DiskCall, path: string): DiskError {
  return new DiskError({ fault, call, path })
}

function applyTo(names: Map<string, Node>, { node, from, to }: NameChange): void {
  const isFolderInUse =
    node.kind === 'folder' && [...names.keys()].some((path) => path !== '' && folderOf(path) === from)
  if (from !== undefined && names.get(from) === node && !isFolderInUse) names.delete(from)
  if (to !== undefined) names.set(to, node)
}

function writeTo(node: FileNode, at: number, bytes: Uint8Array): void {
  if (at + bytes.length > node.bytes.length) {
    const longer = new Uint8Array(at + bytes.length)
    longer.set(node.bytes)
    node.bytes = longer
  }
  node.bytes.set(bytes, at)
  const last = Math.ceil((at + bytes.length) / sectorBytes)
  for (let sector = Math.floor(at / sectorBytes); sector < last; sector++) node.dirty.add(sector)
}

function flush(node: FileNode, isWritten: (sector: number) => boolean): void {
  if (node.synced.length !== node.bytes.length) {
    const longer = new Uint8Array(node.bytes.length)
    longer.set(node.synced)
    node.synced = longer
  }
  for (const sector of node.dirty) if (isWritten(sector)) copySector(sector, { from: node.bytes, to: node.synced })
  node.dirty.clear()
}

function copySector(sector: number, { from, to }: { readonly from: Uint8Array; readonly to: Uint8Array }): void {
  const at = sector * sectorBytes
  if (at >= to.length) return
  to.set(from.subarray(at, Math.min(at + sectorBytes, to.length)), at)
}
