import type { LicenceTerms } from '../terms.ts'

export const mistralNonProduction01: LicenceTerms = {
  id: 'LicenseRef-mistral-non-production-0.1',
  name: 'Mistral AI Non-Production License',
  version: '0.1',
  date: '2024-05',
  steward: 'Mistral AI SAS',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-mistral-non-production-0.1',
  hubTags: ['other:mnpl'],
  appliesTo: ['Codestral 22B'],
  source: 'secondary-report',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['3.2'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['3.2'],
      limits: ['non-commercial'],
      note: {
        de: 'TODO',
        en: 'testing, research, personal, evaluation in non-production environments',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['3.2'],
      note: {
        de: 'TODO',
        en: 'not in the course of a commercial activity, paid or free, hosted or behind a software layer',
      },
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
      value: 'silent',
      rule: 'silent',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'production',
      strength: 'absolute',
      sections: ['3.2'],
    },
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['3.2'],
    },
  ],
  duties: [],
  thresholds: [],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'TODO',
      en: 'text quoted in several third-party repositories; official https://mistral.ai/licenses/MNPL-0.1.md',
    },
    {
      de: 'TODO',
      en: 'licensor claims no ownership of outputs',
    },
  ],
}
