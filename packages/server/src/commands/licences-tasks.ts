import type { LicenceDutyView } from '@stellwerk/contract/licence-office'
import type { Language, Text } from '@stellwerk/contract/language'

import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { say } from './command.ts'
import { columns } from './help.ts'
import { atLicenceOffice } from './licence-office.ts'

export const tasksCommand: CommandSpec = {
  words: 'licences tasks',
  summary: {
    de: 'Pflichten aus Lizenzen mit Stelle, Frist und Nachweis zeigen',
    en: 'Show duties of licences with office, date and evidence',
  },
  details: {
    de: 'Nach der Frist ist die Route gesperrt, bis der Nachweis mit „licences done“ gemeldet ist. Rückgabewert: 1, wenn eine Frist abgelaufen ist.',
    en: 'After its date the route is shut until the evidence is reported with "licences done". Exit status: 1 when a date has passed.',
  },
  options: [],
  run: showTasks,
}

async function showTasks(call: CommandCall): Promise<ExitCode> {
  const tasks = await atLicenceOffice(call, (office) => office.tasks())
  if (call.isJson) say(call, JSON.stringify({ tasks }))
  else if (tasks.length === 0) say(call, { de: 'Es gibt keine Aufgaben.', en: 'There are no tasks.' }[call.language])
  else
    for (const line of columns([headings[call.language], ...tasks.map((task) => row(task, call.language))]))
      say(call, line)
  return tasks.some(({ state }) => state === 'overdue') ? 1 : 0
}

const headings: Readonly<Record<Language, readonly string[]>> = {
  de: ['Aufgabe', 'Stand', 'Frist', 'Route', 'was', 'wer', 'Fundstelle', 'Nachweis'],
  en: ['task', 'state', 'due', 'route', 'what', 'who', 'section', 'evidence'],
}

const states: Readonly<Record<LicenceDutyView['state'], Text>> = {
  open: { de: 'offen', en: 'open' },
  overdue: { de: 'ÜBERFÄLLIG', en: 'OVERDUE' },
  done: { de: 'erledigt', en: 'done' },
}

function row(task: LicenceDutyView, language: Language): readonly string[] {
  const { id, state, dueOn, useCase, deployment, what, who, sources, wanted, done } = task
  const places = sources.map(({ licence, section }) => (section === '-' ? licence : `${licence} ${section}`))
  return [
    id,
    states[state][language],
    dueOn,
    `${useCase} → ${deployment}`,
    what[language],
    who[language],
    [...new Set(places)].join(', '),
    done === undefined ? wanted[language] : `${done.evidence} (${done.by}, ${done.on})`,
  ]
}
