import type { EraseWish, JournalOffice } from '@stellwerk/contract/journal-office'
import { erasureGroundOf, erasureGrounds } from '@stellwerk/contract/journal-office'

import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { note, optionText, say, UsageError } from './command.ts'
import { erasureText, recordCount } from './journal-erase-report.ts'
import { eraseScopeOf, whoOptions, whyOf, whyOptions } from './journal-scope.ts'
import { atVaultOffice } from './vault-office.ts'

const grounds = Object.keys(erasureGrounds)

export const eraseCommand: CommandSpec = {
  words: 'journal erase',
  summary: {
    de: 'Löschen, was der Tresor über jemanden oder von Einträgen hat',
    en: 'Erase what the vault has about somebody or of entries',
  },
  details: {
    de: `Öffnungen, verschlüsselte Werte und ihre Schlüssel werden überschrieben; die Einträge bleiben, und alle Beweise halten. Danach steht im Beweisprotokoll, welche Einträge es waren und aus welchem Grund: ${grounds.join(', ')} (Art. 17 Abs. 1 DSGVO und eigene). Was gesperrt ist, bleibt; dann endet der Befehl mit 1.`,
    en: `Openings, sealed values and their keys are overwritten; the entries stay, and all proofs hold. Afterwards the journal says which entries it were and on what ground: ${grounds.join(', ')} (GDPR Art. 17(1), and our own). What is under a legal hold stays; the command then ends with 1.`,
  },
  options: [
    ...whoOptions,
    {
      name: 'subjects',
      value: 'FILE',
      help: { de: 'Viele auf einmal: KIND:NAME, je eine Zeile', en: 'Many at once: KIND:NAME, one a line' },
    },
    {
      name: 'field',
      value: 'NAMES',
      help: {
        de: 'Nur diese Felder, mit Komma getrennt, etwa request,response (sonst alles)',
        en: 'Only these fields, separated by commas, for example request,response (otherwise all)',
      },
    },
    { name: 'ground', value: 'CODE', help: { de: 'Grund (nötig)', en: 'Ground (required)' } },
    ...whyOptions,
    { name: 'dry-run', help: { de: 'Nur zeigen, was gelöscht würde', en: 'Only show what would be erased' } },
    { name: 'yes', help: { de: 'Ohne Rückfrage', en: 'Without asking back' } },
  ],
  run: async (call) => {
    const wish = await wishOf(call)
    return atVaultOffice(call, (office) => erase(call, office, wish))
  },
}

async function wishOf(call: CommandCall): Promise<EraseWish> {
  const ground = erasureGroundOf(optionText(call, 'ground') ?? '')
  if (ground === undefined) {
    throw new UsageError({
      de: `--ground verlangt eines von: ${grounds.join(', ')}`,
      en: `--ground wants one of: ${grounds.join(', ')}`,
    })
  }
  const fields = (optionText(call, 'field') ?? '').split(',').filter((field) => field !== '')
  return { scope: await eraseScopeOf(call), fields, ground, isDryRun: call.options.has('dry-run'), ...whyOf(call) }
}

async function erase(call: CommandCall, office: JournalOffice, wish: EraseWish): Promise<ExitCode> {
  if (!wish.isDryRun && !(await isConfirmed(call, office, wish))) {
    note(call, { de: 'Nichts gelöscht.', en: 'Nothing erased.' }[call.language])
    return 1
  }
  const report = await office.erase(wish)
  say(call, call.isJson ? JSON.stringify(report) : erasureText(report, call.language))
  return report.heldBackCount === 0 ? 0 : 1
}

async function isConfirmed(call: CommandCall, office: JournalOffice, wish: EraseWish): Promise<boolean> {
  if (call.options.has('yes')) return true
  const { count } = await office.erase({ ...wish, isDryRun: true })
  const records = recordCount(count)[call.language]
  const answer = await call.wiring.ask(
    {
      de: `${records} unwiderruflich löschen? Bitte „ja“ eingeben: `,
      en: `Erase ${records} for good? Please type "yes": `,
    }[call.language],
  )
  if (answer !== undefined) return /^(ja|yes)$/i.test(answer.trim())
  throw new UsageError({
    de: 'niemand da, der es bestätigen könnte; --yes löscht ohne Rückfrage',
    en: 'nobody there to confirm it; --yes erases without asking',
  })
}
