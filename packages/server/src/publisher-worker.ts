// The publisher's thread: the one place that knows its parts. It reads what a start finds, tells the writer where to go on,
// and from then on derives tree, vault and checkpoint from what the writer made durable.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { OpenIntents } from '@stellwerk/contract/journal/open-intents'
import { LogLocked } from '@stellwerk/tlog/write/refusal'
import { leafHash } from '@stellwerk/tlog/format/tree'
import type { Keeper } from '@stellwerk/tlog/write/ports'
import type { Recovered } from '@stellwerk/tlog/write/recovery'
import { entriesOf, recover } from '@stellwerk/tlog/write/recovery'
import { dropFramesBelow, prepareSpare, segmentBytesDefault } from '@stellwerk/tlog/write/segment'
import { TreePublisher } from '@stellwerk/tlog/write/tree-publisher'

import { systemClock } from './clock.ts'
import { folderDisk } from './journal/disk.ts'
import { floorCopyAt } from './journal/floor-copy.ts'
import { folderLock } from './journal/folder-lock.ts'
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
import { sha256 } from './primitives.ts'
import { openVaultStore } from './storage/sqlite/vault-store.ts'
import { eraseFields, parseEnvelopeHeader } from './vault/envelope.ts'
import { fileCustodian } from './vault/file-custodian.ts'
import { VaultKeys } from './vault/vault-key.ts'

declare const self: Worker

/** What the thread holds once it is open. */
interface Opened {
  readonly publisher: Publisher
  readonly recovered: Recovered
  readonly take: (frame: WriterToPublisher & { readonly kind: 'frame' }) => void
  readonly takeFound: () => void
  readonly close: () => void
}

let opened: Opened | undefined
let writer: MessagePort | undefined
let timer: ReturnType<typeof setTimeout> | undefined

const tellMain = (message: FromPublisher): void => self.postMessage(message, [])
const tellWriter = (message: PublisherToWriter): void => writer?.postMessage(message, [])

self.addEventListener('message', (event: MessageEvent<ToPublisher>) => {
  const message = event.data
  if (message.kind === 'cosigned') {
    orStop(() => opened?.publisher.cosigned(message.text, message.lines))
    return
  }
  if (message.kind === 'checkpoint') {
    opened?.publisher.wantCheckpoint()
    schedule()
    return
  }
  writer = event.ports[0]
  writer?.addEventListener('message', ({ data }: MessageEvent<WriterToPublisher>) => orStop(() => fromWriter(data)))
  writer?.start()
  open(message).catch(stop)
})

async function open({ places, now, remembered }: OpenMessage): Promise<void> {
  const { dataDirectory, folder, origin } = places
  const disk = folderDisk(folder)
  const keys = join(dataDirectory, 'keys')
  const lock = folderLock(join(dataDirectory, 'journal', 'lock.sqlite'))
  if (!lock.take()) throw new LogLocked()
  const isNew = !existsSync(join(folder, 'state'))
  const store = openVaultStore({ dataDirectory, now, envelopes: { parseHeader: parseEnvelopeHeader, eraseFields } })
  const hasKeys = store.keys.list().length > 0
  const custodian = fileCustodian({ path: join(keys, 'vault.kek'), mayCreate: !hasKeys })
  const vaultKeys = await VaultKeys.open({ store: store.keys, custodian, now })
  const signer = openLogKey({ path: join(keys, 'log.key'), origin, mayCreate: isNew })
  const vault = store.sinkOf(origin)
  const floorCopy = places.floorCopyPath === undefined ? undefined : floorCopyAt(places.floorCopyPath)
  const recovered = recover({ disk, sha256, origin, vault, floorCopy, remembered })
  const kept = keeperOf(origin)
  const tree = TreePublisher.settle({ disk, sha256, signer, vault, floorCopy, keeper: kept.keeper }, recovered)
  const publisher = new Publisher(tree, {
    sha256,
    dropFramesBelow: (size) => dropFramesBelow(disk, size),
    prepareSpare: () => prepareSpare(disk, places.segmentBytes ?? segmentBytesDefault),
    progress: (integratedSize) => tellWriter({ kind: 'progress', integratedSize }),
    spareIsReady: () => tellWriter({ kind: 'spare' }),
    published: (size) => tellMain({ kind: 'published', size }),
    full: (isFull) => tellWriter({ kind: 'full', isFull }),
    elapsed: () => systemClock.elapsed(),
  })
  opened = {
    publisher,
    recovered,
    take: ({ firstIndex, bytes }) => publisher.takeFrame(firstIndex, bytes),
    takeFound: () =>
      tree.take(
        Array.from(entriesOf(recovered.frames), ([index, { leaf, record }]) => {
          return { index, leaf, hash: leafHash(sha256, leaf), record }
        }),
      ),
    close: () => {
      publisher.finish()
      store.close()
      lock.release()
    },
  }
  tellWriter({
    kind: 'recovered',
    frames: { ...recovered.frames, frames: recovered.frames.frames.slice(-1) },
    openIntents: overAll(origin, recovered).save(),
    vaultKey: vaultKeys.current,
  })
}

/** The fold that is kept with the state. */
function keeperOf(origin: string): { readonly keeper: Keeper } {
  let fold = new OpenIntents(origin)
  return {
    keeper: {
      restore: (saved) => {
        if (saved !== undefined && saved.length > 0) fold = OpenIntents.restore(saved)
      },
      take: (index, leaf) => fold.take(index, leaf),
      save: () => fold.save(),
    },
  }
}

/** The same fold over everything that is durable, frames that are not in the tree yet included. */
function overAll(origin: string, { kept, frames, tree }: Recovered): OpenIntents {
  const fold = kept === undefined || kept.length === 0 ? new OpenIntents(origin) : OpenIntents.restore(kept)
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
      opened.take(message)
      break
    case 'needSpare':
      opened.publisher.wantSpare()
      break
    case 'close':
      clearTimeout(timer)
      opened.close()
      tellMain({ kind: 'published', size: -1 })
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

/** Nothing is tried again: what the disk holds now, only a start finds out. */
function stop(error: unknown): void {
  clearTimeout(timer)
  opened = undefined
  tellMain({ kind: 'stopped', error: threadErrorOf(error) })
  tellWriter({ kind: 'stopped', error: threadErrorOf(error) })
}
