// The writer's thread: the one place that knows its parts. Nothing runs here but the group commit.
import { basename } from 'node:path'

import type { EntryDraft } from '@stellwerk/contract/journal/entry'
import { splitHandover } from '@stellwerk/contract/journal/governance'
import { OpenIntents } from '@stellwerk/contract/journal/open-intents'
import { LogDiskFull } from '@stellwerk/tlog/write/refusal'
import { type FoundFrames, FrameLog, segmentBytesDefault } from '@stellwerk/tlog/write/segment'

import { systemClock } from './clock.ts'
import { folderDisk } from './journal/disk.ts'
import type {
  Beginning,
  FromWriter,
  JournalItem,
  LogPlace,
  OpenMessage,
  PublisherToWriter,
  ToWriter,
  WriterToPublisher,
} from './journal/messages.ts'
import { threadErrorOf } from './journal/messages.ts'
import { nextBoundary, nextLogName } from './journal/rotation.ts'
import { Writer } from './journal/writer.ts'
import { sha256 } from './primitives.ts'
import { Sealer } from './vault/sealer.ts'

declare const self: Worker

/** Milliseconds until a log that could not end is tried again. */
const turnAgainMs = 60_000

let opening: OpenMessage | undefined
let publisher: MessagePort | undefined
let frames: FrameLog | undefined
let writer: Writer | undefined
let isScheduled = false
/** Of the publisher's wish for a new segment, until it is fulfilled. */
let rollId: number | undefined
/** The log that is being written. */
let place: LogPlace | undefined
/** Milliseconds since the epoch from which on it may be time for the next log. */
let turnAt = 0
/** The log has ended, as far as we can say, and the publisher makes the next one ready. */
let isTurning = false
let isClosing = false

const tellMain = (message: FromWriter): void => self.postMessage(message, [])
const tellPublisher = (message: WriterToPublisher, transfer: Transferable[] = []): void =>
  publisher?.postMessage(message, transfer)

self.addEventListener('message', (event: MessageEvent<ToWriter>) => {
  const message = event.data
  switch (message.kind) {
    case 'open':
      opening = message
      publisher = event.ports[0]
      publisher?.addEventListener('message', ({ data }: MessageEvent<PublisherToWriter>) =>
        orStop(() => fromPublisher(data)),
      )
      publisher?.start()
      break
    case 'append':
      // Whatever crosses between our own threads was written by ours a moment ago.
      writer?.take(message.first, JSON.parse(message.items) as readonly JournalItem[])
      schedule()
      break
    case 'close':
      orStop(close)
      break
  }
})

function fromPublisher(message: PublisherToWriter): void {
  switch (message.kind) {
    case 'recovered':
      settle(message)
      break
    case 'turned':
      isTurning = false
      goOnIn(message)
      break
    case 'notTurned':
      isTurning = false
      turnAt = systemClock.now() + turnAgainMs
      break
    case 'progress':
      writer?.integrated(message.integratedSize)
      break
    case 'spare':
      frames?.spareIsReady()
      writer?.spareIsReady()
      break
    case 'roll':
      rollId = message.id
      break
    case 'full':
      writer?.diskIsFull(message.isFull)
      if (message.isFull) sayFull()
      break
    case 'stopped':
      // Without the publisher nothing would ever be settled; the main thread hears of it from there.
      writer = undefined
      break
  }
  if (isTurning) return
  rollIfAsked()
  if (isClosing) close()
  else if (writer?.hasQueued === true) schedule()
}

/** Once a next segment is ready, because making one takes longer than those may wait who append. */
function rollIfAsked(): void {
  if (rollId === undefined || frames === undefined || writer === undefined) return
  if (!frames.rollsAtOnce) {
    writer.wantSpare()
    return
  }
  frames.roll()
  tellPublisher({ kind: 'rolled', id: rollId, size: frames.size })
  rollId = undefined
}

