// Verifying an evidence bundle: what is in it is what its manifest says, and that is what the log says.
import {
  type BundledLog,
  type BundleManifest,
  bundleFiles,
  disclosedDirectory,
  entryFiles,
  logDirectory,
  parseDisclosed,
  parseManifest,
} from '@stellwerk/contract/journal/bundle'
import { MalformedArchive } from '@stellwerk/contract/journal/bundle-archive'
import { checkOpening } from '@stellwerk/contract/journal/commitment'
import { MalformedEntry } from '@stellwerk/contract/journal/malformed'
import { type Entry, parseEntry } from '@stellwerk/contract/journal/parse'
import { equalBytes, formatHex } from '@stellwerk/tlog/format/bytes'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import { checkpointPath, tileWidth } from '@stellwerk/tlog/format/tile'
import { parseTlogProof } from '@stellwerk/tlog/format/tlog-proof'
import { verifyTlogProof } from '@stellwerk/tlog/verify/entry'
import { type Clock, parseTrust, type Trust, verifyCheckpoint } from '@stellwerk/tlog/verify/signed-checkpoint'
import { reportOf } from '@stellwerk/tlog/verify/report'

import { sha256 } from '../primitives.ts'
import { type BundleFiles, openBundle } from './journal-bundle-reader.ts'
import { type OwnCheck, type OwnProblem, ownCheck, ownOmission } from './journal-checks.ts'
import { hmacSha256 } from './journal-disclosure.ts'
import { bundlesOf, claimIn, type LogsVerdict, type LogVerdict, verifyLogs } from './journal-logs-verification.ts'
import { noQuorum, primitives, trustInFamily } from './journal-trust.ts'
import { notesOf, type Stamp, stampsIn } from './journal-stamps.ts'

export interface BundleVerdict extends LogsVerdict {
  readonly own: readonly OwnCheck[]
  /** Left out when it could not be read. */
  readonly manifest: BundleManifest | undefined
  readonly isOwnKey: boolean
  /** Time-stamps in the bundle, for whoever knows the roots. */
  readonly stamps: readonly Stamp[]
  /** Whom the log was held against. */
  readonly trust: Trust | undefined
}

const nothing = { logs: [], claims: undefined, manifest: undefined, stamps: [], trust: undefined } as const

/**
 * Verifies a bundle.
 *
 * @param what.trust from elsewhere; without it the trust file of the bundle is taken, which shows damage and no more
 */
export async function verifyBundle(what: {
  readonly path: string
  readonly trust: Trust | undefined
  readonly clock: Clock
  readonly older: readonly Uint8Array[]
}): Promise<BundleVerdict> {
  const isOwnKey = what.trust === undefined
  const failed = (problem: OwnProblem): BundleVerdict => ({
    ...nothing,
    isOwnKey,
    own: [ownCheck('bundle', 0, [problem])],
  })
  let files: BundleFiles | undefined
  try {
    files = openBundle(what.path)
    const bytes = files.read(bundleFiles.manifest)
    if (bytes === undefined) return failed({ code: 'file_missing', path: bundleFiles.manifest })
    return await judge(files, parseManifest(bytes), what)
  } catch (error) {
    if (error instanceof MalformedArchive) return failed({ code: error.code, detail: error.part })
    if (error instanceof MalformedEntry) return failed({ code: 'malformed_manifest', detail: error.part })
    if (error instanceof Malformed) return failed({ code: error.code, detail: String(error.part) })
    throw error
  } finally {
    files?.close()
  }
}

