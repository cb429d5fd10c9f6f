import type { z } from 'zod'
import type { Text } from '../language.ts'
import type { ObjectKind } from '../register/kind.ts'
import type { Admission } from './permission.ts'

/** One call of the control API, as data: who may make it, what it is asked and what it answers. */
export interface ApiRoute {
  /** Names what is done; the server has one handler for each. Routes of the register share theirs among all kinds. */
  readonly id: RouteId
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With parameters in braces. */
  readonly path: string
  /** Kind of the objects that it is about. */
  readonly kind?: ObjectKind
  readonly summary: Text
  readonly who: Admission
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** Bytes that a body may have. */
  readonly bodyBytesMax?: number
  readonly status: 200 | 201
  /** Schema of the answer; the document itself has none. */
  readonly answer?: z.ZodType
  /** Name of the schema in the document. */
  readonly answerName: string
  /** Whether the answer carries the digest of the newest version as its ETag. */
  readonly hasEtag?: true
  /** Whether it must be said which version the change is based on. */
  readonly needsIfMatch?: true
}

export const routeIds = [
  'openapi',
  'objectList',
  'objectRead',
  'versionList',
  'versionRead',
  'propose',
  'act',
  'withdraw',
  'comment',
  'lamps',
  'explain',
  'me',
  'sessionList',
  'sessionEnd',
  'roleList',
  'setUpLink',
  'health',
  'keyList',
  'keyCreate',
  'keyRotate',
  'keyRevoke',
  'termsList',
  'termsText',
  'termsAccept',
  'termsWithdraw',
  'erase',
  'holdList',
  'hold',
  'holdLift',
  'evidenceExport',
  'evidenceSample',
  'backupCut',
  'catalogueRead',
  'catalogueRenew',
  'licenceRoutes',
  'licenceTasks',
  'licenceTaskDone',
  'licenceState',
] as const

export type RouteId = (typeof routeIds)[number]
