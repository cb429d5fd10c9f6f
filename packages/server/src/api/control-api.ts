// The control API: finds the route of a request, asks who is there, and hands it to what answers. What does not stand in the table of
// routes (contract/src/api/routes.ts) is not served.
import { openApiDocument, pathParameters } from '@stellwerk/contract/api/openapi'
import type { ApiRoute, RouteId } from '@stellwerk/contract/api/route'
import { apiRoutes } from '@stellwerk/contract/api/routes'
import { GatewayError } from '@stellwerk/contract/error'
import type { Language } from '@stellwerk/contract/language'

import type { RegisterDesk } from '../register-desk.ts'
import { type BackupHouse, handleBackup } from './backup.ts'
import type { ApiCall } from './call.ts'
import { type Caller, callerOf, type CallerHouse, mustBeAdmitted } from './caller.ts'
import { handleHealth, type HealthHouse } from './health.ts'
import { handleJournal, type JournalHouse } from './journal.ts'
import { type EvidenceHouse, handleEvidence } from './journal-export.ts'
import { handleKeys, type KeysHouse } from './keys.ts'
import { explain, type LampsHouse, listLamps } from './lamps.ts'
import { type CatalogueHouse, handleCatalogue } from './licence-catalogue.ts'
import { handleLicences, type LicencesHouse } from './licences.ts'
import { endSession, listRoles, listSessions, type PeopleHouse, showMe } from './people.ts'
import * as register from './register.ts'
import { makeSetUpLink, type SetUpHouse } from './set-up-link.ts'
import { handleTerms, type TermsHouse } from './terms.ts'
import { jsonAnswer } from './wish.ts'

type Offices = BackupHouse &
  CatalogueHouse &
  EvidenceHouse &
  HealthHouse &
  JournalHouse &
  KeysHouse &
  LicencesHouse &
  TermsHouse

/** All that stands behind the control API. */
export interface ControlHouse extends Omit<Offices, 'problem'>, CallerHouse, PeopleHouse, LampsHouse, SetUpHouse {
  readonly register: RegisterDesk
  readonly version: string
  readonly publicUrl: () => string
  /** What is spoken where a request does not say. */
  readonly language: (request: Request) => Language
  /** How an error looks on the wire (RFC 9457), and where a fault is told. */
  readonly problem: (error: unknown, request: Request) => Response
}

type Handler = (call: ApiCall, house: ControlHouse) => Response | Promise<Response>

/** An office that finds its own routes. */
function office(
  handle: (request: Request, house: Offices) => Response | undefined | Promise<Response | undefined>,
): Handler {
  return async ({ request, url }, house) =>
    (await handle(request, { ...house, problem: (error) => house.problem(error, request) })) ?? unknown(request, url)
}

const [keys, terms, journal, evidence] = [
  office(handleKeys),
  office(handleTerms),
  office(handleJournal),
  office(handleEvidence),
]
const [catalogue, licences, health, backup] = [
  office(handleCatalogue),
  office(handleLicences),
  office(handleHealth),
  office(handleBackup),
]

/** One for each route: what is documented is served, or it does not compile. */
const handlers: Readonly<Record<RouteId, Handler>> = {
  openapi: ({ language }, { version, publicUrl }) =>
    jsonAnswer(200, openApiDocument({ version, publicUrl: publicUrl(), language })),
  objectList: (call, house) => register.listObjects(call, house.register),
  objectRead: (call, house) => register.readObject(call, house.register),
  versionList: (call, house) => register.listVersions(call, house.register),
  versionRead: (call, house) => register.readVersion(call, house.register),
  propose: (call, house) => register.propose(call, house.register),
  act: (call, house) => register.act(call, house.register),
  withdraw: (call, house) => register.withdraw(call, house.register),
  comment: (call, house) => register.comment(call, house.register),
  lamps: listLamps,
  explain,
  me: showMe,
  sessionList: listSessions,
  sessionEnd: endSession,
  roleList: listRoles,
  setUpLink: makeSetUpLink,
  health,
  keyList: keys,
  keyCreate: keys,
  keyRotate: keys,
  keyRevoke: keys,
  termsList: terms,
  termsText: terms,
  termsAccept: terms,
  termsWithdraw: terms,
  erase: journal,
  holdList: journal,
  hold: journal,
  holdLift: journal,
  evidenceExport: evidence,
  evidenceSample: evidence,
  backupCut: backup,
  catalogueRead: catalogue,
  catalogueRenew: catalogue,
  licenceRoutes: licences,
  licenceTasks: licences,
  licenceTaskDone: licences,
  licenceState: licences,
}

/**
 * Answers one request to the control API.
 *
 * @param way `socket`: the local operator, because nobody else can open the socket. `network`: whoever the request says
 */
export async function answerControl(
  request: Request,
  way: 'network' | 'socket',
  house: ControlHouse,
): Promise<Response> {
  try {
    const url = new URL(request.url)
    const found = routeFor(request.method, url.pathname)
    const caller: Caller = way === 'socket' ? { via: 'socket' } : await callerOf(request, house)
    if (found === undefined) {
      // Who is not signed in learns nothing about what there is.
      if (caller.via === 'nobody') throw new GatewayError('sign_in_required')
      return unknown(request, url)
    }
    mustBeAdmitted(caller, found.route)
    const call: ApiCall = { request, url, ...found, caller, language: house.language(request) }
    return await handlers[found.route.id](call, house)
  } catch (error) {
    return house.problem(error, request)
  }
}

interface Found {
  readonly route: ApiRoute
  readonly parameters: Readonly<Record<string, string>>
}

/** By method and number of segments, so that few are compared. */
const byShape = Map.groupBy(apiRoutes, ({ method, path }) => shapeOf(method, path.split('/')))

function shapeOf(method: string, segments: readonly string[]): string {
  return `${method} ${segments.length}`
}

function routeFor(method: string, path: string): Found | undefined {
  const segments = path.split('/')
  for (const route of byShape.get(shapeOf(method, segments)) ?? []) {
    const parameters = parametersOf(route, segments)
    if (parameters !== undefined) return { route, parameters }
  }
  return undefined
}

/** Values are compared as they stand in the path: no id of ours needs an escape. */
function parametersOf({ path }: ApiRoute, segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  const parameters: Record<string, string> = {}
  for (const [index, wanted] of path.split('/').entries()) {
    const given = segments[index] ?? ''
    const name = /^\{(\w+)\}$/.exec(wanted)?.[1]
    if (name === undefined) {
      if (wanted !== given) return undefined
    } else if (pathParameters[name]?.pattern.test(given) === true) parameters[name] = given
    else return undefined
  }
  return parameters
}

/** @throws GatewayError path_unknown */
function unknown({ method }: Request, { pathname }: URL): never {
  const details = { method, path: pathname.slice(0, 80), served: 'GET /api/openapi.json' }
  throw new GatewayError('path_unknown', { details })
}