/** Goes on behind the last entry: closes what a crash left open, and says that this process begins. */
function settle(found: PublisherToWriter & { readonly kind: 'recovered' }): void {
  if (opening === undefined) return
  const { version, configuration, newReplica } = opening
  const before = OpenIntents.restore(found.openIntents)
  const { begins } = found
  const log = framesIn(found.place, begins === undefined ? found.frames : undefined)
  frames = log
  place = found.place
  tellPublisher({ kind: 'settled' })
  const sealer = new Sealer(found.vaultKey)
  const { replica = newReplica, counter = 0, timeMs = 0 } = before.last ?? {}
  const begun = new Writer(
    {
      frames: log,
      seal: (content) => sealer.seal(content),
      now: () => systemClock.now(),
      written: (what) => tellMain({ kind: 'written', origin: place?.origin ?? '', ...what }),
      refused: (what) => tellMain({ kind: 'refused', ...what }),
      publish: (frame) => tellPublisher({ kind: 'frame', ...frame }, buffersOf(frame.bytes)),
      needSpare: () => tellPublisher({ kind: 'needSpare' }),
    },
    { replica, counter, timeMs, version },
  )
  if (begins !== undefined) begin(begun, begins)
  const left =
    begins === undefined
      ? before.list()
      : begins.openIntents.map(([index, requestId]) => ({ origin: begins.previous.origin, index, requestId }))
  const drafts: EntryDraft[] = left.map(({ origin, index, requestId }) => {
    return { type: 'recovery', requestId, about: { origin, index } }
  })
  drafts.push({ type: 'start', version, configuration, previousSize: log.size })
  const inForce = begins?.inForce.find(({ kind }) => kind === 'configuration')?.digest ?? before.configuration
  // Findable by its type, for whoever asks what changed; a start alone says only what is in force.
  if ((inForce ?? configuration) !== configuration) drafts.push({ type: 'configuration', configuration })
  begun.writeOwn(drafts.map(ofTheJournal))
  writer = begun
  tellMain({ kind: 'ready' })
}

/** @param found by a start; without it a log that has no entry yet */
function framesIn({ folder }: LogPlace, found: FoundFrames | undefined): FrameLog {
  const disk = folderDisk(folder)
  const how = { sha256, segmentBytes: opening?.places.segmentBytes ?? segmentBytesDefault }
  return found === undefined ? FrameLog.begin(disk, how) : FrameLog.settle(disk, { ...how, found })
}

/** The first entry of a log names the one before. Nothing else may come first, whatever waits. */
function begin(log: Writer, { sizeFound, ...whole }: Beginning): void {
  const drafts = splitHandover(
    sizeFound === undefined ? { type: 'handover', ...whole } : { type: 'restored', ...whole, sizeFound },
  )
  log.writeOwn(drafts.map(ofTheJournal))
  tellPublisher({ kind: 'begun' })
}

/** Whoever waits goes on in the next log. */
function goOnIn(next: PublisherToWriter & { readonly kind: 'turned' }): void {
  if (writer === undefined) return
  frames?.close()
  frames = framesIn(next.place, undefined)
  place = next.place
  writer.turnTo(frames)
  begin(writer, next.begins)
}

/** Whether the log ends here. Looked at before every frame, so that the first one past the boundary is in the next log. */
function isTurn(): boolean {
  if (isTurning) return true
  const now = systemClock.now()
  if (now < turnAt || place === undefined) return false
  const { rotation = 'halfYear' } = opening ?? {}
  const name = nextLogName(basename(place.folder), { rotation, nowMs: now })
  turnAt = nextBoundary(rotation, now)
  if (name === undefined) return false
  isTurning = true
  tellMain({ kind: 'turning' })
  tellPublisher({ kind: 'turn', name })
  return true
}

/** An entry that is about nobody. */
function ofTheJournal(draft: EntryDraft): JournalItem {
  return { draft, subjects: [], identities: {}, keeping: nothing }
}

/** The entry that says where appends end. It shares no frame with those that somebody waits for. */
function sayFull(): void {
  if (isTurning) return
  while (writer?.hasQueued === true) writer.commit()
  try {
    writer?.writeOwn([ofTheJournal({ type: 'diskFull' })])
  } catch (error) {
    // There was not even room for that.
    if (!(error instanceof LogDiskFull)) throw error
  }
}

/** A frame is made in a buffer of its own, which the other thread may have. */
function buffersOf({ buffer }: Uint8Array): Transferable[] {
  return buffer instanceof ArrayBuffer ? [buffer] : []
}

const nothing = { class: 'none', deleteOnDay: 0 } as const

/** After the messages that are already here, so that they share a frame. */
function schedule(): void {
  if (isScheduled) return
  isScheduled = true
  setImmediate(() => {
    isScheduled = false
    orStop(() => {
      if (!isTurn()) writer?.commit()
    })
    if (writer?.hasQueued === true && !isTurning) schedule()
  })
}

function close(): void {
  isClosing = true
  if (isTurning) return
  while (writer?.hasQueued === true) writer.commit()
  writer = undefined
  frames?.close()
  tellPublisher({ kind: 'close' })
}

function orStop(act: () => void): void {
  try {
    act()
  } catch (error) {
    writer = undefined
    tellMain({ kind: 'stopped', error: threadErrorOf(error) })
  }
}
