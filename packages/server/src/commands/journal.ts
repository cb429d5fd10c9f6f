import { existsSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'

import { ClaimsCheck } from '@stellwerk/contract/journal/claims'
import type { ClaimReport } from '@stellwerk/contract/journal/claim-report'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import { tileAt, tileWidth } from '@stellwerk/tlog/format/tile'
import { readEntries } from '@stellwerk/tlog/format/tile-hashes'
import { verifyEntry } from '@stellwerk/tlog/verify/entry'
import { verifyLog } from '@stellwerk/tlog/verify/log'
import type { Report } from '@stellwerk/tlog/verify/report'
import { parseTrust, type Trust } from '@stellwerk/tlog/verify/signed-checkpoint'

import { claimedBy, type LogFolder, logFolder, logsOf } from '../log-folder.ts'
import { checkEd25519, sha256 } from '../primitives.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { note, optionText, say, UsageError } from './command.ts'
import { controlSocketPath } from './control-client.ts'
import { entryCount, journalReport, together } from './journal-report.ts'

const primitives = { sha256, checkEd25519 }

const vkeyOption = {
  name: 'vkey',
  value: 'VKEY',
  help: {
    de: 'Öffentlicher Schlüssel des Logs, von woanders als das Log; sonst der des Datenverzeichnisses',
    en: 'Public key of the log, from elsewhere than the log; otherwise that of the data directory',
  },
}
const logOption = {
  name: 'log',
  value: 'DIR',
  help: { de: 'Ordner des Logs (sonst das neueste der Anlage)', en: 'Folder of the log (otherwise the newest here)' },
}

export const journalCommands: readonly CommandSpec[] = [
  {
    words: 'journal verify',
    argument: 'DIR',
    isArgumentOptional: true,
    summary: { de: 'Ein Beweisprotokoll vollständig nachprüfen', en: 'Verify a whole journal' },
    details: {
      de: 'DIR ist der Ordner eines Logs, ohne Angabe das neueste hier. Braucht weder Netz noch laufenden Server. Rechnet den Baum aus allen Einträgen nach und prüft Unterschriften, Kacheln und die Aussagen der Einträge. 0: geprüft; 1: widerlegt oder nur teilweise geprüft; 2: Fehler.',
      en: 'DIR is the folder of a log, by default the newest one here. Needs neither network nor a running server. Recomputes the tree from all entries and checks signatures, tiles and what the entries claim. 0: verified; 1: refuted or only partly verified; 2: failure.',
    },
    options: [
      vkeyOption,
      {
        name: 'policy',
        value: 'FILE',
        help: { de: 'Vertrauensdatei mit Zeugen (tlog-policy)', en: 'Trust file with witnesses (tlog-policy)' },
      },
      {
        name: 'against',
        value: 'FILE',
        help: {
          de: 'Älterer Checkpoint, der gedruckt oder per Post aufgehoben wurde',
          en: 'Older checkpoint that was kept on paper or by mail',
        },
      },
    ],
    run: verify,
  },
  {
    words: 'journal prove',
    argument: 'INDEX',
    summary: {
      de: 'Den Beweis für einen Eintrag ausgeben (tlog-proof)',
      en: 'Print the proof of an entry (tlog-proof)',
    },
    options: [logOption, vkeyOption],
    run: prove,
  },
  {
    words: 'journal stats',
    summary: { de: 'Die Logs der Anlage zeigen', en: 'Show the logs of the installation' },
    options: [],
    run: stats,
  },
]

/** A log to look at, and whom to trust about it. */
interface Chosen {
  readonly log: LogFolder
  readonly trust: Trust
  /** The key lies beside the log: it shows damage, and nothing about who holds the key. */
  readonly isOwnKey: boolean
  /** A server is writing to it. */
  readonly isGrowing: boolean
}

function chosen(call: CommandCall, named: string | undefined): Promise<Chosen> {
  const { data } = call.loadConfig().config
  const log = named === undefined ? logsOf(data).at(-1) : logFolder(named)
  if (log !== undefined && existsSync(log.path)) return withTrust(call, log, data)
  throw new UsageError({
    de: `kein Beweisprotokoll unter ${named ?? data}; Ordner des Logs oder --data DIR angeben`,
    en: `no journal below ${named ?? data}; name the folder of the log, or --data DIR`,
  })
}

async function withTrust(call: CommandCall, log: LogFolder, data: string): Promise<Chosen> {
  const isOurs = resolve(log.path).startsWith(join(resolve(data), 'journal', sep))
  const isGrowing = isOurs && existsSync(controlSocketPath(data))
  const [vkey, policy] = [optionText(call, 'vkey'), optionText(call, 'policy')]
  const policyBytes = policy === undefined ? undefined : new Uint8Array(readFileSync(policy))
  // Whoever gives neither has said nothing of witnesses, so none is asked for; the report says whose key it rests on.
  if (vkey !== undefined) {
    return { log, trust: parseTrust({ vkey, policy: policyBytes ?? noQuorum }, primitives), isOwnKey: false, isGrowing }
  }
  if (policyBytes !== undefined) {
    return { log, trust: parseTrust({ policy: policyBytes }, primitives), isOwnKey: false, isGrowing }
  }
  if (!isOurs) {
    throw new UsageError({
      de: 'ein fremdes Log braucht --vkey VKEY oder --policy FILE: von wem stammt es?',
      en: 'a log from elsewhere needs --vkey VKEY or --policy FILE: whose is it?',
    })
  }
  const own = call.wiring.logVkey(data, await originOf(log))
  return { log, trust: parseTrust({ vkey: own, policy: noQuorum }, primitives), isOwnKey: true, isGrowing }
}

/** A checkpoint that cannot be read is a finding, which the verification makes under whatever name. */
async function originOf(log: LogFolder): Promise<string> {
  try {
    return (await claimedBy(log))?.origin ?? unreadable
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return unreadable
  }
}

const unreadable = 'unreadable.invalid'

async function verify(call: CommandCall): Promise<ExitCode> {
  const { log, trust, isOwnKey, isGrowing } = await chosen(call, call.argument === '' ? undefined : call.argument)
  const against = optionText(call, 'against')
  const report = await verifyLog({
    read: log.read,
    list: log.list,
    trust,
    primitives,
    clock: clockOf(call),
    isGrowing,
    older: against === undefined ? [] : [new Uint8Array(readFileSync(against))],
  })
  const claims = report.outcome === 'refused' ? undefined : await claimsOf(log, report)
  const outcome = together(report, claims)
  if (call.isJson) say(call, JSON.stringify({ outcome, log: log.path, isOwnKey, report, claims }))
  else say(call, journalReport({ path: log.path, isOwnKey, report, claims }, call.language))
  return outcome === 'verified' ? 0 : 1
}

function clockOf(call: CommandCall): { readonly nowSeconds: number } {
  return { nowSeconds: Math.floor(call.wiring.now() / 1_000) }
}

const noQuorum = new TextEncoder().encode('quorum none\n')

/** What the entries say, below the size that was verified. */
async function claimsOf(log: LogFolder, { origin = '', size = 0 }: Report): Promise<ClaimReport> {
  const claims = new ClaimsCheck({ origin })
  for (let index = 0; index * tileWidth < size; index++) {
    const tile = tileAt({ level: 'entries', index }, size)
    if (tile === undefined) break
    const entries = await readEntries(tile, log.read)
    for (const [at, leaf] of entries.entries()) claims.take(index * tileWidth + at, leaf)
  }
  return claims.finish()
}

async function prove(call: CommandCall): Promise<ExitCode> {
  if (!/^(0|[1-9]\d{0,14})$/.test(call.argument)) {
    throw new UsageError({ de: 'INDEX ist eine ganze Zahl ab 0', en: 'INDEX is a whole number from 0' })
  }
  const index = Number(call.argument)
  const { log, trust } = await chosen(call, optionText(call, 'log'))
  const report = await verifyEntry({ index, read: log.read, trust, primitives, clock: clockOf(call) })
  const { shown, size = 0 } = report
  const isBeyond = report.checks.some(({ state }) => state === 'failed') && !isOtherwiseWrong(report)
  if (isBeyond) {
    const text = {
      de: `einen Eintrag ${index} gibt es nicht; das Log hat ${size}, der erste ist 0`,
      en: `there is no entry ${index}; the log has ${size}, and the first is 0`,
    }
    note(call, text[call.language])
    return 1
  }
  if (report.outcome !== 'verified' || shown === undefined) {
    say(
      call,
      call.isJson ? JSON.stringify(report) : journalReport({ path: log.path, isOwnKey: false, report }, call.language),
    )
    return 1
  }
  const text = new TextDecoder()
  const [proof, entry] = [text.decode(shown.proof), text.decode(shown.entry)]
  if (call.isJson) say(call, JSON.stringify({ index, leafHash: shown.leafHash, entry, proof }))
  else call.io.stdout.write(proof)
  return 0
}

/** An index beyond the size is a question about nothing, and no fault of the log. */
function isOtherwiseWrong({ checks }: Report): boolean {
  return checks.some(
    (check) => check.state === 'failed' && check.problems.some(({ code }) => code !== 'index_beyond_size'),
  )
}

async function stats(call: CommandCall): Promise<ExitCode> {
  const { data } = call.loadConfig().config
  const logs: { origin: string; directory: string; vkey: string; size: number }[] = []
  for (const log of logsOf(data)) {
    const claimed = await claimedBy(log)
    if (claimed === undefined) continue
    const { origin, size } = claimed
    logs.push({ origin, directory: log.path, vkey: call.wiring.logVkey(data, origin), size })
  }
  if (call.isJson) say(call, JSON.stringify({ logs }))
  else
    for (const { origin, directory, vkey, size } of logs)
      say(call, `${origin}\n  ${entryCount(size)[call.language]}\n  ${directory}\n  ${vkey}`)
  return 0
}
