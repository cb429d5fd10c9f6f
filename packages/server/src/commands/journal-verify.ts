// `stellwerk journal verify`: a log, all logs of an installation, a log at an address, or an evidence bundle.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'

import type { SecretRef } from '@stellwerk/contract/config'
import type { Clock } from '@stellwerk/tlog/verify/signed-checkpoint'

import { filesBelow, inOrder, isLogFolder, type LogFolder, logFolder, logsIn, logsOf } from '../log-folder.ts'
import { resolveSecret } from '../secret.ts'
import type { CommandCall, ExitCode } from './command.ts'
import { optionText, say, UsageError } from './command.ts'
import { controlSocketPath } from './control-client.ts'
import { logAt } from './journal-address.ts'
import { isBundle } from './journal-bundle-reader.ts'
import { verifyBundle } from './journal-bundle-verification.ts'
import { ownOmission } from './journal-checks.ts'
import { type LogToJudge, verifyLogs } from './journal-logs-verification.ts'
import { journalReport } from './journal-report.ts'
import { keptCheckpoint } from './journal-checkpoint.ts'
import { checkpointBeside, checkStamps, notesOf, type Stamp, stampsIn } from './journal-stamps.ts'
import { together, type Verification } from './journal-verification.ts'
import { mustName, namedTrust, originOf, ownTrust, trustInFamily } from './journal-trust.ts'

/** Verifies what the command line names and says so. */
export async function verify(call: CommandCall): Promise<ExitCode> {
  const verification = await verificationOf(call)
  if (call.isJson) say(call, JSON.stringify(verification))
  else say(call, journalReport(verification, call.language))
  return verification.outcome === 'verified' ? 0 : 1
}

function verificationOf(call: CommandCall): Promise<Verification> {
  const target = call.argument
  if (/^https?:\/\//.test(target)) return atAddress(call, target)
  if (target !== '' && isBundle(target)) return ofBundle(call, target)
  return ofFolder(call, target)
}

/** What is given beside the thing itself. */
function beside(call: CommandCall): { readonly older: readonly Uint8Array[]; readonly stamps: readonly Stamp[] } {
  const [against, timestamp] = [optionText(call, 'against'), optionText(call, 'timestamp')]
  const older = against === undefined ? [] : [keptCheckpoint(fileBytes(against))]
  if (timestamp === undefined) return { older, stamps: [] }
  const path = checkpointBeside(timestamp)
  if (!existsSync(path)) {
    throw new UsageError({
      de: `zu ${timestamp} gehört der gestempelte Checkpoint in ${path}`,
      en: `${timestamp} belongs with the checkpoint that was stamped, in ${path}`,
    })
  }
  const note = fileBytes(path)
  // That a checkpoint was stamped says something about this log only if it is one of its own.
  return { older: [...older, note], stamps: [{ path: timestamp, token: fileBytes(timestamp), note }] }
}

function fileBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path))
}

export function clockOf(call: CommandCall): Clock {
  return { nowSeconds: Math.floor(call.wiring.now() / 1_000) }
}

async function atAddress(call: CommandCall, target: string): Promise<Verification> {
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
function resolveToken(call: CommandCall, ref: string): string {
  if (isSecretRef(ref)) return resolveSecret(ref, call.io.env).reveal()
  throw new UsageError({
    de: '--auditor-token verlangt env:NAME oder file:PFAD',
    en: '--auditor-token wants env:NAME or file:PATH',
  })
}

function isSecretRef(text: string): text is SecretRef {
  return text.startsWith('env:') || text.startsWith('file:')
}

async function ofBundle(call: CommandCall, target: string): Promise<Verification> {
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

async function ofFolder(call: CommandCall, named: string): Promise<Verification> {
  const { data, journal } = call.loadConfig().config
  const given = beside(call)
  const folders = await inOrder(foldersAt(named === '' ? data : named))
  if (folders.length === 0) throw noJournal(named === '' ? data : named)
  const logs = await Promise.all(folders.map((log) => toJudge(call, log, { data, isAlone: folders.length === 1 })))
  const stamps = folders.flatMap((log) => stampsIn(filesBelow(log.path, 'timestamps'), (path) => bytesIn(log, path)))
  const older = [...given.older, ...notesOf(stamps)]
  const verdict = await verifyLogs(newestGrows(logs), { clock: clockOf(call), older })
  const isOurs = folders.every((log) => isOfInstallation(log, data))
  const stamped = checkStamps(call, [...given.stamps, ...stamps], isOurs ? journal.timestamp?.roots : undefined)
  const isOwnKey = namedTrust(call) === undefined
  const target = named === '' ? data : named
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
function foldersAt(path: string): readonly LogFolder[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) throw noJournal(path)
  if (isLogFolder(path)) return [logFolder(path)]
  return existsSync(join(path, 'journal')) ? logsOf(path) : logsIn(path)
}

export function noJournal(path: string): UsageError {
  return new UsageError({
    de: `kein Beweisprotokoll unter ${path}; Ordner, Adresse oder Bündel angeben, oder --data DIR`,
    en: `no journal below ${path}; name a folder, an address or a bundle, or --data DIR`,
  })
}

export function isOfInstallation(log: { readonly path: string }, data: string): boolean {
  return resolve(log.path).startsWith(join(resolve(data), 'journal', sep))
}

async function toJudge(
  call: CommandCall,
  log: LogFolder,
  { data, isAlone }: { readonly data: string; readonly isAlone: boolean },
): Promise<LogToJudge> {
  const isOurs = isOfInstallation(log, data)
  const named = namedTrust(call)
  const trust = named ?? (isOurs ? await ownTrust(call, data, log) : mustName(call))
  return {
    path: log.path,
    read: log.read,
    list: log.list,
    // A single log must be the one that was named; the logs of one installation share its key.
    trust: isAlone ? trust : trustInFamily(trust, await originOf(log)),
    withEntries: true,
    isGrowing: isOurs && existsSync(controlSocketPath(data)),
  }
}
