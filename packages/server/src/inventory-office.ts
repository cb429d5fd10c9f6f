// What models there are, as commands see it: files that are measured, hubs, engines and other gateways that are asked.
import type { Config } from '@stellwerk/contract/config'
import type { EngineKind } from '@stellwerk/contract/endpoint'
import type { Text } from '@stellwerk/contract/language'
import type { ModelFactsFile } from '@stellwerk/contract/model-facts'
import type { Bodies } from '@stellwerk/contract/register/body'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'

/** How far the digests have come. */
export interface ScanProgress {
  readonly bytes: number
  readonly total: number
}

export interface ScanWish {
  /** A file, a folder, or the cache of a hub. */
  readonly path: string
  readonly catalogue: { readonly catalogue: Catalogue; readonly digest: string }
  /** Where digests that are finished are remembered until the scan is whole; undefined remembers none. */
  readonly state: string | undefined
  /** ISO date. */
  readonly on: string
  readonly onProgress: (progress: ScanProgress) => void
}

export interface Scanned {
  readonly file: ModelFactsFile
  /** Bytes whose digests an earlier scan that broke off has left. */
  readonly resumedBytes: number
}

/** Kinds of objects that follow from models. */
export type MadeKind = 'component' | 'artefact' | 'upstream' | 'deployment'

/** An object, one file each. */
export interface MadeObject {
  readonly kind: MadeKind
  readonly id: string
  /** Checked by the schema of its kind. */
  readonly body: Bodies[MadeKind]
}

/** Something that could not become an object. */
export interface LeftOut {
  /** By its name. */
  readonly what: string
  readonly why: Text
}

/** An inference server for `stellwerk.yaml`: addresses and secrets are no objects. */
export interface MachineUpstream {
  readonly id: string
  readonly kind: string
  readonly url: string
  /** Where a secret has to be entered by somebody; the secret itself is never taken over. */
  readonly needsKey: boolean
  /** Variable of the environment that it was in. */
  readonly keyVariable?: string
}

export interface MadeObjects {
  readonly objects: readonly MadeObject[]
  readonly left: readonly LeftOut[]
  readonly upstreams: readonly MachineUpstream[]
}

/** What whoever adds a model says about it. */
export interface Making {
  /** Office or role that answers for what is declared. */
  readonly statedBy: string
  /** Id of the upstream that serves it; without one no deployment is made. */
  readonly upstream?: string | undefined
  /** Name under which clients ask for it. */
  readonly publicName?: string | undefined
  /** Name of the model at the engine. */
  readonly servedAs?: string | undefined
}

type Looked = Pick<ScanWish, 'catalogue' | 'on'>

export interface HubWish extends Looked {
  /** `hf:OWNER/REPO@REVISION`. */
  readonly name: string
  /** Another hub that answers like Hugging Face; undefined for that one. */
  readonly endpoint: string | undefined
  readonly isOffline: boolean
}

export interface UpstreamWish extends Looked {
  readonly id: string
  readonly config: Config
  readonly env: Readonly<Record<string, string | undefined>>
}

export interface EngineAddressWish extends Looked {
  readonly id: string
  readonly kind: EngineKind
  readonly url: string
}

export interface LitellmWish {
  /** A file, or the address of one, or of a running LiteLLM. */
  readonly source: string
  readonly cwd: string
  /** Reference to the key of a running LiteLLM. */
  readonly key: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** ISO date. */
  readonly on: string
}

export interface InventoryOffice {
  /** @throws InventoryRefused */
  readonly readFacts: (path: string, shown: string) => ModelFactsFile
  readonly objectsOf: (file: ModelFactsFile, making: Making) => MadeObjects
  /** Card, licence texts and configuration of a repository; no weights. @throws InventoryRefused */
  readonly fromHub: (wish: HubWish, making: Making) => Promise<MadeObjects>
  /** The models of an upstream of the configuration. @throws InventoryRefused */
  readonly fromUpstream: (wish: UpstreamWish) => Promise<MadeObjects>
  /** Engines, models and names of a LiteLLM. @throws InventoryRefused */
  readonly fromLitellm: (wish: LitellmWish) => Promise<MadeObjects>
  /** The models of an engine at an address, and the engine itself. @throws InventoryRefused */
  readonly fromEngine: (wish: EngineAddressWish) => Promise<MadeObjects>
  /** @throws InventoryRefused */
  readonly scan: (wish: ScanWish) => Promise<Scanned>
}

/** No is an answer about what was asked for (1); a failure is one about the world (2). */
const exitCodes = {
  path_unreadable: 2,
  nothing_found: 1,
  facts_unusable: 1,
  facts_differ: 1,
  hub_offline: 1,
  hub_refused: 1,
  hub_unreachable: 2,
  source_unusable: 1,
  upstream_unknown: 1,
  engine_unreachable: 2,
  files_differ: 1,
} as const

/** It was asked for and is not done. */
export class InventoryRefused extends Error {
  override readonly name = 'InventoryRefused'
  readonly code: InventoryRefusedCode
  readonly text: Text

  constructor(code: InventoryRefusedCode, text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.code = code
    this.text = text
  }

  get exitCode(): 1 | 2 {
    return exitCodes[this.code]
  }
}

type InventoryRefusedCode = keyof typeof exitCodes
