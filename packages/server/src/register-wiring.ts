// The register on the store and the journal of an installation.
import { randomUUID } from 'node:crypto'

import { parseEntry } from '@stellwerk/contract/journal/parse'
import { isAboutRegister } from '@stellwerk/contract/journal/register'
import { decodeUtf8, encodeUtf8, formatHex } from '@stellwerk/tlog/format/bytes'
import { tileAt, tileWidth } from '@stellwerk/tlog/format/tile'
import { readEntries } from '@stellwerk/tlog/format/tile-hashes'

import { systemClock } from './clock.ts'
import { lastTimeOf, placesIn, publishedSize } from './journal/inspection.ts'
import type { Journal } from './journal/journal.ts'
import type { JournalItem, LogPlace } from './journal/messages.ts'
import { logFolder } from './log-folder.ts'
import { sha256 } from './primitives.ts'
import { Register } from './registry/register.ts'
import type { RegisterEntry, RegisterJournal } from './registry/register-journal.ts'
import type { Mark } from './registry/register-store.ts'
import { sqliteRegisterStore } from './storage/sqlite/register-store.ts'
import type { SqliteStore } from './storage/sqlite/store.ts'

/** Milliseconds of a day. */
const dayMs = 86_400_000

/**
 * Days that the openings stay in the vault: who approved what is asked as long as somebody can claim something. Three years from the end of a
 * year (§§ 195, 199 BGB), after an approval of at most a year; checked 2026-11-24.
 */
const keptDays = 5 * 366

/** Milliseconds to wait for the checkpoint that holds what a start wrote. The entry takes a few until it has reached the tree. */
const publishedWithinMs = 10_000
const lookEveryMs = 20

/**
 * Opens the register and compares it with the journal.
 *
 * @throws GatewayError register_behind, register_ahead, register_broken: then nothing is served
 */
export function openRegister(parts: {
  readonly store: Pick<SqliteStore, 'db'>
  readonly journal: Pick<Journal, 'append' | 'task'>
  readonly dataDirectory: string
  /** Milliseconds since the epoch, before the journal was opened. */
  readonly openedAt: number
  readonly onChanged: () => void
}): Promise<Register> {
  return Register.open({
    store: sqliteRegisterStore(parts.store),
    journal: registerJournal(parts),
    sha256: (text) => formatHex(sha256(encodeUtf8(text))),
    newId: () => randomUUID(),
    now: () => systemClock.now(),
    onChanged: parts.onChanged,
  })
}

function registerJournal({
  journal,
  dataDirectory,
  openedAt,
}: {
  readonly journal: Pick<Journal, 'append' | 'task'>
  readonly dataDirectory: string
  readonly openedAt: number
}): RegisterJournal {
  return {
    append: (entry) => journal.append(itemOf(entry, systemClock.now())),

    reached: async () => {
      const newest = placesIn(dataDirectory).at(-1)
      return newest && { origin: newest.origin, size: await publishedSize(newest.folder) }
    },

    since: async (mark) => {
      const places = placesIn(dataDirectory)
      const newest = places.at(-1)
      if (newest === undefined) throw new Error('there is no journal')
      await mustBePublished(newest, openedAt, journal)
      const first = mark === undefined ? 0 : places.findIndex(({ origin }) => origin === mark.origin)
      if (first < 0) throw new Error(`the log ${mark?.origin} is gone`)
      const entries: Awaited<ReturnType<RegisterJournal['since']>>['entries'][number][] = []
      let reached: Mark = { origin: newest.origin, size: 0 }
      for (const place of places.slice(first)) {
        const size = await publishedSize(place.folder)
        const from = place.origin === mark?.origin ? mark.size : 0
        if (size < from) throw new Error(`the log ${place.origin} has ${size} entries, ${from} were there`)
        for await (const entry of entriesIn(place, from, size)) entries.push(entry)
        reached = { origin: place.origin, size }
      }
      return { entries, reached }
    },
  }
}

/** A start writes an entry of its own, so whatever was durable before it lies below the checkpoint that holds that one. */
async function mustBePublished({ folder }: LogPlace, openedAt: number, journal: Pick<Journal, 'task'>): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += lookEveryMs) {
    // A start does not wait for the second.
    await journal.task({ kind: 'cut' })
    if (((await lastTimeOf(folder)) ?? 0) >= openedAt) return
    if (waitedMs >= publishedWithinMs) throw new Error(`no checkpoint within ${publishedWithinMs} ms`)
    await Bun.sleep(lookEveryMs)
  }
}

/** Only leaves that name one of our types are parsed: nearly all others are calls. */
const isCandidate = /"type":"(?:act|actWithdrawn|objectVersion|roleEnd|roleGrant)"/

async function* entriesIn({ folder, origin }: LogPlace, from: number, size: number) {
  for (let first = from - (from % tileWidth); first < size; first += tileWidth) {
    const tile = tileAt({ level: 'entries', index: first / tileWidth }, size)
    if (tile === undefined) return
    for (const [at, leaf] of (await readEntries(tile, logFolder(folder).read)).entries()) {
      const index = first + at
      if (index < from || !isCandidate.test(decodeUtf8(leaf) ?? '')) continue
      const { draft } = parseEntry(leaf)
      if (isAboutRegister(draft)) yield { draft, receipt: { origin, index } }
    }
  }
}

function itemOf({ draft, identities }: RegisterEntry, now: number): JournalItem {
  const people = ['person', 'author', 'by', 'delegatedBy'].flatMap((field) => identities[field] ?? [])
  return {
    draft,
    subjects: [...new Set(people)].map((person) => `person:${person}`),
    identities,
    keeping: { class: 'governance', deleteOnDay: Math.floor(now / dayMs) + keptDays },
  }
}
