import type { Text } from '@stellwerk/contract/language'

const dayMs = 86_400_000

/** Days after which a catalogue counts as old unless an operator says otherwise. Licensors changed terms of models in less. */
export const catalogueOldAfterDays = 180

/**
 * Whole days from one day to another (ISO dates); 0 for a day that is yet to come.
 *
 * @example catalogueAgeDays('2026-11-23', '2026-12-01') // 8
 */
export function catalogueAgeDays(asOf: string, today: string): number {
  const days = Math.floor((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${asOf}T00:00:00Z`)) / dayMs)
  return Math.max(0, days)
}

/** How old a catalogue is, as a document says it. */
export function catalogueAgeText(asOf: string, when: { readonly today: string; readonly oldAfterDays: number }): Text {
  const days = catalogueAgeDays(asOf, when.today)
  const isOld = days > when.oldAfterDays
  return {
    de: `${days} ${days === 1 ? 'Tag' : 'Tage'} alt${isOld ? ': nach einem neueren suchen' : ''}`,
    en: `${days} ${days === 1 ? 'day' : 'days'} old${isOld ? ': look for a newer one' : ''}`,
  }
}
