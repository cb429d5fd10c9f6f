// `stellwerk journal export`: an evidence bundle for somebody who does not trust us.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import {
  type BundleManifest,
  type BundleSelection,
  bundleFiles,
  bundleFormat,
  type BundledLog,
  entryFiles,
  formatManifest,
  logDirectory,
  runsOf,
} from '@stellwerk/contract/journal/bundle'
import type { RecordedAt } from '@stellwerk/contract/journal/bundle-office'
import { parseEntry } from '@stellwerk/contract/journal/parse'
import type { Text } from '@stellwerk/contract/language'
import { formatHex } from '@stellwerk/tlog/format/bytes'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import { formatVerifierKey, parseNote } from '@stellwerk/tlog/format/note'
import { inclusionProof, ProofRefused, verifyInclusion } from '@stellwerk/tlog/format/proof'
import { checkpointPath, formatEntryBundle, type Tile, tilePath, tilesOf, tileWidth } from '@stellwerk/tlog/format/tile'
import { hashesFromTiles, readEntries, readTile } from '@stellwerk/tlog/format/tile-hashes'
import { formatTlogProof } from '@stellwerk/tlog/format/tlog-proof'
import { leafHash } from '@stellwerk/tlog/format/tree'
import { verifyEntry } from '@stellwerk/tlog/verify/entry'

import { filesBelow } from '../log-folder.ts'
import { sha256 } from '../primitives.ts'
import { OutputRules } from './bundle-output-rules.ts'
import type { CommandCall, CommandSpec, ExitCode, OpenedVault } from './command.ts'
import { optionText, say, UsageError } from './command.ts'
import { bundleTexts } from './journal-bundle-texts.ts'
import { type BundleContent, describedFiles, mustBeNew, writeBundle } from './journal-bundle-writer.ts'
import { disclosedFields, disclosureOf, discloseOption } from './journal-disclosure.ts'
import { atEvidenceOffice } from './journal-office.ts'
import { entryCount } from './journal-report.ts'
import {
  eachEntry,
  type FrozenLog,
  frozenLogs,
  isWithin,
  LogRefuted,
  mustHold,
  type Period,
  periodOf,
  periodOptions,
  requestIdOf,
} from './journal-picked.ts'
import { logOption, primitives, vkeyOption } from './journal-trust.ts'

/** Entries of an excerpt. With more, the whole log is the smaller bundle. */
const excerptEntriesMax = 100_000

/** Entries of a log, ascending. */
export interface Picked {
  readonly log: FrozenLog
  readonly indices: readonly number[]
}

export const bundleOptions = [
  logOption,
  vkeyOption,
  discloseOption,
  {
    name: 'recipient',
    value: 'TEXT',
    help: {
      de: 'An wen das Bündel geht; im Protokoll steht nur eine Festlegung darauf',
      en: 'Who gets the bundle; the journal holds only a commitment to it',
    },
  },
  {
    name: 'reason',
    value: 'TEXT',
    help: { de: 'Weshalb, etwa ein Aktenzeichen; ebenso', en: 'Why, for example a file reference; likewise' },
  },
  {
    name: 'out',
    value: 'FILE',
    help: {
      de: 'Datei des Bündels (tar); mit einem / am Ende ein Ordner',
      en: 'File of the bundle (tar); with a / at the end a folder',
    },
  },
] as const

