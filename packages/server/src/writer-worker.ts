// The writer's thread: the one place that knows its parts. Nothing runs here but the group commit.
import { OpenIntents } from '@stellwerk/contract/journal/open-intents'
import { FrameLog, segmentBytesDefault } from '@stellwerk/tlog/write/segment'

import { systemClock } from './clock.ts'
import { folderDisk } from './journal/disk.ts'
import type {
  FromWriter,
  JournalItem,
  OpenMessage,
  PublisherToWriter,
  ToWriter,
  WriterToPublisher,
} from './journal/messages.ts'
import { threadErrorOf } from './journal/messages.ts'
import { Writer } from './journal/writer.ts'
import { sha256 } from './primitives.ts'
import { Sealer } from './vault/sealer.ts'

declare const self: Worker

/** Numbers of entries that nobody on the main thread waits for. */
const ownNumber = -1

let opening: OpenMessage | undefined
let publisher: MessagePort | undefined
let frames: FrameLog | undefined
let writer: Writer | undefined
let isScheduled = false
/** Of the publisher's wish for a new segment, until it is fulfilled. */
let rollId: number | undefined

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
  rollIfAsked()
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
  const { places, version, configuration, newReplica } = opening
  const log = FrameLog.settle(folderDisk(places.folder), {
    sha256,
    segmentBytes: places.segmentBytes ?? segmentBytesDefault,
    found: found.frames,
  })
  frames = log
  tellPublisher({ kind: 'settled' })
  const before = OpenIntents.restore(found.openIntents)
  const sealer = new Sealer(found.vaultKey)
  const { replica = newReplica, counter = 0, timeMs = 0 } = before.last ?? {}
  const begun = new Writer(
    {
      frames: log,
      seal: (content) => sealer.seal(content),
      now: () => systemClock.now(),
      written: (what) => {
        if (what.first !== ownNumber) tellMain({ kind: 'written', ...what })
      },
      refused: (what) => {
        // Without these entries the log would not say what the last stop left open.
        if (what.first === ownNumber) {
          if (writer !== undefined) return
          throw new Error(
            what.why === 'disk_full'
              ? 'there is no room on its disk for the next entries'
              : `its first entries are ${what.why}`,
          )
        }
        tellMain({ kind: 'refused', ...what })
      },
      publish: (frame) => tellPublisher({ kind: 'frame', ...frame }, buffersOf(frame.bytes)),
      needSpare: () => tellPublisher({ kind: 'needSpare' }),
    },
    { replica, counter, timeMs, version },
  )
  const left = before.list()
  const drafts: JournalItem['draft'][] = left.map(({ origin, index, requestId }) => {
    return { type: 'recovery', requestId, about: { origin, index } }
  })
  drafts.push({ type: 'start', version, configuration, previousSize: log.size })
  // Findable by its type, for whoever asks what changed; a start alone says only what is in force.
  if ((before.configuration ?? configuration) !== configuration) drafts.push({ type: 'configuration', configuration })
  for (const draft of drafts) {
    begun.take(ownNumber, [{ draft, subjects: [], identities: {}, contents: {}, keeping: nothing }])
    begun.commit()
  }
  writer = begun
  tellMain({ kind: 'ready' })
}

/** The entry that says where appends end. It shares no frame with those that somebody waits for. */
function sayFull(): void {
  while (writer?.hasQueued === true) writer.commit()
  const about = { subjects: [], identities: {}, contents: {}, keeping: nothing }
  writer?.take(ownNumber, [{ draft: { type: 'diskFull' }, ...about }])
  writer?.commit()
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
    orStop(() => writer?.commit())
    if (writer?.hasQueued === true) schedule()
  })
}

function close(): void {
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
