import { existsSync, writeFileSync } from 'node:fs'

import type { Language } from '@stellwerk/contract/language'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import { verifyEntry } from '@stellwerk/tlog/verify/entry'
import type { Report } from '@stellwerk/tlog/verify/report'
import type { Trust } from '@stellwerk/tlog/verify/signed-checkpoint'

import { claimedBy, inOrder, type LogFolder, logFolder, logsOf } from '../log-folder.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { note, optionText, say, UsageError } from './command.ts'
import { controlSocketPath } from './control-client.ts'
import { checkpointCommand } from './journal-checkpoint.ts'
import { exportCommand } from './journal-export.ts'
import { entryCount, journalReport } from './journal-report.ts'
import { sampleCommand } from './journal-sample.ts'
import { logOption, mustName, namedTrust, ownTrust, primitives, vkeyOption } from './journal-trust.ts'
import { isOfInstallation, noJournal, verify } from './journal-verify.ts'
import { clockOf, type OwnInstallation, verifyOptions } from './journal-verify-call.ts'
import { wordsOf } from './journal-words.ts'

export const journalCommands: readonly CommandSpec[] = [
  {
    words: 'journal verify',
    argument: 'WHAT',
    isArgumentOptional: true,
    summary: {
      de: 'Beweisprotokoll oder Beweisbündel vollständig nachprüfen',
      en: 'Verify a journal or an evidence bundle',
    },
    details: {
      de: 'WHAT ist der Ordner eines Protokolls, ein Datenverzeichnis oder dessen Ordner journal (alle Protokolle als Kette), eine Adresse wie https://gateway.example/log/2026h2, ein Beweisbündel oder der Beweis eines Eintrags (.tlog-proof); ohne Angabe das Beweisprotokoll dieser Anlage. Rechnet den Baum aus allen Einträgen nach und prüft Unterschriften, Zeugen, Dateien und was die Einträge behaupten. 0: geprüft; 1: widerlegt oder nur teilweise geprüft; 2: Fehler.',
      en: 'WHAT is the folder of a log, a data directory or its folder journal (all logs as a chain), an address such as https://gateway.example/log/2026h2, an evidence bundle, or the proof of an entry (.tlog-proof); by default the journal of this installation. Recomputes the tree from all entries and checks signatures, witnesses, files and what the entries claim. 0: verified; 1: refuted or only partly verified; 2: failure.',
    },
    options: verifyOptions,
    run: (call) => verify({ ...call, installation: () => installationOf(call) }),
  },
  {
    words: 'journal prove',
    argument: 'INDEX',
    summary: {
      de: 'Den Beweis für einen Eintrag ausgeben (tlog-proof)',
      en: 'Print the proof of an entry (tlog-proof)',
    },
    options: [
      logOption,
      vkeyOption,
      {
        name: 'entry',
        value: 'FILE',
        help: {
          de: 'Dorthin den Eintrag schreiben, wie journal verify ihn zum Beweis braucht',
          en: 'Where to write the entry, as journal verify needs it beside the proof',
        },
      },
    ],
    run: prove,
  },
  {
    words: 'journal stats',
    summary: { de: 'Die Logs der Anlage zeigen', en: 'Show the logs of the installation' },
    options: [],
    run: stats,
  },
  checkpointCommand,
  exportCommand,
  sampleCommand,
]

function installationOf(call: CommandCall): OwnInstallation {
  const { data, journal } = call.loadConfig().config
  return {
    data,
    isRunning: existsSync(controlSocketPath(data)),
    timestampRoots: journal.timestamp?.roots,
    logVkey: (origin) => call.wiring.logVkey(data, origin),
  }
}

/** The log that `--log` names, or the newest one here, and whom to trust about it. */
async function chosen(call: CommandCall): Promise<{ readonly log: LogFolder; readonly trust: Trust }> {
  const { data } = call.loadConfig().config
  const named = optionText(call, 'log')
  const log = named === undefined ? (await inOrder(logsOf(data))).at(-1) : logFolder(named)
  if (log === undefined || !existsSync(log.path)) throw noJournal(named ?? data)
  const isOurs = isOfInstallation(log, data)
  const logVkey = (name: string): string => call.wiring.logVkey(data, name)
  return { log, trust: namedTrust(call) ?? (isOurs ? await ownTrust(logVkey, log) : mustName(call)) }
}

async function prove(call: CommandCall): Promise<ExitCode> {
  if (!/^(0|[1-9]\d{0,14})$/.test(call.argument)) {
    throw new UsageError({ de: 'INDEX ist eine ganze Zahl ab 0', en: 'INDEX is a whole number from 0' })
  }
  const index = Number(call.argument)
  const { log, trust } = await chosen(call)
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
    say(call, call.isJson ? JSON.stringify(report) : entryReport(log, report, call.language))
    return 1
  }
  const text = new TextDecoder()
  const [proof, entry] = [text.decode(shown.proof), text.decode(shown.entry)]
  const entryFile = optionText(call, 'entry')
  if (entryFile !== undefined) writeFileSync(entryFile, shown.entry)
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

function entryReport({ path }: LogFolder, report: Report, language: Language): string {
  const { outcome } = report
  const nothing = { claims: undefined, checks: [], stamps: [], isOwnKey: false } as const
  return journalReport({ outcome, what: 'journal', target: path, logs: [{ path, report }], ...nothing }, language)
}

/** A log as `stats` shows it. */
type LogStats =
  | { readonly origin: string; readonly directory: string; readonly vkey: string; readonly size: number }
  | { readonly directory: string; readonly problem: string }

async function stats(call: CommandCall): Promise<ExitCode> {
  const { data } = call.loadConfig().config
  const logs: LogStats[] = []
  for (const log of await inOrder(logsOf(data))) {
    const found = await statsOf(call, log, data)
    if (found !== undefined) logs.push(found)
  }
  if (call.isJson) say(call, JSON.stringify({ logs }))
  else for (const log of logs) say(call, statsText(log, call.language))
  return logs.some((log) => 'problem' in log) ? 1 : 0
}

/** One log that is damaged must not hide the others. `undefined` as long as it has no checkpoint. */
async function statsOf(call: CommandCall, log: LogFolder, data: string): Promise<LogStats | undefined> {
  try {
    const claimed = await claimedBy(log)
    if (claimed === undefined) return undefined
    const { origin, size } = claimed
    return { origin, directory: log.path, vkey: call.wiring.logVkey(data, origin), size }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return { directory: log.path, problem: error.code }
  }
}

function statsText(log: LogStats, language: Language): string {
  if ('problem' in log) return `${log.directory}\n  ${wordsOf(log.problem)[language]} [${log.problem}]`
  const { origin, directory, vkey, size } = log
  return `${origin}\n  ${entryCount(size)[language]}\n  ${directory}\n  ${vkey}`
}
