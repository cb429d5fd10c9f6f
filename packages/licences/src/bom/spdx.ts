import type { Catalogue } from '../catalogue-index.ts'
import { checkedComponents } from './checked.ts'
import type { BomComponent, BomInput, DigestOf } from './input.ts'
import { inOrder, jsonText, textIn, unlessEmpty, type Json, type JsonObject } from './json.ts'
import { workOf } from './lineage.ts'
import { creationInfo, Elements } from './spdx-elements.ts'
import { gapText, profilesOf, type Gap } from './spdx-profiles.ts'
import { SpdxWorks } from './spdx-works.ts'
import { uuidOf } from './uuid.ts'

export interface SpdxBill {
  readonly document: JsonObject
  /** What the profiles for models and data sets demand and nobody has stated. Then the document does not claim the profile. */
  readonly gaps: readonly Gap[]
}

/**
 * A bill of materials in SPDX 3.0.1 (JSON-LD) with the classes of the AI and Dataset profiles. Same input and catalogue, same bytes.
 * Each package has exactly one declared and one concluded licence. Element by element: docs/ai-bom.md. Model and schema read 2026-11-23.
 *
 * @throws BomRefused
 */
export function spdx(input: BomInput, catalogue: Catalogue, digestOf: DigestOf): SpdxBill {
  const components = checkedComponents(input, catalogue)
  const build = (uuid: string): SpdxBill =>
    buildIn(new Elements(`urn:uuid:${uuid}`, digestOf), { input, components, catalogue })
  // The name of the document is made from its own content, as it is under the name that stands for none.
  const draft = build('00000000-0000-8000-8000-000000000000')
  return build(uuidOf(digestOf(jsonText(draft.document))))
}

interface Building {
  readonly input: BomInput
  readonly components: readonly BomComponent[]
  readonly catalogue: Catalogue
}

function buildIn(elements: Elements, { input, components, catalogue }: Building): SpdxBill {
  const creator = creatorOf(elements, input)
  const tool = elements.add('Tool', 'tool', { name: `${input.tool.name} ${input.tool.version}` })
  const listed = components.map((known) => ({ known, work: workOf(known.component) }))
  const works = new SpdxWorks(elements, catalogue, listed)
  const roots = listed.map((one) => works.addListed(one))
  const { profiles, gaps } = profilesOf(elements.all)
  const content = elements.all.map(({ spdxId }) => textIn(spdxId)).toSorted(inOrder)
  const collection = { profileConformance: profiles, element: content, comment: gapText(gaps) }
  const sbom = elements.add('software_Sbom', 'sbom', {
    name: input.subject,
    ...collection,
    rootElement: unlessEmpty(roots.toSorted(inOrder)) ?? [creator],
  })
  elements.add('SpdxDocument', 'document', {
    name: `${input.subject} ${input.createdAt}`,
    ...collection,
    element: [...content, sbom].toSorted(inOrder),
    rootElement: [sbom],
  })
  const created: JsonObject = {
    type: 'CreationInfo',
    '@id': creationInfo,
    specVersion: '3.0.1',
    created: input.createdAt,
    createdBy: [creator],
    createdUsing: [tool],
    comment: `Licence catalogue of ${catalogue.asOf}.`,
  }
  const graph: readonly Json[] = [created, ...elements.all.toSorted(byId)]
  return { document: { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': graph }, gaps }
}

/** Whoever answers for the bill; a program where nobody wants to be named. */
function creatorOf(elements: Elements, { createdBy, tool }: BomInput): string {
  return createdBy === undefined
    ? elements.add('SoftwareAgent', 'creator', { name: tool.name })
    : elements.add('Organization', 'creator', { name: createdBy })
}

function byId(left: JsonObject, right: JsonObject): number {
  return inOrder(textIn(left['spdxId']), textIn(right['spdxId']))
}