async function judge(
  files: BundleFiles,
  manifest: BundleManifest,
  what: { readonly trust: Trust | undefined; readonly clock: Clock; readonly older: readonly Uint8Array[] },
): Promise<BundleVerdict> {
  const tooMuch = moreThanThereIs(files, manifest)
  if (tooMuch !== undefined)
    return { ...nothing, isOwnKey: what.trust === undefined, own: [ownCheck('bundle', 0, [tooMuch])] }
  const trust = what.trust ?? parseTrust({ policy: files.read(bundleFiles.policy) ?? noQuorum }, primitives)
  const isOwnKey = what.trust === undefined
  const whole = manifest.logs.filter(({ scope }) => scope === 'whole')
  const stamps = manifest.logs.flatMap(({ directory }) =>
    stampsIn(
      files.paths.filter((path) => path.startsWith(`${directory}/timestamps/`)),
      files.read,
    ),
  )
  const stamped = notesOf(stamps)
  const verdict = await verifyLogs(
    whole.map((log) => wholeLog(files, log, trust)),
    { clock: what.clock, older: whole.length === 0 ? [] : [...what.older, ...stamped] },
  )
  const excerpts: LogVerdict[] = []
  const shown = new Shown()
  for (const log of whole) await shown.takeWhole(log, files)
  for (const log of manifest.logs.filter(({ scope }) => scope === 'excerpt')) {
    excerpts.push(await excerptOf(log, { files, shown, trust: trustInFamily(trust, log.origin), clock: what.clock }))
  }
  const own = [
    ...(isOwnKey ? [ownOmission('trustedKey', 'keyFromBundle')] : []),
    ownCheck('bundle', 1, headProblems(manifest)),
    filesCheck(files, manifest),
    ...(excerpts.length === 0 ? [] : [ownCheck('shownEntries', shown.count, shown.problems)]),
    ...disclosureChecks(files, manifest, shown),
    ...(what.older.length > 0 && excerpts.length > 0 ? [ownOmission('kept', 'excerptOnly')] : []),
  ]
  return { logs: [...excerpts, ...verdict.logs], claims: verdict.claims, own, manifest, isOwnKey, stamps, trust }
}

/**
 * A log or a list of entries that is larger than the files could ever hold. Whoever made it signed it with a key of their own,
 * and looking for what is missing would take forever.
 */
function moreThanThereIs(files: BundleFiles, { logs }: BundleManifest): OwnProblem | undefined {
  for (const { directory, origin, entries = [], scope } of logs) {
    const claimed = scope === 'whole' ? claimIn(files.read(`${directory}/${checkpointPath}`))?.size : 0
    const listed = entries.reduce((sum, [first, last]) => sum + Math.max(0, last - first + 1), 0)
    if (Math.max((claimed ?? 0) / tileWidth, listed) > files.paths.length) {
      return { code: 'malformed_manifest', origin, path: directory, detail: 'size' }
    }
  }
  return undefined
}

function wholeLog(files: BundleFiles, { directory, origin }: BundledLog, trust: Trust) {
  const prefix = `${directory}/`
  return {
    path: directory,
    read: async (path: string) => files.read(prefix + path),
    list: () =>
      files.paths.filter((path) => path.startsWith(`${prefix}tile/`)).map((path) => path.slice(prefix.length)),
    trust: trustInFamily(trust, origin),
    withEntries: true,
    isGrowing: false,
  }
}

/** The checkpoint of an excerpt; its entries are checked one by one. */
async function excerptOf(
  log: BundledLog,
  { files, shown, trust, clock }: { files: BundleFiles; shown: Shown; trust: Trust; clock: Clock },
): Promise<LogVerdict> {
  const checkpoint = files.read(`${log.directory}/${checkpointPath}`)
  const { checks, claimed, signed } = await verifyCheckpoint(checkpoint, trust, { primitives, clock })
  if (checkpoint !== undefined && signed !== undefined) {
    for (const [first, last] of log.entries ?? []) {
      for (let index = first; index <= last && index < log.size; index++) {
        await shown.takeOne(log, { index, files, checkpoint, trust })
        await shown.takeStamped(log, { index, files, trust })
      }
    }
  }
  return { path: log.directory, report: reportOf(checks, { checkpoint: claimed, cosignedBy: signed?.cosignedBy }) }
}

/** The entries that a bundle shows, as far as something was disclosed about them or they erase something. */
class Shown {
  readonly problems: OwnProblem[] = []
  readonly #entries = new Map<string, Entry>()
  readonly erasures: Entry[] = []
  count = 0

  at(origin: string, index: number): Entry | undefined {
    return this.#entries.get(`${origin} ${index}`)
  }

  async takeOne(
    { origin, directory }: BundledLog,
    what: {
      readonly index: number
      readonly files: BundleFiles
      readonly checkpoint: Uint8Array
      readonly trust: Trust
    },
  ): Promise<void> {
    const { index, files, checkpoint, trust } = what
    const names = entryFiles(index)
    const [path, proofPath] = [`${directory}/${names.entry}`, `${directory}/${names.proof}`]
    const [entry, proof] = [files.read(path), files.read(proofPath)]
    this.count++
    if (entry === undefined) return this.#found({ code: 'file_missing', path, index })
    if (proof === undefined) return this.#found({ code: 'file_missing', path: proofPath, index })
    this.#take(origin, { index, leaf: entry, path })
    const report = await verifyTlogProof({ proof, entry, trust, primitives })
    const problem = report.checks.flatMap((check) => (check.state === 'failed' ? check.problems : []))[0]
    if (problem !== undefined) this.#found({ ...problem, path: proofPath, index })
    else if (!isOf(proof, { index, checkpoint })) this.#found({ code: 'proof_of_another', path: proofPath, index })
  }

