import type { LicenceId } from './terms.ts'

/** Anything with a licence, and what it was made from. */
export interface Component extends Layer {
  readonly kind: ComponentKind
  readonly version?: string
  readonly modality?: Modality
  /** For example an integrated end-user product of somebody else. */
  readonly deliveredAs?: string
}

/** One layer: a work with a licence of its own. */
export interface Layer {
  readonly name: string
  /** As tag, card or file header claim it. `null` where nothing is claimed. */
  readonly declaredLicence?: string | null
  /** Concluded from its text. Without one there is none. */
  readonly licence?: LicenceId
  /** Fingerprints of the texts that were found (word hash, hex). */
  readonly textSha256?: readonly string[]
  readonly lineage?: readonly Descended[]
}

/** A further layer, and how the work came from it. The licence of the parent binds beside its own. */
export interface Descended {
  readonly relation: string
  readonly parent: string
  readonly licence?: LicenceId
  readonly declaredLicence?: string | null
  readonly kind?: ComponentKind
  readonly version?: string
  readonly modality?: Modality
  readonly lineage?: readonly Descended[]
}

export const componentKinds = [
  'model',
  'adapter',
  'dataset',
  'engine',
  'ui',
  'container',
  'library',
  'store',
  'prompt-template',
] as const
export type ComponentKind = (typeof componentKinds)[number]

export const modalities = ['text', 'multimodal', 'image', 'audio', 'video', 'embedding'] as const
export type Modality = (typeof modalities)[number]

/** How one work comes from another, in the words of model cards. */
export const relations = [
  'finetune',
  'continued-pretraining',
  'adapter',
  'quantized',
  'format-conversion',
  'pruned',
  'merge',
  'distilled-on-outputs',
  'embeds-component',
  'trained-on',
  'served-by',
  'shown-in',
] as const
export type Relation = (typeof relations)[number]
