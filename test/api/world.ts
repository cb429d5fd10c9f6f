// The control API on a register and sessions in memory, with a clock that is held. The offices that have nothing to do with the register are
// not here: whoever gets through to one of them hears that it is not ready.
import { GatewayError } from '@stellwerk/contract/error'
import { preferredLanguage } from '@stellwerk/contract/language'
import { type Role, roles } from '@stellwerk/contract/register/role'

import { answerControl, type ControlHouse } from '../../packages/server/src/api/control-api.ts'
import { sessionDesk } from '../../packages/server/src/control-wiring.ts'
import { gatewayErrorOf, problemResponse, shownLamps } from '../../packages/server/src/http/render.ts'
import { Sessions } from '../../packages/server/src/people/sessions.ts'
import { sessionDoorAt } from '../../packages/server/src/session-door.ts'
import { sqliteSessionStore } from '../../packages/server/src/storage/sqlite/session-store.ts'
import { tablesOf } from '../../packages/server/src/storage/sqlite/store.ts'
import { idOf, openWorld, type World } from '../register/world.ts'

export const publicUrl = 'https://models.city.example'

/** Whoever asks: the holder of a role (by its name), whoever is signed in without one, nobody, or the local operator. */
export type Asker = Role | 'withoutRole' | 'nobody' | 'operator'

export interface ApiWorld extends World {
  readonly house: ControlHouse
  readonly faults: readonly unknown[]
  /** Asks as somebody, from our own page, with a sign-in of this moment. */
  readonly ask: (
    asker: Asker,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>
  readonly secretOf: (person: string, kind?: 'browser' | 'terminal') => Promise<string>
  readonly send: (request: Request, way?: 'network' | 'socket') => Promise<Response>
}

/** Name of the person who holds a role; each holds one. */
const holderOf = (role: Role): string => `h-${role}`.slice(0, 22)

const notHere = new Proxy(
  {},
  {
    get: () => () => {
      throw new GatewayError('not_ready')
    },
  },
)

type Office = 'backup' | 'catalogue' | 'evidence' | 'keys' | 'licences' | 'office' | 'terms'

// Whatever is asked of them, they throw.
const offices = Object.fromEntries(
  (['backup', 'catalogue', 'evidence', 'keys', 'licences', 'office', 'terms'] as const).map((name) => [name, notHere]),
) as unknown as Pick<ControlHouse, Office>

export async function openApi(): Promise<ApiWorld> {
  const world = await openWorld()
  const { register, clock, database } = world
  for (const role of roles) {
    addPerson(world, holderOf(role))
    await register.grant({ person: idOf(holderOf(role)), role, how: 'oneTimeLink' })
  }
  addPerson(world, 'withoutRole')
  const sessions = new Sessions({ store: sqliteSessionStore({ db: tablesOf(database) }), now: () => clock.now })
  const faults: unknown[] = []
  const house: ControlHouse = {
    register,
    sessions: sessionDesk(sessions),
    door: () => sessionDoorAt(publicUrl, false),
    now: () => clock.now,
    litRoutes: () => [],
    whenDark: async () => undefined,
    shownLamps,
    version: '0.0.0',
    publicUrl: () => publicUrl,
    language: (request) => preferredLanguage(request.headers.get('accept-language')) ?? 'en',
    problem: (error, request) => {
      if (!(error instanceof GatewayError)) faults.push(error)
      const language = preferredLanguage(request.headers.get('accept-language')) ?? 'en'
      return problemResponse(gatewayErrorOf(error), { requestId: 'req_test', language, publicUrl })
    },
    health: () => ({ state: 'ready', runningCount: 0 }),
    setUpLink: async () => ({ url: `${publicUrl}/sign-in/link`, expiresAt: '2026-11-24T09:00:00.000Z' }),
    licenceState: () => ({ isRestartNeeded: false }),
    ...offices,
  }
  const send: ApiWorld['send'] = (request, way = 'network') => answerControl(request, way, house)
  const secretOf: ApiWorld['secretOf'] = async (person, kind = 'browser') =>
    (await sessions.begin({ personId: idOf(person), kind, way: 'password' })).secret
  // One sign-in a moment: whoever signs in too often loses the first session.
  const secrets = new Map<string, Promise<string>>()
  const secretNow = (person: string): Promise<string> => {
    const key = `${person} ${clock.now}`
    const secret = secrets.get(key) ?? secretOf(person)
    secrets.set(key, secret)
    return secret
  }
  return {
    ...world,
    house,
    faults,
    send,
    secretOf,
    async ask(asker, method, path, body, headers = {}) {
      const person =
        asker === 'withoutRole' ? asker : asker === 'nobody' || asker === 'operator' ? undefined : holderOf(asker)
      const cookie = person === undefined ? {} : { cookie: `__Host-stellwerk=${await secretNow(person)}` }
      const page = { origin: publicUrl, 'sec-fetch-site': 'same-origin', 'x-stellwerk-request': '1' }
      const request = new Request(`${publicUrl}${path}`, {
        method,
        headers: {
          ...cookie,
          ...page,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return send(request, asker === 'operator' ? 'socket' : 'network')
    },
  }
}

function addPerson({ database, clock }: World, name: string): void {
  database.query('INSERT INTO person (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING').run(idOf(name), clock.now)
}