export const exportCommand: CommandSpec = {
  words: 'journal export',
  summary: { de: 'Ein Beweisbündel schreiben', en: 'Write an evidence bundle' },
  details: {
    de: 'Ohne Auswahl alle Protokolle der Anlage, ganz. Mit --from und --to, --index oder --request-id ein Auszug: die Einträge, je mit Beweis. Im Bündel liegen Checkpoint, Unterschriften der Zeugen, Zeitstempel und Anleitungen; prüfen lässt es sich ohne Stellwerk. Dass und was exportiert wurde, steht danach selbst im Protokoll.',
    en: 'Without a selection all logs of the installation, whole. With --from and --to, --index or --request-id an excerpt: the entries, each with its proof. The bundle holds checkpoint, signatures of witnesses, time-stamps and instructions; it can be verified without Stellwerk. That and what was exported is then itself in the journal.',
  },
  options: [
    ...periodOptions,
    {
      name: 'index',
      value: 'N,N-M',
      help: { de: 'Einträge nach Nummer, etwa 5,7-9', en: 'Entries by number, for example 5,7-9' },
    },
    {
      name: 'request-id',
      value: 'ID',
      help: { de: 'Alle Einträge zu einem Aufruf', en: 'All entries about a call' },
    },
    ...bundleOptions,
  ],
  run: exportBundle,
}

async function exportBundle(call: CommandCall): Promise<ExitCode> {
  const out = outOf(call)
  const logs = await frozenLogs(call)
  const asked = askedOf(call)
  if (asked.kind === 'whole') {
    if (optionText(call, 'disclose') !== undefined) throw tooMuchDisclosed
    for (const log of logs) await mustHold(log)
    return handOut(call, { out, selection: asked, logs: logs.map((log) => ({ log })) })
  }
  const { selection, picked } = await pick(asked, logs)
  return handOut(call, { out, selection, logs: picked })
}

/** @throws UsageError */
export function outOf(call: CommandCall): string {
  const out = optionText(call, 'out')
  if (out === undefined) throw new UsageError({ de: '--out FILE fehlt', en: '--out FILE is missing' })
  mustBeNew(out)
  return out
}

const tooMuchDisclosed = new UsageError({
  de: '--disclose braucht eine Auswahl: --index, --request-id oder --from und --to',
  en: '--disclose needs a selection: --index, --request-id, or --from and --to',
})

type Asked =
  | { readonly kind: 'whole' }
  | { readonly kind: 'indices'; readonly indices: readonly number[] }
  | { readonly kind: 'request'; readonly requestId: string }
  | ({ readonly kind: 'period' } & Period)

/** @throws UsageError */
function askedOf(call: CommandCall): Asked {
  const [index, requestId, period] = [optionText(call, 'index'), optionText(call, 'request-id'), periodOf(call)]
  if ([index, requestId, period].filter((one) => one !== undefined).length > 1) {
    throw new UsageError({
      de: 'nur eines von --index, --request-id und --from mit --to',
      en: 'only one of --index, --request-id, and --from with --to',
    })
  }
  if (index !== undefined) return { kind: 'indices', indices: indicesIn(index) }
  if (requestId !== undefined) return { kind: 'request', requestId }
  return period === undefined ? { kind: 'whole' } : { kind: 'period', ...period }
}

/** @throws UsageError */
function indicesIn(text: string): readonly number[] {
  const found = new Set<number>()
  for (const part of text.split(/[\s,]+/)) {
    const [, first, last = first] = /^(0|[1-9]\d{0,14})(?:-(0|[1-9]\d{0,14}))?$/.exec(part) ?? []
    if (first === undefined || last === undefined || Number(last) < Number(first)) {
      throw new UsageError({
        de: '--index verlangt Nummern wie 5,7-9',
        en: '--index wants numbers such as 5,7-9',
      })
    }
    for (let index = Number(first); index <= Number(last); index++) {
      if (found.size >= excerptEntriesMax) throw tooMany
      found.add(index)
    }
  }
  return [...found].sort((one, other) => one - other)
}

const tooMany = new UsageError({
  de: `ein Auszug hat höchstens ${excerptEntriesMax} Einträge; ohne Auswahl wird das ganze Protokoll exportiert`,
  en: `an excerpt has at most ${excerptEntriesMax} entries; without a selection the whole log is exported`,
})

