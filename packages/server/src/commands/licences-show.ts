import { licencePage } from '@stellwerk/licences/licence-page'
import { terminalLines } from '@stellwerk/licences/matrix/terminal'
import { catalogueDocument } from '@stellwerk/licences/matrix/catalogue-document'

import { type CommandCall, type CommandSpec, type ExitCode, say } from './command.ts'
import { chosenLicence, dayOf, knownCatalogue, windowWidth } from './licences-source.ts'

export const showCommand: CommandSpec = {
  words: 'licences show',
  argument: 'ID',
  summary: {
    de: 'Eine Lizenz auf einer Seite: Rechte, Verbote, Schwellen, Gebiet, was nicht übertragen ist',
    en: 'One licence on one page: rights, bans, thresholds, territory, what is not transcribed',
  },
  options: [],
  run: (call) => Promise.resolve(showLicence(call)),
}

export const listCommand: CommandSpec = {
  words: 'licences list',
  summary: { de: 'Die Lizenzen des Katalogs aufzählen', en: 'List the licences of the catalogue' },
  options: [],
  run: (call) => Promise.resolve(listLicences(call)),
}

function showLicence(call: CommandCall): ExitCode {
  const known = knownCatalogue()
  const terms = chosenLicence(known, call.argument)
  if (call.isJson) {
    say(call, JSON.stringify({ catalogue: known.asOf, ...terms }))
    return 0
  }
  const pages = licencePage(terms, call.language).map(({ title, lines }) =>
    [title, ...lines.map((line) => `  ${line}`)].join('\n'),
  )
  say(call, [terms.id, '', pages.join('\n\n'), '', asOf(call, known.asOf)].join('\n'))
  return 0
}

function listLicences(call: CommandCall): ExitCode {
  const known = knownCatalogue()
  const { language } = call
  if (call.isJson) {
    const licences = known.entries.map(({ id, name, version, date, steward, class: kind, source }) => ({
      id,
      name,
      version,
      date,
      steward,
      class: kind,
      source,
    }))
    say(call, JSON.stringify({ catalogue: known.asOf, licences }))
    return 0
  }
  const [sheet] = catalogueDocument(known, { language, onDay: dayOf(call) }).sheets
  const lines = terminalLines(sheet, { width: windowWidth(call), columns: ['licence', 'class', 'source'] })
  say(call, [...lines, '', asOf(call, known.asOf)].join('\n'))
  return 0
}

function asOf({ language }: CommandCall, day: string): string {
  return `${{ de: 'Stand des Katalogs', en: 'Catalogue as of' }[language]}: ${day}`
}
