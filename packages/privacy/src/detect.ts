import type { Hints } from './detector.ts'
import type { PlaceForm } from './fields/request-texts.ts'
import type { Category, Finding } from './finding.ts'
import { readingOf, type Reading } from './reading.ts'
import type { Recogniser } from './recogniser/recogniser.ts'
import { propagated } from './recogniser/propagate.ts'
import { resolved } from './resolve.ts'
import { structuredFindings } from './structured.ts'
import type { PrivacyPolicy } from './treatment.ts'

/**
 * Grows with every change of what is found, so that findings of an older version are not taken for those of this one. The weights of the
 * recogniser have a version of their own.
 */
const detectionVersion = '1'

/** One text of a request. */
export interface Segment {
  readonly text: string
  readonly form: PlaceForm
  readonly label?: string | undefined
  /** A name of somebody by what the field is. */
  readonly isName?: boolean | undefined
}

/** How to look; part of the policy of a use case. */
export type DetectionSettings = Pick<PrivacyPolicy, 'sensitivity' | 'region' | 'onlyCertain'> &
  Partial<Pick<PrivacyPolicy, 'treatment' | 'kinds'>> & {
    readonly language?: string | undefined
  }

/** Finds personal data. Without a recogniser it finds what has a form, and no names. */
export class Detection {
  readonly version: string
  readonly #recogniser: Recogniser | undefined
  /** Of the text that was looked at last, until the texts of its request are looked at together: most requests have one new text. */
  #last: Reading | undefined

  constructor(recogniser: Recogniser | undefined) {
    this.#recogniser = recogniser
    this.version = `${detectionVersion}+${recogniser?.version ?? 'none'}`
  }

  /** What one text says by itself. The same text with the same settings gives the same, so it may be kept. */
  own(segment: Segment, settings: DetectionSettings): readonly Finding[] {
    const reading = readingOf(segment.text)
    this.#last = reading
    const hints: Hints = { region: settings.region, language: settings.language, label: segment.label }
    const findings = structuredFindings(reading, hints)
    // Where names pass, an account or an address that stands for one does not.
    if (segment.isName === true) return [wholeName(segment.text), ...findings]
    const namesWanted = isProse(segment) && !settings.onlyCertain
    if (namesWanted) {
      const { sensitivity } = settings
      const spoken = segment.form === 'name' ? readingOf(withSpaces(segment.text)) : reading
      this.#recogniser?.find(spoken, { ...hints, sensitivity }, (finding) => findings.push(finding))
    }
    return findings
  }

  /**
   * What all texts of a conversation say together: a name that one of them gives away is found in every other one. Sorted, without
   * overlaps, and without what the settings do not want found. What passes as it is hides nothing that does not.
   *
   * @param own what each says by itself, in the same order
   */
  together(
    segments: readonly Segment[],
    own: readonly (readonly Finding[])[],
    settings: DetectionSettings,
  ): readonly (readonly Finding[])[] {
    const last = this.#last
    this.#last = undefined
    const texts = segments.map((segment, index) => {
      const reading = last?.original === segment.text ? last : readingOf(segment.text)
      return { reading, findings: (own[index] ?? []).filter((finding) => isWanted(finding, segment, settings)) }
    })
    const passes = ({ category, kind }: Pick<Finding, 'category' | 'kind'>): boolean =>
      (settings.kinds?.[kind] ?? settings.treatment?.[category]) === 'pass'
    const all = settings.onlyCertain ? texts.map(({ findings }) => findings) : propagated(texts, passes)
    return all.map((findings, index) => resolved(findings, segments[index]?.text ?? '', passes))
  }
}

/** The field says it, so there is no doubt, and nothing else that is in it leaves a rest. */
function wholeName(text: string): Finding {
  const end = text.length
  return { start: 0, end, category: 'PERSON', kind: 'PERSON', score: 1, evidence: 'certain', detector: 'field' }
}

/** Programs depend on names of properties and on ids; everything else is read for names. */
function isProse({ form }: Segment): boolean {
  return form === 'text' || form === 'name'
}

/** The words of a name that has no room for spaces, each where it was: `Anna_Weber`. */
function withSpaces(name: string): string {
  return name.replace(/[_.-]/gu, ' ')
}

/** Whether a finding counts. `weak` is never taken unless the policy is strict about its category. */
function isWanted(finding: Finding, segment: Segment, settings: DetectionSettings): boolean {
  const { category, evidence } = finding
  if (evidence === 'certain') return true
  if (!isProse(segment)) return false
  if (settings.onlyCertain) return category === 'SECRET' && evidence === 'likely'
  switch (settings.sensitivity[category]) {
    case 'strict':
      return true
    case 'balanced':
      return evidence === 'likely'
    case 'lenient':
      // Names have no check; the recogniser has been told how much to take for one.
      return evidence === 'likely' && isNamed(category)
  }
}

const named: ReadonlySet<Category> = new Set(['PERSON', 'LOCATION', 'ORG', 'ADDRESS', 'PROFESSION', 'NRP', 'TITLE'])

function isNamed(category: Category): boolean {
  return named.has(category)
}
