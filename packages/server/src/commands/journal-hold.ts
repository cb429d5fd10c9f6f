import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { say } from './command.ts'
import { holdLine } from './journal-erase-report.ts'
import { holdScopeOf, whoOptions, whyOf, whyOptions } from './journal-scope.ts'
import { atVaultOffice } from './vault-office.ts'

export const holdCommands: readonly CommandSpec[] = [
  {
    words: 'journal hold set',
    summary: {
      de: 'Sperren, was der Tresor über jemanden oder von Einträgen hat, damit es nicht gelöscht wird',
      en: 'Hold what the vault has about somebody or of entries, so that it is not erased',
    },
    details: {
      de: 'Gilt auch für das Ende der Aufbewahrungsfrist, und bei Menschen und Schlüsseln auch für das, was noch kommt. Was schon abgelaufen ist, wird nach dem Aufheben am nächsten Tag gelöscht.',
      en: 'Holds against the end of a term as well and, for people and keys, for what is yet to come. What has expired meanwhile is erased the day after the hold is lifted.',
    },
    options: [...whoOptions, ...whyOptions],
    run: set,
  },
  {
    words: 'journal hold lift',
    argument: 'ID',
    summary: { de: 'Eine Sperre aufheben', en: 'Lift a hold' },
    options: whyOptions,
    run: lift,
  },
  {
    words: 'journal hold list',
    summary: { de: 'Sperren zeigen, mit Grund', en: 'Show holds, with their reason' },
    options: [],
    run: list,
  },
]

async function set(call: CommandCall): Promise<ExitCode> {
  const wish = { scope: await holdScopeOf(call), ...whyOf(call) }
  const hold = await atVaultOffice(call, (office) => office.hold(wish))
  if (call.isJson) say(call, JSON.stringify(hold))
  else say(call, `${{ de: 'Gesperrt', en: 'Held' }[call.language]}: ${holdLine(hold, call.language)}`)
  return 0
}

async function lift(call: CommandCall): Promise<ExitCode> {
  const why = whyOf(call)
  const entry = await atVaultOffice(call, (office) => office.lift(call.argument, why))
  const text = {
    de: `Sperre ${call.argument} ist aufgehoben. Vermerkt: ${entry.origin}, ${entry.index}`,
    en: `Hold ${call.argument} is lifted. On record: ${entry.origin}, ${entry.index}`,
  }
  say(call, call.isJson ? JSON.stringify({ entry }) : text[call.language])
  return 0
}

async function list(call: CommandCall): Promise<ExitCode> {
  const holds = await atVaultOffice(call, (office) => office.holds())
  if (call.isJson) say(call, JSON.stringify({ holds }))
  else if (holds.length === 0) say(call, { de: 'Es gibt keine Sperren.', en: 'There are no holds.' }[call.language])
  else for (const hold of holds) say(call, holdLine(hold, call.language))
  return 0
}
