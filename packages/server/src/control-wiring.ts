// The control API of a running server: what it needs of the rooms, in its own words.
import type { Config } from '@stellwerk/contract/config'
import { isPlainBeyondLoopback } from '@stellwerk/contract/config-listen'
import { GatewayError } from '@stellwerk/contract/error'
import { type Language, preferredLanguage } from '@stellwerk/contract/language'
import type { UseCaseBody } from '@stellwerk/contract/register/use-case'

import { answerControl, type ControlHouse } from './api/control-api.ts'
import type { LitRoute, WhenDark } from './api/lamps.ts'
import { systemClock } from './clock.ts'
import type { Gate } from './gate/gate.ts'
import { newRequestId } from './http/listener.ts'
import { gatewayErrorOf, problemResponse, shownLamps } from './http/render.ts'
import { Sessions } from './people/sessions.ts'
import type { RegisterDesk, SessionDesk } from './register-desk.ts'
import { sessionDoorAt } from './session-door.ts'
import { sqliteSessionStore } from './storage/sqlite/session-store.ts'
import type { SqliteStore } from './storage/sqlite/store.ts'

type Office =
  | 'backup'
  | 'catalogue'
  | 'evidence'
  | 'health'
  | 'keys'
  | 'licences'
  | 'licenceState'
  | 'office'
  | 'setUpLink'
  | 'terms'

/** Answers a request to the control API that came over the network or over the control socket. */
export function openControlApi(
  config: Config,
  parts: {
    readonly register: RegisterDesk
    readonly store: Pick<SqliteStore, 'db'>
    readonly gate: Pick<Gate, 'lampsOf'>
    readonly offices: Pick<ControlHouse, Office>
    readonly version: string
    readonly publicUrl: () => string
    readonly fault: (error: unknown) => void
  },
): (request: Request, way: 'network' | 'socket') => Promise<Response> {
  const { register, gate, offices, version, publicUrl, fault } = parts
  const now = (): number => systemClock.now()
  const language = (request: Request): Language =>
    preferredLanguage(request.headers.get('accept-language')) ?? config.language
  const isPlain = isPlainBeyondLoopback(config.listen)
  const house: ControlHouse = {
    ...offices,
    register,
    sessions: sessionDesk(new Sessions({ store: sqliteSessionStore(parts.store), now })),
    door: () => sessionDoorAt(publicUrl(), isPlain),
    now,
    litRoutes: () => litRoutes(config, gate),
    whenDark: (useCaseId, spoken) => whenDark(register, useCaseId, spoken),
    shownLamps,
    version,
    publicUrl,
    language,
    problem(error, request) {
      if (!(error instanceof GatewayError)) fault(error)
      const context = { requestId: newRequestId(), language: language(request), publicUrl: publicUrl() }
      return problemResponse(gatewayErrorOf(error), context)
    },
  }
  return (request, way) => answerControl(request, way, house)
}

function litRoutes({ useCases, deployments }: Config, gate: Pick<Gate, 'lampsOf'>): readonly LitRoute[] {
  const models = new Map(deployments.map(({ id, model }) => [id, model]))
  return useCases.flatMap(({ id: useCaseId, deployments: ids }) =>
    ids.map((deploymentId) => ({
      useCaseId,
      deploymentId,
      model: models.get(deploymentId) ?? deploymentId,
      lamps: gate.lampsOf({ useCaseId, deploymentId }),
    })),
  )
}

async function whenDark(
  register: Pick<RegisterDesk, 'history'>,
  useCaseId: string,
  language: Language,
): Promise<WhenDark | undefined> {
  const inForce = (await register.history('useCase', useCaseId)).findLast(({ state }) => state === 'inForce')
  if (inForce === undefined) return undefined
  const { fallbackProcedure, stopAnnouncer } = inForce.version.body as UseCaseBody // It is of that kind.
  return { fallbackProcedure: fallbackProcedure[language], stopAnnouncer }
}

export function sessionDesk(sessions: Sessions): SessionDesk {
  return {
    async of(secret, kind) {
      const session = await sessions.of(secret, kind)
      return session && { ...session, mustBeFresh: () => sessions.mustBeFresh(session) }
    },
    list: (personId) => sessions.list(personId),
    end: (personId, id) => sessions.end(personId, id),
  }
}
