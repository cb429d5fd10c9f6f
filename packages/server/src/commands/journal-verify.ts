// What `stellwerk journal verify` and the verifier that stands alone do: verify a log, all logs of an installation, a log at an
// address, an evidence bundle, or the proof of one entry.
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'

import type { SecretRef } from '@stellwerk/contract/config'
import { verifyTlogProof } from '@stellwerk/tlog/verify/entry'

import { filesBelow, inOrder, isLogFolder, type LogFolder, logFolder, logsIn, logsOf } from '../log-folder.ts'
import { resolveSecret } from '../secret.ts'
import type { ExitCode } from './command.ts'
import { optionText, say, UsageError } from './command.ts'
import { logAt } from './journal-address.ts'
import { isBundle } from './journal-bundle-reader.ts'
import { verifyBundle } from './journal-bundle-verification.ts'
import { ownOmission } from './journal-checks.ts'
import { type LogToJudge, verifyLogs } from './journal-logs-verification.ts'
import { journalReport } from './journal-report.ts'
import { checkStamps, notesOf, stampsIn } from './journal-stamps.ts'
import { together, type Verification } from './journal-verification.ts'
import { mustName, namedTrust, originOf, ownTrust, primitives, trustInFamily } from './journal-trust.ts'
import { beside, clockOf, fileBytes, type OwnInstallation, type VerifyCall } from './journal-verify-call.ts'

/** Verifies what the command line names and says so. */
export async function verify(call: VerifyCall): Promise<ExitCode> {
  const verification = await verificationOf(call)
  if (call.isJson) say(call, JSON.stringify(verification))
  else say(call, journalReport(verification, call.language))
  return verification.outcome === 'verified' ? 0 : 1
}

