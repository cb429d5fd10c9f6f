import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { optionText, say, UsageError } from './command.ts'
import { atLicenceOffice } from './licence-office.ts'

export const doneCommand: CommandSpec = {
  words: 'licences done',
  argument: 'TASK',
  summary: { de: 'Melden, dass eine Pflicht erfüllt ist', en: 'Report that a duty is met' },
  details: {
    de: 'Der Nachweis sagt, wo es zu lesen ist: eine Akte, ein Ticket, eine Seite. Im Beweisprotokoll steht nur eine Festlegung darauf. Kein Personenname.',
    en: 'The evidence says where it can be read: a file, a ticket, a page. The journal holds a commitment to it only. No name of a person.',
  },
  options: [
    {
      name: 'evidence',
      value: 'TEXT',
      help: { de: 'Nachweis (nötig)', en: 'Evidence (required)' },
    },
    {
      name: 'office',
      value: 'TEXT',
      help: {
        de: 'Stelle oder Rolle, die dafür einsteht (nötig)',
        en: 'Office or role that answers for it (required)',
      },
    },
  ],
  run: done,
}

async function done(call: CommandCall): Promise<ExitCode> {
  const [evidence, office] = [required(call, 'evidence'), required(call, 'office')]
  const view = await atLicenceOffice(call, (at) => at.done(call.argument, { evidence, office }))
  if (call.isJson) say(call, JSON.stringify(view))
  else
    say(
      call,
      {
        de: `Aufgabe ${view.id} ist erledigt: ${view.what.de}.`,
        en: `Task ${view.id} is done: ${view.what.en}.`,
      }[call.language],
    )
  return 0
}

function required(call: CommandCall, name: string): string {
  const text = optionText(call, name)
  if (text !== undefined && text !== '') return text
  throw new UsageError({ de: `--${name} TEXT fehlt`, en: `--${name} TEXT is missing` })
}
