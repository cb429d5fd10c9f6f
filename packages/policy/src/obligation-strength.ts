import type { Obligation } from '@stellwerk/contract/lamp'

/** Obligations of the same family, from the mildest to the strictest. Of two the strictest counts. */
const strengths: Readonly<Record<string, readonly string[]>> = {
  pseudonymise: ['preset', 'strict'],
  notice: ['first', 'everyAnswer'],
}

/**
 * All obligations, and of each family only the strictest. Kinds that are in no table stay side by side, because nobody has said
 * which of them is stricter.
 *
 * @example strictest([notice('first'), notice('everyAnswer')]) // [notice('everyAnswer')]
 */
export function strictest(obligations: readonly Obligation[]): readonly Obligation[] {
  const kept = new Map<string, Obligation>()
  for (const one of obligations) {
    const [family, strength] = strengthOf(one.kind)
    const key = strength < 0 ? `${one.kind}\0${one.text.en}` : family
    const known = kept.get(key)
    if (known === undefined || strengthOf(known.kind)[1] < strength) kept.set(key, one)
  }
  return [...kept.values()]
}

/** Whether what is carried does at least what is demanded. */
export function carries(carried: readonly Obligation[], demanded: readonly Obligation[]): boolean {
  return demanded.every(({ kind }) => {
    const [family, strength] = strengthOf(kind)
    return carried.some((one) => {
      const [of, is] = strengthOf(one.kind)
      return one.kind === kind || (strength >= 0 && of === family && is >= strength)
    })
  })
}

/** The place of a kind in its family; below 0 where it has none. */
function strengthOf(kind: string): readonly [family: string, strength: number] {
  const [family = '', word = ''] = kind.split(':', 2)
  return [family, strengths[family]?.indexOf(word) ?? -1]
}
