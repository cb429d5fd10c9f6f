// What models there are, as commands see it: files that are measured, hubs, engines and other gateways that are asked.
import type { Text } from '@stellwerk/contract/language'
import type { ModelFactsFile } from '@stellwerk/contract/model-facts'
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

export interface InventoryOffice {
  /** @throws InventoryRefused */
  readonly scan: (wish: ScanWish) => Promise<Scanned>
}

/** No is an answer about what was asked for (1); a failure is one about the world (2). */
const exitCodes = { path_unreadable: 2, nothing_found: 1 } as const

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
