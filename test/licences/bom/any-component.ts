import fc from 'fast-check'

import { componentKinds, modalities, relations, type Component, type Descended } from '@stellwerk/licences/component'

/** Claims as people write them: real tags, near misses, and anything at all. */
export const anyClaim = fc.oneof(
  fc.constantFrom(
    'mit',
    'Apache-2.0',
    'apache-2.0',
    'llama3.1',
    'other',
    'other:mrl',
    'openrail',
    'GPL',
    'MIT OR Apache-2.0',
  ),
  fc.string({ maxLength: 30 }),
)

const licence = fc.constantFrom(
  'MIT',
  'Apache-2.0',
  'LicenseRef-llama-3.1-community',
  'NO-LICENCE',
  'gpt-oss-usage-policy',
  'who knows',
)
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined })

/** Without the keys whose value is undefined, as a parsed component has them. */
function present<Value extends object>(value: Value): Value {
  // Taking keys away that hold nothing leaves the same type under exactOptionalPropertyTypes.
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value
}

const layer = {
  version: optional(fc.string({ maxLength: 8 })),
  modality: optional(fc.constantFrom(...modalities)),
  declaredLicence: optional(fc.oneof(fc.constant(null), anyClaim)),
  licence: optional(licence),
}

const { lineage } = fc.letrec<{ lineage: readonly Descended[] | undefined; parent: Descended }>((tie) => ({
  lineage: fc.option(fc.array(tie('parent'), { minLength: 1, maxLength: 3 }), { nil: undefined, depthSize: 'small' }),
  parent: fc
    .record({
      relation: fc.oneof(fc.constantFrom(...relations, 'tested-on', 'fineTunedFrom'), fc.string({ maxLength: 6 })),
      parent: fc.string({ maxLength: 12 }),
      kind: optional(fc.constantFrom(...componentKinds)),
      ...layer,
      lineage: tie('lineage'),
    })
    // What it leaves out is optional in the type as well.
    .map((parent) => present(parent) as Descended),
}))

export const anyComponent: fc.Arbitrary<Component> = fc
  .record({
    kind: fc.constantFrom(...componentKinds),
    name: fc.string({ maxLength: 20 }),
    deliveredAs: optional(fc.string({ maxLength: 10 })),
    textSha256: optional(fc.array(fc.constantFrom('a'.repeat(64), 'b'.repeat(64)), { minLength: 1, maxLength: 2 })),
    ...layer,
    lineage,
  })
  // As above.
  .map((component) => present(component) as Component)
