// What the control API says about objects of the register.
import { z } from 'zod'
import { date, line } from '../config-shapes.ts'
import { actKinds, actOutcomes } from '../register/act-words.ts'
import { statedAct } from '../register/act.ts'
import { bodySchemas } from '../register/body.ts'
import type { ObjectKind } from '../register/kind.ts'
import { roles } from '../register/role.ts'
import { sha256 } from '../register/stated.ts'
import { versionStates } from '../register/version.ts'

const moment = z.iso.datetime().describe('Moment (RFC 3339, UTC).')
const person = z.string().min(1).max(128).describe('Id of a person. It says nothing about who that is.')
const number = z.int().min(1).describe('Number of the version, from 1.')
const digest = sha256.describe('Digest of the version (SHA-256 in hexadecimal).')
const state = z.enum(versionStates).describe('What became of the version.')

const requiredAct = z
  .strictObject({
    kind: z.enum(actKinds),
    role: z.enum(roles),
    because: z.string().describe('Why it is needed, as a code.'),
    answers: z.string().exactOptional().describe('Id of the negative opinion that it has to answer.'),
  })
  .describe('An act that has to stand.')

export const actView = z
  .strictObject({
    ...statedAct.unwrap().shape,
    id: z.string(),
    person,
    digest,
    kind: z.enum(actKinds),
    outcome: z.enum(actOutcomes),
    actedAt: moment,
    withdrawnAt: moment.exactOptional(),
  })
  .describe('An act as it stands in the register.')

export type ActView = z.output<typeof actView>

export const standingView = z
  .strictObject({
    state: z.enum(['complete', 'incomplete', 'refused']),
    stands: z.array(z.strictObject({ required: requiredAct, act: z.string().describe('Id of the act.') })),
    missing: z.array(
      z.strictObject({
        required: requiredAct,
        suppliers: z.int().min(0).describe('How many people could supply it now.'),
      }),
    ),
    voided: z.array(z.strictObject({ act: z.string(), why: z.string().describe('Why it does not count, as a code.') })),
    refusals: z.array(z.string()).describe('Ids of the acts that said no.'),
    cautions: z.array(z.string()).describe('What is to be shown although everything stands, as codes.'),
    validUntil: moment.exactOptional().describe('First moment at which an act that stands runs out.'),
  })
  .describe('Which of the acts that a version needs stand, and which are missing.')

export type StandingView = z.output<typeof standingView>

const commentView = z.strictObject({ id: z.string(), person, at: moment, text: line })

/** A version of one kind. */
export function versionView(kind: ObjectKind) {
  return z.strictObject({
    kind: z.literal(kind),
    id: z.string(),
    number,
    digest,
    previous: digest.nullable(),
    author: person,
    createdAt: moment,
    opinionDueOn: date.exactOptional(),
    state,
    turnedAt: moment,
    cause: z.string().exactOptional().describe('What ended it, as a code.'),
    body: bodySchemas[kind],
  })
}

/** A version as it is shown: the same for every kind, but for the body. */
export type VersionView = Omit<z.output<ReturnType<typeof versionView>>, 'body' | 'kind'> & {
  readonly kind: ObjectKind
  readonly body: unknown
}

export function objectView(kind: ObjectKind, version: z.ZodType) {
  return z.strictObject({
    kind: z.literal(kind),
    id: z.string(),
    newest: version,
    inForce: version.nullable().describe('The version that holds now; null where none does.'),
    standing: standingView.describe('Of the newest version.'),
  })
}

/** As {@link objectView}, for whoever reads it. */
export interface ObjectView {
  readonly kind: ObjectKind
  readonly id: string
  readonly newest: VersionView
  readonly inForce: VersionView | null
  readonly standing: StandingView
}

const summary = z.strictObject({
  id: z.string(),
  title: z.string(),
  newest: z.strictObject({ number, digest, state, createdAt: moment }),
  inForce: z.strictObject({ number, digest }).nullable(),
})

export type ObjectSummary = z.output<typeof summary>

/** Absent on the last page. */
const next = z.string().exactOptional().describe('Cursor of the next page, for `after`.')

export const summaryPage = z.strictObject({ items: z.array(summary), next })

export function versionPage(version: z.ZodType) {
  return z.strictObject({ items: z.array(version), next })
}

export function versionDetail(version: z.ZodType) {
  return z.strictObject({
    version,
    standing: standingView,
    acts: z.array(actView),
    comments: z.array(commentView),
  })
}

/** As {@link versionDetail}, for whoever reads it. */
export interface VersionDetail {
  readonly version: VersionView
  readonly standing: StandingView
  readonly acts: readonly ActView[]
  readonly comments: readonly z.output<typeof commentView>[]
}

/** What a proposal came to: the new version, and what it still needs. */
export function proposed(version: z.ZodType) {
  return z.strictObject({ version, standing: standingView })
}

export const acted = z.strictObject({ act: actView, state, standing: standingView })

export const withdrawn = z.strictObject({ digest, state })

export const commented = z.strictObject({ comments: z.array(commentView) })
