// What the control API says about everything that is no object of the register. Each schema is held against the type that the office gives.
import { z } from 'zod'
import type { CatalogueView } from '../catalogue-office.ts'
import type { Health } from '../health.ts'
import type { BackupCut, NoCut } from '../journal/backup.ts'
import type { SetUpLink } from '../people-office.ts'
import { type IssuedKey, keyKinds, type KeyView } from '../key-office.ts'
import type { RecordedAt } from '../journal/bundle-office.ts'
import {
  type EntryAt,
  erasureGroundOf,
  type ErasureGround,
  type ErasureReport,
  type HoldView,
  unreached,
} from '../journal-office.ts'
import { lamps, lampStates } from '../lamp.ts'
import { languages } from '../language.ts'
import { roles } from '../register/role.ts'
import { acceptanceWays, type AcceptanceView, type TermsView } from '../terms-office.ts'

const moment = z.string().describe('Moment (ISO 8601, UTC).')
const count = z.int().min(0)
const text = z.strictObject({ de: z.string(), en: z.string() })
const place = z.strictObject({ origin: z.string(), index: count })
const run = z.tuple([count, count])

const keyView = z.strictObject({
  id: z.string(),
  version: count,
  useCaseId: z.string(),
  kind: z.enum(keyKinds),
  owner: z.string().exactOptional(),
  frontEnd: z.string().exactOptional(),
  groups: z.array(z.string()).exactOptional(),
  label: z.string(),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: moment,
  expiresAt: moment,
  revokedAt: moment.exactOptional(),
  replacedBy: z.string().exactOptional(),
  language: z.enum(languages).exactOptional(),
  isInUse: z.boolean(),
}) satisfies z.ZodType<KeyView>

const issuedKey = z.strictObject({
  key: z.string().describe('The key itself. It is shown only now.'),
  view: keyView,
}) satisfies z.ZodType<IssuedKey>

const acceptance = z.strictObject({
  keyId: z.string(),
  useCaseId: z.string(),
  model: z.string(),
  digest: z.string(),
  by: z.string(),
  how: z.enum(acceptanceWays),
  acceptedAt: moment,
  withdrawnAt: moment.exactOptional(),
  withdrawnBy: z.string().exactOptional(),
  isInForce: z.boolean(),
}) satisfies z.ZodType<AcceptanceView>

const terms = z.strictObject({
  model: z.string(),
  useCases: z.array(z.string()),
  digest: z.string(),
  text: z.string(),
  licences: z.array(z.string()),
  catalogue: z.string(),
}) satisfies z.ZodType<TermsView>

const entryRuns = z.strictObject({ origin: z.string(), indices: z.array(run) })

const hold = z.strictObject({
  id: z.string(),
  scope: z.union([
    z.strictObject({ kind: z.literal('subject') }),
    z.strictObject({ kind: z.literal('entries'), origin: z.string(), indices: z.array(run) }),
  ]),
  entry: place.optional(),
  reason: z.string().optional(),
}) satisfies z.ZodType<HoldView>

// The keys of an object literal that is typed by them.
const parts = Object.keys(unreached) as readonly (keyof typeof unreached)[]

const erasure = z.strictObject({
  isDryRun: z.boolean(),
  ground: z.string().refine((ground): ground is ErasureGround => erasureGroundOf(ground) !== undefined),
  fields: z.array(z.string()),
  subjectCount: count,
  count,
  erased: z.array(entryRuns),
  heldBackCount: count,
  heldBack: z.array(entryRuns),
  holds: z.array(hold),
  entries: z.array(place),
  unreached: z.array(z.enum(parts)),
}) satisfies z.ZodType<ErasureReport>

const logName = { name: z.string(), origin: z.string() }

const cut = z.union([
  z.strictObject({
    state: z.literal('cut'),
    earlier: z.array(z.strictObject(logName)),
    newest: z.strictObject({
      ...logName,
      size: count,
      root: z.string(),
      files: z.strictObject({ state: z.string(), floor: z.string(), checkpoint: z.string() }),
    }),
  }),
  z.strictObject({ state: z.literal('notNow'), because: z.enum(['empty', 'full']) }),
]) satisfies z.ZodType<BackupCut | NoCut>

const catalogue = z.strictObject({
  state: z.enum(['builtIn', 'pack', 'unusable']),
  asOf: z.string().exactOptional(),
  digest: z.string().exactOptional(),
  ageDays: z.int().exactOptional(),
  isOld: z.boolean().exactOptional(),
  entryCount: count.exactOptional(),
  pack: z.strictObject({ digest: z.string(), serial: count, publisher: z.string() }).exactOptional(),
  problem: text.exactOptional(),
}) satisfies z.ZodType<CatalogueView>

const health = z.strictObject({
  state: z.enum(['ready', 'draining', 'notRecording']),
  runningCount: count,
}) satisfies z.ZodType<Health>

