// The journal looked at from outside, while somebody writes it or nobody does. It takes no lock and changes nothing.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { OpenIntents } from '@stellwerk/contract/journal/open-intents'
import { decodeUtf8 } from '@stellwerk/tlog/format/bytes'
import { tileAt, tileWidth } from '@stellwerk/tlog/format/tile'
import { readEntries } from '@stellwerk/tlog/format/tile-hashes'
import { entriesOf, recover } from '@stellwerk/tlog/write/recovery'
import { LogCorrupt, LogNewer, LogRolledBack } from '@stellwerk/tlog/write/refusal'

import { claimedBy, isLogFolder, logFolder } from '../log-folder.ts'
import { sha256 } from '../primitives.ts'
import { folderDisk } from './disk.ts'
import { mustKnowEntries } from './entry-version.ts'
import { floorCopyAt } from './floor-copy.ts'
import type { LogPlace } from './messages.ts'

/** Looks at a log that is being written, whose files change between two reads. A damage stays. */
const looksMax = 5
const pauseMs = 100

/** Logs of an installation, oldest first; none before the first start. */
export function placesIn(dataDirectory: string): readonly LogPlace[] {
  const journal = join(dataDirectory, 'journal')
  const [nameFile, listFile] = [join(journal, 'name'), join(journal, 'logs')]
  if (!existsSync(nameFile) || !existsSync(listFile)) return []
  const prefix = readFileSync(nameFile, 'utf8').trim()
  const names = readFileSync(listFile, 'utf8').split('\n')
  const present = names.filter((name) => name !== '' && isLogFolder(join(journal, name)))
  return present.map((name) => ({ folder: join(journal, name), origin: `${prefix}/log/${name}` }))
}

/** The newest log as a start would find it. */
export type InspectedLog =
  | {
      readonly state: 'sound'
      /** Durable entries. */
      readonly size: number
      readonly published: number
      /** Calls without an end. */
      readonly openCount: number
      /** Milliseconds since the epoch; `undefined` without an entry. */
      readonly lastMs: number | undefined
    }
  | { readonly state: 'refused'; readonly code: string; readonly message: string }

/**
 * Reads the newest log as a start would.
 *
 * @param how.isServed a server writes to it, so that what does not fit may fit a moment later
 */
export async function inspectLog(
  place: LogPlace,
  how: {
    readonly earlier: readonly LogPlace[]
    readonly heldSize: () => number
    readonly floorCopyPath: string | undefined
    readonly isServed: boolean
  },
): Promise<InspectedLog> {
  for (let looks = 1; ; looks++) {
    const found = lookAt(place, how)
    if (found.state === 'sound' || !how.isServed || looks === looksMax) return found
    await Bun.sleep(pauseMs)
  }
}

function lookAt(
  { folder, origin }: LogPlace,
  {
    earlier,
    heldSize,
    floorCopyPath,
  }: {
    readonly earlier: readonly LogPlace[]
    readonly heldSize: () => number
    readonly floorCopyPath: string | undefined
  },
): InspectedLog {
  try {
    const floorCopy = floorCopyPath === undefined ? undefined : floorCopyAt({ path: floorCopyPath, origin, earlier })
    const recovered = recover({ disk: folderDisk(folder), sha256, origin, vault: { heldSize }, floorCopy })
    mustKnowEntries(recovered)
    const { kept, frames, tree, published } = recovered
    const fold = kept === undefined || kept.length === 0 ? new OpenIntents(origin) : OpenIntents.restore(kept)
    for (const [index, { leaf }] of entriesOf(frames)) if (index >= tree.size) fold.take(index, leaf)
    const size = frames.chain.nextIndex
    return { state: 'sound', size, published, openCount: fold.list().length, lastMs: fold.last?.timeMs }
  } catch (error) {
    if (error instanceof LogCorrupt || error instanceof LogRolledBack || error instanceof LogNewer) {
      return { state: 'refused', code: error.code, message: error.message }
    }
    if (error instanceof Error && 'code' in error)
      return { state: 'refused', code: String(error.code), message: error.message }
    throw error
  }
}

/** How many entries the logs got since a moment, and when the first of all was written. */
export interface Growth {
  readonly count: number
  /** Milliseconds since the epoch; `undefined` without an entry. */
  readonly firstMs: number | undefined
}

/** @param places oldest first */
export async function growthSince(places: readonly LogPlace[], sinceMs: number): Promise<Growth> {
  let [count, firstMs] = [0, undefined as number | undefined]
  for (const { folder } of places.toReversed()) {
    const size = await publishedSize(folder)
    if (size === 0) continue
    const first = await firstSince(folder, size, sinceMs)
    count += size - first
    firstMs = await timeAt(folder, 0, size)
    if (first > 0) break
  }
  return { count, firstMs }
}

/** Entries below the newest checkpoint of a log. */
export async function publishedSize(folder: string): Promise<number> {
  return (await claimedBy(logFolder(folder)))?.size ?? 0
}

/** When the last entry of a log was written. */
export async function lastTimeOf(folder: string): Promise<number | undefined> {
  const size = await publishedSize(folder)
  return size === 0 ? undefined : timeAt(folder, size - 1, size)
}

/** Times hardly ever fall, so halving finds the place near enough. */
async function firstSince(folder: string, size: number, sinceMs: number): Promise<number> {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (((await timeAt(folder, middle, size)) ?? 0) >= sinceMs) high = middle
    else low = middle + 1
  }
  return low
}

async function timeAt(folder: string, index: number, size: number): Promise<number | undefined> {
  const tile = tileAt({ level: 'entries', index: Math.floor(index / tileWidth) }, size)
  if (tile === undefined) return undefined
  const leaf = (await readEntries(tile, logFolder(folder).read))[index % tileWidth]
  const parsed: unknown = JSON.parse((leaf && decodeUtf8(leaf)) ?? '{}')
  const time = typeof parsed === 'object' && parsed !== null && 'time' in parsed ? parsed.time : undefined
  return typeof time === 'number' ? time : undefined
}
