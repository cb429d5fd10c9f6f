// `stellwerk journal sample`: an auditor's sample, drawn so that anybody who has the log draws the same.
import type { BundleSelection } from '@stellwerk/contract/journal/bundle'
import { bundleFiles } from '@stellwerk/contract/journal/bundle'
import { encodeUtf8, formatHex } from '@stellwerk/tlog/format/bytes'

import { sha256 } from '../primitives.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { optionNumber, optionText, say, UsageError } from './command.ts'
import { bundleOptions, handOut, outOf, type Picked, shownBy } from './journal-export.ts'
import { atEvidenceOffice } from './journal-office.ts'
import {
  eachEntry,
  type FrozenLog,
  frozenLogs,
  isWithin,
  mustHold,
  type Period,
  periodOf,
  periodOptions,
} from './journal-picked.ts'

/** Entries of a sample. Nobody reads more by hand. */
const drawnMax = 10_000

export const sampleCommand: CommandSpec = {
  words: 'journal sample',
  summary: { de: 'Eine Stichprobe nachvollziehbar ziehen', en: 'Draw a sample that anybody can draw again' },
  details: {
    de: 'Zieht aus allen Einträgen des Zeitraums die n mit den kleinsten SHA-256(SEED 00 Name des Protokolls 00 Nummer); wer das Protokoll hat, zieht dieselben. SEED sollte der Prüfer wählen, nachdem der Checkpoint feststeht. Nennt die Grundgesamtheit nach Art der Einträge. Dass gezogen wurde, steht danach im Protokoll.',
    en: 'Draws from all entries of the period the n with the smallest SHA-256(SEED 00 name of the log 00 number); whoever has the log draws the same. SEED should be chosen by the auditor once the checkpoint is fixed. States the population by type of entry. That a sample was drawn is then in the journal.',
  },
  options: [
    ...periodOptions,
    { name: 'n', value: 'N', help: { de: 'Wie viele', en: 'How many' } },
    {
      name: 'seed',
      value: 'SEED',
      help: {
        de: 'Vom Prüfer gewählt; sichtbares ASCII ohne Leerzeichen',
        en: 'Chosen by the auditor; visible ASCII without blanks',
      },
    },
    ...bundleOptions,
  ],
  run: sample,
}

/** An entry that was drawn. */
interface Drawn {
  readonly log: FrozenLog
  readonly index: number
  readonly type: string
  readonly timeMs: number
  /** Hex; the sample is in its order. */
  readonly lot: string
}

interface Draw extends Period {
  readonly seed: string
  /** How many were asked for. */
  readonly count: number
  readonly population: number
  /** Of the population, by type of entry. */
  readonly byType: Readonly<Record<string, number>>
  readonly drawn: readonly Drawn[]
}

async function sample(call: CommandCall): Promise<ExitCode> {
  const asked = askedOf(call)
  const out = optionText(call, 'out') === undefined ? undefined : outOf(call)
  const logs = await frozenLogs(call)
  const draw = await drawFrom(logs, asked)
  const { from, to, seed, population, drawn } = draw
  const count = drawn.length
  const entry = await atEvidenceOffice(call, (office) => office.sampled({ from, to, count, population, seed }))
  if (out !== undefined) {
    const selection: BundleSelection = { kind: 'sample', from, to, seed, count, population }
    const text = encodeUtf8(`${JSON.stringify(shownDraw(draw), undefined, 1)}\n`)
    const more = [{ path: bundleFiles.sample, read: () => text }]
    return handOut(call, { out, selection, logs: picked(logs, drawn), more })
  }
  if (call.isJson) say(call, JSON.stringify({ ...shownDraw(draw), entries: await proven(drawn), recorded: entry }))
  else for (const line of linesOf(call, draw)) say(call, line)
  return 0
}

