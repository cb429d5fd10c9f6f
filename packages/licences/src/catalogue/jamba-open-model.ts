import type { LicenceTerms } from '../terms.ts'

export const jambaOpenModel: LicenceTerms = {
  id: 'LicenseRef-jamba-open-model',
  name: 'Jamba Open Model License',
  date: '2024-08',
  steward: 'AI21 Labs',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-jamba-open-model',
  hubTags: [],
  appliesTo: [],
  source: 'not-read',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [],
  rights: {
    commercialUse: {
      value: 'unverified',
    },
    internalUse: {
      value: 'unverified',
    },
    hostedService: {
      value: 'unverified',
    },
    redistributeWeights: {
      value: 'unverified',
    },
    redistributeDerivatives: {
      value: 'unverified',
    },
    modify: {
      value: 'unverified',
    },
    outputsTrainOtherModels: {
      value: 'unverified',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [],
  duties: [],
  thresholds: [],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'TODO',
      en: "text not read; secondary sources: revenue threshold claimed by some, 'permissive' by others: treat as needs-review",
    },
  ],
}
