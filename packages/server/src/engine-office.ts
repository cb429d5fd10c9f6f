// Model files and the engine for them, as commands see them.
import type { Text } from '@stellwerk/contract/language'

/** A model file below DATA/models, with what is on record about it. */
export interface KeptModel {
  readonly name: string
  readonly file: string
  readonly bytes: number
  /** As measured when it came; undefined for a file that somebody put there. */
  readonly sha256?: string | undefined
  readonly source?: string | undefined
  /** Milliseconds since the epoch. */
  readonly fetchedAt?: number | undefined
}

/** How far a file has come. */
export interface PullProgress {
  readonly bytes: number
  /** Undefined where the source does not say. */
  readonly total: number | undefined
}

export interface PullWish {
  readonly source: string
  readonly name?: string | undefined
  readonly sha256?: string | undefined
  /** An HTTP proxy. None is taken out of the environment. */
  readonly proxy?: string | undefined
  readonly onProgress: (progress: PullProgress) => void
  /** Something that a person should know meanwhile. */
  readonly onNote: (note: Text) => void
}

export interface EngineOffice {
  /** @throws EngineRefused */
  readonly pull: (wish: PullWish) => Promise<KeptModel>
  readonly list: () => readonly KeptModel[]
  /** @throws EngineRefused when there is none of this name */
  readonly remove: (name: string) => KeptModel
  /** Fetches llama.cpp with npm. @throws EngineRefused */
  readonly install: (folder: string | undefined) => Promise<InstalledEngine>
  /** Fetches ONNX Runtime with npm, for `privacy.model`. @throws EngineRefused */
  readonly installOnnx: (folder: string | undefined) => Promise<InstalledEngine>
}

export interface InstalledEngine {
  readonly folder: string
  readonly version: string
  readonly bytes: number
  /** It was there before. */
  readonly wasThere: boolean
}

/** It was asked for and is not done. Nothing that stood there before has changed. */
export class EngineRefused extends Error {
  override readonly name = 'EngineRefused'
  readonly code: EngineRefusedCode
  readonly text: Text

  constructor(code: EngineRefusedCode, text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.code = code
    this.text = text
  }
}

type EngineRefusedCode =
  | 'source_invalid'
  | 'name_invalid'
  | 'model_exists'
  | 'model_unknown'
  | 'download_failed'
  | 'not_gguf'
  | 'digest_differs'
  | 'disk_full'
  | 'platform_unsupported'
  | 'install_failed'
