// Another catalogue of licences: what it would change is shown first, and nothing changes before somebody confirms exactly that.
import { resolve } from 'node:path'

import type { CatalogueView } from '@stellwerk/contract/catalogue-office'
import type { Config } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'
import { catalogueChanges, type EntryChange } from '@stellwerk/licences/pack/changes'
import { PackRefused } from '@stellwerk/licences/pack/refused'

import {
  builtInCatalogue,
  type CatalogueStanding,
  chosenCatalogue,
  importedCatalogue,
  viewOf,
} from '../catalogue-in-force.ts'
import type { LoadedConfig } from '../config.ts'
import { openPack, packBytes, publisherKeys, type SignedPack } from '../licence-pack-file.ts'
import { type Confirmed, LicencePackStore } from '../licence-pack-store.ts'
import { type CommandCall, type CommandSpec, type ExitCode, note, optionText, say, UsageError } from './command.ts'
import { askControl, controlSocketPath, NoServer } from './control-client.ts'
import {
  changeLines,
  type LampTurn,
  lampTurns,
  packHeading,
  readOrRefused,
  standingLines,
  turnLines,
} from './licences-pack-words.ts'

const confirmOptions = [
  {
    name: 'confirm',
    value: 'DIGEST',
    help: {
      de: 'Prüfsumme dessen, was gelten soll, wie sie gezeigt wurde; ohne sie wird gefragt',
      en: 'Digest of what is to be in force, as it was shown; without it you are asked',
    },
  },
  {
    name: 'reason',
    value: 'TEXT',
    help: {
      de: 'Warum; am besten ein Aktenzeichen. Liegt nur im Tresor',
      en: 'Why; a file reference is best. Lies in the vault only',
    },
  },
  {
    name: 'by',
    value: 'NAME',
    help: {
      de: 'Wer es bestätigt (sonst das angemeldete Konto). Liegt nur im Tresor',
      en: 'Who confirms it (otherwise the account that is logged in). Lies in the vault only',
    },
  },
] as const

const importCommand: CommandSpec = {
  words: 'licences pack import',
  argument: 'FILE',
  summary: {
    de: 'Ein Lizenzpaket prüfen, zeigen, was sich ändert, und nach Bestätigung in Kraft setzen',
    en: 'Check a licence pack, show what changes, and put it in force once confirmed',
  },
  details: {
    de: 'Zeigt Eintrag für Eintrag, was sich ändert, und welche Lizenzlampen welcher Routen sich ändern. Ohne Bestätigung ändert sich nichts. Ein laufender Server vermerkt es im Protokoll und rechnet dann die Lampen neu; ohne Server tut das der nächste Start. Rückgabewert: 0 gilt jetzt, 1 nicht genommen oder nicht bestätigt.',
    en: 'Shows entry by entry what changes, and which licence lamps of which routes turn. Without confirmation nothing changes. A running server puts it on record and recomputes the lamps then; without one the next start does. Exit status: 0 in force now, 1 not taken or not confirmed.',
  },
  options: [
    ...confirmOptions,
    {
      name: 'allow-older',
      help: {
        de: 'Auch ein älteres Paket nehmen, als schon galt; verlangt --reason',
        en: 'Take a pack that is older than one that was in force as well; wants --reason',
      },
    },
  ],
  run: (call) => readOrRefused(call, () => importPack(call)),
}

const removeCommand: CommandSpec = {
  words: 'licences pack remove',
  summary: {
    de: 'Zurück zum Katalog des Programms, nach Bestätigung',
    en: 'Back to the catalogue of the program, once confirmed',
  },
  details: {
    de: 'Zeigt wie import zuerst, was sich ändert. Das Paket bleibt im Datenverzeichnis liegen.',
    en: 'Shows first what changes, as import does. The pack stays in the data directory.',
  },
  options: confirmOptions,
  run: (call) => readOrRefused(call, () => removePack(call)),
}