async function pick(
  asked: Exclude<Asked, { readonly kind: 'whole' }>,
  logs: readonly FrozenLog[],
): Promise<{ readonly selection: BundleSelection; readonly picked: readonly Picked[] }> {
  const picked = await pickedFrom(asked, logs)
  if (picked.length === 0) {
    throw new UsageError({ de: 'dazu gibt es keine Einträge', en: 'there are no such entries' })
  }
  const selection: BundleSelection = asked.kind === 'indices' ? { kind: 'indices' } : asked
  return { selection, picked }
}

async function pickedFrom(asked: Exclude<Asked, { kind: 'whole' }>, logs: readonly FrozenLog[]): Promise<Picked[]> {
  if (asked.kind === 'indices') {
    const log = logs.at(-1)
    const last = asked.indices.at(-1) ?? 0
    if (log === undefined || last < log.size) return log === undefined ? [] : [{ log, indices: asked.indices }]
    throw new UsageError({
      de: `einen Eintrag ${last} gibt es in ${log.path} nicht; es hat ${log.size}`,
      en: `there is no entry ${last} in ${log.path}; it has ${log.size}`,
    })
  }
  const picked: Picked[] = []
  let count = 0
  for (const log of logs) {
    await mustHold(log)
    const indices: number[] = []
    await eachEntry(log, (index, entry) => {
      const isMeant = asked.kind === 'period' ? isWithin(entry, asked) : requestIdOf(entry.draft) === asked.requestId
      if (!isMeant) return
      if (++count > excerptEntriesMax) throw tooMany
      indices.push(index)
    })
    if (indices.length > 0) picked.push({ log, indices })
  }
  return picked
}

/** What goes out: whole logs, or some entries of them. */
export interface HandOut {
  readonly out: string
  readonly selection: BundleSelection
  readonly logs: readonly { readonly log: FrozenLog; readonly indices?: readonly number[] | undefined }[]
  /** Beside the logs. */
  readonly more?: readonly BundleContent[]
}

/**
 * Writes a bundle, once the journal says so: what leaves the house is on record first.
 *
 * @throws LogRefuted, UsageError, and what the journal throws; nothing is written then
 */
export async function handOut(call: CommandCall, what: HandOut): Promise<ExitCode> {
  const fields = disclosedFields(call)
  const vault = fields.length === 0 ? undefined : await call.wiring.openVault(call.loadConfig())
  try {
    const { contents, manifest } = await bundleOf(call, what, { fields, vault })
    const described = describedFiles(contents)
    const bytes = new TextEncoder().encode(formatManifest({ ...manifest, files: described }))
    const entries = await recordExport(call, what, formatHex(sha256(bytes)))
    // If we stop here, the journal names an export that nobody got. The reverse would be a lie.
    writeBundle(what.out, { contents, described, manifest: bytes })
    tell(call, what, { entries, files: described.length + 2 })
    return 0
  } finally {
    vault?.close()
  }
}

function recordExport(call: CommandCall, { logs }: HandOut, manifest: string): Promise<readonly RecordedAt[]> {
  const [recipient, reason] = [optionText(call, 'recipient'), optionText(call, 'reason')]
  return atEvidenceOffice(call, (office) =>
    office.exported({
      logs: logs.map(({ log: { origin, size } }) => ({ origin, size })),
      manifest,
      ...(recipient === undefined ? {} : { recipient }),
      ...(reason === undefined ? {} : { reason }),
    }),
  )
}

function tell(
  call: CommandCall,
  { out, logs, selection }: HandOut,
  { entries, files }: { readonly entries: readonly RecordedAt[]; readonly files: number },
): void {
  const shown = logs.map(({ log, indices }) => ({
    origin: log.origin,
    size: log.size,
    entries: indices?.length ?? log.size,
  }))
  if (call.isJson) return say(call, JSON.stringify({ out, selection, logs: shown, files, recorded: entries }))
  const count = shown.reduce((sum, log) => sum + log.entries, 0)
  const where = entries.map(({ origin, index }) => `${origin} ${index}`).join(', ')
  const text: Text = {
    de: `${out}: ${entryCount(count).de} in ${files} Dateien. Im Protokoll steht der Export unter ${where}.`,
    en: `${out}: ${entryCount(count).en} in ${files} files. The journal has the export at ${where}.`,
  }
  say(call, text[call.language])
}

