/** The SPDX licence list that {@link listedIds} was compared with; a test compares it again. */
export const licenceListVersion = '3.29.0'

/**
 * Ids of the SPDX licence list that model cards and hubs use. Only these ever become a `license.id`: what is not here goes into a name,
 * which every reader accepts, while an id that is not on the list makes the whole document invalid.
 */
export const listedIds = [
  '0BSD',
  'AFL-3.0',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
  'Apache-2.0',
  'Artistic-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSD-3-Clause-Clear',
  'BSL-1.0',
  'BUSL-1.1',
  'C-UDA-1.0',
  'CC-BY-2.0',
  'CC-BY-2.5',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC-BY-NC-2.0',
  'CC-BY-NC-3.0',
  'CC-BY-NC-4.0',
  'CC-BY-NC-ND-3.0',
  'CC-BY-NC-ND-4.0',
  'CC-BY-NC-SA-2.0',
  'CC-BY-NC-SA-3.0',
  'CC-BY-NC-SA-4.0',
  'CC-BY-ND-4.0',
  'CC-BY-SA-3.0',
  'CC-BY-SA-4.0',
  'CC0-1.0',
  'CDLA-Permissive-1.0',
  'CDLA-Permissive-2.0',
  'CDLA-Sharing-1.0',
  'ECL-2.0',
  'Elastic-2.0',
  'EPL-1.0',
  'EPL-2.0',
  'etalab-2.0',
  'EUPL-1.1',
  'EUPL-1.2',
  'GFDL-1.3-only',
  'GPL-2.0-only',
  'GPL-2.0-or-later',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'ISC',
  'LGPL-2.1-only',
  'LGPL-2.1-or-later',
  'LGPL-3.0-only',
  'LGPL-3.0-or-later',
  'LPPL-1.3c',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'MS-PL',
  'NCSA',
  'ODbL-1.0',
  'ODC-By-1.0',
  'OFL-1.1',
  'OpenMDW-1.0',
  'OSL-3.0',
  'PDDL-1.0',
  'PostgreSQL',
  'SSPL-1.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
] as const

const byFold: ReadonlyMap<string, string> = new Map(listedIds.map((id) => [id.toLowerCase(), id]))

/**
 * The id as SPDX writes it, or undefined where this is none that we know to be listed. Ids are compared without case (SPDX 3.0.1,
 * annex on licence expressions), and hubs write them in lower case.
 *
 * @example listedId('apache-2.0') // 'Apache-2.0'
 * @example listedId('llama3.1') // undefined
 */
export function listedId(claim: string): string | undefined {
  return byFold.get(claim.trim().toLowerCase())
}

/** Where SPDX keeps the text of a listed licence. */
export function listedUrl(id: string): string {
  return `https://spdx.org/licenses/${id}.html`
}
