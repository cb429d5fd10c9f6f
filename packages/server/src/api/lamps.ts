// Calls about the lamps of routes: what they show, and what is missing.
import type { RouteLampsView } from '@stellwerk/contract/api/office-answers'
import { GatewayError } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'
import type { Lamps } from '@stellwerk/contract/lamp'
import type { Language } from '@stellwerk/contract/language'

import type { ApiCall } from './call.ts'
import { jsonAnswer } from './wish.ts'

/** A use case on a deployment, with what its lamps show now. */
export interface LitRoute {
  readonly useCaseId: string
  readonly deploymentId: string
  readonly model: string
  readonly lamps: Lamps
}

export interface LampsHouse {
  readonly litRoutes: () => readonly LitRoute[]
  /** What is done while a use case is dark; nothing where there is no such use case in force. */
  readonly whenDark: (useCaseId: string, language: Language) => Promise<WhenDark | undefined>
  readonly shownLamps: (lamps: Lamps, language: Language) => JsonObject
}

export interface WhenDark {
  readonly fallbackProcedure?: string | undefined
  readonly stopAnnouncer?: string | undefined
}

export function listLamps({ language }: ApiCall, house: LampsHouse): Response {
  return jsonAnswer(200, { routes: house.litRoutes().map((route) => shownRoute(route, language, house)) })
}

export async function explain({ parameters, language }: ApiCall, house: LampsHouse): Promise<Response> {
  const useCase = parameters['id'] ?? ''
  const routes = house.litRoutes().filter(({ useCaseId }) => useCaseId === useCase)
  const dark = await house.whenDark(useCase, language)
  if (routes.length === 0 && dark === undefined)
    throw new GatewayError('not_found', { details: { what: `useCase/${useCase}` } })
  return jsonAnswer(200, { useCase, ...dark, routes: routes.map((route) => shownRoute(route, language, house)) })
}

function shownRoute(route: LitRoute, language: Language, { shownLamps }: LampsHouse): RouteLampsView {
  const { useCaseId, deploymentId, model, lamps } = route
  return {
    useCase: useCaseId,
    deployment: deploymentId,
    model,
    // Held against the schema of the answer by test/api.
    lamps: shownLamps(lamps, language) as RouteLampsView['lamps'],
  }
}