const statusCommand: CommandSpec = {
  words: 'licences pack status',
  summary: {
    de: 'Welcher Lizenzkatalog gilt, wie alt er ist und woher er kommt',
    en: 'Which catalogue of licences is in force, how old it is, and where it is from',
  },
  details: { de: 'Rückgabewert: 0 brauchbar, 1 alt oder keiner.', en: 'Exit status: 0 of use, 1 old or none.' },
  options: [],
  run: status,
}

const listCommand: CommandSpec = {
  words: 'licences pack list',
  summary: { de: 'Importierte Lizenzpakete zeigen', en: 'Show licence packs that were imported' },
  options: [],
  run: list,
}

export const packCommands: readonly CommandSpec[] = [importCommand, removeCommand, statusCommand, listCommand]

/** What somebody is asked to confirm. */
interface Proposal {
  /** Of the pack, or of the catalogue of the program. */
  readonly digest: string
  readonly standing: Exclude<CatalogueStanding, { readonly state: 'unusable' }>
  readonly heading: readonly string[]
  readonly file?: Uint8Array
}

async function importPack(call: CommandCall): Promise<ExitCode> {
  const loaded = call.loadConfig()
  const keys = publisherKeys(loaded.config.licences.packs.trusted)
  const file = packBytes(resolve(call.io.cwd, call.argument))
  const signed = await openPack(file, keys)
  mustBeOfToday(signed, call.wiring.now())
  const store = new LicencePackStore(loaded.config.data)
  const before = await chosenCatalogue(loaded.config, store)
  if (before.state === 'pack' && before.signed.digest === signed.digest) return isAlreadyInForce(call, loaded)
  if (!mayBeOlder(call)) mustBeNewer(signed, before, await importedPacks(loaded.config, store))
  const standing = { ...importedCatalogue(signed), chosen: { digest: signed.digest, confirmed: confirmedBy(call) } }
  return propose(call, loaded, before, {
    digest: signed.digest,
    standing,
    heading: packHeading(signed, call.language),
    file,
  })
}

async function removePack(call: CommandCall): Promise<ExitCode> {
  const loaded = call.loadConfig()
  const before = await chosenCatalogue(loaded.config)
  if (before.state === 'builtIn') return isAlreadyInForce(call, loaded)
  const own = builtInCatalogue()
  const standing = { state: 'builtIn', ...own, chosen: { confirmed: confirmedBy(call) } } as const
  const view = viewOf(standing, whenOf(call, loaded.config))
  return propose(call, loaded, before, { digest: own.digest, standing, heading: standingLines(view, call.language) })
}

async function isAlreadyInForce(call: CommandCall, loaded: LoadedConfig): Promise<ExitCode> {
  // A server that could not be told before hears of it now.
  const view =
    (await tellServer(call, loaded)) ?? viewOf(await chosenCatalogue(loaded.config), whenOf(call, loaded.config))
  if (call.isJson) say(call, JSON.stringify({ changed: false, catalogue: view }))
  else say(call, { de: 'Dieser Katalog gilt schon.', en: 'This catalogue is in force already.' }[call.language])
  return 0
}

async function propose(
  call: CommandCall,
  loaded: LoadedConfig,
  before: CatalogueStanding,
  proposal: Proposal,
): Promise<ExitCode> {
  const entries = before.state === 'unusable' ? [] : before.catalogue.entries
  const changes = catalogueChanges(entries, proposal.standing.catalogue.entries)
  const turns = lampTurns(
    await call.wiring.licenceLamps(loaded, before),
    await call.wiring.licenceLamps(loaded, proposal.standing),
  )
  if (!call.isJson) tellProposal(call, proposal, changes, turns)
  const { digest, standing, file } = proposal
  const isConfirmed = await confirmed(call, digest)
  if (isConfirmed)
    new LicencePackStore(loaded.config.data).choose(standing.chosen ?? { confirmed: confirmedBy(call) }, file)
  const view = isConfirmed ? await tellServer(call, loaded) : undefined
  if (call.isJson)
    say(
      call,
      JSON.stringify({
        digest,
        changes: toldChanges(changes, call),
        turns: toldTurns(turns, call),
        changed: isConfirmed,
        catalogue: view,
      }),
    )
  else if (isConfirmed) say(call, (view === undefined ? atNextStart : onRecord)[call.language])
  return isConfirmed ? 0 : 1
}