async function bundleOf(
  call: CommandCall,
  what: HandOut,
  disclosure: { readonly fields: readonly string[]; readonly vault: OpenedVault | undefined },
): Promise<{ readonly contents: readonly BundleContent[]; readonly manifest: Omit<BundleManifest, 'files'> }> {
  const contents: BundleContent[] = [...(what.more ?? [])]
  const logs: BundledLog[] = []
  const outputRules = new OutputRules(disclosure.fields)
  const stamped = new Map<string, number>()
  for (const { log, indices } of what.logs) {
    const directory = logDirectory(log.origin)
    const stamp = latestStamp(log)
    if (stamp !== undefined) {
      stamped.set(directory, stamp.size)
      contents.push(...stamp.files)
    }
    contents.push({ path: `${directory}/${checkpointPath}`, read: () => log.note })
    if (indices === undefined) contents.push(...(await wholeFiles(log)))
    else contents.push(...(await excerptFiles({ log, indices }, { stamp, outputRules, ...disclosure })))
    logs.push({
      origin: log.origin,
      directory,
      size: log.size,
      root: log.root,
      scope: indices === undefined ? 'whole' : 'excerpt',
      ...(indices === undefined ? {} : { entries: runsOf(indices) }),
    })
  }
  contents.push(...(await outputRules.contents(call)))
  const vkeys = new Map(what.logs.map(({ log }) => [log.origin, vkeyOf(log)] as const))
  const policy = new TextEncoder().encode(policyText(call, [...vkeys.values()]))
  contents.push({ path: bundleFiles.policy, read: () => policy })
  contents.push(...bundleTexts({ logs, disclosed: disclosure.fields, vkeys, stamped }))
  const manifest = {
    format: bundleFormat,
    version: call.wiring.version,
    exportedAt: Math.floor(call.wiring.now()),
    selection: what.selection,
    logs,
    disclosed: disclosure.fields,
  } as const
  return { contents, manifest }
}

function vkeyOf({ origin, trust }: FrozenLog): string {
  const key = trust.logs.find(({ name }) => name === origin)
  return key === undefined ? '' : formatVerifierKey(key)
}

/** A policy names each key once, so the newest log stands for all of them. */
function policyText(call: CommandCall, vkeys: readonly string[]): string {
  const { witnesses } = call.loadConfig().config.journal
  const lines = witnesses.map(({ vkey }) => `witness ${vkey.slice(0, vkey.indexOf('+'))} ${vkey}`)
  return [
    '# As the exporter states it. How many witnesses are enough is for the one who verifies to say: put your own file here.',
    `log ${vkeys.at(-1)}`,
    ...vkeys.slice(0, -1).map((vkey) => `# the same key under the name of an earlier log: ${vkey}`),
    ...lines,
    'quorum none',
    '',
  ].join('\n')
}

/** Every tile and every entry. Full ones never change and are read as they are needed; the others are read now. */
async function wholeFiles(log: FrozenLog): Promise<readonly BundleContent[]> {
  const directory = logDirectory(log.origin)
  const files: BundleContent[] = []
  for (const tile of tilesOf(log.size)) {
    const { path, bytes } = await tileNow(log, tile)
    files.push({ path: `${directory}/${path}`, read: bytes ?? (() => fileIn(log, path)) })
  }
  return files
}

async function tileNow(log: FrozenLog, tile: Tile) {
  if (tile.width === tileWidth) return { path: tilePath(tile), bytes: undefined }
  // A full tile that has taken the place of the partial one reaches beyond the size; what belongs to it is its beginning.
  const own =
    tile.level === 'entries'
      ? formatEntryBundle(await readEntries(tile, log.read))
      : new Uint8Array(await readTile(tile, log.read))
  return { path: tilePath(tile), bytes: () => own }
}

