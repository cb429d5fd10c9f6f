/** Member states of the European Union (ISO 3166-1 alpha-2), Treaty on European Union Art. 52. As of 2020-02-01. */
const europeanUnion: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK EU'.split(' '),
)

/**
 * Whether a place is among those that a licence leaves out; undefined where the place is no code of a country. The EEA and
 * Switzerland are not in the Union.
 *
 * @example isExcluded('DE', ['EU']) // true
 */
export function isExcluded(place: string, excludes: readonly string[]): boolean | undefined {
  const code = place === 'UK' ? 'GB' : place === 'EL' ? 'GR' : place
  if (!/^[A-Z]{2}$/.test(code)) return undefined
  return excludes.includes(code) || (excludes.includes('EU') && europeanUnion.has(code))
}