const atNextStart: Text = {
  de: 'Bestätigt. Kein Server läuft: Der nächste Start vermerkt es im Protokoll und setzt es in Kraft.',
  en: 'Confirmed. No server runs: the next start puts it on record and in force.',
}
const onRecord: Text = {
  de: 'Bestätigt, im Protokoll vermerkt und in Kraft. Die Lampen sind neu gerechnet.',
  en: 'Confirmed, on record and in force. The lamps are recomputed.',
}

function tellProposal(
  call: CommandCall,
  { heading }: Proposal,
  changes: readonly EntryChange[],
  turns: readonly LampTurn[],
): void {
  const { language } = call
  for (const line of [...heading, '', ...changeLines(changes, language), '', ...turnLines(turns, language), '']) {
    say(call, line)
  }
}

function toldChanges(changes: readonly EntryChange[], { language }: CommandCall): readonly object[] {
  return changes.map((change) =>
    change.kind === 'changed'
      ? { ...change, points: change.points.map((point) => ({ ...point, text: point.text[language] })) }
      : change,
  )
}

function toldTurns(turns: readonly LampTurn[], { language }: CommandCall): readonly object[] {
  return turns.map((turn) => ({ ...turn, deciding: turn.deciding.map((text) => text[language]) }))
}

/** Only the whole digest, so that what is confirmed is what was shown. */
async function confirmed(call: CommandCall, digest: string): Promise<boolean> {
  const given = optionText(call, 'confirm')
  if (given !== undefined) {
    if (given === digest) return true
    note(
      call,
      {
        de: `--confirm nennt etwas anderes als ${digest}: nichts geändert.`,
        en: `--confirm names something else than ${digest}: nothing changed.`,
      }[call.language],
    )
    return false
  }
  const question = { de: 'In Kraft setzen? Bitte „ja“ eingeben: ', en: 'Put it in force? Please type "yes": ' }
  const answer = call.isJson ? undefined : await call.wiring.ask(question[call.language])
  if (answer !== undefined && /^(ja|yes)$/i.test(answer.trim())) return true
  note(
    call,
    { de: `Nichts geändert. Bestätigen: --confirm ${digest}`, en: `Nothing changed. To confirm: --confirm ${digest}` }[
      call.language
    ],
  )
  return false
}

/** What a running server says after it looked; undefined where none runs. */
async function tellServer(call: CommandCall, { config }: LoadedConfig): Promise<CatalogueView | undefined> {
  try {
    const path = '/api/licence-catalogue/renew'
    const ask = {
      socketPath: controlSocketPath(config.data),
      language: call.language,
      method: 'POST',
      path,
      body: {},
    } as const
    // The other end of a socket that only its owner can open is the same program: its answers are taken as they are.
    return (await askControl(ask)) as CatalogueView
  } catch (error) {
    if (error instanceof NoServer) return undefined
    throw error
  }
}

function confirmedBy(call: CommandCall): Confirmed {
  const { env } = call.io
  const by = optionText(call, 'by') ?? (env['SUDO_USER'] || env['USER'] || env['LOGNAME'] || 'operator')
  const reason = optionText(call, 'reason') ?? ''
  if (by.length <= 200 && reason.length <= 2_000) return { by, reason }
  throw new UsageError({
    de: '--by hat höchstens 200 und --reason höchstens 2000 Zeichen',
    en: '--by has at most 200 and --reason at most 2000 characters',
  })
}

/** @throws UsageError */
function mayBeOlder(call: CommandCall): boolean {
  if (!call.options.has('allow-older')) return false
  if ((optionText(call, 'reason') ?? '').trim() !== '') return true
  throw new UsageError({ de: '--allow-older verlangt --reason TEXT', en: '--allow-older wants --reason TEXT' })
}

function todayOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10)
}

function whenOf(call: CommandCall, { licences }: Config) {
  return { today: todayOf(call.wiring.now()), warnAfterDays: licences.packs.warnAfterDays }
}

