/**
 * Member states of the European Union (ISO 3166-1 alpha-2), Treaty on European Union Art. 52, as of 2020-02-01, and the parts of
 * them that have a code of their own and belong to the Union: Art. 355(1) and (4) of the Treaty on its Functioning.
 */
const europeanUnion: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK EU AX GF GP MF MQ RE YT'.split(' '),
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
