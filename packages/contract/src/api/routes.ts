// Every call of the control API. The server answers nothing under /api that does not stand here.
import type { z } from 'zod'
import { exportSchema, sampleSchema } from '../journal/bundle-office.ts'
import { eraseSchema, holdSchema, liftSchema } from '../journal-office.ts'
import { createKeySchema, revokeKeySchema, rotateKeySchema } from '../key-office.ts'
import type { Text } from '../language.ts'
import { finishDutySchema } from '../licence-office.ts'
import { setUpLinkSchema } from '../people-office.ts'
import { roles } from '../register/role.ts'
import { acceptTermsSchema, showTermsSchema, withdrawTermsSchema } from '../terms-office.ts'
import { officeAnswers } from './office-answers.ts'
import { type Admission, officesAndAuditors, onlyOperator } from './permission.ts'
import { registerRoutes } from './register-routes.ts'
import type { ApiRoute, RouteId } from './route.ts'

/** Bytes. The largest of these wishes is a few hundred. */
const smallBytesMax = 16_384

/** Bytes: ten thousand subjects with long names. */
const erasureBytesMax = 16_777_216

/** Bytes: ten thousand logs by their names. */
const evidenceBytesMax = 4_194_304

const [readers, signedIn, everybody]: readonly [Admission, Admission, Admission] = [
  { people: officesAndAuditors, operator: true },
  { people: 'signedIn', operator: true },
  { people: 'everybody', operator: true },
]

const keepersOfKeys: Admission = { people: ['operator', 'administrator', 'auditor'], operator: true }

/** A person, and no local operator, who has no session and no roles. */
const onlySignedIn: Admission = { people: 'signedIn', operator: false }

/** Those that explain their lamps to whoever uses them. */
const users: Admission = { people: roles, operator: true }

type AnswerName = keyof typeof officeAnswers

function get(
  id: RouteId,
  path: string,
  who: Admission,
  answer: AnswerName,
  summary: Text,
  query?: z.ZodType,
): ApiRoute {
  const asked = query === undefined ? {} : { query }
  return {
    id,
    method: 'GET',
    path,
    summary,
    who,
    status: 200,
    answer: officeAnswers[answer],
    answerName: answer,
    ...asked,
  }
}

function post(
  id: RouteId,
  path: string,
  body: z.ZodType | undefined,
  answer: AnswerName,
  summary: Text,
  how: { readonly status?: 200 | 201; readonly who?: Admission; readonly bytesMax?: number } = {},
): ApiRoute {
  const asked = body === undefined ? {} : { body, bodyBytesMax: how.bytesMax ?? smallBytesMax }
  const { status = 200, who = onlyOperator } = how
  return {
    id,
    method: 'POST',
    path,
    summary,
    who,
    status,
    answer: officeAnswers[answer],
    answerName: answer,
    ...asked,
  }
}

const document: ApiRoute = {
  id: 'openapi',
  method: 'GET',
  path: '/api/openapi.json',
  summary: { de: 'Diese Beschreibung der Schnittstelle', en: 'This description of the interface' },
  who: everybody,
  status: 200,
  answerName: 'openapi',
}

const lampRoutes: readonly ApiRoute[] = [
  get('lamps', '/api/lamps', readers, 'lamps', { de: 'Lampen aller Routen', en: 'Lamps of all routes' }),
  get('explain', '/api/use-cases/{id}/explain', users, 'explanation', {
    de: 'Lampen eines Anwendungsfalls und was fehlt',
    en: 'Lamps of a use case and what is missing',
  }),
]

const peopleRoutes: readonly ApiRoute[] = [
  post(
    'setUpLink',
    '/api/set-up-link',
    setUpLinkSchema,
    'setUpLink',
    { de: 'Link für die erste Person einer Rolle', en: 'Link for the first person with a role' },
    { status: 201 },
  ),
  get('me', '/api/me', signedIn, 'me', { de: 'Wer fragt, mit welchen Rollen', en: 'Who asks, with which roles' }),
  get('sessionList', '/api/sessions', onlySignedIn, 'sessions', { de: 'Eigene Sitzungen', en: 'Own sessions' }),
  {
    ...get('sessionEnd', '/api/sessions/{id}', onlySignedIn, 'sessions', {
      de: 'Eine eigene Sitzung beenden',
      en: 'End an own session',
    }),
    method: 'DELETE',
  },
  get('roleList', '/api/roles', readers, 'roles', {
    de: 'Wer welche Rolle innehat, nach Kennung',
    en: 'Who holds which role, by id',
  }),
]

