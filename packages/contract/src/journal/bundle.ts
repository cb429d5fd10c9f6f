// The manifest of an evidence bundle: what lies in it, and the digest of every file. Everything else in a bundle is in
// formats of others: C2SP tlog-tiles, tlog-checkpoint, tlog-proof, tlog-policy, RFC 3161.
import { decodeText, parseJson } from './json-text.ts'
import { MalformedEntry } from './malformed.ts'
import {
  type Check,
  code,
  count,
  digest,
  fieldName,
  flag,
  listOf,
  name,
  object,
  objectOf,
  oneOf,
  optional,
  pairOf,
  recordOf,
} from './vocabulary.ts'

/** Grows when an older verifier would misread a newer bundle. */
export const bundleFormat = 'stellwerk/evidence-bundle/v1'

/** Names of files at the top of a bundle. */
export const bundleFiles = {
  manifest: 'manifest.json',
  sums: 'SHA256SUMS',
  policy: 'trust.tlog-policy',
  sample: 'sample.json',
} as const

/** Bytes. With a digest for each file, a log of a hundred million entries has one of about 100 MB. */
const manifestBytesMax = 268_435_456

/** A run of entries, first and last index, both included. */
export type EntryRun = readonly [first: number, last: number]

/** What was asked for. Moments in milliseconds since the epoch; `to` is not included. */
export type BundleSelection =
  | { readonly kind: 'whole' }
  | { readonly kind: 'period'; readonly from: number; readonly to: number }
  | { readonly kind: 'indices' }
  | { readonly kind: 'request'; readonly requestId: string }
  | {
      readonly kind: 'sample'
      readonly from: number
      readonly to: number
      readonly seed: string
      readonly count: number
      readonly population: number
    }

/** A log of the bundle. */
export interface BundledLog {
  readonly origin: string
  /** Folder in the bundle: `logs/` and the last part of the origin. */
  readonly directory: string
  /** Of the checkpoint in it. */
  readonly size: number
  /** Hex. */
  readonly root: string
  /** All entries with their tiles, or these ones with a proof each. */
  readonly scope: 'whole' | 'excerpt'
  /** The entries of an excerpt, ascending. */
  readonly entries?: readonly EntryRun[] | undefined
}

/** A file and its digest. */
export interface BundledFile {
  readonly path: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/** What `manifest.json` says. */
export interface BundleManifest {
  readonly format: typeof bundleFormat
  /** Of the product. */
  readonly version: string
  /** Milliseconds since the epoch. */
  readonly exportedAt: number
  readonly selection: BundleSelection
  readonly logs: readonly BundledLog[]
  /** Names of fields whose openings were asked for. */
  readonly disclosed: readonly string[]
  /** Every file but the manifest and the sums, by name. */
  readonly files: readonly BundledFile[]
}

/** What `disclosed/<log>/<index>/openings.json` says about one entry. */
export interface DisclosedEntry {
  readonly origin: string
  readonly index: number
  readonly fields: Readonly<Record<string, DisclosedField>>
  /** Asked for, and no longer in the vault. */
  readonly erased: readonly string[]
}

/** The random key of a commitment in hex; the value, where the vault had it, lies in a file of its own beside it. */
export interface DisclosedField {
  readonly opening: string
  readonly hasValue: boolean
}

const runs = listOf(pairOf(count, count))
const selections = {
  whole: objectOf({ kind: oneOf(['whole']) }),
  period: objectOf({ kind: oneOf(['period']), from: count, to: count }),
  indices: objectOf({ kind: oneOf(['indices']) }),
  request: objectOf({ kind: oneOf(['request']), requestId: name }),
  sample: objectOf({ kind: oneOf(['sample']), from: count, to: count, seed: name, count, population: count }),
} as const
const selection: Check<BundleSelection> = (value, part) => {
  const kind = oneOf(['whole', 'period', 'indices', 'request', 'sample'])(object(value, part)['kind'], 'kind')
  return selections[kind](value, part)
}
const manifestCheck = objectOf<BundleManifest>({
  format: oneOf([bundleFormat]),
  version: name,
  exportedAt: count,
  selection,
  logs: listOf(
    objectOf<BundledLog>({
      origin: name,
      directory: name,
      size: count,
      root: digest,
      scope: oneOf(['whole', 'excerpt']),
      entries: optional(runs),
    }),
  ),
  disclosed: listOf(fieldName),
  files: listOf(objectOf<BundledFile>({ path: name, bytes: count, sha256: digest })),
})
const disclosedCheck = objectOf<DisclosedEntry>({
  origin: name,
  index: count,
  fields: recordOf(fieldName, objectOf<DisclosedField>({ opening: digest, hasValue: flag })),
  erased: listOf(code),
})

/** @example formatManifest(manifest) // '{\n  "format": "stellwerk/evidence-bundle/v1", …' */
export function formatManifest(manifest: BundleManifest): string {
  return `${JSON.stringify(manifestCheck(manifest, 'manifest'), undefined, 1)}\n`
}

/**
 * Reads a manifest. Hostile input: it comes with the bundle that it describes.
 *
 * @throws MalformedEntry for any text but the one that {@link formatManifest} writes
 */
export function parseManifest(bytes: Uint8Array): BundleManifest {
  if (bytes.length > manifestBytesMax) throw new MalformedEntry('length')
  return inOneSpelling(bytes, manifestCheck, formatManifest)
}

/** The text of `openings.json`. */
export function formatDisclosed(entry: DisclosedEntry): string {
  return `${JSON.stringify(disclosedCheck(entry, 'disclosed'), undefined, 1)}\n`
}

/**
 * Reads what was disclosed about an entry.
 *
 * @throws MalformedEntry for any text but the one that {@link formatDisclosed} writes
 */
export function parseDisclosed(bytes: Uint8Array): DisclosedEntry {
  return inOneSpelling(bytes, disclosedCheck, formatDisclosed)
}

/** What has no place in the object would come out of it changed. */
function inOneSpelling<T>(bytes: Uint8Array, check: Check<T>, format: (value: T) => string): T {
  const text = decodeText(bytes)
  const value = check(parseJson(text), 'json')
  if (format(value) !== text) throw new MalformedEntry('form')
  return value
}

/** Folder of a log in a bundle. @example logDirectory('gateway.example/log/2026h2') // 'logs/2026h2' */
export function logDirectory(origin: string): string {
  return `logs/${origin.slice(origin.lastIndexOf('/') + 1)}`
}

/** Names of the files about one entry: twelve digits, so that they stand in order. */
export function entryFiles(index: number): {
  readonly entry: string
  readonly proof: string
  /** The same below the checkpoint that was stamped, for entries that are older. */
  readonly stampedProof: string
} {
  const number = String(index).padStart(12, '0')
  return {
    entry: `entries/${number}.json`,
    proof: `proofs/${number}.tlog-proof`,
    stampedProof: `timestamps/proofs/${number}.tlog-proof`,
  }
}

/** Folder with what was disclosed about an entry. */
export function disclosedDirectory(origin: string, index: number): string {
  return `disclosed/${origin.slice(origin.lastIndexOf('/') + 1)}/${String(index).padStart(12, '0')}`
}

/** The ascending indices as runs. @example runsOf([1, 2, 3, 7]) // [[1, 3], [7, 7]] */
export function runsOf(indices: readonly number[]): readonly EntryRun[] {
  const found: EntryRun[] = []
  for (const index of indices) {
    const last = found.at(-1)
    if (last?.[1] === index - 1) found[found.length - 1] = [last[0], index]
    else found.push([index, index])
  }
  return found
}
