import type { Catalogue } from '../catalogue-index.ts'
import { property, propertyOf } from './cyclonedx-properties.ts'
import type { FoundText } from './input.ts'
import { unlessEmpty, type JsonObject } from './json.ts'
import type { Concluded, Declared, Part } from './licensing.ts'
import { listedId, listedUrl } from './spdx-ids.ts'

/** What CycloneDX tools write, coming from SPDX, where nothing can be concluded; the format has no word of its own for it. */
const noAssertion = 'NOASSERTION'

/**
 * Declared and concluded side by side, which 1.7 allows where 1.6 took either licences or one expression. An id that SPDX does not list
 * stands in `expression` as LicenseRef or in `license.name`, never in `license.id`.
 */
export function licencesJson(
  declared: Declared,
  concluded: Concluded,
  ref: string,
  catalogue: Catalogue,
): readonly JsonObject[] {
  return [...declaredJson(declared), concludedJson(concluded, ref, catalogue)]
}

function declaredJson(declared: Declared): readonly JsonObject[] {
  const acknowledgement = 'declared'
  switch (declared.state) {
    case 'id':
      return [{ license: { id: declared.id, acknowledgement, url: listedUrl(declared.id) } }]
    case 'expression':
      return [{ expression: declared.expression, acknowledgement }]
    case 'name':
      return [{ license: { name: declared.raw, acknowledgement } }]
    case 'none':
    case 'unknown':
      return [] // A property says which of the two it is.
  }
}

function concludedJson(concluded: Concluded, ref: string, catalogue: Catalogue): JsonObject {
  const acknowledgement = 'concluded'
  if (concluded.state === 'unknown') {
    const properties = concluded.missing.map((layer) => property('licence:unknownLayer', layer))
    return { license: { name: noAssertion, acknowledgement, properties } }
  }
  const [only] = concluded.parts
  const properties = unlessEmpty(concluded.parts.flatMap((part) => textProperties(part, catalogue)))
  if (concluded.parts.length === 1 && only !== undefined && listedId(only.id) === concluded.expression) {
    return { license: { id: only.id, acknowledgement, url: listedUrl(only.id), properties } }
  }
  const expressionDetails = concluded.parts.map(({ id }) => ({
    licenseIdentifier: id,
    'bom-ref': `${ref}|licence:${id}`,
    url: listedId(id) === id ? listedUrl(id) : undefined,
  }))
  return { expression: concluded.expression, expressionDetails, acknowledgement, properties }
}

/** Texts are named by fingerprint and place, not embedded: stewards differ on whether theirs may be passed on. */
function textProperties({ id }: Part, catalogue: Catalogue): readonly JsonObject[] {
  const terms = catalogue.entries.find(({ spdxExpression }) => spdxExpression === id)
  return (terms?.texts ?? []).flatMap(({ id: text, wordSha256, found }) => [
    property('licence:textSha256', `${text} ${wordSha256}`),
    ...propertyOf(
      'licence:textSource',
      found === undefined ? undefined : `${text} ${found.repository}@${found.commit} ${found.path}`,
    ),
  ])
}

/** Texts that were found beside the weights, by the hash of their words. */
export function foundJson(texts: readonly FoundText[]): JsonObject | undefined {
  if (texts.length === 0) return undefined
  return {
    occurrences: texts.map(({ path }) => ({ location: path })),
    licenses: texts.map(({ path, licence, wordSha256 }) => {
      const id = licence === null ? undefined : listedId(licence)
      const properties = [property('licence:textPath', path), ...propertyOf('licence:textSha256', wordSha256)]
      const isListed = id !== undefined && id === licence
      return isListed
        ? { license: { id, url: listedUrl(id), properties } }
        : { license: { name: licence ?? noAssertion, properties } }
    }),
  }
}
