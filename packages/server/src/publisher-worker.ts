// The publisher's thread: the one place that knows its parts. It reads what a start finds, tells the writer where to go on,
// and from then on derives tree, vault and checkpoint from what the writer made durable.
import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

import { OpenIntents } from '@stellwerk/contract/journal/open-intents'
import { LogLocked } from '@stellwerk/tlog/write/refusal'
import { leafHash } from '@stellwerk/tlog/format/tree'
import type { Keeper } from '@stellwerk/tlog/write/ports'
import type { Recovered } from '@stellwerk/tlog/write/recovery'
import { entriesOf, recover } from '@stellwerk/tlog/write/recovery'
import { dropFramesBelow, prepareSpare, segmentBytesDefault, shortSegmentBytes } from '@stellwerk/tlog/write/segment'
import type { DurableEntry } from '@stellwerk/tlog/write/tree-publisher'
import { TreePublisher } from '@stellwerk/tlog/write/tree-publisher'

import { systemClock } from './clock.ts'
import { folderLock } from './folder-lock.ts'
import { folderDisk } from './journal/disk.ts'
import { floorCopyAt } from './journal/floor-copy.ts'
import { openLogKey } from './journal/log-key.ts'
import type {
  FromPublisher,
  OpenMessage,
  PublisherToWriter,
  ToPublisher,
  WriterToPublisher,
} from './journal/messages.ts'
import { threadErrorOf } from './journal/messages.ts'
import { Publisher } from './journal/publisher.ts'
import { openReserve } from './journal/reserve.ts'
import { Rolling } from './journal/rolling.ts'
import { TaskDesk } from './journal/task-desk.ts'
import { sha256 } from './primitives.ts'
import { openVaultStore } from './storage/sqlite/vault-store.ts'
import { taskHandlers } from './task-wiring.ts'
import { eraseFields, parseEnvelopeHeader } from './vault/envelope.ts'
import { fileCustodian } from './vault/file-custodian.ts'
import { VaultKeys } from './vault/vault-key.ts'

declare const self: Worker

/** What the thread holds once it is open. */
interface Opened {
  readonly publisher: Publisher
  readonly desk: TaskDesk
  /** Once the writer has made durable what a start found. */
  readonly takeFound: () => void
}

let opened: Opened | undefined
/**
 * Ends what was opened: in good order, or when an opening failed, for the next one must find the lock free. After a fault
 * at work the lock stays with the process, because the writer may be in the middle of a frame.
 */
const closers: (() => void)[] = []
let writer: MessagePort | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** The segment that an erasure waits for. */
const rolling = new Rolling((id) => tellWriter({ kind: 'roll', id }))

const tellMain = (message: FromPublisher): void => self.postMessage(message, [])
const tellWriter = (message: PublisherToWriter): void => writer?.postMessage(message, [])

self.addEventListener('message', (event: MessageEvent<ToPublisher>) => {
  const message = event.data
  if (message.kind === 'cosigned') {
    orStop(() => opened?.publisher.cosigned(message.text, message.lines))
    return
  }
  if (message.kind === 'task') {
    opened?.desk.take(message)
    return
  }
  writer = event.ports[0]
  writer?.addEventListener('message', ({ data }: MessageEvent<WriterToPublisher>) => orStop(() => fromWriter(data)))
  writer?.start()
  open(message).catch((error: unknown) => {
    closeAll()
    stop(error)
  })
})

