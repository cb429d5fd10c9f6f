import type { Catalogue } from '../catalogue-index.ts'
import type { BomComponent, BomInput } from './input.ts'
import { inOrder } from './json.ts'
import { isLicensed, writtenExpression } from './licensing.ts'
import { BomRefused, componentsMax, filesMax } from './refused.ts'

/** RFC 3339 in UTC with whole seconds: both standards take it, SPDX takes nothing else. */
const moment = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/
const sha256 = /^[0-9a-f]{64}$/
/** With a scheme, and without characters that no address may hold. */
const address = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i

/**
 * The components in the order of their ids, when everything that a standard is strict about has the right shape. Conclusions of people
 * are there where they count.
 *
 * @throws BomRefused naming the thing
 */
export function checkedComponents(input: BomInput, catalogue: Catalogue): readonly BomComponent[] {
  const { components } = input
  if (components.length > componentsMax) throw new BomRefused('bom_too_many_components', input.subject)
  checkMoment(input.createdAt, 'createdAt')
  const ids = new Set<string>()
  for (const component of components) {
    if (ids.has(component.id)) throw new BomRefused('bom_id_twice', component.id)
    ids.add(component.id)
    checkComponent(component)
  }
  return components
    .map((known) => (isLicensed(known.component.licence, catalogue) ? withoutConclusion(known) : known))
    .toSorted((left, right) => inOrder(left.id, right.id))
}

/** A conclusion that does not count is not shown: it would read as if it did. */
function withoutConclusion({ conclusion: _, ...known }: BomComponent): BomComponent {
  return known
}

function checkComponent({ id, claim, conclusion, artefact, release, component }: BomComponent): void {
  const files = artefact?.files ?? []
  const texts = artefact?.texts ?? []
  const paths = new Set(files.map(({ path }) => path))
  if (paths.size < files.length) throw new BomRefused('bom_path_twice', id)
  if (files.length + texts.length > filesMax) throw new BomRefused('bom_too_many_files', id)
  checkMoment(claim?.at, `${id}: claim.at`)
  checkMoment(conclusion?.at, `${id}: conclusion.at`)
  if (conclusion !== undefined && writtenExpression(conclusion.licence) !== conclusion.licence)
    throw new BomRefused('bom_expression', id)
  checkMoment(artefact?.known.at, `${id}: artefact.known.at`)
  checkMoment(release?.releasedAt, `${id}: release.releasedAt`)
  checkMoment(release?.builtAt, `${id}: release.builtAt`)
  checkHash(artefact?.sha256, `${id}: artefact.sha256`)
  for (const file of files) checkHash(file.sha256, `${id}: ${file.path}`)
  for (const text of texts) checkHash(text.sha256, `${id}: ${text.path}`)
  for (const text of texts) checkHash(text.wordSha256, `${id}: ${text.path}`)
  for (const hash of component.textSha256 ?? []) checkHash(hash, `${id}: textSha256`)
  checkAddress(release?.downloadLocation, `${id}: release.downloadLocation`)
  checkAddress(release?.homePage, `${id}: release.homePage`)
}

function checkMoment(value: string | undefined, name: string): void {
  if (value !== undefined && !moment.test(value)) throw new BomRefused('bom_time', name)
}

function checkHash(value: string | undefined, name: string): void {
  if (value !== undefined && !sha256.test(value)) throw new BomRefused('bom_hash', name)
}

function checkAddress(value: string | undefined, name: string): void {
  if (value !== undefined && !address.test(value)) throw new BomRefused('bom_address', name)
}
