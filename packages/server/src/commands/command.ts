import type {
  BackupCut,
  BackupMade,
  BackupOffice,
  BackupRestored,
  BackupRestoreWish,
  BackupWish,
} from '@stellwerk/contract/journal/backup'
import type { DoctorFinding } from '@stellwerk/contract/doctor'
import type { EgressReport } from '@stellwerk/contract/egress'
import type { EvidenceOffice } from '@stellwerk/contract/journal/bundle-office'
import type { JournalOffice } from '@stellwerk/contract/journal-office'
import type { LicenceOffice } from '@stellwerk/contract/licence-office'
import type { KeyOffice } from '@stellwerk/contract/key-office'
import type { Language, Text } from '@stellwerk/contract/language'
import type { TermsOffice } from '@stellwerk/contract/terms-office'

import type { CatalogueStanding } from '../catalogue-in-force.ts'
import type { LoadedConfig } from '../config.ts'
import type { InventoryOffice } from '../inventory-office.ts'
import type { FolderLook } from '../licence-works.ts'
import type { EngineOffice } from '../engine-office.ts'
import type { FileModel } from '../file-model.ts'
import type { RouteLamp } from '../route-lamp.ts'
import type { DeploymentRuling } from '../output-rulings.ts'

/** Where a command reads and writes. Everything a command says goes through here, so that tests can listen. */
export interface CommandIo {
  readonly stdout: {
    readonly write: (text: string) => unknown
    /** Columns of the terminal, if it is one. */
    readonly columns?: number
  }
  readonly stderr: { readonly write: (text: string) => unknown; readonly isTTY?: boolean }
  /** Only commands that judge lists read from it. */
  readonly stdin?: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** 0 yes; 1 no (refused, invalid); 2 usage or failure. */
export type ExitCode = 0 | 1 | 2

export interface OptionSpec {
  /** Long name without the dashes. */
  readonly name: string
  /** What stands for the value in the help; without one the option is a switch. */
  readonly value?: string
  /** May be given more than once, with another value each time. */
  readonly isRepeatable?: true
  readonly help: Text
}

/** How a command is called. */
export interface CommandWords {
  /** The words that call it, for example `keys create`. */
  readonly words: string
  /** Name of the argument, if it takes one, or of all that it takes. */
  readonly argument?: string
  readonly isArgumentOptional?: true
  /** How many arguments it takes, where that is not one. */
  readonly argumentsMin?: number
  readonly argumentsMax?: number
  readonly summary: Text
  /** What else a person should know, below the summary. */
  readonly details?: Text
  readonly options: readonly OptionSpec[]
}

export interface CommandSpec extends CommandWords {
  readonly run: (call: CommandCall) => Promise<number>
}

/** A command line that was understood. */
export interface CommandCall {
  /** Empty when the command takes none; present when it takes one. */
  readonly argument: string
  /** All of them, where the command takes several. */
  readonly allArguments: readonly string[]
  /** By long name; `true` for a switch. Several values of one option are read with {@link optionTexts}. */
  readonly options: ReadonlyMap<string, string | true>
  readonly language: Language
  readonly isJson: boolean
  readonly io: CommandIo
  /** The configuration in force: file, environment, and `--data`, `--host`, `--port` … of this call. */
  readonly loadConfig: () => LoadedConfig
  readonly wiring: CommandWiring
}

/** What a running witness has to say to the person who runs it. */
export type WitnessNews =
  | { readonly kind: 'newLog'; readonly origin: string; readonly size: number }
  | { readonly kind: 'fork'; readonly origin: string; readonly size: number }
  | { readonly kind: 'failed'; readonly error: unknown }

/** A witness as this command starts it. The witness itself is a room, so `main.ts` hands it in. */
type OpenWitness = (settings: {
  readonly folder: string
  readonly host: string
  readonly port: number
  readonly log: string | undefined
  readonly family: string | undefined
  readonly name: string | undefined
  readonly tell: (news: WitnessNews) => void
}) => Promise<{ readonly url: string; readonly vkey: string; readonly stop: () => Promise<void> }>

/** What the vault has of entries, opened with its key. Whoever opens it closes it. */
export interface OpenedVault {
  /** `undefined` if the vault never had the entry, or has nothing of it any more. */
  readonly read: (place: { readonly origin: string; readonly index: number }) =>
    | {
        readonly openings: Readonly<Record<string, Uint8Array>>
        readonly values: Readonly<Record<string, Uint8Array>>
      }
    | undefined
  readonly close: () => void
}

/** What a time-stamp says, or why it proves nothing. */
export type StampVerdict =
  | { readonly state: 'valid'; readonly timeMs: number; readonly authority: string }
  | { readonly state: 'refused'; readonly code: string }

/** What `main.ts` hands in, so that commands see no room. */
export interface CommandWiring {
  readonly version: string
  readonly serve: (call: CommandCall) => Promise<number>
  readonly demo: (call: CommandCall) => Promise<number>
  readonly openWitness: OpenWitness
  /** Public key of the installation under the name of a log. */
  readonly logVkey: (dataDirectory: string, origin: string) => string
  /** For reading, while a server runs or not. */
  readonly openVault: (loaded: LoadedConfig) => Promise<OpenedVault>
  /** The journal of the data directory, when no server runs. */
  readonly openEvidenceOffice: (
    loaded: LoadedConfig,
  ) => Promise<{ readonly office: EvidenceOffice; readonly close: () => Promise<void> }>
  /** Checks a time-stamp (RFC 3161) against the complete signed checkpoint that it is of. */
  readonly checkTimestamp: (what: {
    readonly token: Uint8Array
    readonly note: Uint8Array
    readonly rootsPem: string
  }) => StampVerdict
  /** The journal of the data directory, when no server runs; until it is closed, none can start. */
  readonly openBackupOffice: (
    loaded: LoadedConfig,
  ) => Promise<{ readonly office: BackupOffice; readonly close: () => Promise<void> }>
  /** @throws BackupRefused */
  readonly makeBackup: (loaded: LoadedConfig, cut: BackupCut, wish: BackupWish) => Promise<BackupMade>
  /** What there is to say about the installation. Only reads. */
  readonly examine: (loaded: LoadedConfig, world: { readonly isServed: boolean }) => Promise<readonly DoctorFinding[]>
  /** Whom the installation may contact. */
  readonly egress: (loaded: LoadedConfig, how: { readonly mayLookUp: boolean }) => Promise<EgressReport>
  /** @throws BackupRefused */
  readonly restoreBackup: (loaded: LoadedConfig, wish: BackupRestoreWish) => Promise<BackupRestored>
  /** What the licence lamps of all routes show under a catalogue. Changes nothing. */
  readonly licenceLamps: (loaded: LoadedConfig, catalogue: CatalogueStanding) => Promise<readonly RouteLamp[]>
  /** Model files and llama.cpp. */
  readonly openEngineOffice: (
    loaded: LoadedConfig,
    from: { readonly cwd: string; readonly env: CommandIo['env'] },
  ) => EngineOffice
  /** Which models there are: in files, at hubs and at engines. */
  readonly inventory: InventoryOffice
  /** The operator's own model for personal data; undefined where the configuration names none. @throws PrivacyModelUnusable */
  readonly openFileModel: (loaded: LoadedConfig) => Promise<FileModel | undefined>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** The line that somebody types to the question; `undefined` if nobody is there. */
  readonly ask: (question: string) => Promise<string | undefined>
  /** The vault of the data directory, when no server runs. */
  readonly openVaultOffice: (
    loaded: LoadedConfig,
  ) => Promise<{ readonly office: JournalOffice; readonly close: () => Promise<void> }>
  /** The licences of the installation, when no server runs. */
  readonly openLicenceOffice: (
    loaded: LoadedConfig,
  ) => Promise<{ readonly office: LicenceOffice; readonly close: () => Promise<void> }>
  /** Resolves when somebody wants the process to end. */
  readonly untilAsked: () => Promise<void>
  /** Whether answers of each deployment of a use case may train another model; undefined where there is no such use case. */
  /** What lies in the folders of components, as the lamps see it under the catalogue in force. @throws {PackRefused} */
  readonly lookIntoFolders: (loaded: LoadedConfig) => Promise<FolderLook>
  readonly outputRulings: (loaded: LoadedConfig, useCaseId: string) => Promise<readonly DeploymentRuling[] | undefined>
  /** Who has accepted which terms, when no server runs. */
  readonly openTermsOffice: (
    loaded: LoadedConfig,
  ) => Promise<{ readonly office: TermsOffice; readonly close: () => Promise<void> }>
  /** The keys of the store in the data directory, when no server runs. */
  readonly openKeyOffice: (
    loaded: LoadedConfig,
  ) => Promise<{ readonly office: KeyOffice; readonly close: () => Promise<void> }>
}

/** The command line was not understood: exit 2, and a hint. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly text: Text

  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

export function optionText(call: Pick<CommandCall, 'options'>, name: string): string | undefined {
  const value = call.options.get(name)
  return typeof value === 'string' ? value : undefined
}

/** No argument of a program can contain it: the operating system ends them with it. */
export const betweenValues = '\0'

/** All values of an option that may be repeated. */
export function optionTexts(call: Pick<CommandCall, 'options'>, name: string): readonly string[] {
  return optionText(call, name)?.split(betweenValues) ?? []
}

/** @throws UsageError when the option is there but is no whole number */
export function optionNumber(call: Pick<CommandCall, 'options'>, name: string): number | undefined {
  const value = optionText(call, name)
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new UsageError({ de: `--${name} verlangt eine ganze Zahl`, en: `--${name} wants a whole number` })
}

export function say(call: Pick<CommandCall, 'io'>, text: string): void {
  call.io.stdout.write(`${text}\n`)
}

/** For people, beside what a program may read from standard output. */
export function note(call: Pick<CommandCall, 'io'>, text: string): void {
  call.io.stderr.write(`${text}\n`)
}
