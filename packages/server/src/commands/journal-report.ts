// The report of a verification, for people.
import type { ClaimCheck, ClaimReport, Deviation } from '@stellwerk/contract/journal/claim-report'
import type { Language, Text } from '@stellwerk/contract/language'
import type { Check, Outcome, Report } from '@stellwerk/tlog/verify/report'

import type { OwnCheck } from './journal-checks.ts'
import type { LogVerdict } from './journal-logs-verification.ts'
import type { ShownStamp } from './journal-stamps.ts'
import type { Verification } from './journal-verification.ts'
import { omissionWords, wordsOf } from './journal-words.ts'

type AnyCheck = Check | ClaimCheck | OwnCheck

const outcomes: Readonly<Record<Outcome, Text>> = {
  verified: { de: 'GEPRÜFT', en: 'VERIFIED' },
  partial: { de: 'TEILWEISE GEPRÜFT (PARTIAL)', en: 'PARTIAL' },
  refused: { de: 'WIDERLEGT', en: 'REFUTED' },
}

const names: Readonly<Record<AnyCheck['name'], Text>> = {
  proof: { de: 'Form des Beweises', en: 'form of the proof' },
  checkpoint: { de: 'Form des Checkpoints', en: 'form of the checkpoint' },
  origin: { de: 'Name des Protokolls', en: 'name of the log' },
  logSignature: { de: 'Unterschrift des Protokolls', en: 'signature of the log' },
  cosignatures: { de: 'Unterschriften der Zeugen', en: 'signatures of witnesses' },
  cosignatureTimes: { de: 'Zeiten der Zeugen', en: 'times of witnesses' },
  entries: { de: 'Einträge ergeben die Wurzel', en: 'entries lead to the root' },
  tiles: { de: 'Dateien mit Hashes', en: 'files of hashes' },
  nothingBeyond: { de: 'nichts darüber hinaus', en: 'nothing beyond' },
  inclusion: { de: 'Eintrag ist im Baum', en: 'entry is in the tree' },
  consistency: { de: 'setzt den älteren Stand fort', en: 'continues the older state' },
  cosignatureOrder: { de: 'Reihenfolge der Zeugen', en: 'order of witnesses' },
  schema: { de: 'Form der Einträge', en: 'form of the entries' },
  counters: { de: 'Zähler ohne Lücke', en: 'counters without gaps' },
  pairing: { de: 'Absicht und Ende', en: 'intent and end' },
  delivery: { de: 'nichts ohne Erlaubnis', en: 'nothing without a permit' },
  configuration: { de: 'Konfiguration in Kraft', en: 'configuration in force' },
  erasure: { de: 'Löschungen', en: 'erasures' },
  keyChange: { de: 'Schlüsselwechsel', en: 'changes of key' },
  succession: { de: 'Anschluss an das vorige Protokoll', en: 'follows the log before' },
  reconciliation: { de: 'Abgleich mit den Maschinen', en: 'reconciliation with engines' },
  entriesRead: { de: 'Einträge gelesen', en: 'entries read' },
  trustedKey: { de: 'Schlüssel von anderer Stelle', en: 'key from elsewhere' },
  bundle: { de: 'Form des Bündels', en: 'form of the bundle' },
  files: { de: 'Prüfsummen der Dateien', en: 'digests of the files' },
  shownEntries: { de: 'gezeigte Einträge sind im Protokoll', en: 'entries shown are in the log' },
  openings: { de: 'Offengelegtes passt zum Eintrag', en: 'what was disclosed fits the entry' },
  erased: { de: 'Gelöschtes bleibt gelöscht', en: 'what was erased stays erased' },
  kept: { de: 'setzt den aufgehobenen Stand fort', en: 'continues the state that was kept' },
  timestamps: { de: 'Zeitstempel', en: 'time-stamps' },
}

const states: Readonly<Record<AnyCheck['state'], Text>> = {
  ok: { de: 'in Ordnung', en: 'ok' },
  failed: { de: 'FEHLER', en: 'FAILED' },
  notChecked: { de: 'nicht geprüft', en: 'not checked' },
}

