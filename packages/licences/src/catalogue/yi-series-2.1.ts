import type { LicenceTerms } from '../terms.ts'

export const yiSeries21: LicenceTerms = {
  id: 'LicenseRef-yi-series-2.1',
  name: 'Yi Series Models Community License',
  version: '2.1',
  date: '2023-11-23',
  steward: '01.AI (Beijing Lingyiwanwu)',
  class: 'open-weights-use-restricted',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-yi-series-2.1',
  hubTags: ['other:yi-license'],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'LicenseRef-yi-series-2.1',
      role: 'licence',
      found: {
        repository: '01-ai/Yi',
        path: 'MODEL_LICENSE_AGREEMENT.txt',
        commit: '90fe5676d3ec5f9e5b54601de4aa5f80a13d5f79',
      },
      source: 'official-file',
      sha256: 'd9247556ada84d3b0610b94dd27a2dd8e517f453b5c0e17b895d0051a2fb8354',
      wordSha256: 'ec65579aa4855f1bcbd7afefc5b7612ab3aebe0a13cb26a0bddfd54d9849f545',
      proseSha256: 'c29b3426d27ba7e601bb946855df4974e8fc7260d1e370e56bf632fb1b0b3cee',
      isHashUsable: true,
    },
  ],
  rights: {
    commercialUse: {
      value: 'conditional',
      sections: ['2'],
      note: {
        de: 'TODO',
        en: 'registration form, separate commercial licence',
      },
    },
    internalUse: {
      value: 'yes',
      sections: ['2'],
    },
    hostedService: {
      value: 'conditional',
      sections: ["1 'Distribute'"],
      note: {
        de: 'TODO',
        en: 'SaaS/PaaS is Distribution',
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
      value: 'conditional',
      sections: ["1 'Derivatives'"],
      rule: 'student-is-derivative',
    },
    patentGrant: {
      value: 'unverified',
    },
  },
  bans: [
    {
      tag: 'military',
      strength: 'absolute',
      sections: ['2(2)'],
    },
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['2(1)'],
    },
    {
      tag: 'ip-infringement',
      strength: 'absolute',
      sections: ['2(3)'],
    },
  ],
  duties: [
    {
      kind: 'provide-licence-copy',
      triggers: ['distribute-weights', 'hosted-service'],
      sections: ['2(4)'],
    },
    {
      kind: 'attribution-notice',
      triggers: ['distribute-weights', 'hosted-service'],
      sections: ['2(4)'],
    },
    {
      kind: 'mark-modified-files',
      triggers: ['distribute-derivative'],
      sections: ['2(5)'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [
    {
      kind: 'licence-may-change',
      sections: ['7'],
    },
  ],
  indemnity: {
    found: true,
    sections: ['4'],
    says: {
      de: 'TODO',
      en: 'yes',
    },
  },
  audit: {
    found: false,
  },
  feedback: {
    found: false,
  },
  governingLaw: {
    law: 'PRC mainland',
    sections: ['5'],
  },
  notes: [
    {
      de: 'TODO',
      en: 'version 1.0 (2023-11-01) barred commercial use without written authorisation',
    },
    {
      de: 'TODO',
      en: 'SAME PATH MODEL_LICENSE_AGREEMENT.txt holds v1.0 (commit 03c9c1b), v2.1 (90fe567) and, since 6280097 (2024-05-30), the Apache-2.0 text: pin by hash and date',
    },
  ],
}
