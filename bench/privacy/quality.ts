/** What detection finds in a corpus, by the protocol that `stellwerk privacy evaluate` has too. */
import type { Detection, Segment } from '../../packages/privacy/src/detect.ts'
import {
  type ClassFigures,
  type CorpusFigures,
  judged,
  type Outcome,
} from '../../packages/privacy/src/evaluation/protocol.ts'
import type { GoldRecord } from '../../packages/privacy/src/evaluation/record.ts'
import type { Finding } from '../../packages/privacy/src/finding.ts'
import { policyOf } from '../../packages/privacy/src/presets.ts'
import type { PrivacyPolicy } from '../../packages/privacy/src/treatment.ts'
import { labelledIn } from './corpora.ts'

/** The preset for office work, as it comes (`balanced`), and the same in doubt for the person (`strict`). */
export const policies = { balanced: officePolicy('balanced'), strict: officePolicy('strict') } as const

export type PolicyName = keyof typeof policies

function officePolicy(level: 'balanced' | 'strict'): PrivacyPolicy {
  const policy = policyOf({ preset: 'office', treatment: {}, kinds: {}, sensitivity: {}, mode: 'typed' })
  const sensitivity = Object.fromEntries(Object.keys(policy.sensitivity).map((category) => [category, level]))
  return { ...policy, sensitivity: sensitivity as PrivacyPolicy['sensitivity'] } // The same categories as before.
}

/** Everything that detection does with one text. */
export function findingsIn(
  text: string,
  detection: Detection,
  policy: PrivacyPolicy,
  language?: string,
): readonly Finding[] {
  const segment: Segment = { text, form: 'text' }
  const settings = { ...policy, language }
  return detection.together([segment], [detection.own(segment, settings)], settings)[0] ?? []
}

export function isMasked({ category, kind }: Finding, policy: PrivacyPolicy): boolean {
  return (policy.kinds[kind] ?? policy.treatment[category]) !== 'pass'
}

/** Figures of a corpus, rounded, and with nothing that it cannot say. */
export interface Quality extends Omit<CorpusFigures, 'classes' | 'overMasking'> {
  readonly classes: Readonly<Record<string, ClassFigures>>
  /** Null where the corpus has labelled a few classes only: what lies beside them may be personal as well. */
  readonly overMasking: CorpusFigures['overMasking'] | null
}

export interface Judging {
  readonly name: string
  readonly records: readonly GoldRecord[]
  readonly detection: Detection
  readonly policy: PrivacyPolicy
}

export function qualityOf({ name, records, detection, policy }: Judging): Quality {
  const outcomes = records.map((record): Outcome => {
    const findings = findingsIn(record.text, detection, policy, record.language)
    return { record, findings, masked: findings.filter((finding) => isMasked(finding, policy)) }
  })
  const figures = judged(outcomes)
  const only = labelledIn(name)
  return rounded({ ...figures, overMasking: only === undefined ? figures.overMasking : null })
}

/** Four decimals: more would claim a precision that a few hundred spans do not give. */
export function rounded<T>(value: T): T {
  if (typeof value === 'number') return (Math.round(value * 10_000) / 10_000) as T // A number as before.
  if (Array.isArray(value)) return value.map((each: unknown) => rounded(each)) as T // The same list.
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded<unknown>(each)])) as T // The same keys.
}