/** @throws UsageError */
function askedOf(call: CommandCall): Period & { readonly seed: string; readonly count: number } {
  const [period, seed, count] = [periodOf(call), optionText(call, 'seed'), optionNumber(call, 'n')]
  if (period === undefined || seed === undefined || count === undefined) {
    throw new UsageError({
      de: 'verlangt --from DAY --to DAY --n N --seed SEED',
      en: 'wants --from DAY --to DAY --n N --seed SEED',
    })
  }
  if (count < 1 || count > drawnMax) {
    throw new UsageError({ de: `--n ist 1 bis ${drawnMax}`, en: `--n is 1 to ${drawnMax}` })
  }
  if (!/^[!#-[\]-~]{1,255}$/.test(seed)) {
    throw new UsageError({
      de: '--seed ist sichtbares ASCII ohne Leerzeichen und Anführungszeichen, höchstens 255 Zeichen',
      en: '--seed is visible ASCII without blanks and quotes, 255 characters at most',
    })
  }
  return { ...period, seed, count }
}

async function drawFrom(
  logs: readonly FrozenLog[],
  asked: Period & { readonly seed: string; readonly count: number },
): Promise<Draw> {
  const urn = new Urn(asked.count)
  const byType = new Map<string, number>()
  let population = 0
  for (const log of logs) {
    await mustHold(log)
    await eachEntry(log, (index, entry) => {
      if (!isWithin(entry, asked)) return
      population++
      const { type } = entry.draft
      byType.set(type, (byType.get(type) ?? 0) + 1)
      urn.put({ log, index, type, timeMs: entry.stamp.timeMs, lot: lotOf(asked.seed, log.origin, index) })
    })
  }
  const sorted = [...byType].sort(([one], [other]) => (one < other ? -1 : 1))
  return { ...asked, population, byType: Object.fromEntries(sorted), drawn: urn.drawn() }
}

/** Decides whether an entry is drawn. None of the three parts can hold a 00. */
function lotOf(seed: string, origin: string, index: number): string {
  return formatHex(sha256(encodeUtf8(`${seed}\0${origin}\0${index}`)))
}

/** Keeps the smallest lots, as many as are asked for. */
class Urn {
  readonly #size: number
  #kept: Drawn[] = []

  constructor(size: number) {
    this.#size = size
  }

  put(drawn: Drawn): void {
    this.#kept.push(drawn)
    // Sorting now and then keeps it bounded without a search for each entry of millions.
    if (this.#kept.length >= 4 * this.#size) this.#kept = this.drawn()
  }

  drawn(): Drawn[] {
    return this.#kept.toSorted((one, other) => (one.lot < other.lot ? -1 : 1)).slice(0, this.#size)
  }
}

function shownDraw({ from, to, seed, count, population, byType, drawn }: Draw) {
  return {
    algorithm: 'the entries of the period with the smallest sha256(seed 00 origin 00 index), index in decimal',
    from,
    to,
    seed,
    asked: count,
    population,
    byType,
    drawn: drawn.map(({ log, index, type, timeMs, lot }) => ({ origin: log.origin, index, type, timeMs, lot })),
  }
}

async function proven(drawn: readonly Drawn[]) {
  const text = new TextDecoder()
  return Promise.all(
    drawn.map(async ({ log, index }) => {
      const { entry, proof, leafHash } = await shownBy(log, index)
      return { origin: log.origin, index, leafHash, entry: text.decode(entry), proof: text.decode(proof) }
    }),
  )
}

function picked(logs: readonly FrozenLog[], drawn: readonly Drawn[]): readonly Picked[] {
  return logs.flatMap((log) => {
    const indices = drawn.filter((one) => one.log === log).map(({ index }) => index)
    return indices.length === 0 ? [] : [{ log, indices: indices.sort((one, other) => one - other) }]
  })
}

function linesOf({ language }: CommandCall, { population, byType, drawn, seed }: Draw): readonly string[] {
  const types = Object.entries(byType).map(([type, count]) => `${type} ${count}`)
  const head = {
    de: `Grundgesamtheit: ${population} Einträge (${types.join(', ')}). Gezogen mit ${seed}: ${drawn.length}.`,
    en: `Population: ${population} entries (${types.join(', ')}). Drawn with ${seed}: ${drawn.length}.`,
  }[language]
  const rows = drawn.map(
    ({ log, index, type, timeMs }) => `${log.origin} ${index} ${type} ${new Date(timeMs).toISOString()}`,
  )
  return [head, ...rows]
}
