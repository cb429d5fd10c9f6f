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
  reading: { number: 1, on: '2026-11-23' },
  texts: [],
  rights: {
    commercialUse: { value: 'conditional', sections: ['not read'] },
    internalUse: { value: 'unverified' },
    hostedService: { value: 'unverified' },
    redistributeWeights: { value: 'unverified' },
    redistributeDerivatives: { value: 'unverified' },
    modify: { value: 'unverified' },
    outputsTrainOtherModels: { value: 'unverified' },
    patentGrant: { value: 'unverified' },
  },
  bans: [],
  duties: [],
  thresholds: [
    {
      metric: 'group-revenue-if-maas',
      above: 10_000_000_000,
      unit: 'USD',
      measured: {
        rule: 'continuous',
        window: { de: 'zwölf beliebige aufeinanderfolgende Monate', en: 'any 12 consecutive months' },
      },
      of: 'group',
      scope: {
        de: 'Lizenznehmer oder verbundenes Unternehmen, das Modelle als Dienst betreibt; so berichten es Dritte',
        en: 'the licensee or an affiliate that operates Model as a Service, as third parties report it',
      },
      effect: 'licensor-review-first',
      sections: ['not read'],
    },
  ],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'GLM-4.5 bis 5.2 und GLM-5.3 Flash stehen nach Berichten Dritter unter MIT; der Code im Bestand zai-org/GLM-5 steht unter Apache-2.0.',
      en: 'GLM-4.5 to 5.2 and GLM-5.3 Flash are reported by third parties as MIT; the code in the repository zai-org/GLM-5 is under Apache-2.0.',
    },
  ],
}
