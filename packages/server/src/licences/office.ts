import { GatewayError } from '@stellwerk/contract/error'
import type { LicenceDutyDraft } from '@stellwerk/contract/journal/licences'
import type { Clearance } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'
import type {
  LicenceDutyView,
  LicenceOffice,
  LicenceReasonView,
  LicenceRouteView,
} from '@stellwerk/contract/licence-office'
import type { Moment } from '@stellwerk/contract/route'
import type { LicenceObligation, ObligationBearer } from '@stellwerk/licences/verdict'

import { dutyId, type Duties } from './duties.ts'
import { dayOf, type Judged } from './judge.ts'
import type { RouteLamps, ShownLamp } from './lamps.ts'
import type { RouteFacts } from './route-facts.ts'
import type { DutyRecord, LicenceStore } from './stores.ts'

export interface OfficePorts {
  readonly lamps: RouteLamps
  readonly duties: Duties
  readonly store: Pick<LicenceStore, 'finishDuty'>
  readonly now: () => Moment
  /** Resolves once the entry is durable. */
  readonly append: (draft: LicenceDutyDraft, identities: Readonly<Record<string, string>>) => Promise<unknown>
}

/** Lamps and duties as offices see them, and the one thing that they do here: show that a duty is met. */
export function licenceOffice(ports: OfficePorts): LicenceOffice {
  const { lamps, duties } = ports
  const tasks = (): readonly LicenceDutyView[] =>
    lamps.all
      .flatMap(({ facts, judged }) => dutyViews(facts, judged, ports))
      .toSorted((one, other) => (urgency(one) < urgency(other) ? -1 : 1))
  return {
    routes: async () => lamps.all.map(({ facts, judged, shown }) => routeView(facts, judged, shown)),
    tasks: async () => tasks(),
    async done(id, { evidence, office }) {
      const duty = duties.get(id)
      if (duty === undefined)
        throw new GatewayError('not_found', { details: { what: `licence task ${id.slice(0, 40)}` } })
      if (duty.done !== undefined)
        throw new GatewayError('request_invalid', { details: { what: `${id}: ${duty.done.on}, ${duty.done.by}` } })
      await recordDone(duty, { evidence, office }, ports)
      lamps.again(duty)
      await lamps.settled()
      return tasks().find((view) => view.id === id) ?? leftView(duties.get(id) ?? duty, dayOf(ports.now()))
    },
  }
}

/** The journal first: if we stop after it, the duty is still open here, and is shown to be met once more. */
async function recordDone(
  duty: DutyRecord,
  { evidence, office }: { readonly evidence: string; readonly office: string },
  { append, store, duties, now }: OfficePorts,
): Promise<void> {
  const { useCaseId: useCase, deploymentId: deployment, kind, licences } = duty
  for (const licence of licences) {
    const draft = { type: 'licenceDuty', useCase, deployment, kind, licence, commitments: {} } as const
    await append(draft, { evidence, office }).catch((cause: unknown) => {
      throw new GatewayError('duty_untold', {}, { cause })
    })
  }
  const done = { on: dayOf(now()), by: office, evidence }
  await store.finishDuty(duty.id, done)
  duties.finish(duty.id, done)
}

function routeView({ useCaseId, deploymentId, model }: RouteFacts, judged: Judged, shown: ShownLamp): LicenceRouteView {
  const { evaluation, verdict, validUntil } = judged
  return {
    useCase: useCaseId,
    deployment: deploymentId,
    model,
    state: shown.clearance.state,
    verdict,
    concluded: evaluation?.concluded ?? ownLicence,
    reasons: (evaluation?.reasons ?? []).filter((reason) => reason.verdict !== 'allowed').map(reasonView),
    next: nextOf(shown.clearance),
    ...(Number.isFinite(validUntil) ? { validUntil: new Date(validUntil).toISOString() } : {}),
  }
}

/** Of what is built in. */
const ownLicence = 'Apache-2.0'

function reasonView({
  isOverridable: _,
  ...reason
}: LicenceReasonView & { readonly isOverridable: boolean }): LicenceReasonView {
  return reason
}

function nextOf(clearance: Clearance): LicenceRouteView['next'] {
  switch (clearance.state) {
    case 'clear':
      return []
    case 'caution':
      return clearance.tasks.map(({ text, dueOn }) => ({ text, by: responsible, dueOn }))
    case 'blocked':
      return clearance.reasons.map(({ text, source, clearedBy }) => ({ text: placed(text, source), by: clearedBy }))
    case 'unknown':
      return clearance.missing.map(({ text, suppliedBy }) => ({ text, by: suppliedBy }))
  }
}

function placed({ de, en }: Text, source: string): Text {
  return { de: `${de} (${source})`, en: `${en} (${source})` }
}

const responsible: Text = { de: 'zuständige Stelle', en: 'responsible office' }

function dutyViews(
  route: RouteFacts,
  { evaluation }: Judged,
  { duties, now }: OfficePorts,
): readonly LicenceDutyView[] {
  return (evaluation?.obligations ?? []).flatMap((obligation) => {
    const duty = duties.get(dutyId(route, obligation))
    return duty === undefined ? [] : [dutyView(duty, obligation, dayOf(now()))]
  })
}

function dutyView(duty: DutyRecord, { what, who, evidence, sources }: LicenceObligation, day: string): LicenceDutyView {
  return { ...leftView(duty, day), what, who: bearers[who], wanted: evidence, sources }
}

/** A duty that its route no longer sets off. */
function leftView(duty: DutyRecord, day: string): LicenceDutyView {
  const { id, useCaseId, deploymentId, kind, firstSeenOn, dueOn, done, licences } = duty
  const plain = { de: kind, en: kind }
  return {
    id,
    useCase: useCaseId,
    deployment: deploymentId,
    kind,
    what: plain,
    who: responsible,
    wanted: plain,
    sources: licences.map((licence) => ({ component: '-', licence, section: '-' })),
    firstSeenOn,
    dueOn,
    state: done !== undefined ? 'done' : dueOn < day ? 'overdue' : 'open',
    ...(done === undefined ? {} : { done }),
  }
}

const bearers: Readonly<Record<ObligationBearer, Text>> = {
  gateway: { de: 'Gateway', en: 'gateway' },
  operator: { de: 'Betrieb', en: 'operator' },
  legal: { de: 'Rechtsabteilung', en: 'legal department' },
  publisher: { de: 'wer es veröffentlicht', en: 'whoever publishes it' },
  professional: { de: 'zugelassene Fachperson', en: 'authorised professional' },
}

/** What is done comes last; the rest by its day. */
function urgency({ state, dueOn, id }: LicenceDutyView): string {
  return `${state === 'done' ? 1 : 0} ${dueOn} ${id}`
}
