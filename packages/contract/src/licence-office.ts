import { z } from 'zod'

import type { LicenceVerdict } from './journal/licences.ts'
import type { LampState } from './lamp.ts'
import type { Text } from './language.ts'

// What the control API says about the licences of routes and the duties that follow, and the operation behind it (docs/licences.md).

/** Characters of an evidence: where it can be read, not the evidence itself. */
const evidenceCharactersMax = 2_000

/** Characters of an office. */
const officeCharactersMax = 100

const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u)

export const finishDutySchema = z.strictObject({
  evidence: line(evidenceCharactersMax),
  /** Office or role, never a person's name. */
  office: line(officeCharactersMax),
})

export type FinishDuty = Readonly<z.output<typeof finishDutySchema>>

/** Why the lamp of a route shows what it shows. */
export interface LicenceReasonView {
  readonly code: string
  readonly verdict: LicenceVerdict
  readonly component: string
  readonly licence: string
  /** `-` where there is no text. */
  readonly section: string
  readonly text: Text
  readonly fact?: string
}

/** The licence lamp of a use case on a deployment. */
export interface LicenceRouteView {
  readonly useCase: string
  readonly deployment: string
  readonly model: string
  readonly state: LampState
  readonly verdict: LicenceVerdict
  /** Licences of everything behind it, as an SPDX expression. */
  readonly concluded: string
  /** What shuts it, or must be done. */
  readonly reasons: readonly LicenceReasonView[]
  /** What the lamp itself says where it is not clear: for whoever has to act. */
  readonly next: readonly { readonly text: Text; readonly by: Text; readonly dueOn?: string }[]
  /** The first moment at which it may change by date (ISO), if any. */
  readonly validUntil?: string
}

/** A duty of a licence, as a task with a date. */
export interface LicenceDutyView {
  readonly id: string
  readonly useCase: string
  readonly deployment: string
  readonly kind: string
  readonly what: Text
  readonly who: Text
  /** What would show that it is met. */
  readonly wanted: Text
  readonly sources: readonly { readonly component: string; readonly licence: string; readonly section: string }[]
  /** ISO dates. */
  readonly firstSeenOn: string
  readonly dueOn: string
  readonly state: 'open' | 'overdue' | 'done'
  readonly done?: { readonly on: string; readonly by: string; readonly evidence: string }
}

/** Whoever answers for licences: the running server, or the store when none runs. */
export interface LicenceOffice {
  readonly routes: () => Promise<readonly LicenceRouteView[]>
  /** Those of the routes as they are, the most urgent first. */
  readonly tasks: () => Promise<readonly LicenceDutyView[]>
  /** @throws GatewayError licence_task_unknown, licence_task_done, record_failed */
  readonly done: (id: string, wish: FinishDuty) => Promise<LicenceDutyView>
}
