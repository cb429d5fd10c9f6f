import type { Catalogue } from '../catalogue-index.ts'
import { checkedComponents } from './checked.ts'
import { citationsOf, officesOf, subjectRef, toolRef } from './cyclonedx-citations.ts'
import { componentJson, componentRef, type Shown } from './cyclonedx-component.ts'
import { besideJson } from './cyclonedx-beside.ts'
import { property } from './cyclonedx-properties.ts'
import type { BomInput, DigestOf } from './input.ts'
import { jsonText, unlessEmpty, type JsonObject } from './json.ts'
import { keyOf, workOf } from './lineage.ts'
import { uuidOf } from './uuid.ts'

/**
 * A bill of materials in CycloneDX 1.7 (JSON). Same input and catalogue, same bytes: components are sorted, the serial number is made
 * from the digest of the rest. Field by field: docs/ai-bom.md. Schema read 2026-11-23.
 *
 * @throws BomRefused
 * @example jsonText(cycloneDx({ subject: 'gateway', createdAt: '2026-11-23T08:30:00Z', tool, components }, known, digestOf))
 */
export function cycloneDx(input: BomInput, catalogue: Catalogue, digestOf: DigestOf): JsonObject {
  const listed = checkedComponents(input, catalogue).map((known): Shown => {
    const work = workOf(known.component)
    return { known, work, ref: componentRef(known.id) }
  })
  const byKey = new Map(listed.toReversed().map(({ work, ref }) => [keyOf(work), ref]))
  const shown = { catalogue, listed, byKey, digestOf }
  const own = listed.map((one) => componentJson(one, shown))
  const beside = besideJson(shown)
  const components = [...own, ...beside.components]
  const offices = officesOf(listed)
  const rest: JsonObject = {
    version: 1,
    metadata: metadataOf(input, catalogue),
    components: unlessEmpty(components),
    dependencies: [{ ref: subjectRef, dependsOn: unlessEmpty(listed.map(({ ref }) => ref)) }, ...beside.dependencies],
    // Nobody can say of an installation that nothing is missing from its list.
    compositions: [{ aggregate: 'unknown', assemblies: [subjectRef, ...listed.map(({ ref }) => ref)] }],
    declarations: offices.length === 0 ? undefined : { assessors: offices },
    citations: unlessEmpty(citationsOf(components, listed, { createdAt: input.createdAt, catalogue })),
  }
  const serialNumber = `urn:uuid:${uuidOf(digestOf(jsonText(rest)))}`
  return { bomFormat: 'CycloneDX', specVersion: '1.7', serialNumber, ...rest }
}

function metadataOf(input: BomInput, catalogue: Catalogue): JsonObject {
  return {
    timestamp: input.createdAt,
    tools: {
      components: [{ type: 'application', 'bom-ref': toolRef, name: input.tool.name, version: input.tool.version }],
    },
    component: { type: 'application', 'bom-ref': subjectRef, name: input.subject },
    manufacturer: input.createdBy === undefined ? undefined : { name: input.createdBy },
    properties: [property('licence:catalogueVersion', catalogue.asOf)],
  }
}
