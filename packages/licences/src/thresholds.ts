import type { Facts } from './facts.ts'
import type { FactNeeded } from './facts-needed.ts'
import type { SparedUse, Threshold } from './terms.ts'
import { compareVersions } from './versions.ts'

/** Where a figure stands to a threshold. */
export type Standing =
  | { readonly is: 'exceeded'; readonly fact: string }
  | { readonly is: 'kept'; readonly fact?: string }
  | { readonly is: 'unknown'; readonly needs: FactNeeded }

const spared: Standing = { is: 'kept' }

/**
 * Units of a currency that a US dollar has bought in no year since 2000, below and above. Between the two nobody can
 * say without the rate; outside of them the rate does not matter.
 */
const everPerUSD = { CNY: { least: 5, most: 10 } } as const

/** @param version of the work, where the threshold came with one */
export function standingOf(
  threshold: Threshold,
  facts: Facts,
  work: { readonly version: string | undefined; readonly steward: string | undefined },
): Standing {
  if (isSpared(threshold.spares, facts)) return spared
  if (threshold.sinceVersion !== undefined && isBefore(work.version, threshold.sinceVersion)) return spared
  const { profile } = facts
  switch (threshold.metric) {
    case 'monthly-active-users':
      return users(threshold, facts)
    case 'end-users-30-days':
      return compare('endUsers30Days', profile.endUsers30Days, threshold.above)
    case 'annual-revenue':
      return revenue(threshold, facts)
    case 'monthly-revenue':
      return monthlyRevenue(threshold, facts)
    case 'group-revenue-if-maas': {
      const sum = compare('groupAnnualRevenueUSD', profile.groupAnnualRevenueUSD, threshold.above)
      if (sum.is === 'kept' || profile.modelAsAService === false) return spared
      if (profile.modelAsAService === undefined) return { is: 'unknown', needs: 'modelAsAService' }
      return sum
    }
    case 'competing-product': {
      // An operator that lists nobody lists not the licensor either: it is asked whom it competes with, not whether.
      const rival = profile.operator?.competitorOf?.find((name) => isSteward(name, work.steward))
      return rival === undefined ? spared : { is: 'exceeded', fact: `operator.competitorOf=${rival}` }
    }
  }
}

/** Whether a threshold does not reach this use, by those that its text spares. */
function isSpared(spares: readonly SparedUse[] = [], facts: Facts): boolean {
  return (
    (facts.isThirdPartyProduct && spares.includes('third-party-product')) ||
    (facts.isInternal === true && facts.distributes !== true && spares.includes('internal')) ||
    (facts.profile.commercial === false && spares.includes('non-commercial'))
  )
}

/** A version that is not known is taken for a new one: the newer terms bind more. */
export function isBefore(version: string | undefined, since: string): boolean {
  return version !== undefined && compareVersions(version, since) === -1
}

function users(threshold: Threshold, { profile }: Facts): Standing {
  if (threshold.measured.rule === 'once-at-release')
    return compare('groupMAUAtModelRelease', profile.groupMAUAtModelRelease, threshold.above)
  if (threshold.of !== 'product' && profile.groupMAU !== undefined && atLeastZero(profile.groupMAU)) {
    const { groupMAU } = profile
    if (groupMAU > threshold.above) return { is: 'exceeded', fact: `groupMAU=${groupMAU}` }
    // A group has no fewer users than one of its products.
    const product = profile.productMAU ?? 0
    return product > threshold.above
      ? { is: 'exceeded', fact: `productMAU=${product}` }
      : { is: 'kept', fact: `groupMAU=${groupMAU}` }
  }
  return compare('productMAU', profile.productMAU, threshold.above)
}

function revenue(threshold: Threshold, { profile }: Facts): Standing {
  const sum = profile.groupAnnualRevenueUSD
  if (!atLeastZero(sum)) return { is: 'unknown', needs: 'groupAnnualRevenueUSD' }
  if (threshold.unit !== 'CNY') return compare('groupAnnualRevenueUSD', sum, threshold.above)
  const rate = profile.exchangeRates?.['CNY']
  if (rate !== undefined && atLeastZero(rate.perUSD) && rate.perUSD > 0) {
    const inYuan = sum * rate.perUSD
    const fact = `groupAnnualRevenueUSD=${sum}, exchangeRates.CNY=${rate.perUSD} (${rate.on})`
    return inYuan > threshold.above ? { is: 'exceeded', fact } : { is: 'kept', fact }
  }
  const { least, most } = everPerUSD.CNY
  const fact = `groupAnnualRevenueUSD=${sum}`
  if (sum * least > threshold.above) return { is: 'exceeded', fact }
  return sum * most <= threshold.above ? { is: 'kept', fact } : { is: 'unknown', needs: 'exchangeRates.CNY' }
}

/** A product earns in a month at most what the group earns in a year. */
function monthlyRevenue(threshold: Threshold, { profile }: Facts): Standing {
  const { productMonthlyRevenueUSD: month, groupAnnualRevenueUSD: year } = profile
  if (atLeastZero(month)) return compare('productMonthlyRevenueUSD', month, threshold.above)
  if (atLeastZero(year) && year <= threshold.above) return { is: 'kept', fact: `groupAnnualRevenueUSD=${year}` }
  return { is: 'unknown', needs: 'productMonthlyRevenueUSD' }
}

function compare(needs: FactNeeded, figure: number | undefined, above: number): Standing {
  if (!atLeastZero(figure)) return { is: 'unknown', needs }
  return figure > above ? { is: 'exceeded', fact: `${needs}=${figure}` } : { is: 'kept', fact: `${needs}=${figure}` }
}

/** What is no number, or less than nothing, says nothing. Infinitely many is more than any threshold. */
function atLeastZero(figure: number | undefined): figure is number {
  return figure !== undefined && figure >= 0
}

/** Whether an operator that names a competitor means this steward: the first word of its name will do. */
export function isSteward(name: string, steward: string | undefined): boolean {
  const first = (text: string): string | undefined => /[\p{L}\p{N}]+/u.exec(text.toLowerCase())?.[0]
  return steward !== undefined && first(name) !== undefined && first(name) === first(steward)
}
