// The publisher's thread: the one place that knows its parts. It reads what a start finds, tells the writer where to go on,
// and from then on derives tree, vault and checkpoint from what the writer made durable.
import { setPriority } from 'node:os'
import { basename, join } from 'node:path'

import { LogLocked } from '@stellwerk/tlog/write/refusal'
import { segmentBytesDefault } from '@stellwerk/tlog/write/segment'

import { systemClock } from './clock.ts'
import { folderLock } from './folder-lock.ts'
import { folderDisk } from './journal/disk.ts'
import type {
  Beginning,
  FromPublisher,
  LogPlace,
  OpenMessage,
  PublisherToWriter,
  ToPublisher,
  WriterToPublisher,
} from './journal/messages.ts'
import { threadErrorOf } from './journal/messages.ts'
import { restoreDone, restoredSince } from './journal/place.ts'
import { isDiskFull } from './journal/publisher.ts'
import { openReserve } from './journal/reserve.ts'
import { Rolling } from './journal/rolling.ts'
import { TaskDesk } from './journal/task-desk.ts'
import {
  clearFrames,
  durableEntries,
  foldOverAll,
  logAfterRestore,
  type LogShelf,
  nextLog,
  type OpenedLog,
  openLog,
} from './log-wiring.ts'
import { freeBytes } from './room-to-start.ts'
import { openVaultStore } from './storage/sqlite/vault-store.ts'
import { taskHandlers } from './task-wiring.ts'
import { openConfiguredKeys } from './vault/configured-custodian.ts'
import { eraseFields, parseEnvelopeHeader } from './vault/envelope.ts'

declare const self: Worker

/**
 * Tiles and vault can wait, an acknowledgement cannot. On two cores with 20,000 entries a second, the slowest hundredth of
 * three runs waited 188, 294 and 416 ms without it and 22, 122 and 201 ms with it, taking turns (2026-11-23); at the most
 * that the journal takes, the publisher still keeps up.
 */
const publisherNice = 5

// On Linux this is the priority of the thread that calls; elsewhere it would be that of the whole process.
if (process.platform === 'linux') stepBack()

/** A service manager or a container may forbid it (seccomp). Then the publisher runs as everybody does, and nothing else changes. */
function stepBack(): void {
  try {
    setPriority(0, publisherNice)
  } catch {
    // Only the pace depends on it.
  }
}