/** Nothing of the kind is there, or nobody demanded it. */
const none: Text = { de: 'keine', en: 'none' }

const partial: Text = {
  de: 'Teilweise geprüft heißt: Es wurde nichts Falsches gefunden, aber etwas wurde nicht angesehen (oben „nicht geprüft“). Das zählt nicht als geprüft.',
  en: 'Partial means: nothing wrong was found, but something was not looked at (above, "not checked"). It does not count as verified.',
}

const ownKey: Text = {
  de: 'Der Schlüssel stammt aus demselben Datenverzeichnis wie das Protokoll: Schäden fallen auf, ein ausgetauschtes Protokoll nicht. Mit --vkey oder --policy von anderer Stelle prüfen.',
  en: 'The key comes from the same data directory as the log: damage shows, an exchanged log does not. Verify with --vkey or --policy from elsewhere.',
}

const excerpt: Text = {
  de: 'Ein Auszug: Die gezeigten Einträge stehen so im Protokoll. Was das Protokoll sonst noch enthält, und ob zu diesen Aufrufen noch mehr gehört, zeigt er nicht.',
  en: 'An excerpt: the entries shown stand in the log as they are. What else the log holds, and whether there is more about these calls, it does not show.',
}

const limits: Text = {
  de: 'Gefunden wird jede Änderung unterhalb des neuesten Checkpoints, den ein Zeuge, ein Zeitstempel oder sonst jemand außerhalb festhält. Über Anfragen, die das Gateway nie erreicht haben, und über die Zeit danach sagt ein Protokoll nichts. Vollständigkeit beweist es nicht.',
  en: 'Any change below the newest checkpoint that a witness, a time-stamp or somebody else outside holds is found. A log says nothing about requests that never reached the gateway, nor about the time after that checkpoint. It does not prove completeness.',
}

/** @example outcomeWord(report, 'en') // 'VERIFIED' */
export function outcomeWord({ outcome }: { readonly outcome: Outcome }, language: Language): string {
  return outcomes[outcome][language]
}

/** @example journalReport(verification, 'de') // 'GEPRÜFT  gateway.example/log/2026h2, 3 Einträge\n…' */
export function journalReport(verification: Verification, language: Language): string {
  const { outcome, target, logs, claims, checks, stamps, isOwnKey, what, selection } = verification
  const [only, ...more] = logs
  const head = only !== undefined && more.length === 0 ? logTitle(only.report, language) : logCount(logs, language)
  const isExcerpt = what === 'proof' || (selection !== undefined && selection.kind !== 'whole')
  return [
    `${outcomeWord(verification, language)}  ${head}`,
    target,
    ...logs.flatMap((log) => logLines(log, logs.length > 1, language)),
    ...(claims?.checks ?? []).flatMap((check) => linesFor(check, language)),
    ...checks.flatMap((check) => linesFor(check, language)),
    ...stamps.map((stamp) => stampLine(stamp, language)),
    ...(claims === undefined ? [] : claimNotes(claims, language)),
    ...(outcome === 'partial' ? [partial[language]] : []),
    ...(isExcerpt && outcome !== 'refused' ? [excerpt[language]] : []),
    ...(isOwnKey && what !== 'bundle' ? [ownKey[language]] : []),
    limits[language],
  ]
    .map(shown)
    .join('\n')
}

/** Names come from strangers. What would move the cursor or turn the writing around is not shown to a terminal. */
function shown(line: string): string {
  return line.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}

function logTitle({ origin = '–', size = 0 }: Report, language: Language): string {
  return `${origin}, ${entryCount(size)[language]}`
}

function logCount(logs: readonly LogVerdict[], language: Language): string {
  const size = logs.reduce((sum, { report }) => sum + (report.size ?? 0), 0)
  const count = { de: `${logs.length} Protokolle`, en: `${logs.length} logs` }[language]
  return `${count}, ${entryCount(size)[language]}`
}

