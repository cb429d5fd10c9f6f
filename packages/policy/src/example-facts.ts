// Facts for tests: a use case of an office at a server, everything stated that may be.
import type { PersonalDataConfig } from '@stellwerk/contract/config-personal-data'
import type { PlaceConfig } from '@stellwerk/contract/config-place'
import type { FoundInRequest, FoundKind, Treatment } from '@stellwerk/contract/personal-data'

import type { DataProtectionFacts } from './data-protection-facts.ts'

/** Noon of the day on which the examples are told. */
export const exampleNow = Date.parse('2026-11-23T12:00:00Z')

const until = { validUntil: '2027-03-31' }

export const ownHouse: PlaceConfig = { operator: 'ownHouse', country: 'DE', transfers: [] }

/** With everything that is asked of a processor in the EU. */
export const euProcessor: PlaceConfig = {
  operator: 'processor',
  country: 'DE',
  contract: { source: 'contract 4711', signedOn: '2026-01-01', ...until },
  parents: [],
  remoteSupport: [],
  subProcessors: [],
  deletion: { afterDays: 0, source: 'contract 4711, 8' },
  transfers: [],
  secrecy: { source: 'contract 4711, 12', ...until },
  attestation: {
    kind: 'c5Type2',
    source: 'report 2026',
    issuedOn: '2026-03-31',
    hasGermanEstablishment: true,
    customerCriteriaMet: true,
    ...until,
  },
}

/** With what is asked besides where authorities of a third country can reach in. */
export const answersToUs: PlaceConfig = {
  ...euProcessor,
  keys: 'controller',
  accessRequests: { notifies: true, challenges: true, source: 'contract 4711, 9' },
}

export const thirdCountryParent: PlaceConfig = {
  ...answersToUs,
  parents: [{ name: 'Example Inc.', country: 'US', accessLaws: ['CLOUD Act', 'FISA 702'] }],
}

export const underDecision: PlaceConfig = {
  ...answersToUs,
  country: 'US',
  transfers: [
    { country: 'US', basis: 'adequacyDecision', source: 'Decision (EU) 2023/1795', coversRecipient: true, ...until },
  ],
}

export const underClauses: PlaceConfig = {
  ...answersToUs,
  country: 'IN',
  transfers: [
    { country: 'IN', basis: 'standardContractualClauses', source: 'clauses 1', assessment: 'assessment 2', ...until },
  ],
}

const exampleTreatment = {
  PERSON: 'pseudonymise',
  ADDRESS: 'pseudonymise',
  ZIP: 'pseudonymise',
  LOCATION: 'pass',
  ORG: 'pass',
  DATE: 'pass',
  TIME: 'pass',
  AGE: 'pass',
  EMAIL: 'pseudonymise',
  PHONE: 'pseudonymise',
  URL: 'pass',
  IP: 'pseudonymise',
  IBAN: 'pseudonymise',
  CREDIT_CARD: 'block',
  ID: 'pseudonymise',
  PROFESSION: 'pass',
  NRP: 'pass',
  TITLE: 'pass',
  SECRET: 'anonymise',
} as const satisfies DataProtectionFacts['policy']['treatment']

const kinds: Readonly<Record<string, Treatment>> = {
  RELIGION: 'anonymise',
  DE_KFZ: 'block',
  PROFESSIONAL_SECRET: 'pass',
}

const examplePersonalData: PersonalDataConfig = {
  preset: 'office',
  treatment: {},
  kinds: {},
  sensitivity: {},
  mode: 'typed',
  scope: 'conversation',
  embeddings: {},
  onDetectorFailure: 'refuse',
  keepMapping: false,
  purposes: [],
  withoutBasis: 'whereNothingFound',
}

/** What a use case about persons states. */
export const everythingStated = {
  legalBasis: { article6: 'e', source: 'law 1', ...until },
  specialCategories: { kinds: ['HEALTH'], article9: 'h', source: 'law 2', ...until },
  dpia: { reference: 'DPIA 3', on: '2026-06-01', reviewOn: '2027-06-01' },
  recordOfProcessing: 'record 4',
  notices: 'notice 5',
} as const satisfies Partial<PersonalDataConfig>

export function exampleFacts(
  place: PlaceConfig | undefined,
  changed: Partial<PersonalDataConfig> = {},
): DataProtectionFacts {
  return { place, policy: { treatment: exampleTreatment, kinds }, personalData: { ...examplePersonalData, ...changed } }
}

/** A request with one finding of each of these kinds. */
export function exampleFound(...found: readonly Pick<FoundKind, 'category' | 'kind'>[]): FoundInRequest {
  return {
    counts: Object.fromEntries(found.map(({ category }) => [category, 1])),
    kinds: found.map((one) => ({ ...one, count: 1 })),
  }
}