/** What the thread holds once it is open. */
interface Opened {
  readonly dataDirectory: string
  readonly shelf: LogShelf
  readonly desk: TaskDesk
  /** The one that is being written, and those before it. */
  log: OpenedLog
  earlier: readonly LogPlace[]
  /** The one before, whose last checkpoint witnesses may still sign. */
  last: OpenedLog | undefined
  /** Once the writer has made durable what a start found. */
  takeFound: () => void
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
    // Lines for a checkpoint that is not shown any more are left alone.
    for (const log of [opened?.last, opened?.log]) orStop(() => log?.publisher.cosigned(message.text, message.lines))
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

async function open({ places, now, remembered, vault }: OpenMessage): Promise<void> {
  const { dataDirectory, folder, origin, earlier = [] } = places
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
  const store = openVaultStore({ dataDirectory, now, envelopes: { parseHeader: parseEnvelopeHeader, eraseFields } })
  closers.push(() => store.close())
  const standardFile = join(keys, 'vault.kek')
  const kept = { store: store.keys, config: vault, standardFile, now, env: process.env }
  const vaultKeys = await openConfiguredKeys(kept)
  const shelf: LogShelf = {
    store,
    keyPath: join(keys, 'log.key'),
    floorCopyPath: places.floorCopyPath,
    segmentBytes,
    ports: {
      progress: (integratedSize) => tellWriter({ kind: 'progress', integratedSize }),
      spareIsReady: () => tellWriter({ kind: 'spare' }),
      published: () => tellMain({ kind: 'published' }),
      full: (isFull) => {
        // First who says whether we are ready: nobody is refused for a full disk by a server that calls itself ready.
        tellMain({ kind: 'full', isFull })
        tellWriter({ kind: 'full', isFull })
        if (isFull) rolling.refuse()
      },
      reserve,
      elapsed: () => systemClock.elapsed(),
    },
  }
  const found = await openNewest({ folder, origin }, shelf, { dataDirectory, earlier, remembered })
  const { log, begins } = found
  const handlers = taskHandlers({
    store,
    keys: vaultKeys,
    publisher: () => opened?.log.publisher ?? log.publisher,
    rolling,
    places: () => [...(opened?.earlier ?? found.earlier), (opened?.log ?? log).place],
  })
  const desk = new TaskDesk(handlers, { answer: tellMain, stop })
  const takeFound = begins === undefined ? takingFound(log) : (): void => undefined
  opened = { dataDirectory, shelf, desk, log, earlier: found.earlier, last: undefined, takeFound }
  // What a stop between the first entry of a log and the end of the one before left there.
  if (begins === undefined) clearFrames(earlier)
  const { frames } = log.recovered
  tellWriter({
    kind: 'recovered',
    place: log.place,
    begins,
    frames: { ...frames, frames: frames.frames.slice(-1) },
    openIntents: foldOverAll(log).save(),
    vaultKey: vaultKeys.current,
  })
  if (begins !== undefined) tellMain({ kind: 'turned', place: log.place, isRestored: true })
}

/** The newest log; or one with another origin, if what is there came back from a backup. */
async function openNewest(
  place: LogPlace,
  shelf: LogShelf,
  known: {
    readonly dataDirectory: string
    readonly earlier: readonly LogPlace[]
    readonly remembered: OpenMessage['remembered']
  },
): Promise<{ readonly log: OpenedLog; readonly earlier: readonly LogPlace[]; readonly begins: Beginning | undefined }> {
  const { dataDirectory, earlier } = known
  const name = restoredSince(dataDirectory, basename(place.folder))
  if (name !== undefined) {
    return { ...(await logAfterRestore(place, { name, shelf, earlier })), earlier: [...earlier, place] }
  }
  return { log: openLog(place, shelf, known), earlier, begins: undefined }
}

/** The frames of a start may be a hundred megabytes, which nobody needs once they are taken. */
function takingFound({ tree, recovered }: OpenedLog): () => void {
  let found: typeof recovered | undefined = recovered
  return () => {
    if (found !== undefined) tree.take(durableEntries(found))
    found = undefined
  }
}

/** Ends the log and makes the next one ready. A full disk or a call that is still open puts it off. */
function turn(held: Opened, name: string): void {
  try {
    const next = nextLog(held.log, { name, shelf: held.shelf, earlier: held.earlier })
    if (next === undefined) return tellWriter({ kind: 'notTurned' })
    held.earlier = [...held.earlier, held.log.place]
    held.last = held.log
    held.log = next.log
    // The next publisher knows nothing of a full disk. If it still is, its first step says so again.
    if (held.last.publisher.isFull) held.shelf.ports.full(false)
    tellWriter({ kind: 'turned', place: next.log.place, begins: next.begins })
    tellMain({ kind: 'turned', place: next.log.place, isRestored: false })
  } catch (error) {
    if (!isDiskFull(error)) throw error
    tellWriter({ kind: 'notTurned' })
  }
}

function fromWriter(message: WriterToPublisher): void {
  if (opened === undefined) return
  const { log } = opened
  switch (message.kind) {
    case 'settled':
      opened.takeFound()
      break
    case 'turn':
      turn(opened, message.name)
      break
    case 'begun':
      clearFrames(opened.earlier)
      restoreDone(opened.dataDirectory)
      break
    case 'frame':
      log.publisher.takeFrame(message.firstIndex, message.bytes)
      break
    case 'needSpare':
      log.publisher.wantSpare()
      break
    case 'rolled':
      rolling.rolled(message.id, message.size)
      break
    case 'close':
      clearTimeout(timer)
      log.publisher.finish()
      closeAll()
      tellMain({ kind: 'closed' })
      return
  }
  schedule()
}

/** One step at a time, so that frames and requests for a checkpoint come in between. */
function schedule(): void {
  clearTimeout(timer)
  const wait = opened?.log.publisher.nextStepMs
  if (wait === undefined) return
  timer = setTimeout(() => {
    orStop(() => opened?.log.publisher.step())
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
