// Where the objects of each kind stand in the control API.
import { type ObjectKind, objectKinds } from '../register/kind.ts'

/** The plural of a kind, as it stands in a path. */
export const collections = {
  organisation: 'organisations',
  useCase: 'use-cases',
  component: 'components',
  artefact: 'artefacts',
  upstream: 'upstreams',
  deployment: 'deployments',
  worksAgreement: 'works-agreements',
  processorContract: 'processor-contracts',
  legalBasis: 'legal-bases',
  impactAssessment: 'impact-assessments',
  aiActRecord: 'ai-act-records',
  transparencyMeasure: 'transparency-measures',
  oversight: 'oversights',
  trainingRecord: 'training-records',
  managementAcceptance: 'management-acceptances',
  policySet: 'policy-sets',
  group: 'groups',
  observation: 'observations',
} as const satisfies Record<ObjectKind, string>

/**
 * The kind that somebody means: by its name or by its collection.
 *
 * @example kindNamed('use-cases') // 'useCase'
 */
export function kindNamed(word: string): ObjectKind | undefined {
  return objectKinds.find((kind) => kind === word || collections[kind] === word)
}
