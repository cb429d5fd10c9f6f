// What the doctor says, in plain words.
import type { ListenConfig } from '@stellwerk/contract/config-listen'
import type { Text } from '@stellwerk/contract/language'

const both = (text: string): Text => ({ de: text, en: text })

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** @example shown(1_500_000) // '1.5 MB' */
function shown(bytes: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${Math.round((bytes / 1_000 ** step) * 10) / 10} ${units[step] ?? ''}`
}

export const doctorTexts = {
  configured: (file: string | undefined): Text =>
    file === undefined ? { de: 'keine Datei; eingebaute Vorgaben', en: 'no file; built-in defaults' } : both(file),
  checkConfig: both('stellwerk config check'),
  served: { de: 'läuft', en: 'runs' },
  notServed: { de: 'läuft nicht', en: 'does not run' },
  listener: ({ host, port, socket, tls }: ListenConfig): Text => {
    if (socket !== undefined) return both(`unix:${socket}`)
    const address = `${host.includes(':') ? `[${host}]` : host}:${port}`
    if (tls !== undefined) return both(`${address}, TLS ${tls.minVersion}+`)
    return { de: `${address}, nur dieser Rechner`, en: `${address}, this machine alone` }
  },
  renew: {
    de: 'Zertifikat und Schlüssel erneuern; ein laufender Server liest sie in wenigen Sekunden von selbst',
    en: 'Renew certificate and key; a running server reads them by itself within seconds',
  },
  noData: (data: string): Text => ({ de: `${data} gibt es nicht`, en: `there is no ${data}` }),
  startOnce: {
    de: 'Der erste Start legt es an; nach einer Rückspielung ist hier etwas verloren gegangen',
    en: 'The first start makes it; after a restore something got lost here',
  },
  otherAccount: {
    de: 'Unter dem Konto aufrufen, unter dem der Server läuft',
    en: 'Run it under the account that runs the server',
  },
  readable: (path: string): Text => ({ de: `${path} ist für andere lesbar`, en: `${path} can be read by others` }),
  noKeys: (folder: string): Text => ({ de: `in ${folder} liegt kein Schlüssel`, en: `there is no key in ${folder}` }),
  keysClosed: (names: readonly string[]): Text => ({
    de: `${names.join(', ')}: nur für uns lesbar`,
    en: `${names.join(', ')}: readable by us alone`,
  }),
  keyBack: { de: 'Aus der Sicherung zurückholen, Rechte 0600', en: 'Get it back from the backup, with mode 0600' },
  noTestKey: { de: 'kein veröffentlichter Testschlüssel', en: 'no published test key' },
  testKey: (whose: string): Text => ({
    de: `${whose}: ein Testschlüssel aus RFC 8032, dessen geheime Hälfte jeder kennt`,
    en: `${whose}: a test key of RFC 8032, whose secret half everybody knows`,
  }),
  newKey: {
    de: 'Was er unterschrieben hat, beweist nichts: mit eigenem Schlüssel neu beginnen',
    en: 'What it signed proves nothing: begin anew with a key of your own',
  },
  noJournal: { de: 'noch nichts aufgezeichnet', en: 'nothing recorded yet' },
  journal: (origin: string, size: number, count: number): Text => ({
    de: `${origin}: ${size} Einträge, heil; ${count} Log(s)`,
    en: `${origin}: ${size} entries, sound; ${count} log(s)`,
  }),
  restored: {
    de: 'kam aus einer Sicherung zurück; der nächste Start beginnt ein Log mit neuem Namen',
    en: 'came back from a backup; the next start begins a log with a new name',
  },
  disputed: (folder: string): Text => ({
    de: `ein Zeuge hat etwas anderes gesehen als dieses Protokoll: ${folder}`,
    en: `a witness has seen something else than this journal: ${folder}`,
  }),
  disputedNext: (folder: string): Text => both(`stellwerk journal verify ${folder} --against FILE`),
  rolledBack: {
    de: 'Jemand hat ältere Dateien zurückgelegt. Die neueren wieder einsetzen, oder eine Sicherung mit stellwerk restore zurückspielen',
    en: 'Somebody put older files back. Put the newer ones back, or restore a backup with stellwerk restore',
  },
  newerProgram: { de: 'Das neuere Programm wieder einsetzen', en: 'Install the newer program again' },
  fromBackup: {
    de: 'stellwerk journal verify zeigt, was noch hält; sonst eine Sicherung mit stellwerk restore zurückspielen',
    en: 'stellwerk journal verify shows what still holds; otherwise restore a backup with stellwerk restore',
  },
  young: (total: number, bytes: number, free: number): Text => ({
    de: `${total} Einträge, ${shown(bytes)}; frei ${shown(free)}. Für eine Vorhersage noch zu jung`,
    en: `${total} entries, ${shown(bytes)}; ${shown(free)} free. Too young for a forecast`,
  }),
  growth: (total: number, perDay: number, bytesPerDay: number): Text => ({
    de: `${total} Einträge, in den letzten 7 Tagen ${perDay} am Tag, ${shown(bytesPerDay)} am Tag`,
    en: `${total} entries, in the last 7 days ${perDay} a day, ${shown(bytesPerDay)} a day`,
  }),
  disk: (free: number, days: number): Text => ({
    de: `frei ${shown(free)}; bei diesem Tempo voll in ${days > 3_650 ? 'über zehn Jahren' : `${days} Tagen`}`,
    en: `${shown(free)} free; at this pace full in ${days > 3_650 ? 'more than ten years' : `${days} days`}`,
  }),
  makeRoom: {
    de: 'Platz schaffen: Ist die Platte voll, wird jede Anfrage abgelehnt',
    en: 'Make room: with a full disk every request is refused',
  },
  vault: (logs: number, holds: number): Text => ({
    de: `passt zum Protokoll; ${logs} Log(s), ${holds} Sperre(n)`,
    en: `agrees with the journal; ${logs} log(s), ${holds} hold(s)`,
  }),
  vaultDiffers: (origin: string, held: number, size: number): Text => ({
    de: `${origin}: der Tresor hat ${held} Einträge, das Protokoll ${size}`,
    en: `${origin}: the vault has ${held} entries, the journal ${size}`,
  }),
  untold: (count: number): Text => ({
    de: `${count} Löschung(en) stehen noch nicht im Protokoll`,
    en: `${count} erasure(s) are not in the journal yet`,
  }),
  untoldNext: {
    de: 'Der Server trägt sie nach; lange Lesevorgänge am Tresor beenden',
    en: 'The server tells them later; end long reads of the vault',
  },
  openCalls: (count: number): Text => ({ de: `${count} Aufruf(e) laufen`, en: `${count} call(s) run` }),
  leftOpen: (count: number): Text => ({
    de: count === 0 ? 'keiner' : `${count} Aufruf(e) ohne Ende; der nächste Start schließt sie`,
    en: count === 0 ? 'none' : `${count} call(s) without an end; the next start closes them`,
  }),
  clock: { de: 'nicht hinter dem neuesten Eintrag', en: 'not behind the newest entry' },
  behind: (seconds: number): Text => ({
    de: `die Uhr geht ${seconds} s hinter dem neuesten Eintrag`,
    en: `the clock is ${seconds} s behind the newest entry`,
  }),
  setClock: { de: 'Die Uhr stellen (NTP) und den Grund suchen', en: 'Set the clock (NTP) and look for the reason' },
  withinTerm: { de: 'kein Log ist als Ganzes abgelaufen', en: 'no log is past its term as a whole' },
  pastTerm: (names: readonly string[], days: number): Text => ({
    de: `${names.join(', ')}: der letzte Eintrag ist älter als ${days} Tage`,
    en: `${names.join(', ')}: the last entry is older than ${days} days`,
  }),
  pastTermNext: {
    de: 'Diese Logs dürfen als Ganzes gelöscht werden; letzten Checkpoint und Zeitstempel behalten',
    en: 'These logs may be deleted as a whole; keep the last checkpoint and its time-stamp',
  },
  noStoreYet: { de: 'noch keine Schlüssel vergeben', en: 'no keys made yet' },
  noStore: { de: 'stellwerk.sqlite fehlt', en: 'stellwerk.sqlite is missing' },
  newerStore: (storeVersion: number, programVersion: number): Text => ({
    de: `Schemaversion ${storeVersion}, dieses Programm kennt nur bis ${programVersion}`,
    en: `schema version ${storeVersion}, this program knows up to ${programVersion}`,
  }),
  store: (count: number): Text => ({ de: `${count} gültige(r) Schlüssel`, en: `${count} valid key(s)` }),
  strangers: (ids: readonly string[]): Text => ({
    de: `gültige Schlüssel für Anwendungsfälle, die nicht in der Konfiguration stehen: ${ids.join(', ')}`,
    en: `valid keys for use cases that are not in the configuration: ${ids.join(', ')}`,
  }),
  strangersNext: both('stellwerk keys list, stellwerk keys revoke'),
  apart: {
    de: 'der Schlüssel des Tresors liegt woanders als der des Protokolls',
    en: 'the key of the vault lies elsewhere than that of the journal',
  },
  together: {
    de: 'log.key und vault.kek haben denselben Ordner: Wer ihn hat, liest alles und kann eine andere Geschichte schreiben',
    en: 'log.key and vault.kek share one folder: whoever has it reads everything and can write another history',
  },
  togetherNext: {
    de: 'vault.key auf eine Datei außerhalb, einen Befehl oder einen Dienst setzen',
    en: 'Set vault.key to a file outside, a command or a service',
  },
  stamped: { de: 'der heutige ist da', en: "today's is there" },
  unstamped: (newestMs: number): Text => {
    const day = newestMs === 0 ? undefined : new Date(newestMs).toISOString().slice(0, 10)
    return {
      de: day === undefined ? 'noch keiner' : `der neueste ist vom ${day}`,
      en: day === undefined ? 'none yet' : `the newest is of ${day}`,
    }
  },
  unstampedNext: {
    de: 'Im Log des Servers nach timestamp suchen: ob die Stelle antwortet',
    en: 'Look for timestamp in the log of the server: whether the authority answers',
  },
  noBackup: { de: 'keine von stellwerk backup bekannt', en: 'none of stellwerk backup known' },
  backup: (days: number): Text => ({ de: `zuletzt vor ${days} Tag(en)`, en: `${days} day(s) ago` }),
  backupNext: both('stellwerk backup --out DIR'),
  reserve: { de: 'liegt bereit', en: 'is there' },
  noReserve: {
    de: 'fehlt, obwohl der Server läuft: Die Platte ist voll',
    en: 'is missing although the server runs: the disk is full',
  },
} as const
