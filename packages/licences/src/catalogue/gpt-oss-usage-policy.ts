import type { LicenceTerms } from '../terms.ts'

export const gptOssUsagePolicy: LicenceTerms = {
  id: 'gpt-oss-usage-policy',
  name: 'gpt-oss usage policy',
  version: '2025-08',
  date: '2025-08',
  steward: 'OpenAI',
  class: 'policy-beside-osi-licence',
  osaid: 'excluded',
  spdxExpression: 'LicenseRef-gpt-oss-usage-policy',
  hubTags: [],
  appliesTo: [],
  source: 'official-file',
  reading: {
    number: 1,
    on: '2026-11-23',
  },
  texts: [
    {
      id: 'gpt-oss-usage-policy',
      role: 'licence',
      found: {
        repository: 'openai/gpt-oss',
        path: 'USAGE_POLICY',
        commit: '7b583341fe16729127f6d5b94a7b09ccae97e1a1',
      },
      source: 'official-file',
      sha256: 'b6ecabe6f4860d9c81f09c22542b1ab2cb644c2d7b58e59a6b5580408493270e',
      wordSha256: 'fe3b37bda858c637e4868ee121891a6783ebcab5537fe8befa748ca3f74bf8ac',
      proseSha256: 'fe3b37bda858c637e4868ee121891a6783ebcab5537fe8befa748ca3f74bf8ac',
      isHashUsable: true,
    },
  ],
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
  bans: [
    {
      tag: 'illegal-generic',
      strength: 'absolute',
      sections: ['single sentence'],
    },
  ],
  duties: [
    {
      kind: 'comply-law',
      triggers: ['any-use'],
      sections: ['single sentence'],
    },
  ],
  thresholds: [],
  territory: [],
  powers: [],
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
  notes: [
    {
      de: 'TODO',
      en: 'adds only a promise to obey all applicable law; whether it binds beside an unmodified Apache-2.0 is interpretation',
    },
  ],
}
