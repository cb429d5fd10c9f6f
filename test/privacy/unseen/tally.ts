import type { CorpusFigures } from '../../../packages/privacy/src/evaluation/protocol.ts'
import { unseenKinds } from './kinds.ts'

/** How well documents that nobody has seen before went. Shares, 0 to 1. */
export interface UnseenTally {
  /** Values with a check that chance does not pass, or a form that nothing else has: covered whole. */
  readonly strongCover: number
  /** Values of every kind. */
  readonly cover: number
  readonly values: number
  readonly harmless: number
  readonly harmlessTouched: number
}

const strong: ReadonlySet<string> = new Set(unseenKinds.filter(({ isStrong }) => isStrong).map(({ kind }) => kind))

export function unseenTally({
  kinds,
  overMasking,
}: Pick<CorpusFigures, 'kinds'> & { readonly overMasking: CorpusFigures['overMasking'] | null }): UnseenTally {
  const coverOf = (isCounted: (kind: string) => boolean): { gold: number; covered: number } => {
    const counted = Object.entries(kinds).filter(([kind]) => isCounted(kind))
    return {
      gold: counted.reduce((sum, [, { gold }]) => sum + gold, 0),
      covered: counted.reduce((sum, [, { covered }]) => sum + covered, 0),
    }
  }
  const all = coverOf(() => true)
  const ofStrong = coverOf((kind) => strong.has(kind))
  return {
    strongCover: ofStrong.covered / ofStrong.gold,
    cover: all.covered / all.gold,
    values: all.gold,
    harmless: overMasking?.harmless ?? 0,
    harmlessTouched: (overMasking?.touched ?? 0) / (overMasking?.harmless ?? 1),
  }
}