/** Of several logs each has a title; what is in order there is told in one line. */
function logLines({ path, report }: LogVerdict, isOneOfSeveral: boolean, language: Language): readonly string[] {
  const lines = report.checks.flatMap((check) => linesFor(check, language))
  if (!isOneOfSeveral) return lines
  return [`${outcomeWord(report, language)}  ${logTitle(report, language)}  ${path}`, ...lines]
}

/** @example entryCount(3).en // '3 entries' */
export function entryCount(size: number): Text {
  return size === 1 ? { de: '1 Eintrag', en: '1 entry' } : { de: `${size} Einträge`, en: `${size} entries` }
}

function linesFor(check: AnyCheck, language: Language): readonly string[] {
  const isEmpty = check.state === 'ok' && check.count === 0
  const state = (isEmpty ? none : states[check.state])[language]
  const count = check.state === 'ok' && !isEmpty ? ` (${check.count})` : ''
  const line = `  ${state.padEnd(13)} ${names[check.name][language]}${count}`
  if (check.state === 'notChecked') return [line, `      ${omissionWords(check.because)[language]}`]
  if (check.state === 'ok') return [line]
  return [line, ...check.problems.map((problem) => problemLine(problem, language))]
}

/** Words first, then the code and where: a person reads the first half, an expert the second. */
function problemLine(problem: { readonly code: string }, language: Language): string {
  const { code, ...where } = problem
  const place = Object.values(where).join(' ')
  return `      ${wordsOf(code)[language]} [${code}${place === '' ? '' : ` ${place}`}]`
}

function stampLine({ timeMs, authority, path }: ShownStamp, language: Language): string {
  const at = new Date(timeMs).toISOString()
  return {
    de: `  Zeitstempel vom ${at} von ${authority} (${path}): was unter dem gestempelten Checkpoint liegt, gab es da schon.`,
    en: `  time-stamp of ${at} by ${authority} (${path}): what lies below the stamped checkpoint existed then.`,
  }[language]
}

function claimNotes(claims: ClaimReport, language: Language): readonly string[] {
  const { openIntents, deviations, deviationCount, notes } = claims
  const fell = notes.filter(({ code }) => code === 'time_fell').length
  const lines: Text[] = []
  if (openIntents > 0) {
    lines.push({
      de: `Ohne Ende bisher: ${openIntents} (Aufrufe, die noch laufen, oder deren Ende noch nicht eingetragen ist).`,
      en: `Without an end so far: ${openIntents} (calls that still run, or whose end is not entered yet).`,
    })
  }
  if (fell > 0) {
    lines.push({
      de: `Die Uhr wurde ${fell}-mal zurückgestellt; die Reihenfolge der Einträge bleibt davon unberührt.`,
      en: `The clock was set back ${fell} times; the order of the entries does not depend on it.`,
    })
  }
  const killed = notes.filter(({ code }) => code === 'stop_missing').length
  if (killed > 0) {
    lines.push({
      de: `Neustarts ohne Eintrag stop davor: ${killed} (Absturz, Stromausfall oder volle Platte).`,
      en: `Starts without a stop entry before them: ${killed} (a crash, a power cut or a full disk).`,
    })
  }
  if (deviationCount > 0) {
    const first = deviations
      .slice(0, 5)
      .map((deviation) => deviationText(deviation, language))
      .join('; ')
    lines.push({
      de: `Abgleich mit Abweichung: ${deviationCount}: ${first}`,
      en: `Reconciliations that deviate: ${deviationCount}: ${first}`,
    })
  }
  return lines.map((line) => line[language])
}

function deviationText({ upstream, kind, counter, by, index }: Deviation, language: Language): string {
  return [upstream, deviationKinds[kind][language], by, counter, `[${index}]`]
    .filter((part) => part !== undefined)
    .join(' ')
}

/** Beyond what the journal has, short of it, or without anything to compare with. */
const deviationKinds: Readonly<Record<Deviation['kind'], Text>> = {
  more: { de: 'zählte mehr:', en: 'counted more:' },
  less: { de: 'zählte weniger:', en: 'counted less:' },
  unread: { de: 'nicht lesbar', en: 'not readable' },
  between: { de: 'zählte unverglichen:', en: 'counted uncompared:' },
}
