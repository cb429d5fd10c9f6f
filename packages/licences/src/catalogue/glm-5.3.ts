import type { LicenceTerms } from '../terms.ts'

export const glm53: LicenceTerms = {
  id: 'LicenseRef-glm-5.3',
  name: 'GLM-5.3 License Agreement',
  version: '2026-08-28',
  date: '2026-08-28',
  steward: 'Z.AI',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-glm-5.3',
  hubTags: [],
  appliesTo: [],
  source: 'secondary-report',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['not read'],
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
  thresholds: [
    {
      metric: 'group-revenue-if-maas',
      above: 10000000000,
      unit: 'USD',
      measured: {
        rule: 'continuous',
        window: {
          de: 'TODO',
          en: 'any 12 consecutive months',
        },
      },
      of: 'group',
      scope: {
        de: 'TODO',
        en: 'licensee or affiliate with a Model-as-a-Service business',
      },
      effect: 'licensor-review-first',
      sections: ['not read'],
    },
  ],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'TODO',
      en: 'GLM-4.5 to 5.2 and GLM-5.3 Flash reported as MIT (secondary); repository zai-org/GLM-5 carries Apache-2.0 for its code',
    },
  ],
}