const keyRoutes: readonly ApiRoute[] = [
  get('keyList', '/api/keys', keepersOfKeys, 'keys', { de: 'Schlüssel', en: 'Keys' }),
  post(
    'keyCreate',
    '/api/keys',
    createKeySchema,
    'issuedKey',
    { de: 'Schlüssel ausgeben', en: 'Issue a key' },
    { status: 201 },
  ),
  post(
    'keyRotate',
    '/api/keys/{key}/rotate',
    rotateKeySchema,
    'issuedKey',
    { de: 'Schlüssel durch einen neuen ersetzen', en: 'Put a new key in the place of one' },
    { status: 201 },
  ),
  post('keyRevoke', '/api/keys/{key}/revoke', revokeKeySchema, 'key', { de: 'Schlüssel sperren', en: 'Revoke a key' }),
]

const termsRoutes: readonly ApiRoute[] = [
  get('termsList', '/api/terms', onlyOperator, 'acceptances', {
    de: 'Wer welchen Nutzungsbeschränkungen zugestimmt hat',
    en: 'Who accepted which use restrictions',
  }),
  get(
    'termsText',
    '/api/terms/text',
    onlyOperator,
    'terms',
    { de: 'Text von Nutzungsbeschränkungen', en: 'Text of use restrictions' },
    showTermsSchema,
  ),
  post(
    'termsAccept',
    '/api/terms/accept',
    acceptTermsSchema,
    'acceptance',
    { de: 'Für einen Schlüssel zustimmen', en: 'Accept for a key' },
    { status: 201 },
  ),
  post('termsWithdraw', '/api/terms/withdraw', withdrawTermsSchema, 'acceptances', {
    de: 'Zustimmung zurücknehmen',
    en: 'Withdraw an acceptance',
  }),
]

const journalRoutes: readonly ApiRoute[] = [
  post(
    'erase',
    '/api/journal/erase',
    eraseSchema,
    'erasure',
    { de: 'Im Tresor löschen', en: 'Erase in the vault' },
    { bytesMax: erasureBytesMax },
  ),
  get('holdList', '/api/journal/holds', onlyOperator, 'holds', { de: 'Sperren gegen das Löschen', en: 'Legal holds' }),
  post(
    'hold',
    '/api/journal/holds',
    holdSchema,
    'hold',
    { de: 'Gegen das Löschen sperren', en: 'Place a legal hold' },
    { status: 201 },
  ),
  post('holdLift', '/api/journal/holds/{hold}/lift', liftSchema, 'entry', {
    de: 'Eine Sperre aufheben',
    en: 'Lift a legal hold',
  }),
  post(
    'evidenceExport',
    '/api/evidence/exports',
    exportSchema,
    'entries',
    { de: 'Vermerken, dass Beweise das Haus verlassen', en: 'Record that evidence leaves the house' },
    { status: 201, bytesMax: evidenceBytesMax },
  ),
  post(
    'evidenceSample',
    '/api/evidence/samples',
    sampleSchema,
    'entry',
    { de: 'Eine Stichprobe vermerken', en: 'Record a sample' },
    { status: 201 },
  ),
  post('backupCut', '/api/backup/cut', undefined, 'cut', {
    de: 'Stand, mit dem eine Sicherung endet',
    en: 'Checkpoint with which a backup ends',
  }),
]

const licenceRoutes: readonly ApiRoute[] = [
  get('catalogueRead', '/api/licence-catalogue', readers, 'catalogue', {
    de: 'Lizenzkatalog in Kraft',
    en: 'Catalogue of licences in force',
  }),
  post('catalogueRenew', '/api/licence-catalogue/renew', undefined, 'catalogue', {
    de: 'Lizenzkatalog neu lesen',
    en: 'Read the catalogue of licences again',
  }),
  get('licenceRoutes', '/api/licences/routes', readers, 'licenceRoutes', {
    de: 'Lizenzlampen aller Routen',
    en: 'Licence lamps of all routes',
  }),
  get('licenceTasks', '/api/licences/tasks', readers, 'licenceTasks', {
    de: 'Pflichten aus Lizenzen',
    en: 'Duties from licences',
  }),
  post('licenceTaskDone', '/api/licences/tasks/{task}/done', finishDutySchema, 'licenceTask', {
    de: 'Nachweis zu einer Pflicht',
    en: 'Evidence that a duty is met',
  }),
  get('licenceState', '/api/licences/state', readers, 'licenceState', {
    de: 'Ob die Angaben der Datei in Kraft sind',
    en: 'Whether the facts of the file are in force',
  }),
]

export const apiRoutes: readonly ApiRoute[] = [
  document,
  get('health', '/api/health', readers, 'health', { de: 'Wie es dem Server geht', en: 'How the server is' }),
  ...registerRoutes,
  ...lampRoutes,
  ...peopleRoutes,
  ...keyRoutes,
  ...termsRoutes,
  ...journalRoutes,
  ...licenceRoutes,
]
