import type { LicenceReasonView, LicenceRouteView } from '@stellwerk/contract/licence-office'
import type { Language } from '@stellwerk/contract/language'

import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { say } from './command.ts'
import { lampWord } from './demo-stage.ts'
import { atLicenceOffice } from './licence-office.ts'

export const routesCommand: CommandSpec = {
  words: 'licences routes',
  summary: {
    de: 'Die Lizenzlampe jeder Route mit Gründen und Fundstellen zeigen',
    en: 'Show the licence lamp of each route, with reasons and sections',
  },
  details: {
    de: 'Eine Route ist ein Anwendungsfall auf einem Deployment. Rückgabewert: 0 alle frei, 1 mindestens eine gesperrt oder ungeklärt.',
    en: 'A route is a use case on a deployment. Exit status: 0 all may be passed, 1 at least one is blocked or unknown.',
  },
  options: [],
  run: showRoutes,
}

async function showRoutes(call: CommandCall): Promise<ExitCode> {
  const routes = await atLicenceOffice(call, (office) => office.routes())
  if (call.isJson) say(call, JSON.stringify({ routes }))
  else if (routes.length === 0) say(call, { de: 'Es gibt keine Routen.', en: 'There are no routes.' }[call.language])
  else for (const route of routes.toSorted(shutFirst)) say(call, routeText(route, call.language))
  return routes.some(({ state }) => state === 'blocked' || state === 'unknown') ? 1 : 0
}

/** What needs a person stands first. */
function shutFirst(one: LicenceRouteView, other: LicenceRouteView): number {
  return order.indexOf(one.state) - order.indexOf(other.state)
}

const order = ['blocked', 'unknown', 'caution', 'clear']

function routeText(route: LicenceRouteView, language: Language): string {
  const { useCase, deployment, model, state, concluded, reasons, next } = route
  const head = `${lampWord(state, language)}: ${useCase} → ${deployment} (${model}), ${concluded}`
  const why = reasons.map((reason) => `  ${reasonText(reason, language)}`)
  const steps = next.map(({ text, by, dueOn }) => {
    const until = dueOn === undefined ? '' : { de: `, bis ${dueOn}`, en: `, by ${dueOn}` }[language]
    return `  → ${text[language]} (${by[language]}${until})`
  })
  return [head, ...why, ...steps].join('\n')
}

function reasonText({ licence, section, component, text, fact }: LicenceReasonView, language: Language): string {
  const place = section === '-' ? licence : `${licence} ${section}`
  const used = fact === undefined ? '' : ` [${fact}]`
  return `${place} · ${component}: ${text[language]}${used}`
}