  /** That the entry lies below the checkpoint that was stamped, where that is shown: so it existed at that time. */
  async takeStamped(
    { directory }: BundledLog,
    { index, files, trust }: { readonly index: number; readonly files: BundleFiles; readonly trust: Trust },
  ): Promise<void> {
    const { entry: entryPath, stampedProof } = entryFiles(index)
    const path = `${directory}/${stampedProof}`
    const [entry, proof] = [files.read(`${directory}/${entryPath}`), files.read(path)]
    if (entry === undefined || proof === undefined) return
    // A checkpoint is often stamped before any witness saw it.
    const report = await verifyTlogProof({ proof, entry, trust: withoutQuorum(trust), primitives })
    const problem = report.checks.flatMap((check) => (check.state === 'failed' ? check.problems : []))[0]
    if (problem !== undefined) return this.#found({ ...problem, path, index })
    const stamped = files.paths.filter(
      (name) => name.startsWith(`${directory}/timestamps/`) && name.endsWith('.checkpoint'),
    )
    const isStamped = stamped.some((name) => isOf(proof, { index, checkpoint: files.read(name) ?? new Uint8Array() }))
    if (!isStamped) this.#found({ code: 'proof_of_another', path, index })
  }

  /** Of a whole log, whose entries the tree holds together, only what is asked about later. */
  async takeWhole({ origin, directory, size }: BundledLog, files: BundleFiles): Promise<void> {
    const wanted = new Set(
      files.paths.filter((path) => path.endsWith('/openings.json')).map((path) => path.slice(0, path.lastIndexOf('/'))),
    )
    if (wanted.size === 0) return
    try {
      for await (const { first, leaves } of bundlesOf(async (path) => files.read(`${directory}/${path}`), size)) {
        for (const [position, leaf] of leaves.entries()) {
          const index = first + position
          const isWanted = wanted.has(disclosedDirectory(origin, index))
          // Erasures are few; reading every entry once more would cost as much as the claims did.
          const isErasure = Buffer.from(leaf).includes('"type":"erasure"')
          if (isWanted || isErasure) this.#take(origin, { index, leaf, path: directory })
        }
      }
    } catch (error) {
      // The log itself is refuted then, and its verdict says where.
      if (!(error instanceof Malformed) && !(error instanceof Error && error.name === 'TileMissing')) throw error
    }
  }

  #take(origin: string, { index, leaf, path }: { index: number; leaf: Uint8Array; path: string }): void {
    try {
      const entry = parseEntry(leaf)
      this.#entries.set(`${origin} ${index}`, entry)
      if (entry.draft.type === 'erasure') this.erasures.push(entry)
    } catch (error) {
      if (!(error instanceof MalformedEntry)) throw error
      this.#found({ code: error.code, path, index, detail: error.part })
    }
  }

  #found(problem: OwnProblem): void {
    this.problems.push(problem)
  }
}

function withoutQuorum(trust: Trust): Trust {
  return trust.policy === undefined ? trust : { ...trust, policy: { ...trust.policy, quorum: 'none' } }
}

/** A proof of another entry or below another checkpoint may be right, and is not the one that the manifest promises. */
function isOf(proof: Uint8Array, of: { readonly index: number; readonly checkpoint: Uint8Array }): boolean {
  const { index, checkpoint } = parseTlogProof(proof)
  return index === of.index && equalBytes(checkpoint, of.checkpoint)
}

function headProblems({ logs, selection }: BundleManifest): readonly OwnProblem[] {
  return logs.flatMap(({ origin, directory, size, entries, scope }) => {
    const where = { origin, path: directory }
    const isWhole = scope === 'whole'
    if (directory !== logDirectory(origin)) return [{ code: 'malformed_manifest', ...where, detail: 'directory' }]
    if (isWhole !== (entries === undefined) || isWhole !== (selection.kind === 'whole')) {
      return [{ code: 'malformed_manifest', ...where, detail: 'scope' }]
    }
    let next = 0
    for (const [first, last] of entries ?? []) {
      if (first < next || last < first || last >= size)
        return [{ code: 'malformed_manifest', ...where, detail: 'entries' }]
      next = last + 1
    }
    return []
  })
}

