import type { LicenceTerms } from '../terms.ts'

export const qwenResearch: LicenceTerms = {
  id: 'LicenseRef-qwen-research',
  name: 'Qwen RESEARCH LICENSE AGREEMENT',
  version: '2024-09-19',
  date: '2024-09-19',
  steward: 'Alibaba Cloud',
  class: 'research-only',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-qwen-research',
  hubTags: ['other:qwen-research'],
  appliesTo: ['Qwen2.5-3B family', 'Qwen2.5-VL-3B'],
  source: 'secondary-report',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['2'],
      limits: ['research', 'non-commercial'],
      note: {
        de: 'TODO',
        en: 'non-commercial',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['2'],
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
      rule: 'not-read',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['2'],
    },
  ],
  duties: [],
  thresholds: [],
  territory: [],
  powers: [],
  notes: [
    {
      de: 'TODO',
      en: 'text not read; issue illuin-tech/colpali#334 and other repositories quote the non-commercial grant; a later release dated 2026-09-20 is mentioned by a third party (UNVERIFIED)',
    },
  ],
}
