import { textIn, type JsonObject } from './json.ts'

/** A fact that a profile demands of a package, and that nobody has stated. */
export interface Gap {
  readonly profile: 'ai' | 'dataset'
  readonly package: string
  readonly fields: readonly string[]
}

/** "External properties restrictions" of AIPackage and DatasetPackage (SPDX 3.0.1, checked 2026-11-23). No schema and no shape enforces them. */
const demanded: Readonly<Record<string, { readonly profile: Gap['profile']; readonly fields: readonly string[] }>> = {
  ai_AIPackage: {
    profile: 'ai',
    fields: [
      'releaseTime',
      'software_downloadLocation',
      'software_packageVersion',
      'software_primaryPurpose',
      'suppliedBy',
    ],
  },
  dataset_DatasetPackage: {
    profile: 'dataset',
    fields: ['builtTime', 'originatedBy', 'releaseTime', 'software_downloadLocation', 'software_primaryPurpose'],
  },
}

/**
 * The profiles that the document may claim. SPDX has no "unknown" for a release time or a supplier, and naming a profile claims that
 * all of its demands are met; so it is named when they are, and what is missing is listed when they are not.
 */
export function profilesOf(elements: readonly JsonObject[]): {
  readonly profiles: readonly string[]
  readonly gaps: readonly Gap[]
} {
  const packages = elements.flatMap((element) => {
    const rule = demanded[textIn(element['type'])]
    return rule === undefined ? [] : [{ element, ...rule }]
  })
  const gaps = packages
    .map(({ element, profile, fields }): Gap => ({
      profile,
      package: textIn(element['name']),
      fields: fields.filter((field) => element[field] === undefined),
    }))
    .filter(({ fields }) => fields.length > 0)
  const claimed = (['ai', 'dataset'] as const).filter(
    (profile) => packages.some((one) => one.profile === profile) && !gaps.some((gap) => gap.profile === profile),
  )
  return { profiles: ['core', 'software', 'simpleLicensing', ...claimed], gaps }
}

export function gapText(gaps: readonly Gap[]): string | undefined {
  if (gaps.length === 0) return undefined
  const lines = gaps.map((gap) => `${gap.package} lacks ${gap.fields.join(', ')} (${gap.profile})`)
  return `Profiles are claimed only where all that they demand was stated. Nobody has stated: ${lines.join('; ')}.`
}
