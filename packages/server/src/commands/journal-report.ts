// The report of a verification, for people.
import type { ClaimCheck, ClaimReport } from '@stellwerk/contract/journal/claim-report'
import type { Language, Text } from '@stellwerk/contract/language'
import type { Check, Outcome, Report } from '@stellwerk/tlog/verify/report'

/** What is told: which log, by which key, and what came of it. */
export interface Told {
  readonly path: string
  /** The key lay beside the log. */
  readonly isOwnKey: boolean
  readonly report: Report
  /** Left out when the tree itself is refuted. */
  readonly claims?: ClaimReport | undefined
}

const outcomes: Readonly<Record<Outcome, Text>> = {
  verified: { de: 'GEPRÜFT', en: 'VERIFIED' },
  partial: { de: 'TEILWEISE GEPRÜFT (PARTIAL)', en: 'PARTIAL' },
  refused: { de: 'WIDERLEGT', en: 'REFUTED' },
}

const names: Readonly<Record<Check['name'] | ClaimCheck['name'], Text>> = {
  proof: { de: 'Form des Beweises', en: 'form of the proof' },
  checkpoint: { de: 'Form des Checkpoints', en: 'form of the checkpoint' },
  origin: { de: 'Name des Logs', en: 'name of the log' },
  logSignature: { de: 'Unterschrift des Logs', en: 'signature of the log' },
  cosignatures: { de: 'Unterschriften der Zeugen', en: 'signatures of witnesses' },
  cosignatureTimes: { de: 'Zeiten der Zeugen', en: 'times of witnesses' },
  entries: { de: 'Einträge ergeben die Wurzel', en: 'entries lead to the root' },
  tiles: { de: 'Kacheln', en: 'tiles' },
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
  succession: { de: 'Anschluss an das vorige Log', en: 'follows the log before' },
  reconciliation: { de: 'Abgleich mit den Maschinen', en: 'reconciliation with engines' },
}

const states: Readonly<Record<Check['state'], Text>> = {
  ok: { de: 'in Ordnung', en: 'ok' },
  failed: { de: 'FEHLER', en: 'FAILED' },
  notChecked: { de: 'nicht geprüft', en: 'not checked' },
}

/** Nothing of the kind is there, or nobody demanded it. */
const none: Text = { de: 'keine', en: 'none' }

const ownKey: Text = {
  de: 'Der Schlüssel stammt aus demselben Datenverzeichnis wie das Log: Schäden fallen auf, ein ausgetauschtes Log nicht. Mit --vkey oder --policy von anderer Stelle prüfen.',
  en: 'The key comes from the same data directory as the log: damage shows, an exchanged log does not. Verify with --vkey or --policy from elsewhere.',
}

const limits: Text = {
  de: 'Gefunden wird jede Änderung unterhalb des neuesten Checkpoints, den jemand außerhalb aufbewahrt. Über Anfragen, die das Gateway nie erreicht haben, und über die Zeit danach sagt ein Log nichts.',
  en: 'Any change below the newest checkpoint that somebody outside keeps is found. A log says nothing about requests that never reached the gateway, nor about the time after that checkpoint.',
}

/** @example journalReport({ path, isOwnKey: true, report, claims }, 'de') */
export function journalReport({ path, isOwnKey, report, claims }: Told, language: Language): string {
  const { origin = '–', size = 0 } = report
  const entries = entryCount(size)[language]
  const checks = [...report.checks, ...(claims?.checks ?? [])]
  return [
    `${outcomes[together(report, claims)][language]}  ${origin}, ${entries}`,
    path,
    ...checks.flatMap((check) => linesFor(check, language)),
    ...(isOwnKey ? [ownKey[language]] : []),
    limits[language],
  ].join('\n')
}

/** @example entryCount(3).en // '3 entries' */
export function entryCount(size: number): Text {
  return size === 1 ? { de: '1 Eintrag', en: '1 entry' } : { de: `${size} Einträge`, en: `${size} entries` }
}

/** The worse of both. */
export function together(report: Report, claims: ClaimReport | undefined): Outcome {
  const all = [report.outcome, ...(claims === undefined ? [] : [claims.outcome])]
  return all.find((outcome) => outcome === 'refused') ?? all.find((outcome) => outcome === 'partial') ?? 'verified'
}

function linesFor(check: Check | ClaimCheck, language: Language): readonly string[] {
  const isEmpty = check.state === 'ok' && check.count === 0
  const state = (isEmpty ? none : states[check.state])[language]
  const detail =
    check.state === 'notChecked' ? ` (${check.because})` : check.state === 'ok' && !isEmpty ? ` (${check.count})` : ''
  const line = `  ${state.padEnd(13)} ${names[check.name][language]}${detail}`
  if (check.state !== 'failed') return [line]
  return [line, ...check.problems.map((problem) => `      ${Object.values(problem).join(' ')}`)]
}