/** One that is dated ahead would never be old. Somewhere it is tomorrow already. */
function mustBeOfToday({ pack }: SignedPack, nowMs: number): void {
  const tomorrow = todayOf(nowMs + 86_400_000)
  if (pack.asOf <= tomorrow) return
  throw new PackRefused('pack_from_tomorrow', {
    de: `Das Paket ist auf ${pack.asOf} datiert, und heute ist ${todayOf(nowMs)}. Die Uhr prüfen; sonst beim Herausgeber nachfragen.`,
    en: `The pack is dated ${pack.asOf}, and today is ${todayOf(nowMs)}. Check the clock; otherwise ask its publisher.`,
  })
}

/** An old pack, put in place of a newer one, would bring back readings that were corrected since. */
function mustBeNewer(
  { pack, publisher }: SignedPack,
  before: CatalogueStanding,
  imported: readonly SignedPack[],
): void {
  const ofPublisher = imported.filter((one) => one.publisher === publisher)
  const serial = Math.max(0, ...ofPublisher.map((one) => one.pack.serial))
  const days = [
    ...(before.state === 'unusable' ? [builtInCatalogue().catalogue.asOf] : [before.catalogue.asOf]),
    ...imported.map((one) => one.pack.asOf),
  ]
  const newest = days.toSorted().at(-1) ?? ''
  if (pack.serial > serial && pack.asOf >= newest) return
  const [have, was] = [`${pack.serial} / ${pack.asOf}`, `${serial} / ${newest}`]
  throw new PackRefused('pack_older', {
    de: `Das Paket (Nummer / Stand ${have}) ist nicht neuer, als was hier schon galt oder importiert ist (${was}). Wenn es trotzdem gelten soll: --allow-older --reason TEXT.`,
    en: `The pack (serial / as of ${have}) is not newer than what was in force or imported here (${was}). If it is to be in force all the same: --allow-older --reason TEXT.`,
  })
}

/** Imported packs that hold today; others are no measure for anything. */
async function importedPacks(config: Config, store: LicencePackStore): Promise<readonly SignedPack[]> {
  const keys = publisherKeys(config.licences.packs.trusted)
  const opened = store.digests().map((digest) => openPack(store.bytesOf(digest), keys).catch(ifRefused))
  return (await Promise.all(opened)).flatMap((one) => (one === undefined ? [] : [one]))
}

function ifRefused(error: unknown): undefined {
  if (error instanceof PackRefused) return undefined
  throw error
}

async function status(call: CommandCall): Promise<ExitCode> {
  const { config } = call.loadConfig()
  const view = viewOf(await chosenCatalogue(config), whenOf(call, config))
  if (call.isJson) say(call, JSON.stringify(view))
  else for (const line of standingLines(view, call.language)) say(call, line)
  return view.state === 'unusable' || view.isOld === true ? 1 : 0
}

async function list(call: CommandCall): Promise<ExitCode> {
  const { config } = call.loadConfig()
  const store = new LicencePackStore(config.data)
  const standing = await chosenCatalogue(config, store)
  const current = standing.state === 'pack' ? standing.signed.digest : undefined
  const known = new Map((await importedPacks(config, store)).map((one) => [one.digest, one]))
  const packs = store.digests().map((digest) => {
    const signed = known.get(digest)
    const told =
      signed === undefined ? {} : { publisher: signed.publisher, serial: signed.pack.serial, asOf: signed.pack.asOf }
    return { digest, isInForce: digest === current, isTrusted: signed !== undefined, ...told }
  })
  if (call.isJson) say(call, JSON.stringify({ packs }))
  else if (packs.length === 0) say(call, { de: 'Nichts importiert.', en: 'Nothing imported.' }[call.language])
  else
    for (const { digest, isInForce, publisher, serial, asOf } of packs) {
      const mark = isInForce ? '*' : ' '
      const what =
        publisher === undefined
          ? { de: 'kein vertrauter Schlüssel', en: 'no trusted key' }[call.language]
          : `${asOf} ${publisher} ${serial}`
      say(call, `${mark} ${digest}  ${what}`)
    }
  return 0
}
