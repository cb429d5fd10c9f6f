import type { DataProtectionStore } from '../../data-protection/stores.ts'
import type { SqliteStore } from './store.ts'

/** Data protection lamps in the store. */
export function sqliteDataProtectionStore({ db }: Pick<SqliteStore, 'db'>): DataProtectionStore {
  return {
    async lamps() {
      const rows = await db.selectFrom('data_protection_lamp').selectAll().execute()
      return rows.map(({ use_case_id: useCaseId, deployment_id: deploymentId, state, facts, reasons }) => ({
        useCaseId,
        deploymentId,
        state,
        facts,
        reasons: JSON.parse(reasons) as readonly string[], // Written below.
      }))
    },

    async putLamp({ useCaseId, deploymentId, state, facts, reasons }, at) {
      await db
        .replaceInto('data_protection_lamp')
        .values({
          use_case_id: useCaseId,
          deployment_id: deploymentId,
          state,
          facts,
          reasons: JSON.stringify(reasons),
          recorded_at: at,
        })
        .execute()
    },

    async removeLamp({ useCaseId, deploymentId }) {
      await db
        .deleteFrom('data_protection_lamp')
        .where('use_case_id', '=', useCaseId)
        .where('deployment_id', '=', deploymentId)
        .execute()
    },
  }
}