async function open({ places, now, remembered }: OpenMessage): Promise<void> {
  const { dataDirectory, folder, origin } = places
  const disk = folderDisk(folder)
  const keys = join(dataDirectory, 'keys')
  const lock = folderLock(join(dataDirectory, 'journal', 'lock.sqlite'))
  if (!lock.take()) throw new LogLocked()
  closers.push(() => lock.release())
  const segmentBytes = places.segmentBytes ?? segmentBytesDefault
  const reserve = openReserve({
    disk: folderDisk(join(dataDirectory, 'journal')),
    segmentBytes,
    freeBytes: () => freeBytes(dataDirectory),
  })
  if (reserve.isNeeded()) reserve.giveFree()
  const isNew = !existsSync(join(folder, 'state'))
  const store = openVaultStore({ dataDirectory, now, envelopes: { parseHeader: parseEnvelopeHeader, eraseFields } })
  closers.push(() => store.close())
  const hasKeys = store.keys.list().length > 0
  const custodian = fileCustodian({ path: join(keys, 'vault.kek'), mayCreate: !hasKeys })
  const vaultKeys = await VaultKeys.open({ store: store.keys, custodian, now })
  const signer = openLogKey({ path: join(keys, 'log.key'), origin, mayCreate: isNew })
  const vault = store.sinkOf(origin)
  const floorCopy = places.floorCopyPath === undefined ? undefined : floorCopyAt(places.floorCopyPath)
  const recovered = recover({ disk, sha256, origin, vault, floorCopy, remembered })
  const keeper = keeperOf(origin)
  const tree = TreePublisher.settle({ disk, sha256, signer, vault, floorCopy, keeper }, recovered)
  const publisher = new Publisher(tree, {
    sha256,
    dropFramesBelow: (size) => dropFramesBelow(disk, size),
    prepareSpare: () => prepareSpare(disk, publisher.isFull ? shortSegmentBytes(segmentBytes) : segmentBytes),
    progress: (integratedSize) => tellWriter({ kind: 'progress', integratedSize }),
    spareIsReady: () => tellWriter({ kind: 'spare' }),
    published: () => tellMain({ kind: 'published' }),
    full: (isFull) => {
      tellWriter({ kind: 'full', isFull })
      tellMain({ kind: 'full', isFull })
      if (isFull) rolling.refuse()
    },
    reserve,
    elapsed: () => systemClock.elapsed(),
  })
  const handlers = taskHandlers({ store, keys: vaultKeys, publisher, rolling, folder })
  // The frames of a start may be a hundred megabytes, which nobody needs once they are taken.
  let found: Recovered | undefined = recovered
  opened = {
    publisher,
    desk: new TaskDesk(handlers, { answer: tellMain, stop }),
    takeFound: () => {
      if (found !== undefined) tree.take(durableEntries(found))
      found = undefined
    },
  }
  tellWriter({
    kind: 'recovered',
    frames: { ...recovered.frames, frames: recovered.frames.frames.slice(-1) },
    openIntents: overAll(origin, recovered).save(),
    vaultKey: vaultKeys.current,
  })
}

/** What an account without privileges may still write below the folder. */
function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

function durableEntries({ frames }: Recovered): readonly DurableEntry[] {
  return Array.from(entriesOf(frames), ([index, { leaf, record }]) => {
    return { index, leaf, hash: leafHash(sha256, leaf), record }
  })
}

/** The fold that is kept with the state. */
function keeperOf(origin: string): Keeper {
  let fold = new OpenIntents(origin)
  return {
    restore: (saved) => {
      fold = foldOf(origin, saved)
    },
    take: (index, leaf) => fold.take(index, leaf),
    save: () => fold.save(),
  }
}

function foldOf(origin: string, saved: Uint8Array | undefined): OpenIntents {
  return saved === undefined || saved.length === 0 ? new OpenIntents(origin) : OpenIntents.restore(saved)
}

/** The same fold over everything that is durable, frames that are not in the tree yet included. */
function overAll(origin: string, { kept, frames, tree }: Recovered): OpenIntents {
  const fold = foldOf(origin, kept)
  for (const [index, { leaf }] of entriesOf(frames)) if (index >= tree.size) fold.take(index, leaf)
  return fold
}

function fromWriter(message: WriterToPublisher): void {
  if (opened === undefined) return
  switch (message.kind) {
    case 'settled':
      opened.takeFound()
      break
    case 'frame':
      opened.publisher.takeFrame(message.firstIndex, message.bytes)
      break
    case 'needSpare':
      opened.publisher.wantSpare()
      break
    case 'rolled':
      rolling.rolled(message.id, message.size)
      break
    case 'close':
      clearTimeout(timer)
      opened.publisher.finish()
      closeAll()
      tellMain({ kind: 'closed' })
      return
  }
  schedule()
}

/** One step at a time, so that frames and requests for a checkpoint come in between. */
function schedule(): void {
  clearTimeout(timer)
  const wait = opened?.publisher.nextStepMs
  if (wait === undefined) return
  timer = setTimeout(() => {
    orStop(() => opened?.publisher.step())
    schedule()
  }, wait)
}

function orStop(act: () => void): void {
  try {
    act()
  } catch (error) {
    stop(error)
  }
}

/** The last one opened first. */
function closeAll(): void {
  for (const close of closers.splice(0).toReversed()) close()
}

/** Nothing is tried again: what the disk holds now, only a start finds out. */
function stop(error: unknown): void {
  clearTimeout(timer)
  opened = undefined
  tellMain({ kind: 'stopped', error: threadErrorOf(error) })
  tellWriter({ kind: 'stopped', error: threadErrorOf(error) })
}
