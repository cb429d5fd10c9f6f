import type { BackupCut, BackupMade, BackupOffice, NoCut } from '@stellwerk/contract/journal/backup'
import { BackupRefused } from '@stellwerk/contract/journal/backup-refused'
import type { Language } from '@stellwerk/contract/language'

import type { LoadedConfig } from '../config.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { note, optionText, say, UsageError } from './command.ts'
import { askControl, controlSocketPath, NoServer } from './control-client.ts'

/** Milliseconds for a checkpoint: a backlog of frames is derived first. */
const answerTimeoutMs = 60_000

export const backupCommand: CommandSpec = {
  words: 'backup',
  summary: {
    de: 'Die Anlage sichern, während sie läuft oder nicht',
    en: 'Back up the installation, while it runs or not',
  },
  details: {
    de: 'Konfiguration, Speicher, Tresor und alle Logs bis zu einem frischen Checkpoint; die Kopie wird gelesen und geprüft, bevor sie ihren Namen bekommt. Der Schlüssel, der die Schlüssel des Tresors verschließt, gehört an einen anderen Ort und ist nur mit --with-vault-key dabei. Ziel ist ein neuer oder leerer Ordner. Zurück: stellwerk restore.',
    en: 'Configuration, store, vault and all logs up to a fresh checkpoint; the copy is read and verified before it gets its name. The key that wraps the keys of the vault belongs elsewhere and is included with --with-vault-key only. The target is a new or an empty folder. The way back: stellwerk restore.',
  },
  options: [
    { name: 'out', value: 'DIR', help: { de: 'Ordner der Sicherung (nötig)', en: 'Folder of the backup (required)' } },
    {
      name: 'without-keys',
      help: {
        de: 'Ohne log.key und die verschlossenen Schlüssel des Tresors',
        en: 'Without log.key and the wrapped keys of the vault',
      },
    },
    {
      name: 'with-vault-key',
      help: {
        de: 'Mit vault.kek: Wer die Sicherung hat, liest dann alles darin',
        en: 'With vault.kek: whoever has the backup then reads everything in it',
      },
    },
  ],
  run: backup,
}

async function backup(call: CommandCall): Promise<ExitCode> {
  const out = optionText(call, 'out')
  if (out === undefined) throw new UsageError({ de: '--out DIR fehlt', en: '--out DIR is missing' })
  const [withKeys, withVaultKey] = [!call.options.has('without-keys'), call.options.has('with-vault-key')]
  if (!withKeys && withVaultKey) {
    throw new UsageError({
      de: '--without-keys und --with-vault-key schließen sich aus',
      en: '--without-keys and --with-vault-key exclude each other',
    })
  }
  const loaded = call.loadConfig()
  const made = await atBackupOffice(call, loaded, async (office) =>
    call.wiring.makeBackup(loaded, mustCut(await office.cut()), {
      out,
      withKeys,
      withVaultKey,
      onProgress: (what) => note(call, what[call.language]),
    }),
  )
  say(call, call.isJson ? JSON.stringify(made) : madeText(made, call.language))
  return 0
}

/** At the running server if there is one, else at the journal itself, which nobody else opens meanwhile. */
async function atBackupOffice<Result>(
  call: CommandCall,
  loaded: LoadedConfig,
  act: (office: BackupOffice) => Promise<Result>,
): Promise<Result> {
  const socketPath = controlSocketPath(loaded.config.data)
  const ask = { socketPath, language: call.language, timeoutMs: answerTimeoutMs }
  const cut = async (): Promise<BackupCut | NoCut> => {
    const answer = await askControl({ ...ask, method: 'POST', path: '/api/backup/cut', body: {} })
    return answer as BackupCut | NoCut // The other end is the same program: its answers are taken as they are.
  }
  let atServer: BackupCut | NoCut
  try {
    atServer = await cut()
  } catch (error) {
    if (!(error instanceof NoServer)) throw error
    const { office, close } = await call.wiring.openBackupOffice(loaded)
    try {
      return await act(office)
    } finally {
      await close()
    }
  }
  return act({ cut: async () => atServer })
}

/** @throws BackupRefused */
function mustCut(cut: BackupCut | NoCut): BackupCut {
  if (cut.state === 'cut') return cut
  if (cut.because === 'empty') {
    throw new BackupRefused('journal_empty', {
      de: 'es gibt noch nichts zu sichern: Das Protokoll hat keinen Eintrag',
      en: 'there is nothing to back up yet: the journal has no entry',
    })
  }
  throw new BackupRefused('disk_full', {
    de: 'die Platte der Anlage ist voll, deshalb gibt es keinen neuen Checkpoint; bitte erst Platz schaffen',
    en: 'the disk of the installation is full, so there is no new checkpoint; please make room first',
  })
}

function madeText({ directory, manifest, fileCount, bytes }: BackupMade, language: Language): string {
  const logs = manifest.logs.map(({ origin, size }) => `  ${origin}: ${size}`)
  const [newest] = manifest.logs.slice(-1)
  return {
    de: [
      `Gesichert: ${directory} (${fileCount} Dateien, ${bytes} Byte), geprüft.`,
      'Logs mit Einträgen:',
      ...logs,
      `Was nach Eintrag ${newest?.size ?? 0} kam, ist nicht dabei.`,
      ...(manifest.keys.log ? [] : ['Ohne Schlüssel: restore braucht dann --keys DIR.']),
      ...(manifest.keys.vault
        ? ['Mit vault.kek: Wer diese Sicherung hat, liest alles darin. Besser liegt die Datei anderswo.']
        : ['Nicht dabei ist, was die Schlüssel des Tresors verschließt (vault.kek, Befehl oder Dienst).']),
    ],
    en: [
      `Backed up: ${directory} (${fileCount} files, ${bytes} bytes), verified.`,
      'Logs with entries:',
      ...logs,
      `What came after entry ${newest?.size ?? 0} is not in it.`,
      ...(manifest.keys.log ? [] : ['Without keys: restore needs --keys DIR then.']),
      ...(manifest.keys.vault
        ? ['With vault.kek: whoever has this backup reads everything in it. That file is better kept elsewhere.']
        : ['Not in it is what wraps the keys of the vault (vault.kek, command or service).']),
    ],
  }[language].join('\n')
}
