import { ConfigInvalid } from '@stellwerk/contract/config-problem'
import type { DoctorCheck, DoctorFinding } from '@stellwerk/contract/doctor'
import type { Language, Text } from '@stellwerk/contract/language'

import { ConfigUnreadable, type LoadedConfig } from '../config.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { say } from './command.ts'
import { problemLines } from './config.ts'
import { askControl, controlSocketPath, NoServer } from './control-client.ts'
import { licenceFindings } from './doctor-licences.ts'

export const doctorCommand: CommandSpec = {
  words: 'doctor',
  summary: { de: 'Die Anlage ansehen und sagen, was zu tun ist', en: 'Look at the installation and say what to do' },
  details: {
    de: 'Liest nur und nimmt keine Sperre, mit laufendem Server oder ohne. Rückgabewert: 0 alles gut, 1 Hinweise, 2 Fehler.',
    en: 'Only reads and takes no lock, with a running server or without. Exit status: 0 all is well, 1 warnings, 2 problems.',
  },
  options: [],
  run: doctor,
}

async function doctor(call: CommandCall): Promise<ExitCode> {
  const loaded = loadedOr(call)
  const findings = 'check' in loaded ? [loaded] : await findingsOf(call, loaded)
  say(call, call.isJson ? JSON.stringify({ findings }) : report(findings, call.language))
  const states = new Set(findings.map(({ state }) => state))
  return states.has('problem') ? 2 : states.has('warning') ? 1 : 0
}

async function findingsOf(call: CommandCall, loaded: LoadedConfig): Promise<readonly DoctorFinding[]> {
  const isRunning = await isServed(call, loaded)
  const findings = await call.wiring.examine(loaded, { isServed: isRunning })
  return isRunning ? [...findings, ...(await licenceFindings(call, loaded))] : findings
}

/** Without a configuration nobody knows where to look. */
function loadedOr(call: CommandCall): LoadedConfig | DoctorFinding {
  try {
    return call.loadConfig()
  } catch (error) {
    if (error instanceof ConfigUnreadable) return { check: 'configuration', state: 'problem', text: error.text }
    if (!(error instanceof ConfigInvalid)) throw error
    const text = { de: problemLines(error, 'de').join('; '), en: problemLines(error, 'en').join('; ') }
    return { check: 'configuration', state: 'problem', text, next: checkFile }
  }
}

const checkFile: Text = {
  de: 'stellwerk config check; ein laufender Server bleibt bei den Tatsachen über Lizenzen, die er zuletzt lesen konnte',
  en: 'stellwerk config check; a running server keeps the licence facts that it could read last',
}

async function isServed({ language }: CommandCall, { config }: LoadedConfig): Promise<boolean> {
  try {
    await askControl({ socketPath: controlSocketPath(config.data), language, method: 'GET', path: '/api/keys' })
    return true
  } catch (error) {
    if (error instanceof NoServer) return false
    throw error
  }
}

const marks = {
  ok: { de: 'gut', en: 'ok' },
  warning: { de: 'HINWEIS', en: 'WARNING' },
  problem: { de: 'FEHLER', en: 'PROBLEM' },
} as const satisfies Record<DoctorFinding['state'], Text>

const names = {
  configuration: { de: 'Konfiguration', en: 'configuration' },
  server: { de: 'Server', en: 'server' },
  listener: { de: 'Lauscher', en: 'listener' },
  certificates: { de: 'Zertifikate', en: 'certificates' },
  embedded: { de: 'eingebaute Maschine', en: 'embedded engine' },
  privacyModel: { de: 'Modell für personenbezogene Daten', en: 'model for personal data' },
  licences: { de: 'Lizenzen', en: 'licences' },
  licenceCatalogue: { de: 'Lizenzkatalog', en: 'catalogue of licences' },
  dataDirectory: { de: 'Datenverzeichnis', en: 'data directory' },
  keyFiles: { de: 'Schlüsseldateien', en: 'key files' },
  testKeys: { de: 'Testschlüssel', en: 'test keys' },
  journal: { de: 'Protokoll', en: 'journal' },
  entries: { de: 'Wachstum', en: 'growth' },
  disk: { de: 'Platte', en: 'disk' },
  vault: { de: 'Tresor', en: 'vault' },
  store: { de: 'Speicher', en: 'store' },
  rollback: { de: 'Rückspielen', en: 'rollback' },
  custodian: { de: 'Verwahrung', en: 'custody' },
  timestamp: { de: 'Zeitstempel', en: 'time-stamp' },
  backup: { de: 'Sicherung', en: 'backup' },
  openCalls: { de: 'offene Aufrufe', en: 'open calls' },
  retention: { de: 'Fristen', en: 'retention' },
  clock: { de: 'Uhr', en: 'clock' },
  reserve: { de: 'Reserve', en: 'reserve' },
} as const satisfies Record<DoctorCheck, Text>

function report(findings: readonly DoctorFinding[], language: Language): string {
  return findings
    .map(({ check, state, text, next }) => {
      const line = `${marks[state][language].padEnd(8)} ${names[check][language]}: ${text[language]}`
      return next === undefined ? line : `${line}\n${' '.repeat(9)}→ ${next[language]}`
    })
    .join('\n')
}
