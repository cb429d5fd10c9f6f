import type { z } from 'zod'
import { ConfigInvalid, configSentences, type ConfigProblem, problemsOf } from '../config-problem.ts'
import { id } from '../config-shapes.ts'
import { processorContract, worksAgreement } from './agreements.ts'
import {
  aiActRecord,
  impactAssessment,
  legalBasis,
  managementAcceptance,
  observation,
  oversight,
  policySet,
  trainingRecord,
  transparencyMeasure,
} from './assessments.ts'
import { type ObjectKind, organisationId } from './kind.ts'
import { artefact, component, deployment, group, upstream } from './machines.ts'
import { organisation } from './organisation.ts'
import { useCase } from './use-case.ts'

/** What an object of each kind says. */
export const bodySchemas = {
  aiActRecord,
  artefact,
  component,
  deployment,
  group,
  impactAssessment,
  legalBasis,
  managementAcceptance,
  observation,
  organisation,
  oversight,
  policySet,
  processorContract,
  trainingRecord,
  transparencyMeasure,
  upstream,
  useCase,
  worksAgreement,
} satisfies Record<ObjectKind, z.ZodType>

/** By kind: a checked, deeply frozen body with its defaults filled in. */
export type Bodies = { readonly [Kind in ObjectKind]: z.output<(typeof bodySchemas)[Kind]> }

/**
 * The body of an object of this kind.
 *
 * @throws ConfigInvalid with every problem at once, by path
 * @example parseBody('group', { title: 'Registry', name: 'city/registry', purpose: 'Everybody in the registry office' }).name // 'city/registry'
 */
export function parseBody<Kind extends ObjectKind>(kind: Kind, value: unknown): Bodies[Kind] {
  const parsed = bodySchemas[kind].safeParse(value)
  // The schema is the one of the kind, and so is what it gave.
  if (parsed.success) return parsed.data as Bodies[Kind]
  const nothing: ConfigProblem = { path: '', problem: configSentences.other }
  const [first = nothing, ...rest] = problemsOf(parsed.error, value)
  throw new ConfigInvalid([first, ...rest], { cause: parsed.error })
}

/** Whether an object of this kind may have this id: a slug, and for the organisation the only one. */
export function isObjectId(kind: ObjectKind, value: string): boolean {
  return id.safeParse(value).success && (kind === 'organisation') === (value === organisationId)
}
