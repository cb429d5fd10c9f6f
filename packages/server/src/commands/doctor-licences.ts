// What the doctor asks a running server about licences: whether the file counts as it is, and what somebody has to do.
import type { DoctorFinding } from '@stellwerk/contract/doctor'
import type { LicenceDutyView, LicenceRouteView } from '@stellwerk/contract/licence-office'
import type { Text } from '@stellwerk/contract/language'

import type { LoadedConfig } from '../config.ts'
import type { CommandCall } from './command.ts'
import { askControl, controlSocketPath } from './control-client.ts'

/** Days before its date from which on a task is worth a warning. */
const soonDays = 7
const dayMs = 86_400_000

interface LicencesNow {
  readonly state: { readonly kept?: Text; readonly isRestartNeeded: boolean }
  readonly routes: readonly LicenceRouteView[]
  readonly tasks: readonly LicenceDutyView[]
}

export async function licenceFindings(
  { language, wiring }: Pick<CommandCall, 'language' | 'wiring'>,
  { config }: LoadedConfig,
): Promise<readonly DoctorFinding[]> {
  const socketPath = controlSocketPath(config.data)
  const ask = (path: string): Promise<unknown> =>
    askControl({ socketPath, language, method: 'GET', path: `/api/licences/${path}` })
  // The other end is the same program: its answers are taken as they are.
  const state = (await ask('state')) as LicencesNow['state'] // As said above.
  const { routes } = (await ask('routes')) as Pick<LicencesNow, 'routes'> // As said above.
  const { tasks } = (await ask('tasks')) as Pick<LicencesNow, 'tasks'> // As said above.
  return findingsIn({ state, routes, tasks }, wiring.now())
}

/** @param now milliseconds since the epoch */
export function findingsIn({ state, routes, tasks }: LicencesNow, now: number): readonly DoctorFinding[] {
  const found: DoctorFinding[] = []
  const say = (level: DoctorFinding['state'], text: Text, next: Text): void =>
    void found.push({ check: 'licences', state: level, text, next })
  if (state.kept !== undefined) say('problem', state.kept, keptNext)
  if (state.isRestartNeeded) say('warning', changedBeside, restart)
  const overdue = tasks.filter((task) => task.state === 'overdue')
  if (overdue.length > 0) say('problem', countText(overdue.length, overdueText), seeTasks)
  const soonOn = new Date(now + soonDays * dayMs).toISOString().slice(0, 10)
  const soon = tasks.filter((task) => task.state === 'open' && task.dueOn <= soonOn)
  if (soon.length > 0) say('warning', countText(soon.length, soonText), seeTasks)
  if (found.length > 0) return found
  const shut = routes.filter((route) => route.state === 'blocked' || route.state === 'unknown').length
  return [{ check: 'licences', state: 'ok', text: routesText(routes.length, shut) }]
}

const keptNext: Text = {
  de: 'Bis die Datei stimmt, gelten die Tatsachen von davor: stellwerk config check',
  en: 'Until the file is right the facts before it hold: stellwerk config check',
}
const changedBeside: Text = {
  de: 'In der Datei hat sich mehr geändert als Tatsachen über Lizenzen',
  en: 'More than licence facts has changed in the file',
}
const restart: Text = { de: 'Der Rest gilt ab dem nächsten Start', en: 'The rest takes effect at the next start' }
const seeTasks: Text = { de: 'stellwerk licences tasks', en: 'stellwerk licences tasks' }
const overdueText: Text = {
  de: 'überfällig; ihre Routen sind gesperrt',
  en: 'overdue; their routes are shut',
}
const soonText: Text = { de: `in ${soonDays} Tagen fällig`, en: `due within ${soonDays} days` }

function countText(count: number, what: Text): Text {
  return { de: `${count} Pflicht(en) ${what.de}`, en: `${count} ${count === 1 ? 'duty' : 'duties'} ${what.en}` }
}

function routesText(count: number, shut: number): Text {
  return {
    de: `${count} Route(n), davon ${shut} gesperrt oder ungeklärt`,
    en: `${count} route(s), ${shut} of them shut`,
  }
}
