// Bodies for tests: one of each kind as somebody would write it, all of them invented.
import type { z } from 'zod'
import type { bodySchemas } from './body.ts'
import type { ObjectKind } from './kind.ts'

type Inputs = { readonly [Kind in ObjectKind]: z.input<(typeof bodySchemas)[Kind]> }

/** SHA-256 in hex, by a character of its own. */
const digestOf = (character: string): string => character.repeat(64)

export const exampleStated = {
  source: 'File 7/2026',
  statedBy: 'Legal department',
  validUntil: '2027-11-23',
  provenance: 'concluded',
} as const

const measured = { provenance: 'measured', statedBy: 'stellwerk models add', on: '2026-11-24' } as const

export const exampleBodies: Inputs = {
  organisation: {
    title: 'Town of Musterstadt',
    kind: 'publicBody',
    representation: { kind: 'staffCouncil', ...exampleStated },
    dataClasses: [{ class: 'socialData', ...exampleStated }],
    bsig: {
      category: 'outside',
      controls: { cryptography: { state: 'met', ...exampleStated } },
      ...exampleStated,
    },
  },
  useCase: {
    title: 'Letters to citizens',
    purpose: 'Drafts of letters that an official reads and signs.',
    owner: 'Citizens’ office',
    profile: 'personalData',
    deployments: ['qwen3-32b-a'],
    participation: { scope: 'required', worksAgreement: 'language-models', ...exampleStated },
    legalBases: ['citizen-letters'],
    fallbackProcedure: 'Write the letter from the template in the file plan.',
    stopAnnouncer: 'Service desk',
  },
  component: { title: 'Qwen3 32B', kind: 'model', name: 'Qwen3-32B', licence: 'Apache-2.0' },
  artefact: {
    title: 'Qwen3 32B, AWQ',
    component: 'qwen3-32b',
    digest: { value: digestOf('a'), ...measured },
    format: { value: 'safetensors', ...measured },
    files: [{ path: 'model-00001-of-00004.safetensors', sha256: digestOf('b'), bytes: 4_900_000_000 }],
  },
  upstream: {
    title: 'GPU server 1',
    kind: 'vllm',
    place: { operator: 'ownHouse', country: 'DE' },
    engineVersion: { value: '0.11.0', ...measured },
    isolated: { value: true, provenance: 'declared', statedBy: 'IT security', validUntil: '2027-01-31' },
  },
  deployment: { title: 'Qwen3 on GPU server 1', model: 'qwen3-32b-instruct', upstream: 'gpu-1', artefact: 'qwen3-awq' },
  worksAgreement: {
    title: 'Language models',
    form: 'worksAgreement',
    document: { sha256: digestOf('c'), signedOn: '2026-10-01' },
    hasAfterEffect: true,
    permittedEvaluations: ['Requests a month, by department'],
    smallestGroup: 10,
    retentionDays: 90,
    reidentification: { isPermitted: true, together: ['employeeRepresentation', 'dataProtectionOfficer'] },
    ...exampleStated,
  },
  processorContract: {
    title: 'Hosting of GPU server 2',
    processor: 'Example Hosting GmbH',
    country: 'DE',
    document: { sha256: digestOf('d'), signedOn: '2026-09-01' },
    subject: 'Running the engine; nobody there reads requests.',
    ...exampleStated,
  },
  legalBasis: {
    title: 'Letters to citizens',
    purposes: ['Answering enquiries'],
    article6: 'e',
    recordOfProcessing: 'RoP 12',
    ...exampleStated,
  },
  impactAssessment: {
    title: 'Letters to citizens',
    outcome: 'acceptableWithMeasures',
    reasons: 'Letters are read before they go out.',
    reviewOn: '2027-10-01',
    ...exampleStated,
  },
  aiActRecord: {
    title: 'Letters to citizens',
    roles: ['deployer'],
    class: 'no-high-risk',
    isProhibitedPracticeExcluded: true,
    reasons: 'It drafts; a person decides.',
    ...exampleStated,
  },
  transparencyMeasure: {
    title: 'Note below letters',
    channel: 'letters',
    measure: 'A line below the letter says that a machine drafted it.',
    ...exampleStated,
  },
  oversight: {
    title: 'Letters to citizens',
    overseers: [{ office: 'Head of the citizens’ office' }],
    canStop: true,
    ...exampleStated,
  },
  trainingRecord: {
    title: 'Autumn 2026',
    groups: ['city/registry'],
    trainedOn: '2026-10-15',
    ...exampleStated,
  },
  managementAcceptance: {
    title: 'Letters to citizens',
    useCases: ['citizen-letters'],
    remainingRisks: 'A draft may be wrong in a way that nobody sees.',
    ...exampleStated,
  },
  policySet: {
    title: 'Office hours',
    lamp: 'governance',
    policies: {
      officeHours: `
@reason("office_hours") @de("nicht bei Nacht") @en("not at night") @source("house rules, 2") @basis("ownRule") @clearedBy("itSecurity")
forbid (principal, action == Own::Action::"send", resource) when { context.hour > 20 };`,
    },
    touchesEvaluations: false,
    purpose: 'No requests at night.',
  },
  group: { title: 'Registry', name: '/city/registry', purpose: 'Everybody in the registry office.' },
  observation: {
    title: 'Letters to citizens move in',
    useCase: 'citizen-letters',
    reason: 'The assessment is being written.',
    from: '2026-11-24',
    until: '2027-01-23',
  },
}
