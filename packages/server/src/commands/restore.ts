import type { BackupRestored, RestoredLoss } from '@stellwerk/contract/journal/backup'
import type { Language } from '@stellwerk/contract/language'

import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { note, optionNumber, optionText, say, UsageError } from './command.ts'

export const restoreCommand: CommandSpec = {
  words: 'restore',
  argument: 'BACKUP',
  summary: { de: 'Eine Sicherung zurückspielen', en: 'Put a backup back' },
  details: {
    de: 'Nur in ein leeres Datenverzeichnis (--data DIR) und ohne laufenden Server. Was nach der Sicherung kam, ist verloren; der nächste Start beginnt deshalb ein Log mit neuem Namen (-r1), dessen erster Eintrag das sagt. Nie ein Datenverzeichnis von Hand zurückkopieren: Das sieht aus wie eine gefälschte Geschichte.',
    en: 'Only into an empty data directory (--data DIR) and without a running server. What came after the backup is lost; the next start therefore begins a log with a new name (-r1), whose first entry says so. Never copy a data directory back by hand: that looks like a forged history.',
  },
  options: [
    {
      name: 'keys',
      value: 'DIR',
      help: {
        de: 'Ordner mit log.key, vault-keys.json und vault.kek, statt dem der Sicherung',
        en: 'Folder with log.key, vault-keys.json and vault.kek, instead of that of the backup',
      },
    },
    {
      name: 'number',
      value: 'N',
      help: {
        de: 'Die wievielte Rückspielung dieses Logs es ist, wenn weder Zeuge noch Sicherung die früheren kennen',
        en: 'The how-manieth restore of this log it is, if neither witness nor backup knows of the ones before',
      },
    },
    { name: 'yes', help: { de: 'Ohne Rückfrage', en: 'Without asking back' } },
  ],
  run: restore,
}

async function restore(call: CommandCall): Promise<ExitCode> {
  const loaded = call.loadConfig()
  const number = optionNumber(call, 'number')
  if (!(await isConfirmed(call, loaded.config.data))) {
    note(call, { de: 'Nichts zurückgespielt.', en: 'Nothing put back.' }[call.language])
    return 1
  }
  const restored = await call.wiring.restoreBackup(loaded, {
    backup: call.argument,
    keys: optionText(call, 'keys'),
    number,
    onProgress: (what) => note(call, what[call.language]),
  })
  say(call, call.isJson ? JSON.stringify(restored) : restoredText(restored, call.language))
  return 0
}

async function isConfirmed(call: CommandCall, data: string): Promise<boolean> {
  if (call.options.has('yes')) return true
  const answer = await call.wiring.ask(
    {
      de: `${call.argument} nach ${data} zurückspielen? Was nach der Sicherung kam, fehlt dann. Bitte „ja“ eingeben: `,
      en: `Put ${call.argument} back into ${data}? What came after the backup is missing then. Please type "yes": `,
    }[call.language],
  )
  if (answer !== undefined) return /^(ja|yes)$/i.test(answer.trim())
  throw new UsageError({
    de: 'niemand da, der es bestätigen könnte; --yes spielt ohne Rückfrage zurück',
    en: 'nobody there to confirm it; --yes restores without asking',
  })
}

function restoredText(restored: BackupRestored, language: Language): string {
  const { directory, manifest, nextOrigin, losses, floorKept, missing } = restored
  const [newest] = manifest.logs.slice(-1)
  const [origin, size] = [newest?.origin ?? '', newest?.size ?? 0]
  return {
    de: [
      `Zurückgespielt: ${directory}, Stand ${manifest.madeAt}, ${origin} mit ${size} Einträgen.`,
      ...(losses.length === 0
        ? [
            'Wie viel danach kam, weiß hier niemand: weder eine Kopie des Mindeststands (journal.floor) noch ein Zeuge war zu befragen.',
          ]
        : losses.map((loss) => lossText(loss, 'de'))),
      '',
      'So geht es weiter:',
      ...missing.map((path) => `  - ${path} fehlt und muss vor dem Start zurück an seinen Platz.`),
      `  - Der nächste Start beginnt das Log ${nextOrigin}. Unter dem alten Namen wird nie wieder unterschrieben.`,
      '  - stellwerk journal verify sagt GEPRÜFT mit dem Hinweis, dass eine Sicherung zurückkam; wer einen neueren Checkpoint des alten Logs hat, sieht daran, dass Einträge fehlen.',
      '  - Prüfer brauchen den neuen öffentlichen Schlüssel: stellwerk journal stats. Zeugen mit --log-family nehmen ihn von selbst an, solche mit --log brauchen ihn neu.',
      '  - Was seit der Sicherung gelöscht wurde, ist wieder da: Löschungen nach den Vermerken der Einrichtung wiederholen. Schlüssel, die seitdem widerrufen wurden, gelten wieder: stellwerk keys list.',
      ...(floorKept === undefined
        ? []
        : [`  - Die Kopie des Mindeststands liegt jetzt in ${floorKept}: Sie belegt, was fehlt.`]),
      ...(manifest.configuration === undefined
        ? []
        : [`  - Die Konfiguration von damals liegt als ${manifest.configuration} in der Sicherung.`]),
    ],
    en: [
      `Put back: ${directory}, as of ${manifest.madeAt}, ${origin} with ${size} entries.`,
      ...(losses.length === 0
        ? [
            'How much came after that nobody here knows: there was neither a copy of the floor (journal.floor) nor a witness to ask.',
          ]
        : losses.map((loss) => lossText(loss, 'en'))),
      '',
      'What happens next:',
      ...missing.map((path) => `  - ${path} is missing and has to be back in its place before the start.`),
      `  - The next start begins the log ${nextOrigin}. Nothing is ever signed under the old name again.`,
      '  - stellwerk journal verify says VERIFIED and notes that a backup came back; whoever has a newer checkpoint of the old log sees by it that entries are missing.',
      '  - Auditors need the new public key: stellwerk journal stats. Witnesses with --log-family accept it by themselves, those with --log need it anew.',
      '  - What was erased since the backup is there again: repeat those erasures from your own records. Keys that were revoked since then hold again: stellwerk keys list.',
      ...(floorKept === undefined
        ? []
        : [`  - The copy of the floor is now in ${floorKept}: it shows what is missing.`]),
      ...(manifest.configuration === undefined
        ? []
        : [`  - The configuration of that time lies in the backup as ${manifest.configuration}.`]),
    ],
  }[language].join('\n')
}

function lossText({ by, name, origin, size, lost }: RestoredLoss, language: Language): string {
  const who = {
    de: by === 'floor' ? `Die Kopie des Mindeststands (${name})` : `Der Zeuge ${name}`,
    en: by === 'floor' ? `The copy of the floor (${name})` : `The witness ${name}`,
  }[language]
  return {
    de: `${who} kennt ${origin} mit ${size} Einträgen: mindestens ${lost} sind verloren.`,
    en: `${who} knows ${origin} with ${size} entries: at least ${lost} are lost.`,
  }[language]
}
