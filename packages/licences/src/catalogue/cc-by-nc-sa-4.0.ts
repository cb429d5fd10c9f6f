import type { LicenceTerms } from '../terms.ts'

export const ccByNcSa40: LicenceTerms = {
  id: 'CC-BY-NC-SA-4.0',
  name: 'CC BY-NC-SA 4.0',
  version: '4.0',
  date: '2013-11-25',
  steward: 'Creative Commons',
  class: 'non-commercial',
  osaid: 'excluded',
  spdxExpression: 'CC-BY-NC-SA-4.0',
  hubTags: ['cc-by-nc-sa-4.0'],
  appliesTo: [],
  source: 'collection-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'CC-BY-NC-SA-4.0',
      role: 'licence',
      found: {
        repository: 'aboutcode-org/scancode-licensedb',
        path: 'docs/cc-by-nc-sa-4.0.LICENSE',
        commit: '053a651f5e0182bec226b90c4ad47a709da8687b',
      },
      source: 'collection-file',
      sha256: '603b012dd3d0a73482ae4d15dff44b33d0e77bc8cfeb5a0b18962f92e7795d89',
      wordSha256: 'a10697850fa77770657b6a4f417ac299d288285b186a4e78db0d4c3565e28fde',
      proseSha256: 'd047d7df70883e389d79b2002518b4ebfa2fc462a720feb812876be8f41d07b7',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'no',
      sections: ['2(a)(1)'],
    },
    internalUse: {
      value: 'conditional',
      sections: ['2(a)(1)'],
      limits: ['non-commercial'],
      note: {
        de: 'TODO',
        en: 'use inside a company is not automatically non-commercial: definition 1 NonCommercial',
      },
    },
    hostedService: {
      value: 'no',
      sections: ['2(a)(1)'],
    },
    redistributeWeights: {
      value: 'conditional',
      sections: ['3(a)'],
    },
    redistributeDerivatives: {
      value: 'conditional',
      sections: ['2(a)(1)', '3(b)'],
    },
    modify: {
      value: 'yes',
      sections: ['2(a)(1)'],
    },
    outputsTrainOtherModels: {
      value: 'silent',
      rule: 'silent',
      note: {
        de: 'TODO',
        en: 'whether training makes Adapted Material is unsettled; patents and trademarks excluded 2(b)(2)',
      },
    },
    patentGrant: {
      value: 'no',
      sections: ['2(b)(2)'],
    },
  },
  bans: [
    {
      tag: 'commercial',
      strength: 'absolute',
      sections: ['2(a)(1)', '1 NonCommercial'],
    },
  ],
  duties: [
    {
      kind: 'attribution-notice',
      triggers: ['share'],
      sections: ['3(a)(1)'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['share'],
      sections: ['3(a)(1)(B)'],
    },
    {
      kind: 'same-licence',
      triggers: ['share-adapted'],
      sections: ['3(b)'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
  termination: {
    found: true,
    sections: ['6'],
    says: {
      de: 'TODO',
      en: 'automatic on breach, cured if fixed within 30 days of discovery',
    },
  },
  disclaimer: {
    found: true,
    sections: ['warranty disclaimer in the text'],
    says: {
      de: 'TODO',
      en: 'see the text',
    },
  },
  audit: {
    found: false,
  },
  feedback: {
    found: false,
  },
  notes: [],
}
