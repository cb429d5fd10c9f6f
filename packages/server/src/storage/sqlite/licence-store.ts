import type { Selectable } from 'kysely'

import type { DutyRecord, LicenceStore, MeasuredWeights, RecordedLamp } from '../../licences/stores.ts'
import type { Schema } from './schema.ts'
import type { SqliteStore } from './store.ts'

/** Lamps, duties and measured weights in the store. */
export function sqliteLicenceStore({ db }: Pick<SqliteStore, 'db'>): LicenceStore {
  return {
    async lamps() {
      return (await db.selectFrom('licence_lamp').selectAll().execute()).map(lampOf)
    },

    async putLamp(lamp, at) {
      const { useCaseId, deploymentId, state, verdict, facts, component, catalogue, reasons, opinions } = lamp
      await db
        .replaceInto('licence_lamp')
        .values({
          use_case_id: useCaseId,
          deployment_id: deploymentId,
          state,
          verdict,
          facts,
          component: component ?? null,
          catalogue,
          reasons: JSON.stringify(reasons),
          opinions: JSON.stringify(opinions),
          recorded_at: at,
        })
        .execute()
    },

    async removeLamp({ useCaseId, deploymentId }) {
      await db
        .deleteFrom('licence_lamp')
        .where('use_case_id', '=', useCaseId)
        .where('deployment_id', '=', deploymentId)
        .execute()
    },

    async duties() {
      return (await db.selectFrom('licence_duty').selectAll().orderBy('due_on').orderBy('id').execute()).map(dutyOf)
    },

    async putDuty({ id, useCaseId, deploymentId, kind, licences, firstSeenOn, dueOn }) {
      await db
        .insertInto('licence_duty')
        .values({
          id,
          use_case_id: useCaseId,
          deployment_id: deploymentId,
          kind,
          licences: JSON.stringify(licences),
          first_seen_on: firstSeenOn,
          due_on: dueOn,
          done_on: null,
          done_by: null,
          evidence: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async finishDuty(id, { on, by, evidence }) {
      await db.updateTable('licence_duty').set({ done_on: on, done_by: by, evidence }).where('id', '=', id).execute()
    },

    async weights() {
      return (await db.selectFrom('licence_weights').selectAll().execute()).map(weightsOf)
    },

    async putWeights({ componentId, marks, digest }) {
      await db.replaceInto('licence_weights').values({ component_id: componentId, marks, digest }).execute()
    },
  }
}

export function weightsOf(row: Selectable<Schema['licence_weights']>): MeasuredWeights {
  const { component_id: componentId, marks, digest } = row
  return { componentId, marks, digest }
}

function lampOf(row: Selectable<Schema['licence_lamp']>): RecordedLamp {
  return {
    useCaseId: row.use_case_id,
    deploymentId: row.deployment_id,
    state: row.state,
    verdict: row.verdict,
    facts: row.facts,
    component: row.component ?? undefined,
    catalogue: row.catalogue,
    reasons: listIn(row.reasons),
    opinions: listIn(row.opinions),
  }
}

export function dutyOf(row: Selectable<Schema['licence_duty']>): DutyRecord {
  const { done_on: on, done_by: by, evidence } = row
  return {
    id: row.id,
    useCaseId: row.use_case_id,
    deploymentId: row.deployment_id,
    kind: row.kind,
    licences: listIn(row.licences),
    firstSeenOn: row.first_seen_on,
    dueOn: row.due_on,
    ...(on === null || by === null || evidence === null ? {} : { done: { on, by, evidence } }),
  }
}

/** Written above and by nobody else. */
function listIn(text: string): readonly string[] {
  return JSON.parse(text) as readonly string[] // As said above.
}