/** Digests of all files, in both lists. */
function filesCheck(files: BundleFiles, manifest: BundleManifest): OwnCheck {
  const problems: OwnProblem[] = []
  const listed = new Map(manifest.files.map((file) => [file.path, file]))
  const sums: string[] = []
  for (const path of files.paths) {
    if (path === bundleFiles.sums) continue
    const bytes = files.read(path) ?? new Uint8Array()
    const digest = formatHex(sha256(bytes))
    sums.push(`${digest}  ${path}\n`)
    if (path === bundleFiles.manifest) continue
    const file = listed.get(path)
    if (file === undefined) problems.push({ code: 'unexpected_file', path })
    else if (file.sha256 !== digest || file.bytes !== bytes.length) problems.push({ code: 'file_differs', path })
    listed.delete(path)
  }
  for (const path of listed.keys()) problems.push({ code: 'file_missing', path })
  const written = files.read(bundleFiles.sums)
  if (written === undefined) problems.push({ code: 'file_missing', path: bundleFiles.sums })
  else if (!equalBytes(written, Buffer.from(sums.join(''))))
    problems.push({ code: 'file_differs', path: bundleFiles.sums })
  problems.push(...claimedDifferently(files, manifest))
  return ownCheck('files', files.paths.length, problems)
}

/** The manifest repeats what the checkpoints say, for people; it must not say something else. */
function claimedDifferently(files: BundleFiles, { logs }: BundleManifest): readonly OwnProblem[] {
  return logs.flatMap(({ origin, directory, size, root }) => {
    const path = `${directory}/${checkpointPath}`
    const [first, second, third] = Buffer.from(files.read(path) ?? [])
      .toString()
      .split('\n')
    const isSame = first === origin && second === String(size) && third === Buffer.from(root, 'hex').toString('base64')
    return isSame ? [] : [{ code: 'file_differs', path, origin }]
  })
}

function disclosureChecks(files: BundleFiles, manifest: BundleManifest, shown: Shown): readonly OwnCheck[] {
  const paths = files.paths.filter((path) => /^disclosed\/.*\/openings\.json$/.test(path))
  if (paths.length === 0 && manifest.disclosed.length === 0) return []
  const [opened, erased]: [OwnProblem[], OwnProblem[]] = [[], []]
  let count = 0
  for (const path of paths) {
    const found = disclosureIn(files, path, shown)
    count += found.count
    opened.push(...found.problems)
    erased.push(...found.erased)
  }
  return [ownCheck('openings', count, opened), ownCheck('erased', shown.erasures.length, erased)]
}

function disclosureIn(files: BundleFiles, path: string, shown: Shown) {
  const [problems, erased]: [OwnProblem[], OwnProblem[]] = [[], []]
  try {
    const { origin, index, fields } = parseDisclosed(files.read(path) ?? new Uint8Array())
    const where = { path, origin, index }
    const entry = shown.at(origin, index)
    const isHere = path === `${disclosedDirectory(origin, index)}/openings.json`
    const { draft } = entry ?? {}
    if (!isHere || draft === undefined) return { count: 0, problems: [{ code: 'entry_not_shown', ...where }], erased }
    const commitments: Readonly<Record<string, string>> = 'commitments' in draft ? draft.commitments : {}
    for (const [field, { opening, hasValue }] of Object.entries(fields)) {
      const commitment = commitments[field]
      const bytes = files.read(`${disclosedDirectory(origin, index)}/${field}`)
      if (commitment === undefined) problems.push({ code: 'commitment_missing', ...where, detail: field })
      else if (hasValue !== (bytes !== undefined)) problems.push({ code: 'file_missing', ...where, detail: field })
      else if (
        bytes !== undefined &&
        !checkOpening({ hmacSha256, opening: new Uint8Array(Buffer.from(opening, 'hex')), field, bytes, commitment })
      ) {
        problems.push({ code: 'opening_differs', ...where, detail: field })
      }
      if (shown.erasures.some((erasure) => erases(erasure, { origin, index, field }))) {
        erased.push({ code: 'erased_disclosed', ...where, detail: field })
      }
    }
    return { count: Object.keys(fields).length, problems, erased }
  } catch (error) {
    if (!(error instanceof MalformedEntry)) throw error
    return { count: 0, problems: [{ code: 'malformed_openings', path, detail: error.part }], erased }
  }
}

function erases(
  { draft }: Entry,
  what: { readonly origin: string; readonly index: number; readonly field: string },
): boolean {
  if (draft.type !== 'erasure') return false
  if (draft.fields.length > 0 && !draft.fields.includes(what.field)) return false
  return draft.indices.some(
    ({ origin, ranges }) =>
      origin === what.origin && (ranges ?? []).some(([first, last]) => first <= what.index && what.index <= last),
  )
}
