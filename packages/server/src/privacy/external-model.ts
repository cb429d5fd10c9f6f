import type { Category, DetectorFailure } from '@stellwerk/contract/personal-data'
import { codeSpans } from '@stellwerk/privacy/code-spans'
import type { DetectionSettings, Segment } from '@stellwerk/privacy/detect'
import type { Finding } from '@stellwerk/privacy/finding'
import type { PrivacyPolicy } from '@stellwerk/privacy/treatment'

/** A span that a model takes for personal data. */
interface Spotted {
  /** UTF-16 code units. */
  readonly start: number
  readonly end: number
  readonly category: Category
  /** 0 to 1. */
  readonly score: number
}

/** A model of the operator that finds personal data besides what is built in (`privacy.model`). */
export interface ExternalModel {
  /** For the journal and for the cache: of its file and of what its labels mean. */
  readonly version: string
  /** @throws GatewayError detection_failed, detection_timeout, naming the model */
  readonly look: (texts: readonly string[]) => Promise<readonly (readonly Spotted[])[]>
}

export interface Looked {
  /** Findings for each text that it looked at. */
  readonly beside: readonly (readonly Finding[] | undefined)[]
  /** It failed, and the use case goes on without it. */
  readonly failed: boolean
}

/** From here on a finding is likely, and weak below: then only who looks strictly takes it. */
const likelyFrom = 0.5

/** What a use case adds to the version of the detectors; nothing where it does not ask the model. */
export function versionOf(
  model: ExternalModel | undefined,
  { onlyCertain }: Pick<PrivacyPolicy, 'onlyCertain'>,
): string {
  return model === undefined || onlyCertain ? '' : `+${model.version}`
}

/**
 * Has the model look at what is not known yet. Names of fields and ids are none of its business, and neither is code.
 *
 * @throws GatewayError detection_failed, detection_timeout, where the use case does not go on without it
 */
export async function looked(
  segments: readonly Segment[],
  known: readonly (readonly Finding[] | undefined)[],
  { onlyCertain }: Pick<DetectionSettings, 'onlyCertain'>,
  model: ExternalModel | undefined,
  onFailure: DetectorFailure,
): Promise<Looked> {
  const asked = segments.flatMap(({ text, form, isName }, index) =>
    form === 'text' && isName !== true && known[index] === undefined && text !== '' ? [{ index, text }] : [],
  )
  if (model === undefined || onlyCertain || asked.length === 0) return { beside: [], failed: false }
  try {
    const spotted = await model.look(asked.map(({ text }) => text))
    const beside: (readonly Finding[] | undefined)[] = segments.map(() => undefined)
    asked.forEach(({ index, text }, at) => {
      beside[index] = findingsIn(text, spotted[at] ?? [])
    })
    return { beside, failed: false }
  } catch (error) {
    if (onFailure === 'refuse') throw error
    return { beside: [], failed: true }
  }
}

function findingsIn(text: string, spotted: readonly Spotted[]): readonly Finding[] {
  const code = codeSpans(text)
  return spotted
    .filter(({ start, end }) => !code.some((span) => start < span.end && span.start < end))
    .map(({ start, end, category, score }) => {
      const evidence = score >= likelyFrom ? 'likely' : 'weak'
      return { start, end, category, kind: category, score, evidence, detector: 'model' }
    })
}
