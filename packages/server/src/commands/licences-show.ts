import { licencePage } from '@stellwerk/licences/licence-page'
import { terminalLines } from '@stellwerk/licences/matrix/terminal'
import { catalogueDocument } from '@stellwerk/licences/matrix/catalogue-document'

import { type CommandCall, type CommandSpec, type ExitCode, say } from './command.ts'
import { catalogueLine, chosenLicence, dayOf, knownCatalogue, windowWidth } from './licences-source.ts'

export const showCommand: CommandSpec = {
  words: 'licences show',
  argument: 'ID',
  summary: {
    de: 'Eine Lizenz auf einer Seite: Rechte, Verbote, Schwellen, Gebiet, was nicht übertragen ist',
    en: 'One licence on one page: rights, bans, thresholds, territory, what is not transcribed',
  },
  options: [],
  run: showLicence,
}

export const listCommand: CommandSpec = {
  words: 'licences list',
  summary: { de: 'Die Lizenzen des Katalogs aufzählen', en: 'List the licences of the catalogue' },
  options: [],
  run: listLicences,
}

async function showLicence(call: CommandCall): Promise<ExitCode> {
  const known = await knownCatalogue(call)
  const terms = chosenLicence(known, call.argument)
  if (call.isJson) {
    say(call, JSON.stringify({ catalogue: known.asOf, ...terms }))
    return 0
  }
  const pages = licencePage(terms, call.language).map(({ title, lines }) =>
    [title, ...lines.map((line) => `  ${line}`)].join('\n'),
  )
  say(call, [terms.id, '', pages.join('\n\n'), '', catalogueLine(call, known)].join('\n'))
  return 0
}

async function listLicences(call: CommandCall): Promise<ExitCode> {
  const known = await knownCatalogue(call)
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
  say(call, [...lines, '', catalogueLine(call, known)].join('\n'))
  return 0
}