function verificationOf(call: VerifyCall): Promise<Verification> {
  const target = call.argument
  if (/^https?:\/\//.test(target)) return atAddress(call, target)
  if (target.endsWith(proofEnding) && existsSync(target)) return ofProof(call, target)
  if (target !== '' && isBundle(target)) return ofBundle(call, target)
  return ofFolder(call, target)
}

async function atAddress(call: VerifyCall, target: string): Promise<Verification> {
  const trust = mustName(call)
  const token = optionText(call, 'auditor-token')
  const log = logAt(target, token === undefined ? undefined : resolveToken(call, token))
  const { older, stamps } = beside(call)
  const { logs, claims } = await verifyLogs(
    [{ path: target, read: log.read, trust, withEntries: log.hasToken, isGrowing: true }],
    { clock: clockOf(call), older },
  )
  const stamped = checkStamps(call, stamps)
  const checks = [...(log.hasToken ? [] : [ownOmission('entriesRead', 'noToken')]), ...stamped.checks]
  return together({ what: 'address', target, isOwnKey: false, logs, claims, checks, stamps: stamped.shown })
}

/** On the command line a token would stand in the list of processes. */
function resolveToken(call: VerifyCall, ref: string): string {
  if (isSecretRef(ref)) return resolveSecret(ref, call.io.env).reveal()
  throw new UsageError({
    de: '--auditor-token verlangt env:NAME oder file:PFAD',
    en: '--auditor-token wants env:NAME or file:PATH',
  })
}

function isSecretRef(text: string): text is SecretRef {
  return text.startsWith('env:') || text.startsWith('file:')
}

async function ofBundle(call: VerifyCall, target: string): Promise<Verification> {
  const { older, stamps } = beside(call)
  const verdict = await verifyBundle({ path: target, trust: namedTrust(call), clock: clockOf(call), older })
  const stamped = checkStamps(call, [...verdict.stamps, ...stamps])
  return together({
    what: 'bundle',
    target,
    isOwnKey: verdict.isOwnKey,
    logs: verdict.logs,
    claims: verdict.claims,
    checks: [...verdict.own, ...stamped.checks],
    stamps: stamped.shown,
    selection: verdict.manifest?.selection,
  })
}

/** As C2SP tlog-proof names its files. */
const proofEnding = '.tlog-proof'

async function ofProof(call: VerifyCall, target: string): Promise<Verification> {
  const [proof, entry] = [fileBytes(target), fileBytes(entryOf(call, target))]
  const report = await verifyTlogProof({ proof, entry, trust: mustName(call), primitives, clock: clockOf(call) })
  const { older, stamps } = beside(call)
  const stamped = checkStamps(call, stamps)
  // An entry and its proof show nothing of what else the log held, or holds.
  const checks = [...(older.length === 0 ? [] : [ownOmission('kept', 'excerptOnly')]), ...stamped.checks]
  const logs = [{ path: target, report }]
  return together({ what: 'proof', target, isOwnKey: false, logs, checks, stamps: stamped.shown })
}

/** In a bundle `entries/N.json` lies beside `proofs/N.tlog-proof`. */
function entryOf(call: VerifyCall, proof: string): string {
  const named = optionText(call, 'entry')
  if (named !== undefined) return named
  const inBundle = join(dirname(proof), '..', 'entries', `${basename(proof, proofEnding)}.json`)
  if (existsSync(inBundle)) return inBundle
  throw new UsageError({
    de: `zu ${proof} gehört ein Eintrag: --entry FILE`,
    en: `${proof} is the proof of an entry: --entry FILE`,
  })
}

async function ofFolder(call: VerifyCall, named: string): Promise<Verification> {
  const installation = call.installation()
  const target = named === '' ? (installation?.data ?? '') : named
  const given = beside(call)
  const folders = await inOrder(foldersAt(target, installation !== undefined))
  if (folders.length === 0) throw noJournal(target, installation !== undefined)
  const isAlone = folders.length === 1
  const logs = await Promise.all(folders.map((log) => toJudge(call, log, { installation, isAlone })))
  const stamps = folders.flatMap((log) => stampsIn(filesBelow(log.path, 'timestamps'), (path) => bytesIn(log, path)))
  const older = [...given.older, ...notesOf(stamps)]
  const verdict = await verifyLogs(newestGrows(logs), { clock: clockOf(call), older })
  const isOurs = installation !== undefined && folders.every((log) => isOfInstallation(log, installation.data))
  const stamped = checkStamps(call, [...given.stamps, ...stamps], isOurs ? installation.timestampRoots : undefined)
  const isOwnKey = namedTrust(call) === undefined
  return together({ what: 'journal', target, isOwnKey, ...verdict, checks: stamped.checks, stamps: stamped.shown })
}

function bytesIn({ path: folder }: LogFolder, path: string): Uint8Array | undefined {
  const file = join(folder, path)
  return existsSync(file) ? fileBytes(file) : undefined
}

/** A log that another one follows is not written to any more. */
function newestGrows(logs: readonly LogToJudge[]): readonly LogToJudge[] {
  return logs.map((log, at) => ({ ...log, isGrowing: log.isGrowing && at === logs.length - 1 }))
}

/** One log, the logs in a folder, or those of a data directory. */
function foldersAt(path: string, isAtHome: boolean): readonly LogFolder[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) throw noJournal(path, isAtHome)
  if (isLogFolder(path)) return [logFolder(path)]
  return existsSync(join(path, 'journal')) ? logsOf(path) : logsIn(path)
}

/** @param isAtHome whether `--data` is an option */
export function noJournal(path: string, isAtHome = true): UsageError {
  return new UsageError({
    de: `kein Beweisprotokoll unter ${path}; Ordner, Adresse oder Bündel angeben${isAtHome ? ', oder --data DIR' : ''}`,
    en: `no journal below ${path}; name a folder, an address or a bundle${isAtHome ? ', or --data DIR' : ''}`,
  })
}

export function isOfInstallation(log: { readonly path: string }, data: string): boolean {
  return resolve(log.path).startsWith(join(resolve(data), 'journal', sep))
}

async function toJudge(
  call: VerifyCall,
  log: LogFolder,
  { installation, isAlone }: { readonly installation: OwnInstallation | undefined; readonly isAlone: boolean },
): Promise<LogToJudge> {
  const owner = installation !== undefined && isOfInstallation(log, installation.data) ? installation : undefined
  const named = namedTrust(call)
  const trust = named ?? (owner === undefined ? mustName(call) : await ownTrust(owner.logVkey, log))
  return {
    path: log.path,
    read: log.read,
    list: log.list,
    // A single log must be the one that was named; the logs of one installation share its key.
    trust: isAlone ? trust : trustInFamily(trust, await originOf(log)),
    withEntries: true,
    isGrowing: owner?.isRunning ?? false,
  }
}