function fileIn({ path: folder }: FrozenLog, path: string): Uint8Array {
  const file = join(folder, path)
  if (!existsSync(file)) throw new LogRefuted(file)
  return new Uint8Array(readFileSync(file))
}

interface LatestStamp {
  readonly size: number
  readonly note: Uint8Array
  readonly files: readonly BundleContent[]
}

/** The newest time-stamp beside the log that is not newer than the checkpoint. */
function latestStamp(log: FrozenLog): LatestStamp | undefined {
  const sizes = filesBelow(log.path, 'timestamps').flatMap((path) => {
    const [, size] = /^timestamps\/(\d{1,15})\.tsr$/.exec(path) ?? []
    return size === undefined || Number(size) > log.size ? [] : [Number(size)]
  })
  const size = sizes.sort((one, other) => one - other).at(-1)
  if (size === undefined) return undefined
  const [token, note] = [fileIn(log, `timestamps/${size}.tsr`), fileIn(log, `timestamps/${size}.checkpoint`)]
  const directory = `${logDirectory(log.origin)}/timestamps`
  return {
    size,
    note,
    files: [
      { path: `${directory}/${size}.tsr`, read: () => token },
      { path: `${directory}/${size}.checkpoint`, read: () => note },
    ],
  }
}

async function excerptFiles(
  { log, indices }: Picked,
  with_: {
    readonly stamp: LatestStamp | undefined
    readonly outputRules: OutputRules
    readonly fields: readonly string[]
    readonly vault: OpenedVault | undefined
  },
): Promise<readonly BundleContent[]> {
  const directory = logDirectory(log.origin)
  const files: BundleContent[] = []
  for (const index of indices) {
    const names = entryFiles(index)
    const { entry, proof } = await shownBy(log, index)
    files.push({ path: `${directory}/${names.entry}`, read: () => entry })
    files.push({ path: `${directory}/${names.proof}`, read: () => proof })
    if (with_.stamp !== undefined && index < with_.stamp.size) {
      const stamped = await stampedProof(log, index, with_.stamp.note)
      files.push({ path: `${directory}/${names.stampedProof}`, read: () => stamped })
    }
    if (with_.vault !== undefined) {
      const { fields, vault } = with_
      const parsed = parseEntry(entry)
      with_.outputRules.note(parsed.draft)
      files.push(...disclosureOf(parsed, { origin: log.origin, index, fields, vault }))
    }
  }
  return files
}

/** The entry and its proof. @throws LogRefuted */
export async function shownBy(
  { path, read, trust }: FrozenLog,
  index: number,
): Promise<{ readonly entry: Uint8Array; readonly proof: Uint8Array; readonly leafHash: string }> {
  const { shown } = await verifyEntry({ index, read, trust, primitives })
  if (shown === undefined) throw new LogRefuted(path)
  return shown
}

/**
 * That the entry lies below the checkpoint that was stamped. Read from the tiles of today, which hold every node of that
 * smaller tree; its own partial tiles may be gone.
 *
 * @throws LogRefuted
 */
async function stampedProof(log: FrozenLog, index: number, note: Uint8Array): Promise<Uint8Array> {
  try {
    const { size, root } = parseCheckpoint(parseNote(note).text)
    const { entry } = await shownBy(log, index)
    const proof = await inclusionProof({ index, size }, hashesFromTiles(log.size, log.read, sha256), sha256)
    verifyInclusion({ index, size, root, proof, leafHash: leafHash(sha256, entry) }, sha256)
    return formatTlogProof({ index, proof, checkpoint: note })
  } catch (error) {
    if (error instanceof Malformed || error instanceof ProofRefused) throw new LogRefuted(log.path)
    throw error
  }
}