const licenceReason = z.strictObject({
  code: z.string(),
  verdict: z.string(),
  component: z.string(),
  licence: z.string(),
  section: z.string(),
  text,
  fact: z.string().optional(),
})

const licenceRoute = z.strictObject({
  useCase: z.string(),
  deployment: z.string(),
  model: z.string(),
  state: z.enum(lampStates),
  verdict: z.string(),
  concluded: z.string(),
  reasons: z.array(licenceReason),
  next: z.array(z.strictObject({ text, by: text, dueOn: z.string().optional() })),
  validUntil: z.string().optional(),
})

const duty = z.strictObject({
  id: z.string(),
  useCase: z.string(),
  deployment: z.string(),
  kind: z.string(),
  what: text,
  who: text,
  wanted: text,
  sources: z.array(z.strictObject({ component: z.string(), licence: z.string(), section: z.string() })),
  firstSeenOn: z.string(),
  dueOn: z.string(),
  state: z.enum(['open', 'overdue', 'done']),
  done: z.strictObject({ on: z.string(), by: z.string(), evidence: z.string() }).optional(),
})

const reason = z.strictObject({
  lamp: z.enum(lamps),
  code: z.string(),
  text: z.string(),
  cleared_by: z.string(),
  source: z.string(),
  basis: z.string(),
})

/** One lamp, in the language that was asked for. */
const clearance = z.union([
  z.strictObject({ state: z.literal('clear') }),
  z.strictObject({
    state: z.literal('caution'),
    tasks: z.array(z.strictObject({ text: z.string(), due_on: z.string() })),
  }),
  z.strictObject({ state: z.literal('blocked'), reasons: z.array(reason) }),
  z.strictObject({
    state: z.literal('unknown'),
    missing: z.array(z.strictObject({ fact: z.string(), text: z.string(), supplied_by: z.string() })),
  }),
])

const routeLamps = z.strictObject({
  useCase: z.string(),
  deployment: z.string(),
  model: z.string().describe('Public name of the model.'),
  lamps: z.strictObject({
    licence: clearance,
    dataProtection: clearance,
    governance: clearance,
    security: clearance,
  }),
})

const session = z.strictObject({
  id: z.string(),
  kind: z.enum(['browser', 'terminal']),
  way: z.string().describe('How somebody showed who they are.'),
  signedInAt: moment,
  isThis: z.boolean().describe('Whether it is the one that asks.'),
})

const grant = z.strictObject({
  id: z.string(),
  person: z.string(),
  role: z.enum(roles),
  how: z.string().describe('How somebody came by it, as a code.'),
  from: moment,
  until: moment.exactOptional(),
})

const me = z.strictObject({
  person: z.string().nullable().describe('Id of the person; null for the local operator.'),
  via: z.enum(['session', 'socket']),
  roles: z.array(z.enum(roles)),
  session: session.nullable(),
})

/** RFC 9457. */
const problem = z
  .strictObject({
    type: z.string().describe('Page that explains the code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('Id of the request.'),
    code: z.string().describe('Code of the error. A promise; the sentences may improve.'),
  })
  .describe('What went wrong (RFC 9457), in German or English by accept-language.')

const setUpLink = z.strictObject({ url: z.string(), expiresAt: moment }) satisfies z.ZodType<SetUpLink>

export const officeAnswers = {
  setUpLink,
  keys: z.strictObject({ keys: z.array(keyView) }),
  key: keyView,
  issuedKey,
  acceptances: z.strictObject({ acceptances: z.array(acceptance) }),
  acceptance,
  terms: z.strictObject({ terms: z.array(terms) }),
  erasure,
  holds: z.strictObject({ holds: z.array(hold) }),
  hold,
  entry: place satisfies z.ZodType<EntryAt & RecordedAt>,
  entries: z.strictObject({ entries: z.array(place) }),
  cut,
  catalogue,
  health,
  licenceRoutes: z.strictObject({ routes: z.array(licenceRoute) }),
  licenceTasks: z.strictObject({ tasks: z.array(duty) }),
  licenceTask: duty,
  licenceState: z.strictObject({ kept: text.optional(), isRestartNeeded: z.boolean() }),
  lamps: z.strictObject({ routes: z.array(routeLamps) }),
  explanation: z.strictObject({
    useCase: z.string(),
    fallbackProcedure: z.string().exactOptional().describe('What people do while it is dark.'),
    stopAnnouncer: z.string().exactOptional().describe('Office that announces a stop.'),
    routes: z.array(routeLamps),
  }),
  me,
  sessions: z.strictObject({ sessions: z.array(session) }),
  roles: z.strictObject({ grants: z.array(grant) }),
  problem,
} as const

export type RouteLampsView = z.output<typeof routeLamps>
export type MeView = z.output<typeof me>
export type SessionView = z.output<typeof session>
export type GrantView = z.output<typeof grant>
